"""A copy of ruritania to spoil."""

import shutil
from pathlib import Path

import pytest

RURITANIA = Path(__file__).parents[2] / "src" / "treves" / "cases" / "ruritania"


@pytest.fixture
def ruritania(tmp_path):
    """Return a copy of the packaged case that a test may change."""
    return Path(shutil.copytree(RURITANIA, tmp_path / "ruritania"))


@pytest.fixture
def change(ruritania):
    """Return a function that replaces words in one file of the copy; the words must be there."""

    def replace(file: str, *pairs: tuple[str, str]) -> Path:
        text = (ruritania / file).read_bytes().decode()
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        (ruritania / file).write_bytes(text.encode())
        return ruritania

    return replace
