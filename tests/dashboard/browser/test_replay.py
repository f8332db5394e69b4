"""Replay: any day on which something was published, and only what was out by then."""

from playwright.sync_api import expect

from .test_glance import parts_of, percent


def test_the_slider_goes_back_to_a_day_and_the_numbers_follow(visit, room):
    start = room.get("/api/start").json()
    days = [day for day in start["days"] if day["reports"] and day["on"] <= start["as_of"]]
    told = parts_of(room, as_of=days[0]["on"])
    seen = visit()
    page = seen.open("replay")
    slider = page.get_by_label("Day", exact=True)
    slider.focus()
    page.keyboard.press("Home")
    seen.settle()
    assert f"as_of={days[0]['on']}" in page.url
    assert seen.number("exists").startswith(percent(told["deals"]["exists"]["p"]).replace("\u2009", ""))
    assert seen.number("fall").startswith(percent(told["talks"]["fall"]["p"]).replace("\u2009", ""))
    titles = {report["name"]: report["title"] for report in start["reports"]}
    for name in days[0]["reports"]:
        expect(page.locator(".published")).to_contain_text(titles[name])
    for day in days[1:]:
        for name in day["reports"]:
            expect(page.locator(".published")).not_to_contain_text(titles[name])


def test_a_report_of_the_day_opens_with_its_statements_marked(visit, room):
    page = visit().open("replay")
    page.get_by_label("Day", exact=True).focus()
    page.keyboard.press("Home")
    page.locator(".published .act").first.click()
    expect(page.locator(".sheet .report-text mark").first).to_be_visible()
    text = page.locator(".sheet .report-text").inner_text()
    assert "outlet:" not in text.splitlines()[0]


def test_every_day_can_be_worked_out_and_stands_in_the_table(visit, room):
    start = room.get("/api/start").json()
    days = [day["on"] for day in start["days"] if day["reports"] and day["on"] <= start["as_of"]]
    page = visit().open("replay")
    every = page.get_by_role("button", name="Work out every day")
    every.click()
    expect(every).to_be_hidden(timeout=30_000)
    page.get_by_role("button", name="Table").click()
    for on in days:
        row = page.locator("tbody tr", has_text=on)
        expect(row).to_have_count(1)
        told = parts_of(room, as_of=on)["talks"]
        assert f"{told['fall']['p']:.4g}" in row.inner_text()


def test_another_day_is_no_change_and_reset_comes_back_from_it(visit, room):
    start = room.get("/api/start").json()
    seen = visit()
    page = seen.open("replay", as_of=start["days"][0]["on"])
    assert seen.number("exists").endswith("%")
    page.get_by_role("button", name="Reset").click()
    seen.settle()
    assert "as_of" not in page.url
    expect(page.locator(".ledger")).to_contain_text("The case as it is")
