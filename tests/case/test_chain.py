"""chain.yaml: any country's chain is a file; what cannot be is refused; the reference case knows no future."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from treves.case import load_case, load_chain
from treves.case.yaml_tree import read_tree
from treves.chain import find_faults
from treves.errors import CaseError

GEESE = Path(__file__).parent / "geese" / "chain.yaml"
REFERENCE = Path(__file__).parents[2] / "src" / "treves" / "cases" / "rutte4-asylum" / "chain.yaml"


@pytest.fixture
def geese(ruritania):
    """Return a copy of ruritania that has a chain."""
    shutil.copyfile(GEESE, ruritania / "chain.yaml")
    return ruritania


def test_a_case_without_a_chain_stays_a_case():
    """chain.yaml is optional, and its absence is no fault."""
    assert load_case("ruritania").chain is None


def test_another_country_is_another_file(geese):
    """Ruritania's geese need no other code: groups, tracks, stocks and money are all in the file."""
    chain = load_case(geese).chain
    assert chain.country == "Ruritania"
    assert [group.name for group in chain.inflow.groups] == ["grey_geese", "white_geese"]
    assert [track.name for track in chain.decisions.tracks] == ["tame", "wild"]
    assert chain.costs.currency == "crowns"
    assert not find_faults(chain)


def test_the_chain_is_in_the_digest(ruritania):
    """Another chain is another case."""
    before = load_case(ruritania).digest
    shutil.copyfile(GEESE, ruritania / "chain.yaml")
    with_chain = load_case(ruritania).digest
    (ruritania / "chain.yaml").write_text(GEESE.read_text().replace("value: 2600", "value: 2601"))
    assert len({before, with_chain, load_case(ruritania).digest}) == 3


def test_levers_the_chain_does_not_have_are_refused_at_their_line(geese):
    """A misspelt lever is told with the nearest one; a value off the scale with its bounds."""
    agenda = (geese / "agenda.yaml").read_text()
    lever = """        levers:
          - {parameter: family_applications_kept_shar, value: 0.5, unit: share, source: assumption}
          - {parameter: family_applications_kept_share, value: 1.5, unit: share, source: assumption}
"""
    at = agenda.index("      - name: half")
    (geese / "agenda.yaml").write_text(agenda[:at] + lever + agenda[at:])
    with pytest.raises(CaseError) as told:
        load_case(geese)
    first, second = told.value.faults
    assert first.file == second.file == "agenda.yaml"
    assert "family_applications_kept_share" in first.right
    assert second.right == "0 to 1 share (0-1)"
    assert second.line == first.line + 1


def test_consequences_need_a_chain(ruritania):
    """Who weighs consequences must say where they come from."""
    text = (ruritania / "case.yaml").read_text()
    worth = "consequences:\n  - {party: %s, of: inflow, utility: 0.1, per: 1000, source: assumption}\n"
    party = load_case("ruritania").cabinet.party_names[0]
    (ruritania / "case.yaml").write_text(text + worth % party)
    with pytest.raises(CaseError, match="the case has none"):
        load_case(ruritania)
    shutil.copyfile(GEESE, ruritania / "chain.yaml")
    assert load_case(ruritania).consequence_worths[0].per == 1000.0


def test_the_reference_chain_holds_nothing_published_later():
    """Every number that says when it was published was public by as_of, and none is about a later past."""
    case = load_case("rutte4-asylum")

    def dates(node, key):
        if isinstance(node, dict):
            for name, value in node.items():
                if name == key:
                    yield value
                yield from dates(value, key)
        elif isinstance(node, list):
            for value in node:
                yield from dates(value, key)

    sheet = read_tree("chain.yaml", REFERENCE.read_text())[0].root
    published = list(dates(sheet, "published_on"))
    assert len(published) > 40
    assert max(published) <= case.as_of.isoformat()
    assert max(dates(sheet, "on")) <= case.as_of.isoformat()
    assert load_case("rutte4-asylum", as_of=date(2023, 6, 1)).chain is None


def test_every_number_of_the_reference_chain_has_unit_and_source():
    """A source is a place to look, a law, a fit, a definition or the word assumption."""
    sheet = read_tree("chain.yaml", REFERENCE.read_text())[0].root
    known = ("assumption", "CBS", "UNHCR", "fitted", "nieuws.nl", "nhnieuws.nl", "by definition", "Aliens Act", "WBV")
    known += ("relatives arriving per grant", "penalties", "first applications")

    def quantities(node):
        if isinstance(node, dict):
            if "value" in node:
                yield node
            for value in node.values():
                yield from quantities(value)
        elif isinstance(node, list):
            for value in node:
                yield from quantities(value)

    found = list(quantities(sheet))
    assert len(found) > 100
    for quantity in found:
        assert quantity["unit"]
        assert any(word in quantity["source"] for word in known), quantity["source"]


def test_a_chain_outside_a_case_is_judged_the_same(tmp_path):
    """The loader for single files names file, line and column too."""
    (tmp_path / "pond.yaml").write_text(GEESE.read_text().replace("currency: crowns", "currency:"))
    with pytest.raises(CaseError, match=r"pond\.yaml:\d+:\d+: "):
        load_chain(tmp_path / "pond.yaml")
    assert load_chain(GEESE).country == "Ruritania"
