"""Legal paths of a case's options, and what a package is worth once law has run its course, retold for the findings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.agenda import Issue, LegalPath, Option, Package
from treves.bargaining import Values, value_tables
from treves.case import Case
from treves.errors import TrevesError
from treves.legal import Doubts, in_force_chance, in_force_range, months_in_force, stages_of
from treves.positions import draw_at, draw_uniforms
from treves.study.frozen import Probability, Quantity
from treves.study.institutions import MeasurePath, PackagePath, PartyWorth, StageFacts
from treves.study.worlds import estimate_case, generator

__all__ = ["HORIZON_MONTHS", "draw_values", "measure_paths", "package_path"]

HORIZON_MONTHS = 48  # a full term of four years; an assumption
POINTS = 16  # points in time after the accord at which the chance to be in force is told

Floats = npt.NDArray[np.float64]


def draw_values(case: Case, draws: int | None = None) -> Values:
    """Draw what every option is worth to every party, under the case's own assumptions and seed.

    Parameters
    ----------
    case : Case
    draws : int, optional
        By default the case's own.

    Returns
    -------
    Values
    """
    posterior = estimate_case(case)
    uniforms = draw_uniforms(posterior, draws or case.draws, generator(case.seed, "draws"))
    return value_tables(draw_at(posterior, uniforms), case.agenda, posterior.parties)


def measure_paths(
    case: Case, horizon_months: int = HORIZON_MONTHS, doubts: Doubts | None = None
) -> tuple[MeasurePath, ...]:
    """Follow every option that changes something through the law.

    Parameters
    ----------
    case : Case
    horizon_months : int
        Months after the accord, at least 1.
    doubts : Doubts, optional

    Returns
    -------
    tuple of MeasurePath
        Options other than the status quo whose legal path the case tells, in the order of the case.

    Raises
    ------
    TrevesError
        If the horizon is not at least a month.
    """
    if not 1 <= horizon_months <= 600:
        raise TrevesError(f"a horizon of {horizon_months} months; right would be 1 to 600")
    chambers = tuple(chamber.label for chamber in case.cabinet.chambers)
    doubts = doubts or Doubts()
    return tuple(
        _measure(issue, option, option.legal_path, chambers, horizon_months, doubts)
        for issue in case.agenda.issues
        for option in issue.options
        if option.name != issue.status_quo and option.legal_path is not None
    )


def _measure(
    issue: Issue, option: Option, path: LegalPath, chambers: tuple[str, ...], horizon: int, doubts: Doubts
) -> MeasurePath:
    months = horizon * np.arange(POINTS + 1) / POINTS
    middle = in_force_chance(path, months, court_months=doubts.court_months)
    low, high = in_force_range(path, months, doubts)
    lasts = months_in_force(path, horizon, doubts)
    return MeasurePath(
        issue=issue.name,
        option=option.name,
        label=option.label,
        instrument=path.instrument,
        source=path.source,
        delay_months=Quantity(value=path.delay_months, low=path.delay_months_low, high=path.delay_months_high),
        struck_down_share=path.struck_down_share,
        stages=tuple(
            StageFacts(
                name=stage.name,
                start_months=round(stage.start_share * path.delay_months, 3),
                end_months=round(stage.end_share * path.delay_months, 3),
                kind=stage.kind,
            )
            for stage in stages_of(path.instrument, chambers)
        ),
        months=tuple(months.tolist()),
        in_force=tuple(
            Probability(p=_share(p), low=_share(below), high=_share(above), monte_carlo_error=0.0)
            for p, below, above in zip(middle, low, high, strict=True)
        ),
        months_in_force=Quantity(value=round(lasts.mean, 3), low=round(lasts.low, 3), high=round(lasts.high, 3)),
        in_force_share=_share(lasts.share),
    )


def _share(value: float) -> float:
    return round(min(max(float(value), 0.0), 1.0), 6)


def package_path(
    case: Case,
    package: Package,
    measures: tuple[MeasurePath, ...],
    values: Values | None = None,
    *,
    role: str = "asked",
    why: str = "the package asked for",
) -> PackagePath:
    """Say what law makes of a package, and what of its worth to each party is left.

    Parameters
    ----------
    case : Case
    package : Package
    measures : tuple of MeasurePath
        Of the case, from :func:`measure_paths`.
    values : Values, optional
        Draws; without them the parties are left out.
    role, why : str
        Why the package is shown.

    Returns
    -------
    PackagePath
        An option whose legal path the case does not tell counts as in force at once, and is named.
    """
    known = {(told.issue, told.option): told for told in measures}
    unknown = []
    shares = []  # of the horizon, per issue
    for issue, name in zip(case.agenda.issues, package.options, strict=True):
        told = known.get((issue.name, name))
        if told is None and name != issue.status_quo:
            unknown.append(issue.option(name).label)
        shares.append(1.0 if told is None else told.in_force_share)
    return PackagePath(
        role=role,
        why_listed=why,
        package=dict(zip((issue.name for issue in case.agenda.issues), package.options, strict=True)),
        unknown=tuple(unknown),
        parties=_worth(case, package, shares, values) if values is not None else (),
    )


def _worth(case: Case, package: Package, shares: list[float], values: Values) -> tuple[PartyWorth, ...]:
    paper = np.zeros(values.reservation.shape)
    law = np.zeros(values.reservation.shape)
    for j, (issue, name) in enumerate(zip(case.agenda.issues, package.options, strict=True)):
        table = values.tables[j]
        gained = table[:, :, issue.position_of(name)] - table[:, :, issue.position_of(issue.status_quo)]
        paper += gained
        law += gained * shares[j]
    return tuple(
        PartyWorth(party=party, on_paper=_quantity(paper[:, p]), in_law=_quantity(law[:, p]))
        for p, party in enumerate(values.parties)
    )


def _quantity(told: Floats) -> Quantity:
    middle, low, high = np.quantile(told, [0.5, 0.1, 0.9]).tolist()
    return Quantity(value=middle, low=low, high=high)
