"""The reference is whole: every error, every public name, every verb, and every word of the glossary."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import treves
from treves.errors import TrevesError
from treves.report.terms import TERMS

DOCS = Path(__file__).parents[2] / "docs"
GLOSSARY = (DOCS / "glossary.md").read_text(encoding="utf-8")
ERRORS = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")

WORDS = re.split(
    r",\s+",
    "report, statement, issue, option, package, ideal position, reach, salience, red line, stake, reservation value, "
    "veto player, pivot, front, Nash solution, Kalai-Smorodinsky solution, egalitarian solution, winset, core, accord, "
    "vote, postponement, fall, as_of, inflow, outflow, backlog, occupancy, cohort, lever, legal path, spell, hazard, "
    "censored",
)
"""The words that are used once and only so, in code and in prose."""


def explained():
    """Return the words that the glossary explains, in small letters, each word of a joint entry by itself."""
    heads = re.findall(r"\*\*([^*]+)\*\*|\*([^*]+)\*", GLOSSARY)
    names = {part.strip().lower() for pair in heads for head in pair for part in re.split(r"[,()]", head)}
    return names - {""}


@pytest.mark.parametrize("word", WORDS)
def test_every_word_with_a_fixed_meaning_is_in_the_glossary(word):
    """A word that is used in one sense only is explained once."""
    assert word.lower() in explained()


@pytest.mark.parametrize("word", sorted(TERMS))
def test_every_word_that_the_report_explains_is_in_the_glossary(word):
    """What the page explains on the spot, the glossary explains too."""
    assert word.lower() in explained()


def test_the_glossary_explains_each_word_once():
    """No head word stands twice."""
    heads = re.findall(r"^- \*\*([^*]+)\*\*", GLOSSARY, re.MULTILINE)
    assert len(heads) == len({head.lower() for head in heads})


def errors():
    """Return every kind of refusal that a caller can meet."""
    for module in pkgutil.walk_packages(treves.__path__, "treves."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    kinds, found = [TrevesError], set()
    while kinds:
        kind = kinds.pop()
        kinds.extend(kind.__subclasses__())
        if not kind.__name__.startswith("_") and kind.__module__.startswith("treves."):
            found.add(kind.__name__)
    return found


def test_every_kind_of_error_has_a_row_that_says_what_to_do():
    """The list of errors names each kind, and no kind that is not there."""
    firsts = re.findall(r"^\| (`\w+Error`[^|]*) \|", ERRORS, re.MULTILINE)
    rows = {name for first in firsts for name in re.findall(r"\w+Error", first)}
    assert rows == errors()


def test_messages_that_the_page_quotes_are_messages_of_treves():
    """Each phrase in the table of faults occurs in what some broken case is told."""
    table = ERRORS.split("| the message says |", 1)[1].split("## The kinds", 1)[0]
    told = "\n".join(
        path.read_text(encoding="utf-8") for path in (DOCS.parent / "tests" / "broken").glob("*/expected.txt")
    )
    phrases = [
        phrase for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for phrase in re.findall("`(.+?)`", row)
    ]
    assert len(phrases) >= 15
    assert [phrase for phrase in phrases if phrase not in told] == []
