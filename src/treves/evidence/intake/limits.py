"""How large a report may be, and the error that says why one was not read."""

from __future__ import annotations

from treves.errors import TrevesError

__all__ = ["LARGEST_BYTES", "LARGEST_RATIO", "LARGEST_TEXT", "ReadingError"]

LARGEST_BYTES = 5_000_000
"""A saved page with its inline pictures; a longer file is no report but a book or an attack."""

LARGEST_TEXT = 500_000
"""Code points of text; the longest newspaper stories have some 60,000."""

LARGEST_RATIO = 200
"""Bytes out per byte in of a compressed page; news pages reach about 10."""


class ReadingError(TrevesError):
    """A file or page that cannot be read as a report, with what is wrong and what would be right."""
