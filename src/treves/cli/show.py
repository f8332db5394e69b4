"""``treves show CASE``: the case as a local page in which every lever moves."""

from __future__ import annotations

from datetime import date

import click

from treves.cli.options import as_of_option, case_argument

__all__ = ["command"]


@click.command("show")
@case_argument
@as_of_option
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="Port on this machine; any free one for 0.")
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.")
@click.option("--run/--no-run", default=True, help="Start a full run behind the page where none is kept yet.")
def command(case: str, as_of: date | None, port: int | None, browser: bool, run: bool) -> None:
    """Open a case as a page in the browser: move any assumption and see what follows, down to the sentences.

    The page is served on this machine alone; Ctrl-C ends it.
    """
    from treves.dashboard import serve_case

    serve_case(case, as_of=as_of, port=port, is_browser_opened=browser, is_run_started=run, tell=click.echo)
