"""The ledger of a long piece of work: which tasks are finished, with what result. What it says is the truth.

Whatever ran the tasks (this process, others, a cluster) and however it ended, a task that stands here is done and is
not done again; one that does not is still to do. A ledger belongs to one piece of work, described by its *identity*;
it is refused to any other, so that results of two cases or two versions never mix.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder, TaskLedger.open(Path(folder) / "ledger.sqlite", {"case": "geese"}) as ledger:
...     ledger.record([FinishedTask(3, {"feathers": 0.1}), FinishedTask(1, None, failure="no goose")])
...     sorted(ledger.finished()), [task.result for task in ledger.tasks()]
([1, 3], [None, {'feathers': 0.1}])
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from treves.store.database import Database, Schema, open_database, statements
from treves.store.errors import StoreError

__all__ = ["FinishedTask", "TaskLedger"]

SCHEMA = Schema(
    what="a ledger of tasks",
    application=0x54525654,
    steps=(
        statements(
            "create table identity (name text primary key, value text not null) without rowid",
            """create table task (
                number integer primary key,
                result text,
                failure text not null default '',
                seconds real not null,
                check ((result is null) = (failure <> ''))
            )""",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class FinishedTask:
    """A task that need not be done again.

    Parameters
    ----------
    number : int
        0 or more, unique in its piece of work.
    result : mapping of str to float or None, optional
        What was found, by name; None beside a name where there is no such number. None as a whole if the task failed.
    failure : str
        Why it failed; empty if it did not.
    seconds : float
        How long it took.
    """

    number: int
    result: Mapping[str, float | None] | None
    failure: str = ""
    seconds: float = 0.0


class TaskLedger:
    """Finished tasks in a SQLite file; made by :meth:`open`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: Path | str, identity: Mapping[str, str]) -> TaskLedger:
        """Open a ledger, or make it where there is none.

        Parameters
        ----------
        path : Path or str
        identity : mapping of str to str
            What the work is, in words of a user: whatever would make other results.

        Raises
        ------
        StoreError
            If the ledger is of other work (the message names what differs), damaged, or may not be written.
        """
        database = open_database(path, SCHEMA)
        try:
            with database.writing() as connection:
                kept = dict(connection.execute("select name, value from identity"))
                if not kept:
                    connection.executemany("insert into identity values (?, ?)", sorted(identity.items()))
            _check_same(path, kept or identity, identity)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def __enter__(self) -> TaskLedger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing it twice does nothing."""
        self._database.close()

    def record(self, tasks: Iterable[FinishedTask]) -> None:
        """Keep finished tasks, all or none of them, flushed to the disk. What was kept first stays.

        Raises
        ------
        StoreError
            If the file cannot be written: the disk is full, or gone.
        """
        rows = [(task.number, _text(task.result), task.failure, task.seconds) for task in tasks]
        with self._database.writing() as connection:
            connection.executemany("insert or ignore into task values (?, ?, ?, ?)", rows)

    def finished(self) -> set[int]:
        """Return the numbers of all tasks that need not be done again."""
        with self._database.reading() as connection:
            return {number for (number,) in connection.execute("select number from task")}

    def tasks(self) -> Iterator[FinishedTask]:
        """Yield all finished tasks in the order of their numbers, as they stand at the first look."""
        with self._database.reading() as connection:
            found = connection.execute("select number, result, failure, seconds from task order by number")
            for number, result, failure, seconds in found:
                yield FinishedTask(number, None if result is None else json.loads(result), failure, seconds)

    def forget_failed(self) -> int:
        """Forget the tasks that failed, so that they are done again; return how many there were."""
        with self._database.writing() as connection:
            return connection.execute("delete from task where failure <> ''").rowcount


def _check_same(path: Path | str, kept: Mapping[str, str], asked: Mapping[str, str]) -> None:
    differing = [name for name in sorted({*kept, *asked}) if kept.get(name) != asked.get(name)]
    if differing:
        told = "; ".join(f"{name} was {_short(kept.get(name))} and is {_short(asked.get(name))}" for name in differing)
        raise StoreError(
            f"{path} holds finished work of something else: {told}; right would be: another folder, or the same again"
        )


def _text(result: Mapping[str, float | None] | None) -> str | None:
    """Write a result so that every float is read back as it was, bit by bit."""
    return None if result is None else json.dumps(dict(result), allow_nan=False, separators=(",", ":"))


def _short(value: str | None) -> str:
    if value is None:
        return "not told"
    return value if len(value) <= 80 else f"{value[:77]}..."
