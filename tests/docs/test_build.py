"""The documentation builds without a warning, fetches nothing, and leads everywhere it says."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The documentation, built once, warnings being errors."""
    for needed in ("sphinx", "myst_nb", "furo", "numpydoc"):
        pytest.importorskip(needed, reason="the documentation needs the group docs")
    out = tmp_path_factory.mktemp("docs")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", "-b", "html", "-d", str(out / "trees"),
         str(ROOT / "docs"), str(out / "html")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out / "html"


class Page(HTMLParser):
    """What a page loads, where it leads, and what can be led to."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.links, self.ids = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.ids.add(told.get("id"))
        if tag in {"script", "img", "iframe", "source", "video", "audio"} and told.get("src"):
            self.loads.append(told["src"])
        if tag == "link" and told.get("rel") in {"stylesheet", "preload", "icon", "shortcut icon"}:
            self.loads.append(told["href"])
        if tag == "a" and told.get("href"):
            self.links.append(told["href"])


def pages(built):
    return {path: Page(path.read_text(encoding="utf-8")) for path in built.rglob("*.html")}


def test_nothing_is_loaded_from_elsewhere(built):
    """Scripts, styles, fonts and pictures all come with the pages, so that they can be read without a network."""
    for path, page in pages(built).items():
        assert not [address for address in page.loads if urlsplit(address).netloc], path
    for style in built.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", style.read_text(encoding="utf-8")), style


def test_every_link_inside_leads_to_a_page_and_a_place_on_it(built):
    """Links between pages, with their anchors, are not broken."""
    found = pages(built)
    broken = []
    for path, page in found.items():
        for link in page.links:
            told = urlsplit(link)
            if told.scheme or told.netloc or path.name in {"genindex.html", "search.html"}:
                continue
            target = (path.parent / unquote(told.path)).resolve() if told.path else path
            ids = found[target].ids if target in found else {unquote(told.fragment)}
            if not target.exists() or (told.fragment and unquote(told.fragment) not in ids):
                broken.append(f"{path.name}: {link}")
    assert not broken


def test_every_page_of_the_source_is_built_and_mathematics_is_marked_up(built):
    """No page is left out, and formulas are MathML rather than raw TeX."""
    sources = {path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")}
    sources = {path for path in sources if path.parts[0] not in {"_build", "notebooks"}}
    assert sources <= {path.relative_to(built).with_suffix("") for path in built.rglob("*.html")}
    assert "<math" in (built / "explanation-positions.html").read_text(encoding="utf-8")
