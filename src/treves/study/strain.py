"""What moves the end of the talks: sentences, red lines, stakes and reaches, threats, and what is assumed.

Every change is played in the same game on the same random numbers, from the solution of the game as it is. To play some
hundred changes in seconds the game has fewer candidates than the main one; its own four probabilities are told beside.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from treves.bargaining import Values, value_tables
from treves.case import Case
from treves.case.adjust.words import TALKS_WORDS
from treves.crisis import (
    KINDS,
    Endings,
    Equilibrium,
    Game,
    Priors,
    draw_worlds,
    find_endings,
    keep_packages,
    public_tree_of,
    sensitivity,
    solve,
    thin_draws,
    with_normal_vote,
    with_one_more_session,
    without_deadline,
    without_vote,
)
from treves.evidence import Testimony
from treves.positions import Draws, Positions, draw_at, without_statement
from treves.study.deals import Listed
from treves.study.frozen import Quantity
from treves.study.influence import touched
from treves.study.outcomes import Curve, Strain, ThreatValue
from treves.study.play import TIGHT, TOLERANCE, play_worlds
from treves.study.talks import Talks, draws_of, lay_out, priors_of
from treves.study.worlds import generator

__all__ = ["Bench", "curve_facts", "strain_facts", "threat_facts"]

Floats = npt.NDArray[np.float64]
Tell = Callable[[float], None]

MOST_CHOICES = 40_000
MOST_CHOICES_ONE_MORE = 80_000
STAKE_STEP = 0.05  # utility units: one standard deviation of the usual prior
REACH_STEP_POINTS = 5.0
WORTH_TRYING = 0.1  # a red line less likely than this is not given up: it is hardly there
THREAT_WORLDS = 8

SHOWN_CURVES = ("precision", "trust", "promise", "stake_spread")


@dataclass(frozen=True, eq=False)
class Bench:
    """The game on which changes are tried, solved as it is.

    Parameters
    ----------
    case : Case
    talks : Talks
    central : Equilibrium
    endings : Endings
    added : tuple of array, shape (party, option)
        What consequences make options worth beyond their places; the same under every change.
    """

    case: Case
    talks: Talks
    central: Equilibrium
    endings: Endings
    added: tuple[Floats, ...]

    @classmethod
    def set_up(cls, case: Case, listed: Sequence[Listed], values: Values, seed: int) -> Bench:
        """Lay out the smaller game and solve it.

        Raises
        ------
        NoEquilibriumError
            If the sweeps do not settle.
        """
        talks = lay_out(case, listed, values, types=case.talks.types, seed=seed, most_choices=MOST_CHOICES)
        central = priors_of(case).central
        solved = solve(talks.game, central.precision, exit_factor=central.exit_factor, tolerance=TIGHT)
        return cls(case, talks, solved, find_endings(solved), values.added)

    def changed(self, party: str, draws: Draws) -> Endings | None:
        """Play with other draws of one party; None where the sweeps do not settle."""
        p = self.case.cabinet.party_names.index(party)
        values = value_tables(draws, self.case.agenda, [party], added=[part[[p]] for part in self.added])
        (alone,) = draws_of(self.case, values, self.talks.packages, [party])
        game = self.talks.game
        at = game.rules.parties.index(party)
        types = list(game.types)
        types[at] = thin_draws(alone, types[at].count, generator(0, "types"), start=types[at])
        solved = solve(
            replace(game, types=tuple(types)),
            self.central.precision,
            exit_factor=self.central.exit_factor,
            tolerance=TOLERANCE,
            threads=1,
            start=self.central,
        )
        return find_endings(solved) if solved.is_converged else None


def strain_facts(
    bench: Bench, posterior: Positions, uniforms: Floats, drawn: Draws, progress: Tell
) -> tuple[Strain, ...]:
    """Work out what P(fall) is without each sentence, without each red line, with each stake and reach moved a step.

    Parameters
    ----------
    bench : Bench
    posterior : Positions
    uniforms : array, shape (draw, party, 2 * issue + 1)
        The random numbers behind the game's types.
    drawn : Draws
        What they give under the posterior.
    progress : callable
        Called with the share done.

    Returns
    -------
    tuple of Strain
        Largest effect on P(fall) first. Changes under which the sweeps do not settle are left out.
    """
    tasks = [*_sentences(posterior, uniforms), *_steps(bench.case, posterior.parties, drawn)]
    base = bench.endings
    found: list[Strain] = []
    sums: dict[str, list[tuple[str, float, float]]] = {}
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda task: bench.changed(task[0].party, task[1]()), tasks)
        for done, (task, after) in enumerate(zip(tasks, results, strict=True)):
            progress((done + 1) / len(tasks))
            if after is None:
                continue
            told = task[0]
            fall, accord = after.fall - base.fall, after.accord - base.accord
            if told.kind == "statement":  # what the sentence adds: as it is less without it
                sums.setdefault(told.statement, []).append((told.party, -fall, -accord))
            else:
                found.append(told.model_copy(update={"fall_change": fall, "accord_change": accord}))
    for name, parts in sums.items():
        fall = _within(math.fsum(part for _, part, _ in parts))
        accord = _within(math.fsum(part for _, _, part in parts))
        told = _blank("statement", parts[0][0] if len(parts) == 1 else "", statement=name)
        found.append(told.model_copy(update={"fall_change": fall, "accord_change": accord}))
    return tuple(sorted(found, key=lambda told: (-abs(told.fall_change), told.kind, told.statement, told.words)))


Task = tuple[Strain, Callable[[], Draws]]


def _sentences(posterior: Positions, uniforms: Floats) -> Iterable[Task]:
    def left_out(testimony: Testimony, party: str) -> Draws:
        return draw_at(without_statement(posterior, testimony), uniforms, only=party)

    for party, told in touched(posterior).items():
        for testimony in told:
            yield _blank("statement", party, statement=testimony.statement.name), partial(left_out, testimony, party)


def _steps(case: Case, parties: Sequence[str], drawn: Draws) -> Iterable[Task]:
    """Yield red lines given up, and stakes and reaches moved a step."""
    for p, party in enumerate(parties):
        label = case.cabinet.party(party).label
        alone = Draws(*(getattr(drawn, name)[:, p : p + 1] for name in ("ideal", "reach", "salience", "stake")))
        for j, issue in enumerate(case.agenda.issues):
            if np.isfinite(alone.reach[:, 0, j]).mean() < WORTH_TRYING:
                continue
            reach = alone.reach.copy()
            reach[:, 0, j] = math.inf
            words = f"{label} gives up its red lines on {issue.label}"
            yield _blank("red_line", party, words, issue=issue.name), partial(replace, alone, reach=reach)
        for kind, step, how in (("stake_up", STAKE_STEP, "more"), ("stake_down", -STAKE_STEP, "less")):
            words = f"a fall is worth {STAKE_STEP:.2f} utility {how} to {label}"
            yield _blank(kind, party, words), partial(replace, alone, stake=alone.stake + step)
        points = f"{REACH_STEP_POINTS:g} points"
        for kind, step, how in (
            ("reach_wider", REACH_STEP_POINTS, "further"),
            ("reach_narrower", -REACH_STEP_POINTS, "less far"),
        ):
            reach = np.maximum(alone.reach + step, 0.0)
            words = f"{label} could sign {points} {how} from what it wants"
            yield _blank(kind, party, words), partial(replace, alone, reach=reach)


def _blank(kind: str, party: str, words: str = "", *, issue: str = "", statement: str = "") -> Strain:
    told = {"kind": kind, "party": party, "words": words, "issue": issue, "statement": statement}
    return Strain.model_validate({**told, "fall_change": 0.0, "accord_change": 0.0})


def _within(change: float) -> float:
    return min(1.0, max(-1.0, change))


def threat_facts(bench: Bench, worlds: Sequence[Values], seed: int, progress: Tell) -> tuple[ThreatValue, ...]:
    """Work out what each threat is worth: the same talks under another rule, in several worlds.

    One more session multiplies the size of the game: it is tried, before and after, on as few candidates as fit.
    """
    game = bench.talks.game
    some = worlds[:THREAT_WORLDS]
    drawn = draw_worlds(priors_of(bench.case), len(worlds), generator(seed, "talks"))[: len(some)]
    rules: list[tuple[str, str, Callable[[Game], Game], Talks]] = []
    if any(game.rules.votes_of(proposer) for proposer in game.rules.proposers):
        rules.append(("no_vote", "nobody can call a vote", without_vote, bench.talks))
        if not game.rules.is_vote_normal:
            words = "a vote is the ordinary course and no breach of trust"
            rules.append(("vote_is_normal", words, with_normal_vote, bench.talks))
    rules.append(("no_deadline", "nothing was promised by the deadline", without_deadline, bench.talks))
    rules.append(("one_more_session", "there is one more session", with_one_more_session, _fewer(bench.talks)))
    before: dict[int, list[Endings | None]] = {}
    found = []
    for done, (name, words, change, talks) in enumerate(rules):
        count = bench.case.talks.types
        if len(talks.candidates) not in before:
            before[len(talks.candidates)] = play_worlds(bench.case, talks, some, drawn, seed, count)
        after = play_worlds(bench.case, talks, some, drawn, seed, count, change=change)
        pairs = [
            (one, other)
            for one, other in zip(before[len(talks.candidates)], after, strict=True)
            if one is not None and other is not None
        ]
        progress((done + 1) / len(rules))
        if not pairs:
            continue
        changes = {kind: _quantity([other.of(kind) - one.of(kind) for one, other in pairs]) for kind in KINDS}
        gains = np.mean([other.gains - one.gains for one, other in pairs], axis=0).tolist()
        found.append(
            ThreatValue(
                name=name,
                words=words,
                gains=dict(zip(game.rules.parties, gains, strict=True)),
                **{f"{kind}_change": told for kind, told in changes.items()},
            )
        )
    return tuple(found)


def _fewer(talks: Talks) -> Talks:
    """Drop candidates, least important first, until the game with one more session fits."""
    for keep in range(len(talks.candidates), 0, -1):
        smaller = keep_packages(talks.game, list(talks.game.packages[:keep]))
        if keep == 1 or public_tree_of(with_one_more_session(smaller)).node_count <= MOST_CHOICES_ONE_MORE:
            break
    return replace(talks, game=smaller, candidates=talks.candidates[:keep])


def _quantity(values: Sequence[float]) -> Quantity:
    mean = float(np.mean(values))
    low, high = np.quantile(values, [0.1, 0.9]).tolist()
    return Quantity(value=mean, low=min(low, mean), high=max(high, mean))


def curve_facts(bench: Bench, progress: Tell) -> tuple[Curve, ...]:
    """Work out how the four ends move with lambda, trust cost, promise cost and stake spread."""
    priors: Priors = priors_of(bench.case)
    told = []
    for done, name in enumerate(SHOWN_CURVES):
        curve = sensitivity(bench.talks.game, priors, name, 5, tolerance=TOLERANCE)
        columns = {
            kind: tuple(None if math.isnan(p) else min(1.0, max(0.0, p)) for p in curve.probabilities[:, k].tolist())
            for k, kind in enumerate(KINDS)
        }
        told.append(Curve(name=name, words=TALKS_WORDS[name], values=curve.values, **columns))
        progress((done + 1) / len(SHOWN_CURVES))
    return tuple(told)
