"""What each candidate deal would do in the chain: one run of all packages against a kept baseline, told by month."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Package
from treves.case import Case
from treves.chain import (
    LEFT_OUT,
    NO_MEASURES,
    SERIES,
    ChainParameters,
    ChainRun,
    Measures,
    assumptions_of,
    is_compiled,
    measures_of,
    simulate_packages,
    warm_up,
)
from treves.errors import TrevesError
from treves.study.chain_measures import MEASURES, SHOWN, GrantDefinition, InflowDefinition, measured, shown
from treves.study.consequence_facts import ChainAssumption, Consequence, Consequences, Course, Difference
from treves.study.deals import Listed, package_words

__all__ = ["QUICK_REPLICATIONS", "find_consequences", "find_quick_consequences", "run_packages"]

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, float], None]

QUICK_REPLICATIONS = 16  # in ``treves run``: a few seconds; ``treves simulate`` takes more
WEEKS_PER_MONTH = 365.25 / 12 / 7
LEAST_MONTHS = 13
LEAST = 1e-3
METHOD = (
    "person by person, week by week; every package runs on the same random numbers as the baseline, so differences are "
    "narrower than bands; bands hold 80 % of the replications, and each replication draws every number anew"
)


def run_packages(
    chain: ChainParameters,
    agenda: Agenda,
    packages: Sequence[Package],
    *,
    replications: int,
    months: int,
    seed: int,
    progress: Callable[[float], None] | None = None,
) -> tuple[ChainRun, ...]:
    """Run the baseline and some packages on common random numbers.

    Parameters
    ----------
    chain : ChainParameters
    agenda : Agenda
    packages : sequence of Package
    replications, months, seed : int
    progress : callable, optional
        Called with the share done, 0-1.

    Returns
    -------
    tuple of ChainRun
        The baseline first, then the packages in their order.

    Raises
    ------
    TrevesError
        If there are too few replications or months to tell anything of.
    """
    if replications < 2 or months < LEAST_MONTHS:
        raise TrevesError(
            f"{replications} replications over {months} months; right would be at least 2 over {LEAST_MONTHS}"
        )
    asked = [measures_of(agenda, package, name=f"package {k}") for k, package in enumerate(packages)]
    # packages that differ only in options without an instrument are one package to the chain
    different = list({told.measures: told for told in reversed(asked) if told.measures}.values())
    weeks = math.ceil((months + 1) * WEEKS_PER_MONTH) + 1  # the first month is seldom whole
    rng = np.random.default_rng([seed, *b"chain"])

    def tell(done: int, of: int) -> None:
        if progress is not None:
            progress(done / of)

    runs = simulate_packages(chain, [NO_MEASURES, *different], draws=replications, weeks=weeks, rng=rng, progress=tell)
    found = {run.measures.measures: run for run in runs}
    return runs[0], *(replace(found[told.measures], measures=told) for told in asked)


def find_consequences(
    case: Case,
    listed: Sequence[Listed],
    *,
    replications: int = QUICK_REPLICATIONS,
    months: int = 60,
    seed: int | None = None,
    inflow: InflowDefinition = "all",
    grants: GrantDefinition = "of_decisions",
    progress: Callable[[float], None] | None = None,
    on_runs: Callable[[tuple[ChainRun, ...]], None] | None = None,
) -> Consequences | None:
    """Work out what each listed package would do.

    Parameters
    ----------
    case : Case
    listed : sequence of Listed
        Packages with their roles, as chosen for the findings; the status quo is the baseline, listed or not.
    replications, months : int
    seed : int, optional
        By default the case's own.
    inflow, grants : str
        What counts as inflow; of which decisions the grant rate is a share.
    progress : callable, optional
    on_runs : callable, optional
        Given the runs themselves, the baseline first and then every different package, named as listed.

    Returns
    -------
    Consequences or None
        None where the case has no chain.
    """
    if case.chain is None:
        return None
    if inflow not in get_args(InflowDefinition) or grants not in get_args(GrantDefinition):
        raise TrevesError(f"no definition {inflow!r} of inflow or {grants!r} of the grant rate")
    chain, agenda = case.chain, case.agenda
    seed = case.seed if seed is None else seed
    kept = [entry for entry in listed if entry.package != agenda.status_quo]
    distinct = list(dict.fromkeys(entry.package for entry in kept))
    baseline, *others = run_packages(
        chain,
        agenda,
        distinct,
        replications=replications,
        months=months,
        seed=seed,
        progress=progress,
    )
    run_of = dict(zip(distinct, others, strict=True))
    if on_runs is not None:
        names = {entry.package: entry.why for entry in reversed(kept)}
        on_runs(
            (
                baseline,
                *(replace(run, measures=replace(run.measures, name=names[package])) for package, run in run_of.items()),
            )
        )
    told_months = baseline.months[:months]
    base = shown(baseline, months, inflow, grants)
    base_measured = measured(baseline, months, inflow)
    quo = Listed("status_quo", "no change at all", agenda.status_quo)
    return Consequences(
        country=chain.country,
        start_on=chain.start_on,
        months=told_months,
        replications=replications,
        seed=seed,
        persons=sum({run.measures.measures: run.persons for run in (baseline, *others)}.values()),
        inflow_definition=inflow,
        grant_definition=grants,
        currency=chain.costs.currency,
        baseline=_consequence(agenda, quo, baseline, base, ()),
        packages=tuple(
            _consequence(
                agenda,
                entry,
                run_of[entry.package],
                {n: v for n, v in shown(run_of[entry.package], months, inflow, grants).items() if n in SHOWN},
                _differences(measured(run_of[entry.package], months, inflow), base_measured),
            )
            for entry in kept
        ),
        measures=tuple(told for told, _ in MEASURES),
        series={
            name: SHOWN.get(name) or SERIES.get(name) or f"permits {grants.replace('_', ' ')}, share" for name in base
        },
        assumptions=_assumptions(chain, [run.measures for run in others]),
        left_out=LEFT_OUT,
        method=METHOD,
    )


def find_quick_consequences(case: Case, listed: Sequence[Listed], seed: int, tell: Progress) -> Consequences | None:
    """Work out consequences as a part of the walk: few replications, and its place in the progress told."""
    if case.chain is None:
        return None
    if not is_compiled():
        tell("Compiling the chain, once on this machine (up to a minute)", 0.92)
        warm_up()
    told = "Running the packages through the chain"
    return find_consequences(case, listed, seed=seed, progress=lambda share: tell(told, 0.92 + 0.04 * share))


def _consequence(
    agenda: Agenda, entry: Listed, run: ChainRun, values: dict[str, Floats], differences: tuple[Difference, ...]
) -> Consequence:
    names = [issue.name for issue in agenda.issues]
    tenable = math.prod(1.0 - measure.path.struck_down_share for measure in run.measures.measures if measure.path)
    idle = [choice.split("=", 1) for choice in run.measures.without_instrument]
    return Consequence(
        role=entry.role,
        package=dict(zip(names, entry.package.options, strict=True)),
        words=package_words(agenda, entry.package),
        without_instrument=tuple(agenda.issue(issue).option(option).label for issue, option in idle),
        tenable_share=tenable,
        courses=tuple(_course(name, by_draw) for name, by_draw in values.items()),
        differences=differences,
    )


def _course(name: str, by_draw: Floats) -> Course:
    """Tell a series by month; shape (draw, month). A month in which most draws know nothing is null."""
    ends: list[tuple[float | None, float | None, float | None]] = []
    for column in by_draw.T:
        known = column[np.isfinite(column)]
        if known.size * 2 < column.size or not known.size:
            ends.append((None, None, None))
            continue
        low, middle, high = (_rounded(value) for value in np.quantile(known, [0.1, 0.5, 0.9]).tolist())
        ends.append((low, middle, high))
    low_, middle_, high_ = zip(*ends, strict=True)
    return Course(name=name, low=low_, middle=middle_, high=high_)


def _rounded(value: float) -> float:
    """Keep four digits, and nothing below a thousandth: more would be noise, and the file is read by people."""
    return float(f"{value:.4g}") if abs(value) >= LEAST else 0.0


def _differences(package: dict[str, Floats], baseline: dict[str, Floats]) -> tuple[Difference, ...]:
    told = []
    for name, by_draw in package.items():
        change = by_draw - baseline[name]
        change = change[np.isfinite(change)]
        if not change.size:
            continue
        low, middle, high = np.quantile(change, [0.1, 0.5, 0.9]).tolist()
        error = float(change.std(ddof=1) / math.sqrt(change.size)) if change.size > 1 else 0.0
        told.append(
            Difference(
                measure=name,
                value=_rounded(middle),
                low=_rounded(low),
                high=_rounded(high),
                mean=_rounded(float(change.mean())),
                monte_carlo_error=_rounded(error),
            )
        )
    return tuple(told)


def _assumptions(chain: ChainParameters, packages: Sequence[Measures]) -> tuple[ChainAssumption, ...]:
    return tuple(
        ChainAssumption(
            name=told.name,
            value=told.value,
            low=told.low,
            high=told.high,
            unit=told.unit,
            source=told.source,
            is_assumed="assumption" in told.source.lower(),
        )
        for told in assumptions_of(chain, packages)
    )
