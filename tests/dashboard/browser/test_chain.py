"""The chain: every package against the same baseline on the same scale, with its meaning and its table."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import copy_of
from .test_everyone import faults_of

GEESE = Path(__file__).parents[2] / "case" / "geese" / "chain.yaml"
LEVER = """        levers:
          - {parameter: family_applications_kept_share, value: 0, unit: share (0-1), source: assumption}
"""


@pytest.fixture(scope="module")
def geese(serve, tmp_path_factory):
    """Ruritania with geese, and with no goslings where half the goose tax is agreed."""
    here = tmp_path_factory.mktemp("geese")
    folder = copy_of("ruritania", here / "geese")
    shutil.copyfile(GEESE, folder / "chain.yaml")
    agenda = (folder / "agenda.yaml").read_text("utf-8")
    at = agenda.index("        legal_path:", agenda.index("- name: half"))
    (folder / "agenda.yaml").write_text(agenda[:at] + LEVER + agenda[at:], "utf-8")
    return serve(folder, here)


def test_bands_share_one_scale_and_every_series_is_defined(visit, geese):
    seen = visit(geese)
    page = seen.open("chain")
    panels = page.locator("figure", has_text="By month").locator(".panel")
    expect(panels.first.locator("svg")).to_be_visible(timeout=60_000)
    told = page.locator(".series label").all_inner_texts()
    assert len(told) >= 5
    tops = set()
    for panel in panels.all():
        panel.scroll_into_view_if_needed()
        expect(panel.locator("svg text").first).to_be_visible()
        tops.add(tuple(text for text in panel.locator("svg text").all_text_contents() if not text.startswith("1")))
        assert panel.locator("svg path").count() >= 4
    assert len(tops) == 1
    assert faults_of(page) == []
    before = page.locator("figure", has_text="By month").locator(".lead").last.inner_text()
    page.locator(".series input").nth(2).check()
    assert page.locator("figure", has_text="By month").locator(".lead").last.inner_text() != before


def test_the_table_of_a_series_has_the_baseline_and_every_package_by_month(visit, geese):
    page = visit(geese).open("chain")
    figure = page.locator("figure", has_text="By month")
    expect(figure.locator(".panel svg").first).to_be_visible(timeout=60_000)
    count = figure.locator(".panel").count()
    figure.get_by_role("button", name="Table").click()
    assert figure.locator("thead th").count() == 4 + 3 * count
    assert figure.locator("tbody tr").count() >= 12


def test_a_case_without_a_chain_has_no_such_part(visit):
    page = visit().open()
    expect(page.get_by_role("tab", name="The chain")).to_have_count(0)


def test_each_deal_says_what_it_would_do_to_the_chain(visit, geese):
    page = visit(geese).open()
    first = page.locator(".deals > li").first.locator(".effects li")
    expect(first.nth(1)).to_be_visible(timeout=60_000)
    for line in first.all_inner_texts():
        assert line.count(" to ") == 1, line
