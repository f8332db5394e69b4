"""The invented reports: their coding is sound, their masks are found, and the rules reach what they must reach."""

import numpy as np
import pytest

from evidence.small_cases import (
    CASE_OF,
    HERE,
    OWN_GOLD,
    OWN_MASKS,
    OWN_REPORTS,
    SHARED,
    load_own_report,
    load_reference_report,
    load_small_case,
    rows_of,
    rows_of_findings,
)
from treves.evidence import Reader, find_masks
from treves.evidence.scoring import Score, row_of, score_rows

needs_shared = pytest.mark.skipif(not (SHARED / "data/gold").exists(), reason="the reference texts are not here")
REFERENCE = ("000_7460ecf653daab89", "002_03ef3f40b2be7c74")


def score_own() -> Score:
    readers = {name: Reader(*load_small_case(name)) for name in set(CASE_OF.values())}
    found = [f for name in OWN_REPORTS for f in readers[CASE_OF[name[0]]].read(load_own_report(name))]
    rows = rows_of_findings(found)
    return score_rows([row_of(r) for r in rows_of(OWN_GOLD)], rows, rng=np.random.default_rng(1), draws=200)


def score_reference() -> Score:
    reader = Reader(*load_small_case("rutte4"))
    found = [f for name in REFERENCE for f in reader.read(load_reference_report(name))]
    gold = [row_of(r) for r in rows_of(SHARED / "data/gold/claims-000-002.csv")]
    return score_rows(gold, rows_of_findings(found), rng=np.random.default_rng(1), draws=200)


def test_every_coded_span_and_part_slices_to_its_words():
    """A coding whose offsets are off would make every score meaningless."""
    texts = {name: load_own_report(name).text for name in OWN_REPORTS}
    for row in rows_of(OWN_GOLD):
        text = texts[row["doc"]]
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
        for words, spans in ((row["actor_mention"], row["actor_span"]), (row["time_expr"], row["time_spans"])):
            for word, span in zip(words.split("|"), spans.split("|"), strict=True):
                if span:
                    a, b = map(int, span.split(":"))
                    assert text[a:b] == word


@pytest.mark.parametrize("folder", ["later", "unseen", "last"])
def test_the_spans_of_the_further_reports_slice_and_their_matters_are_in_the_codebook(folder):
    """The reports that tell how the rules do at first sight are coded soundly too."""
    for row in rows_of(HERE / folder / "claims.csv"):
        text = load_own_report(row["doc"], folder).text
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
        assert row["about"] in load_small_case(CASE_OF[row["doc"][0]])[1].entries
        for word, span in zip(row["time_expr"].split("|"), row["time_spans"].split("|"), strict=True):
            if span:
                a, b = map(int, span.split(":"))
                assert text[a:b] == word


def test_coded_boilerplate_is_masked_and_no_statement_is():
    """Labels, promotion and credits are passed over, and no coded statement is lost to a mask."""
    masks = {name: find_masks(load_own_report(name)) for name in OWN_REPORTS}
    for row in rows_of(OWN_MASKS):
        covered = {i for m in masks[row["doc"]] for i in range(m.start, m.end)}
        assert covered.issuperset(range(int(row["start"]), int(row["end"])))
    for row in rows_of(OWN_GOLD):
        assert not any(m.start < int(row["end"]) and int(row["start"]) < m.end for m in masks[row["doc"]])


def test_rules_reach_the_targets_on_the_invented_reports():
    """Eight reports on other topics, parties and countries, coded before the rules were written."""
    score = score_own()
    assert score["actor_f1"].value >= 0.75
    assert score["actor_about_stance_f1"].value >= 0.55
    assert score["stance_accuracy"].value >= 0.85
    assert score["certainty_accuracy"].value >= 0.80
    assert score["time_accuracy"].value >= 0.90


@needs_shared
def test_rules_reach_the_targets_on_the_reference_reports():
    """Core rows of the two press reports that were coded by others."""
    score = score_reference()
    assert score["actor_f1"].value >= 0.75
    assert score["actor_about_stance_f1"].value >= 0.55
    assert score["stance_accuracy"].value >= 0.85
    assert score["certainty_accuracy"].value >= 0.80
    assert score["time_accuracy"].value >= 0.90


@needs_shared
def test_all_nine_boilerplate_spans_of_the_reference_reports_are_masked():
    """And none of their coded statements is lost."""
    masks = {name: find_masks(load_reference_report(name)) for name in REFERENCE}
    rows = rows_of(SHARED / "data/gold/boilerplate-000-002.csv")
    assert len(rows) == 9
    for row in rows:
        covered = {i for m in masks[row["doc"]] for i in range(m.start, m.end)}
        assert covered.issuperset(range(int(row["start"]), int(row["end"])))
    for row in rows_of(SHARED / "data/gold/claims-000-002.csv"):
        assert not any(m.start < int(row["end"]) and int(row["start"]) < m.end for m in masks[row["doc"]])
