"""Which options go together: the best chance of any package that holds both, for the most contested issues."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table
from treves.report.figures.options import contested
from treves.report.stair import width_of
from treves.report.typeset import share
from treves.study.findings import Findings

__all__ = ["pairs_figure"]

SHOWN = 16  # options on the map; more would leave cells too small for their number
CELL = 38  # pixels
TYPE = 12.5
STEPS = 8  # shades from the paper to the full ink


@dataclass(frozen=True)
class Square:
    """One pair of options."""

    x: int
    value: str
    shade: int


@dataclass(frozen=True)
class Name:
    """An option at the end of its row, which is also the head of its column."""

    x: int
    y: int
    words: str
    issue: str


@dataclass(frozen=True)
class Picture:
    """The lower triangle, its labels, the lines between issues, and the size of all."""

    rows: tuple[tuple[Square, ...], ...]
    names: tuple[Name, ...]
    width: int
    height: int
    cell: int


def pairs_figure(findings: Findings) -> Figure | None:
    """Draw the map of pairs; None where there are fewer than two issues."""
    chosen = _chosen(findings)
    if len({issue for issue, _ in chosen}) < 2:
        return None
    grid = findings.acceptance_map
    at = {choice: k for k, choice in enumerate(grid.options)}
    labels = _labels(findings)
    top = max((told for row in grid.best for told in row if told is not None), default=0.0)
    rows, names = [], []
    for i, row in enumerate(chosen):
        squares = []
        for j, column in enumerate(chosen[: i + 1]):
            if row[0] == column[0] and i != j:
                continue
            told = grid.best[at[row]][at[column]]
            shade = 0 if told is None or top <= 0 else round(told / top * STEPS)
            squares.append(Square(j * CELL, "–" if told is None else _bare(told), shade))
        rows.append(tuple(squares))
        is_first = i == 0 or chosen[i - 1][0] != row[0]
        names.append(Name((i + 1) * CELL, i * CELL, labels[row][1], labels[row][0] if is_first else ""))
    reach = max(name.x + width_of(name.words, TYPE) for name in names)
    kept = len({issue for issue, _ in chosen})
    whole = len({issue for issue, _ in grid.options})
    return Figure(
        name="pairs",
        title="Which options go together",
        note="Each square: the best chance, in percent, that all accept a package with both the option at the end of "
        "its row and the option at the head of its column. The fuller the colour, the higher; a dash is a pair that no "
        "package may hold."
        + (f" Shown: the {kept} of {whole} issues whose choice costs most; the table has all." if kept < whole else ""),
        description=_words(findings, chosen),
        template="pairs.svg",
        picture=Picture(tuple(rows), tuple(names), int(reach) + 24, len(chosen) * CELL + 2, CELL),
        table=_table(findings, labels),
        columns=("option", *(f"{issue}={option}" for issue, option in grid.options)),
        rows=[(f"{issue}={option}", *grid.best[i][: i + 1]) for i, (issue, option) in enumerate(grid.options)],
        case=findings.case,
    )


def _chosen(findings: Findings) -> list[tuple[str, str]]:
    """Take whole issues, most contested first, while there is room; then put them in the order of the case."""
    taken: set[str] = set()
    count = 0
    for told in contested(findings):
        if count + len(told.issue.options) <= SHOWN:
            taken.add(told.issue.name)
            count += len(told.issue.options)
    return [choice for choice in findings.acceptance_map.options if choice[0] in taken]


def _labels(findings: Findings) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (issue.name, option.name): (issue.label, option.label)
        for issue in findings.facts.issues
        for option in issue.options
    }


def _bare(told: float) -> str:
    return share(told).removesuffix("%").strip()


def _words(findings: Findings, chosen: list[tuple[str, str]]) -> str:
    grid = findings.acceptance_map
    at = {choice: k for k, choice in enumerate(grid.options)}
    labels = _labels(findings)
    pairs = [
        (told, row, column)
        for i, row in enumerate(chosen)
        for column in chosen[:i]
        if row[0] != column[0] and (told := grid.best[at[row]][at[column]]) is not None
    ]
    if not pairs:
        return "No pair of options can stand in one package."
    low, high = min(pairs, key=lambda pair: pair[0]), max(pairs, key=lambda pair: pair[0])

    def named(pair: tuple[float, tuple[str, str], tuple[str, str]]) -> str:
        return f"“{labels[pair[2]][1]}” with “{labels[pair[1]][1]}” ({share(pair[0])})"

    return f"A triangle of {len(pairs)} pairs of options. Lowest: {named(low)}. Highest: {named(high)}."


def _table(findings: Findings, labels: dict[tuple[str, str], tuple[str, str]]) -> Table:
    grid = findings.acceptance_map
    numbers = [str(k) for k in range(1, len(grid.options) + 1)]
    return Table(
        "Best chance in percent for every pair of options; columns bear the numbers of the rows",
        ("Option", *numbers),
        tuple(
            (
                f"{numbers[i]} {labels[choice][1]}",
                *(_cell(findings, i, j) for j in range(i + 1)),
            )
            for i, choice in enumerate(grid.options)
        ),
    )


def _cell(findings: Findings, i: int, j: int) -> str:
    grid = findings.acceptance_map
    if i != j and grid.options[i][0] == grid.options[j][0]:
        return ""
    told = grid.best[i][j]
    return "–" if told is None else _bare(told)
