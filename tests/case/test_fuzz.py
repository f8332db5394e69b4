"""Whatever bytes lie in a case, the answer is a case or a list of faults; nothing else is ever raised."""

import contextlib
import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from treves.case import load_case
from treves.errors import CaseError

RURITANIA = Path(__file__).parents[2] / "src" / "treves" / "cases" / "ruritania"
CONTENTS = {
    str(file.relative_to(RURITANIA)): file.read_bytes()
    for file in sorted([*RURITANIA.glob("*.yaml"), *RURITANIA.glob("*.csv"), *RURITANIA.glob("reports/*.txt")])
}
FILES = sorted(CONTENTS)
PIECES = [
    b"",
    b"\n",
    b":",
    b"- ",
    b'"',
    b"[",
    b"{",
    b"&a ",
    b"*a",
    b"!!x ",
    b",",
    b"\t",
    b"\xff",
    b"\r",
    b"|\n",
]
NO_NUMBERS = [
    "1e400",
    "-0",
    ".5",
    "1" * 5000,
    "٣",
    "1٣",
    "+1",
    "0x1",
    "2024-13-01",
    "0000-01-01",
    "9999-12-31",
]
NO_WORDS = ["", "~", '"\\uD800"', '"\\0"', "é" * 200, '"  x "', "NO", "null", "|", ">-", "'", '"']
NO_SHAPES = ["[]", "{}", "[[]]", "{a: {b: c}}", "- x", "? x", "*a", "&a x", "!!map {}", "a: b: c"]


def write(contents: dict[str, bytes], folder: Path) -> Path:
    (folder / "reports").mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def load_or_refuse(contents: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(contents, Path(folder))
        with contextlib.suppress(CaseError):
            load_case(folder)


@settings(deadline=None)
@given(file=st.sampled_from(FILES), content=st.binary(max_size=300))
@example(file="case.yaml", content=b"\x00" * 50)
@example(file="agenda.yaml", content="issues: 🪿".encode("utf-16-be"))
def test_random_bytes_in_a_file(file, content):
    """A file of noise."""
    load_or_refuse({**CONTENTS, file: content})


@settings(deadline=None)
@given(file=st.sampled_from(FILES), text=st.text(max_size=200))
def test_random_text_in_a_file(file, text):
    """A file of words that mean nothing, half surrogates left out."""
    load_or_refuse({**CONTENTS, file: text.encode("utf-8", "ignore")})


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_bite_out_of_a_good_file(data):
    """A few bytes of a good file replaced, taken out or put in: the faults are nearer to what people do."""
    file = data.draw(st.sampled_from(FILES))
    content = CONTENTS[file]
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 40))
    new = data.draw(st.sampled_from(PIECES) | st.binary(max_size=10))
    load_or_refuse({**CONTENTS, file: content[:start] + new + content[start + length :]})


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_odd_values_in_good_places(data):
    """One scalar of a YAML file replaced by something a reader may trip over."""
    file = data.draw(st.sampled_from([name for name in FILES if name.endswith(".yaml")]))
    lines = CONTENTS[file].decode().split("\n")
    at = data.draw(st.sampled_from([i for i, line in enumerate(lines) if ": " in line and not line.startswith("#")]))
    odd = data.draw(st.sampled_from([*NO_NUMBERS, *NO_WORDS, *NO_SHAPES]))
    head, _, _ = lines[at].partition(": ")
    lines[at] = f"{head}: {odd}"
    load_or_refuse({**CONTENTS, file: "\n".join(lines).encode()})


@settings(deadline=None)
@given(
    before=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    span=st.text(st.characters(min_codepoint=0x10000), min_size=1, max_size=8),
)
def test_offsets_count_code_points_beyond_the_basic_plane(before, span):
    """A goose is one character, though it takes four bytes and two UTF-16 units."""
    head = "outlet: x\ndate: 1897-06-20\ntitle: y\n\nz"
    text = head + before + span
    rows = list(csv.reader(io.StringIO(CONTENTS["statements.csv"].decode())))
    start = text.index(span)
    rows[1][2:5] = [str(start), str(start + len(span)), span]
    rows[1][1] = "geese"
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    contents = {**CONTENTS, "reports/geese.txt": text.encode(), "statements.csv": out.getvalue().encode()}
    with tempfile.TemporaryDirectory() as folder:
        case = load_case(write(contents, Path(folder)))
        statement = case.statements[0]
        assert case.reports["geese"].span(statement.start, statement.end) == span == statement.text
        rows[1][2] = str(start + 1)
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(rows)
        (Path(folder) / "statements.csv").write_bytes(out.getvalue().encode())
        with pytest.raises(CaseError, match=f"{start}:{start + len(span)}|places|or another"):
            load_case(folder)


def test_the_unspoiled_contents_load():
    """The fuzzing above starts from a good case."""
    with tempfile.TemporaryDirectory() as folder:
        assert load_case(write(CONTENTS, Path(folder))).digest == load_case("ruritania").digest
