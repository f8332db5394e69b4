"""``treves path CASE``: what law makes of a package, and what is left of a concession once it has run its course."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json

__all__ = ["command"]


class Chosen(click.ParamType[tuple[str, str]]):
    """An issue and one of its options."""

    name = "choice"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split ISSUE=OPTION, or fail with the form that is needed."""
        if isinstance(value, tuple):
            return value
        issue, is_split, option = str(value).partition("=")
        if not issue or not is_split or not option:
            self.fail(f"{value!r} is not a choice; write it as ISSUE=OPTION", param, ctx)
        return issue, option


@click.command("path")
@case_argument
@as_of_option
@click.option(
    "--package",
    "choices",
    multiple=True,
    type=Chosen(),
    metavar="ISSUE=OPTION",
    help="A choice of the package, repeated; what is not named stays as it is. By default the draft on the table.",
)
@click.option("--horizon", type=click.IntRange(1, 600), default=None, help="Months to look ahead.", show_default="48")
@click.option("--draws", type=click.IntRange(100, 100_000), default=None, help="Draws from the posterior.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Also draw it as an SVG file."
)
@as_json
def command(
    case: str,
    as_of: date | None,
    choices: tuple[tuple[str, str], ...],
    horizon: int | None,
    draws: int | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Show the legal path of every option of a package: when it is in force, if it lasts, what it is worth by then."""
    from treves.case import load_case
    from treves.errors import TrevesError
    from treves.report import paths_svg, print_path
    from treves.study import follow_package, write_text

    loaded = load_case(case, as_of=as_of)
    agenda = loaded.agenda
    if len({issue for issue, _ in choices}) != len(choices):
        raise click.UsageError("an issue is named twice with --package; a package has one option for each")
    if choices:
        package = agenda.package(dict(choices))
        if broken := agenda.why_not(package):
            raise TrevesError(f"that package cannot be: {broken}")
    elif loaded.draft is not None:
        package = loaded.draft
    else:
        first = agenda.issues[0]
        raise TrevesError(f"the case has no draft; name a package: --package {first.name}={first.options[-1].name}")
    found = follow_package(loaded, package, horizon_months=horizon, draws=draws)
    if out is not None:
        write_text(out, paths_svg(loaded.title, found))
        click.echo(f"wrote {out}", err=True)
    if as_json:
        print_json({"case": loaded.name, "as_of": loaded.as_of.isoformat(), **found.model_dump(mode="json")})
        return
    print_path(loaded.title, found)
