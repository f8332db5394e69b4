import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from .serving import serving

PACKAGED = Path(str(files("treves") / "cases"))


@pytest.fixture(scope="session")
def ruritania(tmp_path_factory):
    """The page of a packaged case; nothing it is asked changes it."""
    with serving("ruritania", tmp_path_factory.mktemp("ruritania")) as served:
        served.engine.findings  # noqa: B018 - made once, before anybody waits for it
        yield served


@pytest.fixture
def own_case(tmp_path):
    """A case in a folder of one's own, small enough for a full run in seconds."""
    folder = Path(shutil.copytree(PACKAGED / "ruritania", tmp_path / "mine"))
    shutil.rmtree(folder / "variants")
    sheet = folder / "case.yaml"
    lines = [line for line in sheet.read_text("utf-8").splitlines() if not line.startswith(("draws:", "worlds:"))]
    sheet.write_text("\n".join([*lines, "draws: 100", "worlds: 2", ""]), "utf-8")
    return folder


@pytest.fixture
def open_rows(own_case):
    """The same case with every statement waiting for review."""
    table = own_case / "statements.csv"
    rows = table.read_text("utf-8").splitlines()
    header = rows[0].split(",")
    assert "review" in header
    from dataclasses import replace

    from treves.case import load_case
    from treves.evidence.interchange import statements_to_csv

    bare = [replace(s, review="open", reviewer="", reviewed_on=None) for s in load_case(own_case).statements]
    table.write_text(statements_to_csv(bare), "utf-8")
    return own_case
