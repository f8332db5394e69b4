"""Open it: behind every number its statements, each in its report at its code points."""

from playwright.sync_api import expect

from .test_glance import parts_of, percent


def test_a_number_opens_the_statements_behind_it(visit, room):
    page = visit().open()
    page.locator(".heads [data-headline=fall] .opens").click()
    sheet = page.get_by_role("dialog")
    start = room.get("/api/start").json()
    entries = sheet.locator("[data-statement]")
    expect(entries).to_have_count(sum(one["says"] != "" for one in start["statements"]))
    for entry in entries.all():
        told = next(one for one in start["statements"] if one["name"] == entry.get_attribute("data-statement"))
        expect(entry.locator("mark").first).to_have_text(told["text"])
        expect(entry).to_contain_text(told["certainty"])
        expect(entry).to_contain_text(told["source"])


def test_a_cell_opens_only_what_was_said_about_it(visit, room):
    position = next(p for p in parts_of(room)["deals"]["positions"] if p["statements"])
    page = visit().open("move")
    page.locator(f"[data-cell='{position['party']}:{position['issue']}']").click()
    page.get_by_role("button", name="The statements behind it", exact=True).click()
    names = [one.get_attribute("data-statement") for one in page.locator(".sheet [data-statement]").all()]
    assert sorted(names) == sorted(position["statements"])


def test_the_span_is_marked_at_code_points_beyond_a_character_of_two_units(visit, room):
    """The report on geese holds a goose, one code point and two UTF-16 units."""
    report = room.get("/api/reports/courier-geese").json()
    assert any(ord(letter) > 0xFFFF for letter in report["text"])
    page = visit().open()
    page.locator(".heads [data-headline=fall] .opens").click()
    for told in report["statements"]:
        entry = page.locator(f"[data-statement={told['name']}]")
        if not entry.count():
            continue
        entry.get_by_role("button", name="Read it in the report").click()
        here = entry.locator("mark.here")
        expect(here.first).to_be_visible()
        assert "".join(here.all_text_contents()) == report["text"][told["start"] : told["end"]]


def test_a_sentence_can_be_looked_at_without_and_left_out(visit, room):
    without = parts_of(room, adjustments=[{"set": "statement", "statement": "r03", "used": False}])
    seen = visit()
    page = seen.open()
    page.locator("[data-headline=exists] .opens").click()
    entry = page.locator("[data-statement=r03]")
    entry.get_by_role("button", name="What without it?").click()
    expect(entry).to_contain_text(percent(without["deals"]["exists"]["p"]), timeout=20_000)
    entry.get_by_role("button", name="Leave it out").click()
    expect(page.locator("[data-statement=r03]").get_by_role("button", name="Take it back in")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    seen.settle()
    assert seen.number("exists").startswith(percent(without["deals"]["exists"]["p"]).replace("\u2009", ""))


def test_escape_closes_the_sheet_and_focus_goes_back_to_the_number(visit):
    page = visit().open()
    number = page.locator(".heads [data-headline=accord] .opens")
    number.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(number).to_be_focused()
