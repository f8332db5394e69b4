"""A SQLite file that several processes may open: one writer at a time, readers free, every fault told in words.

The file is in WAL mode, so that readers never wait. Who writes says so from the start (``begin immediate``): a
transaction that only turns into a writer later loses against another one that did so first. Commits are flushed to
the disk, so that what was committed is there after a crash. The version of the tables is checked at open.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> birds = Schema("a list of birds", 0x42495244, (statements("create table birds (name text primary key)"),))
>>> with TemporaryDirectory() as folder, open_database(Path(folder) / "birds.sqlite", birds) as database:
...     with database.writing() as connection:
...         _ = connection.execute("insert into birds values ('goose')")
...     with database.reading() as connection:
...         connection.execute("select name from birds").fetchall()
[('goose',)]
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from treves.store.errors import StoreError
from treves.store.sqlite_faults import told

__all__ = ["WAIT_SECONDS", "Database", "Schema", "Step", "open_database", "statements"]

WAIT_SECONDS = 60.0  # for another writer; keeping a run takes well below a second
RETRY_SECONDS = 0.02

Step = Callable[[sqlite3.Connection], None]


@dataclass(frozen=True, slots=True)
class Schema:
    """What a file holds, and the steps by which its tables became what they are.

    Parameters
    ----------
    what : str
        In words, for messages: ``"a store of runs"``.
    application : int
        A number of 32 bits that marks files of this kind (SQLite's ``application_id``).
    steps : tuple of callables
        The k-th (from 0) leads from version k to k + 1; a new file goes through all of them. A step is called inside
        a transaction and must neither commit nor use ``executescript``, which commits.
    """

    what: str
    application: int
    steps: tuple[Step, ...]

    @property
    def version(self) -> int:
        """The version of the tables that these steps lead to."""
        return len(self.steps)


def statements(*lines: str) -> Step:
    """Return the step that executes SQL statements, one by one."""

    def step(connection: sqlite3.Connection) -> None:
        for line in lines:
            connection.execute(line)

    return step


def open_database(
    path: Path | str, schema: Schema, *, is_read_only: bool = False, wait_seconds: float = WAIT_SECONDS
) -> Database:
    """Open a file, make it where there is none, and bring an older one up to date.

    Parameters
    ----------
    path : Path or str
    schema : Schema
    is_read_only : bool
        Never write, not even to bring an older file up to date. Works in a folder where one may not write.
    wait_seconds : float
        How long to wait for another writer before it is told.

    Returns
    -------
    Database

    Raises
    ------
    StoreError
        If the file is not there (read-only), damaged, of another program, newer than this treves, or may not be
        written.
    """
    database = Database(Path(path), schema, is_read_only=is_read_only, wait_seconds=wait_seconds)
    try:
        database._prepare()
    except BaseException:
        database.close()
        raise
    return database


class Database:
    """An open file. Made by :func:`open_database`.

    May be used from several threads (they take turns) and after a fork (a child opens the file anew). Every
    ``sqlite3`` error inside :meth:`writing` and :meth:`reading` comes out as a :class:`StoreError` in words, but for
    ``sqlite3.IntegrityError`` and ``sqlite3.ProgrammingError``, which are the caller's own affair.
    """

    def __init__(self, path: Path, schema: Schema, *, is_read_only: bool, wait_seconds: float) -> None:
        self.path = path
        self.schema = schema
        self.is_read_only = is_read_only
        self._wait_seconds = wait_seconds
        self._turn = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._of_parents: list[sqlite3.Connection] = []
        self._process = os.getpid()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing it twice does nothing."""
        with self._turn:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
                self._connection = None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Be the one writer: all that happens inside is kept together, flushed to disk, or, on any error, not at all.

        Yields
        ------
        sqlite3.Connection

        Raises
        ------
        StoreError
            If another process writes for longer than ``wait_seconds``, or the file cannot be written.
        """
        if self.is_read_only:
            raise StoreError(f"{self.path} was opened for reading only")
        with self._transaction("begin immediate") as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """See the file as it is at the first look, whatever is written meanwhile; no writer waits for it.

        Yields
        ------
        sqlite3.Connection
        """
        with self._transaction("begin") as connection:
            yield connection

    def check(self) -> None:
        """Read the whole file and look for damage.

        Raises
        ------
        StoreError
            If there is any.
        """
        with self.reading() as connection:
            found = [str(line) for (line,) in connection.execute("pragma integrity_check(3)")]
        if found != ["ok"]:
            raise StoreError(f"{self.path} is damaged: {'; '.join(found)}")

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._turn, self._faults_told():
            connection = self._opened()
            if connection.in_transaction:
                raise RuntimeError("writing() and reading() do not nest")
            connection.execute(begin)
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                _take_back(connection)
                raise

    def _opened(self) -> sqlite3.Connection:
        if self._process != os.getpid():  # SQLite's locks do not survive a fork, and its parent still needs them
            if self._connection is not None:
                self._of_parents.append(self._connection)
            self._connection, self._process = None, os.getpid()
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        if not self.is_read_only:
            return self._link("mode=rwc")
        if not self.path.is_file():
            raise StoreError(f"{self.path}: there is no such file")
        if os.access(self.path.parent, os.W_OK):
            return self._link("mode=ro")
        log = self.path.with_name(f"{self.path.name}-wal")
        if log.is_file() and log.stat().st_size:  # another user's writer may be at work: share its index, if we may
            return self._link("mode=ro")
        return self._link("mode=ro&immutable=1")

    def _link(self, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=self._wait_seconds,
            isolation_level=None,  # transactions are ours
            check_same_thread=False,  # threads take turns
        )
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma synchronous = full")
        return connection

    def _prepare(self) -> None:
        """Check what the file is; make its tables or bring them up to date."""
        with self._turn, self._faults_told():
            connection = self._opened()
            if not self.is_read_only:
                self._use_wal(connection)
            if self._version(connection) == self.schema.version:
                return
            if self.is_read_only:
                raise StoreError(
                    f"{self.path} is older than this treves (version {self._version(connection)} of its tables, here "
                    f"{self.schema.version}); right would be: use it once where it may be written, which updates it"
                )
        with self.writing() as connection:
            for version in range(self._version(connection), self.schema.version):
                self.schema.steps[version](connection)
            connection.execute(f"pragma application_id = {self.schema.application}")
            connection.execute(f"pragma user_version = {self.schema.version}")

    def _use_wal(self, connection: sqlite3.Connection) -> None:
        """Turn the write-ahead log on, once per file; SQLite does not wait for others by itself here."""
        self._version(connection)  # not in a file that is not ours
        until = time.monotonic() + self._wait_seconds
        while True:
            try:
                connection.execute("pragma journal_mode = wal")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(RETRY_SECONDS)
            else:
                return

    def _version(self, connection: sqlite3.Connection) -> int:
        """Return the version of the tables; refuse a file of another program and one from the future."""
        application = int(connection.execute("pragma application_id").fetchone()[0])
        version = int(connection.execute("pragma user_version").fetchone()[0])
        is_empty = connection.execute("select count(*) from sqlite_schema").fetchone()[0] == 0
        if application != self.schema.application and not (application == 0 and version == 0 and is_empty):
            raise StoreError(f"{self.path} is a database of another program, not {self.schema.what}")
        if version > self.schema.version:
            raise StoreError(
                f"{self.path} was written by a newer treves: its tables have version {version}, this treves knows up "
                f"to {self.schema.version}; right would be: a newer treves, or another folder"
            )
        return version

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise
        except sqlite3.Error as error:
            raise StoreError(told(error, self.path, self._wait_seconds)) from error


def _take_back(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):  # what brought us here is told; the file itself undoes what was not committed
        if connection.in_transaction:  # on a full disk SQLite has taken it back already
            connection.execute("rollback")
