"""``treves cases``: the packaged cases."""

from __future__ import annotations

import click

from treves.cli.options import as_json, print_json

__all__ = ["command"]


@click.command("cases")
@as_json
def command(as_json: bool) -> None:
    """List the cases that come with treves."""
    from treves.case import load_case, packaged_cases

    loaded = [load_case(name) for name in packaged_cases()]
    if as_json:
        print_json([{"case": case.name, "title": case.title, "as_of": case.as_of.isoformat()} for case in loaded])
        return
    for case in loaded:
        click.echo(f"{case.name:<18} {case.title} (as of {case.as_of.isoformat()})")
