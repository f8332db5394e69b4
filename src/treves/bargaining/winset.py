"""The winset of the status quo: what a winning set of parties would rather have."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.consent import Consent
from treves.bargaining.values import TOLERANCE

__all__ = ["winset"]


def winset(utilities: npt.NDArray[np.float64], status_quo: int, consent: Consent) -> npt.NDArray[np.bool_]:
    """Say which packages enough parties strictly prefer to the status quo (Tsebelis 2002, ch. 1).

    The more veto players, the smaller the winset; where it is empty, policy is stable whatever is proposed. The
    winset is about policy alone: what a fall would cost a party, its stake, plays no part in it.

    Parameters
    ----------
    utilities : array, shape (package, party)
        Utilities, or gains with minus infinity where a red line is broken.
    status_quo : int
        Row of the status quo.
    consent : Consent
        Whose preference is enough.

    Returns
    -------
    array of bool, shape (package,)
        Differences up to 1e-9 are indifference.

    References
    ----------
    Tsebelis, G. (2002). Veto Players: How Political Institutions Work. Princeton University Press.

    Examples
    --------
    >>> from treves.bargaining.consent import consent_of
    >>> from treves.cabinet import DecisionRule
    >>> places = np.array([0.0, 50.0, 100.0])
    >>> utilities = -np.abs(places[:, None] - np.array([0.0, 60.0, 100.0]))  # three parties on one issue
    >>> majority = consent_of(DecisionRule((), {"A": 1, "B": 1, "C": 1}, 2), "ABC")
    >>> winset(utilities, 0, majority).tolist()
    [False, True, True]
    >>> winset(utilities, 0, consent_of(DecisionRule(("A", "B", "C")), "ABC")).tolist()
    [False, False, False]
    """
    prefers = utilities > utilities[status_quo] + TOLERANCE
    return np.asarray(consent.is_enough(prefers) & prefers.any(axis=1))
