"""Questions in SQL over all kept runs: the ledger and every table, each with a column ``run``."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from treves.store.duck import as_literal, as_name, as_paths, open_duck
from treves.store.errors import StoreError
from treves.store.files import sync_file, sync_folder
from treves.store.run import KeptRun
from treves.store.run_folder import table_file

if TYPE_CHECKING:
    import duckdb

__all__ = ["LEDGER_TABLES", "WRITABLE", "Answer", "asked", "lay_out", "write_answer"]

LEDGER_TABLES = ("runs", "times", "files", "parameters")
WORD = re.compile(r"[a-z0-9_]+")
WRITABLE = {
    ".parquet": "format parquet, compression zstd",
    ".csv": "format csv, header",
    ".json": "format json, array true",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows that answer a question.

    Parameters
    ----------
    columns : tuple of str
    types : tuple of str
        Per column, the name of its type in SQL.
    rows : list of tuple
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def lay_out(duck: duckdb.DuckDBPyConnection, folder: Path, runs: Sequence[KeptRun], query: str) -> None:
    """Lay out the ledger as tables, and every kept table as a view: over the files of all runs where it is asked for.

    A table that the question does not name has its columns and no rows: to look into the files of all tables of all
    runs takes longer than most answers.
    """
    _ledger_tables(duck, runs)
    named = set(WORD.findall(query.lower()))
    for name, types in _types_by_table(runs).items():
        holding = [run for run in runs if name in run.tables and run.tables[name].rows] if name in named else []
        files = [table_file(folder, run.id, name) for run in holding]
        columns = {"run": "VARCHAR", **types}
        if not files:
            columns_said = ", ".join(f"null::{type_} as {as_name(column)}" for column, type_ in columns.items())
            source = f"select {columns_said} where false"
        else:  # a run of an earlier version may lack a column
            source = f"from read_parquet({as_paths(files)}, union_by_name = true)"
        duck.execute(f"create view {as_name(name)} as {source}")


def _types_by_table(runs: Sequence[KeptRun]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for run in runs:  # newest first: where versions differ, the newest type is told
        for name, table in run.tables.items():
            known = found.setdefault(name, {})
            for column, type_ in table.types.items():
                known.setdefault(column, type_)
    return dict(sorted(found.items()))


def _ledger_tables(duck: duckdb.DuckDBPyConnection, runs: Sequence[KeptRun]) -> None:
    def fill(name: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> None:
        said = ", ".join(f"unnest(?::{type_}[]) as {as_name(column)}" for column, (type_, _) in columns.items())
        duck.execute(f"create table {as_name(name)} as select {said}", [list(values) for _, values in columns.values()])

    fill(
        "runs",
        {
            "run": ("VARCHAR", [run.id for run in runs]),
            "number": ("BIGINT", [run.number for run in runs]),
            "case_name": ("VARCHAR", [run.case_name for run in runs]),
            "case_digest": ("VARCHAR", [run.case_digest for run in runs]),
            "case_place": ("VARCHAR", [run.case_place for run in runs]),
            "version": ("VARCHAR", [run.version for run in runs]),
            "parameters": ("VARCHAR", [json.dumps(run.parameters, ensure_ascii=False) for run in runs]),
            "findings_digest": ("VARCHAR", [run.findings_digest for run in runs]),
            "started_at": ("TIMESTAMP", [_plain(run.times[0].started_at) for run in runs]),
            "finished_at": ("TIMESTAMP", [_plain(run.times[0].finished_at) for run in runs]),
        },
    )
    times = [(run.id, time) for run in runs for time in run.times]
    fill(
        "times",
        {
            "run": ("VARCHAR", [run for run, _ in times]),
            "started_at": ("TIMESTAMP", [_plain(time.started_at) for _, time in times]),
            "finished_at": ("TIMESTAMP", [_plain(time.finished_at) for _, time in times]),
            "seconds": ("DOUBLE", [time.seconds for _, time in times]),
            "machine": ("VARCHAR", [time.machine for _, time in times]),
        },
    )
    files = [(run.id, file, digest) for run in runs for file, digest in run.files.items()]
    fill(
        "files",
        {
            "run": ("VARCHAR", [run for run, _, _ in files]),
            "file": ("VARCHAR", [file for _, file, _ in files]),
            "digest": ("VARCHAR", [digest for _, _, digest in files]),
        },
    )
    told = [(run.id, name, json.dumps(value)) for run in runs for name, value in run.parameters.items()]
    fill(
        "parameters",
        {
            "run": ("VARCHAR", [run for run, _, _ in told]),
            "name": ("VARCHAR", [name for _, name, _ in told]),
            "value": ("VARCHAR", [value for _, _, value in told]),
        },
    )


def _plain(moment: str) -> str:
    return moment.removesuffix("Z")


@contextmanager
def asked(folder: Path, runs: Callable[[], Sequence[KeptRun]], query: str) -> Iterator[duckdb.DuckDBPyRelation]:
    """Ask one question.

    Parameters
    ----------
    folder : Path
        Where the runs' folders are.
    runs : callable
        Returns the runs in the ledger as it is now.
    query : str
        One ``select`` (or ``from``, ``with``, ``describe``, ``summarize``, ``show``).

    Raises
    ------
    StoreError
        If it is no question, or DuckDB cannot answer it; with DuckDB's own words.
    """
    import duckdb  # noqa: PLC0415

    duck = open_duck(threads=2)
    try:
        try:
            statement = _only_question(duck, query)
            lay_out(duck, folder, runs(), statement)
            relation = duck.sql(statement)
            yield relation
        except duckdb.IOException as error:
            raise StoreError(
                f"a file could not be read ({_first(error)}); ask again if a run was just deleted"
            ) from error
        except duckdb.Error as error:
            raise StoreError(f"the question cannot be answered: {error}") from error
    finally:
        duck.close()


def _first(error: Exception) -> str:
    return str(error).splitlines()[0]


def _only_question(duck: duckdb.DuckDBPyConnection, query: str) -> str:
    import duckdb  # noqa: PLC0415

    statements = duck.extract_statements(query)
    kinds = [statement.type for statement in statements]
    if kinds != [duckdb.StatementType.SELECT]:
        raise StoreError("that is not one question; right would be: a single select ... from ..., without a change")
    return str(statements[0].query).strip().rstrip(";")


def write_answer(relation: duckdb.DuckDBPyRelation, path: Path) -> Path:
    """Write an answer as Parquet, CSV or JSON, by the end of the file's name; whole or not at all."""
    if path.suffix.lower() not in WRITABLE:
        raise StoreError(f"{path}: right would be a name that ends in {', '.join(WRITABLE)}")
    if path.is_dir() or not path.parent.is_dir():
        raise StoreError(f"{path}: right would be a file in a folder that is there")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.", suffix=".part") as part:
        written = Path(part) / f"answer{path.suffix.lower()}"
        relation.query(
            "answer", f"copy answer to {as_literal(str(written.absolute()))} ({WRITABLE[path.suffix.lower()]})"
        )
        sync_file(written)
        written.replace(path)
    sync_folder(path.parent)
    return path
