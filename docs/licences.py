"""The licences of everything that treves installs, from the lock and from what the packages say of themselves.

usage: uv run python docs/licences.py > docs/licences.md
"""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
ELSEWHERE = {
    "importlib-metadata": "Apache-2.0",
    "tzdata": "Apache-2.0",
    "zipp": "MIT",
}
"""Packages of other systems or versions of Python, which are not installed where this is run; from their pages."""


def locked() -> dict[str, list[dict[str, object]]]:
    """Return what the lock holds, by name; a package may be locked in several versions."""
    with (ROOT / "uv.lock").open("rb") as stream:
        packages = tomllib.load(stream)["package"]
    found: dict[str, list[dict[str, object]]] = {}
    for package in packages:
        found.setdefault(package["name"], []).append(package)
    return found


def needed_by() -> dict[str, dict[str, set[str]]]:
    """Return, for the core and for each extra, the packages it brings and their locked versions."""
    lock = locked()
    (treves,) = lock["treves"]
    starts = {"core": treves["dependencies"], **treves.get("optional-dependencies", {})}
    return {part: _closure(lock, wanted) for part, wanted in starts.items()}


def _closure(lock: dict[str, list[dict[str, object]]], wanted: list[dict[str, object]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    waiting = [(one["name"], tuple(one.get("extra", ()))) for one in wanted]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for package in lock[name]:
            found.setdefault(name, set()).add(str(package["version"]))
            below = list(package.get("dependencies", ()))
            for extra in extras:
                below += package.get("optional-dependencies", {}).get(extra, ())
            waiting += [(one["name"], tuple(one.get("extra", ()))) for one in below]
    return found


def licence_of(name: str) -> str:
    """Return what a package says its licence is; empty where it is not installed and not known from elsewhere."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ELSEWHERE.get(name, "")
    if expression := told.get("License-Expression"):
        return expression
    of_licences = [one.removeprefix("License :: ") for one in told.get_all("Classifier") or [] if "License :: " in one]
    marks = [one.removeprefix("OSI Approved :: ") for one in of_licences if one != "OSI Approved"]
    first = (told.get("License") or "").strip().split("\n")[0]
    return " and ".join(marks) or first


def page() -> str:
    """Return the page."""
    parts = needed_by()
    names = sorted({name for part in parts.values() for name in part})
    lines = [
        "# Licences of what treves installs",
        "",
        "treves itself is Apache-2.0. This list holds every package that `pip install treves` or one of its extras may",
        "bring, on any system, as it stands in `uv.lock`, with the licence that the package states in its metadata.",
        "None is under a licence that would bind treves or what is made with it; a test reads this list and the lock",
        "and checks both. Where a package offers licences to choose from (`OR`), the freest counts. certifi and tld",
        "are under Mozilla licences, which bind changes to their own files alone. Wheels of numpy and scipy carry the",
        "Fortran runtime, which its licence allows to be passed on with any program. What only the tests use (negmas",
        "is AGPL, pygambit GPL) is never shipped and not in the list.",
        "",
        "Written by `uv run python docs/licences.py > docs/licences.md`.",
        "",
        "| package | version | licence | brought by |",
        "|---|---|---|---|",
    ]
    for name in names:
        versions = sorted({version for part in parts.values() for version in part.get(name, ())})
        by = (
            "core" if name in parts["core"] else ", ".join(f"`{part}`" for part in sorted(parts) if name in parts[part])
        )
        lines.append(f"| {name} | {', '.join(versions)} | {licence_of(name) or 'not known'} | {by} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
