"""The page's own files: found by plain names under one folder, and nothing else on the disk."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["PAGE", "find_page_file"]

PAGE = Path(__file__).parent / "page"
PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


def find_page_file(name: str, page: Path = PAGE) -> tuple[Path, str] | None:
    """Return a file of the page and its media type; None for every name that is not one of its files.

    Parameters
    ----------
    name : str
        Path below the page's folder, with forward slashes.
    page : Path
        The folder.
    """
    parts = name.split("/")
    if len(name) > 200 or not all(PLAIN.fullmatch(part) for part in parts):
        return None
    path = page.joinpath(*parts)
    kind = KINDS.get(path.suffix)
    if kind is None or not path.is_file() or not path.resolve().is_relative_to(page.resolve()):
        return None
    return path, kind
