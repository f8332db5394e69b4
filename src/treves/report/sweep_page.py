"""One self-contained page of a sweep: which unknown is worth finding out, and what it rests on."""

from __future__ import annotations

from pathlib import Path

from treves.report.figures.figure import Table
from treves.report.figures.sensitivity import (
    FIRST,
    ranked,
    sensitivity_figures,
    share_of,
    span_of,
    told_first,
    value_of,
)
from treves.report.page import BLANK_LINES, environment
from treves.report.plain import visible
from treves.report.typeset import NO_BREAK, share, signed
from treves.study import write_text
from treves.sweep.findings import MeasureFacts, Sweep

__all__ = ["standfirst_of", "sweep_html", "write_sweep_page"]

LITTLE = 0.05  # an input that accounts for less is not named in words


def write_sweep_page(sweep: Sweep, path: Path | str) -> Path:
    """Write the page to a file, whole or not at all."""
    return write_text(path, sweep_html(sweep))


def sweep_html(sweep: Sweep) -> str:
    """Make the page; all text of the case is escaped, and the same sweep gives the same page."""
    shown = Sweep.model_validate(visible(sweep.model_dump()))
    template = environment().overlay()
    template.filters["thousands"] = lambda count: f"{count:,}"
    page = template.get_template("sweep.html").render(
        sweep=shown,
        question="Which unknown is worth finding out?" if shown.worths else "What moves the outcome?",
        standfirst=standfirst_of(shown),
        figures=sensitivity_figures(shown),
        shown=max(1, len(told_first(sweep))),
        spread=_spread(shown),
        varied=_varied(shown),
        best=[(words, share(part)) for words, part in list(shown.best_packages.items())[:5]],
    )
    return BLANK_LINES.sub("\n", page)


def standfirst_of(sweep: Sweep) -> tuple[str, ...]:
    """Answer in words: what to find out first, for the measures that matter most."""
    measures = {measure.name: measure for measure in sweep.measures}
    told = [_answer(sweep, measures[name]) for name in told_first(sweep)]
    return tuple(words for words in told if words) or ("Nothing that was measured changes over this sweep.",)


def _answer(sweep: Sweep, measure: MeasureFacts) -> str:
    return _worth_words(sweep, measure) if sweep.worths else _effect_words(sweep, measure)


def _worth_words(sweep: Sweep, measure: MeasureFacts) -> str:
    inputs = {each.key: each for each in sweep.inputs}
    told = ranked(sweep, measure.name)
    if not told:
        return ""
    first = told[0]
    if first.first.low <= 0.0:
        return (
            f"For the {measure.words} this sweep is too small to tell the unknowns apart: the 80 % interval of the "
            f"largest share, {share_of(first.first)}, reaches zero."
        )
    words = (
        f"For the {measure.words}, find out first: {inputs[first.input].words}. If it were known, "
        f"{share_of(first.first)} of the variance over this sweep would be gone."
    )
    next_ones = [worth for worth in told[1:4] if worth.first.low > 0.0 and worth.first.value >= LITTLE]
    if next_ones:
        words += f" Then: {'; '.join(f'{inputs[worth.input].words}, {share_of(worth.first)}' for worth in next_ones)}."
    together = 1.0 - sum(max(0.0, worth.first.value) for worth in told)
    if together >= LITTLE:
        words += f" About {share(min(1.0, together))} lies in what the unknowns do together."
    idle = sum(worth.total.high < LITTLE for worth in told)
    if idle:
        words += (
            f" {idle} of {len(told)} hardly matter: each accounts for less than 5{NO_BREAK}%, alone and with others."
        )
    return words


def _effect_words(sweep: Sweep, measure: MeasureFacts) -> str:
    inputs = {each.key: each for each in sweep.inputs}
    told = [
        (effect, effect.rank_correlation)
        for effect in sweep.effects
        if effect.measure == measure.name and effect.rank_correlation is not None
    ]
    if not told:
        return ""
    effect, correlation = max(told, key=lambda pair: abs(pair[1].value))
    if correlation.low <= 0.0 <= correlation.high:
        return f"For the {measure.words} this sweep is too small to tell which way anything goes."
    means = [level.mean.value for level in effect.levels]
    way = "rises" if correlation.value > 0 else "falls"
    subject = f"The {measure.words}" if measure.name in FIRST else f"{measure.words[0].upper()}{measure.words[1:]},"
    return (
        f"{subject} {way} most steadily with {inputs[effect.input].words} (rank correlation "
        f"{signed(correlation.value)}, {signed(correlation.low)} to {signed(correlation.high)}): along its span the "
        f"mean lies between {value_of(min(means), measure.unit)} and {value_of(max(means), measure.unit)}."
    )


def _spread(sweep: Sweep) -> Table:
    measures = {measure.name: measure for measure in sweep.measures}
    rows = []
    for told in sweep.spreads:
        measure = measures[told.measure]
        if measure.unit in {"package", "lambda"}:
            continue
        cells = [
            "no number" if value is None else value_of(value, measure.unit)
            for value in (told.base, told.mean, told.low, told.high)
        ]
        unit = "" if measure.unit == "share" else f", {measure.unit}"
        rows.append((f"{measure.words[0].upper()}{measure.words[1:]}{unit}", *cells, f"{told.missing:,}"))
    columns = ("", "As the case is", "Mean", "A tenth lies below", "A tenth lies above", "Without a number")
    return Table("How every measure came out over the sweep", columns, tuple(rows))


def _varied(sweep: Sweep) -> Table:
    return Table(
        "What was varied",
        ("Unknown", "Span", "Name"),
        tuple((f"{each.words[0].upper()}{each.words[1:]}", span_of(each), each.key) for each in sweep.inputs),
    )
