"""A whole sweep: design, ledger, crew, results, and which input matters how much."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.case import Case
from treves.case.adjust import levers_of
from treves.store.files import write_whole
from treves.store.tasks import TaskLedger
from treves.sweep.crew import Crew
from treves.sweep.design import DESIGNS, Design, Kind, make_design
from treves.sweep.findings import Failure, InputFacts, MeasureFacts, Sweep
from treves.sweep.inputs import choose_inputs
from treves.sweep.point import LAMBDA_SHARE, Asked, study_point
from treves.sweep.results import gather, write_tables
from treves.sweep.sensitivity import find_effects, find_spreads, find_worths
from treves.sweep.studies import measure_facts, studies_of
from treves.sweep.work_through import work_through

__all__ = ["Plan", "plan_sweep", "run_sweep"]

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, float], None]

LEDGER = "ledger.sqlite"
MOST_FAILURES = 100


class Plan:
    """What a sweep will do; nothing has been worked out yet."""

    def __init__(self, case: Case, design: Design, asked: Asked) -> None:
        self.case, self.design, self.asked = case, design, asked
        self.work = studies_of(case, design.inputs, asked)
        self.measures: tuple[MeasureFacts, ...] = measure_facts(asked)

    @property
    def identity(self) -> dict[str, str]:
        """All that would make other results, in words of a user."""
        design = self.design
        inputs = "; ".join(f"{each.key} {each.low!r}..{each.high!r}" for each in design.inputs)
        return {
            "case": self.case.name,
            "the case's files": self.case.digest,
            "as of": self.case.as_of.isoformat(),
            "treves": version("treves"),
            "design": f"{design.kind} of {design.count:,} studies, seed {design.seed}",
            "inputs": inputs,
            "points": hashlib.sha256(np.ascontiguousarray(design.points).tobytes()).hexdigest(),
            "measures": json.dumps(asdict(self.asked), sort_keys=True),
        }


def plan_sweep(case: Case, over: Sequence[str], kind: Kind, asked: Asked, *, size: int, seed: int) -> Plan:
    """Plan a sweep.

    Parameters
    ----------
    case : Case
    over : sequence of str
        What to vary; see :func:`~treves.sweep.inputs.choose_inputs`.
    kind : {'grid', 'lhs', 'sobol'}
    asked : Asked
    size, seed : int
        Of the design.

    Raises
    ------
    TrevesError
        With every fault: in what to vary, in how far, in the design.
    """
    return Plan(case, make_design(kind, choose_inputs(levers_of(case), over), size=size, seed=seed), asked)


def run_sweep(
    plan: Plan, folder: Path, crew: Crew, *, do_failed_again: bool = False, progress: Progress | None = None
) -> Sweep:
    """Do what is still to do of a sweep, and write what was found.

    Writes ``results.csv``, ``results.parquet`` and ``sweep.json`` beside ``ledger.sqlite``. The same plan gives the
    same numbers, bit by bit, whoever works, in whatever order, and however often it was stopped and gone on with.

    Parameters
    ----------
    plan : Plan
    folder : Path
        Is there, and may be written.
    crew : Crew
    do_failed_again : bool
        Whether studies that failed before are tried again.
    progress : callable, optional
        Called with what is being done and the share (0-1) done.

    Returns
    -------
    Sweep

    Raises
    ------
    TrevesError
        If the folder holds another sweep, the disk is full, or the crew is lost. Finished studies are kept.
    """
    tell = progress or (lambda _told, _share: None)
    with TaskLedger.open(folder / LEDGER, plan.identity) as ledger:
        if do_failed_again:
            ledger.forget_failed()
        tell("Studying the case as it is", 0.0)
        base = study_point(plan.case, (), plan.asked)
        tell(f"{plan.design.count:,} studies, by {crew.words}", 0.0)
        work_through(plan.work, plan.design.points, ledger, crew, tell=tell)
        tell("Writing what was found", 1.0)
        names = [measure.name for measure in plan.measures]
        found, failures = gather(ledger.tasks(), plan.design.count, names)
    write_tables(folder, plan.design, names, found, failures, name_package=_namer(plan.case))
    sweep = _told(plan, base, found, failures)
    document = json.dumps(sweep.model_dump(mode="json"), ensure_ascii=False, indent=1, allow_nan=False)
    write_whole(folder / "sweep.json", f"{document}\n".encode())
    return sweep


def _namer(case: Case) -> Callable[[int], str]:
    def words(number: int) -> str:
        package: Package = case.agenda.package_at(number)
        return "; ".join(
            f"{issue.name}={option}" for issue, option in zip(case.agenda.issues, package.options, strict=True)
        )

    return words


def _told(plan: Plan, base: dict[str, float | None], found: Floats, failures: dict[int, str]) -> Sweep:
    design, case = plan.design, plan.case
    rng = np.random.default_rng([design.seed, *b"intervals"])
    is_sobol = design.kind == "sobol"
    return Sweep(
        version=version("treves"),
        case=case.name,
        title=case.title,
        as_of=case.as_of,
        case_digest=case.digest,
        design=design.kind,
        size=design.size,
        design_seed=design.seed,
        study_seed=plan.asked.seed,
        draws=plan.asked.draws,
        worlds=plan.asked.worlds,
        inputs=tuple(
            InputFacts(
                key=each.key,
                words=each.words,
                unit=each.unit,
                group=each.group,
                kind=each.kind,
                low=each.low,
                high=each.high,
                value=each.value,
                levels=len(each.grid()) if design.kind == "grid" else None,
            )
            for each in design.inputs
        ),
        measures=plan.measures,
        studies=design.count,
        failures=tuple(Failure(number=number, reason=failures[number]) for number in sorted(failures)[:MOST_FAILURES]),
        failed=len(failures),
        spreads=find_spreads(plan.measures, base, found, len(failures)),
        worths=find_worths(design, plan.measures, found, rng) if is_sobol else (),
        effects=() if is_sobol else find_effects(design, plan.measures, found),
        best_packages=_best_packages(plan, found),
        method=_method(design, plan.asked),
        caution=_caution(design, plan, found, failures),
    )


def _best_packages(plan: Plan, found: Floats) -> dict[str, float]:
    column = found[:, [measure.name for measure in plan.measures].index("best_package")]
    numbers, counts = np.unique(column[np.isfinite(column)], return_counts=True)
    order = np.argsort(-counts, kind="stable")
    name = _namer(plan.case)
    return {name(int(numbers[k])): float(counts[k] / counts.sum()) for k in order}


def _method(design: Design, asked: Asked) -> dict[str, str]:
    told = {
        "design": DESIGNS[design.kind],
        "studies": f"each with the same random numbers (seed {asked.seed}, {asked.draws:,} draws), so that studies "
        "differ by their inputs alone",
    }
    if design.kind == "sobol":
        told["indices"] = (
            "first order: Saltelli and others (2010); total: Jansen (1999); intervals hold 80 %, by a bootstrap over "
            "base points"
        )
    else:
        told["effects"] = (
            "means along each input with 80 % intervals, and Spearman's rank correlation; these share out no variance"
        )
    if asked.has_talks:
        worlds = (
            f"mean over {asked.worlds} worlds"
            if asked.worlds
            else "lambda and costs at their central values or as varied"
        )
        told["talks"] = f"a quick game of at most {asked.most_choices:,} choices, {worlds}"
    return told


def _caution(design: Design, plan: Plan, found: Floats, failures: dict[int, str]) -> tuple[str, ...]:
    told = [
        "Every input is taken to lie anywhere in its span with the same chance, and to have nothing to do with the "
        "others. That is an assumption; wider spans make an input weigh more."
    ]
    if failures:
        told.append(f"{len(failures):,} of {design.count:,} studies failed and are left out.")
    names = [measure.name for measure in plan.measures]
    if LAMBDA_SHARE in names:
        lowered = int((found[:, names.index(LAMBDA_SHARE)] < 1.0).sum())
        if lowered:
            told.append(
                f"In {lowered:,} of {design.count:,} studies the game did not settle at the lambda asked for and was "
                "played at a lower one."
            )
    holes = [
        f"{measure.words} ({int(np.isnan(found[:, k]).sum()) - len(failures):,})"
        for k, measure in enumerate(plan.measures)
        if np.isnan(found[:, k]).sum() > len(failures) and measure.name != LAMBDA_SHARE
    ]
    if holes:
        told.append(f"Studies without a number are left out: {'; '.join(holes)}.")
    return tuple(told)
