"""Names in prose: where they stand on a page, which become links, and what is told of them.

Reading a page remembers its texts (`Block`); which names stand in them is computed when all pages are read,
because a name may be registered on any page. Writing a page finds the same blocks again and puts the links in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from docutils import nodes
from docutils.utils import unescape
from sphinx import addnodes

from sphinx_summit.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_summit.config import SummitConfig
    from sphinx_summit.model.index import Key
    from sphinx_summit.model.names import Found, NameTable

Where = Literal["prose", "title", "code", "url", "link", "compound", "ambiguous", "off"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one standing. `target` is (kind, id or name) for the text of a role of ours."""

    text: str
    where: Where
    target: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, cell …: its line from 1, the section it is in, the objects that are around it."""

    line: int
    section: int
    around: tuple[str, ...]
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All of the text, as a reader sees it."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found: where it stands (`block`, `run`, `start`, `end` within the run), and whether it is a link."""

    page: str
    line: int
    text: str
    kind: str
    id: str
    where: Where
    linked: bool
    block: int
    run: int
    start: int
    end: int


# -- blocks ----------------------------------------------------------------------------------------

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
                Block(line, section, around, tuple(run for run, _ in kept)),
                [text for _, text in kept],
            )


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
            anchors = [id_ for id_ in node["ids"] if any(id_.startswith(f"{kind}-") for kind in kinds)]
            around = (*anchors, *around)
        return page, section, around


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


# -- mentions --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Linking:
    """What decides whether a found name becomes a link."""

    names: NameTable
    config: SummitConfig
    has_place: Callable[[str, str], bool]
    resolve: Callable[[str, str], Key | None]
    context: Callable[[str], frozenset[Key]]
    """From a session's anchor to the objects that its options name: there an ambiguous name is meant."""


def find_mentions(page: str, blocks: Iterable[Block], linking: Linking) -> list[Mention]:
    """Every name on a page, in order."""
    mentions: list[Mention] = []
    linked: set[tuple[int, str, str]] = set()
    for number, block in enumerate(blocks):
        line = block.line
        for position, run in enumerate(block.runs):
            if run.target:
                key = linking.resolve(*run.target)
                if key:
                    mentions.append(
                        Mention(page, line, run.text, *key, "link", True, number, position, 0, len(run.text))
                    )
            else:
                for found in linking.names.find(run.text):
                    where = _where(run, block, found, linking)
                    is_link = where == "prose" and _becomes_link(block, found, linking, linked)
                    at = line + run.text.count("\n", 0, found.start)
                    text = run.text[found.start : found.end]
                    mentions.append(
                        Mention(page, at, text, found.name.kind, found.name.id, where, is_link,
                                number, position, found.start, found.end)
                    )  # fmt: skip
            line += run.text.count("\n")
    return mentions


def _where(run: Run, block: Block, found: Found, linking: Linking) -> Where:
    if run.where in {"code", "url", "link"}:
        return run.where
    if found.standing == "ambiguous":
        meant = any((found.name.kind, found.name.id) in linking.context(anchor) for anchor in block.around)
        return run.where if meant else "ambiguous"
    return run.where if found.standing == "word" else found.standing


def _becomes_link(block: Block, found: Found, linking: Linking, linked: set[tuple[int, str, str]]) -> bool:
    kind, id_ = found.name.kind, found.name.id
    config = linking.config
    if config.autolink not in {"first", "all"} or kind not in config.autolink_kinds:
        return False
    if f"{kind}-{id_}" in block.around or not linking.has_place(kind, id_):
        return False
    key = (block.section, kind, id_)
    if config.autolink == "first" and key in linked:
        return False
    linked.add(key)
    return True


# -- sentences -------------------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[。！？][」』）)]*|[.!?][\"')\]]*(?=\s)")


def sentence_around(block: Block, mention: Mention) -> tuple[str, str, str]:
    """The sentence that a name stands in, as text before, the name, text after."""
    start = sum(len(run.text) for run in block.runs[: mention.run]) + mention.start
    # A role's text is the whole run, whatever is shown for it.
    whole = mention.where == "link" and mention.start == 0
    end = start + (len(block.runs[mention.run].text) if whole else mention.end - mention.start)
    text = block.text
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    first = max((stop for stop in ends if stop <= start), default=0)
    last = min((stop for stop in ends if stop >= end), default=len(text))
    return _one_line(text[first:start]).lstrip(), _one_line(text[start:end]), _one_line(text[end:last]).rstrip()


def _one_line(text: str) -> str:
    """Line ends as spaces, but for those between characters that are written without spaces."""
    text = re.sub(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])", "", text)
    return re.sub(r"\s+", " ", unescape(text))


# -- links -----------------------------------------------------------------------------------------


def put_links(
    texts: list[list[nodes.Text]], mentions: Iterable[Mention], make: Callable[[Mention], nodes.Element]
) -> None:
    """Replace each linked name by the reference that `make` gives for it."""
    by_text: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        if mention.linked and mention.where == "prose":
            by_text.setdefault((mention.block, mention.run), []).append(mention)
    for (block, run), found in by_text.items():
        text = texts[block][run]
        text.parent.replace(text, _with_links(str(text), found, make))


def _with_links(text: str, found: list[Mention], make: Callable[[Mention], nodes.Element]) -> list[nodes.Node]:
    parts: list[nodes.Node] = []
    position = 0
    for mention in found:
        if mention.start > position:
            parts.append(nodes.Text(text[position : mention.start]))
        parts.append(make(mention))
        position = mention.end
    if position < len(text):
        parts.append(nodes.Text(text[position:]))
    return parts
