"""How a change made by hand is told: one sentence, in the words of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from treves.case.adjust.adjustment import Adjustment
from treves.case.adjust.chain_words import chain_words
from treves.chain import named_quantities

if TYPE_CHECKING:
    from treves.case.case import Case

__all__ = ["ASSUMPTION_WORDS", "CELL_WORDS", "RULE_WORDS", "TALKS_WORDS", "adjustment_words"]

CELL_WORDS = {
    "ideal": "where {party} wants “{issue}” to end",
    "reach": "how far from there {party} could still sign on “{issue}”, where it has a red line",
    "red_line": "red line of {party} on “{issue}”",
    "salience": "weight of “{issue}” for {party}",
}
TALKS_WORDS = {
    "precision": "lambda: how surely a party does what is better for it",
    "exit_factor": "how much more precisely a party decides to leave than what to say",
    "trust": "cost of being outvoted and staying",
    "promise": "cost of letting the deadline pass",
    "breach": "cost of calling a vote where that is not done",
    "credibility": "cost of calling a vote and losing it",
    "blame": "cost of bringing the cabinet down",
    "stake_spread": "spread of the stakes",
}
ASSUMPTION_WORDS = {
    "width_points": "how sharply “wants this” points at one place, in scale points",
    "red_lines_per_party": "red lines expected per party before any statement",
    "reach_mode_points": "most likely reach of a red line, in scale points",
    "two_sided": "how likely a party that can sign neither option nor status quo says no more than that it rejects it",
    "doubt": "doubt about every statement, against what the codebook says",
    "stake_mean": "what a fall gives (+) or costs (−) a party before polls and statements",
    "stake_sd": "how far stakes lie from there",
    "stake_slope": "change of a stake per share of seats gained in the polls",
}
RULE_WORDS = {
    "is_vote_normal": "to be outvoted is the ordinary course",
    "are_walk_outs_possible": "ministers may break the quorum by walking out",
    "does_floor_rotate": "the floor passes on from session to session",
}


def adjustment_words(case: Case, change: Adjustment) -> str:
    """Tell a change in one sentence.

    Parameters
    ----------
    case : Case
        The case it is made to.
    change : Adjustment
        All names it uses are known in the case.
    """
    party = case.cabinet.party(change.party).label if change.party else ""
    issue = case.agenda.issue(change.issue) if change.issue else None
    label = issue.label if issue else ""
    option = f"“{issue.option(change.option).label}”" if issue and change.option else ""
    if change.set in {"ideal", "reach"}:
        told = f"{CELL_WORDS[change.set].format(party=party, issue=label)}: {change.shift:+g} points"
    elif change.set == "red_line":
        told = f"{party} {'holds a' if change.held else 'gives up any'} red line on “{label}”"
    elif change.set == "salience":
        told = f"{CELL_WORDS['salience'].format(party=party, issue=label)}: odds times {change.factor:g}"
    elif change.set == "stake":
        told = f"what a fall gives (+) or costs (−) {party}: {change.shift:+g}"
    elif change.set == "option":
        told = f"{option} is {'on' if change.offered else 'off'} the table"
    elif change.set == "place":
        told = f"place of {option}: {change.value:g}"
    elif change.set == "sessions":
        told = f"sessions left: {change.count}"
    elif change.set == "votes":
        told = f"votes of {party} in the council: {change.value:g}"
    elif change.set == "rule":
        told = f"{RULE_WORDS[change.name or '']}: {'yes' if change.held else 'no'}"
    elif change.set == "statement":
        told = f"statement {change.statement} is {'used' if change.used else 'left out'}"
    elif change.set == "chain":
        told = f"{_chain(case, change.name or '')}: {change.value:g}"
    else:
        names = {"talks": TALKS_WORDS, "assumption": ASSUMPTION_WORDS}.get(change.set, {})
        told = f"{names.get(change.name or '', change.name or '')}: {change.value:g}"
    why = f" ({change.why})" if change.why else ""
    by = f" [{change.by}]" if change.by else ""
    return told.replace("-", "−") + why + by if change.shift is not None else told + why + by


def _chain(case: Case, name: str) -> str:
    """Return what a number of the chain is called, and its field names, by which it is found in chain.yaml."""
    told = named_quantities(case.chain).get(name) if case.chain is not None else None
    return f"{chain_words(case.chain, told)} ({name})" if case.chain is not None and told is not None else name
