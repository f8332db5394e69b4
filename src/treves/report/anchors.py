"""Where on the page a statement, a report or a cell stands: short ids that no name of a case can break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treves.report.words import day
from treves.study.findings import Findings, ReportFacts, StatementFacts

__all__ = ["Anchors", "Source", "anchors_of"]


@dataclass(frozen=True)
class Source:
    """A report named under a figure: its words, and where on the page it is listed."""

    words: str
    anchor: str


@dataclass(frozen=True)
class Anchors:
    """Ids on the page.

    Parameters
    ----------
    statements, reports : dict of str to str
        Name to id.
    cells : dict of (party, issue) to str
        Only cells that have a statement.
    """

    statements: dict[str, str]
    reports: dict[str, str]
    cells: dict[tuple[str, str], str]
    known: dict[str, StatementFacts]
    listed: dict[str, ReportFacts]

    def sources(self, statements: Sequence[str]) -> tuple[Source, ...]:
        """Return the reports behind some statements, oldest first, each once."""
        names = {self.known[name].doc for name in statements if name in self.known}
        reports = [self.listed[name] for name in names if name in self.listed]
        reports.sort(key=lambda report: (report.published_on, report.name))
        return tuple(
            Source(f"{self.outlet(report.name)}, {day(report.published_on)}", self.reports[report.name])
            for report in reports
        )

    def outlet(self, doc: str) -> str:
        """Return what tells a report from the others: who published it, or its title where all are from one desk."""
        report = self.listed.get(doc)
        if report is None:
            return doc
        is_telling = len({known.outlet for known in self.listed.values()}) > 1
        return (report.outlet if is_telling else report.title or report.outlet) or doc


def anchors_of(findings: Findings) -> Anchors:
    """Give every statement, report and cell with evidence an id."""
    known = {statement.name: statement for statement in findings.statements}
    parties = list(findings.facts.parties)
    issues = [issue.name for issue in findings.facts.issues]
    return Anchors(
        statements={name: f"s{at}" for at, name in enumerate(known, 1)},
        reports={report.name: f"r{at}" for at, report in enumerate(findings.reports, 1)},
        cells={
            (cell.party, cell.issue): f"c{parties.index(cell.party) + 1}-{issues.index(cell.issue) + 1}"
            for cell in findings.positions
            if any(name in known for name in cell.statements)
        },
        known=known,
        listed={report.name: report for report in findings.reports},
    )
