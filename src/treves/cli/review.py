"""``treves review CASE``: accept, edit, reject and undo in the terminal, one statement at a time."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treves.cli.options import Day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from treves.evidence import Report, Statement
    from treves.evidence.review import Decision, Queue

__all__ = ["command"]

KEYS = "a accept   e edit   r reject   u undo   s skip   q quit"


@click.command("review")
@click.argument("case", metavar="CASE", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--reviewer", default=None, help="Who reviews; the name of the account where not given.")
@click.option("--on", "on", type=Day(), default=None, metavar="DATE", help="Day of the review; today where not given.")
@click.option("--read", "read_again", is_flag=True, help="Read the case's reports again first; decided rows stay.")
def command(case: Path, reviewer: str | None, on: date | None, read_again: bool) -> None:
    """Review the statements of a case folder, the least certain first.

    Every decision is on disk (review.jsonl in the case) before the next one is asked for; statements.csv is written
    on leaving, and from the log when a session was cut short.
    """
    from treves.case import load_case
    from treves.errors import TrevesError
    from treves.evidence.intake.store import write_text_safely
    from treves.evidence.interchange import statements_to_csv
    from treves.evidence.review import Decision, Queue, ReviewLog, merge_statements

    loaded = load_case(case)
    reports = loaded.reports
    statements = list(loaded.statements)
    if read_again:
        from treves.evidence.many import read_reports

        found = read_reports(reports.values(), loaded.cabinet, loaded.codebook, loaded.words)
        merged = merge_statements(statements, [f.statement for group in found for f in group], reports)
        statements = list(merged.statements)
        click.echo(
            f"{merged.kept} kept, {merged.new} new, {merged.dropped} no longer found, "
            f"{merged.flagged} with changed text"
        )
    log = ReviewLog(case / "review.jsonl")
    queue = Queue.start(statements, log.read())
    who, day = reviewer or getpass.getuser(), on or date.today()  # noqa: DTZ011 - the reviewer's own day
    skipped: set[str] = set()
    try:
        while waiting := [s for s in queue.waiting() if s.name not in skipped]:
            statement = waiting[0]
            _show(statement, reports, len(waiting), len(queue.order))
            key = click.prompt(KEYS, prompt_suffix=" > ").strip().lower()[:1]
            try:
                if key == "q":
                    break
                if key == "s":
                    skipped.add(statement.name)
                    continue
                decision = _decision(key, statement, queue, who, day, Decision)
                if decision is not None:
                    queue = queue.decide(decision)
                    log.append(decision)
            except TrevesError as error:
                click.echo(f"  {error}")
        else:
            click.echo("nothing is left to review")
    except (EOFError, KeyboardInterrupt, click.Abort):
        click.echo("\nstopped; every decision so far is kept")
    write_text_safely(case / "statements.csv", statements_to_csv(queue.statements()))
    done = len(queue.order) - len(queue.waiting())
    click.echo(f"{done} of {len(queue.order)} statements are decided")


def _show(statement: Statement, reports: Mapping[str, Report], waiting: int, total: int) -> None:
    report = reports.get(statement.doc)
    click.echo(
        f"\n[{waiting} of {total} left] {statement.doc} {statement.start}-{statement.end}  rule {statement.rule or '-'}"
    )
    if report is not None:
        before = _plain(report.text[max(report.body_start, statement.start - 120) : statement.start])
        after = _plain(report.text[statement.end : statement.end + 120])
        click.echo("  ..." + before + click.style(_plain(statement.text), bold=True) + after + "...")
    else:
        click.echo("  " + _plain(statement.text))
    click.echo(f"  {statement.actor} ({statement.actor_type}{', ' + statement.party if statement.party else ''})  "
               f"{statement.about}  {statement.stance}  {statement.kind}")  # fmt: skip
    condition = f"  if {statement.condition}" if statement.condition else ""
    click.echo(f"  {statement.certainty}, vouched for by {statement.source} ({statement.source_type}){condition}")
    if statement.note:
        click.echo(f"  note: {_plain(statement.note)}")


def _plain(text: str) -> str:
    """Leave out what could steer a terminal or turn its writing direction."""
    return "".join(c if c.isprintable() or c == " " else " " for c in text)


def _decision(
    key: str, statement: Statement, queue: Queue, who: str, day: date, make: type[Decision]
) -> Decision | None:
    if key == "a":
        return make(statement.name, "accept", who, day)
    if key == "r":
        return make(statement.name, "reject", who, day)
    if key == "u":
        last = queue.last_decided()
        if not last:
            click.echo("  there is nothing to undo")
            return None
        return make(last, "undo", who, day)
    if key == "e":
        changes: dict[str, str] = {}
        click.echo(
            "  column=value, an empty line ends (about=..., stance=-1, kind=oppose, actor=..., certainty=hedged)"
        )
        while line := click.prompt("  ", default="", show_default=False, prompt_suffix=""):
            name, _, value = line.partition("=")
            changes[name.strip()] = value.strip()
        return make(statement.name, "edit", who, day, changes) if changes else None
    click.echo(f"  {KEYS}")
    return None
