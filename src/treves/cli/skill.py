"""``treves skill``: how well each room did on years and talks that are over; one verb per room below it."""

from __future__ import annotations

import click

from treves.cli import skill_bargaining, skill_chain, skill_survival

__all__ = ["command"]


@click.group("skill")
def command() -> None:
    """Score a room against what came: out of sample, beside simple rivals, printed as it comes."""


for verb in (skill_bargaining, skill_survival, skill_chain):
    command.add_command(verb.command)
