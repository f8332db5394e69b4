"""A case's decision rule, retold: which sets of parties are enough, and how often each party is decisive."""

from __future__ import annotations

import math

from treves.bargaining.consent import consent_of
from treves.bargaining.power import intersection, weighted_game
from treves.cabinet import Cabinet
from treves.study.institutions import RuleView
from treves.study.votes import power_of

__all__ = ["view_rule"]

SCALES = (1, 10, 100, 1000)  # weights are counted in whole numbers, of thousandths at the finest
SAME = 1e-9


def view_rule(cabinet: Cabinet) -> RuleView:
    """Say whose acceptance makes a deal, and who is decisive by numbers alone.

    Parameters
    ----------
    cabinet : Cabinet

    Returns
    -------
    RuleView
        Weights with more than three decimals are rounded to three for the indices of power.

    Raises
    ------
    SizeError
        If more than 16 parties without a veto have weight.
    """
    rule, parties = cabinet.rule, cabinet.party_names
    enough = consent_of(rule, parties).minimal_winning_coalitions()
    sets = [tuple(name for name, is_in in zip(parties, row, strict=True) if is_in) for row in enough]
    scale = next((s for s in SCALES if all(_is_whole(w * s) for w in rule.weights.values())), SCALES[-1])
    counted = {name: round(rule.weights.get(name, 0.0) * scale) for name in parties}
    vetoes = {name: int(name in rule.veto_players) for name in parties}
    games = []
    if rule.quota > 0:
        games.append(weighted_game(counted, math.ceil(round(rule.quota * scale, 6))))
    if rule.veto_players:
        games.append(weighted_game(vetoes, sum(vetoes.values())))
    return RuleView(
        veto_players=rule.veto_players,
        weights=dict(rule.weights),
        quota=rule.quota,
        sets=tuple(sorted(sets, key=len)),
        power=power_of(counted if rule.quota > 0 else vetoes, intersection(*games)) if games else (),
    )


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < SAME
