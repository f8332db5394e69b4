"""YAML as plain text with positions: PyYAML's own text-only loader is the oracle for what it holds."""

import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from treves.case.yaml_tree import read_tree

LIKE_OTHER_THINGS = ["NO", "yes", "on", "null", "~", "1897-06-21", "0x10", "1_000", "12:30:45", ".inf", "<<"]
WORDS = st.text(string.printable + "éß漢🪿", max_size=12)
DATA = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(data=DATA, style=st.sampled_from([True, False, None]))
def test_the_tree_holds_what_the_text_only_loader_holds(data, style):
    """For anything PyYAML can write, in block and in flow style."""
    text = yaml.safe_dump(data, default_flow_style=style, allow_unicode=True)
    tree, faults = read_tree("x.yaml", text)
    assert faults == []
    assert tree.root == yaml.load(text, Loader=yaml.BaseLoader)


@given(data=st.dictionaries(WORDS, st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_positions_are_those_of_the_composed_nodes(data):
    """Line and column of every key and value are the start marks of PyYAML's node graph, counted from 1."""
    text = yaml.safe_dump(data, allow_unicode=True)
    tree, _ = read_tree("x.yaml", text)
    for key, values in yaml.compose(text, Loader=yaml.SafeLoader).value:
        assert tree.keys[(key.value,)] == (key.start_mark.line + 1, key.start_mark.column + 1)
        for i, value in enumerate(values.value):
            assert tree.spot((key.value, i)) == (value.start_mark.line + 1, value.start_mark.column + 1)


@pytest.mark.parametrize("word", LIKE_OTHER_THINGS)
def test_words_stay_words(word):
    """What YAML 1.1 would turn into false, dates, numbers or nothing stays as written."""
    tree, faults = read_tree("x.yaml", f"a: {word}\n{word}: b\n")
    assert faults == []
    assert tree.root == {"a": word, word: "b"}


def test_a_value_left_empty_is_none_and_quotes_make_it_text():
    """`note:` says nothing; `note: ''` says the empty text."""
    tree, _ = read_tree("x.yaml", "a:\nb: ''\n")
    assert tree.root == {"a": None, "b": ""}


def test_a_duplicate_key_keeps_the_first_value_and_judges_the_rest():
    """The second is told, with the line of the first; what lies in it is not read."""
    tree, faults = read_tree("x.yaml", "a: 1\nb:\n  a: 2\na:\n  deep: [3]\nc: 4\n")
    assert tree.root == {"a": "1", "b": {"a": "2"}, "c": "4"}
    assert [str(fault) for fault in faults] == [
        "x.yaml:4:1: key 'a' stands twice; it was given in line 1; right would be: each key once"
    ]


def test_anchors_and_aliases_are_told_once():
    """An alias bomb is nine lines; its message is one."""
    tree, faults = read_tree("x.yaml", "a: &goose [x]\nb: *goose\nc: [*goose, *goose]\n")
    assert [str(fault) for fault in faults] == [
        "x.yaml:1:4: anchor or alias &goose (4 anchors and aliases in this file); "
        "right would be: the value itself, written out"
    ]
    assert tree.is_hole(("b",))
    assert tree.is_hole(("c", 1, "below"))
    assert not tree.is_hole(("a", 0))


@pytest.mark.parametrize("text", ["- " * 50 + "x", "[" * 50 + "]" * 50, "{a: " * 50 + "1" + "}" * 50, "[" * 100_000])
def test_deep_nesting_is_refused(text):
    """Twenty levels; a hundred thousand do not exhaust the stack."""
    tree, faults = read_tree("x.yaml", text)
    assert tree is None
    assert faults[0].what == "nested deeper than 20 levels"


def test_too_many_values_are_refused():
    """A list of a hundred thousand numbers is no case."""
    tree, faults = read_tree("x.yaml", "[" + "1," * 100_001 + "]")
    assert tree is None
    assert faults[0].what == "more than 100000 values"


@given(text=st.text())
def test_any_text_is_a_tree_or_a_fault(text):
    """Nothing else comes out, whatever goes in."""
    tree, faults = read_tree("x.yaml", text)
    assert faults or tree is not None
    for fault in faults:
        assert fault.line >= 1
        assert fault.column >= 1
