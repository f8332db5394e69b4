"""A report as stored: a head of ``key: value`` lines, an empty line, and the text as published.

Offsets of statements count code points from the start of the file, head included, so the text is kept as stored: no
newline translation, no Unicode normalisation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import Field, ValidationError

from treves.case.messages import faults_of
from treves.case.quote import quoted
from treves.case.sheets.declared import Declared, KnownDay
from treves.case.sheets.fields import Language, Sheet, Text
from treves.case.spots import spot_in
from treves.case.yaml_tree import Loc
from treves.errors import Fault
from treves.evidence import Report

__all__ = ["read_report"]

LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
HEAD_LIMIT = 50
NEEDED = "lines 'outlet:', 'date:' and 'title:', then an empty line, then the text"


class HeadSheet(Sheet):
    """The head of metadata above a report's text."""

    outlet: Text = Field(description="who published it")
    published_on: KnownDay = Field(alias="date", description="day of publication")
    title: Text = Field(description="its headline")
    language: Language | None = Field(None, description="an ISO 639 code as 'en'; the case's where not given")
    address: Text = Field("", description="web address")
    sources: Text = Field("", description="where its facts come from, separated by ' | '")


@dataclass
class _Head:
    """Keys and values of a head, where they stand, and where the text below begins."""

    given: dict[str, str | None] = field(default_factory=dict)
    spots: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    body_start: int = -1

    def spot(self, loc: Loc, *, is_key: bool = False) -> tuple[int, int]:
        line, column = self.spots.get(loc[:1], (1, 1))
        return (line, 1) if is_key else (line, column)

    def is_hole(self, loc: Loc) -> bool:  # noqa: ARG002
        return False


def read_report(file: str, text: str, declared: Declared, language: str) -> tuple[Report | None, list[Fault]]:
    """Read one report.

    Parameters
    ----------
    file : str
        Path in the case, ``reports/NAME.txt``.
    text : str
        The file as stored.
    declared : Declared
        The case's freeze date.
    language : str
        Used where the head names none.

    Returns
    -------
    report : Report or None
    faults : list of Fault
    """
    head, faults = _read_head(file, text)
    if head.body_start < 0:
        return None, faults
    try:
        sheet = HeadSheet.model_validate(head.given, context=declared)
    except ValidationError as error:
        return None, [*faults, *faults_of(error, file, head, HeadSheet)]
    name = file.removeprefix("reports/").removesuffix(".txt")
    sources = tuple(part.strip() for part in sheet.sources.split(" | ") if part.strip())
    report = Report(
        name=name,
        outlet=sheet.outlet,
        published_on=sheet.published_on,
        title=sheet.title,
        text=text,
        body_start=head.body_start,
        language=sheet.language or language,
        address=sheet.address,
        sources=sources,
    )
    return (None if faults else report), faults


def _read_head(file: str, text: str) -> tuple[_Head, list[Fault]]:
    head = _Head()
    faults: list[Fault] = []
    if "\0" in text:
        faults.append(Fault(file, *spot_in(text, text.index("\0")), "control character U+0000", "a text file"))
    for number, line in enumerate(LINE.finditer(text), start=1):
        words = line[1]
        if not words.strip() or number > HEAD_LIMIT:
            break
        key, colon, value = words.partition(":")
        key = key.strip()
        if not colon or not key or len(key) > 20:
            if number == 1:
                break
            what = f"{quoted(words)} in the head is no 'key: value'"
            faults.append(Fault(file, number, 1, what, "an empty line between the head and the text"))
            return head, faults
        if key in head.given:
            faults.append(Fault(file, number, 1, f"key {quoted(key)} stands twice", "each key once"))
            continue
        head.given[key] = value.strip() or None
        head.spots[(key,)] = (number, len(words) - len(value.lstrip()) + 1)
    if not head.given:
        faults.append(Fault(file, 1, 1, "there is no head of metadata", NEEDED))
    elif words.strip() or not text[line.end() :].strip():
        faults.append(Fault(file, number, 1, "there is no text below the head", NEEDED))
    else:
        head.body_start = line.end()
    return head, faults
