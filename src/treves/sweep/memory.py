"""How much memory one study may take on top of what its process holds already."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from treves.errors import TrevesError

__all__ = ["read_bytes", "room_for"]

UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "KI": 2**10, "MI": 2**20, "GI": 2**30}
LEAST_BYTES = 16 * 2**20


def read_bytes(words: str) -> int:
    """Read a size such as ``800M``, ``1.5G`` or ``2GiB``.

    Raises
    ------
    TrevesError
        If it cannot be read or is less than 16 MiB, in which nothing can be worked out.

    Examples
    --------
    >>> read_bytes("1.5G"), read_bytes("512 MiB")
    (1500000000, 536870912)
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMG]?I?)B?\s*", words.upper())
    if found is None or found[2] not in UNITS:
        raise TrevesError(f"{words!r} is no size of memory; right would be 800M or 1.5G")
    size = int(float(found[1]) * UNITS[found[2]])
    if size < LEAST_BYTES:
        raise TrevesError(f"{words} of memory are too few for any study; right would be 64M or more")
    return size


@contextmanager
def room_for(size: int | None) -> Iterator[None]:
    """Let this process grow by no more than ``size`` bytes inside; beyond that Python raises ``MemoryError``.

    What counts is address space, the only thing a Linux process can limit for itself; it is a little more than what is
    really used. The limit is lifted at the end, so that a worker of a cluster is left as it was.

    Raises
    ------
    TrevesError
        On systems other than Linux, which do not keep such a limit.
    """
    if size is None:
        yield
        return
    if sys.platform != "linux":
        raise TrevesError("a limit on memory needs Linux; right would be to leave --memory out")
    import resource  # noqa: PLC0415 - not on every system

    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_now_bytes() + size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _now_bytes() -> int:
    import resource  # noqa: PLC0415 - not on every system

    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
