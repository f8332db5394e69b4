"""Compile a loop once and keep it on disk where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

__all__ = ["compiled"]

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(**options: Any) -> Callable[[Function], Function]:
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

    def decorate(function: Function) -> Function:
        try:
            kernel = numba.njit(cache=True, nogil=True, error_model="numpy", **options)(function)
        except RuntimeError:
            # Neither the package nor the user's cache folder can be written: compile anew in each process.
            kernel = numba.njit(nogil=True, error_model="numpy", **options)(function)
        return cast("Function", kernel)

    return decorate
