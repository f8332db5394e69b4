"""A progress bar on the error stream: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType

import click

__all__ = ["Progress"]


class Progress:
    """Shows which step a study is in and how far it is.

    Use as a context manager and hand :meth:`step` to the study.
    """

    def __enter__(self) -> Progress:
        self._bar = None
        self._told = ""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description:<44}"), BarColumn(bar_width=32), TimeElapsedColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("", total=1.0)
        return self

    def step(self, told: str, share: float) -> None:
        """Tell what is being done, and which share (0-1) of the whole is behind us."""
        if self._bar is not None:
            self._bar.update(self._task, description=told, completed=share)
        elif told != self._told:
            click.echo(f"[{share:4.0%}] {told}", err=True)
        self._told = told

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
