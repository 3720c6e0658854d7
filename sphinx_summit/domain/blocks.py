"""The texts of a page in which names may stand, block by block: paragraphs, headings, cells, code.

Reading a page remembers them; writing it finds the same blocks again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from docutils import nodes
from sphinx import addnodes

from sphinx_summit.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

Where = Literal["prose", "title", "code", "url", "link", "compound", "ambiguous", "off"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one standing. `target` is (kind, id or name) for the text of a role of ours."""

    text: str
    where: Where
    target: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Block:
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


def find_blocks(tree: nodes.Element, docname: str) -> Iterator[tuple[str, Block, list[nodes.Text]]]:
    """Every block of a page, or of a book of pages, with the docname of its page and the texts of its runs."""
    surroundings = _Surroundings(docname)
    autolink = page_autolink(tree, docname)
    for element in tree.findall(nodes.TextElement):
        if isinstance(element, (nodes.Inline, *_SKIPPED)) or _is_nested(element):
            continue
        texts = [text for text in element.findall(nodes.Text) if text]
        runs = [_run(text, element) for text in texts]
        kept = [(run, text) for run, text in zip(runs, texts, strict=True) if run is not None]
        if kept:
            page, section, around = surroundings.of(element)
            line = _line(element)
            yield (
                page,
                Block(line, section, around, tuple(run for run, _ in kept), autolink),
                [text for _, text in kept],
            )


def page_autolink(tree: nodes.Element, docname: str) -> str:
    """What a page says instead of `summit_autolink`: its metadata `summit-autolink`, "" without one."""
    environment = getattr(getattr(tree, "settings", None), "env", None)
    return str(environment.metadata[docname].get("summit-autolink", "")).strip() if environment else ""


def _is_nested(element: nodes.Element) -> bool:
    return any(isinstance(parent, (nodes.TextElement, *_SKIPPED)) for parent in _parents(element))


class _Surroundings:
    """The page, the section's number and the objects around an element, remembered per parent."""

    def __init__(self, docname: str) -> None:
        self._docname = docname
        self._known: dict[nodes.Node, tuple[str, int, tuple[str, ...]]] = {}
        self._sections: dict[str, int] = {}

    def of(self, element: nodes.Node) -> tuple[str, int, tuple[str, ...]]:
        parent = element.parent
        if parent is None:
            return self._docname, 0, ()
        if parent not in self._known:
            self._known[parent] = self._compute(parent)
        return self._known[parent]

    def _compute(self, node: nodes.Node) -> tuple[str, int, tuple[str, ...]]:
        page, section, around = self.of(node)
        if isinstance(node, addnodes.start_of_file):
            return node["docname"], 0, ()
        if isinstance(node, nodes.section):
            self._sections[page] = section = self._sections.get(page, 0) + 1
        if isinstance(node, nodes.Element):
            kinds = [kind for kind in KINDS if f"summit-{kind}" in node["classes"]]
            ids = _ids_of(node) if kinds else ()
            around = (*(id_ for id_ in ids if any(id_.startswith(f"{kind}-") for kind in kinds)), *around)
        return page, section, around


def _ids_of(described: nodes.Element) -> list[str]:
    """The anchors of an object: a section's own; those of the target within a box or a question's term."""
    holder: nodes.Node = described
    while isinstance(holder, (nodes.definition_list, nodes.definition_list_item, nodes.term, nodes.container)):
        holder = holder[0]
    return list(holder["ids"]) if isinstance(holder, (nodes.section, nodes.target)) else list(described["ids"])


def _line(element: nodes.Node) -> int:
    node: nodes.Node | None = element
    while node is not None:
        if node.line:
            return int(node.line)
        node = node.parent
    return 0


def _run(text: nodes.Text, block: nodes.Element) -> Run | None:
    """The run of a text node; None for text that is not the author's (labels) or not shown."""
    where: Where = "title" if isinstance(block, _TITLES) else "code" if isinstance(block, _CODE) else "prose"
    target = None
    node = text.parent
    while node is not block:
        if isinstance(node, _SKIPPED) or "summit-label" in node["classes"]:
            return None
        if isinstance(node, _CODE) and not isinstance(node.parent, addnodes.pending_xref):
            where = "code"
        elif isinstance(node, _LINKS):
            where = "url" if node.get("refuri", "") in {str(text), f"mailto:{text}"} else "link"
            target = _role_target(node)
        node = node.parent
    if where == "prose" and any(NO_AUTOLINK in parent["classes"] for parent in _parents(text)):
        where = "off"
    return Run(str(text), where, target)


def _parents(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _role_target(node: nodes.Element) -> tuple[str, str] | None:
    if not isinstance(node, addnodes.pending_xref) or node.get("refdomain") != "summit":
        return None
    kind = node["reftype"]
    return (kind if kind in KINDS else "release", node["reftarget"])
