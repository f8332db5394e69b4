"""What may lie where a file is named: pipes, devices, sockets, loops, folders, names with anything in them, and huge files."""

import os
import socket
import stat
import sys
import zipfile
from datetime import date

import pytest

from faults.command import copy_of_ruritania
from treves.case import csv_rows, load_case
from treves.case.sheets.declared import Declared
from treves.case.statements import read_statements
from treves.cli import main
from treves.errors import CaseError
from treves.evidence.intake import ReadingError
from treves.evidence.intake.ordinary import read_ordinary_file
from treves.evidence.intake.store import write_text_safely
from treves.evidence.review import Decision, Queue, ReviewLog
from treves.study import write_text

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes with a name and devices are of POSIX")


@pytest.fixture
def typed(tmp_path, monkeypatch, capsys):
    """Return a function that runs a verb in this process, in an empty folder: code, output, what was told."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["treves", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        seen = capsys.readouterr()
        assert "Traceback" not in seen.err
        return ended.value.code, seen.out, seen.err

    return run


READERS = {
    "a report": ("read", "--case", "ruritania", "{}.txt", "--date", "2023-07-05"),
    "a page": ("read", "--case", "ruritania", "{}.html", "--date", "2023-07-05"),
    "statements as CSV": ("read", "--case", "ruritania", "--from", "{}.csv"),
    "JSON Lines": ("read", "--case", "ruritania", "--from", "{}.jsonl"),
    "annotations": ("read", "--case", "ruritania", "--from", "{}.jsonld"),
    "brat": ("read", "--case", "ruritania", "--from", "courier-geese.ann"),
    "a database": ("read", "--case", "ruritania", "--from", "{}.dna"),
    "coded rows": ("score", "{}.csv", "{}.csv"),
    "a table of positions": ("skill", "bargaining", "{}.csv"),
    "past cabinets": ("forecast", "ruritania", "--spells", "{}.csv"),
    "formal crises": ("forecast", "ruritania", "--crises", "{}.csv"),
    "files to import": ("import", "{}.xml", "--out", "o"),
}


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "device", "socket"])
@pytest.mark.parametrize("reader", sorted(READERS))
def test_what_is_no_file_is_refused_and_never_waited_on(reader, kind, typed, tmp_path):
    """A pipe nobody writes to, an endless device, a socket: told at once, for every file a user can name."""
    words = [word.format("odd") for word in READERS[reader]]
    name = next(word for word in words if "." in word)
    if kind == "pipe":
        os.mkfifo(tmp_path / name)
    elif kind == "device":
        (tmp_path / name).symlink_to("/dev/zero")
    else:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(name)
    code, _, told = typed(*words)
    assert code == 2
    assert "ordinary file" in told


@POSIX
@pytest.mark.parametrize("write", [write_text, write_text_safely])
def test_what_is_no_file_is_never_written_over(write, tmp_path):
    """A rename would put a file in the place of a pipe or, for one who may, of a device such as /dev/full."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/full")
    for name in ("pipe", "device"):
        with pytest.raises(FileExistsError, match="no ordinary file"):
            write(tmp_path / name, "x")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["device", "pipe"]


@POSIX
def test_a_picture_is_not_drawn_over_a_pipe(typed, tmp_path):
    """The same from the command line, in one line."""
    os.mkfifo(tmp_path / "pipe.svg")
    code, _, told = typed("place", "ruritania", "--plot", "pipe.svg")
    assert code == 2
    assert "no ordinary file" in told


@pytest.mark.parametrize(
    "address", ["http://[::1", "https://exa mple/", "http://localhost:99999/x", "http://", "ftp://x/y"]
)
def test_an_address_that_is_none_is_told(address, typed):
    """Whatever is wrong with it; for the page to read and for the assistant to ask."""
    assert typed("read", "--case", "ruritania", address, "--date", "2023-07-05")[0] == 2
    assert typed("read", "ruritania", "--assistant", address, "--model", "x", "--yes")[0] == 2


@pytest.mark.parametrize("code", ["nope", "rot13", "zip", "undefined", "punycode", "idna", "unicode_escape"])
def test_an_encoding_that_no_text_is_in_is_told(code, typed, tmp_path):
    """Python knows more codecs than there are encodings of text."""
    (tmp_path / "x.txt").write_bytes("De VVD wil \\x een reünist.".encode())
    ended, _, told = typed("read", "--case", "ruritania", "x.txt", "--date", "2023-07-05", "--encoding", code)
    assert ended == 2
    assert told.startswith("treves: x.txt: ")
    assert code in told


@POSIX
def test_a_log_or_findings_that_are_a_pipe_are_refused(typed, tmp_path):
    """The files a review looks for by itself."""
    case = copy_of_ruritania(tmp_path / "mine")
    os.mkfifo(tmp_path / "f.json")
    assert typed("review", case, "--findings", "f.json")[0] == 2
    os.mkfifo(case / "review.jsonl")
    code, _, told = typed("review", case)
    assert code == 2
    assert "ordinary file" in told


@POSIX
@pytest.mark.parametrize(
    "words",
    [
        ("run", "ruritania", "--out", "loop"),
        ("check", "loop"),
        ("read", "--case", "ruritania", "loop", "--date", "2023-07-05"),
        ("import", "loop", "--out", "o"),
        ("place", "ruritania", "--plot", "loop/x.svg"),
    ],
    ids=lambda words: words[0],
)
def test_a_link_to_itself_is_told(words, typed, tmp_path):
    """Wherever a path is taken."""
    (tmp_path / "loop").symlink_to("loop")
    code, _, told = typed(*words)
    assert code == 2
    assert "loop" in told


@pytest.mark.skipif(os.name != "posix", reason="such names are possible there")
@pytest.mark.parametrize(
    "name", ['it\'s "quoted"', "two\nlines", "-dash", "$(id)", "a;b&c", "*?[x]", " ", "\x1b[31mred", "🪿", "x\u202ey"]
)
def test_a_folder_of_any_name_is_read_and_written(name, typed, tmp_path):
    """Quotes, line breaks, what a shell or a terminal would obey: the case loads, the picture is written."""
    case = copy_of_ruritania(tmp_path / name)
    code, out, told = typed("place", f"./{name}", "--plot", f"./{name}/p.svg")
    assert code == 0, told
    assert (case / "p.svg").is_file()
    (case / "agenda.yaml").unlink()
    code, out, told = typed("check", f"./{name}")
    assert code == 2
    assert "\x1b" not in out + told
    assert "\u202e" not in out + told


def test_a_file_is_read_to_its_limit_and_no_further(tmp_path):
    """A sparse file of a terabyte is refused by a byte more than the limit."""
    with (tmp_path / "huge").open("wb") as stream:
        stream.truncate(10**12)
    with pytest.raises(ReadingError, match="larger than 1,000 bytes"):
        read_ordinary_file(tmp_path / "huge", 1000)
    (tmp_path / "fits").write_bytes(b"x" * 1000)
    assert len(read_ordinary_file(tmp_path / "fits", 1000)) == 1000


HEAD = "id,doc,start,end,text,actor,actor_type,about,stance,kind,certainty,source,source_type\n"


@pytest.mark.parametrize("row", ["a,b,c\n", ",,,,,,,,,,,,,,\n", '"', "x" * 1000 + "\n"], ids=lambda row: repr(row[:20]))
def test_a_table_of_very_many_rows_is_answered_with_few_words(row):
    """Ten megabytes of rows, good for nothing: a thousand faults and the reading stops."""
    found, faults = read_statements(HEAD + row * (10_000_000 // len(row)), (), {}, Declared.gather({}))
    assert found == []
    assert 0 < len(faults) <= 1100


@pytest.mark.parametrize("row", ["\n", '""\n', "\r"], ids=repr)
def test_a_table_of_rows_without_end_is_read_to_a_limit(row, monkeypatch):
    """Empty rows give no fault each; reading stops where the limit on rows is reached (lowered here), and says so."""
    monkeypatch.setattr(csv_rows, "ROW_LIMIT", 5000)
    _, faults = read_statements(HEAD + row * 6000, (), {}, Declared.gather({}))
    assert [fault.what for fault in faults] == ["more than 5,000 rows; the file is not read further"]
    assert faults[0].line == 5001


def test_a_table_beyond_the_limit_is_refused_by_its_size(tmp_path):
    """Ten million rows are more than 20 MB: they are not read at all."""
    case = copy_of_ruritania(tmp_path / "mine")
    row = b"s1,courier-geese,1,2,x,RL,party,goose_tax,+1,support,asserted,RL,self\n"
    with (case / "statements.csv").open("ab") as stream:
        stream.write(row * 300_000)
    with pytest.raises(CaseError) as error:
        load_case(case)
    assert [str(fault) for fault in error.value.faults] == [
        "statements.csv: larger than 20 MB; right would be: at most 20 MB"
    ]


def test_an_office_file_by_another_name_is_refused(typed, tmp_path):
    """A spreadsheet saved as a workbook is a zip archive, whatever its name says."""
    for name in ("x.csv", "x.xml", "x.txt", "x.jsonl", "x.dna"):
        with zipfile.ZipFile(tmp_path / name, "w") as book:
            book.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    for words in (
        ("import", "x.csv", "--out", "o"),
        ("import", "x.xml", "--out", "o"),
        ("read", "--case", "ruritania", "x.txt", "--date", "2023-07-05"),
        ("read", "--case", "ruritania", "--from", "x.jsonl"),
        ("read", "--case", "ruritania", "--from", "x.dna"),
        ("score", "x.csv", "x.csv"),
    ):
        assert typed(*words)[0] == 2


def test_a_log_of_decisions_that_names_no_column_is_passed_over(tmp_path):
    """Somebody edited review.jsonl: an edit that touched a column there is none of changes nothing, and the review goes on."""
    case = load_case("ruritania")
    name = case.statements[0].name
    file = tmp_path / "review.jsonl"
    line = Decision(
        name, "edit", "x", date(2023, 7, 5), {"stance": "-1"}, {"note": "", "no such column": "+1"}
    ).to_line()
    file.write_text(line, encoding="utf-8")
    queue = Queue.start(case.statements, ReviewLog(file).read())
    assert set(queue.rows) == {row.name for row in case.statements}
