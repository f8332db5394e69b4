"""Work through the points of a design, and keep every result in the ledger as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator

import numpy as np
import numpy.typing as npt

from treves.errors import TrevesError
from treves.store.tasks import FinishedTask, TaskLedger
from treves.sweep.crew import Crew, Numbered, Work

__all__ = ["Missing", "work_through"]

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, float], None]

KEEP_SECONDS = 0.2  # what a sudden end can cost; and few enough flushes to disk to cost next to nothing
TELL_SECONDS = 0.5


class Missing(Collection[Numbered]):
    """The tasks that are still to do: their numbers, and the values of the inputs."""

    def __init__(self, points: Floats, finished: Collection[int]) -> None:
        is_open = np.ones(len(points), dtype=np.bool_)
        is_open[np.fromiter(finished, dtype=np.int64, count=len(finished))] = False
        self._points = points
        self._numbers = np.flatnonzero(is_open)

    def __len__(self) -> int:
        return int(self._numbers.size)

    def __iter__(self) -> Iterator[Numbered]:
        for number in self._numbers:
            yield int(number), tuple(self._points[number].tolist())

    def __contains__(self, task: object) -> bool:
        return isinstance(task, tuple) and bool(task) and task[0] in self._numbers


def work_through(work: Work, points: Floats, ledger: TaskLedger, crew: Crew, *, tell: Progress) -> int:
    """Do every task that the ledger does not have.

    However it ends, all that came back is in the ledger, but for the last fifth of a second if this process is killed
    or the machine stops.

    Parameters
    ----------
    work : Work
    points : array, shape (study, input)
    ledger : TaskLedger
    crew : Crew
    tell : callable
        Called with what is being done and the share (0-1) done.

    Returns
    -------
    int
        How many tasks were done now.

    Raises
    ------
    TrevesError
        If the ledger cannot be written, or the crew is lost; what was kept stays, and the message says how much.
    """
    finished = ledger.finished()
    missing = Missing(points, finished)
    progress = _Told(tell, len(points), len(finished), crew.words)
    unkept: list[FinishedTask] = []
    kept_at = time.monotonic()

    def keep() -> None:
        nonlocal kept_at
        if unkept:
            ledger.record(unkept)
            progress.kept += len(unkept)
            unkept.clear()
        kept_at = time.monotonic()

    try:
        found = crew.work(work, missing)
        try:
            for task in found:
                if task is not None:
                    unkept.append(task)
                if time.monotonic() - kept_at >= KEEP_SECONDS:
                    keep()
                    progress.look()
        finally:
            found.close()
            keep()
    except TrevesError as error:
        raise type(error)(
            f"{error}. {progress.kept:,} of {len(points):,} studies are finished and kept; the same command goes on "
            "from there"
        ) from error
    return progress.kept - len(finished)


class _Told:
    """Tells how far the work is, not more often than anybody can read."""

    def __init__(self, tell: Progress, count: int, before: int, who: str) -> None:
        self._tell, self._count, self._before, self._who = tell, count, before, who
        self.kept = before
        self._told_at = time.monotonic()
        self._first: tuple[float, int] | None = None  # workers take a while to start, which is no pace

    def look(self) -> None:
        now = time.monotonic()
        if now - self._told_at < TELL_SECONDS:
            return
        self._told_at = now
        if self._first is None and self.kept > self._before:
            self._first = (now, self.kept)
        since, first = self._first or (now, self.kept)
        rate = (self.kept - first) / (now - since) if now > since else 0.0
        pace = f"{rate:.3g} a second, {_duration((self._count - self.kept) / rate)} left" if rate else "starting"
        self._tell(f"{self.kept:,} of {self._count:,} studies, {pace}", self.kept / self._count)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
