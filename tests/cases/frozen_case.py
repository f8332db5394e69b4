"""What must hold of every packaged real case: whole, sourced, and frozen before its end."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from treves.case import Case, load_case
from treves.study import run_study

CASES = Path(__file__).parents[2] / "src" / "treves" / "cases"
DAY = re.compile(r"\b20\d\d-[01]\d-[0-3]\d\b")


@dataclass(frozen=True)
class Frozen:
    """A packaged case and what is known of its freeze.

    Parameters
    ----------
    name : str
    freeze_on : date
        Nothing published later may be in it.
    deadline_on : date
    coded_on : str
        Day of coding, which is no day of the case.
    ahead : tuple of date
        Days fixed ahead that may stand in it though they lie after the deadline.
    after : str
        Pattern of words that only those used who knew the end.
    """

    name: str
    freeze_on: date
    deadline_on: date
    coded_on: str
    ahead: tuple[date, ...]
    after: str

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return CASES / self.name

    def files(self) -> list[Path]:
        """Return every file a person wrote."""
        return sorted(path for path in self.folder.rglob("*") if path.suffix in {".yaml", ".txt", ".csv"})

    def rows(self) -> list[dict[str, str]]:
        """Return the rows of statements.csv as stored."""
        with (self.folder / "statements.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def load(self) -> Case:
        """Load the case."""
        return load_case(self.name)


def holds_nothing_later(frozen: Frozen, case: Case) -> None:
    """No report, poll or seat count is later than the freeze, and no statement speaks of a day after the deadline."""
    assert (case.as_of, case.deadline) == (frozen.freeze_on, frozen.deadline_on)
    assert all(report.published_on <= frozen.freeze_on for report in case.reports.values())
    assert all(poll.published_on <= frozen.freeze_on for poll in case.cabinet.polls)
    assert all(chamber.counted_on <= frozen.freeze_on for chamber in case.cabinet.chambers)
    assert all(statement.published_on <= frozen.freeze_on for statement in case.statements)
    assert all(session.on > frozen.freeze_on for session in case.sessions)


def tells_no_end(frozen: Frozen, path: Path) -> None:
    """Neither words of those who knew the end nor a day after the deadline stand in a file."""
    text = path.read_text(encoding="utf-8").replace(f",{frozen.coded_on},", ",,")
    if path.name == "codebook.yaml":  # phrases to look for are not words that were said
        text = text.split("\nwords:")[0]
    assert re.findall(frozen.after, text, flags=re.IGNORECASE) == []
    days = [date.fromisoformat(found) for found in DAY.findall(text)]
    assert [day for day in days if day > frozen.deadline_on and day not in frozen.ahead] == []


def names_its_sources(case: Case) -> None:
    """Every report names sources, none dated after it; every legal path says where it comes from."""
    for report in case.reports.values():
        assert report.sources, report.name
        told = re.findall(r"\b(20\d\d)[-/]([01]\d)[-/]([0-3]\d)\b", " | ".join(report.sources))
        told += re.findall(r"dmf(20\d\d)([01]\d)([0-3]\d)", " | ".join(report.sources))
        assert all(date(int(y), int(m), int(d)) <= report.published_on for y, m, d in told), report.name
    for issue in case.agenda.issues:
        assert list(issue.places) == sorted(set(issue.places)), issue.name
        for option in issue.options:
            assert option.legal_path is not None, option.name
            assert "assumption" in option.legal_path.source, option.name


def is_no_newspaper(case: Case) -> None:
    """Every report says that it was written for the case, in its own language, and quotes nobody."""
    said = {"nl": "geschreven voor deze casus", "de": "für diesen Fall geschrieben", "fr": "écrit pour ce cas"}
    for report in case.reports.values():
        assert said[report.language] in report.outlet, report.name
        assert not re.search(r'["“”„‘«»]', report.body), report.name
        assert 120 <= len(report.body.split()) <= 350, report.name


def slices(frozen: Frozen) -> None:
    """Each span is the text at its offsets; its cue stands in the report; its review says who, when and why not."""
    rows = frozen.rows()
    assert len(rows) > 60
    for row in rows:
        stored = (frozen.folder / "reports" / f"{row['doc']}.txt").read_bytes().decode("utf-8")
        assert stored[int(row["start"]) : int(row["end"])] == row["text"], row["id"]
        assert not row["text"].endswith((".", ",", ";")), row["id"]
        for part in filter(None, f"{row['cue']}|{row['hedge']}".split("|")):
            assert part in stored, (row["id"], part)
        assert bool(row["reviewer"]) == bool(row["reviewed_on"]) == (row["review"] != "open"), row["id"]
        assert row["review"] == "accepted" or row["note"], row["id"]


def has_a_possible_draft(case: Case) -> None:
    """No rule forbids the draft, and it changes something."""
    assert case.draft is not None
    assert case.agenda.why_not(case.draft) == ""
    assert case.draft != case.agenda.status_quo


def runs(case: Case) -> None:
    """A run with few draws tells every end of the talks, and both views of a fall."""
    findings = run_study(case, draws=100, worlds=2, with_influences=False, with_moves=False, with_strain=False)
    ends = findings.outcomes
    assert ends is not None
    total = sum(getattr(ends, kind).p for kind in ("accord", "vote", "postponement", "fall"))
    assert abs(total - 1.0) < 1e-6
    assert findings.outlook is not None
    assert findings.outlook.by_deadline.combined is not None
    assert [deal.role for deal in findings.deals].count("draft") == 1
