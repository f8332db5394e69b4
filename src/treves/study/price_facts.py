"""The price of peace: which one thing, moved how far, would make a deal, and how the chance of one grows with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from treves.case import Case
from treves.positions import Estimate
from treves.study.frozen import Frozen, Probability, Quantity, Share
from treves.study.worlds import probability, quantity

if TYPE_CHECKING:
    from treves.bargaining import Price as Prices

__all__ = ["PriceFacts", "PriceOfPeace", "price_facts", "what_moves"]

Floats = npt.NDArray[np.float64]
Kind = Literal["ideal_down", "ideal_up", "reach_wider", "salience_down", "salience_up", "no_deal_worth_less"]

LONGEST = 100  # steps on the curve: the whole scale, the whole weight
WITHIN = 10
LEAST = 0.005  # share of draws below which a step is not worth a row
SCALE = {"salience_down": 100.0, "salience_up": 100.0, "no_deal_worth_less": 100.0}


class PriceFacts(Frozen):
    """One single thing that could move, everything else as it is."""

    party: str
    issue: str = Field(description="Empty for what no deal is worth")
    kind: Kind
    amount: Quantity = Field(
        description="How far it must move where it is enough: scale points; hundredths of weight; of utility"
    )
    makes_deal_share: Share = Field(description="Of the draws without a deal, how often it alone is enough")
    deal_exists_within_ten: Probability = Field(
        description="P(some deal exists) if it may move by up to ten of its steps; interval by the noise of drawing"
    )
    curve: tuple[Share, ...] = Field(description="The same for up to 0, 1, ..., 100 steps")


class PriceOfPeace(Frozen):
    """What it would take where there is no deal, from one party on one thing."""

    single_step_share: Share = Field(
        description="Of the draws without a deal, how often one position or red line, moved any distance, is enough"
    )
    cheapest_points: Quantity | None = Field(
        description="Scale points the cheapest such move takes; null where none is"
    )
    sentence: str
    prices: tuple[PriceFacts, ...] = Field(description="Those that help most within ten steps first")


def price_facts(case: Case, found: Prices) -> PriceOfPeace | None:
    """Tell the price of peace over the draws.

    Parameters
    ----------
    case : Case
    found : Price
        From the bargaining room.

    Returns
    -------
    PriceOfPeace or None
        None where every draw has a deal.
    """
    without = ~found.has_deal
    if not without.any():
        return None
    told = []
    for party, issue, kind, amounts in _cells(case, found):
        steps = amounts[without] * SCALE.get(kind, 1.0)
        enough = steps[np.isfinite(steps)]
        if enough.size < LEAST * found.has_deal.size:
            continue
        base = float(found.has_deal.mean())
        curve = [base + float((steps <= limit + 1e-9).sum()) / found.has_deal.size for limit in range(LONGEST + 1)]
        told.append(
            PriceFacts(
                party=party,
                issue=issue,
                kind=kind,
                amount=_spread(enough),
                makes_deal_share=enough.size / int(without.sum()),
                deal_exists_within_ten=probability(min(curve[WITHIN], 1.0), [], found.has_deal.size),
                curve=tuple(round(min(share, 1.0), 6) for share in curve),
            )
        )
    told.sort(key=lambda price: (-price.curve[WITHIN], price.amount.value))
    points, _ = found.cheapest()
    any_step = points[without][np.isfinite(points[without])]
    return PriceOfPeace(
        single_step_share=any_step.size / int(without.sum()),
        cheapest_points=_spread(any_step) if any_step.size else None,
        sentence=_sentence(case, told, float(without.mean())),
        prices=tuple(told),
    )


def _cells(case: Case, found: Prices) -> Iterator[tuple[str, str, Kind, Floats]]:
    for p, party in enumerate(found.parties):
        for j, issue in enumerate(case.agenda.issues):
            position, salience = found.position[:, p, j], found.salience[:, p, j]
            yield party, issue.name, "ideal_down", np.where(position <= 0.0, -position, np.inf)
            yield party, issue.name, "ideal_up", np.where(position >= 0.0, position, np.inf)
            yield party, issue.name, "reach_wider", found.red_line[:, p, j]
            yield party, issue.name, "salience_down", np.where(salience <= 0.0, -salience, np.inf)
            yield party, issue.name, "salience_up", np.where(salience >= 0.0, salience, np.inf)
        yield party, "", "no_deal_worth_less", found.stake[:, p]


def _spread(amounts: Floats) -> Quantity:
    middle, low, high = np.quantile(amounts, [0.5, 0.1, 0.9]).tolist()
    return quantity(Estimate(middle, low, high))


def what_moves(case_labels: dict[str, str], price: PriceFacts, ends: tuple[str, str] = ("0", "100")) -> str:
    """Say what would move, without its distance."""
    on = f" on {case_labels.get(price.issue, price.issue)}" if price.issue else ""
    return {
        "ideal_down": f"its position{on}, towards {ends[0]}",
        "ideal_up": f"its position{on}, towards {ends[1]}",
        "reach_wider": f"its red line{on}, wider",
        "salience_down": f"its weight{on}, less",
        "salience_up": f"its weight{on}, more",
        "no_deal_worth_less": "what no deal is worth to it, less",
    }[price.kind]


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _sentence(case: Case, told: list[PriceFacts], without: float) -> str:
    steps = [price for price in told if price.kind in ("ideal_down", "ideal_up", "reach_wider")]
    if not steps:
        return f"{_percent(without)} of draws have no deal; hardly any would get one by a single move of one party."
    top = steps[0]
    labels = {issue.name: issue.label for issue in case.agenda.issues}
    issue = case.agenda.issue(top.issue)
    moved = what_moves(labels, top, (issue.low_end or "0", issue.high_end or "100"))
    before, after = _percent(top.curve[0]), _percent(top.curve[WITHIN])
    amount = top.amount
    return (
        f"The single move that would help most within {WITHIN} points is by {case.cabinet.party(top.party).label}: "
        f"{moved}. It would lift the chance of a deal from {before} to {after}. Where it is enough at all, in "
        f"{_percent(top.makes_deal_share)} of the draws without a deal, the distance it takes is {amount.value:.0f} "
        f"points (80 %: {amount.low:.0f} to {amount.high:.0f})."
    )
