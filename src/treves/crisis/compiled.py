"""Compile a part of the sweep, and keep it on disk where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["compiled"]


def compiled(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function with numba, without the global interpreter lock.

    Parameters
    ----------
    **options
        Of ``numba.njit``.

    Returns
    -------
    decorator
    """
    options = {"nogil": True, "error_model": "numpy", **options}

    def decorate(function: Callable[..., Any]) -> Any:
        try:
            return numba.njit(cache=True, **options)(function)
        except RuntimeError:
            # Neither the package nor the user's cache folder can be written: compile anew in each process.
            return numba.njit(**options)(function)

    return decorate
