"""Compressed pages, opened with an eye on how much comes out."""

from __future__ import annotations

import zlib

from treves.evidence.intake.limits import LARGEST_BYTES, LARGEST_RATIO, ReadingError

__all__ = ["gunzip"]

_STEP = 65_536


def gunzip(data: bytes, name: str) -> bytes:
    """Decompress gzip data, counting real bytes.

    Raises
    ------
    ReadingError
        When more comes out than a report can be, when it is packed too tightly, or when the data are broken.
    """
    opener = zlib.decompressobj(wbits=31)
    out = bytearray()
    rest = data
    try:
        while rest and not opener.eof:
            out += opener.decompress(rest, _STEP)
            rest = opener.unconsumed_tail
            if len(out) > LARGEST_BYTES or len(out) > LARGEST_RATIO * max(len(data), 1000):
                raise ReadingError(
                    f"{name}: unpacks to more than {min(LARGEST_BYTES, LARGEST_RATIO * max(len(data), 1000)):,} bytes "
                    f"from {len(data):,}; it is refused as a bomb. Right would be a saved news page"
                )
        if not opener.eof:
            raise ReadingError(f"{name}: the compressed data end too early; save the page again")
    except zlib.error as error:
        raise ReadingError(
            f"{name}: it ends in .gz and is no gzip data ({error}); right would be the page itself"
        ) from None
    return bytes(out)
