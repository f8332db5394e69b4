"""Which unknown is worth finding out: one picture for each measure of a sweep."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at, ceiling
from treves.report.typeset import NO_BREAK, number_of, share, signed
from treves.study.findings import Quantity
from treves.sweep.findings import Effect, InputFacts, MeasureFacts, Sweep, Worth

__all__ = [
    "FIRST",
    "effect_figures",
    "ranked",
    "sensitivity_figures",
    "share_of",
    "told_first",
    "value_of",
    "worth_figures",
]

FIRST = ("fall", "accord", "deal_exists")
"""Of these, as far as they vary, the page tells first, and in words."""
CHAIN_FIRST = ("inflow", "family_arrivals", "backlog", "waiting", "residents", "housing")
"""So it does with these of a package's course through the chain, for the last package that was followed."""
IDLE = 0.01  # an input whose two shares surely stay below this is named, not drawn
HEIGHT = 44
EDGE = 5


@dataclass(frozen=True)
class WorthRow:
    """One input: what goes when it is known, and what stays when it alone is not."""

    words: str
    span: str
    first: tuple[str, str, str]
    total: tuple[str, str, str]
    value: str
    range: str


@dataclass(frozen=True)
class WorthPicture:
    """All inputs on one axis."""

    rows: tuple[WorthRow, ...]
    end: str
    idle: str


@dataclass(frozen=True)
class EffectRow:
    """One input: the mean of the measure along its span, places across in percent, down in pixels."""

    words: str
    span: str
    dots: tuple[tuple[str, float], ...]
    bars: tuple[tuple[str, float, float], ...]
    pieces: tuple[tuple[str, float, str, float], ...]
    low: str
    high: str
    value: str
    range: str


@dataclass(frozen=True)
class EffectPicture:
    """All inputs on one scale."""

    rows: tuple[EffectRow, ...]
    top: str
    foot: str


def sensitivity_figures(sweep: Sweep) -> tuple[Figure, ...]:
    """Draw every measure that varies, what matters most first: Sobol indices, or, in other designs, main effects."""
    found = worth_figures(sweep) if sweep.worths else effect_figures(sweep)
    first = told_first(sweep)
    order = {f"{kind}-{name}": at for kind in ("worth", "effects") for at, name in enumerate(first)}
    return tuple(sorted(found, key=lambda figure: order.get(figure.name, len(first))))


def told_first(sweep: Sweep) -> tuple[str, ...]:
    """Return the measures that are told first: those of the talks, then those of one package's course, that vary."""
    varies = {worth.measure for worth in sweep.worths}
    varies |= {effect.measure for effect in sweep.effects if effect.rank_correlation is not None}
    names = [measure.name for measure in sweep.measures if measure.name in varies]
    followed = [name.removesuffix(f"_{told}") for name in names for told in CHAIN_FIRST if name.endswith(f"_{told}")]
    course = [f"{followed[-1]}_{told}" for told in CHAIN_FIRST] if followed else []
    return tuple(name for name in (*FIRST, *course) if name in names)


def ranked(sweep: Sweep, measure: str) -> list[Worth]:
    """Return the indices of a measure, what is most worth finding out first."""
    return sorted((worth for worth in sweep.worths if worth.measure == measure), key=lambda worth: -worth.first.value)


def worth_figures(sweep: Sweep) -> tuple[Figure, ...]:
    """Draw the Sobol indices of every measure."""
    inputs = {each.key: each for each in sweep.inputs}
    return tuple(
        _worth_figure(sweep, measure, inputs, told)
        for measure in sweep.measures
        if (told := ranked(sweep, measure.name))
    )


def _worth_figure(sweep: Sweep, measure: MeasureFacts, inputs: dict[str, InputFacts], told: Sequence[Worth]) -> Figure:
    end = ceiling(max(max(worth.first.high, worth.total.high) for worth in told))
    idle = [worth for worth in told if max(worth.first.high, worth.total.high) < IDLE]
    return Figure(
        name=f"worth-{measure.name}",
        title=f"For the {measure.words}" if measure.unit == "share" else f"For {measure.words}",
        note="Dot: the share of the variance over the sweep that would go if this one were known. Ring: what would "
        "stay if all but this one were known. Bars: 80 % interval. A ring far right of its dot: it matters through "
        "what it does together with others.",
        description=" ".join(f"{inputs[worth.input].words}: {share_of(worth.first)}." for worth in told),
        template="worths.html",
        picture=WorthPicture(
            tuple(
                WorthRow(
                    words=_upper(inputs[worth.input].words),
                    span=span_of(inputs[worth.input]),
                    first=_ends(worth.first, end),
                    total=_ends(worth.total, end),
                    value=share(min(1.0, max(0.0, worth.first.value))),
                    range=_share_range(worth.first),
                )
                for worth in told
                if worth not in idle
            ),
            share(end),
            _idle_words([inputs[worth.input].words for worth in idle]),
        ),
        table=Table(
            f"Sobol indices for the {measure.words}: share of the variance, 80 % interval",
            ("Unknown", "Span", "Goes when known (first order)", "Stays when all others are known (total)"),
            tuple(
                (
                    _upper(inputs[worth.input].words),
                    span_of(inputs[worth.input]),
                    share_of(worth.first),
                    share_of(worth.total),
                )
                for worth in told
            ),
        ),
        columns=("input", "first", "first_low_80", "first_high_80", "total", "total_low_80", "total_high_80"),
        rows=[
            (
                worth.input,
                *(worth.first.value, worth.first.low, worth.first.high),
                *(worth.total.value, worth.total.low, worth.total.high),
            )
            for worth in told
        ],
        case=sweep.case,
    )


def effect_figures(sweep: Sweep) -> tuple[Figure, ...]:
    """Draw the main effects on every measure that changes at all."""
    inputs = {each.key: each for each in sweep.inputs}
    found = []
    for measure in sweep.measures:
        told = [effect for effect in sweep.effects if effect.measure == measure.name and effect.levels]
        if any(effect.rank_correlation is not None for effect in told):
            told.sort(key=lambda effect: -_reach(effect))
            found.append(_effect_figure(sweep, measure, inputs, told))
    return tuple(found)


def _effect_figure(
    sweep: Sweep, measure: MeasureFacts, inputs: dict[str, InputFacts], told: Sequence[Effect]
) -> Figure:
    ends = [end for effect in told for level in effect.levels for end in (level.mean.low, level.mean.high)]
    low, high = min(ends), max(ends)
    return Figure(
        name=f"effects-{measure.name}",
        title=f"The {measure.words}" if measure.unit == "share" else _upper(measure.words),
        note="Dots: the mean over all studies in which this one had that value, or lay in that fifth of its span; "
        "bars: 80 % interval of the mean; all rows on one scale. Right: rank correlation, from −1 (falls whenever it "
        "rises) to 1, with its 80 % interval. Neither shares out the variance; --design sobol does.",
        description=" ".join(f"{inputs[effect.input].words}: {_correlation(effect)}." for effect in told),
        template="effects.html",
        picture=EffectPicture(
            tuple(_effect_row(effect, inputs[effect.input], low, high) for effect in told),
            value_of(high, measure.unit),
            value_of(low, measure.unit),
        ),
        table=Table(
            f"The {measure.words} along each input, in {measure.unit}s: mean and 80 % interval",
            ("Unknown", "From", "To", "Mean", "80 % interval", "Studies"),
            tuple(
                (
                    _upper(inputs[effect.input].words),
                    number_of(level.low),
                    number_of(level.high),
                    value_of(level.mean.value, measure.unit),
                    f"{value_of(level.mean.low, measure.unit)} to {value_of(level.mean.high, measure.unit)}",
                    f"{level.studies:,}",
                )
                for effect in told
                for level in effect.levels
            ),
        ),
        columns=("input", "from", "to", "mean", "low_80", "high_80", "studies"),
        rows=[
            (effect.input, level.low, level.high, level.mean.value, level.mean.low, level.mean.high, level.studies)
            for effect in told
            for level in effect.levels
        ],
        case=sweep.case,
    )


def _effect_row(effect: Effect, told: InputFacts, low: float, high: float) -> EffectRow:
    places = [at((level.low + level.high) / 2, told.low, told.high) for level in effect.levels]
    heights = [_down(level.mean.value, low, high) for level in effect.levels]
    dots = tuple(zip(places, heights, strict=True))
    return EffectRow(
        words=_upper(told.words),
        span=span_of(told),
        dots=dots,
        bars=tuple(
            (place, _down(level.mean.low, low, high), _down(level.mean.high, low, high))
            for place, level in zip(places, effect.levels, strict=True)
        ),
        pieces=tuple((*one, *other) for one, other in itertools.pairwise(dots)),
        low="no" if told.kind == "flag" else number_of(told.low),
        high="yes" if told.kind == "flag" else number_of(told.high),
        value=signed(effect.rank_correlation.value) if effect.rank_correlation else "none",
        range=_correlation_range(effect),
    )


def _idle_words(words: Sequence[str]) -> str:
    if not words:
        return ""
    return f"Less than 1 %, alone and with others: {'; '.join(words)}."


def span_of(told: InputFacts) -> str:
    """Tell over what an input was varied, and where it stands in the case."""
    if told.kind == "flag":
        return "no or yes" + ("" if told.value is None else f"; {'yes' if told.value else 'no'} in the case")
    unit = f" {told.unit}" if told.unit else ""
    now = "" if told.value is None else f"; {number_of(told.value)} in the case"
    return f"{number_of(told.low)} to {number_of(told.high)}{unit}{now}"


def share_of(told: Quantity) -> str:
    """Set an index as a share with its interval."""
    return f"{share(min(1.0, max(0.0, told.value)))} ({_share_range(told)})"


def value_of(value: float, unit: str) -> str:
    """Set a value of a measure."""
    if unit == "share":
        return f"{min(1.0, max(0.0, value)) * 100:.1f}{NO_BREAK}%"
    return number_of(value)


def _share_range(told: Quantity) -> str:
    low, high = (f"{min(1.0, max(0.0, end)) * 100:.0f}" for end in (told.low, told.high))
    return f"{low}–{high}{NO_BREAK}%" if low != high else f"{high}{NO_BREAK}%"


def _ends(told: Quantity, end: float) -> tuple[str, str, str]:
    low, middle, high = (at(value, 0.0, end) for value in (told.low, told.value, told.high))
    return low, middle, high


def _reach(effect: Effect) -> float:
    means = [level.mean.value for level in effect.levels]
    return max(means) - min(means)


def _correlation(effect: Effect) -> str:
    told = effect.rank_correlation
    return "never changes" if told is None else f"rank correlation {signed(told.value)}"


def _correlation_range(effect: Effect) -> str:
    told = effect.rank_correlation
    return "" if told is None else f"{signed(told.low)} to {signed(told.high)}"


def _down(value: float, low: float, high: float) -> float:
    share_up = (value - low) / (high - low) if high > low else 0.5
    return round(EDGE + (HEIGHT - 2 * EDGE) * (1.0 - share_up), 1)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
