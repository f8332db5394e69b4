"""DuckDB in memory: writes tables as Parquet and answers SQL; fetches nothing, installs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from treves.store.errors import StoreError
from treves.store.table import Table

if TYPE_CHECKING:
    import duckdb

__all__ = ["as_literal", "as_name", "as_paths", "open_duck", "write_table"]

GLOB_MARKS = "*?["


def open_duck(threads: int = 1) -> duckdb.DuckDBPyConnection:
    """Open an empty database in memory, in UTC, without extensions from the network."""
    import duckdb  # noqa: PLC0415 (a third of a second: only who asks or keeps pays it)

    duck = duckdb.connect(
        ":memory:",
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": threads},
    )
    duck.execute("set TimeZone = 'UTC'")
    return duck


def as_literal(text: str) -> str:
    """Return text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def as_name(name: str) -> str:
    """Return a name as SQL takes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def as_paths(paths: list[Path]) -> str:
    """Return files as a list of SQL; marks that stand for many files are taken as they are.

    Raises
    ------
    StoreError
        If a path cannot be written in UTF-8.
    """
    return "[" + ", ".join(as_literal(_as_they_are(_utf8(path))) for path in paths) + "]"


def _as_they_are(path: str) -> str:
    return "".join(f"[{mark}]" if mark in GLOB_MARKS else mark for mark in path)


def _utf8(path: Path) -> str:
    text = str(path.absolute())
    try:
        text.encode()
    except UnicodeEncodeError:
        shown = text.encode("utf-8", "backslashreplace").decode()
        raise StoreError(f"{shown} is no name in UTF-8; right would be: a store in another folder") from None
    return text


def write_table(duck: duckdb.DuckDBPyConnection, table: Table, path: Path, run: str) -> None:
    """Write a table as Parquet, with the run's id as its first column.

    Parameters
    ----------
    duck : duckdb.DuckDBPyConnection
    table : Table
    path : Path
    run : str

    Raises
    ------
    StoreError
        If the disk is full, or a value is not of its column's type.
    """
    import duckdb  # noqa: PLC0415

    columns = ", ".join(f"unnest(?::{type_}[]) as {as_name(name)}" for name, type_ in table.types.items())
    query = f"copy (select {as_literal(run)} as run, * from (select {columns})) "  # noqa: S608 (names are quoted)
    try:
        duck.execute(
            f"{query} to {as_literal(_utf8(path))} (format parquet, compression zstd)",
            [list(values) for values in table.columns.values()],
        )
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        raise StoreError(f"{path} cannot be written ({why}); nothing was half-written") from error
