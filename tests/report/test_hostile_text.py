from html import escape
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.invented import document, retold
from report.markup import Page
from treves.report import positions_svg, report_html
from treves.report.plain import HIDDEN, data_address, safe_address, visible
from treves.study.findings import Findings

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg onload=alert(1)><use href='https://evil.example/x.svg#a'/></svg>",
    "</style><style>*{display:none}</style>",
    "</title></main></body>",
    "javascript:alert(1)//",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;<!-- --><![CDATA[",
    "\u202egnp.exe\u2066",
    "a\x00b\x1b[31m\u200bc",
    "=HYPERLINK(1)",
    "x" * 300,
    "](https://evil.example)",
)
TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "svg",
        "defs",
        "pattern",
        "line",
        "a",
        "div",
        "header",
        "p",
        "b",
    ),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "nav",
        "ul",
        "ol",
        "li",
        "main",
        "section",
        "q",
        "figure",
        "figcaption",
        "circle",
        "text",
    ),
    *("details", "summary", "span", "table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "dfn"),
    *("g", "path", "i", "rect", "blockquote", "mark", "code", "br", "footer"),
}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_becomes_markup(payload: str) -> None:
    """A payload in every text and every name of the findings appears only as text: no new tag, attribute or address."""
    hostile = Findings.model_validate(retold(document(), lambda text: payload + text))
    page = Page(report_html(hostile))
    plain = Page(report_html(Findings.model_validate(document())))
    assert {node.tag for node in page.root.walk()} - {""} <= TAGS
    known = {name for node in plain.root.walk() for name in node.attributes}
    assert {name for node in page.root.walk() for name in node.attributes} <= known
    for node in page.root.walk():
        assert node.attributes.get("href", "#").startswith(("#", "data:text/csv;", "https://"))
    assert visible(payload) in page.root.words()


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """Whatever Unicode a name holds, the page parses, shows it, and hides no character of it."""
    held = document(parties=2, issues=2, options=2, statements=2)
    held["facts"]["title"] = text
    held["statements"][0]["text"] = text
    held["statements"][1]["source"] = text
    drawn = report_html(Findings.model_validate(held))
    assert not HIDDEN.search(drawn.replace("\n", ""))
    assert escape(visible(text)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;").strip() in drawn
    Page(drawn)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_svg_file_is_well_formed(payload: str) -> None:
    """The SVG that stands alone is XML whatever the names are, and holds no script and no address."""
    hostile = Findings.model_validate(retold(document(), lambda text: payload + text))
    root = ElementTree.fromstring(positions_svg(hostile.facts, hostile.positions))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "text", "g", "line", "path", "circle"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "ftp://a.example",
        "http://",
        "https://a b.example",
        "",
    ],
)
def test_other_schemes_are_no_links(address: str) -> None:
    """Only a whole http or https address becomes a link."""
    assert safe_address(address) == ""
    assert safe_address("https://zenda.example/geese?a=1&b=2") == "https://zenda.example/geese?a=1&b=2"


def test_no_cell_is_a_formula() -> None:
    """Text that a spreadsheet would run is defused; a negative number stays a number."""
    told = data_address(("name", "value"), [("=1+1", -0.5), ("@sum", -3)])
    assert told == "data:text/csv;charset=utf-8,name,value%0A'=1%2B1,-0.5%0A'@sum,-3%0A".replace("'", "%27")
