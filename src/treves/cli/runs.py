"""``treves runs``: the kept runs, listed, shown, asked, verified and deleted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from treves.cli.options import as_json, print_json, store_option
from treves.cli.progress import Progress

if TYPE_CHECKING:
    from treves.cli.run_tables import Headline
    from treves.store import Answer, KeptRun, Store

__all__ = ["command"]

HEADLINES = (
    "select run, name, sentence, probability, probability_low, probability_high from headlines order by run, place"
)


@click.command("runs")
@click.argument("names", metavar="[RUN]...", nargs=-1)
@click.option("--case", "case", metavar="CASE", default=None, help="Only runs of this case and its variants.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="List at most so many.")
@click.option("--sql", "query", metavar="QUERY", default=None, help="Ask one question in SQL over all runs.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE",
    help="With --sql: write the answer (.parquet, .csv, .json). With RUN: its findings (.json) or report (.html).",
)
@click.option("--verify", is_flag=True, help="Run RUN again and compare the findings bit by bit.")
@click.option("--check", is_flag=True, help="Read everything that is kept and tell what is damaged.")
@click.option("--delete", is_flag=True, help="Delete RUN... for good; asks first.")
@click.option(
    "--prune", type=click.IntRange(1), metavar="N", help="Delete all but the last N of each case; asks first."
)
@click.option("--yes", is_flag=True, help="Delete without asking.")
@store_option
@as_json
def command(
    names: tuple[str, ...],
    case: str | None,
    limit: int,
    query: str | None,
    out: Path | None,
    verify: bool,
    check: bool,
    delete: bool,
    prune: int | None,
    yes: bool,
    store_at: Path | None,
    as_json: bool,
) -> None:
    """List the kept runs, or show one.

    RUN is an id or its first letters, a number, latest, or latest~1 for the one before it. Ask anything with --sql: the
    tables are named by --sql "show tables", their columns by --sql "describe deals".
    """
    from treves.errors import TrevesError
    from treves.store import open_store, store_folder

    asked = [name for name, is_on in (("--sql", query is not None), ("--verify", verify), ("--check", check),
                                      ("--delete", delete), ("--prune", prune is not None)) if is_on]  # fmt: skip
    if len(asked) > 1:
        raise TrevesError(f"{' and '.join(asked)} at once; right would be one of them")
    if (verify or delete) and not names:
        raise TrevesError(f"{asked[0]} needs the run; right would be: treves runs RUN {asked[0]}")
    if names and asked and asked[0] in ("--sql", "--check", "--prune"):
        raise TrevesError(f"{asked[0]} is about all runs; right would be: no RUN")
    folder = store_folder(store_at)
    if not (folder / "ledger.sqlite").is_file() and not names and query is None:
        print_json([]) if as_json else click.echo(f"no run is kept in {folder}; treves run keeps one")
        return
    if not (folder / "ledger.sqlite").is_file():
        raise TrevesError(f"no run is kept in {folder}; treves run keeps one")
    with open_store(store_at) as store:
        if query is not None:
            _ask(store, query, out, as_json=as_json)
        elif verify:
            _verify(store, names, as_json=as_json)
        elif check:
            _check(store, as_json=as_json)
        elif delete:
            _delete(store, [store.run(name) for name in names], is_sure=yes, as_json=as_json)
        elif prune is not None:
            _delete(store, _beyond(store.runs(case), prune), is_sure=yes, as_json=as_json)
        elif names:
            _show(store, names, out, as_json=as_json)
        else:
            _list(store, store.runs(case), limit, as_json=as_json)


def _list(store: Store, runs: Sequence[KeptRun], limit: int, *, as_json: bool) -> None:
    from treves.cli.run_tables import print_runs

    behind = [
        later.id
        for at, later in enumerate(runs)
        if any(later.times[0].finished_at < earlier.times[0].finished_at for earlier in runs[at + 1 :])
    ]
    shown = runs[:limit]
    headlines = _headlines(store, shown)
    if as_json:
        print_json([{**_facts(run, headlines), "is_clock_behind": run.id in behind} for run in shown])
        return
    print_runs(shown, headlines, len(runs) - len(shown), behind)


def _headlines(store: Store, runs: Sequence[KeptRun]) -> dict[str, list[Headline]]:
    from treves.cli.run_tables import Headline
    from treves.store import StoreError

    found: dict[str, list[Headline]] = {}
    try:
        for run, *told in store.sql(HEADLINES, of={run.id for run in runs}).rows if runs else ():
            found.setdefault(run, []).append(Headline(*told))
    except StoreError as error:
        click.echo(f"treves: {error} (treves runs --check)", err=True)
    return found


def _show(store: Store, names: tuple[str, ...], out: Path | None, *, as_json: bool) -> None:
    from treves.cli.run_tables import print_run

    runs = [store.run(name) for name in names]
    if out is not None:
        _write_findings(store, runs, out)
    headlines = _headlines(store, runs)
    if as_json:
        print_json([_facts(run, headlines) for run in runs])
        return
    for run in runs:
        print_run(run, headlines.get(run.id, ()), str(store.folder / "runs" / run.id))


def _write_findings(store: Store, runs: Sequence[KeptRun], out: Path) -> None:
    from treves.errors import TrevesError

    if len(runs) != 1 or out.suffix.lower() not in (".json", ".html"):
        raise TrevesError("right would be: treves runs RUN --out FILE.json (findings) or FILE.html (report)")
    from treves.report import write_report
    from treves.study.keep import load_findings
    from treves.study.write import write_findings

    write = write_findings if out.suffix.lower() == ".json" else write_report
    click.echo(f"wrote {write(load_findings(store, runs[0].id), out)}", err=True)


def _ask(store: Store, query: str, out: Path | None, *, as_json: bool) -> None:
    from treves.cli.run_tables import print_answer

    if out is not None:
        click.echo(f"wrote {store.write(query, out)}", err=True)
        return
    answer = store.sql(query)
    if as_json:
        print_json(_records(answer))
        return
    print_answer(answer)


def _records(answer: Answer) -> list[dict[str, Any]]:
    return [dict(zip(answer.columns, map(_as_json, row), strict=True)) for row in answer.rows]


def _as_json(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None  # SQL may divide by nothing; JSON has no word for what comes of it
    if isinstance(value, datetime | date):
        return value.isoformat()
    return [_as_json(each) for each in value] if isinstance(value, list) else value


def _verify(store: Store, names: tuple[str, ...], *, as_json: bool) -> None:
    from treves.study.verify import verify_run

    found = []
    for name in names:
        with Progress() as progress:
            found.append(verify_run(store, name, progress=progress.step))
    if as_json:
        print_json([{"run": told.run, "is_same": told.is_same, "differences": told.differences} for told in found])
    else:
        for told in found:
            same = "the same, bit by bit" if told.is_same else f"{told.difference_count} values differ"
            click.echo(f"{told.run}: {same}")
            for line in told.differences:
                click.echo(f"  {line}")
    if not all(told.is_same for told in found):
        raise click.exceptions.Exit(1)


def _check(store: Store, *, as_json: bool) -> None:
    found = store.damage()
    if as_json:
        print_json({"runs": len(store.runs()), "damage": list(found)})
    else:
        for line in found or (f"{len(store.runs())} runs in {store.folder}, all sound",):
            click.echo(line)
    if found:
        raise click.exceptions.Exit(1)


def _beyond(runs: Sequence[KeptRun], count: int) -> list[KeptRun]:
    seen: dict[str, int] = {}
    left = []
    for run in runs:
        seen[run.case_name] = seen.get(run.case_name, 0) + 1
        if seen[run.case_name] > count:
            left.append(run)
    return left


def _delete(store: Store, runs: Sequence[KeptRun], *, is_sure: bool, as_json: bool) -> None:
    if runs and not is_sure:
        for run in runs:
            click.echo(f"{run.number:>5}  {run.id}  {run.case_name}  {run.times[-1].finished_at}", err=True)
        click.confirm(f"Delete {len(runs)} of {len(store.runs())} kept runs for good?", abort=True, err=True)
    deleted = store.delete([run.id for run in runs])
    if as_json:
        print_json({"deleted": list(deleted)})
        return
    click.echo(f"deleted {len(deleted)} run{'' if len(deleted) == 1 else 's'}; {len(store.runs())} are kept")


def _facts(run: KeptRun, headlines: Mapping[str, Sequence[Headline]]) -> dict[str, Any]:
    return {
        "run": run.id,
        "number": run.number,
        "case": run.case_name,
        "case_place": run.case_place,
        "case_digest": run.case_digest,
        "version": run.version,
        "parameters": dict(run.parameters),
        "findings_digest": run.findings_digest,
        "headlines": [asdict(told) for told in headlines.get(run.id, ())],
        "tables": {name: table.rows for name, table in run.tables.items()},
        "files": dict(run.files),
        "times": [asdict(time) for time in run.times],
    }
