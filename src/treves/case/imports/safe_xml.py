"""XML as a tree with positions, and nothing else XML can do: no document types, no entities, no bombs.

The parser is expat, as Python ships it. A document that declares a type or an entity is refused where it does so,
before anything is expanded; so are files that are too large, too deep or have too many elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from treves.case.quote import quoted
from treves.errors import CaseError, Fault

__all__ = ["Element", "parse_xml"]

LARGEST_BYTES = 20_000_000
MOST_ELEMENTS = 500_000
DEEPEST = 100


@dataclass
class Element:
    """An element with its attributes, children and place in the file.

    Parameters
    ----------
    tag : str
    attributes : dict of str to str
    line, column : int
        1-based place of its opening tag.
    children : list of Element
    text : str
        Text directly within it, stripped.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def get(self, name: str) -> str | None:
        """Return an attribute, or None."""
        return self.attributes.get(name)

    def all(self, tag: str) -> list[Element]:
        """Return the children with a tag."""
        return [child for child in self.children if child.tag == tag]

    def walk(self) -> Iterator[Element]:
        """Go through this element and all below it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)

    def fault(self, file: str, what: str, right: str) -> Fault:
        """Make a fault at this element."""
        return Fault(file, self.line, self.column, what, right)


class _Refused(Exception):  # noqa: N818 - never leaves this file
    def __init__(self, what: str, right: str) -> None:
        self.what, self.right = what, right
        super().__init__(what)


def parse_xml(file: str, content: bytes) -> Element:
    """Read an XML document.

    Parameters
    ----------
    file : str
        Name for messages.
    content : bytes

    Returns
    -------
    Element
        The root.

    Raises
    ------
    CaseError
        If it is not well-formed XML, declares a document type or entity, or is larger than a case may be.
    """
    if len(content) > LARGEST_BYTES:
        raise CaseError([Fault(file, 0, 0, f"larger than {LARGEST_BYTES // 10**6} MB", "a smaller file")])
    builder = _Builder()
    try:
        builder.parser.Parse(content, True)
    except _Refused as refused:
        raise CaseError([builder.fault(file, refused.what, refused.right)]) from None
    except expat.ExpatError as error:
        what = f"not well-formed XML ({expat.errors.messages[error.code]})"
        raise CaseError(
            [Fault(file, error.lineno, error.offset + 1, what, "an XML file as its program wrote it")]
        ) from None
    except (LookupError, ValueError) as error:
        raise CaseError([builder.fault(file, f"the text cannot be read ({error})", "XML saved as UTF-8")]) from None
    if builder.root is None:
        raise CaseError([Fault(file, 1, 1, "no element", "an XML file as its program wrote it")])
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.StartDoctypeDeclHandler = self.refuse_type
        self.parser.EntityDeclHandler = self.refuse_entity
        self.parser.ExternalEntityRefHandler = self.refuse_entity
        self.parser.SkippedEntityHandler = self.refuse_entity
        self.root: Element | None = None
        self.open: list[Element] = []
        self.texts: list[list[str]] = []
        self.count = 0

    def fault(self, file: str, what: str, right: str) -> Fault:
        return Fault(file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, what, right)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise _Refused(f"more than {MOST_ELEMENTS:,} elements", "a smaller file")
        if len(self.open) >= DEEPEST:
            raise _Refused(f"elements nested more than {DEEPEST} deep", "a file that is less deep")
        made = Element(tag, attributes, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        if self.open:
            self.open[-1].children.append(made)
        else:
            self.root = made
        self.open.append(made)
        self.texts.append([])

    def end(self, _tag: str) -> None:
        self.open.pop().text = "".join(self.texts.pop()).strip()

    def data(self, text: str) -> None:
        self.texts[-1].append(text)

    def refuse_type(self, name: str, *_rest: object) -> None:
        what = f"the file declares a document type, {quoted(name)}, which can make a small file huge or read others"
        raise _Refused(what, "the same file without its <!DOCTYPE ...>")

    def refuse_entity(self, *_rest: object) -> int:
        raise _Refused("the file declares or uses an entity", "the same file without entities")
