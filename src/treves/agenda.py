"""What is on the table: issues, their options, and the packages one can make of them.

An issue is a question to settle; an option is one answer with its place on the issue's 0-100 scale; a package is one
option for every issue (the literature's *outcome*). Exclusions and requirements say which options cannot, or
only together, be in one package.

Packages are numbered in mixed radix, the last issue running fastest, so that a package is also one integer and a
map over all packages is one flat array.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from treves.errors import AgendaError

__all__ = [
    "Agenda",
    "Choice",
    "Exclusion",
    "Instrument",
    "Issue",
    "LegalPath",
    "Lever",
    "Option",
    "Package",
    "Requirement",
]

Instrument = Literal["none", "policy_rule", "order_in_council", "statute", "treaty"]
"""Legal form an option needs: none, policy rule, order in council (decree), statute, or a treaty change."""


@dataclass(frozen=True, slots=True)
class LegalPath:
    """What the law asks before an option works.

    Parameters
    ----------
    instrument : Instrument
        The legal form needed.
    delay_months, delay_months_low, delay_months_high : float
        Months from accord to entry into force: central value and 80 % range.
    struck_down_share : float
        Chance (0-1) that a court strikes the measure down within a year of its entry into force.
    source : str
        Where the numbers come from, or the word ``assumption``.
    """

    instrument: Instrument
    delay_months: float
    delay_months_low: float
    delay_months_high: float
    struck_down_share: float
    source: str


@dataclass(frozen=True, slots=True)
class Lever:
    """What an option changes in the asylum chain, as data: the chain's parameter, its new value, unit and source."""

    parameter: str
    value: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to an issue.

    Parameters
    ----------
    name : str
        Short name, unique within its issue.
    label : str
        The words used in prose and tables ("at most 200 relatives a month").
    place : float
        Place on the issue's scale, 0-100.
    legal_path : LegalPath, optional
        What the law asks before the option works.
    levers : tuple of Lever
        What the option changes in the chain; empty where it has no instrument of its own.
    """

    name: str
    label: str
    place: float
    legal_path: LegalPath | None = None
    levers: tuple[Lever, ...] = ()

    def __post_init__(self) -> None:
        if not (0.0 <= self.place <= 100.0):
            raise AgendaError(f"option {self.name!r}: place {self.place} is not between 0 and 100")


@dataclass(frozen=True, slots=True)
class Issue:
    """A question to settle, with at least two options and the one that holds if nothing is agreed.

    Parameters
    ----------
    name, label, question : str
        Short name, the words for tables, and the question in one sentence.
    options : tuple of Option
        In the order the case lists them.
    status_quo : str
        Name of the option that holds without a deal.
    low_end, high_end : str
        What 0 and 100 mean on this issue.
    """

    name: str
    label: str
    question: str
    options: tuple[Option, ...]
    status_quo: str
    low_end: str = ""
    high_end: str = ""

    def __post_init__(self) -> None:
        names = [option.name for option in self.options]
        if len(names) < 2:
            raise AgendaError(f"issue {self.name!r} has {len(names)} option(s); an issue needs at least two")
        if len(set(names)) != len(names):
            raise AgendaError(f"issue {self.name!r} names an option twice")
        if self.status_quo not in names:
            raise AgendaError(f"issue {self.name!r}: status quo {self.status_quo!r} is none of its options")

    def option(self, name: str) -> Option:
        """Return the option of this name.

        Raises
        ------
        AgendaError
            If the issue has no such option.
        """
        for option in self.options:
            if option.name == name:
                return option
        known = ", ".join(option.name for option in self.options)
        raise AgendaError(f"issue {self.name!r} has no option {name!r}; it has {known}")

    def position_of(self, option: str) -> int:
        """Return the 0-based index of an option in :attr:`options`."""
        return self.options.index(self.option(option))

    @property
    def places(self) -> tuple[float, ...]:
        """Places of the options on the 0-100 scale, in option order."""
        return tuple(option.place for option in self.options)

    @property
    def status_quo_place(self) -> float:
        """Place of the status quo on the 0-100 scale."""
        return self.option(self.status_quo).place


@dataclass(frozen=True, slots=True, order=True)
class Choice:
    """An issue and one of its options, by name."""

    issue: str
    option: str

    def __str__(self) -> str:
        return f"{self.issue}={self.option}"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Choices that cannot all be in one package."""

    choices: tuple[Choice, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A choice that needs at least one of some others in the same package."""

    choice: Choice
    any_of: tuple[Choice, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Package:
    """One option for every issue, in agenda order, by name."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Agenda:
    """The issues on the table and what may go together.

    Parameters
    ----------
    issues : tuple of Issue
        At least one, with unique names.
    exclusions : tuple of Exclusion
    requirements : tuple of Requirement

    Raises
    ------
    AgendaError
        If names clash, a rule names an unknown option, or the status quo itself breaks a rule.

    Examples
    --------
    >>> tea = Issue("tea", "Tea", "Tea at four?", (Option("no", "no tea", 0), Option("yes", "tea", 100)), "no")
    >>> agenda = Agenda((tea,))
    >>> agenda.package_count, agenda.status_quo
    (2, Package(options=('no',)))
    """

    issues: tuple[Issue, ...]
    exclusions: tuple[Exclusion, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    _index: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = [issue.name for issue in self.issues]
        if not names:
            raise AgendaError("an agenda needs at least one issue")
        if len(set(names)) != len(names):
            raise AgendaError("two issues have the same name")
        object.__setattr__(self, "_index", {name: i for i, name in enumerate(names)})
        for choice in self._choices_in_rules():
            self.issue(choice.issue).option(choice.option)
        broken = self.why_not(self.status_quo)
        if broken:
            raise AgendaError(f"the status quo itself is ruled out: {broken}")

    def _choices_in_rules(self) -> Iterable[Choice]:
        for exclusion in self.exclusions:
            yield from exclusion.choices
        for requirement in self.requirements:
            yield requirement.choice
            yield from requirement.any_of

    def issue(self, name: str) -> Issue:
        """Return the issue of this name; raises :class:`AgendaError` if there is none."""
        return self.issues[self.position_of(name)]

    def position_of(self, issue: str) -> int:
        """Return the 0-based index of an issue."""
        try:
            return self._index[issue]
        except KeyError:
            known = ", ".join(self._index)
            raise AgendaError(f"no issue {issue!r} on the agenda; it has {known}") from None

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of options per issue."""
        return tuple(len(issue.options) for issue in self.issues)

    @property
    def package_count(self) -> int:
        """Number of packages before exclusions and requirements."""
        return math.prod(self.shape)

    @property
    def status_quo(self) -> Package:
        """The package that holds if nothing is agreed."""
        return Package(tuple(issue.status_quo for issue in self.issues))

    def package(self, options: Mapping[str, str] | Iterable[str]) -> Package:
        """Make a package from option names, by issue or in agenda order; unnamed issues stay at the status quo.

        Raises
        ------
        AgendaError
            If an issue or option is unknown, or a list is not as long as the agenda.
        """
        if isinstance(options, Mapping):
            chosen = {issue.name: issue.status_quo for issue in self.issues}
            for name, option in options.items():
                chosen[self.issue(name).name] = option
            names = tuple(chosen[issue.name] for issue in self.issues)
        else:
            names = tuple(options)
            if len(names) != len(self.issues):
                raise AgendaError(f"a package names {len(self.issues)} options here, not {len(names)}")
        for issue, name in zip(self.issues, names, strict=True):
            issue.option(name)
        return Package(names)

    def number_of(self, package: Package) -> int:
        """Return the package's number: mixed radix over the options, last issue fastest."""
        number = 0
        for issue, name in zip(self.issues, package.options, strict=True):
            number = number * len(issue.options) + issue.position_of(name)
        return number

    def package_at(self, number: int) -> Package:
        """Return the package with this number (the inverse of :meth:`number_of`)."""
        if not 0 <= number < self.package_count:
            raise AgendaError(f"package {number} does not exist; there are {self.package_count}")
        names = []
        for issue in reversed(self.issues):
            number, at = divmod(number, len(issue.options))
            names.append(issue.options[at].name)
        return Package(tuple(reversed(names)))

    def why_not(self, package: Package) -> str:
        """Say which exclusion or requirement a package breaks, or return an empty string."""
        chosen = {Choice(i.name, name) for i, name in zip(self.issues, package.options, strict=True)}
        for exclusion in self.exclusions:
            if chosen.issuperset(exclusion.choices):
                return f"{' and '.join(map(str, exclusion.choices))} exclude each other. {exclusion.why}".strip()
        for requirement in self.requirements:
            if requirement.choice in chosen and chosen.isdisjoint(requirement.any_of):
                needed = " or ".join(map(str, requirement.any_of))
                return f"{requirement.choice} needs {needed}. {requirement.why}".strip()
        return ""

    def words(self, package: Package) -> str:
        """Tell a package in the words of the case, one option label per issue."""
        labels = (i.option(name).label for i, name in zip(self.issues, package.options, strict=True))
        return "; ".join(labels)
