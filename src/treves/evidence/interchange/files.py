"""Statements to and from files: which format a name asks for, and what each one cannot hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from treves.evidence.finding import Finding
from treves.evidence.intake.ordinary import read_ordinary_file
from treves.evidence.intake.store import write_text_safely
from treves.evidence.interchange.brat import read_brat, write_brat
from treves.evidence.interchange.dna import dna_event_list, read_dna_database
from treves.evidence.interchange.jsonl import findings_from_jsonl, findings_to_jsonl
from treves.evidence.interchange.table import findings_to_csv, statements_from_csv, statements_to_csv
from treves.evidence.interchange.values import InterchangeError, shown
from treves.evidence.interchange.webannotation import from_web_annotations, to_web_annotations
from treves.evidence.report import Report
from treves.evidence.statement import Statement

__all__ = ["FORMATS", "Format", "format_of", "read_statement_file", "write_findings"]

Format = Literal["csv", "jsonl", "webannotation", "brat", "dna"]
FORMATS: tuple[str, ...] = get_args(Format)
_ENDINGS: tuple[tuple[str, Format], ...] = (
    (".dna.csv", "dna"), (".csv", "csv"), (".jsonl", "jsonl"), (".jsonld", "webannotation"), (".json", "webannotation"),
    (".ann", "brat"),
)  # fmt: skip
_LARGEST_TEXT = 50_000_000
_LARGEST_DATABASE = 200_000_000


def format_of(path: Path) -> Format:
    """Return the format a file's name asks for; a folder (or a name without an ending) is brat's.

    Raises
    ------
    InterchangeError
        When the name ends in something else.
    """
    name = path.name.lower()
    for ending, format_ in _ENDINGS:
        if name.endswith(ending):
            return format_
    if path.is_dir() or not path.suffix:
        return "brat"
    raise InterchangeError(
        f"{path}: right would be a name that ends in .csv, .jsonl, .jsonld or .dna.csv, or a folder for brat"
    )


def write_findings(
    path: Path,
    findings: Sequence[Finding],
    reports: Mapping[str, Report],
    format_: Format,
    *,
    with_trace: bool = False,
) -> tuple[str, ...]:
    """Write findings in a format, whole or not at all.

    Parameters
    ----------
    path : Path
        A file; for brat a folder, which gets ``NAME.txt`` and ``NAME.ann`` for each report, or one ``NAME.ann``.
    findings : sequence of Finding
    reports : mapping of name to Report
    format_ : Format
    with_trace : bool
        Add the trace to a CSV table; JSON Lines always hold it.

    Returns
    -------
    tuple of str
        What the format could not hold, one line each.
    """
    statements = [finding.statement for finding in findings]
    if format_ == "brat":
        return _write_brat(path, statements, reports)
    losses: tuple[str, ...] = ()
    if format_ == "dna":
        text, lost = dna_event_list(statements, reports)
        losses = tuple(str(loss) for loss in lost)
    elif format_ == "jsonl":
        text = findings_to_jsonl(findings)
    elif format_ == "webannotation":
        page = to_web_annotations(statements, reports)
        text = json.dumps(page, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    else:
        text = findings_to_csv(findings) if with_trace else statements_to_csv(statements)
    if format_ != "jsonl" and not (format_ == "csv" and with_trace):
        losses += ("the trace (spans of cues, hedges and times) is left out; .jsonl or --full keep it",)
    write_text_safely(path, text)
    return losses


def _write_brat(path: Path, statements: Sequence[Statement], reports: Mapping[str, Report]) -> tuple[str, ...]:
    if path.suffix.lower() == ".ann":
        docs = {statement.doc for statement in statements} or set(reports)
        if len(docs) != 1:
            raise InterchangeError(
                f"{path}: one .ann file holds one report, and there are {len(docs)}; right would be a folder"
            )
        write_text_safely(path, write_brat(statements, reports[docs.pop()]))
        return ()
    if path.exists() and not path.is_dir():
        raise InterchangeError(f"{path}: brat needs a folder, and this is a file")
    for report in reports.values():
        write_text_safely(path / f"{report.name}.txt", report.text)
        write_text_safely(path / f"{report.name}.ann", write_brat(statements, report))
    return ("the trace (spans of cues, hedges and times) is left out; .jsonl keeps it",)


def read_statement_file(
    path: Path, reports: Mapping[str, Report]
) -> tuple[list[Finding], dict[str, Report], tuple[str, ...]]:
    """Read statements from a file of any of the formats, or from a folder of brat's ``.ann`` files.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.jsonl``, ``.jsonld``, ``.ann``, ``.dna``, or a folder.
    reports : mapping of name to Report
        Those the offsets count in; a ``.dna`` file brings its own.

    Returns
    -------
    findings : list of Finding
    reports : dict of name to Report
        Those that came with the file.
    refused : tuple of str
        Statements whose words do not stand at their offsets, and why they were left out.

    Raises
    ------
    InterchangeError
        When the file is too large, no text, or not of its format.
    """
    brought: dict[str, Report] = {}
    try:
        if path.is_dir():
            found = [Finding(row) for one in sorted(path.glob("*.ann")) for row in _brat(one, reports)]
        elif path.name.lower().endswith(".dna"):
            _refuse_other_than_files(path)
            rows, brought = read_dna_database(path)
            found = [Finding(row) for row in rows]
        else:
            found = _of_text(path, reports)
    except UnicodeDecodeError as error:
        raise InterchangeError(f"{path}: byte {error.start} is not UTF-8; right would be a file in UTF-8") from None
    except (sqlite3.Error, RecursionError, json.JSONDecodeError) as error:
        raise InterchangeError(
            f"{path}: {ascii(str(error))[1:-1]}; right would be a file as its program wrote it"
        ) from None
    kept, refused = _that_slice(found, {**reports, **brought})
    return kept, brought, refused


def _refuse_other_than_files(path: Path) -> None:
    if not path.is_file():  # a pipe would be waited on for ever
        raise InterchangeError(f"{path}: not an ordinary file; right would be a .dna file")
    if path.stat().st_size > _LARGEST_DATABASE:
        raise InterchangeError(f"{path}: larger than {_LARGEST_DATABASE // 1_000_000} MB; right would be a smaller one")


def _of_text(path: Path, reports: Mapping[str, Report]) -> list[Finding]:
    format_ = format_of(path)
    if format_ == "dna":
        raise InterchangeError(f"{path}: an event list cannot be read back; right would be the .dna file itself")
    if format_ == "brat":
        return [Finding(row) for row in _brat(path, reports)]
    text = read_ordinary_file(path, _LARGEST_TEXT).decode("utf-8")
    if format_ == "jsonl":
        return findings_from_jsonl(text, path.name)
    if format_ == "webannotation":
        try:
            page = json.loads(text)
        except json.JSONDecodeError:
            raise
        except ValueError:  # a whole number of thousands of digits
            raise InterchangeError(f"{path}: a number too long; right would be an AnnotationPage") from None
        if not isinstance(page, dict):
            raise InterchangeError(f"{path}: right would be an AnnotationPage")
        return [Finding(row) for row in from_web_annotations(page, reports, path.name)]
    published = {name: report.published_on for name, report in reports.items()}
    return [Finding(row) for row in statements_from_csv(text, path.name, published)]


def _brat(path: Path, reports: Mapping[str, Report]) -> list[Statement]:
    report = reports.get(path.stem)
    if report is None:
        raise InterchangeError(f"{path}: there is no report {path.stem!r} to read it with")
    return read_brat(read_ordinary_file(path, _LARGEST_TEXT).decode("utf-8"), report, path.name)


def _that_slice(findings: Iterable[Finding], reports: Mapping[str, Report]) -> tuple[list[Finding], tuple[str, ...]]:
    kept, refused = [], []
    for finding in findings:
        row = finding.statement
        report = reports.get(row.doc)
        if report is None:
            refused.append(f"{shown(row.name)}: there is no report {shown(row.doc)}")
        elif not row.text or report.span(row.start, row.end) != row.text:
            refused.append(f"{shown(row.name)}: its words do not stand at {row.start}:{row.end} of {shown(row.doc)}")
        else:
            kept.append(finding)
    return kept, tuple(refused)
