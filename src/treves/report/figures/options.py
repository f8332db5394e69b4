"""What each option leaves possible: the best chance of any package that holds it, issue by issue."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at, ceiling
from treves.report.typeset import share
from treves.study.findings import Findings, IssueFacts

__all__ = ["Through", "contested", "options_figure", "through_options"]

FLAT = 0.005  # a choice that moves the chance by less than half a point is told as making no difference


@dataclass(frozen=True)
class Through:
    """One issue with the best chance through each of its options, in the order of the case."""

    issue: IssueFacts
    best: tuple[float | None, ...]

    @property
    def highest(self) -> float:
        """The best chance through any option."""
        return max((told for told in self.best if told is not None), default=0.0)

    @property
    def range(self) -> float:
        """How much the choice costs at worst."""
        known = [told for told in self.best if told is not None]
        return max(known) - min(known) if known else 0.0


@dataclass(frozen=True)
class Option:
    """One option's row."""

    words: str
    is_status_quo: bool
    is_best: bool
    value: str
    width: str


@dataclass(frozen=True)
class Group:
    """One issue's rows."""

    issue: str
    costs: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Picture:
    """All issues, most contested first, and the end of the axis."""

    groups: tuple[Group, ...]
    end: str
    end_value: float


def through_options(findings: Findings) -> tuple[Through, ...]:
    """Read the diagonal of the acceptance map, issue by issue in the order of the case."""
    grid = findings.acceptance_map
    told = {choice: grid.best[k][k] for k, choice in enumerate(grid.options)}
    return tuple(
        Through(issue, tuple(told.get((issue.name, option.name)) for option in issue.options))
        for issue in findings.facts.issues
    )


def contested(findings: Findings) -> tuple[Through, ...]:
    """Return the issues, most contested first: those whose choice costs most."""
    return tuple(sorted(through_options(findings), key=lambda told: -told.range))


def options_figure(findings: Findings) -> Figure:
    """Draw what each option leaves possible."""
    issues = contested(findings)
    end = ceiling(max((told.highest for told in issues), default=0.0))
    return Figure(
        name="options",
        title="What each option leaves possible",
        note="Bar: the best chance that all accept, among all packages with this option. A short bar is a costly "
        "choice. Issues whose choice costs most come first. Counted on the draws on which the listed packages were "
        "chosen; above they are judged on others, so that numbers differ a little.",
        description=" ".join(_words(told) for told in issues),
        template="options.html",
        picture=Picture(tuple(_group(told, end) for told in issues), share(end), end),
        table=Table(
            "Best chance that all accept, through each option",
            ("Option", "Issue", "Best chance", "Legal path"),
            tuple(
                (
                    option.label + (" (status quo)" if option.name == told.issue.status_quo else ""),
                    told.issue.label,
                    _value(best),
                    option.legal_path,
                )
                for told in issues
                for option, best in zip(told.issue.options, told.best, strict=True)
            ),
        ),
        columns=("issue", "option", "label", "place", "is_status_quo", "best_probability_all_accept"),
        rows=[
            (
                told.issue.name,
                option.name,
                option.label,
                option.place,
                option.name == told.issue.status_quo,
                best,
            )
            for told in issues
            for option, best in zip(told.issue.options, told.best, strict=True)
        ],
        case=findings.case,
    )


def _value(best: float | None) -> str:
    return "ruled out" if best is None else share(best)


def _costs(difference: float) -> str:
    points = max(round(difference * 100), 1)
    return "makes no difference" if difference < FLAT else f"costs up to {points} point{'s' if points > 1 else ''}"


def _group(told: Through, end: float) -> Group:
    return Group(
        told.issue.label,
        "makes no difference" if told.range < FLAT else _costs(told.range),
        tuple(
            Option(
                words=option.label,
                is_status_quo=option.name == told.issue.status_quo,
                is_best=told.range >= FLAT and best is not None and best >= told.highest - FLAT,
                value=_value(best),
                width=at(best or 0.0, 0, end),
            )
            for option, best in zip(told.issue.options, told.best, strict=True)
        ),
    )


def _words(told: Through) -> str:
    options = "; ".join(
        f"{option.label} {_value(best)}" for option, best in zip(told.issue.options, told.best, strict=True)
    )
    return f"{told.issue.label}: {options}."
