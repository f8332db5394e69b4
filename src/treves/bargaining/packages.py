"""Every package an agenda allows, as a mask over the full product and as option indices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Choice, Package
from treves.errors import SizeError

__all__ = ["PACKAGE_LIMIT", "Packages", "allowed_packages", "option_indices"]

PACKAGE_LIMIT = 2**24
"""Most packages that are enumerated, before exclusions and requirements."""

Bools = npt.NDArray[np.bool_]
OptionIndices = npt.NDArray[np.uint8] | npt.NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Packages:
    """The packages an agenda allows, in the order of their numbers.

    Parameters
    ----------
    agenda : Agenda
    is_allowed : array of bool, shape (product,)
        For every package of the full product, in mixed radix with the last issue fastest, whether no
        exclusion and no requirement rules it out.
    """

    agenda: Agenda
    is_allowed: Bools

    @cached_property
    def numbers(self) -> npt.NDArray[np.int32]:
        """Numbers of the allowed packages (:meth:`Agenda.number_of`), rising; shape (package,)."""
        return np.flatnonzero(self.is_allowed).astype(np.int32)

    @cached_property
    def options(self) -> OptionIndices:
        """Option index of every allowed package on every issue; shape (package, issue), made when first asked for."""
        return self.options_of(self.numbers)

    @property
    def count(self) -> int:
        """Number of allowed packages."""
        return int(self.numbers.size)

    def options_of(self, numbers: npt.ArrayLike) -> OptionIndices:
        """Return the option indices of some package numbers; shape (package, issue)."""
        shape = self.agenda.shape
        small = np.uint8 if max(shape) <= 256 else np.int16
        digits = np.unravel_index(np.asarray(numbers, dtype=np.int64), shape)
        return np.stack([digit.astype(small) for digit in digits], axis=1)

    def positions_of(self, numbers: npt.ArrayLike) -> npt.NDArray[np.intp]:
        """Return where some package numbers stand among the allowed ones; -1 for those that are not allowed."""
        wanted = np.asarray(numbers, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.numbers, wanted), self.count - 1)
        return np.where(self.numbers[at] == wanted, at, -1)


def allowed_packages(agenda: Agenda) -> Packages:
    """Find every package that no exclusion and no requirement rules out.

    Parameters
    ----------
    agenda : Agenda

    Returns
    -------
    Packages
        One byte per package of the full product; option indices are made when asked for.

    Raises
    ------
    SizeError
        If the agenda has more than 2^24 packages before its rules.

    Examples
    --------
    >>> from treves.agenda import Exclusion, Issue, Option
    >>> ends = (Option("no", "no", 0), Option("yes", "yes", 100))
    >>> agenda = Agenda(
    ...     (Issue("tea", "Tea", "Tea?", ends, "no"), Issue("cake", "Cake", "Cake?", ends, "no")),
    ...     (Exclusion((Choice("tea", "yes"), Choice("cake", "yes")), "one treat"),),
    ... )
    >>> allowed_packages(agenda).options.tolist()
    [[0, 0], [0, 1], [1, 0]]
    """
    if agenda.package_count > PACKAGE_LIMIT:
        raise SizeError(
            f"this agenda has {agenda.package_count:,} packages; at most {PACKAGE_LIMIT:,} (2^24) are enumerated. "
            "Settle an issue beforehand, merge issues that go together, or drop options that nobody wants"
        )
    allowed = np.ones(agenda.shape, dtype=np.bool_)
    for exclusion in agenda.exclusions:
        broken = np.ones((1,) * len(agenda.shape), dtype=np.bool_)
        for choice in exclusion.choices:
            broken = broken & _has(agenda, choice)
        allowed &= ~broken
    for requirement in agenda.requirements:
        broken = _has(agenda, requirement.choice)
        for choice in requirement.any_of:
            broken = broken & ~_has(agenda, choice)
        allowed &= ~broken
    return Packages(agenda, allowed.reshape(-1))


def option_indices(agenda: Agenda, packages: Iterable[Package]) -> npt.NDArray[np.int16]:
    """Return the option indices of named packages; shape (package, issue)."""
    rows = [
        [issue.position_of(name) for issue, name in zip(agenda.issues, package.options, strict=True)]
        for package in packages
    ]
    return np.array(rows, dtype=np.int16).reshape(len(rows), len(agenda.issues))


def _has(agenda: Agenda, choice: Choice) -> Bools:
    # One axis per issue, all but one of length 1: rules combine by broadcasting, no package is looked at twice.
    at = agenda.position_of(choice.issue)
    shape = [1] * len(agenda.shape)
    shape[at] = agenda.shape[at]
    found = np.zeros(agenda.shape[at], dtype=np.bool_)
    found[agenda.issues[at].position_of(choice.option)] = True
    return found.reshape(shape)
