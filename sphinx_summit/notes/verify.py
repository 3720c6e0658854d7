"""The proof: each source put together again from the ledger and the pages, and compared with the copy kept.

A kept line is looked for at its place, then anywhere on its page, then on any page. One that is found nowhere
was edited, if an unclaimed line is at least half alike, or is lost.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from sphinx_summit.notes.ledger import Ledger, Stands, rebuild
from sphinx_summit.notes.outline import LINE_END
from sphinx_summit.notes.pages import digest
from sphinx_summit.notes.source import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

ALIKE = 0.5
Place = tuple[str, int]
"""A page and the index of a line on it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of a source that no page holds any more as it was: `line` in the source, and where it was written."""

    verdict: str
    line: int
    text: str
    page: str
    page_line: int


@dataclass(frozen=True)
class Verdict:
    """What the proof says of one source: identical, edited or lost."""

    file: str
    findings: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> str:
        """The worst of the findings."""
        verdicts = {finding.verdict for finding in self.findings}
        return "lost" if "lost" in verdicts else "edited" if verdicts else "identical"


@dataclass
class _Search:
    """The pages' lines, and which of them are claimed. `own`: fingerprints of lines that the import made itself."""

    pages: Mapping[str, Sequence[str]]
    untouched: AbstractSet[str]
    own: frozenset[str]
    claimed: set[Place] = field(default_factory=set)
    found: dict[tuple[int, int], Place] = field(default_factory=dict)

    def claim(self, wanted: tuple[int, int], place: Place) -> None:
        self.found[wanted] = place
        self.claimed.add(place)

    def free(self, page: str) -> Iterator[tuple[Place, str]]:
        """The lines of a page that a person wrote or moved there: on a page as the import left it, there are none."""
        if page in self.untouched:
            return
        for index, line in enumerate(self.pages.get(page, ())):
            if (page, index) not in self.claimed and line.strip() and digest(line) not in self.own:
                yield (page, index), line


def verify(
    ledgers: Sequence[Ledger],
    pages: Mapping[str, Sequence[str]],
    sources: Mapping[str, bytes],
    *,
    untouched: AbstractSet[str] = frozenset(),
) -> list[Verdict]:
    """The verdicts. `pages` are the lines of all pages by name, `sources` the copies kept by file.

    `untouched` are the pages that are as an import wrote them.
    """
    search = _Search(pages, untouched, frozenset(line for ledger in ledgers for line in ledger.ours))
    _find_in_place(search, ledgers)
    _find_anywhere(search, ledgers)
    verdicts = []
    for number, ledger in enumerate(ledgers):
        missing = [n for n in range(len(ledger.lines)) if (number, n) not in search.found]
        if missing:
            findings = _judge(search, number, ledger, missing, sources.get(ledger.file))
        else:
            findings = _compare(search, number, ledger, sources.get(ledger.file))
        verdicts.append(Verdict(ledger.file, tuple(findings)))
    return verdicts


def _find_in_place(search: _Search, ledgers: Sequence[Ledger]) -> None:
    """Lines in the order in which they were written, whatever was put between them."""
    by_page: dict[str, list[tuple[int, tuple[int, int], str]]] = defaultdict(list)
    for number, ledger in enumerate(ledgers):
        for n, line in enumerate(ledger.lines):
            by_page[ledger.pages[line.page]].append((line.number, (number, n), line.digest))
    for page, wanted in by_page.items():
        wanted.sort()
        digests = [digest(line) for line in search.pages.get(page, ())]
        if all(place <= len(digests) and digests[place - 1] == d for place, _, d in wanted):
            for place, key, _ in wanted:
                search.claim(key, (page, place - 1))
            continue
        matcher = SequenceMatcher(None, [d for _, _, d in wanted], digests, autojunk=False)
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                search.claim(wanted[block.a + step][1], (page, block.b + step))


def _find_anywhere(search: _Search, ledgers: Sequence[Ledger]) -> None:
    """Lines that were moved, to another place of their page first."""
    free: dict[str, list[Place]] = defaultdict(list)
    for page in search.pages:
        for place, line in search.free(page):
            free[digest(line)].append(place)
    for number, ledger in enumerate(ledgers):
        for n, written in enumerate(ledger.lines):
            places = free.get(written.digest, []) if (number, n) not in search.found else []
            if places:
                own = ledger.pages[written.page]
                place = next((place for place in places if place[0] == own), places[0])
                places.remove(place)
                search.claim((number, n), place)


def _compare(search: _Search, number: int, ledger: Ledger, kept: bytes | None) -> list[Finding]:
    """Every line is there: the bytes must be too."""
    texts = {n: _line(search, search.found[number, n]) for n in range(len(ledger.lines))}
    text = rebuild(ledger, texts)
    data = encode(text, ledger.form) if text is not None else b""
    if hashlib.sha256(data).hexdigest() == ledger.sha256 and (kept is None or kept == data):
        return []
    reason = "the bytes put together are not those of the source"
    return [Finding("lost", 1, reason, ledger.pages[0] if ledger.pages else "", 1)]


def _line(search: _Search, place: Place) -> str:
    return search.pages[place[0]][place[1]]


def _judge(search: _Search, number: int, ledger: Ledger, missing: list[int], kept: bytes | None) -> list[Finding]:
    """Edited or lost, for each line that is not found."""
    source = _text_of(ledger, kept)
    starts = list(accumulate((span.length for span in ledger.spans), initial=0))
    held: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for start, span in zip(starts, ledger.spans, strict=False):
        if isinstance(span, Stands):
            held[span.line].append((start, source[start : start + span.length]))
    findings = []
    for n in missing:
        line = ledger.lines[n]
        pieces = held[n] or [(0, "")]
        text = " ".join(words for _, words in pieces)
        page = ledger.pages[line.page]
        place = _likest(search, text, page)
        if place:
            search.claim((number, n), place)
        at = 1 + len(LINE_END.findall(source[: pieces[0][0]]))
        findings.append(Finding("edited" if place else "lost", at, text, page, line.number))
    return findings


def _text_of(ledger: Ledger, kept: bytes | None) -> str:
    """The source's text as it was read, from the copy kept."""
    if kept is None:
        return ""
    try:
        text = kept.decode(ledger.form.encoding, errors="replace").removeprefix("\ufeff" if ledger.form.bom else "")
    except LookupError:
        return ""
    return text if ledger.form.newline == "mixed" else LINE_END.sub("\n", text)


def _likest(search: _Search, text: str, page: str) -> Place | None:
    """The unclaimed line that is most like a text, its own page's first; None when none is half alike."""
    pages = [page, *(name for name in search.pages if name != page)]
    for name in pages:
        best: Place | None = None
        best_ratio = ALIKE
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(text)
        for place, line in search.free(name):
            candidate = line.strip().lstrip("#>-*+ ")
            if text and text in candidate:
                return place
            matcher.set_seq1(candidate)
            if matcher.real_quick_ratio() >= best_ratio and matcher.quick_ratio() >= best_ratio:
                ratio = matcher.ratio()
                if ratio >= best_ratio:
                    best, best_ratio = place, ratio
        if best:
            return best
    return None
