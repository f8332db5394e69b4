"""The probabilities people ask for first: a big figure, and its interval on one axis from 0 to 100 %."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at
from treves.report.typeset import chance, noise, share, share_range
from treves.study.findings import Findings, Headline

__all__ = ["headlines_figure"]


@dataclass(frozen=True)
class Mark:
    """One headline on the axis."""

    value: str
    interval: str
    noise: str
    sentence: str
    low: str
    middle: str
    high: str
    words: str


def headlines_figure(findings: Findings) -> Figure:
    """Draw the headline probabilities."""
    return Figure(
        name="headlines",
        title="How likely",
        note="Dot: the probability, in percent of draws. Bar: its 80 % interval, which holds eight of ten reruns under "
        "other assumptions. It does not cover that the model is wrong in kind.",
        description=" ".join(f"{_words(headline)}." for headline in findings.headlines),
        template="headlines.svg",
        picture=tuple(_mark(headline) for headline in findings.headlines),
        table=Table(
            "Headline probabilities",
            ("The chance that", "Probability", "80 % interval", "Noise of drawing (standard error, points)"),
            tuple(
                (
                    headline.sentence,
                    share(headline.probability.p),
                    share_range(headline.probability),
                    noise(headline.probability),
                )
                for headline in findings.headlines
            ),
        ),
        columns=("name", "sentence", "probability", "low_80", "high_80", "monte_carlo_error"),
        rows=[
            (
                told.name,
                told.sentence,
                told.probability.p,
                told.probability.low,
                told.probability.high,
                told.probability.monte_carlo_error,
            )
            for told in findings.headlines
        ],
        case=findings.case,
    )


def _mark(headline: Headline) -> Mark:
    told = headline.probability
    return Mark(
        value=share(told.p),
        interval=share_range(told),
        noise=noise(told),
        sentence=headline.sentence,
        low=at(told.low, 0, 1),
        middle=at(told.p, 0, 1),
        high=at(told.high, 0, 1),
        words=_words(headline),
    )


def _words(headline: Headline) -> str:
    return f"{chance(headline.probability)} that {headline.sentence}"
