"""Bring the notebooks of ``examples/notebooks`` in beside the pages, so that they lie in one place only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx


def _bring(app: Sphinx, _config: Any = None) -> None:
    there = Path(app.srcdir) / "notebooks"
    there.mkdir(exist_ok=True)
    brought = sorted((Path(app.srcdir).parent / "examples" / "notebooks").glob("*.ipynb"))
    for old in there.glob("*.ipynb"):
        if old.name not in {notebook.name for notebook in brought}:
            old.unlink()
    for notebook in brought:
        copy = there / notebook.name
        if not copy.is_file() or copy.read_bytes() != notebook.read_bytes():
            copy.write_bytes(notebook.read_bytes())


def setup(app: Sphinx) -> dict[str, Any]:
    """Copy before the pages are looked for."""
    app.connect("config-inited", _bring)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
