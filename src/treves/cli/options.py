"""Arguments and options that several verbs share, and how they print."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from treves.cli.streams import speaks_unicode

__all__ = ["as_json", "as_of_option", "case_argument", "output_folder", "print_json", "store_option"]

F = TypeVar("F", bound=Callable[..., Any])

case_argument = click.argument("case", metavar="CASE")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")


class Day(click.ParamType[date]):
    """A day as ISO 8601, so that nothing depends on the locale."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with the form that is needed."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2023-07-06", param, ctx)


as_of_option = click.option(
    "--as-of", type=Day(), default=None, metavar="DATE", help="Use only what was published by this day (2023-07-05)."
)

store_option = click.option(
    "--store",
    "store_at",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of the kept runs.",
    show_default="$TREVES_STORE, else ./.treves",
)


def output_folder(case: str) -> Path:
    """Return where a run of a case writes unless told otherwise; a variant's name becomes part of one folder's."""
    return Path(f"treves-{case.replace('/', '-')}")


def print_json(value: Any) -> None:
    """Print a value as JSON; NaN and infinity are refused rather than written."""
    click.echo(json.dumps(value, ensure_ascii=not speaks_unicode(), indent=2, allow_nan=False, default=str))
