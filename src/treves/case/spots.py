"""Where in a text something stands, as an editor counts: line and column, both from 1, columns in characters."""

from __future__ import annotations

__all__ = ["spot_in"]


def spot_in(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column of an offset in code points; ``\n``, ``\r\n`` and ``\r`` end a line.

    Examples
    --------
    >>> spot_in("geese\r\ntrains", 9)
    (2, 3)
    """
    before = text[:offset].replace("\r\n", " \n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")
