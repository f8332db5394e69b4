"""``treves review CASE``: accept, edit, split, reject and undo in the terminal, one statement at a time."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from treves.cli.differences import plain
from treves.cli.options import Day, as_json, output_folder, print_json

if TYPE_CHECKING:
    from treves.case import Case
    from treves.case.review_desk import Effect, ReviewDesk, Sitting
    from treves.evidence import Report, Statement
    from treves.evidence.review import Decision, Queue

__all__ = ["command"]

KEYS = "a accept   e edit   p split in parts   r reject   u undo   s skip   q quit"


@click.command("review")
@click.argument("case", metavar="CASE")
@click.option(
    "--findings",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="What a run concluded: what moves it most comes first.",
    show_default="./treves-CASE/findings.json where it exists",
)
@click.option("--reviewer", default=None, help="Who reviews; the name of the account where not given.")
@click.option("--on", "on", type=Day(), default=None, metavar="DATE", help="Day of the review; today where not given.")
@click.option("--read", "read_again", is_flag=True, help="Read the case's reports again first; decided rows stay.")
@as_json
def command(
    case: str, findings: Path | None, reviewer: str | None, on: date | None, read_again: bool, as_json: bool
) -> None:
    """Review the statements of a case folder: those that move the result most come first, else the least certain.

    Every decision is on disk twice before the next is asked for: in review.jsonl, which only grows, and in
    statements.csv, which is what a run reads. With --json the queue is printed and nothing is asked or changed.
    """
    from treves.case.review_desk import ReviewDesk, own_review_folder

    folder = own_review_folder(case)
    given = _findings(findings, folder)
    desk = ReviewDesk(folder, given.effect)
    found = _found_again(desk.sit().case) if read_again else None
    if as_json:
        _print_queue(desk, given, found)
        return
    if found is not None:
        desk.replace_rows(lambda sitting: _merged(sitting, found, is_told=True))
    sitting = desk.catch_up()
    click.echo(f"the queue is ordered by {given.by}")
    if sitting.flagged:
        click.echo(f"{sitting.flagged} rows are flagged: the text of their report changed since")
    who, day = reviewer or _account(), on or date.today()  # noqa: DTZ011 - the reviewer's own day
    sitting = _ask_for_all(desk, sitting, given, who, day)
    done = len(sitting.queue.order) - len(sitting.queue.waiting())
    click.echo(f"{done} of {len(sitting.queue.order)} statements are decided")


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        return "unnamed"


@dataclass(frozen=True)
class _Given:
    """What a run concluded, and how the queue is ordered in words."""

    effect: Effect | None
    by: str


def _findings(given: Path | None, folder: Path) -> _Given:
    from treves.case.find import find_case
    from treves.errors import TrevesError

    name = find_case(folder).name
    path = given or output_folder(name) / "findings.json"
    if given is None and not path.is_file():
        return _Given(None, "certainty, the least certain first (no findings.json: treves run makes one)")
    from treves.study import load_findings
    from treves.study.review_effect import effects_on_findings

    found = load_findings(path)
    if found.case != name:
        raise TrevesError(f"{path}: findings of the case {found.case!r}; right would be those of {name!r}")
    return _Given(lambda _, rows: effects_on_findings(found, rows), f"effect on the result in {path}")


def _found_again(case: Case) -> list[Statement]:
    """Read the case's reports again; decided rows stay."""
    from treves.cli.progress import Progress
    from treves.evidence.many import read_reports

    with Progress() as bar:
        found = read_reports(
            case.reports.values(), case.cabinet, case.codebook, case.words,
            on_progress=lambda done, of: bar.step("Reading reports", done / of),
        )  # fmt: skip
    return [one.statement for group in found for one in group]


def _merged(sitting: Sitting, found: list[Statement], *, is_told: bool) -> tuple[Statement, ...]:
    from treves.evidence.review import merge_statements

    merged = merge_statements(sitting.queue.statements(), found, sitting.case.reports)
    if is_told:
        click.echo(
            f"{merged.kept} kept, {merged.new} new, {merged.dropped} no longer found, "
            f"{merged.flagged} with changed text"
        )
    return merged.statements


def _print_queue(desk: ReviewDesk, given: _Given, found: list[Statement] | None) -> None:
    from treves.evidence.interchange.values import values_of
    from treves.evidence.review import Queue

    sitting = desk.sit()
    queue = sitting.queue
    rows = _merged(sitting, found, is_told=False) if found is not None else tuple(queue.statements())
    effect = given.effect(sitting.case, rows) if given.effect else {}
    queue = Queue.start(rows, queue.decisions, effect)
    waiting: list[dict[str, Any]] = [values_of(row) | {"effect": effect.get(row.name)} for row in queue.waiting()]
    print_json({"ordered_by": given.by, "statements": len(queue.order), "waiting": waiting})


def _ask_for_all(desk: ReviewDesk, sitting: Sitting, given: _Given, who: str, day: date) -> Sitting:
    from treves.case.review_desk import MovedOnError
    from treves.errors import TrevesError

    effect = given.effect(sitting.case, sitting.queue.statements()) if given.effect else {}
    skipped: set[str] = set()
    try:
        while waiting := [s for s in sitting.queue.waiting() if s.name not in skipped]:
            statement = waiting[0]
            report = sitting.case.reports.get(statement.doc)
            _show(statement, report, len(waiting), len(sitting.queue.order), effect.get(statement.name))
            key = _key()
            if key == "q":
                return sitting
            if key == "s":
                skipped.add(statement.name)
                continue
            try:
                decision = _decision(key, statement, report, sitting.queue, who, day)
                if decision is not None:
                    sitting = desk.decide(
                        "", _always(decision), revision=sitting.revision, statement=decision.statement
                    )
            except MovedOnError as error:
                click.echo(f"  {error}")
                sitting = error.sitting
            except TrevesError as error:
                click.echo(f"  {error}")
        click.echo("nothing is left to review" if not skipped else f"{len(skipped)} were skipped and wait")
    except (EOFError, KeyboardInterrupt, click.Abort):
        click.echo("\nstopped; every decision so far is kept")
    return sitting


def _always(decision: Decision) -> Callable[[Sitting], Decision]:
    return lambda _: decision


def _key() -> str:
    """Read one key in a terminal, one line elsewhere."""
    if sys.stdin.isatty():
        click.echo(KEYS + " > ", nl=False)
        key = click.getchar().lower()
        click.echo(key if key.isprintable() else "")
        return key[:1]
    return str(click.prompt(KEYS, prompt_suffix=" > ")).strip().lower()[:1]


def _show(statement: Statement, report: Report | None, waiting: int, total: int, effect: float | None) -> None:
    moves = f"  moves a probability by about {100 * effect:.1f} points" if effect else ""
    click.echo(
        f"\n[{waiting} of {total} left] {statement.doc} {statement.start}-{statement.end}  "
        f"rule {plain(statement.rule) or '-'}{moves}"
    )
    if statement.is_changed:
        click.echo(f"  the text changed since; reviewed was: {click.style(plain(statement.text), bold=True)}")
        if report is not None:
            click.echo(
                "  there stands now: ..." + plain(report.text[max(0, statement.start - 60) : statement.end + 60])
            )
    elif report is not None:
        before = plain(report.text[max(report.body_start, statement.start - 120) : statement.start])
        after = plain(report.text[statement.end : statement.end + 120])
        click.echo("  ..." + before + click.style(plain(statement.text), bold=True) + after + "...")
    else:
        click.echo("  " + plain(statement.text))
    party = f", {statement.party}" if statement.party else ""
    click.echo(f"  {plain(statement.actor)} ({statement.actor_type}{party})  "
               f"{statement.about}  {statement.stance}  {statement.kind}")  # fmt: skip
    condition = f"  if {plain(statement.condition)}" if statement.condition else ""
    click.echo(
        f"  {statement.certainty}, vouched for by {plain(statement.source)} ({statement.source_type}){condition}"
    )
    if statement.time_from or statement.time_to:
        click.echo(f"  time {statement.time_from or '?'} to {statement.time_to or '?'}")
    if statement.note:
        click.echo(f"  note: {plain(statement.note)}")


def _decision(
    key: str, statement: Statement, report: Report | None, queue: Queue, who: str, day: date
) -> Decision | None:
    from treves.errors import TrevesError
    from treves.evidence.review import Decision

    if key == "a":
        if statement.is_changed:
            raise TrevesError("its words no longer stand in the report; right would be: e with text=..., or r")
        return Decision(statement.name, "accept", who, day)
    if key == "r":
        return Decision(statement.name, "reject", who, day)
    if key == "u":
        last = queue.last_decided()
        if not last:
            raise TrevesError("there is nothing to undo")
        return Decision(last, "undo", who, day)
    if key == "e":
        return _edit(statement, report, who, day)
    if key == "p":
        return _split(statement, report, who, day)
    return None


def _edit(statement: Statement, report: Report | None, who: str, day: date) -> Decision | None:
    from treves.evidence.review import Decision, check_edit

    click.echo("  column=value, an empty line ends (about=..., stance=-1, kind=oppose, actor=..., text=...)")
    changes = _changes()
    return Decision(statement.name, "edit", who, day, check_edit(statement, changes, report)) if changes else None


def _split(statement: Statement, report: Report | None, who: str, day: date) -> Decision | None:
    """Ask for the parts of a row that says more than one thing; fewer than two of them split nothing."""
    from treves.evidence.review import Decision, check_split

    click.echo("  what each part says otherwise, column=value (text=..., about=..., stance=...); an empty line ends a")
    click.echo("  part, an empty part ends the split")
    parts: list[dict[str, str]] = []
    while True:
        click.echo(f"  part {len(parts) + 1}")
        changes = _changes()
        if not changes:
            break
        parts.append(changes)
    if not parts:
        return None
    return Decision(statement.name, "split", who, day, parts=check_split(statement, parts, report))


def _changes() -> dict[str, str]:
    from treves.errors import TrevesError

    changes: dict[str, str] = {}
    while line := click.prompt("  ", default="", show_default=False, prompt_suffix=""):
        name, mark, value = line.partition("=")
        if not mark:
            raise TrevesError(f"{line!r} is no change; right would be column=value")
        changes[name.strip()] = value.strip()
    return changes
