"""Every format, spoilt: refused in words or read right; nothing else is ever raised. benchmarks/fuzz.py goes on for longer."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.mutation import CHANGES, mutate
from fuzz.targets import TARGETS

FEW = {
    "a case that loads and runs": 2,
    "saved page": 25,
    "compressed page": 25,
    "Dutch report": 15,
    "English report": 15,
}
ALL = {"max_examples": 60, "deadline": None, "database": None, "derandomize": True}
BY_NAME = {target.name: target for target in TARGETS}


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_good_file_is_read_whole(name):
    """The files that are spoilt are good ones: each is read, and what must hold of it holds."""
    for content in BY_NAME[name].seeds():
        BY_NAME[name].read(content)


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_spoilt_file_is_refused_in_words_or_read_right(name):
    """Bytes, lines, fields and structure changed: offsets still slice, and what is refused is refused in words."""
    target = BY_NAME[name]
    seeds = target.seeds()

    @settings(**ALL | {"max_examples": FEW.get(name, 60), "suppress_health_check": list(HealthCheck)})
    @given(st.randoms(), st.sampled_from(seeds))
    def spoil(source, content):
        target.read(mutate(source, content))

    spoil()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_change_changes_something(change):
    """No kind of change is idle: each alters one of the good files."""
    source = random.Random(1)
    seeds = [content for target in TARGETS if target.name != "findings.json" for content in target.seeds()]
    assert any(change(source, content) != content for _ in range(3) for content in seeds)
