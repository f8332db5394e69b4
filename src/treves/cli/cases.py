"""``treves cases``: the packaged cases."""

from __future__ import annotations

import click

from treves.cli.options import as_json, print_json

__all__ = ["command"]


@click.command("cases")
@as_json
def command(as_json: bool) -> None:
    """List the cases that come with treves, each followed by its variants."""
    from treves.case import load_case, packaged_cases, packaged_variants

    loaded = [load_case(name) for case in packaged_cases() for name in (case, *packaged_variants(case))]
    if as_json:
        print_json([{"case": case.name, "title": case.title, "as_of": case.as_of.isoformat()} for case in loaded])
        return
    width = max(len(case.name) for case in loaded)
    for case in loaded:
        click.echo(f"{case.name:<{width}} {case.title} (as of {case.as_of.isoformat()})")
