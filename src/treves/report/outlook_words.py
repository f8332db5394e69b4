"""The outside view in sentences: what was concluded, from whom it was learned, what moves it."""

from __future__ import annotations

from treves.report.typeset import NO_BREAK, chance, quantity, share
from treves.report.words import count_word, day, joined
from treves.study.frozen import Probability
from treves.study.outlook_facts import DriverFacts, Outlook

__all__ = [
    "driver_words",
    "fine",
    "fine_chance",
    "outlook_words",
    "reference_words",
    "state_words",
    "weight_words",
    "whose_crises",
]

WITH_ARTICLE = ("Czech Republic", "Netherlands", "United Kingdom")


def fine(value: float) -> str:
    """Set a share with two digits that count where it is small, as a chance within days is.

    Examples
    --------
    >>> [fine(value).replace(NO_BREAK, " ") for value in (0.00331, 0.0331, 0.331)]
    ['0.33 %', '3.3 %', '33 %']
    """
    if not 0.0 < value < 0.0995:
        return share(value)
    if value < 0.0001:
        return f"<0.01{NO_BREAK}%"
    return f"{value * 100:.{2 if value < 0.00995 else 1}f}{NO_BREAK}%"


def fine_chance(told: Probability) -> str:
    """Set a probability with its interval, small ones finely."""
    low, high = fine(told.low), fine(told.high)
    return f"{fine(told.p)} ({low.removesuffix(NO_BREAK + '%')}–{high})"


def outlook_words(outlook: Outlook) -> str:
    """Say how likely a fall is, within a few days and a year."""
    first, last = outlook.horizons[0], outlook.horizons[-1]
    return (
        f"Seen from outside, the chance of a fall is {fine_chance(first.state)} within {count_word(first.days, 'day')} "
        f"and {fine_chance(last.state)} within {last.days} days. Past cabinets alone would say {fine(first.base.p)} "
        f"and {fine(last.base.p)}; the rest is that the cabinet is "
        f"{'calm' if outlook.state == 'calm' else 'in a formal crisis'}."
    )


def whose_crises(outlook: Outlook) -> str:
    """Say of which countries the listed crises are, and whether the case's own is among them."""
    countries = list(dict.fromkeys(crisis.country for crisis in outlook.crises))
    told = f"of cabinets in {joined([_with_article(country) for country in countries])}"
    return told if outlook.country in countries else f"{told} (none of {outlook.country} is listed)"


def _with_article(country: str) -> str:
    return f"the {country}" if country in WITH_ARTICLE else country


def state_words(outlook: Outlook) -> str:
    """Say what the list of crises knows."""
    fallen = sum(crisis.outcome == "fallen" for crisis in outlook.crises)
    certain = sum(crisis.is_certain for crisis in outlook.crises)
    listed = count_word(len(outlook.crises), "formal crisis", "formal crises")
    told = (
        f"Of {listed} {whose_crises(outlook)} {fallen} ended in a fall and {len(outlook.crises) - fallen} healed; "
        f"one that begins now is put at {_percent(outlook.fallen_share)}. One person coded them; {certain} rows are "
        "certain. "
    )
    if outlook.crisis_since_on is not None:
        told += (
            f"This one began on {day(outlook.crisis_since_on)}. Many falls come on a crisis's first day, so one that "
            "has lasted is likelier to heal than one that begins. "
        )
    told += f"While calm, a new crisis is expected {quantity(outlook.crises_per_year, 2)} times a year"
    if outlook.crises_observed_per_year is not None:
        told += f"; the list itself has {outlook.crises_observed_per_year:.2f} a year in this country"
    return told + "."


def _percent(told: object) -> str:
    value, low, high = (getattr(told, name) for name in ("value", "low", "high"))
    return f"{share(value)} ({share(low)} to {share(high)})"


def reference_words(outlook: Outlook) -> str:
    """Say from whom it was learned."""
    known = outlook.reference
    own = (
        f" The country's own record: {count_word(known.own_falls, 'fall')} in {known.own_years:.0f} years of cabinets, "
        f"where {known.usual_falls_per_year * known.own_years:.0f} would be usual."
        if known.own_years
        else ""
    )
    return (
        f"Learned from {known.words}. In all {known.falls:,} of them fell.{own} The cause of ending is not certain for "
        f"{share(known.uncertain_share)} of those that ended."
    )


def weight_words(outlook: Outlook) -> str:
    """Say how inside and outside view were put together."""
    if outlook.inside is None:
        return "There is no inside view here: nothing in these numbers knows the talks."
    inside = outlook.inside
    first, last = outlook.horizons[0], outlook.horizons[-1]
    return (
        f"The talks alone put the chance of a fall by the deadline at {chance(inside.by_deadline)}. Both views are "
        f"combined in log-odds; the talks weigh {share(inside.weight)}, past cabinets and crises "
        f"{share(1 - inside.weight)} (an assumption). Together that is {fine_chance(first.combined)} within "
        f"{count_word(first.days, 'day')} and {fine_chance(last.combined)} within {last.days} days."
    )


def driver_words(driver: DriverFacts) -> tuple[str, str, str, str]:
    """Return a driver as a row: what, here, on average, factor."""
    here = "not known" if driver.value is None else f"{driver.value:.2f}".replace("-", "−")
    return (
        driver.words,
        here,
        f"{driver.average:.2f}".replace("-", "−"),
        f"×{quantity(driver.factor, 2)}" if driver.value is not None else "taken as average",
    )
