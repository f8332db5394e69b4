"""Who does the work: what all crews have in common, whether they are this process, others, or a cluster.

A crew takes numbered points and gives back finished tasks in any order. It decides nothing about results: what a task
finds depends on its point alone, so that every crew, of any size, finds the same numbers.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Generator, Mapping, Sequence
from typing import Protocol

from treves.errors import TrevesError
from treves.store.tasks import FinishedTask
from treves.sweep.memory import room_for

__all__ = ["Crew", "Here", "Numbered", "Work", "do_task"]

Numbered = tuple[int, tuple[float, ...]]
"""A task: its number, and the values of the inputs."""


class Work(Protocol):
    """What is done with one point: a pure function that can be sent to another process."""

    def __call__(self, point: Sequence[float], /) -> Mapping[str, float | None]:
        """Return what was found, by name; None where there is no such number."""


class Crew(Protocol):
    """Somebody who works through tasks."""

    @property
    def words(self) -> str:
        """Who works, in words."""

    def work(self, work: Work, tasks: Collection[Numbered]) -> Generator[FinishedTask | None]:
        """Yield finished tasks as they come, and None now and then while there is nothing new."""


class Here:
    """The process itself, one task after the other."""

    words = "this process"

    def __init__(self, memory_bytes: int | None = None) -> None:
        self._memory_bytes = memory_bytes

    def work(self, work: Work, tasks: Collection[Numbered]) -> Generator[FinishedTask | None]:
        """Yield finished tasks in their order."""
        for number, point in tasks:
            yield do_task(work, number, point, self._memory_bytes)


def do_task(work: Work, number: int, point: tuple[float, ...], memory_bytes: int | None) -> FinishedTask:
    """Do one task; whatever goes wrong in it becomes its result, so that others go on."""
    began = time.perf_counter()
    result: Mapping[str, float | None] | None = None
    failure = ""
    try:
        with room_for(memory_bytes):
            result = dict(work(point))
    except MemoryError:
        limit = f" more than the {memory_bytes / 1e6:,.0f} MB it may take" if memory_bytes else " more than there is"
        failure = f"out of memory: it needs{limit}"
    except TrevesError as error:
        failure = " ".join(str(error).split()) or "refused"
    except Exception as error:  # one study must not take the others with it
        failure = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return FinishedTask(number, result, failure, time.perf_counter() - began)
