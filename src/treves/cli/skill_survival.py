"""``treves skill survival``: how well the outside view does on cabinets it has not seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from treves.cli.options import Day, as_json, print_json
from treves.cli.progress import Progress

__all__ = ["command"]


@click.command("survival")
@click.option(
    "--spells", type=click.Path(path_type=Path), default=None, help="Past cabinets; by default those shipped."
)
@click.option("--split", type=click.Choice(["both", "country", "forward"]), default="both", show_default=True)
@click.option(
    "--cut", type=Day(), default="2000-01-01", show_default=True, metavar="DATE", help="Of the forward split."
)
@click.option("--draws", type=click.IntRange(20, 10_000), default=300, show_default=True, help="Bootstrap draws.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--peers/--no-peers", default=True, help="Also fit Cox's and a Weibull model (needs treves[skill]).")
@click.option(
    "--plot", type=click.Path(path_type=Path), default=None, metavar="FILE", help="Also draw the calibration (SVG)."
)
@as_json
def command(
    spells: Path | None, split: str, cut: date, draws: int, seed: int, peers: bool, plot: Path | None, as_json: bool
) -> None:
    """Score the outside view country out and forward in time: C-index, integrated Brier, calibration, skill.

    Skill is against the base rate of the cabinets learned from; 0 is none. Takes a minute or two.
    """
    import numpy as np

    from treves.case.past import load_spells
    from treves.report.survival_skill import calibration_svg, print_survival_skill, survival_skill_rows
    from treves.study import write_text
    from treves.survival import measure_skill, sample_of
    from treves.survival.cox import has_lifelines

    loaded = load_spells(spells)
    sample = sample_of(loaded)
    judged = np.array([not spell.is_caretaker for spell in loaded])
    splits: list[tuple[str, date | None]] = [("country out", None)] if split != "forward" else []
    splits += [("forward in time", cut)] if split != "country" else []
    countries = len(np.unique(sample.country))
    told = []
    with Progress() as progress:
        for name, cut_on in splits:
            steps = iter(range(1, 10_000))
            told.append(
                measure_skill(
                    sample,
                    name,
                    np.random.default_rng(seed),
                    cut_on=cut_on,
                    judged=judged,
                    draws=draws,
                    with_peers=peers,
                    progress=lambda fold, name=name, steps=steps: progress.step(  # type: ignore[misc]
                        f"Scoring {name}: {fold}", min(next(steps) / countries, 1.0)
                    ),
                )
            )
    if plot is not None:
        write_text(plot, calibration_svg(told[0]))
        click.echo(f"wrote {plot}", err=True)
    if as_json:
        print_json(survival_skill_rows(told))
        return
    source = str(spells) if spells else "the shipped table of past cabinets (ParlGov, own coding)"
    print_survival_skill(told, source, has_peers=peers and has_lifelines())
