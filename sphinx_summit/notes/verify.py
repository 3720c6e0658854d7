"""The proof: each source put together again from the ledger and the pages, and compared with the copy kept.

A kept line is looked for at its place, then anywhere on its page, then on any page. One that is found nowhere
was edited, if an unclaimed line is at least half alike, or is lost.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from sphinx_summit.notes.ledger import Ledger, Stands, rebuild
from sphinx_summit.notes.outline import LINE_END
from sphinx_summit.notes.pages import digest
from sphinx_summit.notes.source import encode, text_of
from sphinx_summit.notes.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx_summit.notes.handbook import Handbook

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


class _Search:
    """Lines that a person wrote or moved: those of edited pages that no ledger claims, by page and index.

    `own` are fingerprints of lines that imports made themselves.
    """

    def __init__(self, book: Handbook, claimed: Mapping[str, AbstractSet[int]], own: AbstractSet[str]) -> None:
        self.free: dict[str, dict[int, str]] = {}
        self.places: dict[str, list[Place]] = defaultdict(list)
        for page in book.pages():
            if book.is_untouched(page):
                continue
            held = claimed.get(page, set())
            self.free[page] = {}
            for index, line in enumerate(book.lines_of(page)):
                if index not in held and line.strip() and (fingerprint := digest(line)) not in own:
                    self.free[page][index] = line
                    self.places[fingerprint].append((page, index))

    def moved(self, fingerprint: str, own: str) -> str | None:
        """A line that was moved, to another place of its page first; it is claimed. None when it is nowhere."""
        places = self.places.get(fingerprint)
        if not places:
            return None
        place = next((place for place in places if place[0] == own), places[0])
        places.remove(place)
        return self.claim(place)

    def claim(self, place: Place) -> str:
        """The line at a place, which is free no more."""
        return self.free[place[0]].pop(place[1])


@dataclass
class _Damaged:
    """A ledger some of whose lines do not stand where they were written; `texts` are those that do, by number."""

    ledger: Ledger
    texts: dict[int, str]

    @property
    def missing(self) -> list[int]:
        """The numbers of the other lines."""
        return [number for number in range(len(self.ledger.lines)) if number not in self.texts]


def verify(book: Handbook) -> Mapping[str, Verdict]:
    """The verdicts by file. One source after the other is looked at, and again those that lack a line in its place."""
    verdicts: Spool[Verdict] = Spool()
    damaged: Spool[_Damaged] = Spool()
    claimed: dict[str, set[int]] = defaultdict(set)
    own: set[str] = set()
    for ledger in book.whole_ledgers():
        texts, places = _in_place(book, ledger)
        edited = {page for page in ledger.pages if not book.is_untouched(page)}
        own.update(ledger.ours if edited else ())
        for page, index in places:
            if page in edited:
                claimed[page].add(index)
        if len(texts) < len(ledger.lines):
            damaged[ledger.file] = _Damaged(ledger, texts)
        else:
            verdicts[ledger.file] = Verdict(ledger.file, tuple(_compare(ledger, texts, book.source(ledger.file))))
    if damaged:
        search = _Search(book, claimed, own)
        searched: Spool[_Damaged] = Spool()
        for file, each in damaged.items():
            searched[file] = _find_anywhere(search, each)
        for file, each in searched.items():
            findings = _judge(search, each, book.source(file)) or _compare(each.ledger, each.texts, book.source(file))
            verdicts[file] = Verdict(file, tuple(findings))
    return verdicts


def _in_place(book: Handbook, ledger: Ledger) -> tuple[dict[int, str], list[Place]]:
    """Lines in the order in which they were written, whatever was put between them: by number, and where they stand."""
    texts: dict[int, str] = {}
    places: list[Place] = []
    by_page: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for n, line in enumerate(ledger.lines):
        by_page[ledger.pages[line.page]].append((line.number, n, line.digest))
    for page, wanted in by_page.items():
        wanted.sort()
        lines = book.lines_of(page)
        for n, index in _matches(wanted, [digest(line) for line in lines]):
            texts[n] = lines[index]
            places.append((page, index))
    return texts, places


def _matches(wanted: Sequence[tuple[int, int, str]], digests: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The numbers of lines that are there, and where: (place from 1, number, fingerprint) among fingerprints."""
    if all(place <= len(digests) and digests[place - 1] == fingerprint for place, _, fingerprint in wanted):
        yield from ((n, place - 1) for place, n, _ in wanted)
        return
    matcher = SequenceMatcher(None, [fingerprint for _, _, fingerprint in wanted], digests, autojunk=False)
    for block in matcher.get_matching_blocks():
        yield from ((wanted[block.a + step][1], block.b + step) for step in range(block.size))


def _find_anywhere(search: _Search, each: _Damaged) -> _Damaged:
    """The same with the lines that were moved."""
    texts = dict(each.texts)
    for n in each.missing:
        written = each.ledger.lines[n]
        line = search.moved(written.digest, each.ledger.pages[written.page])
        if line is not None:
            texts[n] = line
    return _Damaged(each.ledger, texts)


def _compare(ledger: Ledger, texts: Mapping[int, str], kept: bytes | None) -> list[Finding]:
    """Every line is there: the bytes must be too."""
    text = rebuild(ledger, texts)
    data = encode(text, ledger.form) if text is not None else b""
    if hashlib.sha256(data).hexdigest() == ledger.sha256 and (kept is None or kept == data):
        return []
    reason = "the bytes put together are not those of the source"
    return [Finding("lost", 1, reason, ledger.pages[0] if ledger.pages else "", 1)]


def _judge(search: _Search, each: _Damaged, kept: bytes | None) -> list[Finding]:
    """Edited or lost, for each line that is not found."""
    ledger = each.ledger
    source = text_of(kept or b"", ledger.form)
    starts = list(accumulate((span.length for span in ledger.spans), initial=0))
    held: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for start, span in zip(starts, ledger.spans, strict=False):
        if isinstance(span, Stands):
            held[span.line].append((start, source[start : start + span.length]))
    findings = []
    for n in each.missing:
        line = ledger.lines[n]
        pieces = held[n] or [(0, "")]
        text = " ".join(words for _, words in pieces)
        page = ledger.pages[line.page]
        place = _likest(search, text, page)
        if place:
            search.claim(place)
        at = 1 + len(LINE_END.findall(source[: pieces[0][0]]))
        findings.append(Finding("edited" if place else "lost", at, text, page, line.number))
    return findings


def _likest(search: _Search, text: str, page: str) -> Place | None:
    """The unclaimed line that is most like a text, its own page's first; None when none is half alike."""
    for name in [page, *(name for name in search.free if name != page)]:
        best: Place | None = None
        best_ratio = ALIKE
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(text)
        for index, line in search.free.get(name, {}).items():
            candidate = line.strip().lstrip("#>-*+ ")
            if text and text in candidate:
                return name, index
            matcher.set_seq1(candidate)
            if matcher.real_quick_ratio() >= best_ratio and matcher.quick_ratio() >= best_ratio:
                ratio = matcher.ratio()
                if ratio >= best_ratio:
                    best, best_ratio = (name, index), ratio
        if best:
            return best
    return None
