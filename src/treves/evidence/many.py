"""Many reports at once: in order, on one core or several, with a progress callback."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from treves.cabinet import Cabinet
from treves.evidence.codebook import Codebook
from treves.evidence.find import Reader, Words
from treves.evidence.finding import Finding
from treves.evidence.report import Report

__all__ = ["read_reports"]

_reader: Reader | None = None


def _start(cabinet: Cabinet, codebook: Codebook, words: Words) -> None:
    global _reader  # noqa: PLW0603 - one reader per worker process, built once
    _reader = Reader(cabinet, codebook, words)


def _read(report: Report) -> tuple[Finding, ...]:
    if _reader is None:
        raise RuntimeError("the worker was not started by read_reports")
    return _reader.read(report)


def read_reports(
    reports: Iterable[Report],
    cabinet: Cabinet,
    codebook: Codebook,
    words: Words,
    *,
    workers: int = 1,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[tuple[Finding, ...]]:
    """Find the statements of many reports.

    Parameters
    ----------
    reports : iterable of Report
    cabinet, codebook, words
        See :func:`treves.evidence.find_statements`.
    workers : int
        Processes; more than one pays from some fifty reports on.
    on_progress : callable, optional
        Told how many reports are done, and of how many.

    Returns
    -------
    list of tuple of Finding
        In the order of the reports.
    """
    todo: Sequence[Report] = list(reports)
    found: list[tuple[Finding, ...]] = []

    def keep(findings: tuple[Finding, ...]) -> None:
        found.append(findings)
        if on_progress is not None:
            on_progress(len(found), len(todo))

    if workers <= 1 or len(todo) < 50:
        reader = Reader(cabinet, codebook, words)
        for report in todo:
            keep(reader.read(report))
        return found
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (cabinet, codebook, words)) as pool:
        for findings in pool.map(_read, todo, chunksize=8):
            keep(findings)
    return found
