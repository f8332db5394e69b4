"""``treves read``: from reports to coded statements that wait for review."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from treves.cli.merging import merge_into_case
from treves.cli.options import Day, as_json, print_json
from treves.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from treves.case import Case
    from treves.evidence import Finding, Report
    from treves.evidence.duplicates import Family
    from treves.evidence.intake import Intake, Metadata

__all__ = ["command"]

FORMATS = ("csv", "jsonl", "webannotation", "brat", "dna")


@dataclass(frozen=True)
class _Found:
    """What was found or brought, the reports it stands in, and the reports that tell the same news."""

    findings: list[Finding]
    reports: list[Report]
    families: tuple[Family, ...] = ()


@click.command("read")
@click.argument("sources", nargs=-1, metavar="[CASE | FILE_OR_ADDRESS...]")
@click.option("--case", "case", default=None, metavar="CASE", help="Whose parties and codebook to read files with.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="Write the statements: .csv, .jsonl, .jsonld (Web Annotation), .dna.csv, or a folder (brat).",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default=None, help="Where the ending does not tell.")
@click.option("--full", is_flag=True, help="Add the trace (spans, all times, resolution) to a CSV file.")
@click.option(
    "--from",
    "brought",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="FILE",
    help="Take statements from a file instead of finding them: .csv, .jsonl, .jsonld, .ann (or a folder), .dna.",
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    default=None,
    metavar="DIR",
    help="Store the texts taken out of pages or databases, so that offsets can be checked.",
)
@click.option("--outlet", default="", help="Who published it.")
@click.option(
    "--date", "published_on", type=Day(), default=None, metavar="DATE", help="Day of publication (2023-07-06)."
)
@click.option("--title", default="", help="Its headline.")
@click.option("--language", type=click.Choice(["nl", "en"]), default=None, help="Guessed where not given.")
@click.option("--address", default="", help="Where it was published; it is not fetched.")
@click.option("--encoding", default="", help="Where a file is not UTF-8.")
@click.option("--compare", is_flag=True, help="Show the difference to the case's reviewed statements; change nothing.")
@click.option(
    "--assistant",
    "assistant_address",
    default="",
    metavar="ADDRESS",
    help="Also ask a language model at this OpenAI-compatible address. Off by default: nothing leaves the machine.",
)
@click.option("--model", default="", help="The assistant's model.")
@click.option("--yes", is_flag=True, help="Do not ask before the texts are sent to the assistant.")
@as_json
def command(
    sources: tuple[str, ...],
    case: str | None,
    out: Path | None,
    format_: str | None,
    full: bool,
    brought: tuple[Path, ...],
    keep: Path | None,
    outlet: str,
    published_on: date | None,
    title: str,
    language: str | None,
    address: str,
    encoding: str,
    compare: bool,
    assistant_address: str,
    model: str,
    yes: bool,
    as_json: bool,
) -> None:
    """Find the statements in news reports, by rules, with a case's parties and codebook.

    \b
    treves read CASE                                    reads the case's reports again and merges what is
                                                        new into its statements.csv; reviewed rows stay
    treves read --case CASE FILE... --out s.csv         codes any files; the case is not touched
    treves read --compare CASE                          shows where rules and reviewers differ

    Reads plain text and saved pages (.html, .html.gz), and a web address only where one is given.
    """  # noqa: D301 - click's mark for lines that stay
    from treves.case import find_own_table, load_case
    from treves.evidence.intake import Metadata

    is_own = case is None
    if case is None:
        case, sources = _case_named(sources), ()
    if out is not None:
        format_ = _format(out, format_)
    loaded = load_case(case, are_spans_checked=False)
    known = Metadata(outlet, published_on, title, language or "", address)
    taken = _take_in(sources, known, encoding)
    _tell_notes(taken, keep)
    reports = [one.report for one in taken] or list(loaded.reports.values())
    found = _bring(brought, reports, keep) if brought else _find(reports, loaded, assistant_address, model, yes=yes)
    unread = {} if brought else _unread(found.reports)
    facts: dict[str, Any] = {"reports": len(found.reports), "found": len(found.findings), "unread": unread}
    if out is not None:
        from treves.evidence.interchange import write_findings

        by_name = {report.name: report for report in found.reports}
        for loss in write_findings(out, found.findings, by_name, format_, with_trace=full):  # type: ignore[arg-type]
            click.echo(f"{out.name}: {loss}", err=True)
        facts["written"] = str(out)
    elif is_own and not compare and (own := find_own_table(case)) is not None:
        rows = [finding.statement for finding in found.findings]
        facts["own_table"] = str(own / "statements.csv")
        facts["merged"] = merge_into_case(own, loaded, rows, is_brought=bool(brought))
    _tell(facts, found, loaded, case, is_own=is_own, compare=compare, as_json=as_json)


def _unread(reports: Sequence[Report]) -> dict[str, int]:
    """Count the reports in languages the rules do not know, by language."""
    from treves.evidence.find import is_read

    return dict(Counter(report.language for report in reports if not is_read(report.language)))


def _case_named(sources: tuple[str, ...]) -> str:
    from treves.errors import TrevesError

    if len(sources) != 1 or Path(sources[0]).is_file() or sources[0].startswith(("http://", "https://")):
        raise TrevesError(
            "whose parties and codebook? right would be: treves read CASE, or treves read --case CASE FILE..."
        )
    return sources[0]


def _format(out: Path, given: str | None) -> str:
    from treves.evidence.interchange import format_of

    return given or format_of(out)


def _take_in(sources: tuple[str, ...], known: Metadata, encoding: str) -> list[Intake]:
    from treves.errors import TrevesError
    from treves.evidence.intake import fetch_report, read_report_file

    taken = []
    for source in sources:
        if source.startswith(("http://", "https://")):
            taken.append(fetch_report(source, known))
        else:
            taken.append(read_report_file(Path(source), known, encoding=encoding))
    names = [one.report.name for one in taken]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TrevesError(f"two files are called {', '.join(twice)}; right would be one name per report")
    return taken


def _tell_notes(taken: Sequence[Intake], keep: Path | None) -> None:
    for one in taken:
        for note in one.notes:
            click.echo(f"{one.report.name}: {note}", err=True)
        if one.is_extracted and keep is None:
            click.echo(
                f"{one.report.name}: offsets count in the text taken out of the page; --keep DIR stores it", err=True
            )
    if keep is not None:
        _keep((one.report for one in taken if one.is_extracted), keep)


def _keep(reports: Iterable[Report], folder: Path) -> None:
    from treves.evidence.intake.store import write_text_safely

    for report in reports:
        write_text_safely(folder / f"{report.name}.txt", report.text)


def _bring(files: tuple[Path, ...], reports: list[Report], keep: Path | None) -> _Found:
    from treves.evidence.interchange import read_statement_file

    findings: list[Finding] = []
    here = {report.name: report for report in reports}
    for file in files:
        found, with_it, refused = read_statement_file(file, here)
        findings.extend(found)
        here |= with_it
        if keep is not None:
            _keep(with_it.values(), keep)
        for why in refused:
            click.echo(f"{file.name}: left out {why}", err=True)
    return _Found(findings, list(here.values()))


def _find(reports: list[Report], loaded: Case, address: str, model: str, *, yes: bool) -> _Found:
    from dataclasses import replace

    from treves.evidence.duplicates import find_families, mark_events
    from treves.evidence.many import read_reports

    with Progress() as bar:
        groups = read_reports(
            reports, loaded.cabinet, loaded.codebook, loaded.words, workers=min(2, os.cpu_count() or 1),
            on_progress=lambda done, of: bar.step("Reading reports", done / of),
        )  # fmt: skip
    findings = [finding for group in groups for finding in group]
    if address:
        findings += _ask(reports, loaded, address, model, yes=yes)
    families = find_families(reports)
    marked = mark_events([finding.statement for finding in findings], families)
    findings = [replace(finding, statement=row) for finding, row in zip(findings, marked, strict=True)]
    return _Found(findings, reports, families)


def _ask(reports: Sequence[Report], loaded: Case, address: str, model: str, *, yes: bool) -> list[Finding]:
    from treves.errors import TrevesError
    from treves.evidence import Finding
    from treves.evidence.assistant import Assistant, suggest_statements

    if not model:
        raise TrevesError("--assistant needs --model; right would be the name the service knows it by")
    assistant = Assistant(address, model, os.environ.get("TREVES_ASSISTANT_TOKEN", ""))
    for report in reports:
        click.echo(assistant.describe(report), err=True)
    if not yes:
        click.confirm("Send it?", abort=True, err=True)
    found: list[Finding] = []
    for report in reports:
        answer = suggest_statements(report, loaded.cabinet, loaded.codebook, assistant)
        found.extend(Finding(row) for row in answer.statements)
        for why in answer.refused:
            click.echo(f"{report.name}: {why}", err=True)
    return found


def _tell(
    facts: dict[str, Any], found: _Found, loaded: Case, case: str, *, is_own: bool, compare: bool, as_json: bool
) -> None:
    from treves.cli.differences import difference_facts, show_difference
    from treves.evidence.difference import compare_statements
    from treves.evidence.interchange.values import values_of

    statements = [finding.statement for finding in found.findings]
    docs = {report.name for report in found.reports}
    coded = [row for row in loaded.statements if row.doc in docs]
    if as_json:
        facts["same_news"] = [list(family.reports) for family in found.families]
        facts["statements"] = [values_of(row) for row in statements]
        if compare:
            facts["difference"] = difference_facts(compare_statements(coded, statements))
        print_json(facts)
        return
    many = len(found.reports) != 1
    click.echo(
        f"{len(statements)} statements in {len(found.reports)} report{'s' if many else ''}"
        + (f", written to {facts['written']}" if "written" in facts else "")
    )
    for code, count in facts["unread"].items():
        click.echo(f"  {count} in {code}: not read, as the rules know Dutch and English alone; code them by hand")
    for family in found.families:
        click.echo(
            f"  the same news ({family.containment:.0%} of the shorter): {', '.join(family.reports)}; counted once"
        )
    if compare:
        show_difference(compare_statements(coded, statements))
    elif merged := facts.get("merged"):
        click.echo(
            f"{facts['own_table']}: {merged['kept']} rows kept, {merged['new']} new, {merged['dropped']} "
            f"open ones no longer found, {merged['flagged']} newly flagged with changed text"
            + (f", {merged['left_out']} left out" if merged["left_out"] else "")
        )
        click.echo(f"{merged['waiting']} wait for review:  treves review {case}")
    elif is_own and "written" not in facts:
        click.echo(
            "a packaged case is not written to; --out FILE stores the statements, --compare shows the difference"
        )
