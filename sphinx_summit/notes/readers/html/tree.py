"""Tokens → a tree, by the rules for tags that people leave out. Nothing here calls itself: pages nest deeply."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sphinx_summit.notes.readers.html.tokens import Token, tokens, value_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

VOID = words("area base basefont bgsound br col embed frame hr img input link meta param source track wbr")
BLOCKS = words(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section "
    "summary table tbody td tfoot th thead tr ul xmp caption"
)
_CELLS = frozenset({"td", "th", "caption"})
_AROUND_PARAGRAPHS = frozenset({*_CELLS, "table", "button"})
_TABLE_PARTS = words("table thead tbody tfoot tr td th caption")
# What a tag ends when it begins, if it stands in no element named after the bar.
_ENDS = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "option": ({"option"}, {"select"}),
    "tr": ({"tr"}, {"table"}),
    "td": ({"td", "th"}, {"table", "tr"}),
    "th": ({"td", "th"}, {"table", "tr"}),
    "thead": ({"thead", "tbody", "tfoot", "caption"}, {"table"}),
    "tbody": ({"thead", "tbody", "tfoot", "caption"}, {"table"}),
    "tfoot": ({"thead", "tbody", "tfoot", "caption"}, {"table"}),
    "a": ({"a"}, BLOCKS),
    "body": ({"head"}, set()),
}
_CLOSES_PARAGRAPH = BLOCKS - {
    "body",
    "html",
    "li",
    "dd",
    "dt",
    "option",
    "optgroup",
    "legend",
    "summary",
    *_TABLE_PARTS,
}
_CLOSES_PARAGRAPH |= {"table"}


@dataclass(eq=False, slots=True)
class Node:
    """An element. `children` are elements and tokens in order; `end` is where its end tag ends.

    What is in it are the tree's events from number `first` to before number `last`.
    """

    name: str
    token: Token
    parent: Node | None
    events: list[Event] = field(repr=False)
    end: int = 0
    first: int = 0
    last: int = 0
    children: list[Child] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its tag starts."""
        return self.token.start


Child: TypeAlias = Node | Token
Event: TypeAlias = tuple[bool, Child]
"""A token, or an element that begins (True) or ends (False)."""


class Tree:
    """A page, or a part of one, as a tree below `root`."""

    def __init__(self, source: str, start: int = 0) -> None:
        self.source = source
        self.events: list[Event] = []
        self.root = Node("", Token("start", start, start), None, self.events, len(source))
        self._stack = [self.root]
        self._open: dict[str, list[int]] = defaultdict(list)
        for token in tokens(source, start):
            if token.kind == "start":
                self._begin(token)
            elif token.kind == "end":
                self._end(token)
            else:
                self._stack[-1].children.append(token)
                self.events.append((True, token))
        self._close_to(1, len(source))
        self.root.last = len(self.events)

    def attribute(self, node: Node, name: str) -> str | None:
        """What an attribute of an element says; None when it has none."""
        return value_of(self.source, node.token.attributes, name)

    def tokens_of(self, node: Node) -> set[str]:
        """The words of its class and id, in lower case."""
        names = [self.attribute(node, "class"), self.attribute(node, "id")] if node.token.attributes else []
        return {word for name in names if name for word in name.lower().split()}

    def forget(self) -> None:
        """Let go of all elements, which hold each other and would else stay in memory until Python looks for such."""
        for node in nodes(self.root):
            node.children = []
        self.root.children = []
        self.events.clear()

    # -- building ------------------------------------------------------------------------------------------

    def _begin(self, token: Token) -> None:
        name = token.name
        if name in _CLOSES_PARAGRAPH and self._open["p"]:
            self._close_within({"p"}, _AROUND_PARAGRAPHS, token.start)
        if name in _ENDS:
            closes, within = _ENDS[name]
            self._close_within(closes, within, token.start)
        node = Node(name, token, self._stack[-1], self.events, token.end)
        self._stack[-1].children.append(node)
        self.events.append((True, node))
        node.first = node.last = len(self.events)
        if name in VOID:
            self.events.append((False, node))
        else:
            self._open[name].append(len(self._stack))
            self._stack.append(node)

    def _close_within(self, names: AbstractSet[str], within: AbstractSet[str], end: int) -> None:
        """Close the innermost of some elements, unless one of others stands between."""
        place = self._innermost(names)
        if place and place > self._innermost(within):
            self._close_to(place, end)

    def _innermost(self, names: AbstractSet[str]) -> int:
        """The place of the innermost open element of some names; 0 when none is open."""
        place = 0
        for name in names:
            places = self._open.get(name)
            if places and places[-1] > place:
                place = places[-1]
        return place

    def _end(self, token: Token) -> None:
        places = self._open.get(token.name)
        barrier = 0
        if token.name not in _TABLE_PARTS:
            barrier = self._innermost(_CELLS)
        if places and places[-1] > barrier:
            self._close_to(places[-1], token.end)
        elif token.name == "br":
            self._begin(token)

    def _close_to(self, place: int, end: int) -> None:
        for node in reversed(self._stack[place:]):
            node.end = end
            node.last = len(self.events)
            self.events.append((False, node))
            self._open[node.name].pop()
        del self._stack[place:]


def walk(root: Node) -> Iterator[Event]:
    """What is below an element in order; elements come twice: when they begin (True), and when they end (False)."""
    if root.last - root.first == len(root.events):
        return iter(root.events)
    return (root.events[number] for number in range(root.first, root.last))


def nodes(root: Node) -> Iterator[Node]:
    """The elements below an element, in order."""
    return (child for begins, child in walk(root) if begins and isinstance(child, Node))
