"""``treves skill chain``: back-tests of the asylum inflow, and of the chain's occupancy."""

from __future__ import annotations

import click

from treves.cli.options import as_json, print_json
from treves.cli.progress import Progress

__all__ = ["command"]


@click.command("chain")
@click.option(
    "--definition",
    type=click.Choice(["all", "without_family", "first_applications"]),
    default="all",
    help="What counts as inflow: with relatives, without, or first applications only.",
)
@click.option("--draws", type=click.IntRange(200, 20_000), default=2000, help="Draws per year.")
@click.option("--replications", type=click.IntRange(10, 2000), default=100, help="Runs of the chain for occupancy.")
@click.option("--occupancy/--no-occupancy", default=True, help="Also replay occupancy, January 2022 to December 2023.")
@click.option("--fit", is_flag=True, help="Also show what the reference case's inflow was fitted to.")
@click.option("--seed", type=click.IntRange(0), default=1)
@as_json
def command(
    definition: str, draws: int, replications: int, occupancy: bool, fit: bool, seed: int, as_json: bool
) -> None:
    """Forecast each year's Dutch asylum inflow 2016-2024 from its start, and compare with what came.

    Beside it: the official forecasts and the same as last year. Then the residents of reception from the stocks of
    January 2022 on, beside the counts.
    """
    from treves.report import print_chain_fit, print_inflow_skill, print_occupancy_skill
    from treves.study.asylum_series import load_asylum_series
    from treves.study.chain_fit import fit_inflow
    from treves.study.skill_inflow import DEFINITIONS, score_inflow
    from treves.study.skill_occupancy import score_occupancy

    series = load_asylum_series()
    chosen = next(name for name in DEFINITIONS if name == definition)
    with Progress() as progress:
        progress.step("Forecasting each year from its start", 0.0)
        inflow = score_inflow(series, definition=chosen, draws=draws, seed=seed)
        progress.step("Replaying reception from January 2022", 0.7)
        residents = score_occupancy(series, draws=replications, seed=seed) if occupancy else None
        progress.step("Fitting", 0.9)
        fitted = fit_inflow(series, last_month="2023-05", seed=seed) if fit else None
    if as_json:
        print_json(
            {
                "inflow": inflow.model_dump(mode="json"),
                "occupancy": residents.model_dump(mode="json") if residents else None,
                "fit": fitted.model_dump(mode="json") if fitted else None,
            }
        )
        return
    print_inflow_skill(inflow)
    if residents is not None:
        print_occupancy_skill(residents)
    if fitted is not None:
        print_chain_fit(fitted)
