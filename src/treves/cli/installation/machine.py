"""Processors, memory and disk."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

from treves.cli.installation.finding import Finding

__all__ = ["machine"]

GIB = 2**30
LEAST_FREE_MEMORY, LEAST_FREE_DISK = 1.0 * GIB, 0.1 * GIB
LIMIT_FILES = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def machine() -> Iterator[Finding]:
    """Look at processors, memory and the disk under this folder."""
    usable = processors()
    threads = os.environ.get("NUMBA_NUM_THREADS", "")
    told = f"{usable} of {os.cpu_count() or usable} usable by this process, {platform.machine()} {platform.system()}"
    told += f"; NUMBA_NUM_THREADS is {threads}" if threads else ""
    yield Finding("processors", "there", told, figures={"processors": usable})
    yield _memory()
    yield _disk()


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory() -> Finding:
    total, free = memory_bytes()
    if total is None:
        return Finding("memory", "there", "this system does not say how much there is")
    told = f"{total / GIB:.1f} GiB" + ("" if free is None else f", {free / GIB:.1f} GiB free")
    figures: dict[str, float | int | str | bool | None] = {"total_bytes": total, "free_bytes": free}
    if free is not None and free < LEAST_FREE_MEMORY:
        to_do = "close other programs before a long run; a run of the reference case takes about half a GiB"
        return Finding("memory", "absent", told, to_do, figures)
    return Finding("memory", "there", told, figures=figures)


def memory_bytes() -> tuple[int | None, int | None]:
    """Return the memory there is and what is free, as far as the system tells; limits of a container count."""
    total = free = None
    try:
        told = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
        total, free = (int(told[name].split()[0]) * 1024 for name in ("MemTotal", "MemAvailable"))
    except (OSError, KeyError, ValueError):
        try:
            total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        except (AttributeError, ValueError, OSError):
            return None, None
    for file in LIMIT_FILES:
        try:
            limit = int(file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            continue
        total, free = min(total, limit), None if free is None else min(free, limit)
    return total, free


def _disk() -> Finding:
    free = shutil.disk_usage(".").free
    told = f"{free / GIB:.1f} GiB free under this folder"
    if free < LEAST_FREE_DISK:
        to_do = "free some disk, or work in another folder (a run writes a few MB, compiled parts take 20 MB)"
        return Finding("disk", "missing", told, to_do, {"free_bytes": free})
    return Finding("disk", "there", told, figures={"free_bytes": free})
