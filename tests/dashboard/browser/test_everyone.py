"""For everyone: keyboard, screen reader, small screens, dark and light, Dutch and English, paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

TABS = ("glance", "move", "variants", "replay", "review")


def faults_of(page, only=None):
    """What axe finds that is serious or critical."""
    options = {"runOnly": only} if only else None
    found = Axe().run(page, options=options).response["violations"]
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_part(visit, scheme):
    """Everything by day; by night, which differs in its colours alone, the contrast."""
    only = ["color-contrast"] if scheme == "dark" else None
    seen = visit(color_scheme=scheme, reduced_motion="reduce")
    page = seen.open()
    for tab in TABS:
        seen.turn(tab)
        if tab == "move":
            page.locator(".cell").first.click()
            for group in page.locator("details summary").all():
                group.click()
        if tab == "glance":
            page.locator("figure").last.scroll_into_view_if_needed()
        assert faults_of(page, only) == [], tab
    seen.turn("glance")
    page.locator(".heads .opens").first.click()
    assert faults_of(page, only) == []


def test_nothing_scrolls_sideways_on_a_phone(visit):
    seen = visit(viewport={"width": 360, "height": 740})
    page = seen.open()
    for language in ("Nederlands", "English"):
        page.get_by_role("button", name=language, exact=True).click()
        for tab in TABS:
            seen.turn(tab)
            if tab == "move":
                page.locator(".cell").first.click()
                page.locator("details summary").first.click()
            page.wait_for_timeout(100)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, (language, tab)


def test_the_language_switches_and_is_remembered_while_the_case_keeps_its_own(visit, room):
    seen = visit(locale="en-GB")
    page = seen.open()
    expect(page.get_by_role("tab").first).to_have_text("At a glance")
    page.get_by_role("button", name="Nederlands").click()
    expect(page.get_by_role("tab").first).to_have_text("In één oogopslag")
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.locator("h1")).to_have_text(room.get("/api/start").json()["facts"]["title"])
    page.reload()
    seen.settle()
    expect(page.get_by_role("tab").first).to_have_text("In één oogopslag")


def test_a_dutch_browser_is_answered_in_dutch(visit):
    page = visit(locale="nl-NL").open()
    expect(page.get_by_role("tab").first).to_have_text("In één oogopslag")


def test_dark_follows_the_system_until_one_chooses(visit):
    seen = visit(color_scheme="dark")
    page = seen.open()
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Light").click()
    light = page.evaluate(ground)
    assert light != dark
    page.reload()
    seen.settle()
    assert page.evaluate(ground) == light


def test_the_way_through_by_keyboard_alone(visit):
    page = visit().open()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the contents")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("tab", selected=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Move it")).to_be_focused()
    expect(page.locator("main h2")).to_have_text("Move it")
    cells = page.locator(".cell")
    assert cells.evaluate_all("all => all.filter(one => one.tabIndex === 0).length") == 1
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(cells.nth(3)).to_be_focused()
    page.keyboard.press("Enter")
    expect(cells.nth(3)).to_have_attribute("aria-expanded", "true")
    outline = cells.nth(3).evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline == "solid"


def test_every_model_word_explains_itself_on_the_spot(visit):
    page = visit().open()
    for word in page.locator(".heads .term").all():
        word.click()
        note = page.locator("#word-note")
        expect(note).to_be_visible()
        assert len(note.inner_text()) > 20
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()


def test_new_results_are_announced(visit):
    seen = visit()
    page = seen.open("move")
    page.locator(".cell").first.click()
    page.locator(".cell-controls input[type=number]").first.fill("20")
    page.locator(".cell-controls input[type=number]").first.press("Enter")
    expect(page.locator("#announced")).to_contain_text("Some deal exists", timeout=15_000)


def test_print_leaves_out_what_is_pressed(visit):
    page = visit().open()
    page.emulate_media(media="print")
    for hidden in (".tabs", ".choices", ".faces"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".heads")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_who_wants_less_motion_gets_none(visit):
    page = visit(reduced_motion="reduce").open()
    assert page.locator("circle.dot").first.evaluate("one => getComputedStyle(one).transitionDuration") == "0s"
