"""What a move by one party on one issue buys, everything else as it is.

Four moves: the ideal 10 points towards either end of the scale, the reach of a red line 5 points wider, the red line
given up. Each is made in every draw; the change in the probability of a deal is over the same draws, so that
the noise of drawing cancels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining.consent import Consent, consent_of
from treves.bargaining.packages import Packages, option_indices
from treves.bargaining.pivots import Pivots, pivots
from treves.bargaining.utilities import utilities_by_draw
from treves.bargaining.values import TOLERANCE, Values, issue_values
from treves.cabinet import DecisionRule
from treves.errors import AgendaError
from treves.positions import Draws

__all__ = ["IDEAL_STEP_POINTS", "REACH_STEP_POINTS", "Move", "MoveKind", "moves"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
MoveKind = Literal["ideal_down_10", "ideal_up_10", "reach_wider_5", "red_line_given_up"]

IDEAL_STEP_POINTS = 10.0
REACH_STEP_POINTS = 5.0


@dataclass(frozen=True, slots=True)
class Move:
    """A move and what it buys.

    Parameters
    ----------
    party, issue : str
    move : {'ideal_down_10', 'ideal_up_10', 'reach_wider_5', 'red_line_given_up'}
        Where the ideal is less than 10 points from the end, it moves to the end.
    deal_share : float
        Share of draws with some deal after the move.
    deal_share_change : float
        That, less the share before.
    deal_share_error : float
        Standard error of the change, from the finite number of draws (paired: the draws are the same).
    package_shares, package_share_changes, package_share_errors : tuple of float
        The same for each listed package being a deal.
    """

    party: str
    issue: str
    move: MoveKind
    deal_share: float
    deal_share_change: float
    deal_share_error: float
    package_shares: tuple[float, ...]
    package_share_changes: tuple[float, ...]
    package_share_errors: tuple[float, ...]


def moves(
    draws: Draws,
    values: Values,
    packages: Packages,
    rule: DecisionRule,
    *,
    listed: Sequence[Package] = (),
    found: Pivots | None = None,
    threads: int | None = None,
) -> tuple[Move, ...]:
    """Make every move of every party on every issue, one at a time.

    A move of the ideal also moves what the status quo is worth to the party, and with it the reservation value.

    Parameters
    ----------
    draws : Draws
        The draws behind the values.
    values : Values
        From :func:`treves.bargaining.value_tables`.
    packages : Packages
    rule : DecisionRule
    listed : sequence of Package
        Packages whose own probability is wanted, such as the most acceptable one.
    found : Pivots, optional
        Where they were found before.
    threads : int, optional

    Returns
    -------
    tuple of Move
        By party, issue and move, in the order of the case.

    Raises
    ------
    AgendaError
        If the values are explicit tables, which have no ideal to move, or do not come from these draws.
    """
    if values.shape == "explicit":
        raise AgendaError("explicit values have no ideal positions that could move; moves need values made from draws")
    if draws.ideal.shape != (values.count, len(values.parties), len(values.tables)):
        raise AgendaError(f"draws of shape {draws.ideal.shape} are not those behind these values")
    found = pivots(values, packages, rule, threads=threads) if found is None else found
    seats = _Listed.of(values, listed, consent_of(rule, values.parties))
    made = []
    for p, party in enumerate(values.parties):
        for j, issue in enumerate(values.agenda.issues):
            at = (draws.ideal[:, p, j], draws.reach[:, p, j], draws.salience[:, p, j])
            status_quo = issue.position_of(issue.status_quo)
            for move in get_args(MoveKind):
                table, is_broken, _ = issue_values(*_moved(move, *at), issue.places, shape=values.shape)
                if values.added:
                    table = table + values.added[j][p]
                shift = table - values.tables[j][:, p]
                shift = shift - shift[:, status_quo, None]
                some, some_change, some_error = _paired(found.has_deal, _has_deal(found, p, j, shift, is_broken))
                each, each_change, each_error = _paired(seats.before, seats.after(p, j, shift, is_broken))
                made.append(
                    Move(
                        party, issue.name, move, float(some), float(some_change), float(some_error),
                        tuple(each.tolist()), tuple(each_change.tolist()), tuple(each_error.tolist()),
                    )
                )  # fmt: skip
    return tuple(made)


def _paired(before: Bools, after: Bools) -> tuple[Floats, Floats, Floats]:
    """Return the share after, its change and the change's standard error, over the first axis."""
    change = after.astype(np.int8) - before.astype(np.int8)
    return after.mean(axis=0), change.mean(axis=0), change.std(axis=0) / np.sqrt(len(change))


def _moved(move: MoveKind, ideal: Floats, reach: Floats, salience: Floats) -> tuple[Floats, Floats, Floats]:
    if move == "ideal_down_10":
        return np.maximum(ideal - IDEAL_STEP_POINTS, 0.0), reach, salience
    if move == "ideal_up_10":
        return np.minimum(ideal + IDEAL_STEP_POINTS, 100.0), reach, salience
    if move == "reach_wider_5":
        return ideal, reach + REACH_STEP_POINTS, salience
    return ideal, np.full_like(reach, np.inf), salience


def _has_deal(found: Pivots, p: int, j: int, shift: Floats, is_broken: Bools) -> Bools:
    margin = found.best_margin[:, p, j, : shift.shape[1]] + shift
    return np.asarray(found.has_deal_regardless[:, p] | ((margin >= 0.0) & ~is_broken).any(axis=1))


@dataclass(frozen=True, eq=False)
class _Listed:
    """A few packages, with what is needed to ask one party anew: gains and broken red lines per issue."""

    options: npt.NDArray[np.int16]
    margin: Floats
    broken: Bools
    consent: Consent
    before: Bools

    @staticmethod
    def of(values: Values, listed: Sequence[Package], consent: Consent) -> _Listed:
        options = option_indices(values.agenda, listed)
        margin = utilities_by_draw(values, listed) - values.reservation[:, None, :] + TOLERANCE
        lines = [line[:, :, options[:, j]].transpose(0, 2, 1) for j, line in enumerate(values.red_line)]
        broken = np.stack(lines, axis=-1)  # [draw, package, party, issue]
        accepts = (margin >= 0.0) & ~broken.any(axis=-1)
        return _Listed(options, margin, broken, consent, consent.is_enough(accepts))

    def after(self, p: int, j: int, shift: Floats, is_broken: Bools) -> Bools:
        accepts = (self.margin >= 0.0) & ~self.broken.any(axis=-1)
        elsewhere = np.delete(self.broken[:, :, p], j, axis=-1).any(axis=-1)
        option = self.options[:, j]
        accepts[:, :, p] = (self.margin[:, :, p] + shift[:, option] >= 0.0) & ~elsewhere & ~is_broken[:, option]
        return self.consent.is_enough(accepts)
