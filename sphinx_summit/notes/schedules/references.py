"""What a schedule explains once and refers to by id: people, rooms, tracks, categories, questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.schedules.lookup import each, find, folded, text
from sphinx_summit.notes.schedules.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_summit.notes.schedules.lookup import Node
    from sphinx_summit.notes.schedules.words import Tree

_LISTS = {
    "people": ("speakers", "persons", "people"),
    "rooms": ("rooms",),
    "tracks": ("tracks", "track"),
    "questions": ("questions",),
    "categories": ("categories",),
}
_IDS = ("id", "code", "guid", "uuid", "slug")
_KINDS = (
    ("track", re.compile(r"(?i)\btracks?\b|トラック|strang|theme")),
    ("format", re.compile(r"(?i)\bformat\b|\btype\b|形式")),
    ("language", re.compile(r"(?i)\blanguages?\b|sprache|言語")),
)


class Named(dict[str, str]):
    """The categories of an event by kind; those of no kind in `left`, with their titles."""

    def __init__(self) -> None:
        super().__init__()
        self.left: list[tuple[str, str]] = []

    def items_left(self) -> tuple[tuple[str, str], ...]:
        """Title and name of each category that is neither track nor format nor language."""
        return tuple(self.left)


class References:
    """The tables of a schedule, by id."""

    def __init__(self, tree: Tree) -> None:
        self.people: dict[str, Node] = {}
        self.rooms: dict[str, Node] = {}
        self.tracks: dict[str, Node] = {}
        self.questions: dict[str, Node] = {}
        self.categories: dict[str, tuple[str, Words]] = {}
        for node in _outer(tree):
            self._take(node)

    def _take(self, node: Node) -> None:
        for table, names in _LISTS.items():
            for name in names:
                for row in _rows(node.get(name)):
                    if table == "categories":
                        self._take_category(row)
                        continue
                    for key in _IDS:
                        if id_ := find(row, key):
                            getattr(self, table).setdefault(id_, row)

    def _take_category(self, row: Node) -> None:
        title = find(row, "title", "name") or ""
        for item in _rows(row.get("items") or row.get("categoryitems")):
            id_, name = find(item, "id"), find(item, "name")
            if id_ and name:
                self.categories.setdefault(id_, (title, name))

    def room(self, value: Tree, language: str = "") -> str:
        """The name of a room given by id, by name or whole."""
        words = text(value, language)
        if words is None and isinstance(value, dict):
            words = find(folded(value), "id", "guid", "slug")
        if words in self.rooms:
            return find(self.rooms[words], "name", language=language) or words
        return words or ""

    def track_of(self, event: Node) -> str:
        """The track of an event."""
        value = event.get("track") or event.get("trackid")
        words = text(value)
        if words is None and isinstance(value, dict):
            words = find(folded(value), "slug", "id", "guid")
        if words in self.tracks:
            return find(self.tracks[words], "name") or words
        return words or ""

    def question(self, answer: Node) -> str:
        """The question that an answer answers."""
        id_ = find(answer, "questionid", "id")
        known = self.questions.get(id_, {}) if id_ else {}
        return find(known, "question") or find(answer, "question") or ""

    def categories_of(self, event: Node) -> Named:
        """Sessionize: what the categories of an event say."""
        named = Named()
        listed = [
            self.categories[words]
            for value in each(event.get("categoryitems"))
            if (words := text(value)) in self.categories
        ]
        for row in _rows(event.get("categories")):
            title = find(row, "name", "title") or ""
            listed += [(title, name) for item in _rows(row.get("categoryitems")) if (name := find(item, "name"))]
        for title, name in listed:
            kind = next((kind for kind, pattern in _KINDS if pattern.search(title)), "")
            if kind and kind not in named:
                named[kind] = name
            else:
                named.left.append((title, name))
        return named


def _rows(value: Tree) -> Iterator[Node]:
    """The nodes of a list, or of a table by id."""
    if isinstance(value, dict) and value and all(isinstance(row, dict) for row in value.values()):
        value = list(value.values())
    for row in each(value):
        if isinstance(row, dict):
            yield folded(row)


def _outer(tree: Tree) -> Iterator[Node]:
    """The nodes at the top of a schedule, where such tables stand."""
    pending: list[tuple[Tree, int]] = [(tree, 0)]
    while pending:
        value, depth = pending.pop()
        if isinstance(value, dict):
            yield folded(value)
            if depth < 3:
                pending += [(child, depth + 1) for child in value.values() if isinstance(child, dict)]
        elif isinstance(value, list) and depth == 0:
            pending += [(child, 3) for child in value if isinstance(child, dict)]
