"""How the difference between found and reviewed statements is shown."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from treves.evidence.difference import Difference
    from treves.evidence.statement import Statement

__all__ = ["difference_facts", "plain", "show_difference"]

WIDEST_TEXT = 160


def plain(text: str) -> str:
    """Leave out what could steer a terminal or turn its writing direction."""
    return "".join(c if c.isprintable() or c == " " else " " for c in text)


def show_difference(difference: Difference) -> None:
    """Print, report by report, what is read otherwise, missed, new, and found again though rejected."""
    from treves.evidence.difference import differing

    found = len(difference.same) + len(difference.other) + len(difference.new) + len(difference.rejected)
    reviewed = len(difference.same) + len(difference.other) + len(difference.missed)
    click.echo(
        f"{reviewed} reviewed statements, {found} found by the rules: {len(difference.same)} agree in actor, matter "
        f"and stance; {len(difference.other)} are read otherwise, {len(difference.missed)} missed, "
        f"{len(difference.new)} new"
        + (f", {len(difference.rejected)} found again though rejected" if difference.rejected else "")
    )
    click.echo("  ~ read otherwise (reviewed -> rules)   - reviewed, not found   + found, not among the reviewed")
    blocks: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for reviewed_row, found_row in difference.other:
        told = [
            f"{name} {getattr(reviewed_row, name)} -> {getattr(found_row, name)}"
            for name in differing(reviewed_row, found_row)
        ]
        blocks[found_row.doc].append((found_row.start, [f"  ~ {_words(reviewed_row)}", f"      {'; '.join(told)}"]))
    for row in difference.missed:
        blocks[row.doc].append((row.start, [f"  - {_words(row)}", f"      {_reading(row)}"]))
    for row in difference.new:
        blocks[row.doc].append((row.start, [f"  + {_words(row)}", f"      {_reading(row)}"]))
    for row in difference.rejected:
        blocks[row.doc].append((row.start, [f"  x {_words(row)}", f"      {_reading(row)}"]))
    for doc in sorted(blocks):
        click.echo(f"\n{doc}")
        for _, lines in sorted(blocks[doc]):
            for line in lines:
                click.echo(line)


def difference_facts(difference: Difference) -> dict[str, Any]:
    """Return the difference as JSON values; rows by their ids."""
    from treves.evidence.difference import differing

    return {
        "same": [[a.name, b.name] for a, b in difference.same],
        "other": [
            {
                "reviewed": a.name, "found": b.name,
                "columns": {name: [getattr(a, name), getattr(b, name)] for name in differing(a, b)},
            }
            for a, b in difference.other
        ],
        "missed": [row.name for row in difference.missed],
        "new": [row.name for row in difference.new],
        "rejected": [row.name for row in difference.rejected],
    }  # fmt: skip


def _words(row: Statement) -> str:
    text = " ".join(plain(row.text).split())
    shown = text if len(text) <= WIDEST_TEXT else text[: WIDEST_TEXT - 1] + "…"
    return f"{row.start}-{row.end} “{shown}”"


def _reading(row: Statement) -> str:
    return f"{plain(row.actor)}, {row.about}, {row.stance} ({row.kind}, {row.certainty}, {row.source_type})"
