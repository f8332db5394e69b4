"""``treves export CASE --out FOLDER``: a case with given values as files other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from treves.cli.options import as_json, case_argument, print_json

__all__ = ["command"]


@click.command("export")
@case_argument
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the files.")
@as_json
def command(case: str, out: Path, as_json: bool) -> None:
    """Write a case with given values as GENIUS XML, which GENIUS and NegMAS read: a domain and a profile per party."""
    from treves.case import load_case
    from treves.case.imports.genius_export import genius_files
    from treves.study import prepare_folder, write_text

    files = genius_files(load_case(case))
    folder = prepare_folder(out)
    written = [write_text(folder / name, text) for name, text in files.items()]
    if as_json:
        print_json({"files": [str(path) for path in written]})
        return
    for path in written:
        click.echo(f"wrote {path}")
