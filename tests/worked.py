"""Worked examples in text: what a page shows is what happens.

The README and the pages under docs hold blocks that a reader can repeat. One mechanism runs them, page by page, each
page in an empty folder of its own, in the order in which they stand:

- ``console``: lines that begin with ``$ `` are commands, ``> FILE`` and all; what follows is their output, to the
  letter. A line ``...`` stands for any number of lines, ``...`` within a line for any characters. Without output
  nothing is compared. What a person types when ``treves review`` asks stands where it would stand in a terminal.
- ``python``: run as it stands, in one namespace per page. A block after ``<!-- printed -->`` is what it prints.
- any block after ``<!-- file: NAME -->`` is saved under that name.
- ``<!-- remove: NAME -->`` before a block takes a file away first.
- ``<!-- typed: a a e about=x _ -->`` before a console block types these lines (``_`` is an empty one) at its last
  command, where the dialogue is not shown whole.
- ``<!-- exit: 2 -->`` before a console block says that its last command is meant to fail.

Blocks marked ``sh`` are too slow to be run here, or need what is not there; their verbs and options must exist.

    python tests/worked.py docs/tutorial.md     writes what is printed into a page, where outputs stand
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from typed import Done, typed

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^(?P<mark>(?:<!--[^\n]*-->\n)*)```(?P<kind>[a-z]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"<!-- (file|remove|typed|exit|printed)(?:: ([^\n]*?))? -->")
ASKED = re.compile(r"^(a accept .* > )(\w)\n", re.MULTILINE)
EDITED = re.compile(r"(  column=value, an empty line ends [^\n]*\n)((?:  \w+=[^\n]*\n)+) *\n")
COLUMNS = "100"


@dataclass
class Block:
    """One fenced block, with what the marks before it say."""

    kind: str
    body: str
    start: int
    marks: dict[str, str] = field(default_factory=dict)


def pages() -> list[Path]:
    """Return the README and every page of the documentation."""
    written = (path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts)
    return [ROOT / "README.md", *sorted(written)]


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a page, in order."""
    return [
        Block(found["kind"], found["body"], found.start("body"), dict(MARK.findall(found["mark"])))
        for found in FENCE.finditer(text)
    ]


def commands_of(block: Block) -> list[tuple[str, str]]:
    """Return the commands of a console block, each with the output shown."""
    return re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block.body, re.MULTILINE)


def agrees(shown: str, printed: str) -> bool:
    """Tell whether what is shown is what was printed, dots standing for anything."""
    pattern = re.escape(_plain(shown)).replace(r"\.\.\.", r".*?")
    return re.fullmatch(pattern, _plain(printed), re.DOTALL) is not None


def dialogue(shown: str) -> tuple[str, str]:
    """Take what a person types out of a shown dialogue: the keys, and what the program alone prints."""
    keys: list[str] = []
    rest, place = [], 0
    for found in re.finditer(f"{ASKED.pattern}|{EDITED.pattern}", shown, re.MULTILINE):
        rest.append(shown[place : found.start()])
        if found[1]:
            keys.append(found[2])
            rest.append(found[1])
        else:
            lines = [line.strip() for line in found[4].splitlines()]
            keys.extend([*lines, ""])
            rest.append(found[3] + "  " * (len(lines) + 1))
        place = found.end()
    return "".join(f"{key}\n" for key in keys), "".join([*rest, shown[place:]])


def call(line: str, folder: Path, keys: str = "") -> Done:
    """Run one command line of treves in a folder, as from a shell; ``> FILE`` at its end takes the output."""
    words = shlex.split(line)
    target = words[-1] if words[-2:-1] == [">"] else ""
    if target:
        words = words[:-2]
    assert words[0] == "treves", line
    done = typed(*words[1:], cwd=folder, env={"COLUMNS": COLUMNS}, said=keys)
    if target:
        (folder / target).write_text(done.stdout, encoding="utf-8")
        return done._replace(stdout="")
    return done


def steps(text: str, folder: Path) -> Iterator[tuple[str, str, str, int]]:
    """Run a page in a folder; yield what ran, what was shown, what was printed, and where the shown text begins.

    Raises
    ------
    AssertionError
        If a command ends otherwise than the page says.
    """
    names: dict[str, object] = {"__name__": "__main__"}
    printed = ""
    for block in blocks_of(text):
        if "remove" in block.marks:
            (folder / block.marks["remove"]).unlink()
        if "file" in block.marks:
            target = folder / block.marks["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.body, encoding="utf-8")
        elif "printed" in block.marks:
            yield "python", block.body, printed, block.start
        elif block.kind == "python":
            out = io.StringIO()
            with contextlib.chdir(folder), contextlib.redirect_stdout(out):
                exec(compile(block.body, "page.py", "exec"), names)
            printed = out.getvalue()
        elif block.kind == "console":
            yield from _console(block, folder)


def _console(block: Block, folder: Path) -> Iterator[tuple[str, str, str, int]]:
    commands = commands_of(block)
    place = block.start
    for number, (line, shown) in enumerate(commands):
        place = place + block.body[place - block.start :].index(f"$ {line}\n") + len(line) + 3
        keys, program = dialogue(shown)
        is_last = number == len(commands) - 1
        if is_last and "typed" in block.marks:
            keys = "".join(f"{key.strip('_')}\n" for key in block.marks["typed"].split())
        done = call(line, folder, keys)
        meant = int(block.marks.get("exit", 0)) if is_last else 0
        assert done.returncode == meant, f"{line}: exit code {done.returncode}\n{done.stderr}"
        if shown:
            yield line, program, done.stdout if meant == 0 else done.stdout + done.stderr, place


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def rewritten(text: str) -> str:
    """Return the page with every output that does not agree replaced by what is printed."""
    with tempfile.TemporaryDirectory() as folder:
        found = list(steps(text, Path(folder)))
    for line, shown, printed, place in reversed(found):
        if not agrees(shown, printed) and text[place : place + len(shown)] == shown:
            kept = "\n".join(row.rstrip() for row in printed.strip("\n").splitlines()) + "\n"
            text = text[:place] + kept + text[place + len(shown) :]
        elif not agrees(shown, printed):
            print(f"{line}: mend by hand\n{printed}")
    return text


if __name__ == "__main__":
    for name in sys.argv[1:]:
        page = Path(name)
        page.write_text(rewritten(page.read_text(encoding="utf-8")), encoding="utf-8")
