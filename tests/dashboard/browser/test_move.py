"""Move it: two views of one value, the newest wins, the way back, and what is kept under a name."""

import json
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from .test_glance import parts_of, percent

CELL = "[data-cell='RL:goose_tax']"
LEVER = "[data-lever='ideal:RL:goose_tax']"


def at_cell(page):
    page.locator(CELL).click()
    lever = page.locator(LEVER)
    return lever.locator("input[type=range]"), lever.locator("input[type=number]")


def asked(page):
    """The adjustments in the address."""
    return json.loads(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('set') ?? '[]'"))


def lever(room, key):
    return next(one for one in room.get("/api/start").json()["levers"] if one["key"] == key)


def test_slider_and_number_are_two_views_of_one_value(visit, room):
    now = lever(room, "ideal:RL:goose_tax")["now"]
    page = visit().open("move")
    slider, box = at_cell(page)
    box.fill("40")
    box.press("Enter")
    expect(slider).to_have_value("40")
    assert asked(page) == [{"set": "ideal", "party": "RL", "issue": "goose_tax", "shift": 40 - now}]
    slider.focus()
    slider.press("ArrowRight")
    expect(box).to_have_value("41")
    assert asked(page)[0]["shift"] == 41 - now


def test_a_number_beyond_the_scale_is_put_at_its_end_and_shown_there(visit):
    page = visit().open("move")
    slider, box = at_cell(page)
    box.fill("4000")
    box.press("Enter")
    expect(box).to_have_value("100")
    expect(slider).to_have_value("100")


def test_what_is_shown_after_many_moves_is_what_the_last_one_gives(visit, room):
    seen = visit()
    page = seen.open("move")
    slider, _ = at_cell(page)
    slider.focus()
    for _ in range(25):
        slider.press("ArrowLeft")
    seen.settle()
    told = parts_of(room, adjustments=asked(page))
    for name in ("fall", "accord"):
        assert seen.number(name).startswith(percent(told["talks"][name]["p"]).replace("\u2009", ""))
    expect(page.locator(".move-follows [data-headline=exists] .opens")).to_have_text(
        percent(told["deals"]["exists"]["p"])
    )
    moved = next(p for p in told["deals"]["positions"] if (p["party"], p["issue"]) == ("RL", "goose_tax"))
    expect(page.locator(f"{CELL} .cell-number")).to_contain_text(f"{moved['ideal']['value']:.0f} (")


def test_the_change_from_the_base_case_stays_in_sight_on_every_part(visit):
    seen = visit()
    page = seen.open("move", json.dumps([{"set": "red_line", "party": "AU", "issue": "goose_tax", "held": False}]))
    for tab in page.get_by_role("tab").all():
        tab.click()
        seen.settle()
        assert seen.number("exists").partition("%")[2].startswith("+")
        expect(page.locator(".ledger")).to_contain_text("1 change")
    page.get_by_role("tab", name="Move it").click()
    expect(page.locator(".move-follows [data-headline=exists] circle.ghost")).to_be_visible()


def test_undo_and_redo_walk_the_states_and_reset_ends_at_the_case(visit):
    page = visit().open("move")
    _, box = at_cell(page)
    steps = []
    for value in ("40", "55"):
        box.fill(value)
        box.press("Enter")
        steps.append(asked(page))
    page.locator("h2").click()
    page.keyboard.press("Control+z")
    assert asked(page) == steps[0]
    page.keyboard.press("Control+z")
    assert asked(page) == []
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Shift+z")
    assert asked(page) == steps[1]
    page.get_by_role("button", name="Reset").click()
    assert asked(page) == []
    expect(page.locator(LEVER).locator(".change")).to_be_empty()
    page.get_by_role("button", name="Undo").click()
    assert asked(page) == steps[1]


def test_a_reload_and_a_link_bring_back_what_was_moved(visit):
    seen = visit()
    page = seen.open("move", json.dumps([{"set": "sessions", "count": 1}]))
    expect(page.locator(".changes")).to_contain_text("1")
    page.reload()
    seen.settle()
    assert asked(page) == [{"set": "sessions", "count": 1}]
    expect(page.get_by_role("tab", name="Move it")).to_have_attribute("aria-selected", "true")


def test_an_older_answer_never_overwrites_a_newer_one(visit, room):
    """The first of two looks is held back until the second has been answered."""
    held = []
    seen = visit()
    page = seen.open("move")

    def hold(route):
        if '"shift":-20' in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    now = lever(room, "ideal:RL:goose_tax")["now"]
    page.route("**/api/look", hold)
    _, box = at_cell(page)
    box.fill(str(now - 20))
    box.press("Enter")
    page.wait_for_timeout(200)
    box.fill(str(now - 30))
    box.press("Enter")
    seen.settle()
    shown = seen.number("exists")
    assert held
    stale = json.dumps(parts_of(room)["deals"] | {"exists": {"p": 0.123, "low": 0.1, "high": 0.2}})
    with suppress(Error):  # the page may have let go of it already, which is as good
        held[0].fulfill(body=stale + "\n", content_type="application/x-ndjson")
    page.wait_for_timeout(200)
    assert seen.number("exists") == shown
    assert "12" not in shown.partition("%")[0]


@pytest.mark.parametrize(
    "key", ["stake:AU", "talks:precision", "rule:is_vote_normal", "option:goose_tax:none", "statement:r03"]
)
def test_every_kind_of_lever_moves(visit, room, key):
    found = lever(room, key)
    seen = visit()
    page = seen.open("move")
    page.locator(f"details[data-group={found['group']}] summary").click()
    control = page.locator(f"[data-lever='{key}']")
    if found["kind"] == "flag":
        control.locator("input").click()
    else:
        control.locator("input[type=number]").fill(str(found["low"] if found["field"] == "value" else 0.1))
        control.locator("input[type=number]").press("Enter")
    seen.settle()
    assert len(asked(page)) == 1
    assert page.locator(".ledger .change").all_inner_texts() != ["", "", "", "", ""]
    expect(page.locator(".changes li")).to_have_count(1)


def test_a_variant_is_kept_opened_compared_and_exported(visit, room):
    moved = [{"set": "red_line", "party": "AU", "issue": "goose_tax", "held": False}]
    seen = visit()
    page = seen.open("move", json.dumps(moved))
    page.get_by_label("name-for-this-variant").fill("softer-geese")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".keeps")).to_contain_text("Kept as softer-geese.")
    assert room.get("/api/variants/softer-geese").json()["adjustments"] == moved
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("tab", name="Variants").click()
    page.get_by_label("Second").select_option("softer-geese")
    told, base = parts_of(room, adjustments=moved), parts_of(room)
    row = page.locator(".compared [data-number=exists]")
    expect(row.locator(".num").nth(0)).to_contain_text(percent(base["deals"]["exists"]["p"]), timeout=20_000)
    expect(row.locator(".num").nth(1)).to_contain_text(percent(told["deals"]["exists"]["p"]), timeout=20_000)
    page.get_by_role("button", name="softer-geese: Open").click()
    expect(page.locator("main")).to_contain_text("softer-geese is open.")
    assert asked(page) == moved
    variant = page.locator("[data-variant=softer-geese]")
    answers = []
    page.on("response", lambda answer: answers.append(answer) if "export" in answer.url else None)
    variant.locator("[data-act=export]").click()
    expect(page.locator("main")).to_contain_text("softer-geese")
    page.wait_for_timeout(300)
    assert answers[0].ok
    assert "red_line" in (room.folder / "variants" / "softer-geese" / "adjustments.yaml").read_text("utf-8")
    variant.locator("[data-act=delete]").click()
    expect(variant).to_have_count(0)


def test_a_name_that_is_none_is_refused_in_words(visit):
    seen = visit()
    page = seen.open("move", json.dumps([{"set": "sessions", "count": 1}]))
    page.get_by_label("name-for-this-variant").fill("Mi geese")
    page.locator(".keeps").evaluate("form => form.noValidate = true")
    with page.expect_response("**/api/variants/**"):
        page.get_by_role("button", name="Keep").click()
    expect(page.locator(".keeps")).to_contain_text("small letters")
    seen.forgive(422)
