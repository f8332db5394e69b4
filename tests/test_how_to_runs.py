"""The page on keeping and comparing runs is true: its commands run in order, its Python runs, its tables exist."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from command_line import run
from treves.store import open_store

PAGE = (Path(__file__).parents[1] / "docs" / "how-to-keep-and-compare-runs.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An empty folder in which the page's commands have run, one after another, but for those that delete."""
    where = tmp_path_factory.mktemp("runs")
    run_all(where, [line for line in commands() if "--delete" not in line and "--prune" not in line])
    return where


def commands():
    shown = "\n".join(re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL))
    return [line[2:] for line in shown.splitlines() if line.startswith("$ ")]


def run_all(where, lines):
    for line in lines:
        words = shlex.split(line)
        assert words[0] == "treves"
        done = run(*words[1:], cwd=where)
        assert done.returncode == 0, f"{line}: {done.stderr}"


def test_every_command_of_the_page_runs_and_writes_what_it_names(folder):
    """Two runs, a list, a comparison, questions: all in one folder, without a fault."""
    assert len(commands()) >= 15
    for name in ("first.json", "first.html", "accepts.csv", "positions.parquet", ".treves/ledger.sqlite"):
        assert (folder / name).stat().st_size > 0


def test_the_tables_of_the_page_are_those_of_a_store(folder):
    """Every table that SQL names stands on the page, and the page names no other."""
    with open_store(folder / ".treves") as store:
        there = {name for (name,) in store.sql("show tables").rows}
    (shown,) = re.findall(r"\| tables \| hold \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)
    told = {name for row in shown.splitlines() for name in re.findall(r"`([a-z_]+)`", row.split("|")[1])}
    assert told == there


def test_the_python_of_the_page_runs(folder, monkeypatch, capsys):
    """As it stands; it keeps a run, loads it again as it was, and writes a table."""
    monkeypatch.chdir(folder)
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(example, "how-to-keep-and-compare-runs.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].endswith(" True")
    assert printed[1] == "True"
    assert (folder / "deals.parquet").is_file()


def test_the_commands_that_delete_run_too(folder, tmp_path):
    """On a copy of the store, so that the order of tests decides nothing."""
    shutil.copytree(folder / ".treves", tmp_path / ".treves")
    run_all(tmp_path, [line for line in commands() if "--delete" in line or "--prune" in line])


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)", PAGE))))
def test_every_link_leads_somewhere(target):
    """Every relative link of the page names a file."""
    assert (Path(__file__).parents[1] / "docs" / target).exists()
