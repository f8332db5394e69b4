"""Compile a part of the sweep, and keep it on disk where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

__all__ = ["compiled"]

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(**options: Any) -> Callable[[Function], Function]:
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

    def decorate(function: Function) -> Function:
        try:
            return cast("Function", numba.njit(cache=True, **options)(function))
        except RuntimeError:
            # Neither the package nor the user's cache folder can be written: compile anew in each process.
            return cast("Function", numba.njit(**options)(function))

    return decorate
