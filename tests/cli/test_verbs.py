"""The verbs as a user types them: what they print, what they write, and how mistakes are told."""

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import treves
from treves.cli import main
from typed import typed

CASE = str(Path(treves.__file__).parent / "cases" / "ruritania")
REPORT = f"{CASE}/reports/courier-geese.txt"


def process(*words, cwd, env=None):
    """Run treves in a process of its own, for what hangs on that: locale, signals, the streams themselves."""
    return subprocess.run(
        [sys.executable, "-m", "treves", *words],
        cwd=cwd, env=os.environ | (env or {}), capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ran")
    return folder, process("run", "ruritania", "--draws", "300", "--worlds", "4", cwd=folder)


def test_run_prints_a_summary_and_names_both_files(ran):
    """A run says what was concluded, how sure, what it hinges on, and where findings and report lie."""
    folder, done = ran
    assert done.returncode == 0, done.stderr
    for heading in ("What was concluded", "nearest to a deal", "What it hinges on", "findings.json", "report.html"):
        assert heading in done.stdout
    assert (folder / "treves-ruritania" / "findings.json").is_file()
    assert (folder / "treves-ruritania" / "report.html").is_file()
    assert not list(folder.rglob("*.part"))


def test_progress_goes_to_the_error_stream_in_plain_lines(ran):
    """Without a terminal there is no bar: one line per step on stderr, so that stdout stays clean."""
    _, done = ran
    assert "%] Reading statements" in done.stderr
    assert "\x1b[" not in done.stdout + done.stderr


def test_the_same_seed_writes_the_same_bytes(ran, tmp_path):
    """Run twice, in another folder, the findings and the report are the same bytes."""
    folder, _ = ran
    typed("run", "ruritania", "--draws", "300", "--worlds", "4", "--out", "again", cwd=tmp_path)
    for name in ("findings.json", "report.html"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / "treves-ruritania" / name).read_bytes()


def test_another_seed_is_another_run_but_the_same_conclusion(ran, tmp_path):
    """A new seed changes the digits, and the chance of a deal by no more than the noise of 300 draws allows."""
    folder, _ = ran
    done = typed("run", "ruritania", "--draws", "300", "--worlds", "4", "--seed", "5", "--out", "o", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first = json.loads((folder / "treves-ruritania" / "findings.json").read_text("utf-8"))
    second = json.loads((tmp_path / "o" / "findings.json").read_text("utf-8"))
    assert first["seed"] != second["seed"]
    gap = first["headlines"][0]["probability"]["p"] - second["headlines"][0]["probability"]["p"]
    assert abs(gap) < 5 * (0.25 / 300 * 2) ** 0.5


def test_check_counts_what_enters(tmp_path):
    """A clean case is told in two lines and exit code 0."""
    done = typed("check", "ruritania", cwd=tmp_path)
    assert done.returncode == 0
    assert "no faults" in done.stdout


def test_new_writes_a_case_that_checks_and_runs(tmp_path):
    """What `new` writes passes `check` and `run` as it is."""
    assert typed("new", "my-crisis", cwd=tmp_path).returncode == 0
    assert "no faults" in typed("check", "my-crisis", cwd=tmp_path).stdout
    done = typed("run", "my-crisis", "--draws", "200", "--worlds", "3", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "treves-my-crisis" / "report.html").is_file()


def test_place_shows_every_cell_and_draws_a_plot(tmp_path):
    """Positions come as a table with a strip per cell, and as an SVG file on request."""
    done = typed("place", "ruritania", "--plot", "positions.svg", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for issue in treves.load_case("ruritania").agenda.issues:
        assert issue.label in done.stdout
    assert "●" in done.stdout
    assert (tmp_path / "positions.svg").read_text("utf-8").startswith("<svg")


def test_bargain_names_packages_in_the_words_of_the_case(tmp_path):
    """Deals come with probability, interval, words of the case and what stands in the way."""
    done = typed("bargain", "ruritania", "--draws", "300", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "What stands in the way" in done.stdout
    labels = [option.label for issue in treves.load_case("ruritania").agenda.issues for option in issue.options]
    assert any(label in done.stdout for label in labels)


@pytest.mark.parametrize(
    "words",
    [
        ("run", "ruritania", "--draws", "200", "--worlds", "3", "--json"),
        ("check", "ruritania", "--json"),
        ("place", "ruritania", "--json"),
        ("bargain", "ruritania", "--draws", "200", "--no-moves", "--json"),
        ("council", "ruritania", "--json"),
        ("path", "ruritania", "--package", "goose_tax=none", "--draws", "200", "--json"),
        ("cases", "--json"),
        ("new", "fresh", "--json"),
        ("read", "ruritania", "--compare", "--json"),
        ("read", "--case", "ruritania", REPORT, "--json"),
        ("review", CASE, "--json"),
        ("score", f"{CASE}/statements.csv", f"{CASE}/statements.csv", "--draws", "20", "--json"),
        ("score", f"{CASE}/statements.csv", f"{CASE}/statements.csv", "--agreement", "--json"),
        (
            "simulate",
            "rutte4-asylum",
            "--package",
            "status_system=two_statuses",
            "--replications",
            "2",
            "--months",
            "13",
            "--json",
        ),
        ("skill", "chain", "--no-occupancy", "--draws", "200", "--definition", "first_applications", "--json"),
        ("schema",),
    ],
)
def test_every_verb_speaks_json(words, tmp_path):
    """With --json the standard output is one JSON document and nothing else."""
    done = typed(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "ruritani"), "ruritania"),
        (("run", "no-such-case"), "no-such-case"),
        (("run", "ruritania", "--draws", "5"), "100"),
        (("run", "ruritania", "--as-of", "yesterday"), "write it as 2023-07-06"),
        (("run", "ruritania", "--as-of", "1999-01-01"), "1897-06-21"),
        (("place", "ruritania", "--issue", "geese"), "no issue 'geese'"),
        (("place", "ruritania", "--party", "XX"), "no party 'XX'"),
        (("council", "ruritania", "--walk-out", "XX"), "XX"),
        (("council", "ruritania", "--absent", "RL"), "write it as PARTY=2"),
        (("council", "ruritania", "--absent", "RL=9"), "there are: RL 4"),
        (("council", "ruritania", "--absent", "RL=1", "--absent", "RL=2"), "named twice"),
        (("council", "ruritania", "--for", "RL", "--abstain", "RL"), "only support, abstain or be absent"),
        (("path", "ruritania", "--package", "goose_tax"), "write it as ISSUE=OPTION"),
        (("path", "ruritania", "--package", "goose_tax=geese"), "has no option 'geese'"),
        (("path", "ruritania", "--package", "anthem=one_verse", "--package", "anthem=all_verses"), "named twice"),
        (("path", "ruritania", "--package", "goose_tax=none", "--package", "timetable=on_time"), "cannot be"),
        (("new", "a/b"), "a/b"),
        (("paint", "ruritania"), "No such command"),
        (("read",), "treves read CASE"),
        (("read", "ruritani"), "ruritania"),
        (("read", REPORT), "--case CASE FILE"),
        (("read", "--case", "ruritania", "nowhere.txt"), "nowhere.txt"),
        (("read", "ruritania", "--out", "x.docx"), ".csv, .jsonl"),
        (("review", "ruritania"), "not written to"),
        (("review", "no-such-case"), "no-such-case"),
        (("score", REPORT, REPORT), "right would be a table of statements"),
    ],
)
def test_mistakes_are_told_and_never_end_in_a_traceback(words, told, tmp_path):
    """A user's mistake ends with exit code 2 and a message that names it; nothing is written."""
    done = typed(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_broken_case_shows_all_faults_as_json_too(tmp_path):
    """Faults come as records for editors and scripts."""
    typed("new", "mine", cwd=tmp_path)
    agenda = tmp_path / "mine" / "agenda.yaml"
    agenda.write_text(agenda.read_text("utf-8").replace("place: ", "plaice: "), encoding="utf-8")
    done = typed("check", "mine", "--json", cwd=tmp_path)
    assert done.returncode == 2
    faults = json.loads(done.stdout)["faults"]
    assert len(faults) > 1
    assert {"file", "line", "column", "what", "right"} == set(faults[0])


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.EACCES, "you may not write there"), (errno.EROFS, "read-only"), (errno.ENOSPC, "the disk is full")],
)
def test_where_one_cannot_write_the_run_says_so_before_the_work(number, told, tmp_path, monkeypatch, capsys):
    """A folder without permission, a read-only one and a full disk are told in one line before any work."""

    def refused(**_):
        raise OSError(number, os.strerror(number), "here")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["treves", "run", "ruritania"])
    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.rglob("*.*")) == []


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path):
    """A file where the output folder should be is named, and left alone."""
    (tmp_path / "treves-ruritania").write_text("mine", encoding="utf-8")
    done = process("run", "ruritania", cwd=tmp_path)
    assert done.returncode == 2
    assert "is a file" in done.stderr
    assert (tmp_path / "treves-ruritania").read_text("utf-8") == "mine"


def test_odd_locale_and_time_zone_change_nothing(ran, tmp_path):
    """Under another locale and time zone the findings are the same bytes."""
    folder, _ = ran
    env = {"LC_ALL": "nl_NL.UTF-8", "TZ": "Pacific/Chatham"}
    process("run", "ruritania", "--draws", "300", "--worlds", "4", "--out", "o", cwd=tmp_path, env=env)
    written = (tmp_path / "o" / "findings.json").read_bytes()
    assert written == (folder / "treves-ruritania" / "findings.json").read_bytes()


def test_help_is_quick_because_it_imports_no_heavy_room():
    """The help page comes without numba, numpy or pydantic."""
    code = (
        "import sys; from treves.cli.group import group\n"
        "group.main(['--help'], standalone_mode=False)\n"
        "print('heavy:', sorted({'numba', 'numpy', 'pydantic', 'rich', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "heavy: []" in done.stdout


def test_an_interrupted_run_leaves_no_half_file(tmp_path):
    """Control-C ends the run with one line, code 130, and neither findings nor report."""
    words = [sys.executable, "-m", "treves", "run", "rutte4-asylum", "--draws", "20000", "--worlds", "200"]
    with subprocess.Popen(
        words, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as going:
        assert going.stderr is not None
        while "Trying every package" not in going.stderr.readline():
            assert going.poll() is None
        going.send_signal(signal.SIGINT)
        _, told = going.communicate(timeout=120)
    assert going.returncode == 130
    assert "interrupted; nothing was half-written" in told
    kept = tmp_path / ".treves"  # the store of kept runs, which is opened before the work begins
    assert [path for path in tmp_path.rglob("*") if path.is_file() and kept not in path.parents] == []
    assert not list(tmp_path.rglob("*.part"))
