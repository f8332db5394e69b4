"""What a run is called: its id, the first letters of it, its number, or how long ago it was kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from treves.store.errors import StoreError
from treves.store.run import KeptRun

__all__ = ["resolve"]

LATEST = re.compile(r"latest(?:~(\d{1,9}))?")
SHORTEST = 4


def resolve(name: str, runs: Sequence[KeptRun], folder: Path) -> KeptRun:
    """Return the run that is meant.

    Parameters
    ----------
    name : str
        An id, at least four first letters of one, a number, ``latest``, or ``latest~1`` for the one before it.
    runs : sequence of KeptRun
        The one kept last first.
    folder : Path
        Of the store, for messages.

    Raises
    ------
    StoreError
        If none or more than one is meant.
    """
    if not runs:
        raise StoreError(f"no run is kept in {folder}; treves run keeps one")
    if exact := [run for run in runs if run.id == name]:
        return exact[0]
    if told := LATEST.fullmatch(name):
        back = int(told[1] or 0)
        if back < len(runs):
            return runs[back]
        raise StoreError(f"{name}: only {len(runs)} runs are kept in {folder}")
    if name.isascii() and name.isdigit():
        found = [run for run in runs if run.number == int(name)]
    else:
        found = [run for run in runs if run.id.startswith(name)] if len(name) >= SHORTEST else []
    if len(found) == 1:
        return found[0]
    right = "an id or number from treves runs, at least four letters of an id, or latest"
    if found:
        raise StoreError(f"{name} may be {', '.join(run.id for run in found)}; right would be: more of its letters")
    raise StoreError(f"no run {name} is kept in {folder}; right would be: {right}")
