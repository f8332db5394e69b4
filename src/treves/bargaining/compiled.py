"""Compile a loop once, keep it on disk where that is possible, and run it on several threads without the GIL.

Threads are plain Python threads around kernels that release the lock, not the compiler's own pool: that pool may
not be entered from two threads at once, and does not survive a fork, and a live page or a sweep does both.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

import numba
from numba.core import config

__all__ = ["can_keep", "compiled", "is_kept", "over_ranges", "thread_count"]

Function = TypeVar("Function", bound=Callable[..., Any])
Part = TypeVar("Part")

FINITE_MATH = {"nnan", "ninf", "nsz"}
"""What the compiler may assume of kernels that never see an infinity; sums are not reordered."""


def compiled(*, is_finite: bool = False) -> Callable[[Function], Function]:
    """Compile a function with numba, cached on disk, without the global interpreter lock.

    The cache watches the function's own file only. What a kernel takes from another file (a constant, another
    kernel) would stay as it was there when it was compiled: hand it over as an argument.

    Parameters
    ----------
    is_finite : bool
        True where the function never sees an infinity or NaN, which lets minima and comparisons vectorise.

    Returns
    -------
    decorator
    """
    options: dict[str, Any] = {"nogil": True, "fastmath": FINITE_MATH if is_finite else False}

    def decorate(function: Function) -> Function:
        try:
            return cast("Function", numba.njit(cache=True, **options)(function))
        except RuntimeError:
            # Neither the package nor the user's cache folder can be written: compile anew in each process.
            return cast("Function", numba.njit(**options)(function))

    return decorate


def can_keep(kernel: Any) -> bool:
    """Say whether what is compiled of a kernel stays on disk for the next process; yes where numba does not tell."""
    cache = getattr(kernel, "_cache", None)
    return cache is None or type(cache).__name__ != "NullCache"


def is_kept(kernel: Any) -> bool:
    """Say whether a kernel is compiled in this process, or on disk for this machine and this source.

    numba has no public call for the second question; where its cache looks different than expected, the answer is no.
    """
    if kernel.signatures:
        return True
    try:
        machine = kernel.targetctx.codegen().magic_tuple()
        kept = kernel._cache._cache_file._load_index()
        return any(machine in key for key in kept)
    except (AttributeError, OSError, TypeError):
        return False


def thread_count() -> int:
    """Return how many threads are used by default: the processors at hand, or ``NUMBA_NUM_THREADS``."""
    return int(vars(config)["NUMBA_NUM_THREADS"])


def over_ranges(work: Callable[[int, int], Part], count: int, *, threads: int | None = None) -> list[Part]:
    """Cut ``range(count)`` into pieces and work on them in threads.

    Parameters
    ----------
    work : callable
        Takes the start and end of a piece, half open.
    count : int
    threads : int, optional
        By default as many as numba would use (the processors at hand, or ``NUMBA_NUM_THREADS``).

    Returns
    -------
    list
        What ``work`` returned, in the order of the pieces.
    """
    threads = min(count, threads or thread_count())
    if threads <= 1:
        return [work(0, count)] if count else []
    pieces = min(count, 4 * threads)  # more than threads, so that an unlucky piece does not keep all waiting
    cuts = [count * k // pieces for k in range(pieces + 1)]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, cuts[:-1], cuts[1:]))
