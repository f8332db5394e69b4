"""``treves forecast CASE``: how likely the cabinet falls within so many days, seen from outside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json
from treves.cli.progress import Progress

__all__ = ["command"]


@click.command("forecast")
@case_argument
@as_of_option
@click.option("--inside", type=click.FloatRange(0, 1), default=None, help="Inside view: P(fall) by the deadline.")
@click.option("--inside-low", type=click.FloatRange(0, 1), default=None, help="Lower end of its 80 % interval.")
@click.option("--inside-high", type=click.FloatRange(0, 1), default=None, help="Upper end of its 80 % interval.")
@click.option("--talks", is_flag=True, help="Play the talks for the inside view (slower).")
@click.option(
    "--weight", type=click.FloatRange(0, 1), default=None, help="Weight of the inside view.", show_default="0.5"
)
@click.option("--spells", type=click.Path(path_type=Path), default=None, help="Your own table of past cabinets (CSV).")
@click.option("--crises", type=click.Path(path_type=Path), default=None, help="Your own list of formal crises (CSV).")
@click.option(
    "--plot", type=click.Path(path_type=Path), default=None, metavar="FILE", help="Also draw the curves as an SVG file."
)
@as_json
def command(
    case: str,
    as_of: date | None,
    inside: float | None,
    inside_low: float | None,
    inside_high: float | None,
    talks: bool,
    weight: float | None,
    spells: Path | None,
    crises: Path | None,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Tell how likely the cabinet falls within 3, 7, 30, 90 and 365 days, and what moves that.

    Split into past cabinets, the state (calm, or in a formal crisis) and, where an inside view is given, the talks.
    The case needs a 'tenure' in cabinet.yaml.
    """
    from treves.case import load_case
    from treves.case.past import load_crises, load_spells
    from treves.errors import TrevesError
    from treves.report import outlook_svg, print_outlook
    from treves.study import run_study, write_text
    from treves.study.frozen import Probability
    from treves.study.outlook import find_outlook
    from treves.study.views import INSIDE_WEIGHT

    loaded = load_case(case, as_of=as_of)
    if loaded.tenure is None:
        raise TrevesError(f"{loaded.name}: cabinet.yaml has no 'tenure:' with formed_on; right would be one")
    if loaded.as_of < loaded.tenure.formed_on:
        raise TrevesError(
            f"{loaded.name}: as of {loaded.as_of} the cabinet, formed {loaded.tenure.formed_on}, is not yet"
        )
    table = load_spells(spells) if spells else None
    listed = load_crises(crises) if crises else None
    view = None
    if inside is None and (inside_low is not None or inside_high is not None):
        raise TrevesError("an interval of the inside view without the view; right would be --inside too")
    if inside is not None:
        low = inside if inside_low is None else inside_low
        high = inside if inside_high is None else inside_high
        if not low <= inside <= high:
            raise TrevesError(
                f"inside view {inside:g} is not within {low:g} to {high:g}; right would be low <= it <= high"
            )
        view = Probability(p=inside, low=low, high=high, monte_carlo_error=0.0)
    elif talks:
        with Progress() as progress:
            found = run_study(
                loaded, with_influences=False, with_moves=False, with_strain=False, progress=progress.step
            )
        if found.outcomes is None:
            raise TrevesError(f"the talks could not be played: {found.outcomes_missing}")
        view = found.outcomes.fall
    outlook = find_outlook(
        loaded, inside=view, weight=INSIDE_WEIGHT if weight is None else weight, spells=table, crises=listed
    )
    assert outlook is not None
    if plot is not None:
        write_text(plot, outlook_svg(loaded.title, outlook, loaded.as_of, loaded.deadline))
        click.echo(f"wrote {plot}", err=True)
    if as_json:
        head = {"case": loaded.name, "as_of": loaded.as_of.isoformat(), "deadline": loaded.deadline.isoformat()}
        print_json({**head, "outlook": outlook.model_dump(mode="json")})
        return
    print_outlook(outlook, loaded.title, loaded.as_of, loaded.deadline)
