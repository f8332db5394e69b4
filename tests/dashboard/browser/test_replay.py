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
