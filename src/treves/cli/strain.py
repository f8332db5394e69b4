"""``treves strain CASE``: how the talks may end, and what moves that."""

from __future__ import annotations

from datetime import date

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json
from treves.cli.progress import Progress

__all__ = ["command"]


@click.command("strain")
@case_argument
@as_of_option
@click.option("--draws", type=click.IntRange(100, 100_000), default=None, help="Draws from the posterior.")
@click.option("--worlds", type=click.IntRange(2, 1000), default=None, help="Draws of the assumptions, for intervals.")
@click.option("--seed", type=click.IntRange(0), default=None, help="Seed; by default the case's own.")
@click.option("--quick", is_flag=True, help="Only how the talks end; not what moves it.")
@as_json
def command(
    case: str,
    as_of: date | None,
    draws: int | None,
    worlds: int | None,
    seed: int | None,
    quick: bool,
    as_json: bool,
) -> None:
    """Show how the talks may end, who would leave over what, what each threat is worth, and what moves it all."""
    from treves.case import load_case
    from treves.report import print_strain_summary
    from treves.study import run_study

    loaded = load_case(case, as_of=as_of)
    with Progress() as progress:
        findings = run_study(
            loaded,
            draws=draws,
            worlds=worlds,
            seed=seed,
            with_influences=False,
            with_moves=False,
            with_strain=not quick,
            progress=progress.step,
        )
    if as_json:
        kept = {"case", "as_of", "seed", "version", "outcomes", "outcomes_missing"}
        print_json(findings.model_dump(mode="json", include=kept))
        return
    print_strain_summary(findings)
