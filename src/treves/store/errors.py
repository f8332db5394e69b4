"""What the store refuses."""

from __future__ import annotations

from treves.errors import TrevesError

__all__ = ["StoreError"]


class StoreError(TrevesError):
    """A store that cannot be opened, read or written; the message says why, and that nothing was half-written."""
