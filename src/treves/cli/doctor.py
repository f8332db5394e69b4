"""``treves doctor``: what is installed, how fast this machine is, what is missing, and what to do about it."""

from __future__ import annotations

import contextlib
import io
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict

import click

from treves.cli.installation.finding import Finding, found_by
from treves.cli.options import as_json, print_json

__all__ = ["command"]

SIGNS = {"there": "ok", "absent": "--", "missing": "!!"}
SOMETHING_IS_MISSING = 1
WIDTH, NAME_WIDTH = 110, 24


@click.command("doctor")
@click.option("--compile", "is_compiling", is_flag=True, help="Compile what is not compiled yet (about a minute).")
@click.option("--speed/--no-speed", "is_measuring", default=True, help="Measure this machine (a few seconds).")
@as_json
def command(is_compiling: bool, is_measuring: bool, as_json: bool) -> None:
    """Tell what is installed, how fast this machine is, what is missing, and what to do about it.

    Ends with exit code 0 where all that is needed is there, and with 1 where something needed is missing. Nothing is
    sent anywhere, and nothing is written but compiled parts with --compile.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a path or a word that the screen has no letter for is spelled out
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(errors="backslashreplace")
    found: dict[str, tuple[Finding, ...]] = {}
    for title, look in _matters(is_compiling, is_measuring):
        found[title] = found_by(title.lower(), look)
        if not as_json and found[title]:
            _print(title, found[title])
    missing = [finding for findings in found.values() for finding in findings if finding.state == "missing"]
    if as_json:
        matters = {title: [asdict(finding) for finding in findings] for title, findings in found.items()}
        print_json({"is_complete": not missing, "matters": matters})
    elif missing:
        click.echo(f"\nMissing: {', '.join(finding.name for finding in missing)}. What to do stands beside each.")
    else:
        click.echo("\nAll that is needed is here.")
    if missing:
        raise SystemExit(SOMETHING_IS_MISSING)


def _matters(is_compiling: bool, is_measuring: bool) -> Iterator[tuple[str, Callable[[], Iterable[Finding]]]]:
    from treves.cli.installation import compiled_parts, content, machine, packages, surroundings

    yield "Installed", packages.python
    yield "Packages", packages.packages
    yield "Extras", packages.extras
    yield "Machine", machine.machine
    yield "Around", surroundings.surroundings
    if is_compiling:
        yield "Compiling", _compile
    yield "Compiled parts", compiled_parts.compiled_parts
    if is_measuring:
        from treves.cli.installation import speed

        yield "Speed of one processor", speed.speed
    yield "Packaged cases", content.packaged
    yield "Store in this folder", content.store


def _compile() -> Iterator[Finding]:
    from treves.study.compiling import compile_parts

    compile_parts(on_start=lambda: click.echo("Compiling, once on this machine (about a minute)", err=True))
    return iter(())


def _print(title: str, findings: Iterable[Finding]) -> None:
    click.echo(f"\n{title}")
    for finding in findings:
        lines = _wrapped(finding.told) + (_wrapped(f"-> {finding.to_do}") if finding.to_do else [])
        click.echo(f"  {SIGNS[finding.state]}  {finding.name:<{NAME_WIDTH}} {lines[0]}")
        for line in lines[1:]:
            click.echo(f"{'':{NAME_WIDTH + 7}}{line}")


def _wrapped(words: str) -> list[str]:
    """Break at spaces alone: a path stays whole, so that it can be copied."""
    return textwrap.wrap(words, WIDTH - NAME_WIDTH - 6, break_on_hyphens=False, break_long_words=False) or [""]
