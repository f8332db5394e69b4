"""Look-up tables of one draw: thresholds that 16 random bits are compared with, and delays by 1024 equal chances."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from treves.chain.calendar import Months
from treves.chain.columns import FULL_SHARE, Tables
from treves.chain.parameters import ChainParameters

__all__ = ["delays", "make_tables", "size_table", "threshold"]

Floats = npt.NDArray[np.float64]
Shorts = npt.NDArray[np.int16]
Path = tuple[str | int, ...]

CHANCES = (np.arange(1024) + 0.5) / 1024
LONGEST_DELAY = 30_000


def threshold(share: float) -> int:
    """Return how many of 65536 chances a share is."""
    return round(min(1.0, max(0.0, share)) * FULL_SHARE)


def delays(mean_weeks: float) -> Shorts:
    """Return delays without memory of this mean, in whole weeks, at least one, at 1024 equal chances (geometric)."""
    if mean_weeks <= 1.0:
        return np.ones(CHANCES.size, np.int16)
    weeks = np.ceil(np.log1p(-CHANCES) / np.log1p(-1.0 / mean_weeks))
    delay: Shorts = np.clip(weeks, 1, LONGEST_DELAY).astype(np.int16)
    return delay


def size_table(mean: float) -> Shorts:
    """Return family sizes of this mean (1 plus a Poisson number), at 1024 equal chances, at most 30."""
    counts = np.arange(30)
    logs = counts * np.log(max(mean - 1.0, 1e-12)) - np.concatenate(([0.0], np.cumsum(np.log(counts[1:]))))
    cumulative = np.cumsum(np.exp(logs - (mean - 1.0)))
    return (1 + np.searchsorted(cumulative[:-1], CHANCES)).astype(np.int16)


def make_tables(parameters: ChainParameters, known: Mapping[Path, float], months: Months) -> Tables:
    """Make the tables of one draw.

    Parameters
    ----------
    parameters : ChainParameters
    known : mapping
        The draw's quantities by path.
    months : Months

    Returns
    -------
    Tables
    """
    groups, tracks = parameters.inflow.groups, parameters.decisions.tracks

    def of_track(name: str) -> list[float]:
        return [known["decisions", "tracks", t, name] for t in range(len(tracks))]

    shares = np.array(
        [
            [known.get(("inflow", "groups", g, "track_shares", track.name), 0.0) for track in tracks]
            for g in range(len(groups))
        ]
    )
    years = months.years.astype(np.int64)
    return Tables(
        tracks=shares,
        is_accelerated=np.array([track.is_accelerated for track in tracks]),
        can_grant=np.array([track.can_grant for track in tracks]),
        priority=np.array([track.priority for track in tracks], np.int64),
        effort=np.array(of_track("effort")),
        minimum=np.rint(of_track("minimum_weeks")).astype(np.int64),
        appeal=np.array([threshold(x) for x in of_track("appeal_share")], np.int32),
        appeal_granted=np.array([threshold(x) for x in of_track("appeal_granted_share")], np.int32),
        ground=_grounds(parameters, known, int(years.max()) + 1 if years.size else 1),
        departure=np.stack([delays(x) for x in of_track("departure_weeks")]),
        court=delays(known["appeals", "duration_weeks"]),
        visa=delays(known["family", "visa_weeks"]),
        sponsor_term=known["family", "application_term_weeks"],
        family_granted=threshold(known["family", "grant_share"]),
        too_small=threshold(known["housing", "too_small_share"]),
        visas_when_full=threshold(known["reception", "visas_when_full_share"]),
        registration_when_full=known["reception", "registration_when_full_share"],
        rebound=threshold(known["legal", "rebound_share"]),
        rebound_weeks=known["legal", "rebound_weeks"],
        renewal_effort=known["decisions", "renewal_effort"],
        years=years,
        month=months.of_week,
    )


def _grounds(parameters: ChainParameters, known: Mapping[Path, float], years: int) -> npt.NDArray[np.int32]:
    """Return cumulative thresholds [year, group, ground]; shares drift on the logit scale."""
    table = np.empty((years, len(parameters.inflow.groups), 3), np.int32)
    when: Floats = np.arange(years, dtype=np.float64) + 0.5
    for g in range(len(parameters.inflow.groups)):
        path: Path = ("inflow", "groups", g)
        granted = _drifted(known[*path, "grant_share"], known.get((*path, "grant_drift_per_year"), 0.0), when)
        drift = known.get((*path, "subsidiary_drift_per_year"), 0.0)
        humanitarian = known[*path, "humanitarian_share"]
        subsidiary = np.minimum(_drifted(known[*path, "subsidiary_share"], drift, when), 1.0 - humanitarian)
        refugee = 1.0 - subsidiary - humanitarian
        shares = np.stack([refugee, refugee + subsidiary, np.ones(years)], axis=1) * granted[:, None]
        table[:, g] = np.rint(shares * FULL_SHARE)
    return table


def _drifted(share: float, drift: float, years: Floats) -> Floats:
    if drift == 0.0 or not 0.0 < share < 1.0:
        return np.full(years.shape, share)
    logits = np.log(share / (1.0 - share)) + drift * years
    shares: Floats = np.exp(-np.logaddexp(0.0, -logits))
    return shares
