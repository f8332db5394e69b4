"""Whether the options of an agenda pull levers that the chain has, at values it can take."""

from __future__ import annotations

from collections.abc import Iterator

from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.agenda_sheet import AgendaSheet
from treves.case.yaml_tree import Loc
from treves.chain import KNOWN_LEVERS

__all__ = ["lever_faults"]


def lever_faults(agenda: AgendaSheet) -> Iterator[tuple[Loc, str, str]]:
    """Yield what is wrong with the levers of an agenda in a case that has a chain: where, what, what would be right."""
    for i, issue in enumerate(agenda.issues):
        for k, option in enumerate(issue.options):
            for n, lever in enumerate(option.levers):
                at: Loc = ("issues", i, "options", k, "levers", n)
                kind = KNOWN_LEVERS.get(lever.parameter)
                if kind is None:
                    what = f"the chain has no lever {quoted(lever.parameter)}"
                    yield (*at, "parameter"), what, one_of(lever.parameter, KNOWN_LEVERS)
                elif not kind.lowest <= lever.value <= kind.highest:
                    what = f"{lever.parameter} {lever.value:g} is out of range"
                    yield (*at, "value"), what, f"{kind.lowest:g} to {kind.highest:g} {kind.unit}"
