"""Documents, sections and their titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_summit.output.typst.escape import string
from sphinx_summit.output.typst.translator.base import TypstTranslator
from sphinx_summit.output.typst.translator.blocks import facts_of
from sphinx_summit.output.typst.translator.grid import columns_of

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder

_NEVER_PRINTED = (nodes.Invisible, nodes.title, addnodes.index, nodes.target, nodes.raw)
_LONGEST_SIDE = 24
"""What the contents show at the right, in half-width characters."""


class HeadingVisitors(TypstTranslator):
    """Visitors of what makes the book's levels. The root document's title is the book's and makes no level."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self._level = 0
        self._title_section = title_section(document)
        self.contents_labels: list[str] = []
        """Anchors of the root document where it prints nothing of its own: they belong to the contents."""

    def visit_document(self, _node: Element) -> None:
        self.anchor(self.docname, [""])
        if self._title_section is None:
            self.contents_labels = self.take_anchors()

    def depart_document(self, _node: Element) -> None:
        self.write_anchors()

    def visit_start_of_file(self, node: Element) -> None:
        node["outer"] = self.docname
        self.docname = node["docname"]
        self.anchor(self.docname, [""])

    def depart_start_of_file(self, node: Element) -> None:
        self.write_anchors()
        self.docname = node["outer"]

    # ---------- sections

    def visit_section(self, node: Element) -> None:
        self.section_number += 1
        if node is not self._title_section:
            self._level += 1
            self._list_sections(node)
            self.sections.append(self._section_style(node))

    def depart_section(self, node: Element) -> None:
        self.write_anchors()
        if node is not self._title_section:
            self._level -= 1
            self.sections.pop()

    def _section_style(self, node: Element) -> str:
        if not _stands_free(node):
            return "boxed-heading"
        if self._level == 1:
            return "part"
        for kind in ("event", "session"):
            if f"summit-{kind}" in node["classes"]:
                return kind
        return "session" if self._level == 2 else "subhead"

    def _list_sections(self, node: Element) -> None:
        """Before the first section of a part that opens with facts: the list of its sections."""
        part = _outer_section(node)
        if part is None or not self.sections or self.sections[-1] != "part" or facts_of(part) is None:
            return
        inner = [section for section in part.findall(nodes.section) if _outer_section(section) is part]
        if inner[0] is node and len(inner) > 1:
            self.body.append("#part-list();\n")

    # ---------- titles

    def visit_title(self, node: Element) -> None:
        section = node.parent
        if not isinstance(section, nodes.section):
            self.body.append("#lead-in[")
        elif section is self._title_section:
            self._open_front(node)
        else:
            self.mark_source(node)
            self._open_heading(self.sections[-1], self._level, node)

    def depart_title(self, _node: Element) -> None:
        self.body.append("];\n")

    def _open_front(self, title: Element) -> None:
        """The root document's title, if text of its own follows it before the first document or section."""
        if not _has_front(title.parent):
            self.contents_labels = self.take_anchors()
            raise nodes.SkipNode
        self._open_heading("division", 1, title)

    def _open_heading(self, style: str, level: int, title: Element) -> None:
        section = title.parent
        facts = facts_of(section)
        side = _side(facts) if facts is not None else ""
        listed = level <= 2 or "summit-session" in section["classes"]
        number = style == "part"
        data = {
            "title": string(_words(title).strip()),
            "side": string(side) if side else "none",
            "kind": string("part" if style == "part" else "division" if style == "division" else "section"),
            "number": "true" if number else "false",
            "depth": "8" if facts is not None else "4.5",
            "facts": "true" if facts is not None else "false",
            "listed": "true" if listed else "false",
        }
        form = ", ".join(f"{key}: {value}" for key, value in data.items())
        self.body.append(f"#{style}({level}, ({form}))[")
        self.write_anchors()


def title_section(document: nodes.document) -> Element | None:
    """The section of the root document whose title is the book's: the only one of its own."""
    sections = [child for child in document.children if isinstance(child, nodes.section)]
    return sections[0] if len(sections) == 1 else None


def _side(facts: Element) -> str:
    """Speakers or dates, for the contents."""
    for wanted in ("summit-fact-speakers", "summit-fact-dates"):
        for body in facts.findall(nodes.field_body):
            if wanted in body["classes"]:
                return _shortened(re.sub(r"\s+(?=[\s,、])", "", _words(body)).strip())
    return ""


def _words(node: Any) -> str:
    """The text of a node without marks of notes and without where a speaker comes from."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, nodes.footnote_reference) or "summit-affiliation" in node.get("classes", ()):
        return ""
    return "".join(map(_words, node.children))


def _shortened(text: str) -> str:
    if columns_of(text) <= _LONGEST_SIDE:
        return text
    while columns_of(text) > _LONGEST_SIDE - 2:
        text = text[:-1]
    return f"{text.rstrip(' ,、')} …"


def _outer_section(node: nodes.Node) -> Element | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    return parent


def _stands_free(section: nodes.Node) -> bool:
    """Whether a section stands in nothing but sections and documents, so that pages can break before it."""
    free = (nodes.section, nodes.document, addnodes.start_of_file, nodes.compound)
    parent = section.parent
    while parent is not None:
        if not isinstance(parent, free):
            return False
        parent = parent.parent
    return True


def _has_front(section: Element) -> bool:
    for child in section.children:
        if isinstance(child, (nodes.section, addnodes.start_of_file)):
            return False
        if isinstance(child, nodes.compound) and child.next_node(addnodes.start_of_file):
            return False
        if not isinstance(child, _NEVER_PRINTED) and not (isinstance(child, nodes.compound) and not len(child)):
            return True
    return False
