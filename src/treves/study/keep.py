"""Findings kept in a store with all it takes to get them again, and read back."""

from __future__ import annotations

import inspect
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import Any

from pydantic import ValidationError

from treves.store import Kept, Run, Store, StoreError
from treves.study.findings import SCHEMA, Findings
from treves.study.tables import findings_tables
from treves.study.walk import run_study
from treves.study.write import findings_text

__all__ = ["OPTIONS", "Stopwatch", "keep_findings", "load_findings", "machine_words"]

OPTIONS: dict[str, Any] = {
    name: parameter.default
    for name, parameter in inspect.signature(run_study).parameters.items()
    if parameter.default not in (None, inspect.Parameter.empty)
}
COUNTS = ("numpy", "scipy", "numba")


@dataclass
class Stopwatch:
    """When something began and ended: by the clock on the wall, in UTC, and by one that is never set."""

    started_at: datetime
    _from: float
    finished_at: datetime | None = None
    seconds: float | None = None

    @classmethod
    def start(cls) -> Stopwatch:
        """Start now."""
        return cls(datetime.now(UTC), perf_counter())

    def stop(self) -> Stopwatch:
        """Stop now."""
        self.finished_at, self.seconds = datetime.now(UTC), perf_counter() - self._from
        return self


def keep_findings(
    store: Store,
    findings: Findings,
    *,
    watch: Stopwatch,
    options: Mapping[str, Any] | None = None,
    place: str = "",
    files: Mapping[str, str] | None = None,
    adjustments: Sequence[Mapping[str, Any]] = (),
) -> Kept:
    """Keep what a run found.

    Parameters
    ----------
    store : Store
    findings : Findings
    watch : Stopwatch
        Stopped when the run was finished.
    options : mapping, optional
        What :func:`run_study` was asked beyond draws, worlds and seed (``with_strain`` and so on); by default as it is.
    place : str
        How the case is found again: its name or folder.
    files : mapping of str to str, optional
        Files of the case with their SHA-256.
    adjustments : sequence of mapping
        Changes laid over the case for this run alone, in their plain form.

    Returns
    -------
    Kept

    Raises
    ------
    StoreError
        If an option is unknown, or it cannot be kept; nothing was half-written.
    """
    asked = {**OPTIONS, **(options or {})}
    if unknown := set(asked) - set(OPTIONS):
        raise StoreError(f"run_study knows no {', '.join(sorted(unknown))}")
    parameters = {
        "as_of": findings.as_of.isoformat(),
        "seed": findings.seed,
        "draws": findings.draws,
        "worlds": findings.worlds,
        **asked,
        "set_by_hand": list(findings.set_by_hand),
        "adjustments": [dict(told) for told in adjustments],
    }
    stopped = watch if watch.finished_at else watch.stop()
    run = Run(
        case_name=findings.case,
        case_digest=findings.case_digest,
        version=findings.version,
        parameters=parameters,
        started_at=stopped.started_at,
        finished_at=stopped.finished_at or stopped.started_at,
        seconds=stopped.seconds,
        machine=machine_words(),
        case_place=place,
        files=files or {},
    )
    return store.keep(run, findings_text(findings).encode(), findings_tables(findings))


def load_findings(store: Store, name: str) -> Findings:
    """Read the findings of a kept run.

    Parameters
    ----------
    store : Store
    name : str
        As in :meth:`Store.run`.

    Raises
    ------
    StoreError
        If there are none, or they were written by a treves whose findings this one does not read.
    """
    try:
        return Findings.model_validate_json(store.load(name))
    except ValidationError as error:
        run = store.run(name)
        raise StoreError(
            f"{run.id} was kept by treves {run.version}, and treves {version('treves')} (schema {SCHEMA} of findings) "
            f"does not read it: {error.errors()[0]['msg'].lower()}; right would be: run the case again"
        ) from error


def machine_words() -> str:
    """Say what this machine is and what it counts with: what another result of the same run may come from."""
    counted = []
    for name in COUNTS:
        try:
            counted.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # not every way of installing tells versions
            counted.append(name)
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count() or 1} cores"
    return f"{system}, Python {platform.python_version()}, {', '.join(counted)}"
