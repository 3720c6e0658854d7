"""Names in prose: which object each means, which become links, and what is told of them.

Reading a page remembers its texts (`blocks.Block`); which names stand in them is computed when all pages are read,
because a name may be registered on any page. Writing a page finds the same blocks again and puts the links in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_summit.config import AUTOLINK
from sphinx_summit.domain.blocks import Block, Run, Where
from sphinx_summit.domain.store import digest_of, pack, unpack
from sphinx_summit.model.names import Occasion, Setting, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_summit.config import SummitConfig
    from sphinx_summit.model.names import Found, Key, NameTable


class Mention(NamedTuple):
    """A name found: where it stands (`block`, `run`, `start`, `end` within the run), whether it is a link, and the
    anchors of the objects `around` it, the innermost first."""

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
    around: tuple[str, ...] = ()


class PageMentions(NamedTuple):
    """The names found on a page, kept as long as the same is said of objects (`naming`).

    Digests tell whether anything has changed: `linked`, in the links of the page; for other pages `seen`, in what is
    named where, and `heard`, in the texts around the names.
    """

    naming: str
    packed: bytes
    linked: str
    seen: str
    heard: str

    def mentions(self) -> list[Mention]:
        """The names, in order."""
        return unpack(self.packed)

    @classmethod
    def of(cls, page: str, blocks: list[Block], linking: Linking, naming: str) -> PageMentions:
        """Find them in the texts of a page."""
        mentions = find_mentions(page, blocks, linking)
        linked = digest_of(m for m in mentions if m.linked)
        seen = digest_of((m.kind, m.id, m.where, m.linked, m.around) for m in mentions)
        spans = ((m.block, m.run, m.start, m.end) for m in mentions)
        heard = digest_of([*spans, *(blocks[number].runs for number in sorted({m.block for m in mentions}))])
        return cls(naming, pack(mentions), linked, seen, heard)


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
    blocks = list(blocks)
    settings = _Settings(blocks, linking)
    mentions: list[Mention] = []
    linked: set[tuple[int, str, str]] = set()
    for number, block in enumerate(blocks):
        line = block.line
        setting, is_off = settings.of(block)
        for position, run in enumerate(block.runs):
            if run.target:
                key = linking.resolve(*run.target)
                if key:
                    mentions.append(
                        Mention(page, line, run.text, *key, "link", True,
                                number, position, 0, len(run.text), block.around)
                    )  # fmt: skip
            else:
                lines, counted = line, 0
                for found in linking.names.find(run.text, setting):
                    where = _where(run, found, is_off=is_off)
                    is_link = where == "prose" and _becomes_link(block, found, linking, linked)
                    lines, counted = lines + run.text.count("\n", counted, found.start), found.start
                    text = run.text[found.start : found.end]
                    mentions.append(
                        Mention(page, lines, text, found.name.kind, found.name.id, where, is_link,
                                number, position, found.start, found.end, block.around)
                    )  # fmt: skip
            line += run.text.count("\n")
    return mentions


class _Settings:
    """The setting of each block of a page: a session and all in it are one setting, other sections are one each."""

    def __init__(self, blocks: list[Block], linking: Linking) -> None:
        self._blocks = blocks
        self._linking = linking
        self._known: dict[tuple[tuple[str, ...], int], tuple[Setting, bool]] = {}

    def of(self, block: Block) -> tuple[Setting, bool]:
        """The block's setting, and whether names in it stay as they are."""
        key = (block.around, block.section)
        if key not in self._known:
            self._known[key] = self._compute(block)
        return self._known[key]

    def _compute(self, block: Block) -> tuple[Setting, bool]:
        occasions = [self._linking.names.occasions.get(anchor, Occasion()) for anchor in block.around]
        day = next((occasion.day for occasion in occasions if occasion.day), "") or self._day
        scope = _scope(block)
        said = (self._linking.context(anchor) for anchor in block.around)
        named = frozenset(self._named.get(scope, ())).union(*said, map(_key_of, block.around))
        return Setting(day, named, Words(self._texts_of(scope))), any(occasion.off for occasion in occasions)

    @cached_property
    def _day(self) -> str:
        """The day of the event that the page is about: the one it describes, else the one of all its sessions."""
        anchors = dict.fromkeys(anchor for block in self._blocks for anchor in block.around)
        occasions = self._linking.names.occasions
        described = next((anchor for anchor in anchors if anchor.startswith("event-") and anchor in occasions), "")
        events = {occasions[anchor].event for anchor in anchors if anchor in occasions and occasions[anchor].event}
        only = f"event-{events.pop()}" if len(events) == 1 else ""
        return occasions.get(described or only, Occasion()).day

    @cached_property
    def _named(self) -> dict[str, set[Key]]:
        """Setting → the objects that roles in it name."""
        named: dict[str, set[Key]] = defaultdict(set)
        for block in self._blocks:
            for run in block.runs:
                key = self._linking.resolve(*run.target) if run.target else None
                if key:
                    named[_scope(block)].add(key)
        return named

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        texts: dict[str, list[str]] = defaultdict(list)
        for block in self._blocks:
            texts[_scope(block)].append(block.text)
        return texts

    def _texts_of(self, scope: str) -> Iterator[str]:
        yield from self._texts[scope]


def _scope(block: Block) -> str:
    return next((anchor for anchor in block.around if anchor.startswith("session-")), f"{block.section}")


def _key_of(anchor: str) -> Key:
    kind, _, id_ = anchor.partition("-")
    return kind, id_


def _where(run: Run, found: Found, *, is_off: bool) -> Where:
    if run.where in {"code", "url", "link"}:
        return run.where
    if found.standing != "word":
        return found.standing
    return "off" if is_off and run.where == "prose" else run.where


def _becomes_link(block: Block, found: Found, linking: Linking, linked: set[tuple[int, str, str]]) -> bool:
    kind, id_ = found.name.kind, found.name.id
    config = linking.config
    autolink = block.autolink if block.autolink in AUTOLINK else config.autolink
    if autolink not in {"first", "all"} or kind not in config.autolink_kinds:
        return False
    if f"{kind}-{id_}" in block.around or not linking.has_place(kind, id_):
        return False
    key = (block.section, kind, id_)
    if autolink == "first" and key in linked:
        return False
    linked.add(key)
    return True


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
