"""Whether compiled parts are ready, where they are kept, and whether that folder can be written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from treves.cli.installation.finding import Finding

__all__ = ["compiled_parts", "is_writable"]

NAMES = {
    "bargaining": "bargaining",
    "beyond": "bargaining beyond lists",
    "crisis": "the talks",
    "chain": "the chain",
}


def compiled_parts() -> Iterator[Finding]:
    """Look at every compiled part, and at the folders in which they are kept."""
    from treves.study.compiling import PARTS, parts_to_compile, where_kept

    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}:
        told = "the compiler is switched off by NUMBA_DISABLE_JIT: everything is hundreds of times slower"
        yield Finding("compiler", "missing", told, "unset NUMBA_DISABLE_JIT")
        return
    waiting = parts_to_compile()
    places = {part: where_kept(part) for part in PARTS}
    for part in PARTS:
        if part in waiting and places[part] is None:
            to_do = "every process compiles anew (up to a minute); set NUMBA_CACHE_DIR to a folder that you may write"
            yield Finding(NAMES[part], "absent", "not compiled, and no place to keep it", to_do)
        elif part in waiting:
            to_do = "the first run compiles, once; treves doctor --compile does it now (about a minute for all)"
            yield Finding(NAMES[part], "absent", "not compiled yet on this machine", to_do)
        else:
            yield Finding(NAMES[part], "there", "compiled")
    for folder in sorted({place for place in places.values() if place is not None}):
        yield _place(folder)


def _place(folder: Path) -> Finding:
    kept = [file.stat().st_size for file in folder.glob("*.nb[ic]")] if folder.is_dir() else []
    told = f"{folder}: {len(kept)} files, {sum(kept) / 1e6:.1f} MB"
    figures: dict[str, float | int | str | bool | None] = {"folder": str(folder), "bytes": sum(kept)}
    if is_writable(folder):
        return Finding("kept in", "there", told, figures=figures)
    to_do = "what is there is used; to keep more, set NUMBA_CACHE_DIR to a folder that you may write"
    return Finding("kept in", "absent", f"{told}; it cannot be written", to_do, figures)


def is_writable(folder: Path) -> bool:
    """Say whether a folder, or the nearest one above that is there, may be written; nothing is written for that."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)
