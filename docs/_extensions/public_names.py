"""``{public-names}``: the documentation of every name in ``treves.__all__``, the public ones and no others."""

from __future__ import annotations

import inspect
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import treves


class PublicNames(SphinxDirective):
    """Autodoc of the public names of one kind: ``functions``, ``values`` or ``errors``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return what autodoc makes of them."""
        kind = self.arguments[0]
        lines = ["```{eval-rst}"]
        for name in sorted(treves.__all__):
            thing = getattr(treves, name)
            if kind_of(thing) == kind:
                lines += [f".. auto{'function' if kind == 'functions' else 'class'}:: treves.{name}", ""]
        return self.parse_text_to_nodes("\n".join([*lines, "```"]))


def kind_of(thing: Any) -> str:
    """Tell what a public name is."""
    if inspect.isclass(thing):
        return "errors" if issubclass(thing, Exception) else "values"
    return "functions"


def setup(app: Sphinx) -> dict[str, Any]:
    """Offer the directive."""
    app.add_directive("public-names", PublicNames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
