"""Every line of the README is true: its commands run, its Python runs, its verbs and links exist."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from treves.cli.group import group
from typed import typed

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = "\n".join(re.findall(r"```console\n(.*?)```", README, re.DOTALL))
CONSOLE = [line[2:] for line in SHOWN.splitlines() if line.startswith("$ ")]
BIN = Path(sys.executable).parent


def test_console_lines_run_in_order(tmp_path):
    """The console lines of the README run one after another in an empty folder, without a fault."""
    assert len(CONSOLE) >= 6
    for line in CONSOLE:
        words = shlex.split(line)
        assert words[0] == "treves"
        done = typed(*words[1:], cwd=tmp_path)
        assert done.returncode == 0, f"{line}: {done.stderr}"


def test_what_the_readme_shows_is_what_is_printed(tmp_path):
    """Output shown under a console line is the output of that line, to the letter."""
    shown = re.findall(r"^\$ (.+)\n((?:(?!\$ ).+\n)+)", SHOWN, re.MULTILINE)
    assert shown
    for line, output in shown:
        done = subprocess.run(
            [sys.executable, "-m", *shlex.split(line)],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout == output


def test_the_python_example_runs(tmp_path, monkeypatch, capsys):
    """The Python example runs as it stands and writes its report."""
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert (tmp_path / "ruritania.html").is_file()
    assert capsys.readouterr().out.count("\n") >= 3


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
    """Every relative link of the README names a file or folder of the project."""
    assert (ROOT / target).exists()
