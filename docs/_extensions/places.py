"""Where pages lie: links that leave ``docs`` lead to the source, and no page stays outside the tables of contents."""

from __future__ import annotations

import os
import re
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

HERE = Path(__file__).parents[1]
LINK = re.compile(r"\]\(((?:\.\./)+)([^)\s]+)\)")
OTHERS = re.compile(r"^other-pages(?: (\S+))?\n", re.MULTILINE)
"""A line of a table of contents that stands for the pages (whose names begin so) that no table takes in by name."""
FAMILIES = ("how-to-", "explanation-")


def source_address() -> str:
    """Return where the source is published, from the package's own metadata."""
    told = dict(line.split(", ", 1) for line in metadata("treves").get_all("Project-URL") or ())
    return f"{told['Source']}/blob/main"


def leave(page: Path, text: str) -> str:
    """Turn links that leave the documentation into links to the published source."""

    def moved(found: re.Match[str]) -> str:
        target = Path(os.path.normpath(page.parent / (found[1] + found[2])))
        if target.is_relative_to(HERE):
            return found[0]
        return f"]({source_address()}/{target.relative_to(HERE.parent).as_posix()})"

    return LINK.sub(moved, text)


def others(page: Path, text: str, family: str) -> list[str]:
    """Return the pages that lie flat in ``docs``, belong to a family (or to none) and are named in no other table."""
    names = sorted(path.stem for path in HERE.glob("*.md"))
    if family:
        return [name for name in names if name.startswith(family) and not re.search(rf"^{name}$", text, re.MULTILINE)]
    listed = (HERE / "index.md").read_text(encoding="utf-8")
    taken = {"index", page.stem, *re.findall(r"^[a-z-]+$", listed, re.MULTILINE)}
    return [name for name in names if name not in taken and not name.startswith(FAMILIES)]


def _read(app: Sphinx, docname: str, source: list[str]) -> None:
    page = Path(app.env.doc2path(docname))
    if page.suffix == ".md":
        source[0] = leave(page, source[0])
        text = source[0]
        source[0] = OTHERS.sub(lambda found: "".join(f"{name}\n" for name in others(page, text, found[1] or "")), text)


def setup(app: Sphinx) -> dict[str, Any]:
    """Look at every page as it is read."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
