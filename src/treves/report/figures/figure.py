"""What every figure of the page has: a picture, its table, its sources and its data to take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from treves.report.anchors import Source
from treves.report.plain import data_address, file_name

__all__ = ["Figure", "Table", "at", "ceiling", "percents"]


@dataclass(frozen=True)
class Table:
    """A figure's numbers as they are read; the first column heads the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A figure in its four faces, and in words.

    Parameters
    ----------
    name : str
        Id on the page.
    title, note : str
        What it shows, and how to read it.
    description : str
        The picture in words, for who does not see it.
    template : str
        Template under ``templates/figures`` that draws :attr:`picture`.
    picture : object
        What the template draws.
    table : Table
    columns, rows : sequence
        The same data unrounded, for the download.
    sources : tuple of Source
        Reports behind it; empty where all are.
    """

    name: str
    title: str
    note: str
    description: str
    template: str
    picture: object
    table: Table
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    sources: tuple[Source, ...] = field(default=())
    case: str = ""

    @property
    def data(self) -> str:
        """The data as a ``data:`` address."""
        return data_address(self.columns, self.rows)

    @property
    def file_name(self) -> str:
        """Name under which the data is saved."""
        return file_name(self.case, self.name)


def at(value: float, low: float = 0.0, high: float = 100.0) -> str:
    """Return a place on an axis from low to high as an SVG percentage, kept on the axis.

    Pictures place their marks in percent of a width that the page decides, so that they reflow on a phone while
    their text and strokes keep their size.

    Examples
    --------
    >>> at(12.345), at(0.5, 0, 1), at(-3)
    ('12.35%', '50%', '0%')
    """
    share = (value - low) / (high - low) if high > low else 0.0
    return percents(min(max(share, 0.0), 1.0) * 100)


def percents(value: float) -> str:
    """Write a percentage for SVG with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def ceiling(value: float, least: float = 0.05) -> float:
    """Return the end of an axis for shares up to ``value``: a round share at or above it.

    Examples
    --------
    >>> [ceiling(value) for value in (0.0, 0.07, 0.21, 0.6, 1.0)]
    [0.05, 0.1, 0.25, 0.75, 1.0]
    """
    ends = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1.0)
    return next((end for end in ends if end >= max(value, least) - 1e-9), 1.0)
