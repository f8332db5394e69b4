"""The text and metadata of a saved news page, by trafilatura (the extra ``html``)."""

from __future__ import annotations

import contextlib
import io
from typing import NamedTuple

from treves.evidence.intake.limits import ReadingError

__all__ = ["Page", "looks_like_html", "text_of_page"]


class Page(NamedTuple):
    """What a page says: its text, paragraph by paragraph, and the metadata it declares (empty where none)."""

    text: str
    title: str
    outlet: str
    date: str
    address: str
    language: str


def looks_like_html(text: str) -> bool:
    """Whether a file is a page rather than plain text."""
    head = text[:2000].lstrip().lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<body")) or "<html" in head


def text_of_page(html: str, name: str) -> Page:
    """Extract the news text of a page; scripts, styles, menus and forms are left out.

    Raises
    ------
    ReadingError
        When the page holds no running text, or trafilatura is not installed.
    """
    try:
        import trafilatura  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise ReadingError(
            f"{name}: reading HTML needs the extra html (pip install 'treves[html]'); or save the page as plain text"
        ) from None
    with contextlib.redirect_stderr(io.StringIO()):
        found = trafilatura.bare_extraction(html, include_comments=False, include_tables=False, with_metadata=True)
    facts = found.as_dict() if found is not None and hasattr(found, "as_dict") else {}
    text = str(facts.get("text") or "")
    if not text.strip():
        raise ReadingError(f"{name}: no running text was found in the page; save the article itself, or as plain text")

    def fact(key: str) -> str:
        return " ".join(str(facts.get(key) or "").split())

    paragraphs = "\n\n".join(line.strip() for line in text.splitlines() if line.strip())
    return Page(
        paragraphs,
        fact("title"),
        fact("sitename") or fact("hostname"),
        fact("date"),
        fact("url"),
        fact("language"),
    )
