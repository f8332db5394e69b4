"""The room at a glance: numbers with their intervals, the days, the deals; what is not known yet is said so."""

import json

from playwright.sync_api import expect

from .conftest import copy_of

ENDINGS = ("accord", "vote", "postponement", "fall")


def parts_of(served, **asked):
    """The last part of each kind, asked of the server without a browser."""
    lines = served.post("/api/look", asked).text.splitlines()
    return {part["part"]: part for part in map(json.loads, lines)}


def percent(p):
    points = 100 * p
    bare = "<1" if 0.001 < points < 0.5 else ">99" if 99.5 < points < 99.999 else str(int(points + 0.5))
    return f"{bare}\u2009%"


def test_the_four_ends_stand_with_their_intervals_as_the_study_tells_them(visit, room):
    told = parts_of(room)["talks"]
    page = visit().open()
    for name in ENDINGS:
        head = page.locator(f".heads [data-headline={name}]")
        expect(head.locator(".opens")).to_have_text(percent(told[name]["p"]))
        low, high = percent(told[name]["low"]), percent(told[name]["high"])
        line = head.locator(".headline-interval")
        expect(line).to_contain_text(low if low == high else f"{low.removesuffix(chr(8201) + '%')}–{high}")


def test_every_listed_deal_says_how_likely_and_who_accepts(visit, room):
    told = parts_of(room)["deals"]
    page = visit().open()
    page.get_by_role("button", name=f"All {len(told['deals'])} packages").click()
    rows = page.locator(".deals > li")
    expect(rows).to_have_count(len(told["deals"]))
    for row, deal in zip(rows.all(), told["deals"], strict=True):
        expect(row.locator(".opens")).to_have_text(percent(deal["p"]["p"]))
        expect(row.locator(".deal-words")).to_contain_text(deal["words"])
        for party, view in deal["accepts"].items():
            expect(row.locator(".accepts li", has_text=party)).to_contain_text(percent(view["p"]))


def test_the_days_that_are_left_name_every_session(visit, room):
    page = visit().open()
    for day in room.get("/api/start").json()["days"]:
        for session in day["sessions"]:
            expect(page.locator(".stops")).to_contain_text(session)


def test_what_is_not_known_yet_is_said_where_the_number_would_be(visit, room):
    """A look that stops after its first part and eight of twenty worlds."""
    lines = [json.loads(line) for line in room.post("/api/look", {}).text.splitlines()]
    first = next(part for part in lines if part["part"] == "deals")
    talks = next(part for part in lines if part["part"] == "talks" and part["is_final"])
    for name in ENDINGS:
        talks[name] |= {"low": None, "high": None}
    half = talks | {"is_final": False, "worlds_done": 8, "worlds": 20}
    body = "".join(json.dumps(part) + "\n" for part in (first | {"is_final": False}, half))
    seen = visit()
    seen.page.route("**/api/look", lambda route: route.fulfill(body=body, content_type="application/x-ndjson"))
    page = seen.open()
    expect(page.locator(".heads [data-headline=fall] .headline-interval")).to_have_text("being played: 8 of 20 worlds")
    expect(page.locator("[data-headline=exists] .headline-interval")).to_have_text("interval follows")


def test_a_look_that_fails_says_why_and_leaves_the_page_standing(visit):
    seen = visit()
    failed = '{"part": "error", "message": "the geese ate the table"}\n'
    seen.page.route("**/api/look", lambda route: route.fulfill(body=failed, content_type="application/x-ndjson"))
    page = seen.open()
    expect(page.locator(".ledger .told")).to_contain_text("the geese ate the table")
    expect(page.get_by_role("tab", name="Move it")).to_be_visible()


def test_every_figure_turns_into_its_table_its_sources_and_a_file(visit):
    page = visit().open()
    for figure in page.locator("main figure").all():
        figure.scroll_into_view_if_needed()
        figure.get_by_role("button", name="Table").click()
        expect(figure.locator("table")).to_be_visible()
        assert figure.locator("tbody tr").count() >= 2
        figure.get_by_role("button", name="Sources").click()
        expect(figure.locator(".face.sources li").first).to_be_visible()
        with page.expect_download() as csv:
            figure.get_by_role("button", name="CSV").click()
        rows = csv.value.path().read_text("utf-8").splitlines()
        assert len(rows) >= 3
        assert rows[0].count(",") >= 2
        with page.expect_download() as svg:
            figure.get_by_role("button", name="SVG").click()
        drawn = svg.value.path().read_text("utf-8")
        assert drawn.startswith("<svg")
        assert "<text" in drawn


def test_a_full_run_asked_for_here_is_taken_in_when_it_is_done(visit, serve, tmp_path):
    served = serve(copy_of("ruritania", tmp_path / "mine"), tmp_path)
    seen = visit(served)
    page = seen.open()
    page.get_by_role("button", name="Make a full run").click()
    expect(page.locator(".run-note")).to_contain_text("Full run:")
    expect(page.locator(".run-note")).not_to_contain_text("quick numbers", timeout=120_000)
    expect(page.locator(".run-note")).not_to_contain_text("Full run:", timeout=120_000)
    found = served.get("/api/findings").json()
    expect(page.locator(".heads [data-headline=fall] .opens")).to_have_text(percent(found["outcomes"]["fall"]["p"]))
    page.locator("[data-headline=exists] .opens").click()
    strongest = max(found["influences"], key=lambda told: abs(told["deal_exists_change"]["value"]))
    first = page.locator(".sheet [data-statement]").first
    expect(first).to_have_attribute("data-statement", strongest["statement"])
    expect(first).to_contain_text(f"{abs(round(100 * strongest['deal_exists_change']['value']))} points")
