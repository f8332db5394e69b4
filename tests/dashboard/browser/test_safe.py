"""Whatever stands in a case is text, and nothing outside this machine is asked."""

from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import expect

from .conftest import copy_of

PAYLOADS = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(2)</script>",
    "\"><svg onload=alert(3)>",
    "javascript:alert(4)",
    "{{constructor.constructor('alert(5)')()}}",
    "<iframe srcdoc='<script>alert(6)</script>'>",
    "</title><b onmouseover=alert(7)>",
)


@pytest.fixture(scope="module")
def hostile(serve, tmp_path_factory):
    """Ruritania with markup in its labels, its reports and its statements."""
    here = tmp_path_factory.mktemp("hostile")
    folder = copy_of("ruritania", here / "hostile")
    for name, path in (("case", ("title",)), ("agenda", ("issues", 0, "label")), ("agenda", ("issues", 0, "options", 1, "label")),
                       ("agenda", ("issues", 1, "question")), ("cabinet", ("parties", 0, "label"))):  # fmt: skip
        sheet = folder / f"{name}.yaml"
        told = yaml.safe_load(sheet.read_text("utf-8"))
        held = told
        for step in path[:-1]:
            held = held[step]
        held[path[-1]] = f"{held[path[-1]]} {PAYLOADS[len(path) % len(PAYLOADS)]}{PAYLOADS[0]}"
        sheet.write_text(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, default_flow_style=False), "utf-8")
    for report in (folder / "reports").glob("*.txt"):
        report.write_text(report.read_text("utf-8") + "\n" + "\n".join(PAYLOADS) + "\n", "utf-8")
    return serve(folder, here)


def test_markup_in_a_case_is_shown_and_never_run(visit, hostile):
    seen = visit(hostile)
    for tab in ("glance", "move", "variants", "replay", "review"):
        page = seen.open(tab)
        assert page.locator("img, iframe, script:not([src])").count() == 0
    page = seen.open()
    expect(page.locator("h1")).to_contain_text(PAYLOADS[0])
    page.locator(".heads .opens").first.click()
    page.get_by_role("button", name="Read it in the report").first.click()
    expect(page.locator(".report-text")).to_contain_text(PAYLOADS[1])
    page.get_by_role("button", name="Close").click()
    figure = page.locator("figure").last
    figure.scroll_into_view_if_needed()
    figure.locator(".chart svg rect, .chart svg path").nth(3).hover(force=True)
    figure.get_by_role("button", name="Table").click()
    assert page.locator("img, iframe").count() == 0


def test_nothing_but_this_machine_is_asked(visit, room):
    seen = visit()
    for tab in ("glance", "move", "variants", "replay", "review"):
        page = seen.open(tab)
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
