"""``treves place CASE``: where every party stands, as a table and a plot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json

__all__ = ["command"]


@click.command("place")
@case_argument
@as_of_option
@click.option("--party", default=None, help="Only this party.")
@click.option("--issue", default=None, help="Only this issue.")
@click.option(
    "--plot", type=click.Path(path_type=Path), default=None, metavar="FILE", help="Also draw it as an SVG file."
)
@as_json
def command(
    case: str, as_of: date | None, party: str | None, issue: str | None, plot: Path | None, as_json: bool
) -> None:
    """Show ideal position, reach, salience and stake per party and issue, with 80 % intervals."""
    from treves.case import load_case
    from treves.report import positions_svg, print_positions
    from treves.study import place_parties, write_text

    loaded = load_case(case, as_of=as_of)
    if party is not None:
        loaded.cabinet.party(party)
    if issue is not None:
        loaded.agenda.issue(issue)
    placed = place_parties(loaded)
    kept = [
        position for position in placed.positions if party in {None, position.party} and issue in {None, position.issue}
    ]
    stakes = [stake for stake in placed.stakes if party in {None, stake.party}]
    if as_json:
        drawn = {"positions": [p.model_dump() for p in kept], "stakes": [s.model_dump() for s in stakes]}
        print_json({"case": loaded.name, "as_of": loaded.as_of.isoformat(), **drawn})
    else:
        print_positions(placed.facts, kept, stakes)
    if plot is not None:
        write_text(plot, positions_svg(placed.facts, kept))
        click.echo(f"wrote {plot}", err=True)
