"""The README is true: its main command runs, its verbs and links exist.

Its console lines and its Python are run with those of all pages, in ``tests/docs/test_worked_examples.py``.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from treves.cli.group import group

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def test_the_command_for_the_main_job_runs_the_reference_case(tmp_path):
    """The first command of the README, taken to an empty folder, writes findings and report."""
    block = README.split("<!-- command: run -->", 1)[1].split("```sh\n", 1)[1].split("```", 1)[0].strip()
    assert block.startswith("uv run treves ")
    words = shlex.split(block.removeprefix("uv run "))
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "treves-rutte4-asylum" / "findings.json").is_file()
    assert "report.html" in done.stdout


def test_every_verb_stands_in_the_table_and_every_row_is_a_verb():
    """The table of verbs and the command line agree."""
    rows = set(re.findall(r"^\| `treves (\w+)", README, re.MULTILINE))
    assert rows == set(group.commands)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)", README))))
def test_every_link_leads_somewhere(target):
    """Every relative link and picture of the README names a file or folder of the project."""
    assert (ROOT / target).exists()
