"""The sentences that say what was found: plain words made from the findings, taking no side."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.anchors import Anchors
from treves.report.figures.influences import strongest
from treves.report.figures.options import FLAT, contested
from treves.report.typeset import chance, share
from treves.report.words import count_word, day, joined, option_label
from treves.study.findings import Deal, Findings, PartyView, StatementFacts

__all__ = [
    "Hinge",
    "Standfirst",
    "blocking_words",
    "contested_words",
    "deal_words",
    "law_words",
    "standfirst",
    "vote_words",
]

TOLD_CHANGES = 5
MOVES_NOTHING = 0.005


@dataclass(frozen=True)
class Hinge:
    """The sentence that moves the result most, and what would be concluded without it."""

    statement: StatementFacts
    anchor: str
    told: str


@dataclass(frozen=True)
class Standfirst:
    """The opening paragraph: what was concluded, how sure, what stands in the way, what it hinges on."""

    ending: str
    conclusion: str
    best: str
    obstacle: str
    hinge: Hinge | None


def standfirst(findings: Findings, anchors: Anchors) -> Standfirst:
    """Write the opening paragraph."""
    if findings.scenario is not None:
        return _solved(findings)
    first = findings.headlines[0] if findings.headlines else None
    conclusion = (
        f"Going by what was reported up to {day(findings.as_of)}, the chance that {first.sentence} is put at "
        f"{chance(first.probability)}; the range is where eight of ten reruns under other assumptions end up."
        if first
        else ""
    )
    best = findings.deals[0] if findings.deals else None
    return Standfirst(
        _ending(findings),
        conclusion,
        f"For the single most acceptable of {findings.facts.package_count:,} possible packages it is "
        f"{chance(best.probability_all_accept)}. {deal_words(findings, best)}"
        if best
        else "",
        _obstacle(findings, best) if best else "",
        _hinge(findings, anchors),
    )


def _solved(findings: Findings) -> Standfirst:
    """Write the opening paragraph where utilities are given: a verdict, not a probability."""
    solved, best = findings.scenario, findings.deals[0]
    verdict = solved.verdict if solved is not None else ""
    if solved is None or not solved.points:
        return Standfirst("", verdict, f"Nearest to a deal is: {best.words}.", best.obstacle, None)
    names = joined([point.name for point in solved.points if point.package == best.package])
    is_one = " and " not in names
    told = f"The {names} {'is' if is_one else 'are'}: {best.words}."
    return Standfirst("", verdict, told, "", None)


def _ending(findings: Findings) -> str:
    """Say how the talks end, in a sentence; nothing where they were not played."""
    outcomes = findings.outcomes
    if outcomes is None:
        return ""
    return (
        f"Played to their end, the talks bring the cabinet down in {chance(outcomes.fall)}, end in an accord in "
        f"{chance(outcomes.accord)}, in a vote that all survive in {chance(outcomes.vote)} and in a postponement in "
        f"{chance(outcomes.postponement)} of all cases."
    )


def deal_words(findings: Findings, deal: Deal) -> str:
    """Tell in a sentence what a package changes, the first few changes by name."""
    changed = [
        option_label(findings.facts, issue.name, deal.package[issue.name])
        for issue in findings.facts.issues
        if deal.package[issue.name] != issue.status_quo
    ]
    if not changed:
        return "It leaves everything as it is."
    shown = [f"“{label}”" for label in changed[:TOLD_CHANGES]]
    more = len(changed) - len(shown)
    return f"It brings {joined([*shown, count_word(more, 'more change')] if more else shown)}."


def _obstacle(findings: Findings, deal: Deal) -> str:
    refusing = [view for view in deal.parties if view.party in deal.blocked_by]
    if not refusing:
        return "No party refuses it in more than one draw in ten."
    view = min(refusing, key=lambda view: view.accepts.p)
    who = findings.facts.parties[view.party]
    return f"{who} refuses it most often, in {share(1.0 - view.accepts.p)} of draws, {_reason(findings, view)}."


def _reason(findings: Findings, view: PartyView) -> str:
    if view.refuses_by_red_line_share < view.refuses_as_not_worth_it_share or not view.red_lines:
        return "mostly because no deal is worth more to it"
    issue = max(view.red_lines, key=lambda name: view.red_lines[name])
    label = next((known.label for known in findings.facts.issues if known.name == issue), issue)
    return f"mostly over a red line that it may have on “{label}”"


def _hinge(findings: Findings, anchors: Anchors) -> Hinge | None:
    ranked = strongest(findings)
    if not ranked or abs(ranked[0].deal_exists_change.value) < MOVES_NOTHING:
        return None
    top = ranked[0]
    turn = "lower" if top.deal_exists_change.value > 0 else "higher"
    points = round(abs(top.deal_exists_change.value) * 100) or 1
    return Hinge(
        anchors.known[top.statement],
        anchors.statements[top.statement],
        f"Without it the chance of some deal would be {points} percentage point{'s' if points > 1 else ''} {turn}",
    )


def contested_words(findings: Findings) -> str:
    """Say which choice costs most."""
    issues = [told for told in contested(findings) if told.issue.options]
    if not issues or issues[0].range < FLAT:
        return "No single choice moves the chance by more than half a point: every option still fits in some package."
    top = issues[0]
    known = [(best, option) for option, best in zip(top.issue.options, top.best, strict=True) if best is not None]
    low, high = min(known, key=lambda told: told[0]), max(known, key=lambda told: told[0])
    return (
        f"The choice that matters most is “{top.issue.label}”. With “{low[1].label}” no package is accepted by all in "
        f"more than {share(low[0])} of draws; with “{high[1].label}” the best reaches {share(high[0])}."
    )


def blocking_words(findings: Findings) -> str:
    """Say who most often stands alone between the others and a deal."""
    ranked = sorted(findings.blocking, key=lambda told: -told.stands_alone_between.p)
    if not ranked or ranked[0].stands_alone_between.p < MOVES_NOTHING:
        return "No single party stands between the others and a deal in more than a few draws."
    top = ranked[0]
    return (
        f"{top.party} is the party that most often stands alone between the others and a deal: "
        f"in {chance(top.stands_alone_between)} of draws."
    )


def vote_words(findings: Findings) -> str:
    """Say what a vote can and cannot do, for this council."""
    council = findings.facts.council
    if council is None:
        return ""
    if council.is_by_consensus:
        return (
            f"The council decides by consensus: {council.quorum} of its {council.size} ministers must be there, no "
            "vote is counted, and one party against can hold a decision up. So no vote is among the moves of the talks."
        )
    vetoes = findings.facts.veto_players
    left_out = [party for party in vetoes if any(party not in parties for parties in council.carried_by)]
    told = (
        f"A vote is carried by {council.majority} of {council.size} votes when all are present; "
        f"{council.quorum} must be there."
    )
    if left_out:
        told += f" {joined(left_out)} can be outvoted, each by some set of the others."
    return told


def law_words(findings: Findings) -> str:
    """Say what law leaves of the draft, or of the most acceptable package, and which option lasts least."""
    told = findings.institutions
    by_role = {path.role: path for path in told.paths} if told else {}
    path = by_role.get("draft") or by_role.get("best")
    if told is None or path is None:
        return "What is agreed at a table is not yet law."
    measures = [one for one in told.measures if path.package[one.issue] == one.option and one.instrument != "none"]
    if not measures:
        return "Nothing in it needs more than a decision."
    least = min(measures, key=lambda one: one.in_force_share)
    bills = [one for one in measures if one.instrument in {"statute", "treaty"}]
    short = [chamber for chamber in told.chambers if not chamber.left[0].is_majority]
    words = (
        f"What is agreed at a table is not yet law. {path.why_listed[:1].upper()}{path.why_listed[1:]} holds "
        f"{count_word(len(measures), 'change')} that {'needs' if len(measures) == 1 else 'need'} a legal form. "
        f"“{least.label}” is expected to work for {least.months_in_force.value:.0f} of the {told.horizon_months} "
        "months after the accord, the least of them."
    )
    if bills and short:
        chambers = joined([f"the {chamber.label} ({chamber.left[0].short_seats} seats short)" for chamber in short])
        words += f" {count_word(len(bills), 'bill').capitalize()} would need votes of others in {chambers}."
    return words
