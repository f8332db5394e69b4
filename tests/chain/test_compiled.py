"""Compiled parts: ready when they say so, stale in none of their parts, and the same on any number of threads."""

import ast
import inspect
from pathlib import Path

import pytest

import treves.chain
from treves.chain import is_compiled, warm_up
from treves.chain.compiled import compiled, is_kept, over_draws

ROOM = Path(inspect.getfile(treves.chain)).parent
OWN = "compiled"


def is_kernel(node):
    return isinstance(node, ast.FunctionDef) and any(OWN in ast.unparse(d) for d in node.decorator_list)


def test_after_warming_up_everything_is_compiled():
    """Warming up leaves nothing to compile, and the room says so."""
    warm_up()
    assert is_compiled()


def test_the_cache_watches_every_file_a_kernel_draws_on():
    """A kernel that takes something from another file names a kernel of that file, whose stamp it then bears."""
    trees = {file.stem: ast.parse(file.read_text(encoding="utf-8")) for file in ROOM.glob("*.py")}
    home = {node.name: stem for stem, tree in trees.items() for node in tree.body if is_kernel(node)}
    checked = 0
    for stem, tree in trees.items():
        taken = {
            alias.asname or alias.name: str(node.module).rsplit(".", 1)[-1]
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("treves.chain.")
            for alias in node.names
        }
        watched = {}
        for node in tree.body:
            if not is_kernel(node):
                continue
            named = {n.id for d in node.decorator_list for n in ast.walk(d) if isinstance(n, ast.Name)}
            used = {n.id for part in node.body for n in ast.walk(part) if isinstance(n, ast.Name)}
            watched[node.name] = {home[name] for name in named if name in home} | {
                deep for name in named for deep in watched.get(name, ())
            }
            needed = {taken[name] for name in used if name in taken}
            assert needed <= watched[node.name] | {stem}, f"{stem}.{node.name} is not told of changes in {needed}"
            checked += 1
    assert checked > 20


def test_a_part_that_changes_makes_the_whole_stale():
    """The stamp of a kernel holds the stamps of its parts, theirs included."""
    from treves.chain import kernel, luck, registration

    stamp = repr(registration.apply._cache._cache_file._source_stamp)
    assert repr(luck.bits._cache._cache_file._source_stamp[0]) in stamp
    assert stamp in repr(kernel.run_weeks._cache._cache_file._source_stamp)


def test_where_nothing_can_be_kept_it_still_compiles():
    """A function whose file has no place for a cache is compiled all the same, for this process only."""
    space = {}
    exec("def double(x):\n    return 2 * x", space)
    double = compiled()(space["double"])
    assert not is_kept(double)
    assert double(21) == 42
    assert is_kept(double)


@pytest.mark.parametrize("threads", [1, 2, 3, 9])
def test_every_draw_is_worked_on_once(threads):
    """The threads' ranges together are the draws, without gap or overlap."""
    pieces = over_draws(list, 7, threads=threads)
    assert sorted(draw for piece in pieces for draw in piece) == list(range(7))


def test_a_failure_in_a_thread_is_not_lost():
    """An error in one draw reaches the caller."""

    def fail(draws):
        if 1 in draws:
            raise ValueError("draw failed")

    with pytest.raises(ValueError, match="draw failed"):
        over_draws(fail, 10, threads=2)
