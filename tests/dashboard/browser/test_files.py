"""The page's own files: what they may not hold, what they must agree on."""

import hashlib
import re
from pathlib import Path

import pytest

import treves.dashboard
from treves.report.palette import DAY, NIGHT, palette_css

PAGE = Path(treves.dashboard.__file__).parent / "page"
MODULES = sorted(path for path in PAGE.rglob("*.js") if "vendor" not in path.parts)
ENTRY = re.compile(r'"([^"\n]+)": "((?:[^"\\\n]|\\.)*)"')
UNSAFE = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    'setAttribute("style"',
    "srcdoc",
)


def words_of(language):
    found = ENTRY.findall((PAGE / "words" / f"{language}.js").read_text("utf-8"))
    names = [name for name, _ in found]
    assert len(names) == len(set(names))
    return dict(found)


def test_the_vendored_file_is_the_one_that_was_taken():
    told = re.findall(r"\| `([\w.-]+)` \|.*`([0-9a-f]{64})`", (PAGE / "vendor" / "VENDORED.md").read_text("utf-8"))
    assert told
    for name, digest in told:
        assert hashlib.sha256((PAGE / "vendor" / name).read_bytes()).hexdigest() == digest
    assert (PAGE / "vendor" / "LICENSE-echarts").read_text("utf-8").lstrip().startswith(
        "Apache License"
    ) or "Apache License" in (PAGE / "vendor" / "LICENSE-echarts").read_text("utf-8")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PAGE).as_posix())
def test_no_module_makes_markup_of_text(module):
    text = module.read_text("utf-8")
    assert not [word for word in UNSAFE if word in text]
    assert "http" not in re.sub(r'"http://www\.w3\.org/2000/svg"', "", text).lower().replace("http ${", "")


def test_the_page_itself_holds_no_style_and_no_script():
    text = (PAGE / "index.html").read_text("utf-8")
    assert "style=" not in text
    assert not re.search(r"<script(?![^>]*src=)", text)


def test_every_module_is_fetched_at_once_and_not_one_after_another():
    told = re.findall(r'<link rel="modulepreload" href="/static/([^"]+)">', (PAGE / "index.html").read_text("utf-8"))
    assert sorted([*told, "main.js"]) == sorted(path.relative_to(PAGE).as_posix() for path in MODULES)


def test_both_dictionaries_have_the_same_keys_and_places():
    english, dutch = words_of("en"), words_of("nl")
    assert english.keys() == dutch.keys()
    for name, text in english.items():
        assert sorted(re.findall(r"\{(\w+)\}", text)) == sorted(re.findall(r"\{(\w+)\}", dutch[name])), name


def test_every_text_a_module_asks_for_is_in_the_dictionary_and_every_one_there_is_asked_for():
    known = words_of("en")
    text = "".join(path.read_text("utf-8") for path in MODULES if path.parent.name != "words")
    asked = set(re.findall(r'\bt\("([^"]+)"', text)) | set(re.findall(r'\bplural\("([^"]+)"', text))
    assert asked <= known.keys()
    families = set(re.findall(r"`([a-z_]+\.(?:[a-z_]+\.)*)\$\{", text))
    quoted = set(re.findall(r'"([a-z_.]+)"', text))
    unused = [
        name for name in known
        if name not in asked and name.removesuffix(".many") not in asked and name not in quoted
        and not any(name.startswith(lead) for lead in families)
    ]  # fmt: skip
    assert not unused


def test_the_page_has_the_colours_of_the_report():
    text = (PAGE / "styles" / "palette.css").read_text("utf-8")
    assert text.count(palette_css(DAY)) >= 1
    assert text.count(palette_css(NIGHT)) == 2


def test_modules_stay_small():
    sizes = {
        path.relative_to(PAGE).as_posix(): path.read_text("utf-8").count("\n")
        for path in MODULES
        if path.parent.name != "words"
    }
    assert max(sizes.values()) < 200, sizes
