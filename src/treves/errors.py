"""The few errors a caller may catch, and the fault a user reads.

A :class:`Fault` is one thing wrong in one place of one file. Loading collects all of them and raises a
single :class:`CaseError`, so that a user mends a case in one go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["AgendaError", "CabinetError", "CaseError", "ChainError", "Fault", "SizeError", "TrevesError"]


class TrevesError(Exception):
    """Anything treves refuses on purpose, with a message meant for the user."""


class AgendaError(TrevesError):
    """An agenda, option or package that cannot exist."""


class CabinetError(TrevesError):
    """A cabinet, council, chamber or decision rule that cannot exist."""


class ChainError(TrevesError):
    """Chain parameters or levers that cannot exist; the message names every one."""


class SizeError(TrevesError):
    """A question too large for the method asked, with the size and the limit."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in one place of a file.

    Parameters
    ----------
    file : str
        Path as the user knows it (relative to the case folder where there is one).
    line, column : int
        1-based position; 0 where the fault is the whole file (missing, wrong encoding).
    what : str
        What is wrong, in one clause.
    right : str
        What would be right.

    Examples
    --------
    >>> print(Fault("agenda.yaml", 7, 12, "place 140 is off the scale", "a number from 0 to 100"))
    agenda.yaml:7:12: place 140 is off the scale; right would be: a number from 0 to 100
    """

    file: str
    line: int
    column: int
    what: str
    right: str

    def __str__(self) -> str:
        """Return ``file:line:column: what; right would be: right``."""
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.file}{place}: {self.what}; right would be: {self.right}"


class CaseError(TrevesError):
    """A case that cannot be read; ``faults`` holds every fault found, in file and line order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
