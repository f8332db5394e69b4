"""A page of the packaged Ruritania for all tests, and folders of one's own to write in."""

from dataclasses import replace

import pytest

from treves.case import load_case
from treves.evidence.interchange import statements_to_csv

from .serving import serving, small_case


@pytest.fixture(scope="session")
def ruritania(tmp_path_factory):
    """The page of a packaged case; nothing it is asked changes it."""
    with serving("ruritania", tmp_path_factory.mktemp("ruritania")) as served:
        served.engine.findings  # noqa: B018 - made once, before anybody waits for it
        yield served


@pytest.fixture
def own_case(tmp_path):
    """A case in a folder of one's own, small enough for a full run in seconds."""
    return small_case(tmp_path / "mine")


@pytest.fixture
def open_rows(own_case):
    """The same case with every statement waiting for review."""
    bare = [replace(s, review="open", reviewer="", reviewed_on=None) for s in load_case(own_case).statements]
    (own_case / "statements.csv").write_text(statements_to_csv(bare), "utf-8")
    return own_case
