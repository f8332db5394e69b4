"""Compiled parts are made ready once, two at a time, and whatever goes wrong there they are made ready here."""

import sys

import pytest

from treves.study import compiling

ROOM = """
from treves.crisis.compiled import compiled
from treves.bargaining.compiled import is_kept


@compiled()
def {name}(x):
    return x + {number}


KERNELS = ({name},)


def is_compiled():
    return is_kept({name})


def warm_up():
    {name}(1)
"""


@pytest.fixture
def rooms(tmp_path, monkeypatch):
    """Two small rooms with a kernel each, in files of their own, which a second process finds as this one does."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    names = tuple(f"{name}_{tmp_path.name.replace('-', '_')}" for name in ("geese", "train"))
    for number, name in enumerate(names):
        (tmp_path / f"{name}.py").write_text(ROOM.format(name=name, number=number), encoding="utf-8")
    monkeypatch.setattr(compiling, "_ASKED", {name: (name, {}) for name in names})
    monkeypatch.setattr(compiling, "PARTS", names)
    yield names
    for name in names:
        sys.modules.pop(name, None)


def compiled_here(name):
    """Say whether a room's kernel was compiled by this process, and not loaded from disk."""
    (kernel,) = sys.modules[name].KERNELS
    assert kernel(1) == 1 + int(name.startswith("train"))
    return bool(sum(kernel.stats.cache_misses.values()))


def test_the_last_part_is_compiled_by_another_process_and_loaded_here(rooms):
    """With two processes one part is compiled here and the other found on disk; then nothing is left, or told."""
    told = []
    assert compiling.parts_to_compile(rooms) == rooms
    assert compiling.compile_parts(rooms, processes=2, on_start=lambda: told.append("begun")) == rooms
    assert [compiled_here(name) for name in rooms] == [True, False]
    assert compiling.compile_parts(rooms, on_start=lambda: told.append("again")) == ()
    assert told == ["begun"]


def test_one_process_compiles_both(rooms):
    """Where there is one processor everything is compiled here, and kept beside the file."""
    compiling.compile_parts(rooms, processes=1)
    assert [compiled_here(name) for name in rooms] == [True, True]
    assert list(compiling.where_kept(rooms[0]).glob(f"{rooms[0]}*.nbi"))


def test_where_the_other_process_fails_the_part_is_compiled_here(rooms, monkeypatch):
    """No second process, or one that ends in an error, costs time and nothing else."""
    monkeypatch.setenv("PYTHONPATH", "")
    compiling.compile_parts(rooms, processes=2)
    assert [compiled_here(name) for name in rooms] == [True, True]


def test_where_no_process_can_be_started_the_part_is_compiled_here(rooms, monkeypatch):
    """An interpreter that cannot be found is no reason to stop."""
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    compiling.compile_parts(rooms, processes=2)
    assert not compiling.parts_to_compile(rooms)


def test_every_part_of_treves_is_among_those_asked_about():
    """Once all parts are made ready nothing is left to compile."""
    compiling.compile_parts()
    assert compiling.parts_to_compile() == ()
