"""A case made of a GENIUS domain and its profiles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from treves.case.imports.genius import GeniusScenario, is_genius, read_genius
from treves.case.imports.imported import Imported, short_names
from treves.case.imports.safe_xml import parse_xml
from treves.errors import CaseError

__all__ = ["import_genius", "is_genius_files"]

NOTES = (
    "Utilities are evaluation / highest evaluation of the issue, times weight / sum of weights.",
    "The files name no status quo and no places: the first option of each issue stands in for the status quo, and "
    "places follow the order of the domain. Neither plays a part in what anyone accepts: reservation values are given.",
)


def is_genius_files(files: Mapping[str, bytes]) -> bool:
    """Say whether all files are XML with roots of GENIUS; unsafe XML counts, so that it is refused as such."""
    if not files or not all(file.lower().endswith(".xml") for file in files):
        return False
    for file, content in files.items():
        try:
            if not is_genius(parse_xml(file, content)):
                return False
        except CaseError:
            continue
    return True


def import_genius(files: Mapping[str, bytes], *, as_of: date) -> Imported:
    """Make a case of a domain and its profiles.

    Parameters
    ----------
    files : mapping of str to bytes
    as_of : date
        The day the case speaks of; the files tell none.

    Returns
    -------
    Imported

    Raises
    ------
    CaseError
        See :func:`treves.case.imports.genius.read_genius`.
    """
    scenario = read_genius(files)
    issue_names = short_names(issue.name for issue in scenario.issues)
    options = [short_names(issue.options) for issue in scenario.issues]
    parties = short_names(profile.name for profile in scenario.profiles)
    discounted = [
        name for name, profile in zip(parties, scenario.profiles, strict=True) if profile.discount is not None
    ]
    notes = list(NOTES)
    if discounted:
        notes.append(
            "Discounts are kept and play no part: reservation values stand as given, and packages are judged as "
            "signed at once."
        )
    day = as_of.isoformat()
    return Imported(
        {
            "case.yaml": {
                "schema": 1,
                "title": _line(scenario.name),
                "question": f"Which packages can all {len(parties)} parties of {_line(scenario.name)} accept?",
                "language": "en",
                "as_of": day,
                "deadline": day,
                "sessions": [{"name": "the negotiation", "on": day}],
                "seed": 1,
                "sources": [*(f"{file} (GENIUS XML)" for file in files), *notes],
            },
            "agenda.yaml": {
                "issues": [
                    _issue(name, issue.name, listed, issue.options)
                    for name, issue, listed in zip(issue_names, scenario.issues, options, strict=True)
                ]
            },
            "cabinet.yaml": {
                "name": _line(scenario.name)[:80],
                "country": "none told",
                "parties": [{"name": name, "label": name} for name in parties],
            },
            "values.yaml": {"parties": _values(scenario, parties, issue_names, options)},
        },
        tuple(notes),
    )


def _line(text: str) -> str:
    return short_names([text])[0]


def _issue(name: str, label: str, listed: list[str], words: tuple[str, ...]) -> dict[str, Any]:
    last = len(listed) - 1
    return {
        "name": name,
        "label": " ".join(label.split()) or name,
        "question": f"Which {name}?",
        "low_end": "the first option of the domain",
        "high_end": "the last option of the domain",
        "status_quo": listed[0],
        "options": [
            {"name": option, "label": " ".join(told.split()) or option, "place": round(100 * k / last, 6)}
            for k, (option, told) in enumerate(zip(listed, words, strict=True))
        ],
    }


def _values(
    scenario: GeniusScenario, parties: list[str], issue_names: list[str], options: list[list[str]]
) -> list[dict[str, Any]]:
    told = []
    for name, profile in zip(parties, scenario.profiles, strict=True):
        tables = zip(issue_names, options, profile.tables, strict=True)
        row: dict[str, Any] = {"party": name, "reservation": profile.reservation}
        if profile.discount is not None:
            row["discount"] = profile.discount
        row["source"] = f"{profile.name}.xml"
        row["utilities"] = {issue: dict(zip(listed, table, strict=True)) for issue, listed, table in tables}
        told.append(row)
    return told
