"""``treves council CASE``: who carries a vote, what one party's turn changes, what the chambers hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from treves.cli.options import as_json, as_of_option, case_argument, print_json

__all__ = ["command"]


class Absence(click.ParamType[tuple[str, int]]):
    """A party and how many of its ministers are away."""

    name = "absence"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        """Split PARTY=N, or fail with the form that is needed."""
        if isinstance(value, tuple):
            return value
        party, _, count = str(value).rpartition("=")
        if not party or not count.isascii() or not count.isdigit():
            self.fail(f"{value!r} does not say who and how many; write it as PARTY=2", param, ctx)
        return party, int(count)


@click.command("council")
@case_argument
@as_of_option
@click.option("--for", "supporters", multiple=True, metavar="PARTY", help="Ask for one vote: these are for it.")
@click.option("--abstain", "abstaining", multiple=True, metavar="PARTY", help="Is present and does not vote.")
@click.option("--walk-out", "absent", multiple=True, metavar="PARTY", help="Leaves the room with all its ministers.")
@click.option(
    "--absent", "missing", multiple=True, type=Absence(), metavar="PARTY=N", help="N of its ministers are away."
)
@click.option("--urgent", is_flag=True, help="The decision cannot wait for the next meeting.")
@as_json
def command(
    case: str,
    as_of: date | None,
    supporters: tuple[str, ...],
    abstaining: tuple[str, ...],
    absent: tuple[str, ...],
    missing: tuple[tuple[str, int], ...],
    urgent: bool,
    as_json: bool,
) -> None:
    """Show who carries a vote in the council, what a walk-out or an abstention changes, and what the chambers hold.

    Without --for every smallest set of parties that carries a vote is shown, all others voting against. Where a case
    has no council, its decision rule is shown: which sets of parties are enough, and each party's power.
    """
    from treves.case import load_case
    from treves.errors import CabinetError
    from treves.report.terminal_rules import print_council, print_rule
    from treves.study.rule_view import view_rule
    from treves.study.votes import view_chamber, view_council

    loaded = load_case(case, as_of=as_of)
    council = loaded.cabinet.council
    if council is None:
        if supporters or abstaining or absent or missing or urgent:
            raise CabinetError(f"the case {loaded.name} has no council; right would be a 'council:' in cabinet.yaml")
        rule = view_rule(loaded.cabinet)
        if as_json:
            of_case = {"case": loaded.name, "as_of": loaded.as_of.isoformat()}
            print_json({**of_case, "council": None, "rule": rule.model_dump(mode="json")})
            return
        print_rule(rule)
        return
    if len({party for party, _ in missing}) != len(missing):
        raise click.UsageError("a party is named twice with --absent; give its ministers away in one number")
    view = view_council(
        council,
        supporters=supporters,
        abstaining=abstaining,
        absent=absent,
        missing=dict(missing),
        is_urgent=urgent,
    )
    chambers = [view_chamber(loaded.cabinet, chamber) for chamber in loaded.cabinet.chambers]
    if as_json:
        told = {"council": view.model_dump(mode="json"), "chambers": [c.model_dump(mode="json") for c in chambers]}
        print_json({"case": loaded.name, "as_of": loaded.as_of.isoformat(), **told})
        return
    print_council(view, chambers)
