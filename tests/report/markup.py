"""A strict reader of the page: what is in it, whether its tags balance, and what it would load."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input", "wbr", "base", "area", "col", "embed", "source", "track"}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    text: str = ""

    def walk(self) -> list["Node"]:
        return [self, *(node for child in self.children for node in child.walk())]

    def find(self, *tags: str) -> list["Node"]:
        return [node for node in self.walk() if node.tag in tags]

    def words(self) -> str:
        return " ".join([self.text, *(child.words() for child in self.children)])


class Page(HTMLParser):
    """Parses a page; raises on a tag that is closed but was not open, or is left open."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]
        self.feed(text)
        self.close()
        if len(self.open) > 1:
            raise AssertionError(f"left open: {[node.tag for node in self.open[1:]]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        assert max(names.values(), default=1) == 1, f"<{tag}> has an attribute twice: {names}"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data[:60]}")

    @property
    def ids(self) -> list[str]:
        return [node.attributes["id"] for node in self.root.walk() if "id" in node.attributes]
