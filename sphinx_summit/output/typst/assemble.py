"""All documents of a project as one tree, and every place in it that a link can go to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import inline_all_toctrees

from sphinx_summit.output.typst.escape import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

Key = tuple[str, str]
"""A docname and an id in it; the empty id is the document itself."""

_KEEPS_LINES = (nodes.FixedTextElement, nodes.literal, nodes.math, nodes.raw, nodes.comment)


def assemble(builder: Builder, root: str) -> nodes.document:
    """The documents that the root document's table of contents reaches, in its order, with references resolved."""
    tree = builder.env.get_doctree(root)
    tree["docname"] = root
    book = inline_all_toctrees(builder, {root}, root, tree, str, [root])
    book["docname"] = root
    # Sphinx hangs the children of an inlined document in a new node without telling them.
    for start in book.findall(addnodes.start_of_file):
        for child in start.children:
            child.parent = start
    builder.env.resolve_references(book, root, builder)
    _join_lines(book)
    return book


def _join_lines(book: nodes.document) -> None:
    for block in list(book.findall(nodes.TextElement)):
        if not isinstance(block, (nodes.Inline, *_KEEPS_LINES)):
            _join_lines_of(block)


def _join_lines_of(block: nodes.TextElement) -> None:
    """Make one line of the texts of a paragraph or title."""
    spots = list(_texts(block))
    texts = [str(parent.children[place]) for parent, place in spots]
    for number, (parent, place) in enumerate(spots):
        before = texts[number - 1][-1:] if number else ""
        after = texts[number + 1][:1] if number + 1 < len(texts) else ""
        joined = join_lines(texts[number], before, after)
        if isinstance(_at(parent, place + 1), nodes.footnote_reference):
            joined = joined.rstrip(" ")
        if joined != texts[number]:
            parent[place] = nodes.Text(joined)


def _texts(node: nodes.Element) -> Iterator[tuple[nodes.Element, int]]:
    """Where the texts of a paragraph stand: their parents and places in them. Equal texts are not the same text."""
    for place, child in enumerate(node.children):
        if isinstance(child, nodes.Text):
            yield node, place
        elif isinstance(child, nodes.Element) and not isinstance(child, _KEEPS_LINES):
            yield from _texts(child)


def _at(parent: nodes.Element, place: int) -> nodes.Node | None:
    return parent.children[place] if place < len(parent.children) else None


# ---------- places


@dataclass
class Places:
    """Where links can go, by docname and id, and the footnotes that are referred to."""

    root: str
    labels: dict[Key, str] = field(default_factory=dict)
    by_id: dict[str, str] = field(default_factory=dict)
    footnotes: dict[Key, nodes.footnote] = field(default_factory=dict)
    cited: set[Key] = field(default_factory=set)

    def resolve(self, docname: str, target: str) -> str | None:
        """The label of a reference in a document: an id, `#id`, or an address as our builders make them.

        Some extensions forget which document an id belongs to; then the first one that has it is meant.
        """
        if target.startswith("%"):
            page, _, id_ = target[1:].partition("#")
            return self.labels.get((page, id_))
        id_ = target.removeprefix("#")
        return self.labels.get((docname, id_)) or self.by_id.get(id_)

    def resolve_exactly(self, target: str) -> str | None:
        """The label of `%docname#id`, where an id of another document can't be meant."""
        page, _, id_ = target.removeprefix("%").partition("#")
        return self.labels.get((page, id_))


def survey(book: nodes.document, root: str) -> Places:
    """Find all places of a book."""
    places = Places(root)
    _note(places, root, "")
    for docname, node in _elements(book, root):
        if isinstance(node, addnodes.start_of_file):
            _note(places, node["docname"], "")
        elif isinstance(node, nodes.footnote_reference):
            places.cited.add((docname, node.get("refid", "")))
        elif isinstance(node, nodes.footnote):
            places.footnotes.update({(docname, id_): node for id_ in node["ids"]})
        elif isinstance(node, addnodes.index):
            for id_ in index_ids(node):
                _note(places, docname, id_)
        for id_ in node["ids"]:
            _note(places, docname, id_)
    return places


def index_ids(node: addnodes.index) -> list[str]:
    """The ids that entries of the index go to: their third part."""
    entries: list[tuple[str, str, str, str, str | None]] = node.get("entries", [])
    return [entry[2] for entry in entries]


def _note(places: Places, docname: str, id_: str) -> None:
    label = places.labels.setdefault((docname, id_), f"{docname}:{id_}")
    places.by_id.setdefault(id_, label)


def _elements(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Every element below a node with the document that it stands in."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            inner = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield docname, child
            yield from _elements(child, inner)
