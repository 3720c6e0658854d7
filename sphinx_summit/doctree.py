"""What we put on a page: standard docutils nodes with class names, which every builder can write.

All class names of ours are in this file; the theme, the PDF template and LaTeX style them by name.

| class                    | on                       | what it is                                               |
|--------------------------|--------------------------|----------------------------------------------------------|
| summit-<kind>            | section, container       | the place where an object is described                   |
| summit-facts             | field_list               | its facts; label and value have summit-fact-<name> too   |
| summit-link summit-<kind>| reference, inline        | an object named by a role, a fact or a view              |
| summit-mention           | reference                | a name found in prose                                    |
| summit-badge             | inline                   | a release: summit-badge-name, -state and -dates within;  |
|                          |                          | summit-is-<state> (maintained, development, ended …)     |
| summit-statement         | inline                   | "since", "deprecated", "removed" with a badge            |
| summit-range             | inline                   | the first and the last release of several                |
| summit-links             | reference                | an address of a session; summit-link-<kind>: slides …    |
| summit-url               | reference                | the address of an object's own site                      |
| summit-affiliation       | inline                   | a speaker's organisation                                 |
| summit-question          | definition_list          | term = the question, definition = the answer             |
| summit-label             | inline                   | Q and A (問, 答) before them                             |
| summit-view summit-<view>| container                | a view; its list has summit-rows                         |
| summit-caption           | rubric                   | a view's caption                                         |
| summit-group             | paragraph                | a heading within a view (a letter, an event, a track)    |
| summit-row-title         | inline                   | what a row is about (a link)                             |
| summit-when              | inline                   | a date or a time                                         |
| summit-by                | inline                   | who speaks, where: the small print of a row              |
| summit-note              | inline                   | what a row says besides                                  |
| summit-count             | inline                   | a number                                                 |
| summit-sentence          | paragraph                | a sentence quoted from a page                            |
| summit-hit               | inline                   | the found name in it                                     |
| summit-source            | paragraph, inline        | where the sentence stands (a link)                       |
| summit-more              | paragraph                | how many there are besides                               |
| summit-milestone         | list_item                | a release or a renaming between the events of a chronology |
| summit-undated           | list_item, paragraph     | an entry whose date nobody stated                        |
| summit-empty             | paragraph                | a view that has nothing to show                          |
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from collections.abc import Iterable

_ = get_translation("sphinx_summit")


class Piece:
    """What is drawn, before it becomes a node (`as_node`) or HTML (`markup.as_html`): a node's class, children …

    Lists of a whole handbook have a hundred thousand of them, and a docutils node costs ten times as much. None is
    changed once it is made, so one may stand in many places.
    """

    __slots__ = ("attributes", "children", "classes", "kind", "markup")

    def __init__(
        self,
        kind: type[nodes.Element],
        children: Iterable[Inline],
        classes: Iterable[str] = (),
        **attributes: Any,
    ) -> None:
        self.kind = kind
        self.children = tuple(children)
        self.classes = tuple(classes)
        self.attributes = attributes
        self.markup = ""
        """Its HTML, kept where the same piece stands in many places."""


Inline = Piece | nodes.Node | str


def as_node(piece: Inline) -> nodes.Node:
    """A new docutils node."""
    return nodes.Text(piece) if isinstance(piece, str) else as_element(piece) if isinstance(piece, Piece) else piece


def as_element(piece: Piece) -> nodes.Element:
    """The node of a piece."""
    element = piece.kind("", classes=list(piece.classes), **piece.attributes)
    for child in piece.children:
        # Not `append`: it asks each node for its document, and there is none yet.
        node = as_node(child)
        node.parent = element
        element.children.append(node)
    return element


class Texts:
    """The texts of pieces, each once, in order."""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}
        self._rows: set[Piece] = set()

    def add(self, pieces: Iterable[Inline]) -> list[str]:
        """Those of the pieces that are new."""
        before = len(self._texts)
        self._add(pieces)
        return list(islice(self._texts, before, None))

    def _add(self, pieces: Iterable[Inline]) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                self._texts[piece] = None
            elif isinstance(piece, Piece) and piece not in self._rows:
                if piece.kind is nodes.list_item:  # it stands in many lists
                    self._rows.add(piece)
                self._add(piece.children)


def box(*children: Inline, classes: Iterable[str] = ()) -> Piece:
    """A block without a meaning of its own to any builder."""
    return Piece(nodes.container, children, classes)


def paragraph(*children: Inline, classes: Iterable[str] = ()) -> Piece:
    """A paragraph of texts and inline pieces."""
    return Piece(nodes.paragraph, children, classes)


def caption(text: str) -> Piece:
    """The caption of a view."""
    return Piece(nodes.rubric, (text,), ("summit-caption",))


def span(*children: Inline, classes: Iterable[str] = ()) -> Piece:
    """A piece of a line."""
    return Piece(nodes.inline, children, classes)


def link(child: Inline, classes: Iterable[str] = (), **attributes: Any) -> Piece:
    """A reference; `attributes` are the node's: refuri or refid, internal, reftitle."""
    return Piece(nodes.reference, (child,), classes, **attributes)


def joined(parts: Iterable[Iterable[Inline]], separator: str) -> list[Inline]:
    """The parts in one line, with a separator between them."""
    line: list[Inline] = []
    for part in parts:
        line += [separator, *part] if line else part
    return line


def facts(rows: Iterable[tuple[str, str, Iterable[Inline]]]) -> Piece:
    """A list of (name, label, value); the name is the end of the class."""
    fields = []
    for name, label, value in rows:
        classes = [f"summit-fact-{name}"]
        body = Piece(nodes.field_body, [paragraph(*value)], classes)
        fields.append(Piece(nodes.field, [Piece(nodes.field_name, [label], classes), body]))
    return Piece(nodes.field_list, fields, ["summit-facts"])


def bullets(items: Iterable[Piece], classes: Iterable[str] = ()) -> Piece:
    """A list of rows."""
    return Piece(nodes.bullet_list, items, ("summit-rows", *classes), bullet="-")


def item(*children: Piece, classes: Iterable[str] = (), ids: Iterable[str] = ()) -> Piece:
    """One row of a list. Its anchors are targets in its first paragraph: LaTeX makes labels of nothing else."""
    targets = [Piece(nodes.target, (), ids=[id_]) for id_ in ids]
    if targets:
        first, *rest = children
        children = (paragraph(*targets, *first.children, classes=first.classes), *rest)
    return Piece(nodes.list_item, children, classes)


def badge(name: Inline, state: str, state_class: str, dates: str) -> Piece:
    """A release: its name, its state in words, its dates."""
    parts: list[Inline] = [span(name, classes=["summit-badge-name"])]
    if state:
        parts += [" ", span(state, classes=["summit-badge-state"])]
    if dates:
        parts += [" ", span(f"({dates})", classes=["summit-badge-dates"])]
    return span(*parts, classes=["summit-badge", *([f"summit-is-{state_class}"] if state_class else [])])


def question(text: list[nodes.Node], answer: list[nodes.Node]) -> nodes.definition_list:
    """A question and, if there is one, its answer."""
    term = nodes.term("", "", as_node(span(_("Q"), classes=["summit-label"])), nodes.Text(" "), *text)
    body = nodes.definition("", *answer)
    if answer:
        if not isinstance(answer[0], nodes.paragraph):
            body.insert(0, nodes.paragraph())
        body[0][0:0] = [as_node(span(_("A"), classes=["summit-label"])), nodes.Text(" ")]  # type: ignore[index]
    entry = nodes.definition_list_item("", term, body)
    return nodes.definition_list("", entry, classes=["summit-question"])


def table(head: Iterable[str], rows: Iterable[Piece | Iterable[Inline]], classes: Iterable[str] = ()) -> Piece:
    """A table with one head row; other rows are their cells, of one block each, or are drawn already (`cells_of`)."""
    labels = list(head)
    # In characters: Sphinx's text writer before 8.1 never ends where a wide one does not fit.
    width = max(12, 72 // max(1, len(labels)))
    columns = [Piece(nodes.colspec, (), colwidth=width) for _ in labels]
    top = Piece(nodes.thead, [cells_of(paragraph(label) for label in labels)])
    body = Piece(nodes.tbody, (row if isinstance(row, Piece) else cells_of(row) for row in rows))
    group = Piece(nodes.tgroup, [*columns, top, body], cols=len(labels))
    return Piece(nodes.table, [group], classes)


def cells_of(blocks: Iterable[Inline]) -> Piece:
    """A row of a table; each cell is one block."""
    return Piece(nodes.row, [Piece(nodes.entry, [block]) for block in blocks])
