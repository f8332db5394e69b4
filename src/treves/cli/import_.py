"""``treves import FILES --out FOLDER``: a case made of other programs' files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treves.cli.options import Day, as_json, print_json

if TYPE_CHECKING:
    from treves.case.imports.imported import Imported

__all__ = ["command", "formats"]

ENDINGS = (".xml", ".csv", ".tsv", ".txt")
LARGEST_BYTES = 20_000_000
SHOWN = 5
TRIED = ("check", "bargain", "council", "run")  # what to do with a case made of a table
NOT_IN_FOLDERS = re.compile(r"[^A-Za-z0-9_.-]+")

Files = Mapping[str, bytes]
Format = tuple[str, Callable[[Files], bool], Callable[[Files, date], "Imported | dict[str, Imported]"]]


def formats() -> tuple[Format, ...]:
    """Return what can be read: name, whether files are of that format, and how a case is made of them.

    The first format that says the files are its own reads them.
    """
    from treves.case.imports.genius_case import import_genius, is_genius_files
    from treves.case.imports.position_files import import_positions, is_ktab_files, is_table_files

    return (
        ("GENIUS / ANAC XML", is_genius_files, lambda files, as_of: import_genius(files, as_of=as_of)),
        ("KTAB csv / xml", is_ktab_files, lambda files, as_of: import_positions(files, as_of=as_of)),
        ("a table of positions (DEU, Decide, or one row per actor and issue)", is_table_files,
         lambda files, as_of: import_positions(files, as_of=as_of)),
    )  # fmt: skip


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="New folder for the case.")
@click.option(
    "--as-of",
    type=Day(),
    default=None,
    metavar="DATE",
    help="Day the case speaks of; by default the day the newest file was last changed.",
)
@click.option("--proposal", default=None, help="Of a table with several proposals, the one to make a case of.")
@as_json
def command(files: tuple[Path, ...], out: Path, as_of: date | None, proposal: str | None, as_json: bool) -> None:
    """Make a case that treves run accepts of files in another format.

    FILES are a GENIUS / ANAC domain with its profiles (linear additive), or a folder that holds them; a KTAB scenario
    (csv or xml); or a table of positions (DEU, Decide, or one row per actor and issue). A table with several proposals
    becomes one case each, in folders below OUT.
    """
    from treves.case.imports.imported import Imported, write_case
    from treves.errors import TrevesError

    paths = _listed(files)
    contents = {path.name if _is_unique(path, paths) else str(path): _read(path) for path in paths}
    day = as_of or _last_changed(paths)
    found = next(((name, make) for name, is_format, make in formats() if is_format(contents)), None)
    if found is None:
        known = ", ".join(name for name, _, _ in formats())
        raise TrevesError(f"{', '.join(contents)}: of no format that is known here; right would be one of: {known}")
    name, make = found
    imported = make(contents, day)
    if not isinstance(imported, Imported):
        _write_each(imported, out, proposal, name, day, as_json=as_json)
        return
    if proposal is not None:
        raise TrevesError(f"{name} has no proposals; right would be no --proposal")
    folder = write_case(imported, out)
    if as_json:
        print_json({"case": str(folder), "format": name, "as_of": day.isoformat(), "notes": list(imported.notes)})
        return
    click.echo(f"read {len(contents)} file{'s' if len(contents) > 1 else ''} as {name}; wrote {folder}")
    for note in imported.notes:
        click.echo(f"  {note}")
    click.echo(f"try:  treves check {folder}\n      treves run {folder}")


def _write_each(
    made: dict[str, Imported], out: Path, proposal: str | None, format_: str, day: date, *, as_json: bool
) -> None:
    """Write one case where one proposal is there or asked for, and otherwise a folder of cases."""
    from treves.case.imports.imported import short_names, write_case
    from treves.case.nearest import one_of
    from treves.errors import TrevesError

    if proposal is not None and proposal not in made:
        raise TrevesError(f"no proposal {proposal!r} to make a case of; right would be {one_of(proposal, tuple(made))}")
    chosen = {proposal: made[proposal]} if proposal is not None else made
    if len(chosen) == 1:
        folders = [out]
    elif out.exists():
        raise TrevesError(f"{out} is there already; name a new folder with --out")
    else:
        folders = [out / NOT_IN_FOLDERS.sub("-", name).strip("-.").lower() for name in short_names(chosen)]
    cases = list(chosen.values())
    for case, folder in zip(cases, folders, strict=True):
        write_case(case, folder)
    if as_json:
        told = [
            {"case": str(folder), "proposal": name, "notes": list(case.notes)}
            for (name, case), folder in zip(chosen.items(), folders, strict=True)
        ]
        print_json({"format": format_, "as_of": day.isoformat(), "cases": told})
        return
    click.echo(f"read {format_}; wrote {len(folders)} case{'s' if len(folders) > 1 else ''}")
    shared = [note for note in cases[0].notes if all(note in case.notes for case in cases)] if len(cases) > 1 else []
    for note in shared:
        click.echo(f"  {note}")
    for (name, case), folder in list(zip(chosen.items(), folders, strict=True))[:SHOWN]:
        click.echo(f"  {folder}  (proposal {name})")
        for note in case.notes:
            if note not in shared:
                click.echo(f"    {note}")
    if len(folders) > SHOWN:
        click.echo(
            f"  and {len(folders) - SHOWN} more; what was decided in reading stands in each case.yaml under sources"
        )
    click.echo("\n".join(f"{'try:' if verb == 'check' else '':<5} treves {verb} {folders[0]}" for verb in TRIED))


def _listed(given: tuple[Path, ...]) -> list[Path]:
    """Replace folders by the files in them."""
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            found += sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS and file.is_file())
        else:
            found.append(path)
    from treves.errors import TrevesError

    if not found:
        raise TrevesError(f"no {', '.join(ENDINGS)} file in {', '.join(map(str, given))}")
    return list(dict.fromkeys(found))


def _last_changed(paths: list[Path]) -> date:
    from treves.errors import TrevesError

    try:
        return max(datetime.fromtimestamp(path.stat().st_mtime, UTC).date() for path in paths)
    except (OverflowError, ValueError, OSError):
        raise TrevesError("no day can be told from when the files were last changed; right would be --as-of") from None


def _is_unique(path: Path, paths: list[Path]) -> bool:
    return sum(other.name == path.name for other in paths) == 1


def _read(path: Path) -> bytes:
    from treves.errors import TrevesError

    if path.exists() and not path.is_file():
        raise TrevesError(f"{path} is not an ordinary file")
    with path.open("rb") as stream:
        content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise TrevesError(f"{path} is larger than {LARGEST_BYTES // 10**6} MB")
    return content
