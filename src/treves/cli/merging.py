"""Found or brought statements into the table of a case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from treves.case import Case
    from treves.evidence import Statement

__all__ = ["merge_into_case"]


def merge_into_case(folder: Path, loaded: Case, new: Sequence[Statement], *, is_brought: bool) -> dict[str, int]:
    """Write what is new into the case's table; rows the case could not load are told and left out."""
    from treves.case import load_case, try_statements
    from treves.evidence.intake.lock import hold_folder
    from treves.evidence.intake.store import write_text_safely
    from treves.evidence.interchange import statements_to_csv
    from treves.evidence.review import ReviewLog, merge_imported, merge_statements, settle

    with hold_folder(folder):  # a review may have written since the reports were read
        rows = settle(load_case(folder, are_spans_checked=False).statements, ReviewLog(folder / "review.jsonl").read())
        merged = (merge_imported if is_brought else merge_statements)(rows, new, loaded.reports)
        readable, faults = try_statements(folder, statements_to_csv(merged.statements))
        names = {row.name for row in readable} | {row.name for row in rows}
        row_at = _rows_by_line(merged.statements)
        for fault in faults:
            row = row_at.get(fault.line)
            if row is None or fault.file != "statements.csv":
                click.echo(f"left out: {fault}", err=True)
            else:  # the row is in no file, so its line there would lead nowhere
                click.echo(f"left out: {row.doc}, “{row.text}”: {fault.what}; right would be: {fault.right}", err=True)
        text = statements_to_csv([row for row in merged.statements if row.name in names])
        write_text_safely(folder / "statements.csv", text)
    left_out = sum(row.name not in names for row in merged.statements)
    return {
        "kept": merged.kept, "new": merged.new - left_out, "dropped": merged.dropped, "flagged": merged.flagged,
        "left_out": left_out,
        "waiting": sum(row.review == "open" and row.name in names for row in merged.statements),
    }  # fmt: skip


def _rows_by_line(rows: Sequence[Statement]) -> dict[int, Statement]:
    """Return each row by the line on which it begins in the table; a quoted text may go over several."""
    from treves.evidence.interchange import statements_to_csv

    begins, line = {}, 2  # below the head
    for row in rows:
        begins[line] = row
        line += statements_to_csv([row]).count("\n") - 1
    return begins
