"""``treves review CASE``: accept, edit, reject and undo in the terminal, one statement at a time."""

from __future__ import annotations

import getpass
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from treves.cli.differences import plain
from treves.cli.options import Day, as_json, output_folder, print_json

if TYPE_CHECKING:
    from treves.case import Case
    from treves.evidence import Report, Statement
    from treves.evidence.review import Decision, Queue

__all__ = ["command"]

KEYS = "a accept   e edit   r reject   u undo   s skip   q quit"


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
    from treves.case import load_case
    from treves.evidence.review import Queue, ReviewLog, flag_changed, settle
    from treves.study import held_folder

    folder = _own_folder(case)
    loaded = load_case(folder, are_spans_checked=False)
    log = ReviewLog(folder / "review.jsonl")
    decisions = log.read()
    rows = settle(loaded.statements, decisions)
    if read_again:
        rows = _read_again(rows, loaded, is_told=not as_json)
    rows, flagged = flag_changed(rows, loaded.reports)
    effect, by = _effect(findings, loaded, rows)
    queue = Queue.start(rows, decisions, effect)
    if as_json:
        _print_queue(queue, effect, by)
        return
    who, day = reviewer or _account(), on or date.today()  # noqa: DTZ011 - the reviewer's own day
    with held_folder(folder, right="to wait until that is done"):
        if tuple(rows) != loaded.statements:
            _save(folder, queue)
        click.echo(f"the queue is ordered by {by}")
        if flagged:
            click.echo(f"{flagged} rows are flagged: the text of their report changed since")
        queue = _ask_for_all(queue, folder, loaded, effect, who, day)
    done = len(queue.order) - len(queue.waiting())
    click.echo(f"{done} of {len(queue.order)} statements are decided")


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        return "unnamed"


def _own_folder(case: str) -> Path:
    from treves.case import find_own_table
    from treves.errors import TrevesError

    folder = find_own_table(case)
    if folder is None:
        raise TrevesError(
            f"{case} comes with treves and is not written to; right would be a folder of your own (treves new NAME)"
        )
    return folder


def _read_again(rows: list[Statement], loaded: Case, *, is_told: bool) -> list[Statement]:
    from treves.cli.progress import Progress
    from treves.evidence.many import read_reports
    from treves.evidence.review import merge_statements

    with Progress() as bar:
        found = read_reports(
            loaded.reports.values(), loaded.cabinet, loaded.codebook, loaded.words,
            on_progress=lambda done, of: bar.step("Reading reports", done / of),
        )  # fmt: skip
    merged = merge_statements(rows, [f.statement for group in found for f in group], loaded.reports)
    if is_told:
        click.echo(
            f"{merged.kept} kept, {merged.new} new, {merged.dropped} no longer found, "
            f"{merged.flagged} with changed text"
        )
    return list(merged.statements)


def _effect(given: Path | None, loaded: Case, rows: list[Statement]) -> tuple[dict[str, float], str]:
    """Return the effect of each row on the result, and how the queue is ordered in words."""
    from treves.errors import TrevesError
    from treves.evidence.review import effect_of_rows
    from treves.study import load_findings

    path = given or output_folder(loaded.name) / "findings.json"
    if given is None and not path.is_file():
        return {}, "certainty, the least certain first (no findings.json: treves run makes one)"
    found = load_findings(path)
    if found.case != loaded.name:
        raise TrevesError(f"{path}: findings of the case {found.case!r}; right would be those of {loaded.name!r}")
    told = {fact.name: (fact.party, fact.about) for fact in found.statements}
    influences = {
        one.statement: max(abs(one.deal_exists_change.value), abs(one.best_deal_change.value))
        for one in found.influences
    }
    return effect_of_rows(rows, influences, told), f"effect on the result in {path}"


def _print_queue(queue: Queue, effect: dict[str, float], by: str) -> None:
    from treves.evidence.interchange.values import values_of

    waiting: list[dict[str, Any]] = [values_of(row) | {"effect": effect.get(row.name)} for row in queue.waiting()]
    print_json({"ordered_by": by, "statements": len(queue.order), "waiting": waiting})


def _save(folder: Path, queue: Queue) -> None:
    from treves.evidence.intake.store import write_text_safely
    from treves.evidence.interchange import statements_to_csv

    write_text_safely(folder / "statements.csv", statements_to_csv(queue.statements()))


def _ask_for_all(queue: Queue, folder: Path, loaded: Case, effect: dict[str, float], who: str, day: date) -> Queue:
    from treves.errors import TrevesError
    from treves.evidence.review import ReviewLog

    log = ReviewLog(folder / "review.jsonl")
    skipped: set[str] = set()
    try:
        while waiting := [s for s in queue.waiting() if s.name not in skipped]:
            statement = waiting[0]
            report = loaded.reports.get(statement.doc)
            _show(statement, report, len(waiting), len(queue.order), effect.get(statement.name))
            key = _key()
            if key == "q":
                return queue
            if key == "s":
                skipped.add(statement.name)
                continue
            try:
                decision = _decision(key, statement, report, queue, who, day)
                if decision is None:
                    continue
                decided = queue.decide(decision)
                _check(folder, decided, decision)
            except TrevesError as error:
                click.echo(f"  {error}")
                continue
            log.append(decided.decisions[-1])
            _save(folder, decided)
            queue = decided
        click.echo("nothing is left to review" if not skipped else f"{len(skipped)} were skipped and wait")
    except (EOFError, KeyboardInterrupt, click.Abort):
        click.echo("\nstopped; every decision so far is kept")
    return queue


def _key() -> str:
    """Read one key in a terminal, one line elsewhere."""
    if sys.stdin.isatty():
        click.echo(KEYS + " > ", nl=False)
        key = click.getchar().lower()
        click.echo(key if key.isprintable() else "")
        return key[:1]
    return str(click.prompt(KEYS, prompt_suffix=" > ")).strip().lower()[:1]


def _check(folder: Path, queue: Queue, decision: Decision) -> None:
    """Refuse an edit after which the case could not be loaded."""
    from treves.case import try_statements
    from treves.errors import TrevesError
    from treves.evidence.interchange import statements_to_csv

    if decision.action != "edit":
        return
    _, faults = try_statements(folder, statements_to_csv([queue.rows[decision.statement]]))
    if faults:
        raise TrevesError("; ".join(f"{fault.what}; right would be: {fault.right}" for fault in faults))


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
    return None


def _edit(statement: Statement, report: Report | None, who: str, day: date) -> Decision | None:
    from treves.errors import TrevesError
    from treves.evidence.review import Decision, check_edit

    click.echo("  column=value, an empty line ends (about=..., stance=-1, kind=oppose, actor=..., text=...)")
    changes: dict[str, str] = {}
    while line := click.prompt("  ", default="", show_default=False, prompt_suffix=""):
        name, mark, value = line.partition("=")
        if not mark:
            raise TrevesError(f"{line!r} is no change; right would be column=value")
        changes[name.strip()] = value.strip()
    return Decision(statement.name, "edit", who, day, check_edit(statement, changes, report)) if changes else None
