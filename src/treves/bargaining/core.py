"""The core: packages that no winning coalition can improve upon."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.consent import Consent
from treves.bargaining.front import pareto_front
from treves.bargaining.values import TOLERANCE
from treves.errors import SizeError

__all__ = ["CORE_LIMIT", "core"]

CORE_LIMIT = 2**28
"""Most comparisons of a package with an undominated one."""


def core(utilities: npt.NDArray[np.float64], consent: Consent) -> npt.NDArray[np.intp]:
    """Return the packages against which no other is strictly preferred by every member of a winning coalition.

    Under unanimity the core is the weak Pareto set: the front, and what ties with it for at least one party. Under a
    majority it is empty more often than not (Plott 1967; McKelvey 1976); one dimension is the exception.

    Parameters
    ----------
    utilities : array, shape (package, party)
        Utilities, or gains with minus infinity where a red line is broken.
    consent : Consent
        Which coalitions are winning.

    Returns
    -------
    array of int
        Rows, rising; empty where the core is.

    Raises
    ------
    SizeError
        If packages times undominated packages exceed 2^28.

    Notes
    -----
    Who beats a package is beaten to it by whoever dominates the challenger, so the front is all the challengers needed.

    References
    ----------
    Gillies, D. B. (1959). Solutions to general non-zero-sum games. In Contributions to the Theory of Games IV, 47-85.
    Plott, C. R. (1967). A notion of equilibrium and its possibility under majority rule. American Economic Review 57.
    McKelvey, R. D. (1976). Intransitivities in multidimensional voting models. Journal of Economic Theory 12.

    Examples
    --------
    >>> from treves.bargaining.consent import consent_of
    >>> from treves.cabinet import DecisionRule
    >>> places = np.array([0.0, 50.0, 100.0])
    >>> utilities = -np.abs(places[:, None] - np.array([0.0, 60.0, 100.0]))
    >>> core(utilities, consent_of(DecisionRule((), {"A": 1, "B": 1, "C": 1}, 2), "ABC")).tolist()  # the median's
    [1]
    """
    front = pareto_front(utilities)
    if len(utilities) * front.size > CORE_LIMIT:
        raise SizeError(
            f"the core of {len(utilities):,} packages, {front.size:,} of them undominated, takes more than "
            f"{CORE_LIMIT:,} comparisons. Keep only the packages that come into question, or use the winset"
        )
    unbeaten = np.arange(len(utilities))
    # The challengers most parties like come first, and whoever is beaten is out: most go early.
    for challenger in front[np.argsort(-utilities[front].sum(axis=1), kind="stable")]:
        prefers = utilities[challenger] > utilities[unbeaten] + TOLERANCE
        unbeaten = unbeaten[~(consent.is_enough(prefers) & prefers.any(axis=1))]
    return unbeaten
