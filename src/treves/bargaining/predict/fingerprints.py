"""Short fingerprints of issues, so that a forecast learned from an issue is never counted as a forecast of it."""

from __future__ import annotations

import hashlib

import numpy as np

from treves.bargaining.predict.position_table import PositionTable

__all__ = ["issue_fingerprints"]

HEX_DIGITS = 10


def issue_fingerprints(table: PositionTable) -> tuple[str, ...]:
    """Return a fingerprint per issue: who holds which position, and the outcome, whatever rows and files are called.

    Parameters
    ----------
    table : PositionTable

    Returns
    -------
    tuple of str
        Ten hexadecimal digits each. The data cannot be read back from them.
    """
    found = []
    for places, outcome in zip(table.positions, table.outcomes, strict=True):
        held = sorted(
            f"{actor}={place:g}" for actor, place in zip(table.actors, places, strict=True) if np.isfinite(place)
        )
        words = ";".join([*held, f"outcome={outcome:g}"])
        found.append(hashlib.sha256(words.encode()).hexdigest()[:HEX_DIGITS])
    return tuple(found)
