"""``treves simulate CASE``: what packages would do in the case's chain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json
from treves.cli.progress import Progress

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
    help="Also write consequences.json and the bands by month (courses.csv) into this folder.",
)
@as_json
def command(
    case: str,
    as_of: date | None,
    choices: tuple[str, ...],
    replications: int,
    months: int,
    inflow: str,
    grants: str,
    seed: int | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Follow every person through the chain, week by week, with a package and without a deal.

    Without --package, every option that has an instrument in the chain is run alone, and the draft on the table.
    """
    from treves.case import load_case
    from treves.report import print_consequences
    from treves.study import prepare_folder
    from treves.study.simulate import packages_to_run, simulate_case, write_courses

    loaded = load_case(case, as_of=as_of)
    listed = packages_to_run(loaded, choices)
    folder = prepare_folder(out) if out is not None else None
    with Progress() as progress:
        told = simulate_case(
            loaded,
            listed,
            replications=replications,
            months=months,
            inflow=inflow,
            grants=grants,
            seed=seed,
            progress=progress.step,
        )
    if folder is not None:
        for written in write_courses(told, folder):
            click.echo(f"wrote {written}", err=True)
    if as_json:
        print_json(told.model_dump(mode="json"))
        return
    print_consequences(told)
