"""The sentences about what packages would do: how much less, how much only later, and what has no instrument."""

from __future__ import annotations

from treves.report.figures.package_changes import letters_of
from treves.report.typeset import number_of, share
from treves.report.words import count_word, joined
from treves.study.chain_measures import GRANT_WORDS
from treves.study.consequence_facts import Consequence, Difference
from treves.study.findings import Findings

__all__ = ["consequence_words", "grant_words", "idle_words", "why_listed"]

YEAR = 12


def consequence_words(findings: Findings) -> str:
    """Say what the most acceptable package would change."""
    told = findings.consequences
    if told is None or not told.packages:
        return "Only what holds without a deal was run through the chain."
    best = told.packages[0]
    found = {difference.measure: difference for difference in best.differences}
    years = len(told.months) / YEAR
    opening = "The most acceptable package" if best.role == "best" else "The package asked for"
    family = found.get("family_arrivals")
    residents = found.get("residents")
    parts = [
        f"{opening}, followed for {years:.0f} years in {told.replications} replications:"
        if years >= 1
        else f"{opening}, followed for {len(told.months)} months:"
    ]
    if family is not None:
        parts.append(f"relatives who arrive in that time change by {_told(family)} persons")
    if (held := found.get("family_deferred")) is not None:
        parts.append(f"of whom {_told(held)} are held back at its end, so deferred rather than fewer;")
    if residents is not None:
        parts.append(f"residents of reception in the last year change by {_told(residents)}.")
    return " ".join(parts)


def _told(found: Difference) -> str:
    return f"{_signed(found.value)} (80 % {_signed(found.low)} to {_signed(found.high)})"


def _signed(value: float) -> str:
    told = number_of(abs(value))
    return "0" if told == "0" else f"{'+' if value > 0 else '−'}{told}"


def idle_words(findings: Findings) -> tuple[str, ...]:
    """Name the options that do nothing in the chain, once each."""
    told = findings.consequences
    if told is None:
        return ()
    labels = [label for _, package in letters_of(told) for label in package.without_instrument]
    words = [f"“{label}”" for label in dict.fromkeys(labels)]
    if not words:
        return ()
    return (f"No instrument of its own, so no effect in the chain: {joined(words)}.",)


def why_listed(findings: Findings, package: Consequence) -> str:
    """Say why a package is listed, in the words of its deal."""
    known = [deal.why_listed for deal in findings.deals if deal.package == package.package]
    return joined(list(dict.fromkeys(known))) or package.role


def grant_words(findings: Findings) -> str:
    """Name the definition of the grant rate, and what it comes to in the first year without a deal."""
    told = findings.consequences
    if told is None:
        return ""
    course = next((course for course in told.baseline.courses if course.name == "grant_rate_share"), None)
    known = [value for value in course.middle[:YEAR] if value is not None] if course else []
    comes = f"; in the first {count_word(len(known), 'month')} it is {share(sum(known) / len(known))}" if known else ""
    return (
        f"The grant rate here is {GRANT_WORDS[told.grant_definition]}{comes}. Other definitions differ "
        "by tens of points: decisions on substance alone, all decisions, or applications."
    )
