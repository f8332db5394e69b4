"""``treves check CASE``: every fault of a case at once."""

from __future__ import annotations

import sys
from datetime import date

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json

__all__ = ["command"]


@click.command("check")
@case_argument
@as_of_option
@as_json
def command(case: str, as_of: date | None, as_json: bool) -> None:
    """Check a case: every fault with file, line, column, what is wrong and what would be right.

    CASE is a folder or the name of a packaged case, with /NAME behind it for a variant. Exit code 0 without faults, 2
    with.
    """
    from treves.case import load_case
    from treves.errors import CaseError

    try:
        loaded = load_case(case, as_of=as_of)
    except CaseError as error:
        if not as_json:
            raise
        print_json(
            {"faults": [{name: getattr(fault, name) for name in fault.__slots__} for fault in error.faults]},
        )
        sys.exit(2)
    facts = {
        "case": loaded.name,
        "as_of": loaded.as_of.isoformat(),
        "parties": len(loaded.cabinet.parties),
        "issues": len(loaded.agenda.issues),
        "packages": loaded.agenda.package_count,
        "reports": len(loaded.reports),
        "statements": len(loaded.statements),
        "statements_used": len(loaded.evidence),
        "statements_with_changed_text": sum(statement.is_changed for statement in loaded.statements),
        "digest": loaded.digest,
    }
    if as_json:
        print_json({"faults": [], **facts})
        return
    click.echo(f"{loaded.name}: no faults")
    click.echo(
        f"  {facts['parties']} parties, {facts['issues']} issues, {facts['packages']} packages before exclusions, "
        f"{facts['reports']} reports, {facts['statements_used']} of {facts['statements']} statements enter the model"
    )
    if changed := facts["statements_with_changed_text"]:
        click.echo(f"  {changed} statements are kept out because the text of their report changed:  treves review")
