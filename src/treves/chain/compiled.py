"""Compile a stage once, keep it on disk where that is possible, and run draws on threads without the GIL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

import numba
from numba.core import config

__all__ = ["compiled", "is_kept", "over_draws"]

Function = TypeVar("Function", bound=Callable[..., Any])
Part = TypeVar("Part")


def compiled(*parts: Any, inline: bool = False) -> Callable[[Function], Function]:
    """Compile a function with numba, cached on disk, without the global interpreter lock.

    The cache watches the function's own file only, so what is kept would go stale when another file changes. ``parts``
    are kernels of the other files this one draws on (and thereby the constants in those files): their stamps become
    part of this one's. Where numba's cache looks different than expected nothing is kept.

    Parameters
    ----------
    *parts
        At least one kernel of every other file that the function takes a kernel or constant from.
    inline : bool
        For small parts called for every person: put the code where it is called.

    Returns
    -------
    decorator
    """
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "forceinline": inline}

    def decorate(function: Function) -> Function:
        try:
            kernel = numba.njit(cache=True, **options)(function)
            file = kernel._cache._cache_file
            file._source_stamp = (file._source_stamp, *(part._cache._cache_file._source_stamp for part in parts))
        except (AttributeError, RuntimeError):
            # No place to keep it, or nothing known about the parts: compile anew in each process.
            kernel = numba.njit(**options)(function)
        return cast("Function", kernel)

    return decorate


def is_kept(kernel: Any) -> bool:
    """Say whether a kernel is compiled in this process, or on disk for this machine and these sources."""
    if kernel.signatures:
        return True
    try:
        machine = kernel.targetctx.codegen().magic_tuple()
        return any(machine in key for key in kernel._cache._cache_file._load_index())
    except (AttributeError, OSError, TypeError):
        return False


def over_draws(work: Callable[[range], Part], draws: int, *, threads: int | None = None) -> list[Part]:
    """Cut the draws into one interleaved range per thread, and work on them at the same time.

    Parameters
    ----------
    work : callable
        Takes the draws of one thread.
    draws : int
    threads : int, optional
        By default as many as numba would use.

    Returns
    -------
    list
        What ``work`` returned, one per thread.
    """
    count = max(1, min(draws, threads or int(vars(config)["NUMBA_NUM_THREADS"])))
    pieces = [range(k, draws, count) for k in range(count)]
    if count == 1:
        return [work(pieces[0])]
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, pieces))
