"""The words of one block → Markdown that shows the same words, and no others."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from sphinx_summit.notes.readers.html.addresses import write_address
from sphinx_summit.notes.readers.html.marks import URL, raw, settle
from sphinx_summit.notes.readers.html.words import Item, Line, Mark, Opening, Picture, Said, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_summit.notes.draft import Pen

Place: TypeAlias = Literal["block", "heading", "cell"]

ELSEWHERE = "a heading's link to another page of the note's site"
REFERENCE = "a character reference, resolved"
_MARKS = r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w{1,32};)|!(?=\[)|\{(?=[%:#{])"
_BRACKETS_MATTER = re.compile(r"\][(\[{:]")
# What would begin a block of Markdown: the backslash goes where the empty group is.
_BEGINS = re.compile(
    r"()\#{1,6}(?=[ \t]|$)|()[-+](?=[ \t]|$)|()[-:|][-:| \t]*$|\d{1,9}()[.)](?=[ \t]|$)|()>|()=+[ \t]*$|()~{3}"
)
_ENDING_SIGNS = re.compile(r"(?:^|(?<=\s))()#+$")
_NOT_IN_PICTURE = re.compile(r"[\[\]\\`<*_&]")


@cache
def _special(code: bool, link: bool, brackets: bool, cell: bool) -> re.Pattern[str]:
    """What must be escaped; an address that stands alone becomes a link instead, but not within a link."""
    bar = r"\|" if cell else r"(?!)"
    if code:
        return re.compile(rf"(?P<url>(?!))|{bar}")
    url = r"(?P<url>(?!))|(?<=http):(?=//)|(?<=https):(?=//)|\]" if link else rf"(?P<url>{URL})"
    return re.compile(rf"{url}|{_MARKS}|{bar}" + (r"|\[" if brackets or link else ""))


@dataclass
class Phrase:
    """Writes lines of words with a pen. `prefix` begins the lines after the first."""

    pen: Pen
    place: Place = "block"
    prefix: str = ""

    def write(self, lines: list[Line]) -> None:
        """Write the lines of a block, which are one where Markdown knows no line breaks."""
        if self.place != "block" and lines:
            lines = [[item for line in lines for item in (*line, Said(" "))][:-1]]
        for number, line in enumerate(lines):
            if number:
                self.pen.say(f"  \n{self.prefix}")
            self._line(line)

    def _line(self, line: Line) -> None:
        if self.place == "heading":
            _hide_relative(line)
        line, hidden = settle(line)
        for mark in hidden:
            if mark.address:
                self.pen.drop(mark.address.start, mark.address.end, mark.hidden)
        shape = "".join([raw(item) for item in line])
        at = self._escape_at(shape)
        brackets = bool(_BRACKETS_MATTER.search(shape))
        inside: set[str] = set()
        done = 0
        words: list[Word] = []
        for item in (*line, None):
            if isinstance(item, Word):
                words.append(item)
                continue
            if words:
                end = done + sum([len(word.text) for word in words])
                code, link = "code" in inside, "link" in inside
                special = _special(code, link, brackets, self.place == "cell")
                self._words(words, special, -1 if code else at - done, shape[end : end + 1])
                words, done = [], end
            if item is not None:
                self._sign(item, inside)
                done += len(raw(item))

    def _escape_at(self, shape: str) -> int:
        """Where a character of the line needs a backslash because of its place; -1: nowhere."""
        if self.place == "cell":
            return -1
        match = _BEGINS.match(shape) if self.place == "block" else _ENDING_SIGNS.search(shape)
        return match.start(match.lastindex or 0) if match else -1

    # -- words ---------------------------------------------------------------------------------------------

    def _words(self, words: Sequence[Word], special: re.Pattern[str], at: int, following: str) -> None:
        """Words that touch, escaped. `at`: where they need a backslash anyway; `following`: what comes next."""
        text = words[0].text if len(words) == 1 else "".join([word.text for word in words])
        marks = deque(_escapes(text, special, at, following))
        done = 0
        for word in words:
            if not marks and word.kept:
                self.pen.keep(word.start, word.end)
                continue
            parts: list[tuple[int, int] | str] = []
            start, end = 0, len(word.text)
            while marks and marks[0][0] < done + end:
                place, mark = marks.popleft()
                parts += [(start, place - done), mark]
                start = place - done
            parts.append((start, end))
            self._parts(word, parts)
            done += end
        self.pen.say("".join([mark for _, mark in marks]))

    def _parts(self, word: Word, parts: Iterable[tuple[int, int] | str]) -> None:
        """The parts of a word, and marks of ours between them."""
        if not word.kept:
            text = "".join(part if isinstance(part, str) else word.text[slice(*part)] for part in parts)
            self.pen.change(word.start, word.end, text, REFERENCE)
            return
        for part in parts:
            if isinstance(part, str):
                self.pen.say(part)
            else:
                self.pen.keep(word.start + part[0], word.start + part[1])

    def _picture(self, picture: Picture) -> None:
        self.pen.say("![")
        for word in picture.words:
            if not word.kept:
                self.pen.change(word.start, word.end, _NOT_IN_PICTURE.sub(" ", word.text), REFERENCE)
                continue
            done = 0
            for match in _NOT_IN_PICTURE.finditer(word.text):
                self.pen.keep(word.start + done, word.start + match.start())
                self.pen.say(" ")
                done = match.end()
            self.pen.keep(word.start + done, word.end)
        self.pen.say("](")
        write_address(self.pen, picture.address)
        self.pen.say(")")

    # -- marks ---------------------------------------------------------------------------------------------

    def _sign(self, item: Item, inside: set[str]) -> None:
        """What is no word: a space, a picture, where a mark begins or ends. `inside`: the marks around what follows."""
        if isinstance(item, Said):
            self.pen.say(item.text)
        elif isinstance(item, Picture):
            self._picture(item)
        elif not isinstance(item, Word):
            opens = isinstance(item, Opening)
            (inside.add if opens else inside.discard)(item.mark.kind)
            self._mark(item.mark, opens=opens)

    def _mark(self, mark: Mark, *, opens: bool) -> None:
        if mark.kind == "code":
            self.pen.say(mark.fence if opens else mark.fence[::-1])
        elif mark.kind != "link":
            self.pen.say("**" if mark.kind == "strong" else "*")
        elif opens:
            self.pen.say("[")
        elif mark.address:
            self.pen.say("](")
            write_address(self.pen, mark.address)
            self.pen.say(")")


def _hide_relative(line: Line) -> None:
    """A heading names things, and can't tell where a page of the note's old site would be."""
    for item in line:
        address = item.mark.address if isinstance(item, Opening) else None
        if isinstance(item, Opening) and address and not address.scheme and not address.text.startswith("//"):
            item.mark.hidden = ELSEWHERE


def _escapes(text: str, special: re.Pattern[str], at: int, following: str) -> Iterator[tuple[int, str]]:
    """Where a text needs a backslash, or the brackets of an address, in order. `at`: where it needs one anyway."""
    at = at if 0 <= at < len(text) else -1
    place = 0
    while match := special.search(text, place):
        start = place = match.start()
        if 0 <= at <= start:
            yield at, "\\"
        plain = at != start
        at = -1 if at <= start else at
        url = trim_url(match["url"]) if match["url"] else ""
        if len(url) > len("https://"):
            yield start, "<"
            yield start + len(url), ">"
        elif plain and not match["url"]:
            yield start, "\\"
        place += max(len(url), 1)
    if at >= 0:
        yield at, "\\"
    if following == "[" and text.endswith("!") and not text.endswith("\\!"):
        yield len(text) - 1, "\\"


def trim_url(url: str) -> str:
    """An address without the punctuation of the sentence around it."""
    end = len(url)
    spare = {close: url.count(close) - url.count(opening) for opening, close in ("()", "[]")}
    while end and (url[end - 1] in ".,;:!?'*_~$&[" or spare.get(url[end - 1], 0) > 0):
        end -= 1
        if url[end] in spare:
            spare[url[end]] -= 1
        elif url[end] == "[":
            spare["]"] += 1
    return url[:end]
