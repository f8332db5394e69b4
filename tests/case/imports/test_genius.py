"""GENIUS files: read as GENIUS reads them, refused with place and reason, written so that NegMAS reads the same."""

import warnings
from datetime import date

import pytest

from treves.case.imports.genius import read_genius
from treves.errors import CaseError

DOMAIN = b"""<negotiation_template><utility_space number_of_issues="2">
<objective index="0" name="tea" type="objective" etype="objective">
<issue index="1" name="cake" type="discrete"><item index="1" value="plum"/><item index="2" value="none"/></issue>
<issue index="2" name="cups" type="integer"><range lowerbound="2" upperbound="4"/></issue>
</objective></utility_space></negotiation_template>"""
PROFILE = b"""<utility_space number_of_issues="2"><objective index="0" name="tea">
<issue index="1" name="cake" type="discrete">
<item index="1" value="plum" evaluation="8"/><item index="2" value="none" evaluation="2"/></issue>
<issue index="2" name="cups" type="integer"><range lowerbound="2" upperbound="4"/>
<evaluator ftype="linear" offset="0.5" slope="0.25"/></issue>
<weight index="1" value="0.9"/><weight index="2" value="0.3"/></objective>
<discount_factor value="0.8"/><reservation value="0.4"/></utility_space>"""


def test_evaluations_are_scaled_and_weights_made_shares():
    """Evaluation over the issue's highest, whole numbers by their line, weights by their sum; reservation kept."""
    found = read_genius({"tea.xml": DOMAIN, "a.xml": PROFILE})
    assert [(issue.name, issue.options) for issue in found.issues] == [
        ("cake", ("plum", "none")),
        ("cups", ("2", "3", "4")),
    ]
    (profile,) = found.profiles
    assert profile.name == "a"
    assert profile.tables[0] == pytest.approx((0.75, 0.1875))
    assert profile.tables[1] == pytest.approx((0.125, 0.1875, 0.25))
    assert profile.reservation == 0.4
    assert profile.discount == 0.8


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><utility_space>&b;</utility_space>',
            "the file declares a document type, 'a'",
        ),
        (
            b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><utility_space/>',
            "the file declares a document type",
        ),
        (b"<utility_space><objective>", "bad.xml:1:27: not well-formed XML (no element found)"),
        (b"", "bad.xml:1:1: not well-formed XML"),
        (b"<a>" * 200, "nested more than 100 deep"),
        (PROFILE.replace(b'value="0.9"', b'value="much"'), "value of weight is 'much'"),
        (PROFILE.replace(b'evaluation="8"', b'evaluation="nan"'), "evaluation of item is 'nan'"),
        (PROFILE.replace(b'evaluation="8"', b'evaluation="-8"'), "a negative evaluation"),
        (PROFILE.replace(b'value="none"', b'value="nothing"'), "no evaluation of 'none'"),
        (PROFILE.replace(b'<weight index="2" value="0.3"/>', b""), "weight 2 is missing"),
        (PROFILE.replace(b'ftype="linear"', b'ftype="triangular"'), "an evaluator of type 'triangular'"),
        (
            PROFILE.replace(
                b'<item index="1" value="plum" evaluation="8"/><item index="2" value="none" evaluation="2"/>',
                b'<evaluator ftype="linear" slope="1"/>',
            ),
            "whose options are not numbers",
        ),
        (
            PROFILE.replace(b"<weight", b'<utility_function maxutility="1"/><weight', 1),
            "not linear additive: <utility_function> holds a utility function over several issues at once",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place_and_reason(wrong, told):
    """Unsafe XML, numbers that are none, utilities that do not add up: each with place and reason."""
    with pytest.raises(CaseError) as error:
        read_genius({"tea.xml": DOMAIN, "bad.xml": wrong})
    assert any(told in str(fault) for fault in error.value.faults)
    assert all(fault.right for fault in error.value.faults)


def test_continuous_issues_and_missing_domains_are_refused():
    """A real-valued issue has no list of options; without a domain, or with two, nothing fits."""
    real = DOMAIN.replace(b'type="integer"', b'type="real"')
    with pytest.raises(CaseError, match="its options cannot be listed"):
        read_genius({"tea.xml": real, "a.xml": PROFILE})
    with pytest.raises(CaseError, match="0 domains and 1 profiles"):
        read_genius({"a.xml": PROFILE})
    with pytest.raises(CaseError, match="2 domains and 0 profiles"):
        read_genius({"tea.xml": DOMAIN, "also.xml": DOMAIN})


def test_a_billion_laughs_take_no_time():
    """Nested entities are refused at their declaration, before anything is expanded."""
    bomb = b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (k, b"&a%d;" % (k - 1) * 10 if k else b"ha") for k in range(10)
    )
    with pytest.raises(CaseError, match="document type"):
        read_genius({"tea.xml": DOMAIN, "bomb.xml": bomb + b"]><utility_space>&a9;</utility_space>"})


def test_negmas_reads_what_is_written(tmp_path):
    """Import, export, and read by NegMAS: every outcome is worth the same to every party, stretched to 0-1."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from negmas.inout import Scenario
    from treves.bargaining import utilities_by_draw
    from treves.case import load_case
    from treves.case.imports.genius_case import import_genius
    from treves.case.imports.genius_export import genius_files
    from treves.case.imports.imported import write_case
    from treves.study.given import given_values

    other = PROFILE.replace(b'evaluation="8"', b'evaluation="1"').replace(b'value="0.9"', b'value="0.1"')
    made = import_genius({"tea.xml": DOMAIN, "a.xml": PROFILE, "b.xml": other}, as_of=date(2020, 1, 2))
    case = load_case(write_case(made, tmp_path / "tea"))
    folder = tmp_path / "out"
    folder.mkdir()
    for name, text in genius_files(case).items():
        (folder / name).write_text(text, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = Scenario.load(folder, ignore_discount=True)
    values = given_values(case)
    packages = [case.agenda.package_at(number) for number in range(case.agenda.package_count)]
    mine = utilities_by_draw(values, packages)[0]
    least, most = mine.min(axis=0), mine.max(axis=0)
    by_name = {function.name: function for function in theirs.ufuns}
    for p, party in enumerate(values.parties):
        function = next(found for name, found in by_name.items() if name.endswith(party))
        for row, package in enumerate(packages):
            outcome = tuple(package.options)
            expected = (mine[row, p] - least[p]) / (most[p] - least[p])
            assert float(function(outcome)) == pytest.approx(expected, abs=1e-9)
        floor = (values.reservation[0, p] - least[p]) / (most[p] - least[p])
        assert function.reserved_value == pytest.approx(floor, abs=1e-9)
    back = read_genius({name: text.encode() for name, text in genius_files(case).items()})
    assert back.profiles[0].discount == 0.8
