"""The words of a text as a reader sees them, and where in the source each character stands."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Run, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_summit.notes.outline import Outline

_MARK = r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<picture>!\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ ]["'][^"']*["'])?\))
    | (?P<wiki>\[\[(?P<shown>[^\[\]|]{1,200})(?:\|[^\[\]]{0,200})?\]\])
    | (?P<open>\[)(?=[^\[\]]{0,300}(?:\[[^\[\]]{0,100}\][^\[\]]{0,300}){0,3}\](?:\(|\[))
    | (?P<close>\](?:\([ ]*<?[^()\s]*(?:\([^()\s]*\)[^()\s]*)*>?(?:[ ]+["'][^"']*["'])?[ ]*\)|\[[^\[\]]*\]))
    | (?P<tag></?[A-Za-z][^<>]{0,600}>)
    | (?P<stars>\*{1,3}|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_])|~~|`+)
    | (?P<entity>&(?:\#\d{1,6}|\#x[0-9A-Fa-f]{1,5}|[A-Za-z]{2,8});)
    | (?P<attributes>\{[:.\#][^{}\s][^{}]*\})
    """
_MARKS = re.compile(_MARK, re.VERBOSE)
_SHORTCUT = re.compile(r"\[(?P<label>[^\[\]]{1,200})\](?![(\[:])|" + _MARK, re.VERBOSE)
"""The same, and links by their label alone: `[label]`."""
_LABELLED = re.compile(r"(?m)^ {0,3}\[(?P<label>[^\[\]\n]{1,200})\]:[ \t]+\S")
_ANY_MARK = re.compile(r"[\\!\[\]<*_~`&{]")
_SHORT = 1_000
"""Shorter runs are kept in mind: many rules look at the same lines."""
_VOID = re.compile(r"<(?:br|img|hr|input|wbr)\b|.*/>$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Seen:
    """`text[n]` stands at `places[n]`, within marks of emphasis, links and tags to the depth `depths[n]`."""

    text: str
    places: tuple[int, ...]
    depths: tuple[int, ...]

    def run(self, start: int, end: int) -> Run | None:
        """Where `text[start:end]` stands, if no mark lies within or around it."""
        if start >= end or any(self.depths[start:end]):
            return None
        first, last = self.places[start], self.places[end - 1]
        return Run(first, last + 1) if last - first == end - 1 - start else None

    def cut(self, at: int) -> int | None:
        """The source offset at which the text may be parted before character `at`; None within a mark's reach."""
        if not 0 < at < len(self.text) or (self.depths[at - 1] and self.depths[at]):
            return None
        return self.places[at] if self.depths[at - 1] else self.places[at - 1] + 1


def see(outline: Outline, text: Text) -> Seen:
    """A text without the marks of Markdown, spaces as one; in plain text every other character counts."""
    words: list[str] = []
    places: list[int] = []
    depths: list[int] = []
    for number, run in enumerate(text.runs):
        pieces = _pieces_of(outline, run)
        for shown, start, depth in [(" ", run.start, 0), *pieces] if number else pieces:
            words.append(shown)
            places += range(start, start + len(shown))
            depths += [depth] * len(shown)
    said = "".join(words)
    # As `words_of` does, so that places in its words are places here.
    if said == " ".join(said.split()):
        return Seen(said, tuple(places), tuple(depths))
    kept = [n for n, char in enumerate(said) if not char.isspace() or (n and not said[n - 1].isspace())]
    while kept and said[kept[-1]].isspace():
        kept.pop()
    shown = "".join(" " if said[n].isspace() else said[n] for n in kept)
    return Seen(shown, tuple(places[n] for n in kept), tuple(depths[n] for n in kept))


def see_run(outline: Outline, run: Run) -> Seen:
    """The same for one run."""
    return see(outline, Text((run,)))


def words_of(outline: Outline, text: Text, most: int = 10_000) -> str:
    """Only the words, spaces as one; of a long text only the first `most` characters of the source."""
    if outline.dialect == "text" or not text.runs:
        return outline.plain(text)[:most]
    lines: list[str] = []
    for run in text.runs:
        last = min(run.end, run.start + most)
        if _ANY_MARK.search(outline.source, run.start, last):
            lines.append("".join([shown for shown, _, _ in _pieces_of(outline, Run(run.start, last))]))
        else:
            lines.append(outline.source[run.start : last])
        most -= last - run.start
        if most <= 0:
            break
    return " ".join(" ".join(lines).split())


def _pieces_of(outline: Outline, run: Run) -> Iterable[tuple[str, int, int]]:
    """What is shown of a run: the words, where they start, how deep in marks they stand."""
    is_text = outline.dialect == "text"
    if run.end - run.start >= _SHORT:
        return _pieces(outline.source, run, is_text)
    known = _short_pieces(outline.source, is_text)
    if run not in known:
        known[run] = tuple(_pieces(outline.source, run, is_text))
    return known[run]


# What is remembered holds its note's whole text, so it is of the last note only.
@lru_cache(maxsize=1)
def _short_pieces(_source: str, _is_text: bool) -> dict[Run, tuple[tuple[str, int, int], ...]]:
    """The pieces of a note's short runs, as many rules ask for the same."""
    return {}


@lru_cache(maxsize=1)
def _labels(source: str) -> frozenset[str]:
    """The labels to which a source gives addresses."""
    return (
        frozenset(match["label"].casefold() for match in _LABELLED.finditer(source)) if "]:" in source else frozenset()
    )


def _pieces(source: str, run: Run, is_text: bool) -> Iterator[tuple[str, int, int]]:
    if is_text or not _ANY_MARK.search(source, run.start, run.end):
        yield source[run.start : run.end], run.start, 0
        return
    depth, place = 0, run.start
    emphasis: set[str] = set()
    labels = _labels(source)
    for match in (_SHORTCUT if labels else _MARKS).finditer(source, run.start, run.end):
        if place < match.start():
            yield source[place : match.start()], place, depth + len(emphasis)
        place = match.end()
        kind = match.lastgroup
        if kind == "label":
            known = match["label"].casefold() in labels
            yield match["label"] if known else match[0], match.start() + known, depth + len(emphasis) + known
            continue
        if kind == "escaped":
            yield match["escaped"], match.start("escaped"), depth + len(emphasis) + 1
        elif kind == "wiki":
            yield match["shown"], match.start("shown"), depth + len(emphasis) + 1
        elif kind == "entity":
            char = html.unescape(match[0])
            yield (" " if char.isspace() else char[:1]), match.start(), depth + len(emphasis) + 1
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        elif kind == "tag" and not _VOID.match(match[0]):
            depth = max(depth + (-1 if match[0][1] == "/" else 1), 0)
        elif kind == "stars":
            emphasis ^= {match[0]}
    if place < run.end:
        yield source[place : run.end], place, depth + len(emphasis)
