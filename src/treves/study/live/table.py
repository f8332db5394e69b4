"""The packages of a changed case: which are worth showing, who accepts them, and how that compares with before."""

from __future__ import annotations

from dataclasses import dataclass

from treves.bargaining import AcceptanceMap, Packages, Values, acceptance_map, allowed_packages, blockers
from treves.case import Case
from treves.errors import AgendaError
from treves.study.blocking import blocking_facts
from treves.study.deals import Listed, choose_packages, describe_deals, share_accepting
from treves.study.findings import Blocking, Deal
from treves.study.live.beliefs import CHOSEN, JUDGED, Beliefs
from treves.study.live.parts import LiveDeal, LiveDeals, LiveProbability
from treves.study.place import position_facts, stake_facts
from treves.study.talks import letters_of
from treves.study.through_options import map_through_options
from treves.study.worlds import probability

__all__ = ["Table", "lay_table", "quick_deals", "whole_deals"]


@dataclass(frozen=True, eq=False)
class Table:
    """What is on the table, under the central assumptions.

    Parameters
    ----------
    beliefs : Beliefs
    packages : Packages
        Allowed ones.
    values : Values
        Of the draws that packages are chosen on.
    accepted : AcceptanceMap
    listed : tuple of Listed
        Packages worth showing; the best of the case as it is among them.
    """

    beliefs: Beliefs
    packages: Packages
    values: Values
    accepted: AcceptanceMap
    listed: tuple[Listed, ...]

    @property
    def case(self) -> Case:
        """The case, changes included."""
        return self.beliefs.case


def lay_table(beliefs: Beliefs, before: Table | None = None) -> Table:
    """Try every package under the central assumptions, and choose those worth showing.

    Parameters
    ----------
    beliefs : Beliefs
    before : Table, optional
        Of the case as it is: its best package stays on show.
    """
    case = beliefs.case
    is_same_agenda = before is not None and before.case.agenda == case.agenda
    packages = before.packages if before is not None and is_same_agenda else allowed_packages(case.agenda)
    values = beliefs.values(0, CHOSEN)
    accepted = acceptance_map(values, packages, case.cabinet.rule)
    listed = choose_packages(case, accepted, values)
    if before is not None:
        best = before.listed[0].package
        is_shown = best in {entry.package for entry in listed}
        if not is_shown and not case.agenda.why_not(best):
            listed = (
                *listed[:1],
                Listed("base_best", "most acceptable before anything was changed", best),
                *listed[1:],
            )
    return Table(beliefs, packages, values, accepted, listed)


def quick_deals(table: Table, before: Table, milliseconds: float) -> LiveDeals:
    """Tell what could be agreed, under the central assumptions alone."""
    return _told(table, before, (), milliseconds)


def whole_deals(table: Table, before: Table, worlds: list[Values], milliseconds: float) -> LiveDeals:
    """Tell what could be agreed, with the intervals that all worlds give.

    Parameters
    ----------
    table, before : Table
    worlds : list of Values
        Of the draws chosen on, in every world but the central one.
    milliseconds : float
    """
    return _told(table, before, worlds, milliseconds)


def _told(table: Table, before: Table, worlds: list[Values] | tuple[()], milliseconds: float) -> LiveDeals:
    case, beliefs, rule = table.case, table.beliefs, table.case.cabinet.rule
    judged = beliefs.values(0, JUDGED)
    elsewhere = [beliefs.values(at, JUDGED) for at in range(1, len(beliefs.worlds))] if worlds else []
    deals = describe_deals(case, table.listed, judged, elsewhere)
    blocking: tuple[Blocking, ...] = ()
    shares: list[float] = []
    if worlds:
        blocked = [blockers(values, table.packages, rule) for values in worlds]
        blocking = blocking_facts(table.values, blockers(table.values, table.packages, rule), blocked)
        shares = [float(each.has_deal.mean()) for each in blocked]
    known = [world.positions for world in beliefs.worlds[1:]] if worlds else []
    exists = probability(float(table.accepted.deal_share), shares, judged.count)
    return LiveDeals(
        as_of=case.as_of,
        milliseconds=milliseconds,
        is_final=bool(worlds),
        exists=LiveProbability.of(exists, is_final=bool(worlds)),
        base_exists=float(before.accepted.deal_share),
        deals=_deals(table, before, deals, is_final=bool(worlds)),
        blocking=blocking,
        positions=position_facts(beliefs.positions, known),
        stakes=stake_facts(beliefs.positions),
        acceptance_map=map_through_options(case.agenda, table.accepted),
        set_by_hand=case.set_by_hand,
    )


def _deals(table: Table, before: Table, deals: tuple[Deal, ...], *, is_final: bool) -> tuple[LiveDeal, ...]:
    letters = letters_of(table.listed, table.case.agenda.status_quo)
    then = _before(table, before)
    return tuple(
        LiveDeal(
            letter=letters.get(entry.package, ""),
            role=deal.role,
            why_listed=deal.why_listed,
            package=deal.package,
            words=deal.words,
            p=LiveProbability.of(deal.probability_all_accept, is_final=is_final),
            base_p=then[at],
            blocked_by=deal.blocked_by,
            obstacle=deal.obstacle,
            accepts={view.party: LiveProbability.of(view.accepts, is_final=is_final) for view in deal.parties},
        )
        for at, (entry, deal) in enumerate(zip(table.listed, deals, strict=True))
    )


def _before(table: Table, before: Table) -> list[float | None]:
    """Return how likely all accepted each package in the case as it is; None where it could not be made."""
    agenda = before.case.agenda
    found: list[float | None] = []
    judged = before.beliefs.values(0, JUDGED)
    for entry in table.listed:
        try:
            is_allowed = not agenda.why_not(agenda.package(entry.package.options))
        except AgendaError:
            is_allowed = False
        shares = share_accepting(judged, before.case.cabinet, [entry.package]) if is_allowed else None
        found.append(None if shares is None else float(shares[0]))
    return found
