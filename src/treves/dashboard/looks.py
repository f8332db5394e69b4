"""Looks under way: each window's newest counts, and windows take turns, so that none waits for another's whole look."""

from __future__ import annotations

import asyncio
import json
import os
import traceback
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from treves.dashboard.engine import Part
from treves.errors import CaseError, TrevesError

__all__ = ["Looks", "error_line"]

LEAST_THREADS = 2


class _Window:
    """One window of a browser: which look is its newest, and whether one is being computed."""

    def __init__(self) -> None:
        self.newest = 0
        self.waiting = 0
        self.is_free = asyncio.Lock()


class Looks:
    """Runs looks in threads.

    A turn is one part of one look. Turns are handed out in the order in which they are asked for, and a window asks for
    one at a time; so with few threads every window gets its next part after at most one turn of each other window.

    Parameters
    ----------
    threads : int, optional
        How many parts are computed at once; by default one per core.
    """

    def __init__(self, threads: int | None = None) -> None:
        count = threads or max(LEAST_THREADS, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="look")
        self._turns = asyncio.Semaphore(count)
        self._windows: dict[str, _Window] = {}
        self._is_closed = False

    @property
    def windows(self) -> int:
        """How many windows have a look under way."""
        return len(self._windows)

    def close(self) -> None:
        """Make every look stale; what is being computed stops at its next glance."""
        self._is_closed = True
        for window in self._windows.values():
            window.newest += 1
        self._pool.shutdown(wait=False, cancel_futures=True)

    def begin(self, window: str, look: Callable[[Callable[[], bool]], Iterator[Part]]) -> AsyncGenerator[str, None]:
        """Begin a look, which makes the older ones of its window stale at once.

        Parameters
        ----------
        window : str
        look : callable
            Given ``is_stale``, returns the parts.

        Returns
        -------
        async iterator of str
            One line of JSON per part; a look that was overtaken ends with ``{"part":"stale"}``, one that failed with
            ``{"part":"error","message":...}``.
        """
        held = self._windows.setdefault(window, _Window())
        held.newest += 1
        held.waiting += 1
        return self._lines(window, held, held.newest, look)

    async def _lines(
        self, name: str, held: _Window, number: int, look: Callable[[Callable[[], bool]], Iterator[Part]]
    ) -> AsyncGenerator[str, None]:
        is_gone = False

        def is_stale() -> bool:
            return is_gone or held.newest != number or self._is_closed

        parts: Iterator[Part] | None = None
        try:
            await held.is_free.acquire()
            end = _End(held.is_free.release)
            try:
                if not is_stale():
                    parts = end.parts = look(is_stale)
                while parts is not None and not is_stale():
                    line = await self._turn(parts, end)
                    if line is None:
                        break
                    yield line
                if is_stale():
                    yield '{"part":"stale"}\n'
            except (TrevesError, CaseError) as error:
                yield error_line(str(error))
            except Exception:
                traceback.print_exc()
                yield error_line("this look failed; what was asked and why is on the terminal of treves show")
            finally:
                is_gone = True
                end.unless_working()
        finally:
            is_gone = True
            held.waiting -= 1
            if not held.waiting:
                self._windows.pop(name, None)

    async def _turn(self, parts: Iterator[Part], end: _End) -> str | None:
        """Compute one part in a thread; whoever stops listening leaves the thread to end by itself, its turn held."""
        await self._turns.acquire()
        try:
            work = asyncio.get_running_loop().run_in_executor(self._pool, _next_line, parts)
        except BaseException:
            self._turns.release()
            raise
        end.is_working = True

        def done(_: Any) -> None:
            self._turns.release()
            end.work_ended()

        work.add_done_callback(done)
        return await asyncio.shield(work)


class _End:
    """Ends a look once nobody listens and no thread computes for it: its study is closed, its window free."""

    def __init__(self, free: Callable[[], None]) -> None:
        self._free: Callable[[], None] | None = free
        self.parts: Iterator[Part] | None = None
        self.is_working = False
        self._has_ended = False

    def work_ended(self) -> None:
        self.is_working = False
        if self._has_ended:
            self._do()

    def unless_working(self) -> None:
        self._has_ended = True
        if not self.is_working:
            self._do()

    def _do(self) -> None:
        if self._free is None:
            return
        free, self._free = self._free, None
        try:
            if isinstance(self.parts, Generator):
                self.parts.close()
        finally:
            free()


def _next_line(parts: Iterator[Part]) -> str | None:
    for part in parts:
        return part.model_dump_json() + "\n"
    return None


def error_line(message: str) -> str:
    """Return the line that ends a failed stream."""
    return json.dumps({"part": "error", "message": message}, ensure_ascii=False) + "\n"
