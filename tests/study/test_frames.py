"""Findings as data frames: the numbers of the findings, in columns."""

import datetime
import sys

import pytest

import treves
from treves.study.tables import findings_tables

pd = pytest.importorskip("pandas")


@pytest.fixture(scope="module")
def findings():
    """A quick study of Ruritania."""
    return treves.run_study(treves.load_case("ruritania"), draws=150, worlds=3, with_strain=False)


def test_a_frame_holds_what_the_findings_hold(findings):
    """One row per package, in their order, with the probability and its interval."""
    frame = treves.frame_of(findings, "deals")
    assert list(frame["words"]) == [deal.words for deal in findings.deals]
    for deal, row in zip(findings.deals, frame.itertuples(), strict=True):
        told = deal.probability_all_accept
        assert (row.probability_all_accept, row.probability_all_accept_low) == (told.p, told.low)
        assert (row.probability_all_accept_high, row.probability_all_accept_error) == (
            told.high,
            told.monte_carlo_error,
        )


def test_every_table_becomes_a_frame_of_as_many_rows(findings):
    """No table is lost, empty ones keep their columns, and days are days."""
    for name, table in findings_tables(findings).items():
        frame = treves.frame_of(findings, name)
        assert len(frame) == table.row_count
        assert list(frame.columns) == list(table.types)
    reports = treves.frame_of(findings, "reports")
    assert reports["published_on"].dt.date.min() == datetime.date(1897, 6, 19)


def test_frames_join_on_the_words_they_share(findings):
    """The heaviest sentence is one line of pandas away from its words."""
    heavy = treves.frame_of(findings, "influences").merge(
        treves.frame_of(findings, "statements"), left_on="statement", right_on="name"
    )
    assert len(heavy) == len(findings.influences)
    assert heavy["text"].str.len().min() > 0


def test_an_unknown_table_is_told_with_those_there_are(findings):
    """A slip in the name is answered with the names."""
    with pytest.raises(treves.TrevesError, match=r"there is no table 'deal'; right would be one of .*deals"):
        treves.frame_of(findings, "deal")


def test_without_pandas_the_message_says_how_to_get_it(findings, monkeypatch):
    """Frames are an extra; whoever has it not is told what to install."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(treves.TrevesError, match="the extra frames; right would be: pip install"):
        treves.frame_of(findings)
