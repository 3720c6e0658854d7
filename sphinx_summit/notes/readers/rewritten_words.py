"""The words of a text with marks of its own, written again as Markdown.

A form says by one pattern what its marks within a line are; the names of the pattern's groups say what they mean,
each perhaps with a number after it: `strong`, `em`, `code`, `label` and `target` of a link, `alt` and `image`, `keep`
(shown as it stands), `plain` (the words of a mark that we have no other for), `br` (a line break), `drop` (a part that
no page shows), `aside` (a footnote, which stands in brackets), `footnote` (one that goes to the end of the page),
`note` (the label of a footnote elsewhere). What else a match holds are marks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.readers.rewriting import Scribe

_SAFE_URL = re.compile(
    r"""(?:https?://|ftp://|mailto:)[^\s<>()`{}$"'\\|\[\]]*(?:\([^\s<>()`{}$"'\\|\[\]]*\)[^\s<>()`{}$"'\\|\[\]]*)*"""
)
_SAFE_PATH = re.compile(r"(?![/\\])[\w./%+~-]+\.\w{1,5}")
_LINKING = re.compile(r"\][ ]?[(\[{:]|\]$", re.MULTILINE)
_SPECIAL = re.compile(r"[\[\]|]|\\(?=[\[\]|]|\Z)")
_SPECIAL_PIPE = re.compile(r"\||\\(?=\||\Z)")
_BACKSLASH_LAST = re.compile(r"\\\Z")
_JOINING = "<&!"
"""What is a mark with what follows it: a tag, a reference to a character, a picture."""
_DEEPEST_MARK = 3
REPEATED = "the address of a link, which its words say too"
TARGET = "the target of a reference within its own pages"
UNSHOWN = "a setting, which pages do not show"


class Words:
    """One text, its lines joined by LF, being written."""

    def __init__(self, scribe: Scribe, runs: Sequence[Run], *, wide: bool, cell: bool, block: bool) -> None:
        self.scribe = scribe
        self.pen = scribe.pen
        self.text = "\n".join(scribe.words(run) for run in runs)
        self.wide = wide
        self.cell = cell
        self.fresh = self.pen.length if block else -1
        """Where the draft ended when a line began in which marks of blocks count."""
        self.strict = bool(_LINKING.search(self.text))
        self.starts: list[int] = []
        self.places: list[int] = []
        offset = 0
        for run in runs:
            self.starts.append(offset)
            self.places.append(run.start)
            offset += run.end - run.start + 1

    def write(self) -> None:
        self.marked(0, len(self.text), 0)

    def place(self, offset: int) -> int:
        number = bisect_right(self.starts, offset) - 1
        return self.places[number] + offset - self.starts[number]

    def marked(self, start: int, end: int, depth: int) -> None:
        """`text[start:end]` with the marks in it."""
        done = start
        if depth < _DEEPEST_MARK:
            for match in self.scribe.marks.finditer(self.text, start, end):
                if match.end() == match.start():
                    continue
                self.plain(done, match.start(), depth)
                self.mark(match, depth)
                done = match.end()
        self.plain(done, end, depth)

    def mark(self, match: re.Match[str], depth: int) -> None:
        parts = {name.rstrip("0123456789"): match.span(name) for name, value in match.groupdict().items() if value}
        if "drop" in parts:
            self.drop(*parts["drop"], UNSHOWN)
        if "strong" in parts or "em" in parts:
            self.emphasis(match, "**" if "strong" in parts else "*", parts.get("strong") or parts["em"], depth)
        elif "code" in parts:
            self.code(*parts["code"])
        elif "target" in parts:
            self.link(parts.get("label"), parts["target"], depth)
        elif "image" in parts:
            self.picture(parts.get("alt"), parts["image"], depth)
        elif "br" in parts:
            self.pen.say(" " if self.wide else f"  \n{self.scribe.prefix}")
            self.fresh = self.fresh if self.wide else self.pen.length
        elif "note" in parts:
            if self.text[slice(*parts["note"])] not in self.scribe.notes or not self.refer(parts["note"]):
                self.plain(*match.span(), depth)
        elif "footnote" in parts and self.may_refer:
            self.refer(self.scribe.aside([self.run(*line) for line in self._lines(*parts["footnote"])]))
        elif "aside" in parts or "footnote" in parts:
            self.pen.say("(" if self.fresh == self.pen.length else " (")
            self.marked(*(parts.get("aside") or parts["footnote"]), depth + 1)
            self.pen.say(")")
        elif "plain" in parts:
            self.marked(*parts["plain"], depth + 1)
        elif "keep" in parts:
            self.plain(*parts["keep"], depth)

    def emphasis(self, match: re.Match[str], mark: str, inner: tuple[int, int], depth: int) -> None:
        """Emphasis where Markdown can begin and end it: next to letters it needs letters inside."""
        start, end = inner
        opens = _is_word(self.text[start]) or not _is_word(self.text[match.start() - 1 : match.start()])
        closes = _is_word(self.text[end - 1]) or not _is_word(self.text[match.end() : match.end() + 1])
        spaced = self.text[start].isspace() or self.text[end - 1].isspace()
        mark = mark if opens and closes and not spaced else ""
        self.pen.say(mark)
        self.marked(start, end, depth + 1)
        self.pen.say(mark)

    def code(self, start: int, end: int) -> None:
        words = self.text[start:end]
        if not words.strip() or (self.cell and "|" in words) or not words.replace("\n", "").isprintable():
            self.plain(start, end, 1)
            return
        ticks = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
        pad = " " if words[0] in "` \n" or words[-1] in "` \n" else ""
        self.pen.say(ticks + pad)
        for number, (a, b) in enumerate(self._lines(start, end)):
            self.pen.say(" " if number else "")
            self.keep(a, b)
        self.pen.say(pad + ticks)

    def link(self, label: tuple[int, int] | None, target: tuple[int, int], depth: int) -> None:
        """A link to somewhere on the web; of one within the source's own pages, the words."""
        words, address = self.text[slice(*label)] if label else "", self.text[slice(*target)]
        if not is_address(address):
            self._inner_link(label, target, depth)
        elif not words or "".join(words.split()) == address:
            self.pen.say("<")
            self.keep(*target)
            self.pen.say(">")
            self.drop(*(label or (0, 0)), REPEATED)
        elif "://" in words or not words.strip():
            self.marked(*(label or (0, 0)), depth + 1)
            self.pen.say(" <")
            self.keep(*target)
            self.pen.say(">")
        else:
            self.pen.say("[")
            self.label(*(label or (0, 0)), depth)
            self.pen.say("](")
            self.keep(*target)
            self.pen.say(")")

    def _inner_link(self, label: tuple[int, int] | None, target: tuple[int, int], depth: int) -> None:
        address = self.text[slice(*target)]
        if not label:
            self.plain(*target, depth + 1)
            return
        self.marked(*label, depth + 1)
        if re.match(r"[A-Za-z][\w+.-]*:|[./\\]", address) or is_path(address):
            self.pen.say(" (")
            self.plain(*target, depth + 1)
            self.pen.say(")")
        else:
            self.drop(*target, TARGET)

    def picture(self, alt: tuple[int, int] | None, image: tuple[int, int], depth: int) -> None:
        address = self.text[slice(*image)]
        if not (is_address(address) or is_path(address)):
            self._inner_link(alt, image, depth)
            return
        self.pen.say("![")
        if alt:
            self.label(*alt, _DEEPEST_MARK)
        self.pen.say("](" + ("" if is_address(address) else self.scribe.folder))
        self.keep(*image)
        self.pen.say(")")

    def label(self, start: int, end: int, depth: int) -> None:
        """Words between brackets of our own, so theirs are escaped, and lines do not end."""
        before = self.strict, self.wide
        self.strict = self.wide = True
        self.marked(start, end, max(depth + 1, _DEEPEST_MARK))
        self.strict, self.wide = before

    def plain(self, start: int, end: int, depth: int) -> None:
        """Words without marks. `depth`: in how many marks they stand; in one, lines do not end."""
        for number, (a, b) in enumerate(self._lines(start, end)):
            if number:
                joined = self.wide or depth
                self.pen.say(" " if joined else f"\n{self.scribe.prefix}")
                self.fresh = self.fresh if joined else self.pen.length
            while self.fresh == self.pen.length and a < b and self.text[a].isspace():
                a += 1
            self._plain_line(a, b)

    def _plain_line(self, start: int, end: int) -> None:
        """Words within one line. What would be a mark together with brackets or marks of ours is escaped."""
        special = _SPECIAL if self.strict else _SPECIAL_PIPE if self.cell else _BACKSLASH_LAST
        joins = start < end < len(self.text) and self.text[end] != "\n" and self.text[end - 1] in _JOINING
        last = end - joins
        while start < last:
            match = special.search(self.text, start, last)
            stop = match.start() if match else last
            if start < stop:
                place = self.place(start)
                self.pen.keep_plain(place, place + stop - start, block=self.fresh == self.pen.length)
            if match:
                self.pen.say("\\")
                self.keep(stop, stop + 1)
            start = stop + 1
        if joins:
            self.pen.say("\\")
            self.keep(last, end)

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        while True:
            stop = self.text.find("\n", start, end)
            if stop < 0:
                break
            yield start, stop
            start = stop + 1
        yield start, end

    @property
    def may_refer(self) -> bool:
        """Whether a reference to a footnote may stand here: not in a title, the words of a link, another footnote."""
        return (self.cell or not self.wide) and not self.scribe.in_note

    def refer(self, label: tuple[int, int] | str) -> bool:
        """A reference to a footnote, by its label in the text or by one of ours, if there may be one."""
        if self.may_refer:
            self.pen.say("[^")
            self.scribe.say_or_keep(label if isinstance(label, str) else self.run(*label))
            self.pen.say("]")
        return self.may_refer

    def run(self, start: int, end: int) -> Run:
        """Where a part of one line of the text stands."""
        return Run(self.place(start), self.place(start) + end - start)

    def keep(self, start: int, end: int) -> None:
        if start < end:
            place = self.place(start)
            self.pen.keep(place, place + end - start)

    def drop(self, start: int, end: int, reason: str) -> None:
        for a, b in self._lines(start, end):
            if a < b:
                self.pen.drop(self.place(a), self.place(a) + b - a, reason)


def _is_word(char: str) -> bool:
    """Whether a character is neither white space nor punctuation, as Markdown sees it; nothing is white space."""
    return bool(char) and not char.isspace() and unicodedata.category(char)[0] not in "PSZC"


def is_address(words: str) -> bool:
    """Whether some words are an address on the web, to which a page may link."""
    return bool(_SAFE_URL.fullmatch(words))


def is_path(words: str) -> bool:
    """Whether some words are the path of a file beside the note."""
    return bool(_SAFE_PATH.fullmatch(words))
