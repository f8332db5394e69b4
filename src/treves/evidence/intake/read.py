"""Files to reports: plain text with or without a head, HTML, and either of them compressed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from treves.evidence.find import UNREAD_FROM, guess_language
from treves.evidence.intake.encoding import decode_bytes
from treves.evidence.intake.gzip import gunzip
from treves.evidence.intake.html import looks_like_html, text_of_page
from treves.evidence.intake.limits import LARGEST_BYTES, LARGEST_TEXT, ReadingError
from treves.evidence.intake.ordinary import read_ordinary_file
from treves.evidence.report import Report

__all__ = ["Intake", "Metadata", "read_report_file", "report_from_bytes"]

_KEYS = ("outlet", "date", "title", "language", "address", "sources")
_LINE = re.compile(r"([A-Za-z_]{2,20}):[ \t]*([^\r\n]*)(\r\n|\r|\n|\Z)")
_BLANK = re.compile(r"[ \t]*(\r\n|\r|\n|\Z)")
_STAMP = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}")
_STOP = re.compile(r"[.!?…]|\n\s*\n")
_ENDINGS = (".gz", ".txt", ".html", ".htm", ".xhtml", ".text", ".md")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the user says about a report; empty where the file itself tells."""

    outlet: str = ""
    published_on: date | None = None
    title: str = ""
    language: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """A report as read, and notes on what was odd about it.

    ``is_extracted`` where the text was taken out of a page: offsets count in the extracted text, which must be kept
    beside the statements for them to be checked.
    """

    report: Report
    notes: tuple[str, ...] = ()
    is_extracted: bool = False


def read_report_file(path: Path, metadata: Metadata | None = None, *, encoding: str = "") -> Intake:
    """Read one file.

    Parameters
    ----------
    path : Path
        ``.txt``, ``.html`` or ``.htm``, each also as ``.gz``; the report is named after the file without endings.
    metadata : Metadata, optional
        Wins over what the file says of itself.
    encoding : str
        Where the file is not UTF-8.

    Raises
    ------
    ReadingError
        When the file cannot be read, is too large, is no text, or tells no day of publication.
    """
    try:
        if path.is_file() and (size := path.stat().st_size) > LARGEST_BYTES:
            raise ReadingError(f"{path.name}: {size:,} bytes; a report has at most {LARGEST_BYTES:,}")
        data = read_ordinary_file(path, LARGEST_BYTES)
    except OSError as error:
        raise ReadingError(f"{path}: {error.strerror or error}") from None
    return report_from_bytes(data, path.name, metadata, encoding=encoding)


def report_from_bytes(data: bytes, name: str, metadata: Metadata | None = None, *, encoding: str = "") -> Intake:
    """Make a report of the bytes of a file; see :func:`read_report_file`."""
    known = metadata or Metadata()
    is_packed = name.lower().endswith(".gz") or data[:2] == b"\x1f\x8b"
    if is_packed:
        data = gunzip(data, name)
    if len(data) > LARGEST_BYTES:
        raise ReadingError(f"{name}: {len(data):,} bytes; a report has at most {LARGEST_BYTES:,}")
    is_html = any(ending in name.lower() for ending in (".htm", ".xhtml")) or looks_like_html(
        data[:2000].decode("latin-1")
    )
    decoded = decode_bytes(data, name, encoding, is_html=is_html)
    stem = _stem(name)
    if is_html:
        page = text_of_page(decoded.text, name)
        known = replace(
            known,
            outlet=known.outlet or page.outlet,
            published_on=known.published_on or _day(page.date),
            title=known.title or page.title,
            language=known.language or page.language[:2],
            address=known.address or page.address,
        )
        top = _head_of(known, page.text, name)
        report = _report(stem, top + page.text, len(top), {}, known, name)
        return Intake(report, decoded.notes + notes_on_text(report.body), is_extracted=True)
    start, head = read_head(decoded.text)
    report = _report(stem, decoded.text, start, head, known, name)
    return Intake(report, decoded.notes + notes_on_text(report.body))


def read_head(text: str) -> tuple[int, dict[str, str]]:
    r"""Return where the text begins and what the head says; ``(0, {})`` where there is no head.

    Examples
    --------
    >>> read_head("outlet: The Post\ndate: 2024-02-08\n\nThe cabinet met.")
    (35, {'outlet': 'The Post', 'date': '2024-02-08'})
    """
    at, found = 0, {}
    while match := _LINE.match(text, at):
        if match[1].lower() not in _KEYS:
            return 0, {}
        found[match[1].lower()] = match[2].strip()
        at = match.end()
    blank = _BLANK.match(text, at)
    if not found or blank is None:
        return 0, {}
    return blank.end(), found


def _head_of(known: Metadata, text: str, name: str) -> str:
    """Return the head a case's report has, so that the text taken out of a page can be stored as one."""
    day = known.published_on or _stamp(name, text, 0)
    facts = {
        "outlet": known.outlet or "unknown",
        "date": day.isoformat() if day else "",
        "title": known.title or _stem(name),
        "language": known.language,
        "address": known.address,
    }
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in facts.items() if value) + "\n"


def notes_on_text(text: str) -> tuple[str, ...]:
    """Say what of a text is not read: a stretch without a full stop longer than any sentence."""
    longest = max((len(piece) for piece in _STOP.split(text)), default=0)
    if longest <= UNREAD_FROM:
        return ()
    return (
        f"{longest:,} characters without a full stop or an empty line; it is no running text and only its "
        f"beginning is read",
    )


def _report(stem: str, text: str, start: int, head: dict[str, str], known: Metadata, name: str) -> Report:
    if len(text) > LARGEST_TEXT:
        raise ReadingError(f"{name}: {len(text):,} characters; a report has at most {LARGEST_TEXT:,}")
    if not text[start:].strip():
        raise ReadingError(f"{name}: there is no text in it")
    published_on = known.published_on or _day(head.get("date", "")) or _stamp(name, text, start)
    if published_on is None:
        raise ReadingError(
            f"{name}: no day of publication; right would be a head with 'date: 2023-07-06', or --date 2023-07-06"
        )
    return Report(
        name=stem,
        outlet=known.outlet or head.get("outlet", ""),
        published_on=published_on,
        title=known.title or head.get("title", ""),
        text=text,
        body_start=start,
        language=known.language or head.get("language", "") or guess_language(text[start:]),
        address=known.address or head.get("address", ""),
        sources=tuple(source.strip() for source in head.get("sources", "").split("|") if source.strip()),
    )


def _stem(name: str) -> str:
    stem = name
    while stem.lower().endswith(_ENDINGS):
        stem = stem[: stem.rfind(".")]
    return stem or name


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _stamp(name: str, text: str, start: int) -> date | None:
    """Read a full date from the file's name or from a crawl stamp at the top; a month alone is no day."""
    for place in (name, text[start : start + 60]):
        if (match := _STAMP.search(place)) and (day := _day(match.group())):
            return day
    return None
