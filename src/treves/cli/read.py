"""``treves read``: from reports to coded statements that wait for review."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treves.cli.options import Day, as_json, print_json
from treves.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from treves.cabinet import Cabinet
    from treves.evidence import Codebook, Finding, Report, Statement
    from treves.evidence.intake import Intake, Metadata

__all__ = ["command"]


@click.command("read")
@click.option("--case", "case", required=True, metavar="CASE", help="Whose parties and codebook to read with.")
@click.argument("sources", nargs=-1, metavar="[FILE_OR_ADDRESS]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="Write statements: .csv, .jsonl, .jsonld or .dna.csv.",
)
@click.option("--full", is_flag=True, help="Add the trace (spans, all times, resolution) to a CSV file.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    default=None,
    metavar="DIR",
    help="Store the texts taken out of pages, so that offsets can be checked.",
)
@click.option("--outlet", default="", help="Who published it.")
@click.option(
    "--date", "published_on", type=Day(), default=None, metavar="DATE", help="Day of publication (2023-07-06)."
)
@click.option("--title", default="")
@click.option("--language", type=click.Choice(["nl", "en"]), default=None)
@click.option("--address", default="", help="Where it was published; it is not fetched.")
@click.option("--encoding", default="", help="Where a file is not UTF-8.")
@click.option("--compare", is_flag=True, help="Show the difference to the case's own statements.")
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
    case: str,
    sources: tuple[str, ...],
    out: Path | None,
    full: bool,
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
    """Find the statements in news reports with a case's parties and codebook.

    Reads plain text and saved pages (.html, .html.gz), and a web address only where one is given. Without files it
    reads the case's own reports.
    """
    from treves.case import load_case
    from treves.evidence.duplicates import find_families, mark_events
    from treves.evidence.intake import Metadata
    from treves.evidence.many import read_reports

    loaded = load_case(case)
    known = Metadata(outlet, published_on, title, language or "", address)
    taken = _take_in(sources, known, encoding)
    reports = [one.report for one in taken] or list(loaded.reports.values())
    _tell_notes(taken, keep)
    with Progress() as bar:
        found = read_reports(
            reports, loaded.cabinet, loaded.codebook, loaded.words, workers=min(2, os.cpu_count() or 1),
            on_progress=lambda done, of: bar.step("reading reports", done / of),
        )  # fmt: skip
    findings = [finding for group in found for finding in group]
    suggested: list[Statement] = []
    if assistant_address:
        suggested = _ask(reports, loaded.cabinet, loaded.codebook, assistant_address, model, yes=yes)
    families = find_families(reports)
    statements = mark_events([*(finding.statement for finding in findings), *suggested], families)
    if out is not None:
        _write(out, findings, statements, reports, full=full)
    if as_json:
        from treves.evidence.interchange.values import values_of

        print_json({"reports": len(reports), "statements": [values_of(s) for s in statements]})
        return
    click.echo(f"{len(statements)} statements in {len(reports)} reports" + (f", written to {out}" if out else ""))
    for family in families:
        click.echo(
            f"  the same news ({family.containment:.0%} of the shorter): {', '.join(family.reports)}; counted once"
        )
    if compare:
        _compare(loaded.statements, statements)


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
    from treves.evidence.intake.store import write_text_safely

    for one in taken:
        for note in one.notes:
            click.echo(f"{one.report.name}: {note}", err=True)
        if one.is_extracted and keep is not None:
            write_text_safely(keep / f"{one.report.name}.txt", one.report.text)
        elif one.is_extracted:
            click.echo(
                f"{one.report.name}: offsets count in the text taken out of the page; --keep DIR stores it", err=True
            )


def _ask(
    reports: Sequence[Report], cabinet: Cabinet, codebook: Codebook, address: str, model: str, *, yes: bool
) -> list[Statement]:
    from treves.errors import TrevesError
    from treves.evidence.assistant import Assistant, suggest_statements

    if not model:
        raise TrevesError("--assistant needs --model; right would be the name the service knows it by")
    assistant = Assistant(address, model, os.environ.get("TREVES_ASSISTANT_TOKEN", ""))
    for report in reports:
        click.echo(assistant.describe(report), err=True)
    if not yes:
        click.confirm("Send it?", abort=True, err=True)
    found: list[Statement] = []
    for report in reports:
        answer = suggest_statements(report, cabinet, codebook, assistant)
        found.extend(answer.statements)
        for why in answer.refused:
            click.echo(f"{report.name}: {why}", err=True)
    return found


def _write(
    out: Path, findings: Sequence[Finding], statements: Sequence[Statement], reports: Sequence[Report], *, full: bool
) -> None:
    import json

    from treves.errors import TrevesError
    from treves.evidence.intake.store import write_text_safely
    from treves.evidence.interchange import (
        dna_event_list,
        findings_to_csv,
        findings_to_jsonl,
        statements_to_csv,
        to_web_annotations,
    )

    by_name = {report.name: report for report in reports}
    name = out.name.lower()
    if name.endswith(".dna.csv"):
        text, losses = dna_event_list(statements, by_name)
        for loss in losses:
            click.echo(f"{out.name}: {loss}", err=True)
    elif name.endswith(".csv"):
        text = findings_to_csv(findings) if full else statements_to_csv(statements)
    elif name.endswith(".jsonl"):
        text = findings_to_jsonl(findings)
    elif name.endswith((".jsonld", ".json")):
        text = json.dumps(to_web_annotations(statements, by_name), ensure_ascii=False, indent=1, allow_nan=False)
    else:
        raise TrevesError(f"{out}: right would be a name that ends in .csv, .dna.csv, .jsonl or .jsonld")
    write_text_safely(out, text)


def _compare(coded: Sequence[Statement], found: Sequence[Statement]) -> None:
    """Show what the rules miss and add against the case's reviewed statements."""
    from treves.evidence.interchange.values import values_of
    from treves.evidence.scoring import pair_rows, row_of

    first = [row_of({k: str(v) for k, v in values_of(s).items()}) for s in coded]
    second = [row_of({k: str(v) for k, v in values_of(s).items()}) for s in found]
    pairing = pair_rows(first, second)
    same = sum(
        first[i].actor == second[j].actor and first[i].about == second[j].about and first[i].stance == second[j].stance
        for i, j in pairing.pairs
    )
    click.echo(f"against the case's {len(first)} statements: {same} the same, {len(pairing.pairs) - same} differ, "
               f"{len(pairing.missed)} not found, {len(pairing.extra)} new")  # fmt: skip
    for i, j in pairing.pairs:
        a, b = first[i], second[j]
        differ = [
            f"{n} {getattr(a, n)} -> {getattr(b, n)}"
            for n in ("actor", "about", "stance")
            if getattr(a, n) != getattr(b, n)
        ]
        if differ:
            click.echo(f"  ~ {a.doc} {a.start}-{a.end}: {'; '.join(differ)}")
    for i in pairing.missed:
        click.echo(
            f"  - {first[i].doc} {first[i].start}-{first[i].end}: {first[i].actor}, {first[i].about}, {first[i].stance}"
        )
    for j in pairing.extra:
        click.echo(
            f"  + {second[j].doc} {second[j].start}-{second[j].end}: "
            f"{second[j].actor}, {second[j].about}, {second[j].stance}"
        )
