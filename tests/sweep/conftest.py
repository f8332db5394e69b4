"""What the tests of sweeps share: cheap points, and a runner that keeps its ledger."""

import pytest

from sweep.works import points_of, told_nothing
from treves.store.tasks import TaskLedger
from treves.sweep.crew import Here
from treves.sweep.work_through import work_through


@pytest.fixture(scope="session")
def forty():
    """Forty points of two inputs."""
    return points_of(40)


@pytest.fixture
def work_in(tmp_path):
    """Work through points in a folder of its own; return what the ledger then holds, in order."""

    def run(work, points, crew=None, *, name="sweep", tell=told_nothing):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        with TaskLedger.open(folder / "ledger.sqlite", {"work": name}) as ledger:
            work_through(work, points, ledger, crew or Here(), tell=tell)
            return [(task.number, task.result, task.failure) for task in ledger.tasks()]

    return run
