"""Changes to a good file: of its bytes, its lines, its fields and its structure, and what is known to trip readers.

Every change is drawn from a ``random.Random``-like source, so that hypothesis can shrink it and a long run can repeat
it from a number.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence

__all__ = ["mutate"]

Change = Callable[[random.Random, bytes], bytes]

ODD_NUMBERS = (
    b"0", b"-0", b"-1", b"1", b"1e400", b"-1e400", b"nan", b"NaN", b"inf", b"Infinity", b"-Infinity", b".5", b"5.",
    b"1_000", b"0x10", b"1e-400", b"99999999999999999999999", b"2147483648", b"9223372036854775808", b"1" * 5000,
    "٣".encode(), "½".encode(), "１２".encode(), b"+1", b"0.1e1", b"1,5", b"--1", b"1 2",
)  # fmt: skip
ODD_DAYS = (
    b"0001-01-01", b"0000-01-01", b"9999-12-31", b"10000-01-01", b"2023-02-29", b"2024-02-29", b"2023-13-01",
    b"2023-W01-1", b"20230706", b"2023-07-06T12:00", b"-001-01-01", "２０２３-07-06".encode(),
)  # fmt: skip
ODD_WORDS = (
    b"", b" ", b"~", b"null", b"NO", b"true", b"[]", b"{}", b"[[]]", b"{a: {b: c}}", b"- x", b"? x", b"*a", b"&a x",
    b"!!map {}", b"!!python/object:os.system x", b"<<: *a", b"a: b: c", b"|", b">-", b"%YAML 1.2", b"---", b"...",
    b"'", b'"', b'""', b"'''", b"=1+1", b"@SUM(A1)", b"../../etc/passwd", b"/dev/zero", b"con", b"a\\b", b"%s%n",
    b"{{x}}", b"<script>alert(1)</script>", b"]]>", b"&amp;", b"&x;", b"<!--", b"\\u0000", b"\\ud800", b"$", b"#",
)  # fmt: skip
ODD_LETTERS = tuple(
    letters.encode("utf-8", "surrogatepass")
    for letters in (
        "é", "e\u0301", "İ", "ı", "ß", "ﬁ", "Å", "A\u030a", "\u1e9e", "ǆ", "Σς", "👩‍👩‍👧‍👦", "😀", "🏳️‍🌈", "𝔄", "\u200b", "\u200d", "\u200e",
        "\u202e", "\u2066", "\u2069", "\u2028", "\u2029", "\x85", "\ufeff", "\ufffe", "\ufffd", "\u00a0", "\u3000", "\x00", "\x07",
        "\x1b[2J", "\x7f", "\x9b", "\ud800", "\udfff", "العربية", "עברית", "ไทย", "漢字", "a" + "\u0300" * 200, "\U0010ffff",
    )
)  # fmt: skip
RAW = (
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc0\x80",
    b"\xef\xbb\xbf",
    b"\x80",
)
ENDS = (b"\r\n", b"\r", b"\n\r", b"\x0b", b"\x0c", b"\n\n\n", b"\x1e")
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
DAY = re.compile(rb"\d{4}-\d{2}-\d{2}")
QUOTED = re.compile(rb'"[^"\n]{0,80}"')
SCALAR = re.compile(rb"(?<=: )[^\n\r]+|(?<=- )[^\n\r]+")
FIELD = re.compile(rb"(?<=[,;\t])[^,;\t\r\n]*")
TAG = re.compile(rb"</?[A-Za-z][^<>]{0,200}>")


def _odd(source: random.Random) -> bytes:
    return source.choice(source.choice((ODD_NUMBERS, ODD_DAYS, ODD_WORDS, ODD_LETTERS, RAW, ENDS)))


def _span(source: random.Random, size: int, most: int) -> tuple[int, int]:
    start = source.randint(0, size)
    return start, min(size, start + source.randint(0, most))


def replace_bytes(source: random.Random, data: bytes) -> bytes:
    a, b = _span(source, len(data), 20)
    return data[:a] + _odd(source) + data[b:]


def flip_byte(source: random.Random, data: bytes) -> bytes:
    if not data:
        return b"\x00"
    at = source.randint(0, len(data) - 1)
    return data[:at] + bytes([source.randint(0, 255)]) + data[at + 1 :]


def cut(source: random.Random, data: bytes) -> bytes:
    a, b = _span(source, len(data), 300)
    return data[:a] + data[b:]


def cut_short(source: random.Random, data: bytes) -> bytes:
    return data[: source.randint(0, len(data))]


def double(source: random.Random, data: bytes) -> bytes:
    a, b = _span(source, len(data), 300)
    return data[:b] + data[a:b] * source.choice((1, 2, 30)) + data[b:]


def move(source: random.Random, data: bytes) -> bytes:
    a, b = _span(source, len(data), 300)
    piece, rest = data[a:b], data[:a] + data[b:]
    at = source.randint(0, len(rest))
    return rest[:at] + piece + rest[at:]


def _matching(pattern: re.Pattern[bytes], odd: Sequence[bytes] | None = None) -> Change:
    def change(source: random.Random, data: bytes) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return data
        match = source.choice(found)
        if source.randint(0, 3) == 0:  # another one of the same file: right in itself, wrong in its place
            new = source.choice(found).group()
        else:
            new = source.choice(odd) if odd is not None else _odd(source)
        return data[: match.start()] + new + data[match.end() :]

    return change


def change_line(source: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at, other = (source.randint(0, len(lines) - 1) for _ in range(2))
    way = source.randint(0, 5)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(at, lines[other])
    elif way == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif way == 3:
        lines[at] = b" " * source.randint(1, 8) + lines[at]
    elif way == 4:
        lines[at] = lines[at].lstrip()
    else:
        lines[at] = lines[at] * source.choice((2, 50))
    return b"\n".join(lines)


def change_ends(source: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", source.choice(ENDS))


def recode(source: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(source.choice(("utf-16", "utf-16-le", "utf-8-sig", "latin-1", "utf-32")), "replace")


def nest(source: random.Random, data: bytes) -> bytes:
    opened, closed = source.choice(
        ((b"[", b"]"), (b"{a: ", b"}"), (b"(", b")"), (b"<a>", b"</a>"), (b'{"a":', b"}"), (b"- ", b""))
    )
    depth = source.choice((3, 30, 3000))
    at = source.randint(0, len(data))
    return data[:at] + opened * depth + closed * (depth if source.randint(0, 1) else 0) + data[at:]


ODD_VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 1.5, 1e308, -1e308, 10**30, "", " ", "x" * 3000, "\x00", "\ud800", "é", "e\u0301", "👩‍👩‍👧‍👦", "\u202e", [], {}, [[]],
    [None], {"a": None}, "1", "nan", "2023-07-06", "0001-01-01", "9999-12-31", float("nan"), float("inf"), float("-inf"), ["a"], {"": ""},
)  # fmt: skip


def _places(value: object, here: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    found = [here]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in items:
        found += _places(held, (*here, key))
    return found


def _changed_value(source: random.Random, root: object) -> object:
    where = source.choice(_places(root))
    if not where:
        return source.choice(ODD_VALUES)
    holder: object = root
    for key in where[:-1]:
        holder = holder[key]  # type: ignore[index]
    way = source.randint(0, 3)
    if way == 0:
        del holder[where[-1]]  # type: ignore[attr-defined]
    elif way == 1 and isinstance(holder, dict):
        holder[source.choice(("", "a", "treves:start", "\x00", str(where[-1]) + "x"))] = holder.pop(where[-1])
    else:
        holder[where[-1]] = source.choice(ODD_VALUES)  # type: ignore[index]
    return root


def change_json(source: random.Random, data: bytes) -> bytes:
    """Change one node of a JSON document, or of one line of JSON Lines."""
    try:
        return json.dumps(_changed_value(source, json.loads(data))).encode()
    except ValueError:
        pass
    lines = data.split(b"\n")
    at = source.randint(0, len(lines) - 1)
    head, mark, tail = lines[at].rpartition(b"\t")  # a note of brat is JSON behind a tab
    try:
        lines[at] = head + mark + json.dumps(_changed_value(source, json.loads(tail))).encode()
    except ValueError:
        return data
    return b"\n".join(lines)


CHANGES: tuple[Change, ...] = (
    replace_bytes, replace_bytes, flip_byte, cut, cut_short, double, move, change_line, change_line, change_ends, recode, nest,
    _matching(NUMBER, ODD_NUMBERS), _matching(NUMBER, ODD_NUMBERS), _matching(DAY, ODD_DAYS), _matching(QUOTED),
    _matching(SCALAR), _matching(SCALAR), _matching(FIELD), _matching(FIELD), _matching(TAG), change_json, change_json,
)  # fmt: skip


def mutate(source: random.Random, data: bytes) -> bytes:
    """Return a file changed in one to four ways; seldom none is left of it."""
    for _ in range(source.choice((1, 1, 1, 2, 2, 4))):
        data = source.choice(CHANGES)(source, data)
        if len(data) > 400_000:
            return data[:400_000]
    return data
