"""YAML as a tree of plain text with a position for every node; nothing in it is ever constructed.

The events of the YAML parser become dicts, lists and strings. There are no implicit types, so ``NO`` stays text and
a date stays text; numbers are read by the sheet that wants one. Tags, anchors, aliases, merge keys, duplicate
keys and a second document are refused: they have no use in a case, and each of them has been used to attack a
reader. The walk keeps its own stack, so that deep nesting cannot exhaust the interpreter's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from treves.case.quote import quoted
from treves.case.spots import spot_in
from treves.errors import Fault

__all__ = ["Loc", "Plain", "Tree", "read_tree"]

Plain = str | None | dict[str, "Plain"] | list["Plain"]
Loc = tuple[str | int, ...]

DEPTH_LIMIT = 20
NODE_LIMIT = 100_000
UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u202a-\u202e\u2066-\u2069]"  # these turn the direction of writing: what is shown would not be what is stored
)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it: ten times faster


@dataclass
class Tree:
    """A YAML file as plain values with positions.

    Parameters
    ----------
    file : str
    root : str, dict, list or None
        None for an empty file and for a value that is left empty.
    values, keys : dict
        1-based line and column of each value and of each key, by path from the root.
    holes : set
        Paths whose value was refused when the file was read; what they hold is not judged again.
    """

    file: str
    root: Plain = None
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    holes: set[Loc] = field(default_factory=set)

    def spot(self, loc: Loc, *, is_key: bool = False) -> tuple[int, int]:
        """Return line and column of a value, or of its key; of the nearest parent where there is no such node."""
        if is_key and loc in self.keys:
            return self.keys[loc]
        while loc not in self.values and loc:
            loc = loc[:-1]
        return self.values.get(loc, (1, 1))

    def is_hole(self, loc: Loc) -> bool:
        """Say whether a value, or one it lies in, was refused already."""
        return any(loc[:depth] in self.holes for depth in range(len(loc) + 1))


def read_tree(file: str, text: str) -> tuple[Tree | None, list[Fault]]:
    """Read a YAML text into a tree.

    Parameters
    ----------
    file : str
        Name used in faults.
    text : str

    Returns
    -------
    tree : Tree or None
        None where the text is no YAML at all, or more than the limits allow.
    faults : list of Fault
    """
    if found := UNPRINTABLE.search(text):
        what = f"control character U+{ord(found.group()):04X}"
        return None, [Fault(file, *spot_in(text, found.start()), what, "printable text")]
    grower = _Grower(file)
    try:
        is_whole = grower.grow(yaml.parse(text, Loader=LOADER))
    except yaml.YAMLError as error:
        return None, [*grower.faults, _syntax_fault(file, text, error)]
    return (grower.tree if is_whole else None), grower.told()


def _syntax_fault(file: str, text: str, error: yaml.YAMLError) -> Fault:
    """Say where the YAML breaks, in the words of the pure Python parser, which are the same on every machine."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as same:
        error = same
    except (
        RecursionError,
        ValueError,
        IndexError,
    ):  # what libyaml refused may break the other parser in its own way
        pass
    problem = getattr(error, "problem", None) or "it cannot be read"
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    if "end of stream" in problem or "<stream end>" in problem:
        marks.reverse()  # where the open quote or bracket stands helps; the end of the file does not
    mark = next((mark for mark in marks if mark is not None), None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    right = "one indentation for what belongs together, and every quote and bracket closed"
    return Fault(file, line, column, f"this is not YAML: {problem}", right)


@dataclass
class _Frame:
    """A mapping or list being read, and the key whose value comes next."""

    held: dict[str, Plain] | list[Plain]
    loc: Loc
    key: str | None = None
    is_skipped: bool = False


@dataclass
class _Grower:
    file: str
    tree: Tree = field(init=False)
    faults: list[Fault] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tree = Tree(self.file)

    def grow(self, events: Iterable[yaml.Event]) -> bool:
        documents = nodes = 0
        for event in events:
            mark = event.start_mark
            at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return self._refuse(at, "a second document begins here", "one document in a file, no further '---'")
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self.frames.pop()
            elif isinstance(event, yaml.NodeEvent):
                nodes += 1
                if nodes > NODE_LIMIT:
                    return self._refuse(at, f"more than {NODE_LIMIT} values", "a smaller file")
                if len(self.frames) >= DEPTH_LIMIT:
                    return self._refuse(
                        at, f"nested deeper than {DEPTH_LIMIT} levels", "no case nests deeper than eight"
                    )
                self._node(event, at)
        return True

    def told(self) -> list[Fault]:
        """Return the faults, with all anchors and aliases of the file told as one."""
        if not self.links:
            return self.faults
        line, column, mark = self.links[0]
        more = f" ({len(self.links)} anchors and aliases in this file)" if len(self.links) > 1 else ""
        what = f"anchor or alias {mark}{more}"
        return [*self.faults, Fault(self.file, line, column, what, "the value itself, written out")]

    def _refuse(self, at: tuple[int, int], what: str, right: str) -> bool:
        self.faults.append(Fault(self.file, *at, what, right))
        return False

    def _node(self, event: yaml.NodeEvent, at: tuple[int, int]) -> None:
        is_alias = isinstance(event, yaml.AliasEvent)
        if event.anchor:
            self.links.append((*at, f"{'*' if is_alias else '&'}{event.anchor}"))
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            written = tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(at, f"tag {quoted(written)}", "the plain value, without a tag")
        if isinstance(event, yaml.ScalarEvent):
            is_empty = not event.value and not event.style
            self._put(None if is_empty else event.value, at)
        elif is_alias:
            self._put(None, at, is_hole=True)
        else:
            held: dict[str, Plain] | list[Plain] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self.frames.append(self._put(held, at))

    def _put(self, value: Plain, at: tuple[int, int], *, is_hole: bool = False) -> _Frame:
        """Hang a value into the mapping or list being read; return the frame to read its own children into."""
        held = value if isinstance(value, (dict, list)) else []
        frame = self.frames[-1] if self.frames else None
        loc: Loc = ()
        if frame is None:
            self.tree.root = value
        elif isinstance(frame.held, list):
            loc = (*frame.loc, len(frame.held))
            frame.held.append(value)
        elif frame.key is None:
            return self._key(frame, value, at, held, is_hole=is_hole)
        else:
            loc, frame.key = (*frame.loc, frame.key), None
            if frame.is_skipped:
                frame.is_skipped = False
                return _Frame(held, (*loc, -1))
            assert isinstance(loc[-1], str)
            frame.held[loc[-1]] = value
        self.tree.values[loc] = at
        if is_hole:
            self.tree.holes.add(loc)
        return _Frame(held, loc)

    def _key(
        self,
        frame: _Frame,
        value: Plain,
        at: tuple[int, int],
        held: dict[str, Plain] | list[Plain],
        *,
        is_hole: bool,
    ) -> _Frame:
        assert isinstance(frame.held, dict)
        frame.key = value if isinstance(value, str) else ""
        if not isinstance(value, str):
            if not is_hole:
                self._refuse(at, "a key that is not a word", "a word, a colon and a value")
            frame.is_skipped = True
        elif value in frame.held:
            first = self.tree.keys[(*frame.loc, value)][0]
            self._refuse(at, f"key {quoted(value)} stands twice; it was given in line {first}", "each key once")
            frame.is_skipped = True
        else:
            frame.held[value] = None
            self.tree.keys[(*frame.loc, value)] = at
        return _Frame(held, (*frame.loc, -1))
