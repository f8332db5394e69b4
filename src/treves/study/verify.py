"""A kept run, run again and compared bit by bit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from treves.case import load_case
from treves.case.adjust import adjust, parse_adjustments
from treves.store import Store, StoreError
from treves.study.keep import OPTIONS
from treves.study.walk import run_study
from treves.study.write import findings_text

__all__ = ["Verified", "verify_run"]

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether a run gave the same again.

    Parameters
    ----------
    run : str
    is_same : bool
        Whether the findings are the same, bit by bit.
    differences : tuple of str
        The first places at which they are not, with both values.
    difference_count : int
    """

    run: str
    is_same: bool
    differences: tuple[str, ...] = ()
    difference_count: int = 0


def verify_run(store: Store, name: str, *, progress: Callable[[str, float], None] | None = None) -> Verified:
    """Run a kept run again, from the same files with the same parameters, and compare the findings bit by bit.

    Parameters
    ----------
    store : Store
    name : str
        As in :meth:`Store.run`.
    progress : callable, optional
        As in :func:`run_study`.

    Raises
    ------
    StoreError
        If it cannot be run as it was: another version of treves, changed files.
    CaseError
        If its case is not there any more, or has faults.
    """
    run = store.run(name)
    before = store.load(run.id)
    here = version("treves")
    if run.version != here:
        raise StoreError(f"{run.id} was run by treves {run.version}; right would be: that version (this is {here})")
    parameters = dict(run.parameters)
    place, day = run.case_place or run.case_name, date.fromisoformat(parameters["as_of"])
    case = load_case(place)
    if case.as_of != day:
        case = load_case(place, as_of=day)
    case = adjust(case, parse_adjustments(parameters["adjustments"]))
    if case.digest != run.case_digest:
        raise StoreError(f"the files of {place} are not those of {run.id} any more; treves compare tells which changed")
    options = {option: parameters[option] for option in OPTIONS if option in parameters}
    findings = run_study(
        case,
        draws=parameters["draws"],
        worlds=parameters["worlds"],
        seed=parameters["seed"],
        progress=progress,
        **options,
    )
    after = findings_text(findings).encode()
    if after == before:
        return Verified(run.id, is_same=True)
    found = list(_differences(json.loads(before), json.loads(after), ""))
    return Verified(run.id, is_same=False, differences=tuple(found[:SHOWN]), difference_count=len(found))


def _differences(one: Any, other: Any, at: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            yield from _differences(one.get(key), other.get(key), f"{at}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (here, there) in enumerate(zip(one, other, strict=True)):
            yield from _differences(here, there, f"{at}/{place}")
    elif one != other:
        yield f"{at}: {_short(one)} before, {_short(other)} now"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
