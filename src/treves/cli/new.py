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
@as_json
def command(name: str, parent: Path, as_json: bool) -> None:
    """Write a small working case into the folder NAME, commented, to start your own from."""
    from treves.case import new_case

    folder = new_case(name, parent)
    if as_json:
        print_json({"case": str(folder)})
        return
    click.echo(f"wrote {folder}")
    click.echo(f"try:  treves check {folder}\n      treves run {folder}")
