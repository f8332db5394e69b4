"""From statements to beliefs: exact discrete Bayes, party by party and issue by issue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda
from treves.cabinet import Cabinet
from treves.evidence import Codebook, Statement, Testimony, unite_statements
from treves.positions.assumptions import Assumptions
from treves.positions.beliefs import Clue, Positions, StakeClue
from treves.positions.by_hand import UNMOVED, ByHand
from treves.positions.forms import SALIENCE_WEIGHTS, form_of, strength_of
from treves.positions.grid import IDEAL_GRID, REACH_GRID, prior_cell
from treves.positions.likelihood import log_likelihood, truthful

__all__ = ["estimate_positions"]

Floats = npt.NDArray[np.float64]

LEAST_SHARE = 1e-6  # a salience of 0 in a case is next to nothing: a Dirichlet distribution has no weight 0


def estimate_positions(
    agenda: Agenda,
    cabinet: Cabinet,
    statements: Iterable[Statement],
    codebook: Codebook,
    *,
    assumptions: Assumptions | None = None,
    saliences: Mapping[str, Mapping[str, float]] | None = None,
    experts: Mapping[tuple[str, str], tuple[float, float]] | None = None,
    by_hand: ByHand = UNMOVED,
) -> Positions:
    """Infer what every party wants and could still sign.

    Parameters
    ----------
    agenda : Agenda
    cabinet : Cabinet
    statements : iterable of Statement
        Those that may enter the model; the same news told twice counts once.
    codebook : Codebook
    assumptions : Assumptions, optional
    saliences : mapping of party to mapping of issue to share, optional
        Prior salience; equal shares where nothing is said.
    experts : mapping of (party, issue) to (place, sd), optional
        Normal priors in scale points, for instance from an expert survey; uniform elsewhere.
    by_hand : ByHand
        What is changed by hand after the statements have spoken.

    Returns
    -------
    Positions
        Posterior over ideal and reach per cell, Dirichlet weights of salience, stakes.

    Notes
    -----
    The order of the statements does not matter: they are sorted before they enter.
    """
    assumed = assumptions or Assumptions()
    parties = cabinet.party_names
    testimonies = unite_statements(statements, codebook)
    shares = _prior_shares(agenda, parties, saliences or {})
    prior = np.empty((len(parties), len(agenda.issues), IDEAL_GRID.size, REACH_GRID.size))
    for p, party in enumerate(parties):
        for j, issue in enumerate(agenda.issues):
            expert = (experts or {}).get((party, issue.name))
            prior[p, j] = prior_cell(assumed, shares[p, j], expert)
    weights = shares * len(agenda.issues)
    clues: list[Clue] = []
    stake_clues: list[StakeClue] = []
    for testimony in testimonies:
        reliability = max(0.0, 1.0 - assumed.doubt.value * (1.0 - testimony.reliability))
        clues.extend(_clues_of(testimony, reliability, agenda, parties, codebook, prior, assumed))
        stake_clues.extend(_stake_clues_of(testimony, reliability, parties, codebook))
    log_belief = np.log(prior)
    for clue in clues:
        log_belief[clue.party, clue.issue] += clue.log_likelihood
        weights[clue.party, clue.issue] += clue.salience_weight
    return Positions(
        agenda=agenda,
        parties=parties,
        ideal_grid=IDEAL_GRID,
        reach_grid=REACH_GRID,
        prior=prior,
        log_belief=log_belief,
        salience_weights=weights,
        stake_means=_stake_means(cabinet, assumed, stake_clues),
        stake_sds=np.full(len(parties), assumed.stake_sd.value),
        testimonies=testimonies,
        clues=tuple(clues),
        stake_clues=tuple(stake_clues),
        assumptions=assumed,
        by_hand=by_hand,
    )


def _prior_shares(agenda: Agenda, parties: tuple[str, ...], saliences: Mapping[str, Mapping[str, float]]) -> Floats:
    shares = np.ones((len(parties), len(agenda.issues)))
    for p, party in enumerate(parties):
        told = saliences.get(party, {})
        if told:
            typical = sum(told.values()) / len(told)
            shares[p] = [told.get(issue.name, typical) for issue in agenda.issues]
    result: Floats = shares / shares.sum(axis=1, keepdims=True)
    return np.maximum(result, LEAST_SHARE)


def _clues_of(
    testimony: Testimony,
    reliability: float,
    agenda: Agenda,
    parties: tuple[str, ...],
    codebook: Codebook,
    prior: Floats,
    assumed: Assumptions,
) -> Iterable[Clue]:
    statement = testimony.statement
    if statement.party not in parties:
        return
    form = form_of(statement)
    p = parties.index(statement.party)
    for meaning in codebook.entries[statement.about].meanings:
        j = agenda.position_of(meaning.issue)
        issue = agenda.issues[j]
        likelihood = np.zeros(prior.shape[2:])
        if form is not None:
            truth = truthful(form, issue, meaning, assumed)
            likelihood = log_likelihood(truth, reliability * strength_of(statement), prior[p, j])
        yield Clue(p, j, testimony, form, meaning, likelihood, SALIENCE_WEIGHTS[statement.kind])


def _stake_clues_of(
    testimony: Testimony, reliability: float, parties: tuple[str, ...], codebook: Codebook
) -> Iterable[StakeClue]:
    statement = testimony.statement
    stake = codebook.entries[statement.about].stake
    if stake is None or statement.stance == "0":
        return
    party = stake.party or statement.party
    if party not in parties:
        return
    is_against = (statement.stance == "-1") != (statement.certainty == "denied")
    shift = stake.shift * reliability * (-1.0 if is_against else 1.0)
    yield StakeClue(parties.index(party), testimony, shift)


def _stake_means(cabinet: Cabinet, assumed: Assumptions, clues: Iterable[StakeClue]) -> Floats:
    means = np.full(len(cabinet.parties), assumed.stake_mean.value)
    for p, party in enumerate(cabinet.party_names):
        means[p] += assumed.stake_slope.value * (cabinet.poll_change(party) or 0.0)
    for clue in clues:
        means[clue.party] += clue.shift
    clipped: Floats = np.clip(means, -0.5, 0.5)
    return clipped
