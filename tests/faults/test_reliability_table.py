"""docs/reliability.md names tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


def functions(file):
    """Return the tests of a file, also those within classes."""
    return {node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "test"), sorted(set(NAMED)), ids=lambda part: part.rpartition("/")[2])
def test_a_test_named_in_the_table_exists(file, test):
    """The file is there, and the function in it."""
    assert (ROOT / file).is_file(), file
    assert test in functions(ROOT / file)


def test_every_row_names_a_test():
    """A row without a test would be a promise."""
    lines = PAGE.splitlines()
    dividers = [at for at, line in enumerate(lines) if re.fullmatch(r"\|(-+\|)+", line)]
    heads = {at - 1 for at in dividers}
    rows = [line for at, line in enumerate(lines) if line.startswith("|") and at not in {*dividers, *heads}]
    assert len(rows) > 50
    assert [row for row in rows if "::" not in row] == []


def test_every_test_of_faults_stands_in_the_table():
    """What is tried here is told there."""
    told = {test for _, test in NAMED}
    for file in Path(__file__).parent.glob("test_*.py"):
        if file.name != Path(__file__).name:
            tests = {name for name in functions(file) if name.startswith("test_")}
            assert tests <= told, (file.name, tests - told)
