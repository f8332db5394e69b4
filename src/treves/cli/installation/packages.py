"""What is installed: treves, Python, every package it needs, and the extras."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from treves.cli.installation.finding import Finding

__all__ = ["EXTRAS", "extras", "packages", "python"]

EXTRAS = {
    "dask": "a sweep on a cluster by one address",
    "frames": "findings and kept runs as data frames",
    "html": "reading saved news pages, not plain text alone",
    "parquet": "records of the chain as Parquet; without it they are CSV",
    "skill": "Cox's and a Weibull model beside ours in treves skill survival",
}
"""What each extra is for."""

MODULES = {"pyyaml": "yaml"}
OLDEST_PYTHON = (3, 11)
REQUIREMENT = re.compile(r"^\s*([\w.-]+)\s*(?:\[[^]]*\])?\s*\(?([^;)]*)\)?\s*(?:;(.*))?$")
EXTRA = re.compile(r"extra\s*==\s*['\"]([\w.-]+)['\"]")
LEAST = re.compile(r">=\s*([\d.]+)")


def needed() -> Iterator[tuple[str, str, str]]:
    """Yield name, lowest version ('' for any) and extra ('' for none) of every package treves asks for."""
    for line in requires("treves") or ():
        match = REQUIREMENT.match(line)
        if match:
            least, extra = LEAST.search(match[2]), EXTRA.search(match[3] or "")
            yield match[1].lower(), least[1] if least else "", extra[1] if extra else ""


def python() -> Iterator[Finding]:
    """Look at treves itself and at the interpreter."""
    yield Finding("treves", "there", f"{version('treves')} in {Path(__file__).resolve().parents[2]}")
    told = f"{platform.python_implementation()} {platform.python_version()}, {sys.executable or 'no path known'}"
    if sys.version_info < OLDEST_PYTHON:
        yield Finding("Python", "missing", told, "install Python 3.11 or newer")
    else:
        yield Finding("Python", "there", told)
    if sys.maxsize < 2**32:
        yield Finding("Python", "missing", "a 32-bit interpreter", "install a 64-bit Python")


def packages() -> Iterator[Finding]:
    """Look at every package that treves cannot do without."""
    for name, least, extra in needed():
        if not extra:
            yield _look_at(name, least, "missing", f"pip install --upgrade '{name}{'>=' if least else ''}{least}'")


def extras() -> Iterator[Finding]:
    """Look at what is only needed for some verbs; what each extra is for is told either way."""
    for name, least, extra in needed():
        if extra:
            found = _look_at(name, least, "absent", f"for it: pip install 'treves[{extra}]'")
            purpose = EXTRAS.get(extra, "")
            yield Finding(f"{extra} ({name})", found.state, f"{found.told}: {purpose}", found.to_do, found.figures)


def _look_at(name: str, least: str, otherwise: str, to_do: str) -> Finding:
    state = "missing" if otherwise == "missing" else "absent"
    try:
        present = version(name)
    except PackageNotFoundError:
        return Finding(name, state, "not installed", to_do)  # type: ignore[arg-type]
    if least and _numbers(present) < _numbers(least):
        told = f"{present} is older than {least}"
        return Finding(name, state, told, to_do, {"version": present})  # type: ignore[arg-type]
    try:
        import_module(MODULES.get(name, name))
    except Exception as error:
        told = f"{present} is installed and cannot be loaded: {' '.join(str(error).split())[:200]}"
        to_do = f"pip install --force-reinstall {name}"
        return Finding(name, state, told, to_do, {"version": present})  # type: ignore[arg-type]
    return Finding(name, "there", present, figures={"version": present})


def _numbers(told: str) -> tuple[int, ...]:
    """Return the leading whole numbers of a version: 2.1.0rc1 is (2, 1, 0)."""
    parts = []
    for part in told.split("."):
        digits = re.match(r"\d+", part)
        if not digits:
            break
        parts.append(int(digits[0]))
    return tuple(parts)
