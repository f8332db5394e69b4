import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

from report.invented import document, invented
from report.markup import Page
from treves.report import report_html, write_report
from treves.study.findings import Findings

WEIGHT_KB, WEIGHT_OF_STATEMENT_KB, WEIGHT_OF_CHAIN_KB = 520, 1.2, 190


@pytest.fixture(scope="module")
def text(findings: Findings) -> str:
    return report_html(findings)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_tags_balance_and_ids_are_unique(page: Page) -> None:
    """A reader that forgives nothing can read the page, and no id stands twice."""
    assert len(page.ids) == len(set(page.ids))


def test_every_anchor_resolves(page: Page) -> None:
    """Every link within the page leads somewhere, and every name that an element is labelled by exists."""
    ids = set(page.ids)
    for node in page.root.walk():
        href = node.attributes.get("href", "")
        if href.startswith("#"):
            assert href[1:] in ids, href
        for named in (
            *node.attributes.get("aria-labelledby", "").split(),
            *re.findall(r"url\(#(.*?)\)", str(node.attributes)),
        ):
            assert named in ids, named


def test_nothing_is_loaded(page: Page, text: str) -> None:
    """No element that loads or runs, a policy that forbids both, and links out only to http(s), without a referrer."""
    forbidden = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "image", "use"}
    assert not [node.tag for node in page.root.walk() if node.tag in forbidden]
    policy = next(
        node for node in page.root.find("meta") if node.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy.attributes["content"]
    style = page.root.find("style")[0].text
    assert "@import" not in style
    assert re.findall(r"url\(([^)]*)\)", style) == ["#hatch"]
    for node in page.root.walk():
        assert not [
            name for name in node.attributes if name.startswith("on") or name in {"src", "srcset", "action", "ping"}
        ]
        href = node.attributes.get("href")
        if href is None or href.startswith("#"):
            continue
        assert node.tag == "a"
        if href.startswith("data:text/csv"):
            assert node.attributes["download"].endswith(".csv")
        else:
            assert re.match(r"https?://", href)
            assert {"noopener", "noreferrer"} <= set(node.attributes["rel"].split())


def test_every_figure_has_four_faces(page: Page) -> None:
    """Every figure has a name, a picture in words or told as text, a table, its sources and its data to take away."""
    figures = page.root.find("figure")
    named = {node.attributes["id"]: node for node in page.root.walk() if "id" in node.attributes}
    assert figures
    for figure in figures:
        assert named[figure.attributes["aria-labelledby"]].words().strip()
        tables = figure.find("table")
        assert tables
        assert all(table.find("caption") and table.find("th") for table in tables)
        assert "Sources:" in figure.words()
        assert [link for link in figure.find("a") if "download" in link.attributes]


def test_every_picture_is_told_or_left_out(page: Page) -> None:
    """A drawing has words for who does not see it, or is marked as decoration beside its numbers."""

    def visit(node: object, is_covered: bool) -> None:
        own = node.attributes
        is_told = own.get("role") == "img"
        if is_told:
            assert own["aria-label"].strip()
        covered = is_covered or is_told or own.get("aria-hidden") == "true"
        if node.tag == "svg":
            assert covered, own
        for child in node.children:
            visit(child, covered)

    visit(page.root, False)


def test_headings_step_down_one_at_a_time(page: Page) -> None:
    """One title, and no level of heading is skipped, so that a screen reader's outline holds."""
    levels = [int(node.tag[1]) for node in page.root.find("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_sections_and_tables_are_named(page: Page) -> None:
    """Landmarks exist once, sections bear their heading, tables their caption, scrolling regions take the keyboard."""
    assert [len(page.root.find(tag)) for tag in ("main", "nav", "header", "footer")] == [1, 1, 1, 1]
    assert all(node.attributes["aria-labelledby"] for node in page.root.find("section"))
    assert all(node.find("caption") for node in page.root.find("table"))
    for node in page.root.walk():
        if node.attributes.get("role") == "region":
            assert node.attributes["tabindex"] == "0"
            assert node.attributes["aria-label"]


def test_all_numbers_are_finite(text: str) -> None:
    """No NaN, no infinity, no None and no undefined reaches the reader."""
    shown = re.sub(r"data:text/csv[^\"]*", "", text)
    assert not re.search(r"\b(nan|NaN|None|[Uu]ndefined)\b|-0 %|[-−]inf\b", shown)
    for data in re.findall(r"data:text/csv[^\"]*", text):
        cells = [cell for row in csv.reader(io.StringIO(unquote(data.partition(",")[2]))) for cell in row]
        assert not {"nan", "inf", "-inf"} & {cell.lower() for cell in cells}


def test_the_same_findings_give_the_same_bytes(findings: Findings, text: str) -> None:
    """The page depends on the findings alone, also after a way through JSON."""
    again = Findings.model_validate(json.loads(findings.model_dump_json()))
    assert report_html(again) == text


def test_weight(findings: Findings, text: str) -> None:
    """The page stays light: a fixed part, about a kilobyte per statement, and a chain with all its sources."""
    chain = WEIGHT_OF_CHAIN_KB if findings.consequences else 0
    assert len(text.encode()) < 1000 * (WEIGHT_KB + WEIGHT_OF_STATEMENT_KB * len(findings.statements) + chain)


def test_every_statement_is_told_once(findings: Findings, page: Page) -> None:
    """Every sentence stands in the evidence, marked, exactly once."""
    marks = page.root.find("mark")
    assert sorted(mark.text for mark in marks) == sorted(statement.text for statement in findings.statements)


def test_file_is_whole(tmp_path: Path) -> None:
    """The page is written whole, under its own name alone."""
    path = write_report(invented(), tmp_path / "deep" / "report.html")
    assert path.read_text(encoding="utf-8") == report_html(invented())
    assert [entry.name for entry in path.parent.iterdir()] == ["report.html"]


def test_a_study_without_its_slow_parts_still_makes_a_page() -> None:
    """Without moves, influences, votes, solutions, shortfalls, stakes and statements, those sections are left out."""
    bare = document(statements=0)
    bare.update(moves=[], influences=[], solutions=[], shortfalls=[], stakes=[], blocking=[], deals=[], reports=[])
    bare["facts"].update(council=None, sources=[])
    bare["institutions"] = None
    page = Page(report_html(Findings.model_validate(bare)))
    headings = {node.attributes.get("id") for node in page.root.find("section")}
    assert headings == {"in-short", "positions", "possible", "evidence", "method"}


@pytest.mark.parametrize("size", [{"parties": 1, "issues": 1, "options": 2}, {"parties": 8, "issues": 9, "options": 7}])
def test_other_sizes(size: dict[str, int]) -> None:
    """One party on one issue, and many on many, make a page as well."""
    page = Page(report_html(invented(**size)))
    assert len(page.ids) == len(set(page.ids))


def test_what_was_set_by_hand_is_told_at_the_head_and_in_full() -> None:
    """A page of a tried case says so before its first number, and names every change."""
    tried = {**document(statements=0), "set_by_hand": ["sessions left: 5", "place of <b>“half”</b>: 40 (a trial)"]}
    page = Page(report_html(Findings.model_validate(tried)))
    html = report_html(Findings.model_validate(tried))
    assert html.index("2 things were set by hand") < html.index('id="in-short"')
    assert "sessions left: 5" in html
    assert "&lt;b&gt;“half”&lt;/b&gt;: 40 (a trial)" in html
    assert any(node.attributes.get("id") == "by-hand" for node in page.root.find("h3"))
    assert "by hand" not in report_html(Findings.model_validate(document(statements=0)))
