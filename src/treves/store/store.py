"""The store of finished runs: keep, list, load, ask, delete."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from treves.store.asking import LEDGER_TABLES, Answer, asked, write_answer
from treves.store.database import WAIT_SECONDS, Database, open_database
from treves.store.duck import open_duck
from treves.store.errors import StoreError
from treves.store.files import digest_of_bytes, write_whole
from treves.store.ledger import LEDGER, enter_run, enter_tables, enter_time, free_id, read_runs
from treves.store.naming import resolve
from treves.store.place import store_folder
from treves.store.run import Kept, KeptRun, Run
from treves.store.run_folder import place_run, read_findings, remove_leavings, table_damage
from treves.store.table import Table

__all__ = ["Store", "open_store"]

TABLE_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
IGNORE = b"# Kept runs of treves; remove this file to put them under version control.\n*\n"


def open_store(
    folder: Path | str | None = None, *, is_read_only: bool | None = None, wait_seconds: float = WAIT_SECONDS
) -> Store:
    """Open the store in a folder; make one where there is none.

    Parameters
    ----------
    folder : Path or str, optional
        By default that of the environment variable ``TREVES_STORE``, else ``.treves`` in the working folder.
    is_read_only : bool, optional
        By default whether one may write there. For reading only, the store must be there.
    wait_seconds : float
        How long to wait for another writer before it is told.

    Returns
    -------
    Store

    Raises
    ------
    StoreError
        If it is not there (read-only), damaged, newer than this treves, or cannot be made.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, open_store(folder) as store:
    ...     store.runs()
    ()
    """
    where = store_folder(folder)
    if is_read_only is None:
        is_read_only = where.is_dir() and not os.access(where, os.W_OK)
    if not is_read_only:
        with _disk_faults_told(where):
            (where / "runs").mkdir(parents=True, exist_ok=True)
            if not (where / ".gitignore").exists():
                write_whole(where / ".gitignore", IGNORE)
    elif not (where / "ledger.sqlite").is_file():
        raise StoreError(f"{where} is no store of runs; right would be: the folder in which treves run kept some")
    ledger = open_database(where / "ledger.sqlite", LEDGER, is_read_only=is_read_only, wait_seconds=wait_seconds)
    return Store(where, ledger)


class Store:
    """Finished runs in a folder, made by :func:`open_store`; close it, or use it in a ``with`` block.

    One process writes at a time, and the others wait for it; readers never wait. Findings are bytes and tables are
    plain to the store: what is in them is the affair of who keeps them.

    Parameters
    ----------
    folder : Path
    ledger : Database
    """

    def __init__(self, folder: Path, ledger: Database) -> None:
        self.folder = folder
        self._ledger = ledger
        self._runs = folder / "runs"

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger; closing it twice does nothing."""
        self._ledger.close()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be kept or deleted here."""
        return self._ledger.is_read_only

    def keep(self, run: Run, findings: bytes, tables: Mapping[str, Table]) -> Kept:
        """Keep a finished run: all of it, or, whatever happens, nothing.

        Parameters
        ----------
        run : Run
        findings : bytes
        tables : mapping of str to Table
            By name: small letters, digits, underscores.

        Returns
        -------
        Kept
            The same inputs and the same findings have the same id, and are kept once.

        Raises
        ------
        StoreError
            If it cannot be written; nothing was half-written.
        """
        for name in tables:
            if not TABLE_NAME.fullmatch(name) or name in LEDGER_TABLES or "run" in tables[name].types:
                raise StoreError(f"a table cannot be called {name}, or have a column called run")
        inputs, digest = run.inputs, digest_of_bytes(findings)
        with open_duck() as duck, _disk_faults_told(self.folder), self._ledger.writing() as ledger:
            before = read_runs(ledger, inputs=inputs)
            same = next((kept for kept in before if kept.findings_digest == digest), None)
            id_ = same.id if same else free_id(ledger, inputs)
            if same is None:
                enter_run(ledger, id_, run, digest, place_run(self._runs, id_, findings, tables, duck))
            elif self._damage(same):
                enter_tables(ledger, id_, place_run(self._runs, id_, findings, tables, duck))
            enter_time(ledger, id_, run)
        differing = tuple(kept.id for kept in before if kept.findings_digest != digest)
        return Kept(id=id_, is_new=same is None, differs_from=differing)

    def runs(self, case: str | None = None) -> tuple[KeptRun, ...]:
        """Return the kept runs, the one kept last first.

        Parameters
        ----------
        case : str, optional
            Only those of this case (``CASE``, with its variants, or ``CASE/NAME``).
        """
        with self._ledger.reading() as ledger:
            found = read_runs(ledger)
        if case is None:
            return found
        return tuple(run for run in found if run.case_name == case or run.case_name.startswith(f"{case}/"))

    def run(self, name: str) -> KeptRun:
        """Return one run by its id, the first letters of it, its number, ``latest`` or ``latest~1``.

        Raises
        ------
        StoreError
            If there is none, or more than one.
        """
        return resolve(name, self.runs(), self.folder)

    def load(self, name: str) -> bytes:
        """Return a run's findings, byte for byte as they were kept.

        Raises
        ------
        StoreError
            If there is no such run, or its file is gone or damaged.
        """
        run = self.run(name)
        return read_findings(self._runs, run.id, run.findings_digest)

    def delete(self, names: Iterable[str]) -> tuple[str, ...]:
        """Delete runs for good, and what killed writers left behind.

        Returns
        -------
        tuple of str
            Ids of the runs deleted.

        Raises
        ------
        StoreError
            If one of them is not there; then none is deleted.
        """
        known = self.runs()
        ids = tuple(dict.fromkeys(resolve(name, known, self.folder).id for name in names))
        with self._ledger.writing() as ledger:
            ledger.executemany("delete from runs where id = ?", [(id_,) for id_ in ids])
        self.tidy()  # what is out of the ledger is out of sight, whatever happens to us in between
        return ids

    def tidy(self) -> tuple[str, ...]:
        """Remove what killed writers left behind; return the names of what was removed."""
        with _disk_faults_told(self.folder), self._ledger.writing() as ledger:
            known = {id_ for (id_,) in ledger.execute("select id from runs")}
            return tuple(remove_leavings(self._runs, known))

    def damage(self) -> tuple[str, ...]:
        """Read everything that is kept and tell what is damaged or gone; empty where all is sound."""
        self._ledger.check()
        return tuple(line for run in self.runs() for line in self._damage(run))

    def sql(self, query: str, *, of: Collection[str] | None = None) -> Answer:
        """Answer one question in SQL over all runs, or some.

        Parameters
        ----------
        query : str
            A single ``select``. There are the tables ``runs``, ``times``, ``files`` and ``parameters`` of
            the ledger, and every table that was kept, each with a column ``run``. Times are UTC.

        of : collection of str, optional
            Ids of the runs that are laid out; all by default.

        Raises
        ------
        StoreError
            If it cannot be answered.
        """

        def chosen() -> tuple[KeptRun, ...]:
            return tuple(run for run in self.runs() if of is None or run.id in of)

        with asked(self._runs, chosen, query) as relation:
            return Answer(tuple(relation.columns), tuple(str(type_) for type_ in relation.types), relation.fetchall())

    def frame(self, query: str) -> Any:
        """Answer one question in SQL with a ``pandas.DataFrame`` (install ``treves[frames]``)."""
        try:
            import pandas  # noqa: F401, PLC0415
        except ImportError:
            raise StoreError("data frames need pandas; right would be: pip install 'treves[frames]'") from None
        with asked(self._runs, self.runs, query) as relation:
            return relation.df()

    def write(self, query: str, path: Path | str) -> Path:
        """Write the answer to one question in SQL as Parquet, CSV or JSON, by the end of the file's name."""
        with _disk_faults_told(Path(path)), asked(self._runs, self.runs, query) as relation:
            return write_answer(relation, Path(path))

    def _damage(self, run: KeptRun) -> list[str]:
        found = table_damage(self._runs, run.id, run.tables)
        try:
            read_findings(self._runs, run.id, run.findings_digest)
        except StoreError as error:
            found.append(str(error))
        return found


@contextmanager
def _disk_faults_told(where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(f"{error.filename or where}: {why.lower()}; nothing was half-written") from error
