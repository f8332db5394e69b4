"""Finished runs, kept by what they were made of: the same case, changes, seed and version find theirs again."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from treves.case import Case
from treves.case.adjust import Adjustment, adjust

__all__ = ["KeptFindings", "RunKey"]

MOST_KEPT = 24
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class RunKey:
    """What a run is made of; ``case_digest`` covers the files of the case and the changes laid over it."""

    case_digest: str
    as_of: str
    seed: int
    draws: int
    worlds: int
    version: str

    @classmethod
    def of(cls, case: Case, adjustments: Sequence[Adjustment] = ()) -> RunKey:
        """Return the key of a full run of a case with changes laid over it.

        Raises
        ------
        CaseError
            If a change cannot be made to the case.
        """
        changed = adjust(case, adjustments)
        return cls(
            changed.digest, changed.as_of.isoformat(), changed.seed, changed.draws, changed.worlds, version("treves")
        )

    @property
    def name(self) -> str:
        """A file name that no other key has."""
        told = json.dumps([getattr(self, name) for name in self.__slots__])
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def fits(self, findings: Any) -> bool:
        """Whether findings come from a full run of exactly this."""
        if not isinstance(findings, dict) or findings.get("findings_schema") != 1:
            return False
        if any(findings.get(name) != getattr(self, name) for name in self.__slots__):
            return False
        outcomes = findings.get("outcomes")  # a run without its slowest part is no full one
        return bool(findings.get("outcomes_missing")) if outcomes is None else bool(outcomes.get("strain_base", True))


class KeptFindings:
    """Findings in a folder.

    Parameters
    ----------
    folder : Path
        The newest two dozen are kept in its ``kept``; a ``findings.json`` that ``treves run`` wrote there counts too.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: tuple[str, dict[str, Any]] | None = None

    def place_of(self, key: RunKey) -> Path:
        """Return where the findings of a run are to be written."""
        return self.folder / "kept" / f"{key.name}.json"

    def find(self, key: RunKey) -> dict[str, Any] | None:
        """Return the findings of exactly this run; None where there are none, or what is there cannot be read."""
        if self._read is not None and self._read[0] == key.name:
            return self._read[1]
        for path in (self.place_of(key), self.folder / "findings.json"):
            with contextlib.suppress(OSError, ValueError, RecursionError):
                if path.stat().st_size > MOST_BYTES:
                    continue
                found = json.loads(path.read_bytes())
                if key.fits(found):
                    self._read = key.name, found
                    return dict(found)
        return None

    def tidy(self) -> None:
        """Keep the newest runs only."""
        with contextlib.suppress(OSError):
            kept = sorted((self.folder / "kept").glob("*.json"), key=lambda path: path.stat().st_mtime)
            for path in kept[:-MOST_KEPT]:
                path.unlink(missing_ok=True)
