"""A CSV with one record a row, each checked against a sheet; all faults at once, each with its line and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from treves.case.csv_rows import Row, read_rows
from treves.case.messages import faults_of
from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.fields import Sheet
from treves.case.spots import spot_in
from treves.case.yaml_tree import Loc
from treves.errors import CaseError, Fault, TrevesError
from treves.evidence.intake.limits import ReadingError
from treves.evidence.intake.ordinary import read_ordinary_file

__all__ = ["read_table", "shipped", "table_text"]

S = TypeVar("S", bound=Sheet)
T = TypeVar("T")
FILE_LIMIT = 20_000_000


@dataclass(frozen=True)
class _Located:
    row: Row
    spots: Mapping[str, tuple[int, int]]
    required: frozenset[str]

    def spot(self, loc: Loc, *, is_key: bool = False) -> tuple[int, int]:  # noqa: ARG002
        return self.spots.get(str(loc[0]), self.row.spots[0]) if loc else self.row.spots[0]

    def is_hole(self, loc: Loc) -> bool:
        return bool(loc) and loc[0] in self.required and loc[0] not in self.spots  # its column is missing: told once


def shipped(name: str) -> Traversable:
    """Return the place of a table that comes with treves."""
    return files("treves.case.past") / name


def table_text(where: Traversable, file: str) -> str:
    """Read a table's text.

    Raises
    ------
    CaseError
        If it cannot be read, is too large or is not UTF-8.
    """
    try:
        content = read_ordinary_file(where, FILE_LIMIT) if isinstance(where, Path) else where.read_bytes()
    except ReadingError as error:
        raise CaseError(
            [Fault(file, 0, 0, "larger than 20 MB, or no ordinary file", "a table on a disk, in CSV")]
        ) from error
    except OSError as error:
        what = f"the table cannot be read ({(error.strerror or str(error)).lower()})"
        raise CaseError([Fault(file, 0, 0, what, "a readable table in CSV")]) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = spot_in(content[: error.start].decode("utf-8"), error.start)
        what = f"byte 0x{content[error.start]:02X} is not UTF-8"
        raise CaseError([Fault(file, line, column, what, "the same text saved as UTF-8")]) from error


def read_table(where: Path | str | None, name: str, sheet: type[S], make: Callable[[S], T]) -> tuple[T, ...]:
    """Read a table.

    Parameters
    ----------
    where : Path or str, optional
        A CSV file; the table that comes with treves where not given.
    name : str
        Name of that table.
    sheet : type
        What a row may hold.
    make : callable
        Turns a row into a value; may raise :class:`TrevesError`.

    Raises
    ------
    CaseError
        With every fault found.
    """
    file = name if where is None else str(where)
    text = table_text(shipped(name) if where is None else Path(where), file)
    faults: list[Fault] = []
    rows = read_rows(file, text, faults)
    header = next(rows, None)
    required = frozenset(key for key, info in sheet.model_fields.items() if info.is_required())
    if header is None or faults:
        raise CaseError(faults or [Fault(file, 1, 1, "there is no header", ",".join(sorted(required)))])
    faults += _header_faults(file, header, sheet, required)
    columns = {key: header.fields.index(key) for key in sheet.model_fields if key in header.fields}
    made = []
    for row in rows:
        if len(row.fields) != len(header.fields):
            what = f"the row has {len(row.fields)} fields, the header {len(header.fields)}"
            faults.append(Fault(file, *row.spots[0], what, "as many; a field with a comma in it needs quotes"))
            continue
        located = _Located(row, {key: row.spots[i] for key, i in columns.items()}, required)
        try:
            read = sheet.model_validate({key: row.fields[i] or None for key, i in columns.items()})
            made.append(make(read))
        except ValidationError as error:
            faults += faults_of(error, file, located, sheet)
        except TrevesError as error:
            faults.append(Fault(file, *row.spots[0], str(error), "a row without this contradiction"))
    if not made and not faults:
        faults.append(Fault(file, 2, 1, "the table has no row", "at least one row under the header"))
    if faults:
        raise CaseError(faults)
    return tuple(made)


def _header_faults(file: str, header: Row, sheet: type[Sheet], required: frozenset[str]) -> list[Fault]:
    faults = []
    if absent := sorted(required - set(header.fields)):
        faults.append(
            Fault(file, *header.spots[0], f"no column {', '.join(absent)}", "a header with every one of them")
        )
    for i, (name, spot) in enumerate(zip(header.fields, header.spots, strict=True)):
        if name not in sheet.model_fields:
            near = one_of(name, [key for key in sheet.model_fields if key not in header.fields], "no further column")
            faults.append(Fault(file, *spot, f"unknown column {quoted(name)}", near))
        elif name in header.fields[:i]:
            faults.append(Fault(file, *spot, f"column '{name}' stands twice", "each column once"))
    return faults
