"""Cox's model and a Weibull model, through lifelines: two peers of the hazards used here.

lifelines is not needed to run a case; it comes with the extra ``skill``.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from treves.errors import TrevesError

__all__ = ["Peer", "estimate_cox", "estimate_weibull", "has_lifelines"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
COX_PENALTY = 0.01
WEIBULL_PENALTY = 0.001


@dataclass(frozen=True)
class Peer:
    """A fitted model of lifelines: ``name``, and coefficients by covariate."""

    name: str
    model: Any
    width: int

    def risk(self, covariates: Floats) -> Floats:
        """Return a score that is higher for spells expected to end sooner, shape [spell]."""
        with _quiet():
            if self.name == "cox":
                told = np.log(np.asarray(self.model.predict_partial_hazard(_frame(covariates)), dtype=float))
            else:
                told = -np.log(np.asarray(self.model.predict_median(_frame(covariates)), dtype=float))
        scores: Floats = told
        return scores

    def survival(self, covariates: Floats, days: Floats) -> Floats:
        """Return the chance to stand beyond some days, shape [spell, day]."""
        with _quiet():
            told: Floats = self.model.predict_survival_function(_frame(covariates), times=days).to_numpy().T
        return told


def has_lifelines() -> bool:
    """Say whether lifelines can be imported."""
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("lifelines") is not None


def estimate_cox(covariates: Floats, days: Floats, is_ended: Bools, penalty: float = COX_PENALTY) -> Peer:
    """Fit Cox's proportional hazards (Cox 1972) with a small ridge.

    Raises
    ------
    TrevesError
        If lifelines is not installed.
    """
    return _fit("cox", "CoxPHFitter", covariates, days, is_ended, penalty)


def estimate_weibull(covariates: Floats, days: Floats, is_ended: Bools, penalty: float = WEIBULL_PENALTY) -> Peer:
    """Fit an accelerated failure time model with Weibull times.

    Raises
    ------
    TrevesError
        If lifelines is not installed.
    """
    return _fit("weibull", "WeibullAFTFitter", covariates, days, is_ended, penalty)


def _fit(name: str, fitter: str, covariates: Floats, days: Floats, is_ended: Bools, penalty: float) -> Peer:
    if not has_lifelines():
        raise TrevesError("Cox and Weibull models need lifelines; install treves[skill]")
    with _quiet():
        import lifelines  # noqa: PLC0415

        frame = _frame(covariates)
        frame["days"], frame["ended"] = days, np.asarray(is_ended, dtype=int)
        model = getattr(lifelines, fitter)(penalizer=penalty).fit(frame, "days", "ended")
    return Peer(name, model, covariates.shape[1])


def _frame(covariates: Floats) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(covariates, columns=[f"x{k}" for k in range(covariates.shape[1])])


def _quiet() -> warnings.catch_warnings[None]:
    # lifelines warns of versions of pandas and numpy between which it stands; nothing a reader could act on
    return warnings.catch_warnings(action="ignore")
