"""Every format treves reads: good files to spoil, the reader, and what must hold of whatever it gives back.

A target takes one spoilt file. It may refuse it with a :class:`TrevesError` whose message can be shown, or read it; then
the properties named in its docstring hold. Anything else that is raised is a fault of treves.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evidence.small_cases import OWN_REPORTS, load_own_report, load_small_case
from treves.case import load_case, load_chain
from treves.case.imports.genius_case import import_genius, is_genius_files
from treves.case.imports.genius_export import genius_files
from treves.case.imports.imported import Imported, write_case
from treves.case.imports.position_files import import_positions, is_ktab_files, is_table_files
from treves.case.past.crises import load_crises
from treves.case.past.spells import load_spells, write_spells
from treves.case.position_table import load_position_table
from treves.errors import CaseError, TrevesError
from treves.evidence import Finding, Reader, Report, find_masks
from treves.evidence.intake import Metadata, report_from_bytes
from treves.evidence.interchange import read_statement_file, write_findings
from treves.evidence.lexicon import load_lexicon
from treves.evidence.review import Decision, Queue, ReviewLog
from treves.evidence.time import find_times
from treves.study import load_findings, run_study

__all__ = ["TARGETS", "Target"]

HERE = Path(__file__).parent
CASES = HERE.parents[1] / "src" / "treves" / "cases"
RURITANIA = CASES / "ruritania"
DAY = date(2023, 7, 5)
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would obey, and marks that turn the direction of a line."""


@dataclass(frozen=True)
class Target:
    """One format: its name, files to begin with, and what is done with a spoilt one."""

    name: str
    seeds: Callable[[], tuple[bytes, ...]]
    read: Callable[[bytes], None]


@functools.cache
def _folder() -> Path:
    """Return one folder for all files of a process, in memory where the machine has such a place."""
    place = Path("/dev/shm")
    holder = tempfile.TemporaryDirectory(prefix="treves-fuzz-", dir=place if place.is_dir() else None)
    _folder.holder = holder  # type: ignore[attr-defined]  # kept until the process ends
    return Path(holder.name)


@contextlib.contextmanager
def refused() -> Iterator[None]:
    """Pass over a refusal, once it is seen that its message can be shown and names a place."""
    try:
        yield
    except TrevesError as error:
        told = str(error)
        told.encode()  # half surrogates would end in a second error where it is printed
        assert told.strip()
        assert not OBEYED.search(told), f"a message that steers the terminal: {told!r}"
        if isinstance(error, CaseError):
            assert error.faults
            for fault in error.faults:
                assert fault.what
                assert fault.right
                assert fault.line >= 0
                assert fault.column >= 0


def _put(name: str, content: bytes) -> Path:
    file = _folder() / name
    file.write_bytes(content)
    return file


def _checked(case: object) -> None:
    reports, statements = case.reports, case.statements  # type: ignore[attr-defined]
    for row in statements:
        if not row.is_changed:
            assert reports[row.doc].span(row.start, row.end) == row.text != ""


def _of_case(file: str, base: Path = RURITANIA, *, without: tuple[str, ...] = ()) -> Callable[[bytes], None]:
    """Read a whole case with one file spoilt: every statement's words stand at its offsets; twice gives the same."""

    def read(content: bytes) -> None:
        folder = _folder() / "case"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder, ignore=shutil.ignore_patterns("variants", *without))
        (folder / file).write_bytes(content)
        with refused():
            case = load_case(folder)
            _checked(case)
            assert load_case(folder).digest == case.digest
            load_case(folder, as_of=case.as_of)

    return read


def _of_given(content: bytes) -> None:
    """Read a case whose values are given, with those spoilt."""
    _of_case("values.yaml", _given())(content)


def run_what_loads(content: bytes) -> None:
    """A case that loads can be run: the first line says which file of Ruritania the others are."""
    first, _, rest = content.partition(b"\n")
    file = first.decode("utf-8", "replace").removeprefix("# ").strip()
    if file not in RUN_FILES:
        return
    folder = _folder() / "run"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(RURITANIA, folder, ignore=shutil.ignore_patterns("variants"))
    (folder / file).write_bytes(rest)
    with refused():
        run_study(load_case(folder), draws=100, worlds=2, with_strain=False)


def read_chain_file(content: bytes) -> None:
    """Read a chain that stands by itself."""
    with refused():
        load_chain(_put("chain.yaml", content))


RUN_FILES = ("case.yaml", "agenda.yaml", "cabinet.yaml", "codebook.yaml", "statements.csv")


@functools.cache
def _genius() -> dict[str, bytes]:
    return {name: (HERE / "seeds" / name).read_bytes() for name in ("domain.xml", "profile.xml")}


def read_genius_domain(content: bytes) -> None:
    """A domain that is read, with its profile, makes a case, and that case exports files that make it again."""
    _genius_case({"domain.xml": content, "profile.xml": _genius()["profile.xml"]})


def read_genius_profile(content: bytes) -> None:
    """The same for a profile."""
    _genius_case({"domain.xml": _genius()["domain.xml"], "profile.xml": content})


def _genius_case(files: dict[str, bytes]) -> None:
    with refused():
        if not is_genius_files(files):
            return
        imported = import_genius(files, as_of=DAY)
        case = _written(imported)
        again = import_genius({name: text.encode() for name, text in genius_files(case).items()}, as_of=DAY)
        second = _written(again)
        assert [len(i.options) for i in second.agenda.issues] == [len(i.options) for i in case.agenda.issues]


def _written(imported: Imported):  # type: ignore[no-untyped-def]
    folder = _folder() / "made"
    shutil.rmtree(folder, ignore_errors=True)
    return load_case(write_case(imported, folder))


def _of_positions(name: str) -> Callable[[bytes], None]:
    """A table that is read makes cases that load; none is half there."""

    def read(content: bytes) -> None:
        with refused():
            if is_ktab_files({name: content}) or is_table_files({name: content}):
                for made in list(import_positions({name: content}, as_of=DAY).values())[:2]:
                    _written(made)
        with refused():
            load_position_table(_put(name, content))

    return read


@functools.cache
def _ruritania():  # type: ignore[no-untyped-def]
    return load_case("ruritania")


def _of_statements(name: str) -> Callable[[bytes], None]:
    """What is kept stands at its offsets, and comes back the same when written and read again."""

    def read(content: bytes) -> None:
        reports = dict(_ruritania().reports)
        with refused():
            found, brought, refusals = read_statement_file(_put(name, content), reports)
            for why in refusals:
                why.encode()
                assert not OBEYED.search(why), why
            known = {**reports, **brought}
            for finding in found:
                row = finding.statement
                assert known[row.doc].span(row.start, row.end) == row.text != ""
            if name.endswith((".jsonl", ".jsonld")) and found:
                out = _folder() / f"again{Path(name).suffix}"
                write_findings(out, found, known, "jsonl" if name.endswith("l") else "webannotation")
                again, _, _ = read_statement_file(out, known)
                assert [f.statement for f in again] == [f.statement for f in found]

    return read


def _of_page(name: str) -> Callable[[bytes], None]:
    """The report's head ends where its text begins, and nothing of the text is lost between bytes and report."""

    def read(content: bytes) -> None:
        with refused():
            taken = report_from_bytes(content, name, Metadata(published_on=DAY))
            report = taken.report
            assert report.body.strip()
            assert report.text[report.body_start :] == report.body
            for note in taken.notes:
                note.encode()

    return read


def read_gzip(content: bytes) -> None:
    """Spoil the page within, and the file around it."""
    _of_page("x.html.gz")(content)
    if content[:2] != b"\x1f\x8b":
        _of_page("x.html.gz")(gzip.compress(content, 1))


@functools.cache
def _reader(language: str) -> Reader:
    return Reader(*load_small_case("duinland" if language == "nl" else "northmark"))


def _of_report(language: str) -> Callable[[bytes], None]:
    """Whatever a report holds, every span the rules find reads in it what the statement says."""

    def read(content: bytes) -> None:
        text = content.decode("utf-8", "replace")[:40_000]
        report = Report("x", "", date(2024, 2, 29), "", text, 0, language)
        masks = find_masks(report)
        for finding in _reader(language).read(report):
            row = finding.statement
            assert report.span(row.start, row.end) == row.text != ""
            for a, b in (*finding.cue_spans, *finding.hedge_spans):
                assert 0 <= a < b <= len(text)
            for (a, b), words in zip(finding.time_spans, finding.time_exprs, strict=True):
                assert text[a:b] == words
            assert not any(mask.start < row.end and row.start < mask.end for mask in masks)

    return read


TODAYS = (date.min, date(1900, 1, 1), date(2024, 2, 29), date(2023, 12, 31), date(9999, 12, 31))


def read_times(content: bytes) -> None:
    """On whichever day it was published: the words stand at their offsets, and no interval ends before it begins."""
    text = content.decode("utf-8", "replace")[:3000]
    for language in ("nl", "en"):
        for today in TODAYS:
            for found in find_times(text, 0, len(text), today, load_lexicon(language)):
                assert text[found.start : found.end] == found.text
                span = found.interval
                if span is not None and span.first and span.last:
                    assert span.first <= span.last, (today, found)


def read_review_log(content: bytes) -> None:
    """A log that is read gives a queue, and takes a further decision after whatever stood in it."""
    file = _put("review.jsonl", content)
    with refused():
        log = ReviewLog(file)
        decisions = log.read()
        queue = Queue.start(list(_ruritania().statements), decisions)
        queue.last_decided()
        log.append(Decision(queue.order[0], "accept", "x", DAY))
        again = log.read()
        assert again[-1].statement == queue.order[0]
        assert len(again) == len(decisions) + 1


def read_findings_file(content: bytes) -> None:
    """Findings of a run, read back."""
    with refused():
        load_findings(_put("findings.json", content))


def read_spells(content: bytes) -> None:
    """A table of past cabinets, written and read again, is the same table."""
    with refused():
        spells = load_spells(_put("spells.csv", content))
        assert load_spells(write_spells(spells, _folder() / "again.csv")) == spells


def read_crises(content: bytes) -> None:
    """A list of formal crises."""
    with refused():
        load_crises(_put("crises.csv", content))


def read_dna(content: bytes) -> None:
    """A database whose bytes are spoilt."""
    _of_statements("x.dna")(content)


def read_dna_cells(content: bytes) -> None:
    """A whole database with spoilt cells: the lines of the file are SQL, each run for itself."""
    file = _folder() / "cells.dna"
    file.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(file)) as base:
        for line in content.decode("utf-8", "replace").split("\n"):
            with contextlib.suppress(sqlite3.Error, sqlite3.Warning, ValueError):
                if line.lstrip().upper().startswith(("CREATE TABLE", "INSERT")):
                    base.execute(line)
        base.commit()
    _of_statements("cells.dna")(file.read_bytes())


def _seed(*names: str) -> tuple[bytes, ...]:
    return tuple((HERE / "seeds" / name).read_bytes() for name in names)


def _case_seed(*paths: str) -> tuple[bytes, ...]:
    return tuple((CASES / path).read_bytes() for path in paths)


@functools.cache
def _statement_seeds() -> dict[str, bytes]:
    """Return the statements of Ruritania in every format, as treves writes them."""
    case = _ruritania()
    found = [
        Finding(row, row.actor, (row.start, row.end), ((row.start, row.end),), (), "direct", ((row.start, row.end),), (row.text,), ("",),
                ("2024",), ("event",), "name")
        for row in case.statements[:4]
    ]  # fmt: skip
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        for ending, format_ in (("csv", "csv"), ("jsonl", "jsonl"), ("jsonld", "webannotation")):
            file = Path(folder) / f"x.{ending}"
            write_findings(file, found, case.reports, format_)  # type: ignore[arg-type]
            made[ending] = file.read_bytes()
        file = Path(folder) / "courier-geese.ann"
        write_findings(file, [f for f in found if f.statement.doc == "courier-geese"], case.reports, "brat")
        made["ann"] = file.read_bytes()
        base_file = Path(folder) / "x.dna"
        with contextlib.closing(sqlite3.connect(base_file)) as base:
            for line in (HERE / "seeds" / "dna2.sql").read_text("utf-8").splitlines():
                base.execute(line)
            base.commit()
        made["dna"] = base_file.read_bytes()
    return made


def _log_seed() -> bytes:
    name = _ruritania().statements[0].name
    made = [
        Decision(name, "accept", "A. Coder", DAY),
        Decision(name, "undo", "A. Coder", DAY),
        Decision(name, "edit", "A. Coder", DAY, {"stance": "-1"}, {"stance": "+1", "note": ""}),
    ]
    return "".join(one.to_line() for one in made).encode()


def _spell_seed() -> bytes:
    lines = (HERE.parents[1] / "src/treves/case/past/cabinets.csv").read_bytes().splitlines(keepends=True)
    return b"".join(lines[:6])


def _crisis_seed() -> bytes:
    lines = (HERE.parents[1] / "src/treves/case/past/crises.csv").read_bytes().splitlines(keepends=True)
    return b"".join(lines[:6])


def _own(language: str) -> tuple[bytes, ...]:
    texts = [load_own_report(name).body.encode() for name in OWN_REPORTS if (name[0] in "nk") == (language == "en")]
    return tuple(text[:2500] for text in texts)


@functools.cache
def _given() -> Path:
    """Return a case with given values, as the importer makes it."""
    files = {**_genius(), "second.xml": _genius()["profile.xml"]}
    return write_case(import_genius(files, as_of=DAY), _folder() / "given")


@functools.cache
def _findings_seed() -> bytes:
    case = load_case("ruritania")
    return json.dumps(run_study(case, draws=100, worlds=2, with_strain=False).model_dump(mode="json")).encode()


def _run_seeds() -> tuple[bytes, ...]:
    return tuple(f"# {file}\n".encode() + (RURITANIA / file).read_bytes() for file in RUN_FILES)


def _geese() -> tuple[bytes, ...]:
    return ((HERE.parent / "case" / "geese" / "chain.yaml").read_bytes(),)


def _statements(ending: str) -> Callable[[], tuple[bytes, ...]]:
    return lambda: (_statement_seeds()[ending],)


def _targets() -> tuple[Target, ...]:
    return (
        Target("case.yaml", lambda: _case_seed("ruritania/case.yaml", "rutte4-asylum/case.yaml"), _of_case("case.yaml")),
        Target("agenda.yaml", lambda: _case_seed("ruritania/agenda.yaml"), _of_case("agenda.yaml")),
        Target("cabinet.yaml", lambda: _case_seed("ruritania/cabinet.yaml", "rutte4-asylum/cabinet.yaml"), _of_case("cabinet.yaml")),
        Target("codebook.yaml", lambda: _case_seed("ruritania/codebook.yaml"), _of_case("codebook.yaml")),
        Target("values.yaml", lambda: ((_given() / "values.yaml").read_bytes(),), _of_given),
        Target("a case that loads and runs", _run_seeds, run_what_loads),
        Target("chain.yaml", _geese, read_chain_file),
        Target("chain.yaml of a case", _geese, _of_case("chain.yaml")),
        Target("statements.csv", lambda: _case_seed("ruritania/statements.csv"), _of_case("statements.csv")),
        Target("head of a report", lambda: _case_seed("ruritania/reports/courier-geese.txt"), _of_case("reports/courier-geese.txt")),
        Target("GENIUS domain", lambda: _seed("domain.xml"), read_genius_domain),
        Target("GENIUS profile", lambda: _seed("profile.xml"), read_genius_profile),
        Target("KTAB csv", lambda: _seed("ktab.csv"), _of_positions("ktab.csv")),
        Target("KTAB xml", lambda: _seed("ktab.xml"), _of_positions("ktab.xml")),
        Target("table, one row per actor and issue", lambda: _seed("long.csv"), _of_positions("long.csv")),
        Target("table, one row per issue", lambda: _seed("wide.tsv"), _of_positions("wide.tsv")),
        Target("table of Decide", lambda: _seed("decide.csv"), _of_positions("decide.csv")),
        Target("statements as CSV", _statements("csv"), _of_statements("x.csv")),
        Target("JSON Lines", _statements("jsonl"), _of_statements("x.jsonl")),
        Target("Web Annotation", _statements("jsonld"), _of_statements("x.jsonld")),
        Target("brat", _statements("ann"), _of_statements("courier-geese.ann")),
        Target("DNA, bytes", _statements("dna"), read_dna),
        Target("DNA, cells", lambda: _seed("dna2.sql", "dna3.sql"), read_dna_cells),
        Target("saved page", lambda: _seed("page.html"), _of_page("page.html")),
        Target("compressed page", lambda: (*_seed("page.html"), gzip.compress(*_seed("page.html"), 9, mtime=0)), read_gzip),
        Target("plain report", lambda: _case_seed("ruritania/reports/courier-geese.txt"), _of_page("x.txt")),
        Target("Dutch report", lambda: _own("nl"), _of_report("nl")),
        Target("English report", lambda: _own("en"), _of_report("en")),
        Target("time expressions", lambda: _seed("times.txt"), read_times),
        Target("review.jsonl", lambda: (_log_seed(),), read_review_log),
        Target("findings.json", lambda: (_findings_seed(),), read_findings_file),
        Target("past cabinets", lambda: (_spell_seed(),), read_spells),
        Target("formal crises", lambda: (_crisis_seed(),), read_crises),
    )  # fmt: skip


TARGETS = _targets()
