"""How likely a statement is, for every ideal position and reach a party might have.

With reliability rho a statement tells the truth, with 1 - rho it tells nothing: ``L = rho f + (1 - rho) E[f]``, where
the expectation is over the belief before any statement. A single statement then leaves exactly the mixture of
"as it says" (weight rho) and "as before" (weight 1 - rho).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.agenda import Issue
from treves.evidence import Meaning
from treves.positions.assumptions import Assumptions
from treves.positions.forms import Form
from treves.positions.grid import IDEAL_GRID, REACH_GRID, acceptable_on_grid

__all__ = ["log_likelihood", "truthful"]

Floats = npt.NDArray[np.float64]

HALF = 0.5  # what is left of a demand's likelihood where the status quo could still be signed


def truthful(form: Form, issue: Issue, meaning: Meaning, assumptions: Assumptions) -> Floats:
    """Return f: how likely a truthful speaker with each ideal and reach says this.

    Parameters
    ----------
    form : Form
    issue : Issue
    meaning : Meaning
        The option y on this issue, and whether the matter is y itself, at least y or at most y.
    assumptions : Assumptions
        Their ``width_points`` (over which the pull of "wants y" falls by a factor e) and ``two_sided``.

    Returns
    -------
    array, shape (ideal, reach)
        Values from 0 to 1.
    """
    place = issue.option(meaning.option).place
    can_sign = acceptable_on_grid(place)
    if form is Form.ACCEPTS:
        return can_sign.astype(float)
    stays = acceptable_on_grid(issue.status_quo_place)
    if form is Form.REJECTS:
        # who could sign neither y nor the status quo would sooner say what must change than what must not
        alone = 1.0 if place == issue.status_quo_place else assumptions.two_sided.value
        return np.where(can_sign, 0.0, np.where(stays, 1.0, alone))
    if form is Form.AT_MOST or form is Form.AT_LEAST:
        return _no_further(issue, place, upward=form is Form.AT_MOST)
    towards = _towards(meaning, place, assumptions.width_points.value)
    if form is Form.OPPOSES:
        return np.broadcast_to(1.0 - towards[:, None], can_sign.shape).copy()
    if form is Form.WANTS or place == issue.status_quo_place:
        # to demand what already holds says nothing about where else one could sign
        return np.broadcast_to(towards[:, None], can_sign.shape).copy()
    where_it_stays = HALF if form is Form.DEMANDS else 0.0
    demanded: Floats = towards[:, None] * np.where(stays, where_it_stays, 1.0)
    return demanded


def _towards(meaning: Meaning, place: float, width_points: float) -> Floats:
    if meaning.reading == "at_least":
        return (place <= IDEAL_GRID).astype(float)
    if meaning.reading == "at_most":
        return (place >= IDEAL_GRID).astype(float)
    pull: Floats = np.exp(-np.abs(IDEAL_GRID - place) / width_points)
    return pull


def _no_further(issue: Issue, place: float, *, upward: bool) -> Floats:
    """Return "at most" (upward) or "at least": the ideal does not pass y, and what lies beyond is doubtful."""
    on_this_side = place >= IDEAL_GRID if upward else place <= IDEAL_GRID
    beyond = [other for other in issue.places if (other > place if upward else other < place)]
    likely: Floats = np.repeat(on_this_side[:, None].astype(float), REACH_GRID.size, axis=1)
    if beyond:
        likely[acceptable_on_grid(min(beyond) if upward else max(beyond))] *= HALF
    return likely


def log_likelihood(truth: Floats, reliability: float, prior: Floats) -> Floats:
    """Mix f with its expectation under the prior and return the logarithm.

    Parameters
    ----------
    truth : array, shape (ideal, reach)
        f, from :func:`truthful`.
    reliability : float
        rho, 0-1.
    prior : array, shape (ideal, reach)
        Belief before any statement, summing to one.

    Returns
    -------
    array, shape (ideal, reach)
        All zero where the prior makes the statement impossible: it then says nothing rather than everything.
    """
    expected = float((prior * truth).sum())
    if expected <= 0.0:
        return np.zeros_like(truth)
    with np.errstate(divide="ignore"):
        logarithm: Floats = np.log(reliability * truth + (1.0 - reliability) * expected)
    return logarithm
