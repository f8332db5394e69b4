"""``treves skill bargaining TABLE``: how well models of bargaining predict the outcomes in a table of positions."""

from __future__ import annotations

from pathlib import Path

import click

from treves.cli.options import as_json, print_json
from treves.cli.progress import Progress

__all__ = ["command"]


@click.command("bargaining")
@click.argument("table", type=click.Path(path_type=Path), metavar="TABLE")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Folds and bootstrap draws.")
@click.option(
    "--draws", type=click.IntRange(0, 100_000), default=2000, show_default=True, help="Bootstrap draws of proposals."
)
@click.option("--folds", type=click.IntRange(2, 100), default=10, show_default=True, help="Folds, of whole proposals.")
@click.option(
    "--forecasts",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Also write a forecast of every issue, those without an outcome too, as CSV.",
)
@as_json
def command(table: Path, seed: int, draws: int, folds: int, forecasts: Path | None, as_json: bool) -> None:
    """Score the models of the literature and treves's own forecast on TABLE.

    TABLE has one row per issue (as the DEU data sets: prnr, isnr, pnl, snl, ..., rp, out) or one per actor and issue
    (issue, actor, position, and any of proposal, salience, capability, votes, quota, reference_point, outcome, role).
    Positions run from 0 to 100.

    What is learned, is learned from other proposals than the one it forecasts. Intervals are 90 %, by proposal.
    """
    from treves.case.position_table import load_position_table
    from treves.report.bargaining_skill import print_bargaining_skill
    from treves.study.bargaining_skill import score_bargaining
    from treves.study.outcome_forecasts import write_outcome_forecasts

    loaded = load_position_table(table)
    if forecasts is not None and loaded.scored.size == 0:
        write_outcome_forecasts(loaded, forecasts)
        click.echo(f"forecasts: {forecasts}; nothing is scored, as no issue has an outcome", err=True)
        if as_json:
            print_json({"forecasts": str(forecasts), "models": []})
        return
    steps = iter(range(1, 10))
    with Progress() as progress:
        skill = score_bargaining(
            loaded, seed=seed, draws=draws, folds=folds, progress=lambda words: progress.step(words, next(steps) / 5)
        )
    if forecasts is not None:
        write_outcome_forecasts(loaded, forecasts)
        click.echo(f"forecasts: {forecasts}", err=True)
    if as_json:
        print_json(skill.model_dump(mode="json"))
        return
    print_bargaining_skill(skill)
