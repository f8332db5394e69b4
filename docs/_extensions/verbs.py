"""``{verbs}``: every verb's own help, asked of the command line itself, so that the page cannot go stale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from treves.cli.group import group

WIDTH = 92


def commands(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the words of each command, and its help as a terminal shows it."""
    context = click.Context(
        command, info_name=" ".join(words), max_content_width=WIDTH, terminal_width=WIDTH, **group.context_settings
    )
    yield " ".join(words), command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from commands(inner, (*words, name))


class Verbs(SphinxDirective):
    """A section per verb, with its help as a literal block."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        made: list[nodes.Node] = []
        for words, text in commands(group, ("treves",)):
            section = nodes.section(ids=[words.replace(" ", "-")], names=[words])
            section += nodes.title(text=words)
            section += nodes.literal_block(text, text, language="text")
            self.state.document.note_explicit_target(section)
            made.append(section)
        return made


def setup(app: Sphinx) -> dict[str, Any]:
    """Offer the directive."""
    app.add_directive("verbs", Verbs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
