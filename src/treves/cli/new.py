"""``treves new NAME``: a small working case to start from."""

from __future__ import annotations

from pathlib import Path

import click

from treves.cli.options import as_json, print_json

__all__ = ["command"]


@click.command("new")
@click.argument("name")
@click.option(
    "--in", "parent", type=click.Path(path_type=Path), default=Path(), help="Folder to write it in.", show_default="."
)
@click.option("--from", "source", metavar="CASE", default=None, help="Copy this case, to change what you like in it.")
@as_json
def command(name: str, parent: Path, source: str | None, as_json: bool) -> None:
    """Write a small working case into the folder NAME, commented, to start your own from; or a copy of a case."""
    from treves.case import new_case

    folder = new_case(name, parent, source)
    if as_json:
        print_json({"case": str(folder)})
        return
    click.echo(f"wrote {folder}")
    click.echo(f"try:  treves check {folder}\n      treves run {folder}")
