"""Small invented runs, for tests that need no study."""

import subprocess
from datetime import UTC, datetime

import pytest

from treves.store import Run, table_of

NOON = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)


def invented_run(seed=1, *, case="geese", version="0.1.0", started_at=NOON, finished_at=NOON, **parameters):
    return Run(
        case_name=case,
        case_digest="ab" * 32,
        version=version,
        parameters={"as_of": "2026-07-06", "seed": seed, "draws": 100, "worlds": 4, **parameters},
        started_at=started_at,
        finished_at=finished_at,
        seconds=1.5,
        machine="an abacus",
        case_place="./geese",
        files={"case.yaml": "00" * 32},
    )


def invented_tables(p=0.5):
    return {
        "deals": table_of(
            {"deal": "BIGINT", "words": "VARCHAR", "p": "DOUBLE", "day": "DATE", "blocked_by": "VARCHAR[]"},
            [
                {"deal": 1, "words": "twee kronen per gans", "p": p, "blocked_by": ["RL"]},
                {"deal": 2, "words": "Ґуска, 鵞鳥 & l'oie", "p": 0.25, "day": NOON.date(), "blocked_by": []},
            ],
        ),
        "exits": table_of({"party": "VARCHAR", "p": "DOUBLE"}, []),
    }


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 2 MB of its own; skipped where one may not mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("a small disk can only be made by root, and not in every container")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def fill():
    """Write until nothing fits any more."""

    def fill(folder, leave=0):
        path = folder / "filler"
        with path.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
            if leave:
                file.truncate(path.stat().st_size - leave)
        return path

    return fill
