"""``treves compare RUN RUN``: what changed between two runs."""

from __future__ import annotations

from pathlib import Path

import click

from treves.cli.options import as_json, print_json, store_option

__all__ = ["command"]


@click.command("compare")
@click.argument("first", metavar="RUN")
@click.argument("second", metavar="RUN")
@store_option
@as_json
def command(first: str, second: str, store_at: Path | None, as_json: bool) -> None:
    """Compare two runs: what went in differently, what came out, and whether that is more than noise.

    RUN is an id of a kept run or its first letters, its number, latest, latest~1 for the one before it, or a file
    findings.json. Differences are second minus first.
    """
    from treves.report import print_comparison
    from treves.store import open_store, store_folder
    from treves.study.compare import compare_findings, open_side

    is_needed = not (first.endswith(".json") and second.endswith(".json"))
    store = open_store(store_at) if is_needed and (store_folder(store_at) / "ledger.sqlite").is_file() else None
    try:
        told = compare_findings(open_side(first, store), open_side(second, store))
    finally:
        if store is not None:
            store.close()
    if as_json:
        print_json(told.model_dump(mode="json"))
        return
    print_comparison(told)
