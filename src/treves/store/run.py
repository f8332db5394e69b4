"""A run as the store knows it: what went in, what came out, when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from treves.store.errors import StoreError

__all__ = ["Kept", "KeptRun", "KeptTable", "Run", "Time", "as_text", "run_id"]


def as_text(moment: datetime) -> str:
    """Return a moment in UTC as ISO 8601 to the millisecond, the same in every locale and time zone."""
    if moment.tzinfo is None:
        raise StoreError(f"{moment.isoformat()} has no time zone; right would be: a time in UTC")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run, to be kept.

    Parameters
    ----------
    case_name, case_digest : str
        What the case is called, and the SHA-256 over its files.
    version : str
        Of treves.
    parameters : mapping
        All else that decides the result (day, seed, draws, flags, adjustments), as JSON can hold it.
    started_at, finished_at : datetime
        With a time zone.
    seconds : float, optional
        How long it took by a clock that is never set.
    machine : str
        What it ran on, in words.
    case_place : str
        How the case was found: a name or a folder.
    files : mapping of str to str
        Files of the case, with their SHA-256.
    """

    case_name: str
    case_digest: str
    version: str
    parameters: Mapping[str, Any]
    started_at: datetime
    finished_at: datetime
    seconds: float | None = None
    machine: str = ""
    case_place: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def inputs(self) -> str:
        """SHA-256 over all that decides the result: the same inputs give the same findings, bit by bit."""
        told = json.dumps(
            [self.case_name, self.case_digest, self.version, dict(self.parameters)],
            ensure_ascii=True,
            sort_keys=True,
            separators=(",", ":"),
            allow_nan=False,
        )
        return hashlib.sha256(told.encode()).hexdigest()


def run_id(inputs: str, differing: int = 0) -> str:
    """Return the id of a run: an r and twelve digits of its inputs, and a count where results before it differed."""
    return f"r{inputs[:12]}" + (f"-{differing + 1}" if differing else "")


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of keeping a run.

    Parameters
    ----------
    id : str
    is_new : bool
        False where a run of the same inputs with the same findings, bit by bit, was there; its time was noted.
    differs_from : tuple of str
        Runs of the same inputs that gave other findings.
    """

    id: str
    is_new: bool
    differs_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """One time a run was run."""

    started_at: str
    finished_at: str
    machine: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table of a kept run: types of its columns, rows, SHA-256 of its file (without rows there is none)."""

    types: Mapping[str, str]
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run in the store.

    Parameters
    ----------
    number : int
        In the order of keeping; never used twice.
    id : str
    case_name, case_digest, case_place, version : str
    parameters : mapping
    findings_digest : str
        SHA-256 of the findings' bytes.
    tables : mapping of str to KeptTable
    files : mapping of str to str
        Files of the case with their SHA-256; empty where they were not told.
    times : tuple of Time
        When it was run, in the order of keeping.
    """

    number: int
    id: str
    case_name: str
    case_digest: str
    case_place: str
    version: str
    parameters: Mapping[str, Any]
    findings_digest: str
    tables: Mapping[str, KeptTable]
    files: Mapping[str, str]
    times: tuple[Time, ...]
