"""Whatever stands in a case is text, and nothing outside this machine is asked."""

import json
import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from treves.case import load_case
from treves.evidence.interchange import statements_to_csv

from .conftest import copy_of

PAYLOADS = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(2)</script>",
    '"><svg onload=alert(3)>',
    "javascript:alert(4)",
    "{{constructor.constructor('alert(5)')()}}",
    "<iframe srcdoc='<script>alert(6)</script>'>",
    "</title><b onmouseover=alert(7)>",
)


def moved_to(row, text):
    """The row where its words stand now that the head of its report has grown."""
    at = text.index(row.text)
    return replace(row, start=at, end=at + len(row.text), note="")


@pytest.fixture(scope="module")
def hostile(serve, tmp_path_factory):
    """Ruritania with markup in its labels, its reports and its statements."""
    here = tmp_path_factory.mktemp("hostile")
    folder = copy_of("ruritania", here / "hostile")
    rows, texts = load_case(folder).statements, {}
    for name, label in (
        ("case", "The goose tax crisis"),
        ("agenda", "Goose tax"),
        ("agenda", "two crowns a goose"),
        ("agenda", "Railway timetable"),
    ):
        sheet = folder / f"{name}.yaml"
        told = sheet.read_text("utf-8")
        assert f": {label}\n" in told
        sheet.write_text(told.replace(f": {label}\n", f": {json.dumps(label + ' ' + ' '.join(PAYLOADS))}\n"), "utf-8")
    for report in (folder / "reports").glob("*.txt"):
        told = re.sub(r"(?m)^(title: .*)$", rf"\1 {PAYLOADS[0]}", report.read_text("utf-8"), count=1)
        texts[report.stem] = told.rstrip("\n") + "\n" + "\n".join(PAYLOADS) + "\n"
        report.write_text(texts[report.stem], "utf-8")
    rows = [moved_to(row, texts[row.doc]) for row in rows]
    at = texts[rows[1].doc].index(PAYLOADS[1])
    rows[1] = replace(rows[1], start=at, end=at + len(PAYLOADS[1]), text=PAYLOADS[1], source=PAYLOADS[2], note="")
    (folder / "statements.csv").write_text(statements_to_csv(rows), "utf-8")
    return serve(folder, here)


def test_markup_in_a_case_is_shown_and_never_run(visit, hostile):
    seen = visit(hostile)
    page = seen.open()
    for tab in ("move", "variants", "replay", "review", "glance"):
        seen.turn(tab)
        assert page.locator("img, iframe, script:not([src])").count() == 0
    expect(page.locator("h1")).to_contain_text(PAYLOADS[0])
    page.locator(".heads .opens").first.click()
    page.get_by_role("button", name="Read it in the report").first.click()
    expect(page.locator(".report-text").first).to_contain_text(PAYLOADS[1])
    assert PAYLOADS[1] in page.locator(".sheet blockquote mark").all_inner_texts()
    page.get_by_role("button", name="Close").click()
    figure = page.locator("figure").last
    figure.scroll_into_view_if_needed()
    figure.locator(".chart svg rect, .chart svg path").nth(3).hover(force=True)
    figure.get_by_role("button", name="Table").click()
    assert page.locator("img, iframe").count() == 0


def test_nothing_but_this_machine_is_asked(visit, room):
    seen = visit()
    page = seen.open()
    for tab in ("glance", "move", "variants", "replay", "review"):
        seen.turn(tab)
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(300)
    hosts = {urlsplit(url).netloc for url in seen.fetched if urlsplit(url).scheme not in {"data", "blob", "about"}}
    assert hosts == {room.host}


def test_the_token_leaves_the_address_and_is_asked_for(visit, room):
    seen = visit()
    page = seen.open()
    assert "token" not in page.url
    page.reload()
    seen.settle()
    other = visit()
    other.page.goto(room.address)
    expect(other.page.locator("main")).to_contain_text("opens only from the address")
    assert other.said == ["error: Failed to load resource: the server responded with a status of 401 (Unauthorized)"]
    other.said.clear()
