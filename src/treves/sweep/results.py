"""The results of a sweep as tables: CSV and Parquet, a row for each finished study, floats as they were found."""

from __future__ import annotations

import csv
import io
import math
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from treves.errors import TrevesError
from treves.store.files import write_whole
from treves.store.tasks import FinishedTask
from treves.sweep.design import Design

__all__ = ["gather", "write_tables"]

Floats = npt.NDArray[np.float64]
BEST = "best_package"


def gather(tasks: Iterable[FinishedTask], count: int, measures: Sequence[str]) -> tuple[Floats, dict[int, str]]:
    """Lay results side by side.

    Parameters
    ----------
    tasks : iterable of FinishedTask
    count : int
        Studies in the design.
    measures : sequence of str

    Returns
    -------
    found : array, shape (study, measure)
        NaN where there is no such number, or no such study yet.
    failures : dict of int to str
        Why a study failed, by its number.
    """
    found = np.full((count, len(measures)), np.nan)
    failures: dict[int, str] = {}
    for task in tasks:
        if task.result is None:
            failures[task.number] = task.failure
            continue
        for k, name in enumerate(measures):
            value = task.result.get(name)
            if value is not None:
                found[task.number, k] = value
    return found, failures


def write_tables(
    folder: Path,
    design: Design,
    measures: Sequence[str],
    found: Floats,
    failures: dict[int, str],
    *,
    name_package: Callable[[int], str] | None = None,
) -> tuple[Path, Path]:
    """Write ``results.csv`` and ``results.parquet``, whole or not at all.

    Columns: ``study``, the inputs by their keys, the measures by their names, ``best_options`` (the best package in
    words) and ``failure``. A cell is empty (null) where there is no such number.

    Returns
    -------
    tuple of Path
    """
    columns = ["study", *(each.key for each in design.inputs), *measures, "best_options", "failure"]
    best = list(measures).index(BEST) if BEST in measures and name_package is not None else None
    names: dict[float, str] = {}
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(columns)
    for number, (point, row) in enumerate(zip(design.points.tolist(), found.tolist(), strict=True)):
        words = ""
        if best is not None and name_package is not None and not math.isnan(row[best]):
            if row[best] not in names:
                names[row[best]] = name_package(int(row[best]))
            words = names[row[best]]
        cells = ["" if math.isnan(value) else repr(value) for value in row]
        writer.writerow([number, *map(repr, point), *cells, words, failures.get(number, "")])
    table = folder / "results.csv"
    write_whole(table, sheet.getvalue().encode())
    kinds = dict.fromkeys(columns, "DOUBLE") | {"study": "BIGINT", "best_options": "VARCHAR", "failure": "VARCHAR"}
    return table, _as_parquet(table, folder / "results.parquet", kinds)


def _as_parquet(table: Path, target: Path, kinds: dict[str, str]) -> Path:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as room:
        made = Path(room) / target.name
        with duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"}) as database:
            try:
                source = database.read_csv(str(table), header=True, columns=kinds, na_values=[""])
                source.write_parquet(str(made), compression="zstd")
            except duckdb.Error as error:
                raise TrevesError(f"{target} could not be written: {' '.join(str(error).split())}") from None
        write_whole(target, made.read_bytes())
    return target
