"""Votes, chambers and legal paths as a person reads them in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from treves.report.ballot_words import TURNS, ballot_words, power_words, quorum_words, turn_words
from treves.report.terminal import _console, _say, _table
from treves.report.words import count_word, day, joined, number, percent, range_of
from treves.study.frozen import Quantity
from treves.study.institutions import ChamberView, CouncilView, Followed, Power, RuleView, SeatsLeft

__all__ = ["print_council", "print_path", "print_rule"]

SHOWN = 6  # sets that are listed; the rest is counted
WAYS = {
    "none": "nothing",
    "policy_rule": "policy rule",
    "order_in_council": "order in council",
    "statute": "statute",
    "treaty": "treaty change",
}


def print_council(view: CouncilView, chambers: Sequence[ChamberView]) -> None:
    """Print who carries a vote, what each turn changes, who is decisive, and what the chambers hold."""
    console = _console()
    held = joined([f"{party} {count}" for party, count in view.votes.items()])
    console.print(Text(f"\nThe council: {held}", style="bold"))
    _say(console, f"{view.rule[0].upper()}{view.rule[1:]}.", 2)
    _say(console, f"{quorum_words(view)} {power_words(view)}".strip(), 2)
    _say(console, view.source, 2, style="dim")
    if told := _away(view):
        _say(console, told, 2)
    title = "Decisions" if view.is_by_consensus else "Votes"
    console.print(Text(f"\n{title} (whoever is named nowhere is against)", style="bold"))
    if not view.ballots:
        _say(console, "Nothing can pass as the council sits.", 2)
    for ballot in view.ballots:
        _say(console, ballot_words(ballot), 2)
        _say(console, turn_words(ballot), 6, style="dim")
    if len(view.ballots) == 1:
        table = _table("if", "does this", "for", "against", "present", "then it")
        for turn in view.ballots[0].turns:
            came = "passes" if turn.is_passed else "fails"
            counts = str(turn.votes_for), str(turn.votes_against), str(turn.present)
            table.add_row(turn.party, TURNS[turn.turn], *counts, f"{came}{' (turned)' if turn.is_decisive else ''}")
        console.print(table)
    _print_power(console, "votes", view.power)
    for chamber in chambers:
        _print_chamber(console, chamber)


def print_rule(view: RuleView) -> None:
    """Print which sets of parties make a deal by the decision rule, and who is decisive."""
    console = _console()
    console.print(Text("\nThe decision rule (the case has no council that votes)", style="bold"))
    if view.quota > 0:
        _say(console, f"A package needs {view.quota:g} of {sum(view.weights.values()):g}.", 2)
    if view.veto_players:
        _say(console, f"It needs the consent of {joined(list(view.veto_players))}.", 2)
    console.print(Text("\nEnough, and no party of it can be missed", style="bold"))
    sets = [f"{joined(list(told))}{_weight_of(view, told)}" for told in view.sets]
    _say(console, f"{_some(sets, len(sets))}.", 2)
    if view.power:
        _print_power(console, "weight" if view.quota > 0 else "veto", view.power, view.weights)


def _weight_of(view: RuleView, parties: Sequence[str]) -> str:
    return f" ({sum(view.weights.get(party, 0.0) for party in parties):g})" if view.quota > 0 else ""


def _away(view: CouncilView) -> str:
    told = [f"{party} abstains" for party in view.abstaining]
    told += [f"{party} has walked out" for party in view.absent]
    told += [f"{count_word(count, 'minister')} of {party} away" for party, count in view.missing.items()]
    told += ["the decision cannot wait"] if view.is_urgent else []
    return f"As asked: {joined(told)}." if told else ""


def _print_power(
    console: Console, noun: str, power: Sequence[Power], weights: Mapping[str, float] | None = None
) -> None:
    console.print(Text("\nWho is decisive by numbers alone (shares of all)", style="bold"))
    table = _table("", noun, "share", "Banzhaf", "Shapley-Shubik", "Deegan-Packel", "public good")
    for told in power:
        indices = (told.banzhaf, told.shapley_shubik, told.deegan_packel, told.public_good)
        weight = f"{(weights or {}).get(told.party, told.weight):g}"
        table.add_row(told.party, weight, *(f"{value:.3f}" for value in (told.weight_share, *indices)))
    console.print(table)


def _print_chamber(console: Console, chamber: ChamberView) -> None:
    head = f"\n{chamber.label}: majority {chamber.majority} of {chamber.size}, on {day(chamber.counted_on)}"
    console.print(Text(head, style="bold"))
    for left in chamber.left:
        _say(console, _left_words(left), 2)
    if chamber.filled_by:
        sets = [f"{joined(told)} ({sum(chamber.seats[party] for party in told)})" for told in chamber.filled_by]
        _say(console, f"A majority with the cabinet: {_some(sets, len(sets))}.", 2)
    sets = [f"{joined(told)} ({sum(chamber.seats[party] for party in told)})" for told in chamber.majorities]
    _say(console, f"Other majorities, fewest parties first: {_some(sets, chamber.majority_count)}.", 2)
    if chamber.connected:
        sets = [joined(told) for told in chamber.connected]
        _say(console, f"Of neighbours on one scale: {_some(sets, len(sets))}. {chamber.places_source}.", 2)


def _rounded(told: Quantity) -> Quantity:
    """Round to what is shown, so that nothing is written as minus nought."""
    return Quantity(value=round(told.value, 3) + 0.0, low=round(told.low, 3) + 0.0, high=round(told.high, 3) + 0.0)


def _left_words(left: SeatsLeft) -> str:
    who = f"without {joined(left.leaving)}" if left.leaving else "the cabinet"
    return f"{who}: {left.seats} seats, {'a majority' if left.is_majority else f'{left.short_seats} short'}"


def _some(sets: Sequence[str], whole: int) -> str:
    shown = sets[:SHOWN]
    more = whole - len(shown)
    return "; ".join(shown) + (f"; and {more:,} more" if more > 0 else "")


def print_path(title: str, found: Followed) -> None:
    """Print the legal path of every option of a package, and what the whole is worth on paper and in law."""
    console = _console()
    console.print(Text(f"\n{title}: {found.path.why_listed}", style="bold"))
    horizon = found.horizon_months
    _say(
        console,
        f"Months count from the accord; {horizon} months ahead; last: how many of them it works. Ranges hold 80 %.",
        2,
    )
    marks = [k for k in (4, 16) if k < len(found.measures[0].months)] if found.measures else []
    heads = [f"at {found.measures[0].months[k]:g}" for k in marks]
    table = _table("option", "needs", "months to entry", "struck down", *heads, f"of {horizon}")
    table.columns[0].min_width = 18
    for told in found.measures:
        needs = told.instrument != "none"
        table.add_row(
            told.label,
            WAYS[told.instrument],
            number(told.delay_months) if needs else "at once",
            percent(told.struck_down_share),
            *(f"{percent(told.in_force[k].p)}\n{range_of(told.in_force[k])}" for k in marks),
            number(told.months_in_force) if needs else f"{horizon}",
        )
        table.add_section()
    console.print(table)
    if found.path.unknown:
        _say(
            console, f"The case tells no legal path for: {joined(found.path.unknown)}; counted as in force at once.", 2
        )
    console.print(Text("\nWhat it is worth beyond the status quo (utility, 80 % of draws)", style="bold"))
    table = _table("", "on paper", "once law has run its course")
    for worth in found.path.parties:
        table.add_row(worth.party, number(_rounded(worth.on_paper), 3), number(_rounded(worth.in_law), 3))
    console.print(table)
    _say(console, "In law: each option weighs with its expected share of these months in force.", 2, style="dim")
