"""Review by keyboard and by button; what is typed or decided outlives reloads and other windows."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from treves.case import load_case
from treves.evidence.interchange import statements_to_csv

from .conftest import copy_of
from .test_everyone import faults_of


@pytest.fixture
def waiting(serve, tmp_path):
    """Ruritania with every row waiting for a person."""
    folder = copy_of("ruritania", tmp_path / "mine")
    bare = [replace(row, review="open", reviewer="", reviewed_on=None) for row in load_case(folder).statements]
    (folder / "statements.csv").write_text(statements_to_csv(bare), "utf-8")
    return serve(folder, tmp_path)


def state(served, coder="Ada"):
    return served.get("/api/review", params={"coder": coder}).json()


def at_desk(seen, coder="Ada"):
    page = seen.open("review")
    page.get_by_label("Coder").fill(coder)
    page.get_by_label("Coder").press("Tab")
    expect(page.locator("[data-row]")).to_be_visible()
    page.locator("h2").click()
    return page


def shown(page):
    return page.locator("[data-row]").get_attribute("data-row")


def test_rows_are_decided_by_key_and_by_button_and_taken_back(visit, waiting):
    page = at_desk(visit(waiting))
    first = shown(page)
    page.keyboard.press("a")
    expect(page.locator(".review-told")).to_have_text(f"{first} accepted.")
    second = shown(page)
    assert second != first
    page.locator("[data-act=reject]").click()
    expect(page.locator(".review-told")).to_have_text(f"{second} rejected.")
    assert state(waiting)["decided"] == 2
    page.locator("h2").click()
    page.keyboard.press("u")
    expect(page.locator(".review-told")).to_have_text("Taken back.")
    assert state(waiting)["decided"] == 1
    at = shown(page)
    page.keyboard.press("j")
    assert shown(page) != at
    page.keyboard.press("k")
    assert shown(page) == at


def test_an_edit_is_kept_while_it_is_typed_and_stored_when_saved(visit, waiting):
    seen = visit(waiting)
    page = at_desk(seen)
    name = shown(page)
    page.keyboard.press("e")
    assert faults_of(page) == []
    page.locator(".edit [name=certainty]").select_option("possible")
    page.reload()
    expect(page.locator("[data-row]")).to_be_visible()
    page.locator("h2").click()
    page.keyboard.press("e")
    expect(page.locator(".edit [name=certainty]")).to_have_value("possible")
    page.get_by_role("button", name="Save the edit").click()
    expect(page.locator(".review-told")).to_have_text(f"{name} edited.")
    row = waiting.get(f"/api/statements/{name}").json()["statement"]
    assert (row["certainty"], row["review"], row["reviewer"]) == ("possible", "edited", "Ada")


def test_a_row_splits_at_the_word_that_is_picked(visit, waiting):
    page = at_desk(visit(waiting))
    total = state(waiting)["total"]
    page.keyboard.press("s")
    page.locator(".split .act").nth(1).click()
    expect(page.locator(".review-told")).to_contain_text("split.")
    assert state(waiting)["total"] > total


def test_a_row_decided_in_another_window_is_shown_as_it_stands_and_what_was_typed_stays(visit, waiting):
    seen = visit(waiting)
    page = at_desk(seen)
    name = shown(page)
    page.keyboard.press("e")
    page.locator(".edit textarea").wait_for()
    page.locator(".edit [name=note]").fill("typed before the other window decided")
    waiting.post(
        "/api/review", {"coder": "Ada", "action": "reject", "statement": name, "revision": 0}
    ).raise_for_status()
    with page.expect_response("**/api/review") as answer:
        page.get_by_role("button", name="Save the edit").click()
    assert answer.value.status == 409
    expect(page.locator(".review-told")).to_contain_text("meanwhile")
    expect(page.locator(".edit [name=note]")).to_have_value("typed before the other window decided")
    assert shown(page) != name
    seen.forgive(409)


def test_without_a_name_nothing_is_decided(visit, waiting):
    page = visit(waiting).open("review")
    expect(page.locator("[data-row]")).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator(".review-told")).to_contain_text("name first")
    assert state(waiting)["decided"] == 0
