"""The talks' compiled parts: ready when they say so, and compiled anew where nothing can be kept."""

import ast
import inspect
from pathlib import Path

import treves.crisis
from treves.bargaining.compiled import is_kept
from treves.crisis import warm_up as module
from treves.crisis.compiled import compiled

ROOM = Path(inspect.getfile(treves.crisis)).parent


def test_after_warming_up_everything_is_compiled():
    """Warming up leaves nothing to compile, and the room says so."""
    module.warm_up()
    assert module.is_compiled()


def test_warming_up_covers_what_other_files_call():
    """Every compiled function that another file of the room takes is among those asked about."""
    tree = ast.parse((ROOM / "response.py").read_text(encoding="utf-8"))
    kernels = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any("compiled" in ast.unparse(d) for d in node.decorator_list)
    }
    taken = {
        alias.name
        for file in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "treves.crisis.response"
        for alias in node.names
    }
    assert {kernel.py_func.__name__ for kernel in module.KERNELS} == kernels & taken


def test_where_nothing_can_be_kept_it_still_compiles():
    """A function whose file has no place for a cache is compiled all the same, for this process only."""
    space = {}
    exec("def double(x):\n    return 2 * x", space)
    double = compiled()(space["double"])
    assert not is_kept(double)
    assert double(21) == 42
