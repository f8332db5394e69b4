"""The examples run on published data where it lies beside this checkout, and say what they promise."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DEU3 = ROOT.parent / "shared" / "data" / "deu3" / "deu3.csv"


@pytest.mark.parametrize(
    ("script", "numbers"),
    [
        ("nash_1950_bill_and_jack.py", 4),
        ("felsenthal_machover_1998_eec_1958.py", 12),
        ("shapley_shubik_1954_security_council.py", 2),
        ("holler_packel_1983_fewer_seats_more_power.py", 10),
    ],
)
def test_every_published_number_is_found_again(script, numbers):
    """The numbers in the paper and those computed here are the same, every one."""
    said = subprocess.run(
        [sys.executable, str(ROOT / "examples" / script)], capture_output=True, encoding="utf-8", check=True
    ).stdout.splitlines()
    assert len(said) == numbers
    assert all(line.endswith("as published") for line in said), said


def run(script):
    if not DEU3.exists():
        pytest.skip("deu3 is not beside this checkout (../shared/data)")
    return subprocess.run(
        [sys.executable, str(ROOT / "examples" / script), str(DEU3)],
        capture_output=True, encoding="utf-8", timeout=300, check=True,
    ).stdout  # fmt: skip


def test_thomson_2006_bargaining_models_ahead_of_procedure():
    """The published order holds on two thirds of DEU III: the compromise ahead of both procedural models."""
    said = run("thomson_2006_comparison.py")
    assert said.count("as published") == 2


def test_arregui_2022_parameters():
    """The learned parameters are printed, one per line, with what they were learned from."""
    said = run("arregui_2022_outcome_mixture.py")
    assert "243 issues of 91 proposals" in said
    assert "co_legislator" in said
