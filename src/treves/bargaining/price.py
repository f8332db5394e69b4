"""The price of peace: which one position, red line, salience or stake, moved how far, makes a deal where there is none.

Exact for the additive linear model. A move by one party on one issue changes what a package is worth to it by an amount
that depends on the package's option there alone; so the best margin per option, over the packages that everyone else
would sign (:mod:`treves.bargaining.pivots`), says how far is far enough, in closed form.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.bargaining.packages import Packages
from treves.bargaining.pivots import Pivots, pivots
from treves.bargaining.values import TOLERANCE, Values
from treves.cabinet import DecisionRule
from treves.errors import AgendaError
from treves.positions import Draws

__all__ = ["Price", "price_of_peace"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Price:
    """In every draw, how far each single thing would have to move for a deal; infinite where no distance is enough.

    Everything is 0 in draws that have a deal.

    Parameters
    ----------
    parties : tuple of str
    has_deal : array of bool, shape (draw,)
    position : array, shape (draw, party, issue)
        Scale points the ideal position would move, signed: positive towards the high end. What the status quo is worth
        to the party moves with it.
    red_line : array, shape (draw, party, issue)
        Scale points by which the reach would widen.
    salience : array, shape (draw, party, issue)
        Change of the issue's share of the party's weight (-1 to 1); the other shares keep their proportions.
    stake : array, shape (draw, party)
        Utility by which no deal would have to be worth less.
    """

    parties: tuple[str, ...]
    has_deal: Bools
    position: Floats
    red_line: Floats
    salience: Floats
    stake: Floats

    def cheapest(self) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Return per draw the fewest scale points that one position or red line would have to move, and whose, where.

        Returns
        -------
        points : array, shape (draw,)
            Infinite where no single step makes a deal.
        at : array of int, shape (draw, 3)
            0 for a position and 1 for a red line; party; issue.
        """
        both = np.stack([np.abs(self.position), self.red_line], axis=1)
        flat = both.reshape(len(both), -1)
        least = flat.argmin(axis=1)
        return flat[np.arange(len(flat)), least], np.stack(np.unravel_index(least, both.shape[1:]), axis=1)


def price_of_peace(
    draws: Draws,
    values: Values,
    packages: Packages,
    rule: DecisionRule,
    *,
    found: Pivots | None = None,
    threads: int | None = None,
) -> Price:
    """Find the smallest single moves that make a deal.

    Parameters
    ----------
    draws : Draws
        The draws behind the values.
    values : Values
        From :func:`treves.bargaining.value_tables`, of linear shape.
    packages : Packages
    rule : DecisionRule
    found : Pivots, optional
        Where they were found before.
    threads : int, optional

    Returns
    -------
    Price

    Raises
    ------
    AgendaError
        If the values are not linear, or not made from these draws.
    """
    if values.shape != "linear":
        raise AgendaError(f"the price of peace is worked out for linear utilities, not {values.shape} ones")
    if draws.ideal.shape != (values.count, len(values.parties), len(values.tables)):
        raise AgendaError(f"draws of shape {draws.ideal.shape} are not those behind these values")
    found = pivots(values, packages, rule, threads=threads) if found is None else found
    size = draws.ideal.shape
    position, red_line, salience = (np.full(size, np.inf) for _ in range(3))
    stake = np.full(size[:2], np.inf)
    worth_of_status_quo = np.zeros(size[:2])
    for issue, table in zip(values.agenda.issues, values.tables, strict=True):
        worth_of_status_quo += table[:, :, issue.position_of(issue.status_quo)]
    bar = values.reservation - worth_of_status_quo - TOLERANCE  # what gains over the status quo must reach
    for j, issue in enumerate(values.agenda.issues):
        margin = found.best_margin[:, :, j, : len(issue.options)]
        is_broken = values.red_line[j]
        ideal, reach, weight = draws.ideal[:, :, j], draws.reach[:, :, j], draws.salience[:, :, j]
        places = np.array(issue.places)
        distance = np.abs(places - ideal[..., None])
        with np.errstate(invalid="ignore"):
            wider = np.where((margin >= 0.0) & is_broken, distance - reach[..., None], np.inf)
        red_line[:, :, j] = wider.min(axis=2)
        position[:, :, j] = _smallest(_towards(margin, ideal, reach, weight, places, issue.status_quo_place))
        above = (distance[..., [issue.position_of(issue.status_quo)]] - distance) / 100.0
        salience[:, :, j] = _smallest(_reweighed(np.where(is_broken, -np.inf, margin), above, weight, bar))
        stake = np.minimum(stake, np.where(is_broken, np.inf, -margin).min(axis=2))
    free = found.has_deal[:, None, None]
    return Price(
        values.parties,
        found.has_deal,
        np.where(free, 0.0, position),
        np.where(free, 0.0, red_line),
        np.where(free, 0.0, salience),
        np.where(found.has_deal[:, None], 0.0, np.maximum(stake, 0.0)),
    )


def _smallest(moves: Floats) -> Floats:
    """Return over the last axis the move that is nearest to none, with its sign; infinite where there is none."""
    at = np.abs(moves).argmin(axis=-1)
    return np.asarray(np.take_along_axis(moves, at[..., None], axis=-1)[..., 0])


def _towards(margin: Floats, ideal: Floats, reach: Floats, weight: Floats, places: Floats, status_quo: float) -> Floats:
    """Return how far the ideal must move for each option to be signed.

    On the way from the status quo's place to its own the option gains ``2 * weight / 100`` a point on it, and nothing
    before or beyond. The option must also come within reach.
    """
    side = np.sign(places - status_quo)
    x = ideal[..., None]
    # Walk along the scale so that the option lies ahead of the status quo.
    begins = np.maximum(side * x, side * status_quo)  # gaining starts here at the earliest
    lacking = np.where(np.isfinite(margin), np.maximum(-margin, 0.0), 0.0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        needed = np.where(lacking > 0.0, lacking * 50.0 / weight[..., None], 0.0)
    ends = begins + np.minimum(needed, 1000.0)  # further than any scale is long is never enough
    is_enough = (lacking <= 0.0) | ((side != 0.0) & (ends <= side * places + 1e-12))
    for_worth = np.where(lacking > 0.0, side * ends - x, 0.0)
    into_reach = np.sign(places - x) * np.maximum(np.abs(places - x) - reach[..., None], 0.0)
    # Both lead towards the option's place, so the longer of the two does for both.
    moved = np.where(np.abs(for_worth) >= np.abs(into_reach), for_worth, into_reach)
    lands = x + moved
    is_enough &= np.isfinite(margin) & (lands >= -1e-9) & (lands <= 100.0 + 1e-9)
    return np.where(is_enough, moved, np.inf)


def _reweighed(margin: Floats, above: Floats, weight: Floats, bar: Floats) -> Floats:
    """Return how far the issue's weight must change for each option; others keep their proportions.

    With weight s' the margin is ``s' * above + (1 - s') / (1 - s) * rest - bar``, a straight line in s'.
    """
    s = weight[..., None]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        rest = margin - s * above + bar[..., None]
        slope = above - rest / (1.0 - s)
        change = -margin / slope
    is_enough = np.isfinite(change) & np.isfinite(margin) & (s < 1.0 - TOLERANCE)  # all the weight has nowhere to go
    with np.errstate(invalid="ignore"):
        is_enough &= (s + change >= -1e-12) & (s + change <= 1.0 + 1e-12)
    return np.where(is_enough, change, np.inf)
