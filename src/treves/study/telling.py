"""What every study tells alike: its method, its assumptions, and the probabilities people ask for first."""

from __future__ import annotations

from dataclasses import asdict, fields

from treves.case import Case
from treves.positions import Assumptions
from treves.study.findings import Deal, Headline, Probability
from treves.study.outcomes import Outcomes

__all__ = ["METHOD", "assumption_facts", "headlines"]

COUNTS = {
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve",
}

METHOD = {
    "positions": "exact discrete Bayes over ideal and reach; Dirichlet salience; stake normal, cut at -0.5 and 0.5",
    "utilities": "linear, additive: salience times (1 - distance / 100), summed over issues",
    "acceptance": "share of draws in which all whose consent is needed accept; all allowed packages enumerated",
    "intervals": "80 % of the worlds (draws of the assumptions, same random numbers), widened by the noise of drawing",
    "votes": "every set of parties by the rules of the council; power indices by generating functions, exact",
    "law": "delay through the case's median and 80 % range; a ruling evenly spread over the year after entry",
    "chain": "microsimulation by week, packages against a kept baseline on common random numbers; 16 replications "
    "here, more with treves simulate",
    "outlook": (
        "cause-specific daily hazards (multinomial logit) of past cabinets as known then, the country's own record, "
        "formal crises as a state; inside and outside view by weighted log-odds"
    ),
    "deals": "chosen on one set of draws, judged on another",
    "outcomes": (
        "sessions game with private types, agent quantal response equilibrium; mean over worlds of assumptions, "
        "lambda and costs; effects under the central assumptions on a game with fewer candidates"
    ),
    "influence": "each statement's likelihood divided out exactly, acceptance map made anew on the same random numbers",
}


def assumption_facts(assumed: Assumptions) -> dict[str, dict[str, object]]:
    """Return every assumed number with its range and source."""
    return {field.name: asdict(getattr(assumed, field.name)) for field in fields(assumed)}


def headlines(
    case: Case, exists: Probability, deals: tuple[Deal, ...], outcomes: Outcomes | None
) -> tuple[Headline, ...]:
    """Put the first probabilities in sentences."""
    who = _all_of(case)
    found = [
        Headline(
            name="deal_exists",
            sentence=f"some package exists that {who} could accept",
            probability=exists,
        ),
        Headline(
            name="best_deal",
            sentence=f"{who} accept the most acceptable package",
            probability=deals[0].probability_all_accept,
        ),
    ]
    for deal in deals:
        if deal.role == "draft":
            sentence = f"{who} accept the draft on the table as it is"
            found.append(Headline(name="draft", sentence=sentence, probability=deal.probability_all_accept))
    if outcomes is not None:
        sentence = "the talks end with the fall of the cabinet"
        found.append(Headline(name="fall", sentence=sentence, probability=outcomes.fall))
    return tuple(found)


def _all_of(case: Case) -> str:
    everyone = case.cabinet.party_names
    if case.cabinet.veto_players() != everyone:
        return "enough of the parties"
    if len(everyone) == 2:
        return "both parties"
    return f"all {COUNTS.get(len(everyone), len(everyone))} parties"
