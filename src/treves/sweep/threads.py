"""One thread for each worker: libraries that start their own would fight over the processors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["one_thread_each", "use_one_thread"]

VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "NUMBA_NUM_THREADS",
)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Let this process, and those started inside, use one thread each for linear algebra and compiled loops.

    What is loaded already listens only as far as it asks again: numba does, and so do our own loops.
    """
    before = {name: os.environ.get(name) for name in VARIABLES}
    threads = _numba_threads()
    use_one_thread()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        if threads is not None:
            _set_numba_threads(threads)


def use_one_thread() -> None:
    """Use one thread in this process from now on."""
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
    if _numba_threads() is not None:
        _set_numba_threads(1)


def _numba_threads() -> int | None:
    """Return how many threads numba uses; None where it is not loaded: it will read the environment then."""
    config = sys.modules.get("numba.core.config")
    return None if config is None else int(vars(config)["NUMBA_NUM_THREADS"])


def _set_numba_threads(count: int) -> None:
    vars(sys.modules["numba.core.config"])["NUMBA_NUM_THREADS"] = count
