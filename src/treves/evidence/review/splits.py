"""One row that says two things, made two rows: each part checked against the report before it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from treves.errors import TrevesError
from treves.evidence.report import Report
from treves.evidence.review.edits import check_edit
from treves.evidence.statement import Statement

__all__ = ["MOST_PARTS", "check_split"]

MOST_PARTS = 20


def check_split(
    row: Statement, parts: Sequence[Mapping[str, str]], report: Report | None
) -> tuple[dict[str, str], ...]:
    """Return the parts of a split with offsets and text in step.

    Parameters
    ----------
    row : Statement
        The row that becomes several.
    parts : sequence of mapping of str to str
        For each statement it becomes, the columns in which that differs from the row. Spans may overlap, since one
        sentence can say two things; two parts that say the same may not.
    report : Report, optional

    Raises
    ------
    TrevesError
        When there are fewer than two parts or more than twenty, two are the same, or a span does not stand in the
        report.
    """
    if not 2 <= len(parts) <= MOST_PARTS:
        raise TrevesError(f"a row is split into 2 to {MOST_PARTS} parts, not {len(parts)}")
    made = [check_edit(row, part, report) for part in parts]
    seen = [tuple(sorted(part.items())) for part in made]
    for i, part in enumerate(seen):
        if part in seen[:i]:
            raise TrevesError(
                f"parts {seen.index(part) + 1} and {i + 1} are the same; right would be parts that differ in words, "
                "actor or matter"
            )
    return tuple(made)
