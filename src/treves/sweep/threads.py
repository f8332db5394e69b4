"""One thread for each worker: libraries that start their own would fight over the processors."""

from __future__ import annotations

import os
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
    """Let processes started inside use one thread each for linear algebra and compiled loops."""
    before = {name: os.environ.get(name) for name in VARIABLES}
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def use_one_thread() -> None:
    """Use one thread in this process from now on, as far as libraries that are not loaded yet, and numba, listen."""
    os.environ.update(dict.fromkeys(VARIABLES, "1"))
    from numba.core import config  # noqa: PLC0415 - it reads the environment when it is loaded

    vars(config)["NUMBA_NUM_THREADS"] = 1
