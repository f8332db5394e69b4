"""Getting compiled parts ready: two at a time, each in a process of its own, where the result can be kept.

The compiler holds one lock per process, so that threads would wait for each other. A process that compiles leaves
what it made on disk, and this one loads it from there.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["PARTS", "compile_parts", "parts_to_compile", "where_kept"]

_ASKED = {
    "bargaining": ("treves.bargaining.warm_up", {}),
    "beyond": ("treves.bargaining.warm_up", {"beyond_lists": True}),
    "crisis": ("treves.crisis.warm_up", {}),
    "chain": ("treves.chain.readiness", {}),
}
PARTS = tuple(_ASKED)
"""Bargaining; what given utilities and more packages than can be listed need; the talks; and the chain, which takes
as long as all others together."""

LONGEST_SECONDS = 600.0


def parts_to_compile(parts: Iterable[str] = PARTS) -> tuple[str, ...]:
    """Return those of some parts that are neither in this process nor on disk.

    Parameters
    ----------
    parts : iterable of str
        Some of :data:`PARTS`; they come back in the order of that.

    Returns
    -------
    tuple of str
    """
    asked = set(parts)
    return tuple(part for part in PARTS if part in asked and not _module(part).is_compiled(**_ASKED[part][1]))


def where_kept(part: str) -> Path | None:
    """Return the folder in which a part is kept, or None where there is no place for it.

    Parameters
    ----------
    part : str

    Returns
    -------
    Path or None
        The folder need not be there yet.
    """
    module = _module(part)
    kernel = (module.KERNELS_BEYOND if part == "beyond" else module.KERNELS)[0]
    path = getattr(getattr(kernel, "stats", None), "cache_path", None)
    return Path(path) if path else None


def compile_parts(
    parts: Iterable[str] = PARTS, *, processes: int | None = None, on_start: Callable[[], None] | None = None
) -> tuple[str, ...]:
    """Compile what is not ready, the last part in a second process, and load it.

    Parameters
    ----------
    parts : iterable of str
        Some of :data:`PARTS`; their order does not matter.
    processes : int, optional
        1: everything in this process. By default 2 where there are two processors and a place to keep what is made.
    on_start : callable, optional
        Called before anything is compiled, and not where everything is ready.

    Returns
    -------
    tuple of str
        The parts that were not ready.
    """
    missing = parts_to_compile(parts)
    if not missing:
        return ()
    if on_start is not None:
        on_start()
    last = missing[-1]
    if processes is None:
        processes = min(2, os.cpu_count() or 1)
    is_shared = processes > 1 and len(missing) > 1 and where_kept(last) is not None
    second = _start(last) if is_shared else None
    try:
        for part in missing[:-1]:
            _warm_up(part)
        if second is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                second.wait(LONGEST_SECONDS)
        _warm_up(last)  # loads what the other process left, or compiles here where there was none or it failed
    finally:
        if second is not None and second.poll() is None:
            second.kill()
            second.wait()
    return missing


def _module(part: str) -> Any:
    return import_module(_ASKED[part][0])


def _warm_up(part: str) -> None:
    _module(part).warm_up(**_ASKED[part][1])


def _start(part: str) -> subprocess.Popen[bytes] | None:
    """Start the compilation of a part in another process; None where no process can be started."""
    place, options = _ASKED[part]
    words = [sys.executable, "-P", "-c", f"from {place} import warm_up; warm_up(**{options!r})"]
    nothing = subprocess.DEVNULL
    try:
        return subprocess.Popen(words, stdin=nothing, stdout=nothing, stderr=nothing)  # noqa: S603 - words of our own
    except OSError:
        return None
