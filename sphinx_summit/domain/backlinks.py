"""Where an object's page tells of its mentions: below what is said of the object itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from sphinx_summit.domain.directives import Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_summit.model.records import Record


def add_backlinks(document: nodes.document, placed: Mapping[nodes.Element, Record], docname: str) -> None:
    """Leave a placeholder for each object: at the end of its section or box, below a question and its answer.

    Where sub-sections describe other objects, or other pages follow, before the sub-sections: there it is still about
    this one.
    """
    if not placed:
        return
    sections = [described for described in placed if isinstance(described, nodes.section)]
    holding = _with_parents([*sections, *document.findall(addnodes.toctree)])
    for described, record in placed.items():
        holder = Placeholder(what="backlinks", options={"kind": record.kind, "id": record.id}, docname=docname)
        holder.source, holder.line = described.source, record.place.line if record.place else None
        if isinstance(described, nodes.term):
            entry = described.parent.parent
            cast("nodes.Element", entry.parent).insert(entry.parent.index(entry) + 1, holder)
        else:
            described.insert(_end_of_own_text(described, holding), holder)


def _with_parents(elements: Iterable[nodes.Element]) -> set[nodes.Node]:
    """These elements and every one around them."""
    found: set[nodes.Node] = set()
    for element in elements:
        node: nodes.Node | None = element
        while node is not None and node not in found:
            found.add(node)
            node = node.parent
    return found


def _end_of_own_text(described: nodes.Element, holding: set[nodes.Node]) -> int:
    children = described.children
    if not any(child in holding for child in children):
        return len(children)
    return next(number for number, child in enumerate(children) if isinstance(child, nodes.section) or child in holding)
