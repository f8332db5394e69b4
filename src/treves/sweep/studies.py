"""The work of a sweep over a case: from the values of the inputs to the changes they mean, to one study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from treves.agenda import Agenda, Package
from treves.case import Case
from treves.case.adjust import Adjustment, Lever, adjust, levers_of
from treves.crisis import KINDS
from treves.errors import TrevesError
from treves.study.chain_measures import MEASURES as CHAIN_MEASURES
from treves.sweep.findings import MeasureFacts
from treves.sweep.inputs import Input
from treves.sweep.point import LAMBDA_SHARE, Asked, study_point

__all__ = ["MEASURES", "Studies", "ask", "follow", "measure_facts", "studies_of"]

MEASURES = ("deals", "talks", "chain")
"""What can be asked for with ``--measure``."""

END_WORDS = {
    "accord": "chance that the talks end in an accord",
    "vote": "chance that the talks end in a vote",
    "postponement": "chance that the talks end in a postponement",
    "fall": "chance that the talks end in a fall of the cabinet",
}


@dataclass(frozen=True)
class Studies:
    """Studies of one case, as a function of the values of the inputs; it can be sent to other processes.

    Parameters
    ----------
    case : Case
    levers : tuple of Lever
        One for each input, in their order.
    asked : Asked
    """

    case: Case
    levers: tuple[Lever, ...]
    asked: Asked

    def adjustments(self, point: Sequence[float]) -> tuple[Adjustment, ...]:
        """Return the changes that a point means."""
        return tuple(
            lever.adjustment(bool(value) if lever.kind == "flag" else value)
            for lever, value in zip(self.levers, point, strict=True)
        )

    def __call__(self, point: Sequence[float], /) -> Mapping[str, float | None]:
        """Study the case with the inputs at these values."""
        return study_point(self.case, self.adjustments(point), self.asked)


def studies_of(case: Case, inputs: Sequence[Input], asked: Asked) -> Studies:
    """Make the work of a sweep, and try that both ends of every input can be had.

    Raises
    ------
    TrevesError
        With every input that cannot be moved so far in this case.
    """
    levers = {lever.key: lever for lever in levers_of(case)}
    work = Studies(case, tuple(levers[each.key] for each in inputs), asked)
    faults = []
    for each, lever in zip(inputs, work.levers, strict=True):
        for end in (each.low, each.high):
            try:
                adjust(case, [lever.adjustment(bool(end) if each.kind == "flag" else end)])
            except TrevesError as error:
                faults.append(f"{each.key} cannot be {end:g}: {error}")
    if faults:
        raise TrevesError("\n  ".join(faults))
    return work


def follow(case: Case, told: Sequence[str]) -> dict[str, Package]:
    """Read which packages to follow from ``name:issue=option,issue=option``; the draft on the table comes first.

    Raises
    ------
    TrevesError
        If a name is used twice, a package is not on the agenda, or its options may not be chosen together.
    """
    found = {"draft": case.draft} if case.draft is not None else {}
    for words in told:
        name, colon, choices = words.partition(":")
        pairs = [choice.partition("=") for choice in choices.split(",")]
        if not colon or not name.strip().isidentifier() or not all(sign for _, sign, _ in pairs):
            raise TrevesError(f"{words!r} is no package; right would be mine:issue=option,issue=option")
        if name.strip() in {"best", *found}:
            raise TrevesError(f"two packages are called {name.strip()!r}; right would be another name")
        package = case.agenda.package({issue.strip(): option.strip() for issue, _, option in pairs})
        if why := _broken_rules(case.agenda, package):
            raise TrevesError(
                f"{words!r} may not be chosen: {' '.join(why)} Right would be a package that keeps to that"
            )
        found[name.strip()] = package
    return found


def _broken_rules(agenda: Agenda, package: Package) -> list[str]:
    """Tell every rule that a package breaks and no lever lifts; an option off the table may come back in a sweep."""
    alone = [
        replace(agenda, exclusions=(rule,), requirements=()) for rule in agenda.exclusions if len(rule.choices) > 1
    ]
    alone += [replace(agenda, exclusions=(), requirements=(rule,)) for rule in agenda.requirements]
    return [why for rule in alone if (why := rule.why_not(package))]


def ask(
    case: Case,
    measures: Sequence[str],
    packages: Mapping[str, Package],
    *,
    draws: int | None = None,
    seed: int | None = None,
    worlds: int = 0,
) -> Asked:
    """Put together what every study works out.

    Raises
    ------
    TrevesError
        If a measure is not known, or the chain is asked of a case that has none.
    """
    unknown = [name for name in measures if name not in MEASURES]
    if unknown:
        raise TrevesError(f"nothing to measure is called {', '.join(unknown)}; right would be {', '.join(MEASURES)}")
    if "chain" in measures and case.chain is None:
        raise TrevesError(f"case {case.name} has no chain to measure; right would be a file chain.yaml, or no chain")
    return Asked(
        draws=case.draws if draws is None else draws,
        seed=case.seed if seed is None else seed,
        has_talks="talks" in measures,
        has_chain="chain" in measures,
        packages={name: package.options for name, package in packages.items()},
        worlds=worlds,
    )


def measure_facts(asked: Asked) -> tuple[MeasureFacts, ...]:
    """Tell what every study works out, by name: in plain words, with its unit."""
    names = ["best", *asked.packages]
    told = [
        MeasureFacts(name="deal_exists", words="chance that a deal exists that all could sign", unit="share"),
        MeasureFacts(name="best_accepted", words="chance that all accept the best package", unit="share"),
        MeasureFacts(name="best_package", words="which package is the best", unit="package"),
        *(
            MeasureFacts(name=f"{name}_accepted", words=f"chance that all accept {_called(name)}", unit="share")
            for name in asked.packages
        ),
    ]
    if asked.has_talks:
        told += [MeasureFacts(name=kind, words=END_WORDS[kind], unit="share") for kind in KINDS]
        told.append(MeasureFacts(name=LAMBDA_SHARE, words="share of lambda at which the game settled", unit="lambda"))
    if asked.has_chain:
        told += [
            MeasureFacts(
                name=f"{name}_{chain.name}",
                words=f"{chain.words}, with {_called(name)} against no deal ({chain.over})",
                unit=chain.unit,
            )
            for name in names
            for chain, _take in CHAIN_MEASURES
        ]
    return tuple(told)


def _called(name: str) -> str:
    return {"best": "the best package", "draft": "the draft on the table"}.get(name, f"the package {name}")
