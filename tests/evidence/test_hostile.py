"""No text makes the rules crash, slow, or give an offset that does not slice."""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from evidence.small_cases import OWN_REPORTS, load_own_report, load_small_case
from treves.evidence import Reader, Report, find_masks

READERS = {"nl": Reader(*load_small_case("duinland")), "en": Reader(*load_small_case("northmark"))}
PIECES = sorted({w for name in OWN_REPORTS for w in load_own_report(name).body.split()})
odd = st.sampled_from([*"\"'“”‘’„«»()[],.;:!?…-–\n\r\t\u202e\u200f\u2028\x07\U0001f600İßﬁ", "zou", "niet", "maar", "als", "dat", "die partij", "’s", "woensdag-", "31 februari", "29:99 uur", "2024-13-45", "0 mei"])  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), odd, st.text(max_size=8)), max_size=60).map(" ".join)


def read(text: str, language: str):
    report = Report("x", "", date(2024, 2, 29), "", text, 0, language)
    return report, READERS[language].read(report)


def check(report, findings):
    for finding in findings:
        s = finding.statement
        assert report.span(s.start, s.end) == s.text != ""
        for a, b in (
            *finding.cue_spans,
            *finding.hedge_spans,
            *finding.time_spans,
            *filter(None, [finding.actor_span]),
        ):
            assert report.span(a, b) != ""
        if finding.actor_span:
            assert report.span(*finding.actor_span) == finding.actor_mention
        for (a, b), words in zip(finding.time_spans, finding.time_exprs, strict=True):
            assert report.span(a, b) == words
        assert not any(m.start < s.end and s.start < m.end for m in find_masks(report))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.sampled_from(["nl", "en"]))
@example("dat", "nl")
def test_any_text_is_read_and_every_offset_slices(text, language):
    """Words of the reports, shuffled among marks, control and astral characters."""
    report, findings = read(text, language)
    check(report, findings)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(OWN_REPORTS), st.data())
def test_a_damaged_report_is_read_and_every_offset_slices(name, data):
    """A real report with a stretch cut out or doubled."""
    body = load_own_report(name).body
    a = data.draw(st.integers(0, len(body)))
    b = data.draw(st.integers(0, len(body)))
    report, findings = read(body[:a] + body[b:], "nl" if name[0] in "dsh" else "en")
    check(report, findings)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 400_000,
        "De Landbouwpartij wil " * 15_000,
        "‘" * 20_000 + " De Landbouwpartij eist geld. " + "(" * 20_000,
        "voor de " * 40_000,
        "31 " * 80_000,
        "in de komende " * 30_000,
        "Jan van de " * 30_000,
        "\n" * 200_000,
        ", en , maar " * 30_000,
        "woensdag- en " * 25_000,
        "De Landbouwpartij zegt dat " * 12_000,
        "\u202e" * 200_000,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_long_hostile_text_takes_time_in_proportion(text):
    """One line without spaces, endless lists, quotes that never close: no pattern backtracks."""
    started = time.process_time()
    report, findings = read(text, "nl")
    assert time.process_time() - started < 20
    check(report, findings[:200])
