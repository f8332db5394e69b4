"""``treves bargain CASE``: the deals that could still be signed, and what stands in the way."""

from __future__ import annotations

from datetime import date

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json
from treves.cli.progress import Progress

__all__ = ["command"]


@click.command("bargain")
@case_argument
@as_of_option
@click.option("--draws", type=click.IntRange(100, 100_000), default=None, help="Draws from the posterior.")
@click.option("--seed", type=click.IntRange(0), default=None, help="Seed; by default the case's own.")
@click.option("--moves/--no-moves", default=True, help="Also show what a move by each party buys.")
@as_json
def command(case: str, as_of: date | None, draws: int | None, seed: int | None, moves: bool, as_json: bool) -> None:
    """Show the best packages, the probability that all accept them, and what stands in the way."""
    from treves.case import load_case
    from treves.report import print_deals
    from treves.study import run_study

    loaded = load_case(case, as_of=as_of)
    with Progress() as progress:
        findings = run_study(
            loaded,
            draws=draws,
            seed=seed,
            with_influences=False,
            with_moves=moves,
            with_consequences=False,
            with_talks=False,
            progress=progress.step,
        )
    if as_json:
        kept = {
            "case",
            "as_of",
            "seed",
            "version",
            "headlines",
            "deals",
            "solutions",
            "blocking",
            "moves",
            "price_of_peace",
            "shortfalls",
        }
        print_json(findings.model_dump(mode="json", include=kept))
        return
    print_deals(findings)
