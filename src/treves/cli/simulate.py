"""``treves simulate CASE``: what packages would do in the case's chain."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json
from treves.cli.progress import Progress

if TYPE_CHECKING:
    from treves.chain import ChainRun

__all__ = ["command"]


@click.command("simulate")
@case_argument
@as_of_option
@click.option(
    "--package",
    "choices",
    multiple=True,
    metavar="ISSUE=OPTION",
    help="An option of the package; repeat it for more. Unnamed issues stay as they are.",
)
@click.option("--replications", type=click.IntRange(2, 10_000), default=100, show_default=True)
@click.option(
    "--until",
    metavar="SERIES=HALF_WIDTH",
    default=None,
    help="As many replications as make the mean difference of this series as sharp as this (at most 5,000).",
)
@click.option("--months", type=click.IntRange(13, 240), default=60, show_default=True)
@click.option(
    "--inflow",
    type=click.Choice(["all", "without_family"]),
    default="all",
    show_default=True,
    help="What counts as inflow: with relatives who arrive, or applications alone.",
)
@click.option(
    "--grants",
    type=click.Choice(["of_decisions", "of_applications"]),
    default="of_decisions",
    show_default=True,
    help="Of what the grant rate is a share.",
)
@click.option("--seed", type=click.IntRange(0), default=None, help="Seed; by default the case's own.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Also write consequences.json, bands by month (courses.csv) and every draw and month (records.csv) there.",
)
@click.option("--trace", type=click.IntRange(1, 100_000), default=None, help="Also write the ways of so many persons.")
@as_json
def command(
    case: str,
    as_of: date | None,
    choices: tuple[str, ...],
    replications: int,
    until: str | None,
    months: int,
    inflow: str,
    grants: str,
    seed: int | None,
    out: Path | None,
    trace: int | None,
    as_json: bool,
) -> None:
    """Follow every person through the chain, week by week, with a package and without a deal.

    Without --package, every option that has an instrument in the chain is run alone, and the draft on the table; one
    package that is named takes a fraction of the time.
    """
    from treves.case import load_case
    from treves.errors import TrevesError
    from treves.report import print_consequences
    from treves.study import prepare_folder
    from treves.study.chain_records import draws_needed, write_records, write_trace
    from treves.study.simulate import packages_to_run, simulate_case, write_courses

    if trace is not None and out is None:
        raise TrevesError("--trace writes trace.csv; name a folder for it with --out")
    loaded = load_case(case, as_of=as_of)
    listed = packages_to_run(loaded, choices)
    for entry in listed:
        if choices and (why := loaded.agenda.why_not(entry.package)):
            click.echo(f"this package breaks a rule of the case, and is run all the same: {why}", err=True)
    runs: list[ChainRun] = []
    if until is not None:
        found = draws_needed(loaded, listed, until, months=months, seed=loaded.seed if seed is None else seed)
        replications = found.draws
        is_sharp = "" if found.is_reached else "; that is the most, and not as sharp as asked"
        click.echo(f"{found.draws} replications: {found.series} known within {found.reached:.3g}{is_sharp}", err=True)
    folder = prepare_folder(out) if out is not None else None
    with _held(folder), Progress() as progress:
        told = simulate_case(
            loaded,
            listed,
            replications=replications,
            months=months,
            inflow=inflow,
            grants=grants,
            seed=seed,
            progress=progress.step,
            on_runs=runs.extend,
        )
        if folder is not None:
            files = [*write_courses(told, folder), *write_records(runs, folder)]
            if trace is not None:
                files.append(write_trace(loaded, listed, folder, persons=trace, months=months, seed=told.seed))
            for written in files:
                click.echo(f"wrote {written}", err=True)
    if as_json:
        print_json(told.model_dump(mode="json"))
        return
    print_consequences(told)


def _held(folder: Path | None) -> AbstractContextManager[object]:
    from treves.study import held_folder

    return nullcontext() if folder is None else held_folder(folder, right="another folder with --out, or to wait")
