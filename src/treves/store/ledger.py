"""The ledger: which runs are kept, what went into each, when it was run; its tables and how they came to be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict

from treves.store.database import Schema, statements
from treves.store.run import KeptRun, KeptTable, Run, Time, as_text, run_id

__all__ = ["LEDGER", "enter_run", "enter_tables", "enter_time", "free_id", "read_runs"]

_RUNS = statements(
    """
    create table runs (
        number integer primary key autoincrement,  -- in the order of keeping, whatever the clock says; never used twice
        id text not null unique,
        inputs text not null,  -- SHA-256 over case, parameters and version: what decides the result
        case_name text not null,
        case_digest text not null,
        version text not null,
        parameters text not null,  -- JSON
        started_at text not null,  -- UTC
        finished_at text not null,
        findings_digest text not null,
        tables text not null  -- JSON: per table its columns, rows and the digest of its file
    )
    """,
    "create index runs_by_inputs on runs (inputs)",
)

_FILES_AND_TIMES = statements(
    "alter table runs add column case_place text not null default ''",
    """
    create table files (
        run text not null references runs (id) on delete cascade,
        file text not null,
        digest text not null,
        primary key (run, file)
    )
    """,
    """
    create table times (
        run text not null references runs (id) on delete cascade,
        started_at text not null,
        finished_at text not null,
        machine text not null,
        seconds real
    )
    """,
    "create index times_by_run on times (run)",
    "insert into times select id, started_at, finished_at, '', null from runs",
)

LEDGER = Schema(what="a store of runs", application=0x54525653, steps=(_RUNS, _FILES_AND_TIMES))


def enter_run(ledger: sqlite3.Connection, id_: str, run: Run, digest: str, tables: Mapping[str, KeptTable]) -> None:
    """Enter a run whose files are in place."""
    row = {
        "id": id_,
        "inputs": run.inputs,
        "case_name": run.case_name,
        "case_digest": run.case_digest,
        "case_place": run.case_place,
        "version": run.version,
        "parameters": json.dumps(dict(run.parameters), ensure_ascii=False, sort_keys=True, allow_nan=False),
        "started_at": as_text(run.started_at),
        "finished_at": as_text(run.finished_at),
        "findings_digest": digest,
        "tables": _tables_text(tables),
    }
    said = ", ".join(f":{name}" for name in row)
    ledger.execute(f"insert into runs ({', '.join(row)}) values ({said})", row)  # noqa: S608 (names of our own)
    ledger.executemany(
        "insert into files (run, file, digest) values (?, ?, ?)",
        [(id_, file, found) for file, found in sorted(run.files.items())],
    )


def enter_tables(ledger: sqlite3.Connection, id_: str, tables: Mapping[str, KeptTable]) -> None:
    """Note tables written anew."""
    ledger.execute("update runs set tables = ? where id = ?", (_tables_text(tables), id_))


def enter_time(ledger: sqlite3.Connection, id_: str, run: Run) -> None:
    """Note when a run was run."""
    ledger.execute(
        "insert into times (run, started_at, finished_at, machine, seconds) values (?, ?, ?, ?, ?)",
        (id_, as_text(run.started_at), as_text(run.finished_at), run.machine, run.seconds),
    )


def free_id(ledger: sqlite3.Connection, inputs: str) -> str:
    """Return the id for another result of these inputs."""
    differing = 0
    while ledger.execute("select 1 from runs where id = ?", (run_id(inputs, differing),)).fetchone():
        differing += 1
    return run_id(inputs, differing)


def read_runs(ledger: sqlite3.Connection, *, inputs: str | None = None) -> tuple[KeptRun, ...]:
    """Return the runs, those of some inputs or all, the one kept last first."""
    times: dict[str, list[Time]] = {}
    for run, *told in ledger.execute(
        "select run, times.started_at, times.finished_at, machine, seconds from times join runs on run = id "
        "where ?1 is null or inputs = ?1 order by times.rowid",
        (inputs,),
    ):
        times.setdefault(run, []).append(Time(*told))
    files: dict[str, dict[str, str]] = {}
    for run, file, digest in ledger.execute(
        "select run, file, digest from files join runs on run = id where ?1 is null or inputs = ?1 order by run, file",
        (inputs,),
    ):
        files.setdefault(run, {})[file] = digest
    rows = ledger.execute(
        "select number, id, case_name, case_digest, case_place, version, parameters, findings_digest, tables from runs "
        "where ?1 is null or inputs = ?1 order by number desc",
        (inputs,),
    )
    return tuple(
        KeptRun(
            number=number,
            id=id_,
            case_name=case_name,
            case_digest=case_digest,
            case_place=case_place,
            version=version,
            parameters=json.loads(parameters),
            findings_digest=findings_digest,
            tables={name: KeptTable(**told) for name, told in json.loads(tables).items()},
            files=files.get(id_, {}),
            times=tuple(times.get(id_, ())),
        )
        for number, id_, case_name, case_digest, case_place, version, parameters, findings_digest, tables in rows
    )


def _tables_text(tables: Mapping[str, KeptTable]) -> str:
    return json.dumps({name: asdict(table) for name, table in tables.items()}, ensure_ascii=False)
