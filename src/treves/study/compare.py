"""Two runs side by side: what went in, what came out, and whether a difference is larger than the noise of drawing."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from scipy.special import ndtri, stdtrit

from treves.evidence.intake.ordinary import read_ordinary_file
from treves.store import KeptRun, Store, StoreError
from treves.study.comparison import Comparison, Group, InputChange, ResultChange, Side, Told
from treves.study.findings import Deal, Findings
from treves.study.frozen import Probability
from treves.study.keep import load_findings

__all__ = ["Compared", "compare_findings", "open_side"]

LARGEST_BYTES = 500_000_000

Found = Mapping[str, tuple[str, Probability]]  # by name: words, and the probability

SURE = 0.995  # of a two-sided 99 % band
ENDINGS = {
    "accord": "the talks end with an accord",
    "vote": "the talks end with a vote that all survive",
    "postponement": "the talks end with a postponement",
    "fall": "the talks end with the fall of the cabinet",
}
SAME_DRAWS = (
    "Both runs used the same random numbers, which cancel in part: the noise told is the most it can be. Overlapping "
    "intervals do not mean that nothing changed, because both runs assume much the same."
)
OTHER_DRAWS = (
    "The runs used other random numbers. Differences up to the noise told are no finding. Overlapping intervals do not "
    "mean that nothing changed, because both runs assume much the same."
)


class Compared:
    """One side of a comparison: findings, and the kept run they came from, where they did."""

    def __init__(self, name: str, findings: Findings, run: KeptRun | None = None) -> None:
        self.name, self.findings, self.run = name, findings, run


def open_side(name: str, store: Store | None) -> Compared:
    """Find a run by its name in a store, or read a ``findings.json``.

    Parameters
    ----------
    name : str
        As in :meth:`Store.run`, or a path that ends in ``.json``.
    store : Store, optional
        None where there is no store.

    Raises
    ------
    StoreError
        If there is no such run or file, or it holds no findings.
    """
    if name.endswith(".json"):
        path = Path(name)
        try:
            return Compared(name, Findings.model_validate_json(read_ordinary_file(path, LARGEST_BYTES)))
        except OSError as error:
            raise StoreError(f"{name}: {(error.strerror or str(error)).lower()}") from error
        except ValidationError as error:
            told = error.errors()[0]
            at = "/".join(map(str, told["loc"]))
            why = f"{at}: {told['msg'].lower()}" if at else str(told["msg"]).lower()
            raise StoreError(f"{name} holds no findings of this treves ({why})") from error
    if store is None:
        raise StoreError(f"no run {name}: no store here; right would be: a findings.json, or --store FOLDER")
    run = store.run(name)
    return Compared(run.id, load_findings(store, run.id), run)


def compare_findings(first: Compared, second: Compared) -> Comparison:
    """Compare two runs.

    Parameters
    ----------
    first, second : Compared

    Returns
    -------
    Comparison
        Differences are second minus first. The noise of a difference is that of two runs with seeds of their own:
        standard errors added in squares, times the 99.5 % point of the normal distribution, or of Student's where the
        error is itself an estimate from few worlds.
    """
    one, other = first.findings, second.findings
    are_draws_same = (one.seed, one.draws, one.worlds) == (other.seed, other.draws, other.worlds)
    return Comparison(
        first=Side(name=first.name, case=one.case, title=one.facts.title),
        second=Side(name=second.name, case=other.case, title=other.facts.title),
        is_same=one == other,
        inputs=tuple(_inputs(first, second)),
        results=tuple(_results(one, other)),
        words=SAME_DRAWS if are_draws_same else OTHER_DRAWS,
    )


def _inputs(first: Compared, second: Compared) -> Iterator[InputChange]:
    one, other = first.findings, second.findings
    plain = ("case", "version", "as_of", "seed", "draws", "worlds")
    pairs = [(name.replace("_", " "), getattr(one, name), getattr(other, name)) for name in plain]
    if first.run and second.run:
        here, there = first.run.parameters, second.run.parameters
        rest = [name for name in {**here, **there} if name not in (*plain, "set_by_hand", "adjustments")]
        pairs += [(name.replace("_", " "), here.get(name), there.get(name)) for name in rest]
    for name, left, right in pairs:
        if left != right:
            yield InputChange(what=name, first=_plain(left), second=_plain(right))
    if one.case_digest != other.case_digest:
        yield from _file_changes(first, second)
    yield from _sets("changed by hand", one.set_by_hand, other.set_by_hand)
    yield from _sets("report", [told.name for told in one.reports], [told.name for told in other.reports])
    named = {told.name: told.text for told in (*one.statements, *other.statements)}
    of_one, of_other = ({told.name for told in side.statements} for side in (one, other))
    yield from _sets(
        "statement",
        [f"{name}: “{text}”" for name, text in named.items() if name in of_one],
        [f"{name}: “{text}”" for name, text in named.items() if name in of_other],
    )
    for name in {**one.assumptions, **other.assumptions}:
        left, right = one.assumptions.get(name), other.assumptions.get(name)
        if left != right:
            yield InputChange(what=f"assumption {name}", first=_assumed(left), second=_assumed(right))


def _file_changes(first: Compared, second: Compared) -> Iterator[InputChange]:
    here = first.run.files if first.run else {}
    there = second.run.files if second.run else {}
    changed = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    if not (here and there and changed):
        yield InputChange(
            what="files of the case", first=first.findings.case_digest[:12], second=second.findings.case_digest[:12]
        )
        return
    for name in changed:
        yield InputChange(what=f"file {name}", first=here.get(name, "")[:12], second=there.get(name, "")[:12])


def _sets(what: str, one: Any, other: Any) -> Iterator[InputChange]:
    for name in one:
        if name not in other:
            yield InputChange(what=what, first=name, second="")
    for name in other:
        if name not in one:
            yield InputChange(what=what, first="", second=name)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _assumed(told: Mapping[str, Any] | None) -> str:
    return f"{told['value']:g} ({told['low']:g} to {told['high']:g})" if told else ""


def _results(one: Findings, other: Findings) -> Iterator[ResultChange]:
    by_draws = float(ndtri(SURE))
    by_worlds = float(stdtrit(max(one.worlds + other.worlds - 2, 1), SURE))

    def pairs(group: Group, here: Found, there: Found) -> Iterator[ResultChange]:
        factor = by_worlds if group in ("endings", "leavers") else by_draws
        for name in {**here, **there}:
            words = (here.get(name) or there[name])[0]
            left, right = (_told(side[name][1], group) if name in side else None for side in (here, there))
            yield _change(group, name, words, "probability", left, right, factor)

    yield from pairs("headlines", _headlines(one), _headlines(other))
    yield from pairs("deals", _deals(one), _deals(other))
    yield from pairs("endings", _endings(one), _endings(other))
    yield from pairs("leavers", _leavers(one), _leavers(other))
    yield from pairs("outside view", _horizons(one), _horizons(other))
    here, there = _chain(one), _chain(other)
    for name in {**here, **there}:
        words, unit, _ = here.get(name) or there[name]
        left, right = (side[name][2] if name in side else None for side in (here, there))
        yield _change("chain", name, words, unit, left, right, by_draws)


def _headlines(findings: Findings) -> Found:
    # how the talks end has rows of its own, and its noise is that of worlds
    return {told.name: (told.sentence, told.probability) for told in findings.headlines if told.name != "fall"}


def _deals(findings: Findings) -> Found:
    return {_called(deal): (deal.words, deal.probability_all_accept) for deal in findings.deals}


def _called(deal: Deal) -> str:
    return json.dumps(deal.package, ensure_ascii=False, sort_keys=True)


def _endings(findings: Findings) -> Found:
    if findings.outcomes is None:
        return {}
    return {name: (words, getattr(findings.outcomes, name)) for name, words in ENDINGS.items()}


def _leavers(findings: Findings) -> Found:
    if findings.outcomes is None:
        return {}
    labels = findings.facts.parties
    return {
        told.party: (f"{labels.get(told.party, told.party)} leaves", told.leaves)
        for told in findings.outcomes.by_leaver
    }


def _horizons(findings: Findings) -> Found:
    if findings.outlook is None:
        return {}
    return {
        f"{told.days} days": (f"the cabinet falls within {told.days} days", told.combined)
        for told in findings.outlook.horizons
    }


def _chain(findings: Findings) -> dict[str, tuple[str, str, Told]]:
    found = findings.consequences
    if found is None:
        return {}
    measures = {measure.name: measure for measure in found.measures}
    return {
        f"{json.dumps(package.package, ensure_ascii=False, sort_keys=True)} {told.measure}": (
            f"{measures[told.measure].words}, {measures[told.measure].over}, against no deal: {package.words}",
            measures[told.measure].unit,
            Told(value=told.mean, low=told.low, high=told.high, error=told.monte_carlo_error),
        )
        for package in found.packages
        for told in package.differences
    }


def _told(told: Probability, group: Group) -> Told:
    # the outside view does not tell its noise; an error of 0 there is not one that was found to be 0
    error = None if group == "outside view" else told.monte_carlo_error
    return Told(value=told.p, low=told.low, high=told.high, error=error)


def _change(
    group: Group, name: str, words: str, unit: str, first: Told | None, second: Told | None, factor: float
) -> ResultChange:
    if first is None or second is None:
        return ResultChange(
            group=group, name=name, words=words, unit=unit, first=first, second=second,
            difference=None, noise=None, is_larger_than_noise=None, do_intervals_overlap=None,
        )  # fmt: skip
    difference = second.value - first.value
    noise = None
    if first.error is not None and second.error is not None:
        noise = factor * math.hypot(first.error, second.error)
    return ResultChange(
        group=group,
        name=name,
        words=words,
        unit=unit,
        first=first,
        second=second,
        difference=difference,
        noise=noise,
        is_larger_than_noise=None if noise is None else abs(difference) > noise,
        do_intervals_overlap=first.low <= second.high and second.low <= first.high,
    )
