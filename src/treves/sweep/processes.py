"""Worker processes of this machine, each on a pipe of its own, so that one that dies takes nothing with it.

A pool that shares one queue is broken as a whole when a worker is killed, and does not know over which task. Here a
worker holds two tasks, the one it does and the next; the first of them is what it was doing when it died.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections import Counter, deque
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from treves.errors import TrevesError
from treves.store.tasks import FinishedTask
from treves.sweep.crew import Numbered, Work
from treves.sweep.threads import one_thread_each
from treves.sweep.worker import READY, serve

__all__ = ["MOST_DEATHS", "Processes", "processors"]

AHEAD = 2  # tasks a worker holds: it never waits for its next one
MOST_DEATHS = 3
TICK_SECONDS = 0.2
PATIENCE_SECONDS = 2.0


@dataclass(eq=False)
class Worker:
    """One process, its pipe, and what it holds, in the order in which it does it."""

    process: SpawnProcess
    pipe: Connection
    is_ready: bool = False
    held: deque[Numbered] = field(default_factory=deque)


class Waiting:
    """Tasks that nobody holds: those given back come first."""

    def __init__(self, tasks: Collection[Numbered]) -> None:
        self._fresh = iter(tasks)
        self._back: deque[Numbered] = deque()

    def give_back(self, tasks: Sequence[Numbered]) -> None:
        """Put tasks at the head of the line, in their order."""
        self._back.extendleft(reversed(tasks))

    def next(self) -> Numbered | None:
        """Take the next task; None where there is none."""
        return self._back.popleft() if self._back else next(self._fresh, None)


class Processes:
    """Some processes of this machine.

    Parameters
    ----------
    count : int
        Workers.
    memory_bytes : int, optional
        What one task may take on top of its process.
    """

    def __init__(self, count: int, memory_bytes: int | None = None) -> None:
        if count < 1:
            raise TrevesError(f"{count} workers; right would be 1 or more")
        self._count = count
        self._memory_bytes = memory_bytes
        self._context = multiprocessing.get_context("spawn")

    @property
    def words(self) -> str:
        """Who works, in words."""
        return f"{self._count} process{'es' if self._count > 1 else ''} of this machine"

    def work(self, work: Work, tasks: Collection[Numbered]) -> Generator[FinishedTask | None]:
        """Yield finished tasks as they come; replace workers that die.

        A task whose worker died three times is given up and told as failed.

        Raises
        ------
        TrevesError
            If workers die before they are ready, again and again: then it is not a task's fault.
        """
        left = len(tasks)
        if not left:
            return
        waiting = Waiting(tasks)
        packed = pickle.dumps(work)
        deaths = Deaths()
        workers = [self._start(packed) for _ in range(min(self._count, left))]
        try:
            while left:
                for worker in workers:
                    _feed(worker, waiting)
                ears = [each for worker in workers for each in (worker.pipe, worker.process.sentinel)]
                heard = set(wait(ears, TICK_SECONDS))
                if not heard:
                    yield None
                for at, worker in enumerate(workers):
                    if heard.isdisjoint((worker.pipe, worker.process.sentinel)):
                        continue
                    is_alive = worker.process.is_alive()  # looked at first: what it says before its end is heard
                    for finished in _said(worker):
                        left -= 1
                        yield finished
                    if not is_alive:
                        if (given_up := deaths.bury(worker, waiting)) is not None:
                            left -= 1
                            yield given_up
                        if left:
                            workers[at] = self._start(packed)
        finally:
            _dismiss(workers)

    def _start(self, packed: bytes) -> Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=serve, args=(theirs, packed, self._memory_bytes), name="treves sweep worker", daemon=True
        )
        with one_thread_each():
            process.start()
        theirs.close()
        return Worker(process, ours)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _feed(worker: Worker, waiting: Waiting) -> None:
    while worker.is_ready and len(worker.held) < AHEAD and (task := waiting.next()) is not None:
        worker.held.append(task)
        try:
            worker.pipe.send(task)
        except (BrokenPipeError, ConnectionResetError):
            return  # it died; its end is heard in a moment, and what it held is given to another


def _said(worker: Worker) -> Iterator[FinishedTask]:
    """Yield all that a worker has said by now."""
    try:
        while worker.pipe.poll():
            heard = worker.pipe.recv()
            if heard == READY:
                worker.is_ready = True
            else:
                worker.held.popleft()
                yield heard
    except (EOFError, OSError, pickle.UnpicklingError):
        return  # it died, perhaps in mid-sentence


class Deaths:
    """Counts how often workers died over each task, and before they had any."""

    def __init__(self) -> None:
        self._over: Counter[int] = Counter()
        self._before_any = 0

    def bury(self, worker: Worker, waiting: Waiting) -> FinishedTask | None:
        """Give back what a dead worker held; give up on what it was doing if that killed too many.

        Raises
        ------
        TrevesError
            If worker after worker dies before it begins.
        """
        worker.process.join()
        worker.pipe.close()
        if not worker.is_ready:
            self._before_any += 1
            if self._before_any >= MOST_DEATHS:
                raise TrevesError(
                    f"worker processes end before they begin ({_how_it_ended(worker)}); right would be: in a script of "
                    'your own, start the sweep under  if __name__ == "__main__":'
                )
        if not worker.held:
            return None
        number, point = worker.held.popleft()
        self._over[number] += 1
        if self._over[number] >= MOST_DEATHS:
            waiting.give_back(list(worker.held))
            told = f"its worker died {MOST_DEATHS} times over it ({_how_it_ended(worker)})"
            return FinishedTask(number, None, told)
        waiting.give_back([(number, point), *worker.held])
        return None


def _how_it_ended(worker: Worker) -> str:
    code = worker.process.exitcode
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


def _dismiss(workers: Sequence[Worker]) -> None:
    """End all workers: those in the middle of a task too, whose result nobody waits for any more."""
    for worker in workers:
        worker.pipe.close()
    for worker in workers:
        if worker.held:
            worker.process.terminate()
    for worker in workers:
        worker.process.join(PATIENCE_SECONDS)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
