"""Compiled parts: ready when they say so, kept where that is possible, and the same on any number of threads."""

import ast
import inspect
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import treves.bargaining
from treves.bargaining import is_compiled, warm_up
from treves.bargaining.compiled import compiled, is_kept, over_ranges
from treves.bargaining.warm_up import KERNELS, KERNELS_BEYOND

ROOM = Path(inspect.getfile(treves.bargaining)).parent


def test_after_warming_up_everything_is_compiled():
    """Warming up leaves nothing to compile, and the room says so."""
    for beyond_lists in (False, True):
        warm_up(beyond_lists=beyond_lists)
        assert is_compiled(beyond_lists=beyond_lists)


def test_warming_up_covers_exactly_what_a_run_calls():
    """Every compiled function that plain code calls is among those asked about; the others are parts of these."""
    kernels, called = set(), set()
    for file in ROOM.glob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                called |= {(str(node.module).rsplit(".", 1)[-1], alias.name) for alias in node.names}
            elif isinstance(node, ast.FunctionDef) and any("compiled" in ast.unparse(d) for d in node.decorator_list):
                kernels.add((file.stem, node.name))
            else:
                called |= {(file.stem, part.id) for part in ast.walk(node) if isinstance(part, ast.Name)}
    known = {
        (kernel.py_func.__module__.rsplit(".", 1)[1], kernel.py_func.__name__) for kernel in (*KERNELS, *KERNELS_BEYOND)
    }
    assert known == kernels & called


def test_kernels_take_nothing_from_another_file():
    """The cache on disk watches a kernel's own file: a constant or kernel of another file would go stale unseen."""
    for file in ROOM.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            alias.asname or alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("treves.")
            for alias in node.names
        }
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and any("compiled" in ast.unparse(d) for d in node.decorator_list):
                used = {n.id for part in node.body for n in ast.walk(part) if isinstance(n, ast.Name)}
                assert not used & imported, f"{file.name}: {node.name} takes {used & imported} from another file"


def test_where_nothing_can_be_kept_it_still_compiles():
    """A function whose file has no place for a cache is compiled all the same, for this process only."""
    space = {}
    exec("def double(x):\n    return 2 * x", space)
    double = compiled()(space["double"])
    assert not is_kept(double)
    assert double(21) == 42
    assert is_kept(double)


@given(count=st.integers(0, 50), threads=st.integers(1, 5))
def test_every_piece_is_worked_on_once_and_in_order(count, threads):
    """The pieces cover the range without gap or overlap, and results come in the order of the range."""
    pieces = over_ranges(lambda low, high: list(range(low, high)), count, threads=threads)
    assert [k for piece in pieces for k in piece] == list(range(count))


def test_a_failure_in_a_thread_is_not_lost():
    """An error in one piece reaches the caller."""

    def fail(low, high):
        if low:
            raise ValueError("piece failed")
        return np.zeros(high)

    with pytest.raises(ValueError, match="piece failed"):
        over_ranges(fail, 10, threads=2)
