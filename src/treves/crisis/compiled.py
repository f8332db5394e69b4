"""Compile a loop once and keep it on disk where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["compiled"]


def compiled(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function with numba, cached on disk, without the global interpreter lock.

    A division by zero gives infinity or NaN, as in NumPy.

    Parameters
    ----------
    **options
        Further options of ``numba.njit``.

    Returns
    -------
    decorator
    """

    def decorate(function: Callable[..., Any]) -> Any:
        try:
            return numba.njit(cache=True, nogil=True, error_model="numpy", **options)(function)
        except RuntimeError:
            # Neither the package nor the user's cache folder can be written: compile anew in each process.
            return numba.njit(nogil=True, error_model="numpy", **options)(function)

    return decorate
