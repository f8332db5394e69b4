"""A plain table: columns with a type each, rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from treves.store.errors import StoreError

__all__ = ["COLUMN_TYPES", "ColumnType", "Table", "table_of"]

ColumnType = Literal["VARCHAR", "DOUBLE", "BIGINT", "BOOLEAN", "DATE", "VARCHAR[]", "DOUBLE[]"]
COLUMN_TYPES: tuple[ColumnType, ...] = ("VARCHAR", "DOUBLE", "BIGINT", "BOOLEAN", "DATE", "VARCHAR[]", "DOUBLE[]")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name.

    Parameters
    ----------
    types : mapping of str to str
        Column to the name of its type in SQL; one of ``COLUMN_TYPES``.
    columns : mapping of str to sequence
        Column to its values; None where there is none. All of one length.

    Raises
    ------
    StoreError
        If columns and types do not go together.
    """

    types: Mapping[str, ColumnType]
    columns: Mapping[str, Sequence[Any]]

    def __post_init__(self) -> None:
        if list(self.types) != list(self.columns):
            raise StoreError(f"columns {list(self.columns)} with types of {list(self.types)}")
        if unknown := set(self.types.values()) - set(COLUMN_TYPES):
            raise StoreError(f"column types {sorted(unknown)}; right would be one of {', '.join(COLUMN_TYPES)}")
        if len({len(values) for values in self.columns.values()}) > 1:
            raise StoreError("columns of different lengths")

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return next((len(values) for values in self.columns.values()), 0)


def table_of(types: Mapping[str, ColumnType], rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the table of rows; a value that a row lacks is None, one that no column is for is an error."""
    columns: dict[str, list[Any]] = {name: [] for name in types}
    for row in rows:
        if unknown := set(row) - set(types):
            raise StoreError(f"values {sorted(unknown)} for which there is no column")
        for name, values in columns.items():
            values.append(row.get(name))
    return Table(types, columns)
