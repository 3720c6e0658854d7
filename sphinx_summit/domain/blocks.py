"""The texts of a page in which names may stand, block by block: paragraphs, headings, cells, code.

Reading a page remembers them; writing it finds the same blocks again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_summit.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

Where = Literal["prose", "title", "code", "url", "link", "compound", "ambiguous", "off"]


# Named tuples: a handbook keeps tens of thousands, and a data class takes five times as long to be saved and loaded.


class Run(NamedTuple):
    """A stretch of text of one standing. `target` is (kind, id or name) for the text of a role of ours."""

    text: str
    where: Where
    target: tuple[str, str] | None = None


class Block(NamedTuple):
    """One paragraph, heading, cell …: its line from 1, the section it is in, the anchors of the objects around it (the
    innermost first), what its page says instead of `summit_autolink`."""

    line: int
    section: int
    around: tuple[str, ...]
    runs: tuple[Run, ...]
    autolink: str = ""

    @property
    def text(self) -> str:
        """All of the text, as a reader sees it."""
        return "".join(run.text for run in self.runs)


_CODE = (nodes.literal, nodes.literal_block, nodes.doctest_block, nodes.math, nodes.math_block)
_SKIPPED = (
    nodes.raw, nodes.comment, nodes.substitution_definition, nodes.system_message, nodes.problematic, nodes.label,
    addnodes.desc_signature, addnodes.production, nodes.field_name,
)  # fmt: skip
_LINKS = (nodes.reference, addnodes.pending_xref, addnodes.download_reference, nodes.footnote_reference,
          nodes.citation_reference)  # fmt: skip
NO_AUTOLINK = "summit-no-autolink"
"""The class of a block or a piece of text whose names stay as they are."""

_TITLES = (nodes.title, nodes.subtitle, nodes.rubric)


class _Place(NamedTuple):
    """Where the walk through a page is."""

    page: str
    line: int
    section: int = 0
    around: tuple[str, ...] = ()
    where: Where = "prose"


def find_blocks(tree: nodes.Element, docname: str) -> Iterator[tuple[str, Block, list[nodes.Text]]]:
    """Every block of a page, or of a book of pages, with the docname of its page and the texts of its runs."""
    autolink = page_autolink(tree, docname)
    sections: Counter[str] = Counter()
    waiting: list[tuple[nodes.Node, _Place]] = [(tree, _Place(docname, 0))]
    while waiting:
        node, place = waiting.pop()
        if isinstance(node, _SKIPPED):
            continue
        if not isinstance(node, nodes.TextElement):
            inside = _inside(node, place, sections)
            waiting += [(child, inside) for child in reversed(node.children)]
        elif not isinstance(node, nodes.Inline) and (found := list(_runs(node, _standing_of(node, place), None))):
            runs = tuple(run for run, _ in found)
            block = Block(node.line or place.line, place.section, place.around, runs, autolink)
            yield place.page, block, [text for _, text in found]


def _inside(node: nodes.Node, place: _Place, sections: Counter[str]) -> _Place:
    """The place of what is in a node."""
    page, section, around, where = place.page, place.section, place.around, place.where
    if isinstance(node, addnodes.start_of_file):
        page, section, around = node["docname"], 0, ()
    elif isinstance(node, nodes.section):
        sections[page] += 1
        section = sections[page]
    if isinstance(node, nodes.Element) and (classes := node["classes"]):
        where = "off" if NO_AUTOLINK in classes else where
        kinds = [kind for kind in KINDS if f"summit-{kind}" in classes]
        ids = _ids_of(node) if kinds else ()
        around = (*(id_ for id_ in ids if any(id_.startswith(f"{kind}-") for kind in kinds)), *around)
    return _Place(page, node.line or place.line, section, around, where)


def _runs(element: nodes.Element, where: Where, target: tuple[str, str] | None) -> Iterator[tuple[Run, nodes.Text]]:
    """The runs in a block, without text that is not the author's (labels) or not shown."""
    for child in element.children:
        if isinstance(child, nodes.Text):
            if child:
                yield Run(str(child), where, target), child
        elif isinstance(child, nodes.Element) and not (
            isinstance(child, _SKIPPED) or "summit-label" in child["classes"]
        ):
            yield from _runs(child, *_standing(child, where, target))


def _standing_of(block: nodes.Element, place: _Place) -> Where:
    if isinstance(block, _TITLES):
        return "title"
    return "code" if isinstance(block, _CODE) else "off" if NO_AUTOLINK in block["classes"] else place.where


def _standing(
    node: nodes.Element, where: Where, target: tuple[str, str] | None
) -> tuple[Where, tuple[str, str] | None]:
    """How names in a part of a block stand."""
    if where in {"link", "url"}:
        return where, target
    if isinstance(node, _LINKS):
        is_address = node.get("refuri", "") in {node.astext(), f"mailto:{node.astext()}"}
        return "url" if is_address else "link", _role_target(node)
    if isinstance(node, _CODE) and not isinstance(node.parent, addnodes.pending_xref):
        return "code", target
    if where == "prose" and NO_AUTOLINK in node["classes"]:
        return "off", target
    return where, target


def page_autolink(tree: nodes.Element, docname: str) -> str:
    """What a page says instead of `summit_autolink`: its metadata `summit-autolink`, "" without one."""
    environment = getattr(getattr(tree, "settings", None), "env", None)
    return str(environment.metadata[docname].get("summit-autolink", "")).strip() if environment else ""


def _ids_of(described: nodes.Element) -> list[str]:
    """The anchors of an object: a section's own; those of the target within a box or a question's term."""
    holder: nodes.Node = described
    while isinstance(holder, (nodes.definition_list, nodes.definition_list_item, nodes.term, nodes.container)):
        holder = holder[0]
    return list(holder["ids"]) if isinstance(holder, (nodes.section, nodes.target)) else list(described["ids"])


def _role_target(node: nodes.Element) -> tuple[str, str] | None:
    if not isinstance(node, addnodes.pending_xref) or node.get("refdomain") != "summit":
        return None
    kind = node["reftype"]
    return (kind if kind in KINDS else "release", node["reftarget"])
