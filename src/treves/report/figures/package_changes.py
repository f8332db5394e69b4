"""What each package changes against no deal: a dot and its interval per package, measure by measure."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.courses import chain_sources, round_end
from treves.report.figures.figure import Figure, Table, at
from treves.report.typeset import number_of
from treves.study.consequence_facts import Consequence, Consequences, Difference, Measured
from treves.study.findings import Findings

__all__ = ["letters_of", "package_changes_figure"]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NOTHING = 1e-9


@dataclass(frozen=True)
class Row:
    """One package on one measure."""

    letter: str
    value: str
    interval: str
    low: str
    middle: str
    high: str


@dataclass(frozen=True)
class Group:
    """One measure: its words, and all packages on one axis around nothing."""

    words: str
    over: str
    rows: tuple[Row, ...]
    start: str
    end: str


def letters_of(told: Consequences) -> tuple[tuple[str, Consequence], ...]:
    """Give each different package a letter, in the order of the findings."""
    found: list[tuple[str, Consequence]] = []
    for package in told.packages:
        if not any(other.package == package.package for _, other in found):
            found.append((LETTERS[len(found) % len(LETTERS)], package))
    return tuple(found)


def package_changes_figure(findings: Findings) -> Figure | None:
    """Draw what every package changes."""
    told = findings.consequences
    if told is None or not told.packages:
        return None
    lettered = letters_of(told)
    groups = tuple(_group(measure, lettered) for measure in told.measures)
    return Figure(
        name="package-changes",
        title="What each package changes, against no deal",
        note="Dot: median of the difference; bar: 80 % of the replications. Left of the line less, right of it more. "
        "Both run on the same random numbers. Held back is not fewer: those relatives come later, or wait.",
        description=" ".join(
            f"{letter}: " + "; ".join(f"{m.words} {_told(_of(package, m))}" for m in told.measures) + "."
            for letter, package in lettered
        ),
        template="package_changes.html",
        picture=groups,
        table=Table(
            "Package less baseline, median and 80 % band",
            ("", *(f"{letter}" for letter, _ in lettered)),
            tuple(
                (f"{m.words}, {m.unit} ({m.over})", *(_told(_of(package, m)) for _, package in lettered))
                for m in told.measures
            ),
        ),
        columns=(
            "package",
            "measure",
            "unit",
            "over",
            "median",
            "low_80",
            "high_80",
            "mean",
            "standard_error_of_mean",
        ),
        rows=[
            (
                letter,
                m.name,
                m.unit,
                m.over,
                d.value,
                d.low,
                d.high,
                d.mean,
                d.monte_carlo_error,
            )
            for letter, package in lettered
            for m in told.measures
            if (d := _of(package, m)) is not None
        ],
        sources=chain_sources(told),
        case=findings.case,
    )


def _of(package: Consequence, measure: Measured) -> Difference | None:
    return next((found for found in package.differences if found.measure == measure.name), None)


def _told(found: Difference | None) -> str:
    return f"{_signed(found.value)} ({_range(found)})" if found else "unknown"


def _range(found: Difference) -> str:
    return f"{_signed(found.low)} to {_signed(found.high)}"


def _signed(value: float) -> str:
    told = number_of(abs(value))
    return told if told == "0" else f"{'+' if value > 0 else '−'}{told}"


def _group(measure: Measured, lettered: tuple[tuple[str, Consequence], ...]) -> Group:
    found = [(letter, told) for letter, package in lettered if (told := _of(package, measure)) is not None]
    most = max((abs(end) for _, told in found for end in (told.low, told.high)), default=0.0)
    end = round_end(most) if most > NOTHING else 1.0
    return Group(
        words=f"{measure.words[0].upper()}{measure.words[1:]}",
        over=f"{measure.unit}, {measure.over}",
        rows=tuple(
            Row(
                letter,
                _signed(told.value),
                _range(told),
                at(told.low, -end, end),
                at(told.value, -end, end),
                at(told.high, -end, end),
            )
            for letter, told in found
        ),
        start=f"−{number_of(end)}",
        end=f"+{number_of(end)}",
    )
