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
| summit-milestone         | list_item                | a release or a renaming between the events of a chronology |
| summit-undated           | list_item, paragraph     | an entry whose date nobody stated                        |
| summit-empty             | paragraph                | a view that has nothing to show                          |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from collections.abc import Iterable

Inline = nodes.Node | str

_ = get_translation("sphinx_summit")


def _spread(children: Iterable[Inline]) -> list[nodes.Node]:
    return [nodes.Text(child) if isinstance(child, str) else child for child in children]


def box(*children: nodes.Node, classes: Iterable[str] = ()) -> nodes.container:
    """A block without a meaning of its own to any builder."""
    return nodes.container("", *children, classes=list(classes))


def paragraph(*children: Inline, classes: Iterable[str] = ()) -> nodes.paragraph:
    """A paragraph of texts and inline nodes."""
    return nodes.paragraph("", "", *_spread(children), classes=list(classes))


def span(*children: Inline, classes: Iterable[str] = ()) -> nodes.inline:
    """A piece of a line."""
    return nodes.inline("", "", *_spread(children), classes=list(classes))


def joined(parts: Iterable[Iterable[Inline]], separator: str) -> list[Inline]:
    """The parts in one line, with a separator between them."""
    line: list[Inline] = []
    for part in parts:
        line += [separator, *part] if line else part
    return line


def facts(rows: Iterable[tuple[str, str, Iterable[Inline]]]) -> nodes.field_list:
    """A list of (name, label, value); the name is the end of the class."""
    fields = nodes.field_list(classes=["summit-facts"])
    for name, label, value in rows:
        classes = [f"summit-fact-{name}"]
        body = nodes.field_body("", paragraph(*value), classes=list(classes))
        fields += nodes.field("", nodes.field_name("", label, classes=list(classes)), body)
    return fields


def bullets(items: Iterable[nodes.list_item], classes: Iterable[str] = ()) -> nodes.bullet_list:
    """A list of rows."""
    return nodes.bullet_list("", *items, classes=["summit-rows", *classes], bullet="-")


def item(*children: nodes.Node, classes: Iterable[str] = (), ids: Iterable[str] = ()) -> nodes.list_item:
    """One row of a list."""
    row = nodes.list_item("", *children, classes=list(classes))
    add_ids(row, ids)
    return row


def add_ids(node: nodes.Element, ids: Iterable[str]) -> None:
    """Give a node anchors: as targets in its first paragraph, because LaTeX makes labels of nothing else."""
    first = next(node.findall(nodes.paragraph), None)
    for id_ in ids:
        target = nodes.target("", "", ids=[id_])
        if first is None:
            node.insert(0, target)
        else:
            first.insert(0, target)


def badge(name: Inline, state: str, state_class: str, dates: str) -> nodes.inline:
    """A release: its name, its state in words, its dates."""
    parts: list[Inline] = [span(name, classes=["summit-badge-name"])]
    if state:
        parts += [" ", span(state, classes=["summit-badge-state"])]
    if dates:
        parts += [" ", span(f"({dates})", classes=["summit-badge-dates"])]
    return span(*parts, classes=["summit-badge", *([f"summit-is-{state_class}"] if state_class else [])])


def question(text: list[nodes.Node], answer: list[nodes.Node]) -> nodes.definition_list:
    """A question and, if there is one, its answer."""
    term = nodes.term("", "", span(_("Q"), classes=["summit-label"]), nodes.Text(" "), *text)
    body = nodes.definition("", *answer)
    if answer:
        if not isinstance(answer[0], nodes.paragraph):
            body.insert(0, nodes.paragraph())
        body[0][0:0] = [span(_("A"), classes=["summit-label"]), nodes.Text(" ")]  # type: ignore[index]
    entry = nodes.definition_list_item("", term, body)
    return nodes.definition_list("", entry, classes=["summit-question"])


def table(head: Iterable[str], rows: Iterable[Iterable[nodes.Node]], classes: Iterable[str] = ()) -> nodes.table:
    """A table with one head row; each cell is one block."""
    labels = list(head)
    # In characters: Sphinx's text writer before 8.1 never ends where a wide one does not fit.
    width = max(12, 72 // max(1, len(labels)))
    group = nodes.tgroup("", *[nodes.colspec(colwidth=width) for _ in labels], cols=len(labels))
    group += nodes.thead("", _row(paragraph(label) for label in labels))
    group += nodes.tbody("", *[_row(row) for row in rows])
    return nodes.table("", group, classes=list(classes))


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", cell) for cell in cells])
