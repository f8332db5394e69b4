"""Files meant to do harm, through the command line: refused or read with a clear message, never a traceback."""

import gzip
import json
import os
import time

import pytest

from typed import typed

DAY = ("--date", "2023-07-05")
LINE = "D66 is tegen een quotum. "


def treves(*words, cwd):
    started = time.monotonic()
    done = typed(*words, cwd=cwd)
    assert "Traceback" not in done.stderr, done.stderr
    return done, time.monotonic() - started


def read(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    out = tmp_path / "found.jsonl"
    done, seconds = treves("read", "--case", "rutte4-asylum", name, *DAY, "--out", out, cwd=tmp_path)
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []
    return done, seconds, rows


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("big.txt", b"a" * 10_000_000, "10,000,000 bytes; a report has at most 5,000,000"),
        ("big.html", b"<html><body>" + b"<p>De VVD wil." * 700_000, "a report has at most 5,000,000"),
        ("long.txt", LINE.encode() * 30_000, "characters; a report has at most 500,000"),
        ("bomb.html.gz", gzip.compress(b"<html>" + b" " * 50_000_000, mtime=0), "refused as a bomb"),
        ("bomb.txt.gz", gzip.compress(gzip.compress(b"a" * 200_000_000, 9, mtime=0), 9, mtime=0), "NUL|bomb|not utf-8"),
        ("cut.html.gz", gzip.compress(LINE.encode() * 50, mtime=0)[:-20], "end too early"),
        ("fake.gz", b"\x1f\x8bno", "no gzip data|end too early"),
        ("old.txt", "De VVD wil dit, zegt een reünist.".encode("windows-1252"), "--encoding windows-1252"),
        ("mixed.txt", "Een reünist. ".encode() + "Een reünist.".encode("latin-1"), "is not utf-8"),
        ("wide.txt", LINE.encode("utf-16-le"), "NUL"),
        ("picture.txt", bytes(range(256)) * 40, "not utf-8"),
        ("empty.txt", b" \n\n ", "there is no text in it"),
    ],
)
def test_what_is_no_report_is_refused_quickly_and_by_name(tmp_path, name, data, told):
    """Ten megabytes, a zip bomb (also a nested one), broken archives, wrong and mixed encodings, binary, nothing."""
    done, seconds, rows = read(tmp_path, name, data)
    assert done.returncode == 2
    assert any(part.lower() in done.stderr.lower() for part in told.split("|")), done.stderr
    assert name in done.stderr
    assert not rows
    assert seconds < 5 + 5 * (os.getloadavg()[0] > 2)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("control.txt", LINE + "\x07\x1b[2J\x9b31m " + LINE, "control characters"),
        ("rtl.txt", "\u202e" + LINE + "\u2067 kabinet \u2069" + LINE, "marks of writing direction"),
        ("mojibake.txt", LINE + "Een reÃ¼nist en Ã© en â€™s. ", "mixed encodings"),
        ("lost.txt", LINE + "Een re\ufffdnist. ", "U+FFFD"),
        ("line.txt", "x" * 325_000, "no running text"),
    ],
)
def test_odd_text_is_read_and_its_oddness_named(tmp_path, name, text, told):
    """Control characters, direction marks, mixed encodings and one endless line; every offset slices."""
    done, _, rows = read(tmp_path, name, text.encode())
    assert done.returncode == 0, done.stderr
    assert told in done.stderr
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)
    assert bool(rows) == (name != "line.txt")
    assert "\x1b" not in done.stdout


def test_nothing_steers_the_terminal(tmp_path):
    """What a report says is shown without escape sequences and without marks that turn its direction."""
    text = "D66 is tegen \x1b[2J\u202eeen quotum. "
    (tmp_path / "x.txt").write_text(text, "utf-8")
    done, _ = treves("read", "--case", "rutte4-asylum", "x.txt", *DAY, "--compare", cwd=tmp_path)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


@pytest.mark.parametrize(
    "piece",
    [
        "De VVD wil een quotum maar ",
        "D66 is tegen een quotum en ",
        "als de VVD dreigt zegt het CDA dat een quotum ",
    ],
)
def test_one_line_of_325_000_characters_takes_seconds(tmp_path, piece):
    """Without a sentence end only the beginning is read, and that is said; the rest cannot keep the rules busy."""
    text = (piece * 20_000)[:325_000]
    done, seconds, rows = read(tmp_path, "line.txt", text.encode())
    assert done.returncode == 0, done.stderr
    assert "only its beginning is read" in done.stderr
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)
    assert seconds < 8 + 8 * (os.getloadavg()[0] > 2)


def test_a_page_with_scripts_gives_its_news_and_can_be_kept_as_a_report(tmp_path):
    """Scripts stay outside; the kept text has a head, so that a case can hold it, and the offsets count in it."""
    page = (
        "<!DOCTYPE html><html lang='nl'><head><title>Gezinnen</title><script>alert('De VVD eist dit.')</script></head>"
        "<body><nav>De VVD wil klikken.</nav><article><h1>Gezinnen</h1>"
        + f"<p>{LINE * 3}</p>" * 4
        + "</article></body></html>"
    )
    (tmp_path / "page.html").write_text(page, "utf-8")
    done, _ = treves("read", "--case", "rutte4-asylum", "page.html", *DAY, "--keep", "kept", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    kept = (tmp_path / "kept" / "page.txt").read_bytes().decode()
    rows = json.loads(done.stdout)["statements"]
    assert rows
    assert all(kept[row["start"] : row["end"]] == row["text"] for row in rows)
    assert "alert" not in kept
    assert "date: 2023-07-05" in kept.split("\n\n")[0]


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"", b"doc,start,end,actor,about,stance\na,b,c,d,e,f\n", b'{"a": 1}', b"[" * 100_000]
)
@pytest.mark.parametrize("ending", ["csv", "jsonl", "jsonld", "ann", "dna"])
def test_a_broken_statement_file_is_refused(tmp_path, data, ending):
    """Files of statements that are none, in every format that is read."""
    file = tmp_path / f"2023-07-06-de-eis.{ending}"
    file.write_bytes(data)
    done, _ = treves("read", "--case", "rutte4-asylum", "--from", file, "--out", "o.csv", cwd=tmp_path)
    assert done.returncode in {0, 2}
    if done.returncode == 0:
        assert (tmp_path / "o.csv").read_text("utf-8").count("\n") == 1


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a,b\n1,2\n", b"doc,start,end,actor,about,stance\n1\n", b"\0,\0\n"])
def test_score_refuses_what_is_no_table(tmp_path, data):
    """Binary, other columns, rows cut short."""
    (tmp_path / "g.csv").write_bytes(data)
    done, _ = treves("score", "g.csv", "g.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "right would be" in done.stderr or "must be whole numbers" in done.stderr
