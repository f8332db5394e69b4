"""A published item: its metadata, and its text, stored as published and never rewritten."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """A published item.

    Parameters
    ----------
    name : str
        File name without ending; statements point to it in their ``doc`` column.
    outlet, title, address : str
    published_on : date
    language : str
        ISO 639-1 code ("nl", "en").
    text : str
        The file as stored, head included: no newline translation and no Unicode normalisation. Offsets of
        statements are code points into it, 0-based and half open, so that any editor can check them.
    body_start : int
        Offset at which the published text begins, after the head of metadata; 0 where there is no head.
    sources : tuple of str
        Where the facts in the report come from, when it was written for the case.
    """

    name: str
    outlet: str
    published_on: date
    title: str
    text: str
    body_start: int = 0
    language: str = ""
    address: str = ""
    sources: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The published text without the head."""
        return self.text[self.body_start :]

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8: guards the offsets."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def span(self, start: int, end: int) -> str:
        """Return ``text[start:end]``, or an empty string where the offsets do not lie in the text."""
        return self.text[start:end] if 0 <= start < end <= len(self.text) else ""
