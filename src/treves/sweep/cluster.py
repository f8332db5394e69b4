"""A Dask cluster, by its address: the same tasks, the same results, on as many machines as it has.

Dask moves tasks away from workers that are lost. It keeps no results when its scheduler or this process ends; the
ledger does. The case travels once to every worker, also to one that joins later, as a plugin.
"""

from __future__ import annotations

import logging
import pickle
import platform
import queue
import threading
import time
import uuid
from collections.abc import Collection, Generator, Iterator
from importlib.metadata import version
from typing import Any, TypeAlias

from treves.errors import TrevesError
from treves.store.tasks import FinishedTask
from treves.sweep.crew import Numbered, Work, do_task
from treves.sweep.threads import use_one_thread

__all__ = ["Cluster", "SchedulerLostError"]

Client: TypeAlias = Any  # of distributed, an extra
Future: TypeAlias = Any

TICK_SECONDS = 0.2
CONNECT_SECONDS = 10
WITHOUT_WORKERS_SECONDS = 60.0
PER_THREAD = 4  # tasks at the cluster for each of its threads: none ever waits for its next one
LEAST_AHEAD, MOST_AHEAD = 8, 2000
MOST_AT_ONCE = 500
KILLS = "workers died over it, again and again, also when it was alone at the cluster"
RIGHT = "right would be tcp://HOST:8786, of a running  dask scheduler  with workers"

_WORK: dict[str, tuple[Work, int | None]] = {}
"""On a worker: the work of each sweep that runs there, and what one of its tasks may take."""
_ONE_AT_A_TIME = threading.Lock()


GONE_WITH_WORKER = {"lost", "pending"}
"""What a study that was finished is called once the worker that held its result is gone."""


class SchedulerLostError(TrevesError):
    """The cluster went away in the middle of a sweep."""


class Cluster:
    """A Dask cluster.

    Parameters
    ----------
    address : str
        Of its scheduler, as ``tcp://10.0.0.1:8786``.
    memory_bytes : int, optional
        What one task may take on top of its worker.
    """

    def __init__(self, address: str, memory_bytes: int | None = None) -> None:
        self._address = address
        self._memory_bytes = memory_bytes

    @property
    def words(self) -> str:
        """Who works, in words."""
        return f"the Dask cluster at {self._address}"

    def work(self, work: Work, tasks: Collection[Numbered]) -> Generator[FinishedTask | None]:
        """Yield finished tasks as they come.

        A task that Dask gives up because workers died over it is tried once more when all others are done, alone:
        Dask blames all that a dead worker held.

        Raises
        ------
        TrevesError
            If there is no cluster at the address, its workers have another treves, or it has none for a minute.
        SchedulerLostError
            If the cluster goes away.
        """
        if not len(tasks):
            return
        client = _connect(self._address)
        sweep = uuid.uuid4().hex
        log = logging.getLogger("distributed")
        level = log.level
        log.setLevel(logging.CRITICAL)  # what matters of the loss of a cluster is told in our own words
        try:
            _check_versions(client, self._address)
            _tell_workers(client, sweep, work, self._memory_bytes)
            suspects: list[Numbered] = []
            yield from _flow(client, sweep, iter(tasks), suspects, None)
            for task in suspects:
                yield from _flow(client, sweep, iter([task]), None, 1)
        finally:
            _leave(client, sweep)
            log.setLevel(level)


def _flow(
    client: Client, sweep: str, tasks: Iterator[Numbered], suspects: list[Numbered] | None, most: int | None
) -> Generator[FinishedTask | None]:
    """Keep the cluster supplied until all tasks are done; those it gives up on go to ``suspects``, or have failed."""
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    done: queue.SimpleQueue[Future] = queue.SimpleQueue()
    at_work: dict[str, tuple[Future, Numbered]] = {}
    is_over = False
    watch = _Watch(client)

    def submit(task: Numbered) -> None:
        future = _submit(client, sweep, task)
        at_work[future.key] = (future, task)
        future.add_done_callback(done.put)

    while True:
        ahead = most or watch.ahead()
        while not is_over and len(at_work) < ahead:
            task = next(tasks, None)
            if task is None:
                is_over = True
                break
            submit(task)
        if is_over and not at_work:
            return
        came = _some(done)
        if not came:
            watch.look()
            yield None
            continue
        told = [(future, at_work.pop(future.key)[1]) for future in came]
        results = _results([future for future in came if future.status == "finished"], client)
        for future, task in told:
            if future.status == "finished":
                yield results[future.key]
            elif future.status in GONE_WITH_WORKER and client.status == "running":
                submit(task)
            elif future.status != "error":
                raise SchedulerLostError(f"the cluster gave studies up ({future.status}): its scheduler is gone")
            elif not isinstance(error := future.exception(), KilledWorker):
                yield FinishedTask(task[0], None, f"{type(error).__name__}: {_short(error)}")
            elif suspects is not None:
                suspects.append(task)
            else:
                yield FinishedTask(task[0], None, KILLS)


def _submit(client: Client, sweep: str, task: Numbered) -> Future:
    key = f"treves-{sweep}-{task[0]}-{uuid.uuid4().hex[:8]}"  # another each time it is tried
    try:
        return client.submit(do_there, sweep, *task, key=key, pure=False)
    except Exception as error:
        raise SchedulerLostError(
            f"the cluster takes no more studies ({_short(error)}): its scheduler is gone"
        ) from None


def _tell_workers(client: Client, sweep: str, work: Work, memory_bytes: int | None) -> None:
    try:
        client.register_plugin(_carrier(sweep, pickle.dumps(work), memory_bytes))
    except Exception as error:
        raise TrevesError(
            f"workers could not take the work up ({_short(error)}); right would be the same treves, Python and "
            "libraries there as here"
        ) from None


def _some(done: queue.SimpleQueue[Future]) -> list[Future]:
    """Return what has come: all of it, or nothing after a moment."""
    came: list[Future] = []
    try:
        came.append(done.get(timeout=TICK_SECONDS))
        while len(came) < MOST_AT_ONCE:
            came.append(done.get_nowait())
    except queue.Empty:
        pass
    return came


def _results(finished: list[Future], client: Client) -> dict[str, FinishedTask]:
    """Fetch results together: one question instead of many."""
    try:
        found: list[FinishedTask] = client.gather(finished, errors="raise") if finished else []
    except Exception as error:
        raise SchedulerLostError(f"results could not be fetched ({_short(error)}): the scheduler is gone") from None
    return {future.key: result for future, result in zip(finished, found, strict=True)}


class _Watch:
    """Looks now and then whether the cluster is still there, and how large it is."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._threads, self._looked, self._with_workers = _thread_count(client), time.monotonic(), time.monotonic()

    def ahead(self) -> int:
        """Return how many tasks to keep at the cluster."""
        return min(MOST_AHEAD, max(LEAST_AHEAD, PER_THREAD * self._threads))

    def look(self) -> None:
        """Look again.

        Raises
        ------
        SchedulerLostError, TrevesError
        """
        now = time.monotonic()
        if self._client.status != "running":
            raise SchedulerLostError(f"the scheduler of the cluster is gone ({self._client.status})")
        if now - self._looked < 1.0:
            return
        self._threads, self._looked = _thread_count(self._client), now
        if self._threads:
            self._with_workers = now
        elif now - self._with_workers > WITHOUT_WORKERS_SECONDS:
            raise TrevesError(
                f"the cluster has had no worker for {WITHOUT_WORKERS_SECONDS:.0f} seconds; right would be: start some "
                "with  dask worker  and go on"
            )


def do_there(sweep: str, number: int, point: tuple[float, ...]) -> FinishedTask:
    """Do one task on a worker."""
    held = _WORK.get(sweep)
    if held is None:
        return FinishedTask(number, None, "the worker was not told what to do")
    with _ONE_AT_A_TIME:  # a limit on memory is one of the whole process
        return do_task(held[0], number, point, held[1])


def versions_there() -> tuple[str, str]:
    """Return what a worker runs: treves and Python."""
    return version("treves"), ".".join(platform.python_version_tuple()[:2])


def _carrier(sweep: str, packed: bytes, memory_bytes: int | None) -> Any:
    from treves.sweep.carrier import Carrier  # noqa: PLC0415 - needs an extra

    return Carrier(sweep, packed, memory_bytes)


def take_up(sweep: str, packed: bytes, memory_bytes: int | None) -> None:
    """Let this worker know what to do."""
    use_one_thread()
    _WORK[sweep] = (pickle.loads(packed), memory_bytes)  # noqa: S301 - whoever may send a task may run code anyway


def lay_down(sweep: str) -> None:
    """Let this worker forget a sweep."""
    _WORK.pop(sweep, None)


def _connect(address: str) -> Client:
    try:
        from distributed import Client as Connected  # noqa: PLC0415 - an extra
    except ImportError:
        raise TrevesError("--dask needs the extra treves[dask]; right would be: pip install 'treves[dask]'") from None
    try:
        connect: Any = Connected
        return connect(address, timeout=CONNECT_SECONDS, set_as_default=False, name="treves sweep")
    except (OSError, TimeoutError, ValueError) as error:
        raise TrevesError(f"no Dask cluster answers at {address} ({_short(error)}); {RIGHT}") from None


def _check_versions(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        raise TrevesError(f"the cluster at {address} has no worker; {RIGHT}") from None
    ours = versions_there()
    try:
        found = client.run(versions_there)
    except Exception as error:
        raise TrevesError(
            f"workers at {address} cannot run treves ({_short(error)}); right would be treves {ours[0]} installed there"
        ) from None
    other = {worker: theirs for worker, theirs in found.items() if theirs != ours}
    if other:
        told = "; ".join(f"{worker} has treves {a}, Python {b}" for worker, (a, b) in sorted(other.items()))
        raise TrevesError(f"{told}; right would be treves {ours[0]}, Python {ours[1]}, as here")


def _thread_count(client: Client) -> int:
    return sum(int(count) for count in client.nthreads().values()) if client.status == "running" else 0


def _leave(client: Client, sweep: str) -> None:
    """Leave the cluster as it was; one that is gone needs nothing."""
    try:
        if client.status == "running":
            client.unregister_worker_plugin(_carrier(sweep, b"", None).name)
    except Exception:  # noqa: S110 - a cluster that is going away may say anything
        pass
    client.close(timeout=5)


def _short(error: BaseException | None) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
