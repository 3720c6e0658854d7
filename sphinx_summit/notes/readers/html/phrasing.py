"""Elements within a block: emphasis, links, pictures, what is played, signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sphinx_summit.notes.readers.html.addresses import ENCODED, Address, address_of
from sphinx_summit.notes.readers.html.tree import Node, nodes
from sphinx_summit.notes.readers.html.words import Mark, Passage, Picture, Word

if TYPE_CHECKING:
    from sphinx_summit.notes.draft import Pen
    from sphinx_summit.notes.readers.html.tree import Tree

RUNS = "an address that runs, or leads to no page"
INNER = "a link within its own page"
PLAYED = frozenset({"iframe", "video", "audio", "embed"})
_MARKS: dict[str, Literal["em", "strong", "code"]] = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "code": "code", "tt": "code", "kbd": "code", "samp": "code",
}  # fmt: skip
_AROUND = {"q": ("“", "”"), "rt": ("(", ")")}
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")


class Phrasing:
    """Collects the words of a block in a passage, with their marks. `own`: the link of a post to its own page."""

    def __init__(self, tree: Tree, pen: Pen, own: Node | None = None) -> None:
        self.tree = tree
        self.source = tree.source
        self.pen = pen
        self.own = own
        self.passage = Passage()
        self.marked: dict[Node, str] = {}

    def text(self, start: int, end: int) -> None:
        """Text."""
        self.passage.text(self.source, start, end)

    def whole(self, node: Node) -> bool:
        """Whether the element is one that stands as a whole, written now."""
        if node.name == "img":
            self._picture(node)
        elif node.name in PLAYED:
            self._played(node)
        elif node.name == "input":
            self._input(node)
        else:
            return False
        return True

    def enter(self, node: Node) -> None:
        """An element begins."""
        if node.name == "a":
            self._link(node)
        elif node.name in _MARKS:
            self._mark(node, Mark(_MARKS[node.name]))
        elif node.name in _AROUND:
            self.passage.say(_AROUND[node.name][0])

    def leave(self, node: Node) -> None:
        """An element ends."""
        if node in self.marked:
            self.passage.close(self.marked.pop(node))
        elif node.name in _AROUND:
            self.passage.say(_AROUND[node.name][1])

    def _mark(self, node: Node, mark: Mark) -> None:
        if not self.passage.holds("code") and not self.passage.holds(mark.kind):
            self.marked[node] = mark.kind
            self.passage.open(mark)

    def _link(self, node: Node) -> None:
        address = address_of(self.source, node.token.attributes, "href")
        if address is None or node is self.own:
            return
        if not address.may_be_followed:
            self.pen.drop(address.start, address.end, INNER if address.text.startswith("#") else RUNS)
        elif self.passage.holds("code"):
            self.pen.drop(address.start, address.end, "an address within code")
        else:
            self._mark(node, Mark("link", address))

    def _picture(self, node: Node) -> None:
        alt = next((each for each in node.token.attributes if each.name == "alt"), None)
        words = Passage()
        if alt:
            words.text(self.source, alt.start, alt.end)
        shown = tuple(item for item in words.lines[0] if isinstance(item, Word))
        address = self._address(node)
        if address and not self.passage.holds("code"):
            self.passage.picture(Picture(shown, address))
        elif alt:
            self.text(alt.start, alt.end)

    def _address(self, node: Node) -> Address | None:
        """Where a picture is; the first of the attributes that pages use for it."""
        if {self.tree.attribute(node, "width"), self.tree.attribute(node, "height")} & {"0", "1"}:
            self.pen.drop(node.start, node.end, "a picture that nobody sees")
            return None
        for name in _SOURCES:
            address = address_of(self.source, node.token.attributes, name)
            if address and address.may_be_followed:
                return address
            if address:
                reason = "a picture within the page itself" if address.scheme == "data" else RUNS
                self.pen.drop(address.start, address.end, reason)
        return None

    def _played(self, node: Node) -> None:
        """A video, or a page within the page: its address."""
        inner = (child for child in nodes(node) if child.name == "source")
        found = (address_of(self.source, each.token.attributes, "src") for each in (node, *inner))
        address = next((each for each in found if each and each.may_be_followed), None)
        if address:
            text = "https:" + address.text if address.text.startswith("//") else address.text
            kept = text == self.source[address.start : address.end]
            self.passage.space()
            self.passage.word(Word(text, address.start, address.end, kept=kept))
            self.passage.space()
        self.pen.drop(node.start, node.end, ENCODED if address else RUNS)

    def _input(self, node: Node) -> None:
        if (self.tree.attribute(node, "type") or "").lower() == "checkbox":
            self.passage.say("☑" if self.tree.attribute(node, "checked") is not None else "☐")
            self.passage.space()
