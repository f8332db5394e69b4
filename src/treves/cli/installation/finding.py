"""One thing looked at: what was found, whether something is missing, and what to do then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Finding", "State", "found_by"]

State = Literal["there", "absent", "missing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Parameters
    ----------
    name : str
    state : {'there', 'absent', 'missing'}
        ``absent``: treves works without it; ``missing``: something does not work until it is mended.
    told : str
        What was found.
    to_do : str
        What to do about it; empty where all is well.
    figures : dict
        The same in numbers, for programs.
    """

    name: str
    state: State
    told: str
    to_do: str = ""
    figures: dict[str, float | int | str | bool | None] | None = None


def found_by(name: str, look: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
    """Look, and make whatever goes wrong a finding too: who looks for faults must not fall over one.

    Parameters
    ----------
    name : str
        What is looked at, in case looking fails.
    look : callable

    Returns
    -------
    tuple of Finding
    """
    try:
        return tuple(look())
    except Exception as error:
        words = " ".join(str(error).split())[:300]
        told = f"could not be looked at: {type(error).__name__}{': ' if words else ''}{words}"
        return (Finding(name, "missing", told, "install treves anew; where that does not help, report this line"),)
