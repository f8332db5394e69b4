"""The same news in two reports is recognised and counts once; both reports stay."""

from dataclasses import replace
from datetime import timedelta

from evidence.small_cases import OWN_REPORTS, load_own_report, load_small_case
from treves.evidence import Reader, unite_statements
from treves.evidence.duplicates import containment, find_families, mark_events


def syndicated():
    first = load_own_report("d1_stikstof")
    body = (
        "Van onze redactie. "
        + first.body.replace("dinsdagavond", "gisteravond")
        + "\n\nDe gemeente gaat ook over parkeren."
    )
    other = replace(
        first, name="elders", outlet="Elders", text=body, body_start=0, published_on=first.published_on + timedelta(1)
    )
    return first, other


def test_a_wire_item_inside_a_longer_story_is_the_same_news():
    """A changed word and an added paragraph do not hide it."""
    first, other = syndicated()
    assert containment(first, other) > 0.8
    (family,) = find_families([other, first, load_own_report("d2_begroting")])
    assert family.reports == ("d1_stikstof", "elders")


def test_reports_on_one_dossier_by_different_hands_are_different_news():
    """No two of the invented reports are taken for one."""
    assert find_families([load_own_report(name) for name in OWN_REPORTS]) == ()


def test_statements_of_a_family_count_once_and_both_carriers_are_kept():
    """Marked with one event, they unite to one testimony each."""
    cabinet, codebook, words = load_small_case("duinland")
    first, other = syndicated()
    reader = Reader(cabinet, codebook, words)
    rows = [f.statement for report in (first, other) for f in reader.read(report)]
    united = unite_statements(mark_events(rows, find_families([first, other])), codebook)
    twice = [t for t in united if len({s.doc for s in t.carriers}) == 2]
    assert len(twice) >= len(rows) // 2 - 2
    assert sum(len(t.carriers) for t in united) == len(rows)
