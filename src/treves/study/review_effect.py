"""What a study says about the order of a review: the rows that move its result most come first."""

from __future__ import annotations

from collections.abc import Iterable

from treves.evidence import Statement
from treves.evidence.review import effect_of_rows
from treves.study.findings import Findings

__all__ = ["effects_on_findings"]


def effects_on_findings(findings: Findings, rows: Iterable[Statement]) -> dict[str, float]:
    """Return how far each row may move a result.

    Parameters
    ----------
    findings : Findings
    rows : iterable of Statement

    Returns
    -------
    dict of row id to float
        Change of a probability, 0-1: the row's own influence where it entered, else that of rows like it (see
        :func:`treves.evidence.review.effect_of_rows`).
    """
    told = {fact.name: (fact.party, fact.about) for fact in findings.statements}
    influences = {
        one.statement: max(abs(one.deal_exists_change.value), abs(one.best_deal_change.value))
        for one in findings.influences
    }
    return effect_of_rows(rows, influences, told)
