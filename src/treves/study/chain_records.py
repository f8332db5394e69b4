"""The runs of a chain as tables to work on: every draw and month, and the ways of single persons."""

from __future__ import annotations

import csv
import io
import math
import os
import tempfile
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from treves.case import Case
from treves.chain import (
    NO_MEASURES,
    RECORD_COLUMNS,
    SERIES,
    TRACE_COLUMNS,
    ChainRun,
    Precision,
    measures_of,
    records,
    simulate_until,
    trace_persons,
)
from treves.errors import TrevesError
from treves.study.consequences import WEEKS_PER_MONTH
from treves.study.deals import Listed
from treves.study.write import write_text

__all__ = ["can_write_parquet", "draws_needed", "write_records", "write_trace"]

Row = tuple[str | int | float | None, ...]


def can_write_parquet() -> bool:
    """Say whether the library that writes Parquet is installed (the extra ``parquet``)."""
    return find_spec("pyarrow") is not None


def write_records(runs: Sequence[ChainRun], folder: Path) -> tuple[Path, ...]:
    """Write one row per package, draw and month as ``records.csv``, and as ``records.parquet`` where that can be.

    Parameters
    ----------
    runs : sequence of ChainRun
        The baseline first; packages are named by their options.
    folder : Path

    Returns
    -------
    tuple of Path
        What was written, each whole or not at all.
    """
    rows = [row for run in runs for row in records(run)]
    written = [_write_csv(folder / "records.csv", RECORD_COLUMNS, rows)]
    if can_write_parquet():
        written.append(_write_parquet(folder / "records.parquet", rows))
    return tuple(written)


def write_trace(case: Case, listed: Sequence[Listed], folder: Path, *, persons: int, months: int, seed: int) -> Path:
    """Write the ways of a sample of persons, without a deal and with every package, as ``trace.csv``.

    The same persons are followed under every package: what differs in a row is what the package did.

    Raises
    ------
    TrevesError
        If the case has no chain.
    """
    if case.chain is None:
        raise TrevesError(f"case {case.name} has no chain to simulate; right would be a file chain.yaml")
    weeks = math.ceil(months * WEEKS_PER_MONTH)
    asked = [NO_MEASURES, *(measures_of(case.agenda, entry.package, name=entry.why) for entry in listed)]
    rows: list[Row] = []
    for measures in asked:
        trace = trace_persons(case.chain, measures, persons=persons, weeks=weeks, seed=seed)
        rows += [(measures.name, *row) for row in trace.rows]
    return _write_csv(folder / "trace.csv", ("package", *TRACE_COLUMNS), rows)


def draws_needed(case: Case, listed: Sequence[Listed], asked: str, *, months: int, seed: int) -> Precision:
    """Find how many draws make a series as sharp as asked.

    Parameters
    ----------
    case : Case
    listed : sequence of Listed
    asked : str
        ``series=half_width``: half the 80 % interval of the mean of its difference from the baseline, in its unit.
    months, seed : int

    Returns
    -------
    Precision

    Raises
    ------
    TrevesError
        If the words are no series and number, or the case has no chain.
    """
    name, sign, number = asked.partition("=")
    try:
        width = float(number)
    except ValueError:
        width = math.nan
    if not sign or name not in SERIES or not (math.isfinite(width) and width > 0.0):
        raise TrevesError(
            f"{asked!r} is no series and half width; right would be one of {', '.join(SERIES)}, = and a number above 0"
        )
    if case.chain is None:
        raise TrevesError(f"case {case.name} has no chain to simulate; right would be a file chain.yaml")
    packages = [NO_MEASURES, *(measures_of(case.agenda, entry.package) for entry in listed)]
    _, precision = simulate_until(
        case.chain,
        packages,
        series=name,
        half_width=width,
        weeks=math.ceil((months + 1) * WEEKS_PER_MONTH) + 1,
        rng=np.random.default_rng([seed, *b"chain"]),
    )
    return precision


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> Path:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return write_text(path, sheet.getvalue())


def _write_parquet(path: Path, rows: Sequence[Row]) -> Path:
    import pyarrow as pa  # noqa: PLC0415 - heavy, and not always there
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {"package": pa.string(), "draw": pa.int32(), "month": pa.date32()}
    columns = dict(zip(RECORD_COLUMNS, zip(*rows, strict=True), strict=True)) if rows else {}
    arrays = [
        pa.array(columns.get(name, ()), type=pa.string()).cast(pa.date32())
        if name == "month"
        else pa.array(columns.get(name, ()), type=kinds.get(name, pa.float32()))
        for name in RECORD_COLUMNS
    ]
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    try:
        pq.write_table(pa.table(arrays, names=list(RECORD_COLUMNS)), name, compression="zstd")
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
