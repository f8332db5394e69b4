"""The sentences on how the talks may end: what was played, what a vote could do, how good the solution is."""

from __future__ import annotations

from treves.report.outlook_words import whose_crises
from treves.report.typeset import chance, share, share_range
from treves.report.words import count_word, joined
from treves.study.findings import Findings

__all__ = ["beside_words", "ending_words", "exit_words", "solver_words", "story_share"]

LEAST_STORY = 0.001


def ending_words(findings: Findings) -> str:
    """Say how the talks end, in two sentences."""
    outcomes = findings.outcomes
    if outcomes is None:
        return ""
    sessions = len(outcomes.by_session) - 1
    kinds = {"an accord": outcomes.accord, "a vote": outcomes.vote, "postponement": outcomes.postponement}
    council = findings.facts.council
    if council is not None and council.is_by_consensus:
        del kinds["a vote"]
    others = joined([f"{kind} {share(p.p)}" for kind, p in kinds.items()])
    told = (
        f"Played as {count_word(sessions, 'session')} before the deadline, with {outcomes.first_mover} first to have "
        f"the floor, the "
        f"cabinet falls in {share(outcomes.fall.p)} of the talks (80 % of the worlds: {share_range(outcomes.fall)}); "
        f"{others}."
    )
    leavers = [row for row in outcomes.by_leaver if row.leaves.p >= 0.005]
    if leavers:
        first = max(leavers, key=lambda row: row.leaves.p)
        told += f" The party whose exit most often brings it about is {first.party}, {chance(first.leaves)}."
    return told


def beside_words(findings: Findings) -> str:
    """Say what the outside view makes of it; nothing where there is none."""
    outlook = findings.outlook
    if findings.outcomes is None or outlook is None or not outlook.crises:
        return ""
    fallen = sum(crisis.outcome == "fallen" for crisis in outlook.crises)
    told = (
        "Beside it stands the outside view, which knows nothing of these talks: of "
        f"{count_word(len(outlook.crises), 'formal crisis', 'formal crises')} {whose_crises(outlook)} {fallen} ended "
        "in a fall, and by the past alone the chance of a fall by the deadline is "
        f"{chance(outlook.by_deadline.state)}."
    )
    combined = outlook.by_deadline.combined
    if outlook.inside is not None and combined is not None:
        told += f" Joined, with a weight of {outlook.inside.weight:g} on the talks, it is {chance(combined)}."
    return told + " Neither was fitted to the other."


def exit_words(findings: Findings) -> str:
    """Say what a vote can do and why an outvoted party still has a veto: it can leave."""
    outcomes, council = findings.outcomes, findings.facts.council
    if outcomes is None or council is None or not council.carried_by:
        return ""
    if council.is_by_consensus:
        return (
            "No vote is counted here: the council decides by consensus, so a package needs the consent of all, and "
            "what a party can do beyond saying no is to leave."
        )
    sets = sorted(council.carried_by, key=len)
    smallest = [parties for parties in sets if len(parties) == len(sets[0])]
    told = "A vote is carried by " + ", by ".join(
        f"{joined(list(parties))} ({sum(council.votes[party] for party in parties)} of {council.size})"
        for parties in smallest[:3]
    )
    told += ", whatever the others say. " if len(smallest[0]) < len(council.votes) else ". "
    if outcomes.is_vote_normal:
        told += "Here a vote is the ordinary course: to be outvoted costs no trust."
    else:
        told += "But a party that is outvoted has only two answers: to stay at a cost in trust, or to leave. "
        told += "Its veto is not in the council; its veto is the exit."
    if outcomes.exit_after_vote is not None:
        told += (
            f" In the talks as played, of the votes that outvote someone {share(outcomes.exit_after_vote)} end with an "
            "exit and the fall of the cabinet (all assumptions central)."
        )
    return told


def solver_words(findings: Findings) -> str:
    """Say how the equilibrium was found, how good it is, and what the numbers are not."""
    outcomes = findings.outcomes
    if outcomes is None:
        return ""
    solver = outcomes.solver
    told = (
        f"The equilibrium ({solver.method}) settled to {solver.residual:.0e} in {solver.sweeps} sweeps over "
        f"{solver.choices:,} "
        f"choices, {solver.types} types a party at most, {len(outcomes.candidates)} candidate packages"
    )
    told += f" ({solver.candidates_left_out} more were left out)" if solver.candidates_left_out else ""
    told += f"; {solver.worlds} worlds"
    if solver.worlds_lowered:
        told += f", {solver.worlds_lowered} of them at a lower lambda than drawn because that one did not settle"
    if solver.worlds_unsettled:
        told += f"; {solver.worlds_unsettled} more did not settle and are left out"
    told += "."
    if solver.thinning_error is not None:
        told += f" With twice as many types P(fall) differs by {solver.thinning_error * 100:.1f} points."
    return (
        told
        + " Lambda and the costs of moves are assumptions with wide ranges; none is fitted to how any crisis ended."
    )


def story_share(value: float) -> str:
    """Set the probability of a single story, which may be small."""
    return (
        share(value)
        if value >= 0.01
        else f"{value * 100:.1f}\u00a0%"
        if value >= LEAST_STORY
        else "less than 0.1\u00a0%"
    )
