"""The files of one run: findings as they are, packed, and one Parquet file per table; whole or not there."""

from __future__ import annotations

import gzip
import re
import shutil
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from treves.store.duck import write_table
from treves.store.errors import StoreError
from treves.store.files import digest_of_bytes, digest_of_file, sync_file, sync_folder
from treves.store.run import KeptTable
from treves.store.table import Table

if TYPE_CHECKING:
    import duckdb

__all__ = ["FINDINGS", "place_run", "read_findings", "remove_leavings", "table_damage", "table_file"]

FINDINGS = "findings.json.gz"
OURS = re.compile(r"r[0-9a-f]{12}(-\d+)?|\.r[0-9a-f]{12}(-\d+)?\.(part|away)")


def table_file(runs: Path, run: str, table: str) -> Path:
    """Return where a table of a run lies."""
    return runs / run / f"{table}.parquet"


def place_run(
    runs: Path, run: str, findings: bytes, tables: Mapping[str, Table], duck: duckdb.DuckDBPyConnection
) -> dict[str, KeptTable]:
    """Write a run's files beside their place, flush them to the disk, and move them there in one step.

    Called by the one writer of the ledger, before the run is entered there: a folder that the ledger does not know
    is of a writer that was killed in between, and is replaced.

    Returns
    -------
    dict of str to KeptTable
        What was written; a table without rows has no file.
    """
    part = runs / f".{run}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        (part / FINDINGS).write_bytes(gzip.compress(findings, mtime=0))
        told = {}
        for name, table in tables.items():
            digest = ""
            if table.row_count:
                path = part / f"{name}.parquet"
                write_table(duck, table, path, run)
                digest = digest_of_file(path)
            told[name] = KeptTable(types=dict(table.types), rows=table.row_count, digest=digest)
        for path in part.iterdir():
            sync_file(path)
        sync_folder(part)
        _remove_run(runs, run)
        part.rename(runs / run)
        sync_folder(runs)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return told


def _remove_run(runs: Path, run: str) -> None:
    """Remove a run's files; first its name, in one step, so that no half of it is ever seen."""
    away = runs / f".{run}.away"
    shutil.rmtree(away, ignore_errors=True)
    try:
        (runs / run).rename(away)
    except FileNotFoundError:
        return
    sync_folder(runs)
    shutil.rmtree(away, ignore_errors=True)


def remove_leavings(runs: Path, known: set[str]) -> list[str]:
    """Remove what killed writers left behind; only the one writer of the ledger may ask for it.

    Parameters
    ----------
    runs : Path
    known : set of str
        Runs in the ledger.

    Returns
    -------
    list of str
        Names of what was removed.
    """
    left = sorted(path.name for path in runs.iterdir() if path.name not in known and OURS.fullmatch(path.name))
    for name in left:
        shutil.rmtree(runs / name, ignore_errors=True)
    return left


def read_findings(runs: Path, run: str, digest: str) -> bytes:
    """Return the bytes of a run's findings, as they were kept.

    Raises
    ------
    StoreError
        If the file is gone or damaged.
    """
    path = runs / run / FINDINGS
    try:
        findings = gzip.decompress(path.read_bytes())
    except FileNotFoundError:
        raise StoreError(f"{path} is gone, though the ledger knows it; run the case again to keep it anew") from None
    except (OSError, EOFError, zlib.error) as error:
        raise StoreError(f"{path} is damaged ({error}); run the case again to keep it anew") from error
    if digest_of_bytes(findings) != digest:
        raise StoreError(f"{path} is damaged: it is not what was kept; run the case again to keep it anew")
    return findings


def table_damage(runs: Path, run: str, tables: Mapping[str, KeptTable]) -> list[str]:
    """Tell which tables of a run are gone or are not what was kept."""
    found = []
    for name, told in tables.items():
        path = table_file(runs, run, name)
        if not told.rows:
            continue
        if not path.is_file():
            found.append(f"{path} is gone")
        elif digest_of_file(path) != told.digest:
            found.append(f"{path} is damaged")
    return found
