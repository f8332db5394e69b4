"""Before the first test: kernels are compiled once for all workers, and the files that take longest go first."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock
from hypothesis import settings

Found = TypeVar("Found")

LONGEST_FIRST = (
    "tests/test_readme.py",
    "tests/crisis/test_pygambit.py",
    "tests/cli/test_verbs.py",
    "tests/test_wheel.py",
    "tests/report/test_endings.py",
)
"""Files whose tests take longest: begun last, one would keep a worker busy while the other waits."""

# A machine that does much else makes any example slow; how fast things are is told by the benchmarks.
settings.register_profile("treves", deadline=None)
settings.load_profile("treves")


def pytest_configure(config: pytest.Config) -> None:
    """Share out the processors among the workers and compile, or load, every kernel before they start."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    workers = int(getattr(config.option, "numprocesses", None) or 1)
    if workers > 1:
        share = str(max(1, (os.cpu_count() or 1) // workers))
        for name in ("NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
            os.environ.setdefault(name, share)
    from treves.study.compiling import compile_parts

    compile_parts()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest in front; everything else keeps its order."""
    rank = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(rank)))


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], Found]], Found]:
    """Return a way to find something once for all workers: who comes first does the work, the others read it.

    Call it with a name and with a function that is given an empty folder of that name, which stays, and returns a
    value that can be pickled.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def find(name: str, work: Callable[[Path], Found]) -> Found:
        kept, folder = shared / f"once-{name}.pickle", shared / f"once-{name}"
        with FileLock(shared / f"once-{name}.lock"):
            if not kept.is_file():
                folder.mkdir()
                kept.write_bytes(pickle.dumps(work(folder)))
            return pickle.loads(kept.read_bytes())

    return find
