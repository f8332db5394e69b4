"""Every model word in one line, said where it is used."""

from __future__ import annotations

__all__ = ["CERTAINTY", "TERMS", "assumption_words"]

TERMS = {
    "accord": "all whose consent is needed accept a package",
    "equilibrium": "everyone does what is better for it more often, given that the others do so too (logit, lambda)",
    "fall": "a party leaves",
    "postponement": "the deadline passes without a result and nobody leaves",
    "vote": "a package is carried in the council against some, and all of them stay",
    "80 % interval": "eight of ten reruns under other assumptions give a number in it; the noise is added",
    "acceptance map": "for every package, the chance that all whose consent is needed accept it",
    "core": "packages that no set of parties able to decide would all trade for another",
    "deal": "a package that all whose consent is needed accept",
    "draw": "one sample from all that is believed; a probability is a share of draws",
    "egalitarian solution": "the package whose smallest gain over no deal is largest (Kalai 1977)",
    "formal crisis": "ministers went or offered to, or a party made its staying conditional in public",
    "hazard": "how likely a cabinet that stands today ends today",
    "outside view": "what became of cabinets like this one, whatever is said at the table",
    "own record": "how often the country's earlier cabinets fell, drawn towards what is usual",
    "front": "packages that no other beats for one party without being worse for another (Pareto)",
    "ideal position": "where a party wants an issue to end, 0–100",
    "in force": "entered into force and not struck down by a court",
    "Kalai-Smorodinsky solution": "gains in proportion to what each could at best gain (Kalai and Smorodinsky 1975)",
    "legal path": "the form an option needs, the months until it works, and the chance that a court ends it",
    "Nash solution": "the package with the largest product of gains over no deal (Nash 1950)",
    "noise": "how far the number would wander with other random numbers and the same assumptions",
    "package": "one option for every issue",
    "reach": "how far from its ideal a party with a red line could still sign, in scale points",
    "red line": "an option that a party will not accept at any price",
    "reservation value": "what no deal is worth to a party: today's rules plus its stake",
    "salience": "an issue's share of a party's weight",
    "stake": "what a fall gives or costs a party beyond policy, in utility units",
    "status quo": "what holds on an issue if nothing is agreed",
    "utilitarian solution": "the package with the largest sum of utilities",
    "utility": "1 is everything a party wants on every issue, 0 the opposite",
    "winset": "packages that a set of parties able to decide prefers to the status quo",
}

CERTAINTY = {
    "asserted": "said flatly",
    "reported": "vouched for by a third party",
    "hedged": "put at a distance (would, appears)",
    "possible": "put as a possibility (may, risks)",
    "denied": "denied, so the stance is turned round",
}

ASSUMPTIONS = {
    "width_points": "how sharply “wants this” points at the option (scale points; smaller is sharper)",
    "red_lines_per_party": "red lines expected per party over the whole agenda, before any statement",
    "reach_mode_points": "most likely reach of a red line, before any statement (scale points)",
    "two_sided": "how likely a party that can sign neither an option nor the status quo is to say only that it rejects "
    "the option",
    "doubt": "factor on the unreliability of every statement",
    "stake_mean": "what a fall gives (+) or costs (-) a party before polls and statements (utility units)",
    "stake_sd": "how uncertain that is (standard deviation, utility units)",
    "stake_slope": "change of the stake per share of seats gained in the polls (utility units)",
}


def assumption_words(name: str) -> str:
    """Say what an assumption is about; one that has no words yet keeps its name."""
    return ASSUMPTIONS.get(name, name.replace("_", " "))
