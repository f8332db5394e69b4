"""What reports and case files say stays text on its way to the page: JSON of the same characters, and nothing else."""

from urllib.parse import quote

import pytest

from .serving import serving, small_case

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><svg onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "<!--<script>",
    "]]>",
    "&lt;b&gt;",
    "\u202ereversed",
    "a\u0301\U0001f986 z\u0335",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    here = tmp_path_factory.mktemp("hostile")
    folder = small_case(here / "mine")
    report = folder / "reports" / "courier-geese.txt"
    with report.open("ab") as file:
        file.write(("\n" + "\n".join(PAYLOADS) + "\n").encode("utf-8"))
    sheet = folder / "case.yaml"
    text = sheet.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    sheet.write_text(text.replace(title, "title: '<script>alert(1)</script>'"), "utf-8")
    with serving(folder, here) as page:
        yield page


def test_every_answer_about_a_hostile_case_is_json_of_the_same_characters(hostile):
    report = hostile.get("/api/reports/courier-geese")
    assert all(payload in report.json()["text"] for payload in PAYLOADS)
    assert hostile.get("/api/start").json()["facts"]["title"] == "<script>alert(1)</script>"
    for path in ("/api/start", "/api/reports/courier-geese", "/api/statements/r01", "/api/review", "/api/run"):
        told = hostile.get(path)
        assert told.headers["content-type"] == "application/json"
        assert told.headers["x-content-type-options"] == "nosniff"


def test_offsets_are_code_points_of_the_text_that_is_sent(hostile):
    """Behind a character that takes two units in a browser, too."""
    for name in ("courier-geese", "courier-compromise", "gazette-horse-fair"):
        told = hostile.get(f"/api/reports/{name}").json()
        for row in told["statements"]:
            stored = hostile.get(f"/api/statements/{row['name']}").json()["statement"]["text"]
            assert told["text"][row["start"] : row["end"]] == stored


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_from_outside_comes_back_in_json_or_not_at_all(hostile, payload):
    for path in ("reports", "statements", "variants"):
        told = hostile.get(f"/api/{path}/{quote(payload, safe='')}")
        assert 400 <= told.status_code < 500
        assert told.headers["content-type"] == "application/json"
    assert hostile.get(f"/static/{quote(payload, safe='')}").headers["content-type"] == "application/json"
