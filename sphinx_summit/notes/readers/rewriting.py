"""Text with marks of its own (reStructuredText, org-mode, wikis), written again as Markdown by a pen: its blocks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from sphinx_summit.notes.draft import Pen
from sphinx_summit.notes.outline import Run
from sphinx_summit.notes.readers.lines import dedent, without_indent
from sphinx_summit.notes.readers.rewritten_words import UNSHOWN, Words, is_address, is_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.readers.lines import Line

_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]+")
_DEEPEST = 8
_DEEPEST_QUOTE = 3
_LOWEST_HEADING = 6
_ASIDE = "aside-"
_PLAIN_VALUE = re.compile(r"""(?=\S)[\w .,()@/:+'-]+""")
__all__ = ["COMMENT", "UNSHOWN", "Cell", "Ends", "Scribe", "Words", "dedent", "part", "trim", "without_indent"]

COMMENT = "a comment, which pages do not show"

Cell: TypeAlias = tuple[Run, ...]


class Ends:
    """Where the lines stand that end a block: asked for each that begins one, so found once for the whole source."""

    def __init__(self, lines: Sequence[Line], pattern: re.Pattern[str]) -> None:
        self.places: dict[str, list[int]] = {}
        for line in lines:
            if pattern.fullmatch(line.words):
                self.places.setdefault(line.words.casefold(), []).append(line.end)

    def after(self, lines: Sequence[Line], number: int, words: str) -> int:
        """The number of the next line that is these words, among some lines in order; 0 when there is none."""
        places = self.places.get(words, [])
        place = bisect_right(places, lines[number].end)
        if place == len(places) or places[place] > lines[-1].end:
            return 0
        return bisect_left(lines, places[place], key=lambda line: line.end)


def trim(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without blank ones around them."""
    shown = [number for number, line in enumerate(lines) if not line.blank]
    return lines[shown[0] : shown[-1] + 1] if shown else []


def part(line: Line, match: re.Match[str], name: str | int = 0) -> Run:
    """Where a group of a match within the words of a line stands; an empty run when it took no part."""
    start, end = match.span(name)
    return Run(line.body + start, line.body + end) if start >= 0 else Run(line.body, line.body)


class Scribe:
    """Writes the blocks of one note. Every text is given by runs, one per line."""

    def __init__(self, source: str, marks: re.Pattern[str], writes: type[Words] | None = None) -> None:
        self.source = source
        self.marks = marks
        self.writes = writes or Words
        self.pen = Pen(source)
        self.notes: frozenset[str] = frozenset()
        """The labels of the footnotes to which words may refer."""
        self.folder = ""
        """Where the pictures lie that are given by their names."""
        self.prefix = ""
        self.depth = 0
        self.in_note = False
        self._asides: list[list[Run]] = []
        self._quotes = 0
        self._after_bullet = False
        self._tight = False

    # -- blocks ------------------------------------------------------------------------------------------

    def front_matter(self, rows: Sequence[tuple[str, Run]]) -> None:
        """What the note says about itself: names and values that `may_be_stated`."""
        if not rows:
            self.pen.say("\n")
            return
        self.pen.say("---\n")
        for name, run in rows:
            self.pen.say(f"{name}: ")
            dated = bool(re.fullmatch(r"[\d-]{8,10}(?: [\d:]+)?", self.words(run)))
            self.pen.say("" if dated else '"')
            self.pen.keep(run.start, run.end)
            self.pen.say("\n" if dated else '"\n')
        self.pen.say("---\n")

    def may_be_stated(self, run: Run) -> bool:
        """Whether a value may stand in the front matter as it is."""
        words = self.words(run)
        plain = _PLAIN_VALUE.fullmatch(words) and words[0].isalnum() and "//" not in words
        return bool(plain) and words.isprintable() and "  " not in words

    def heading(self, level: int, runs: Sequence[Run]) -> None:
        """A heading; inside an item or a quotation, where none can be, a paragraph in bold."""
        runs = [run for run in runs if run.start < run.end]
        if not runs:
            return
        if self.prefix:
            self.begin(in_line=True)
            self.strong(runs)
            return
        self.begin()
        self.pen.say("#" * min(max(level, 1), _LOWEST_HEADING) + " ")
        last = runs[-1]
        closing = self.source[last.end - 1] == "#" and (len(runs) > 1 or last.end - last.start > 1)
        self.inline([*runs[:-1], Run(last.start, last.end - closing)], wide=True)
        if closing:
            self.pen.say("\\")
            self.pen.keep(last.end - 1, last.end)

    def paragraph(self, runs: Sequence[Run], *, lead: Run | None = None) -> None:
        """Prose. `lead`: words in bold before it."""
        runs = [run for run in runs if run.start < run.end]
        if not runs and not lead:
            return
        self.begin(in_line=True)
        if lead:
            self.strong([lead])
            self.pen.say(": " if runs else "")
        self.inline(runs, block=not lead)

    def strong(self, runs: Sequence[Run]) -> None:
        """Words in bold, between white space or punctuation of ours, where any words may be."""
        mark = "" if self.source[runs[0].start].isspace() or self.source[runs[-1].end - 1].isspace() else "**"
        self.pen.say(mark)
        self.inline(runs, wide=True, block=not mark)
        self.pen.say(mark)

    def code(self, runs: Sequence[Run], language: Run | None = None) -> None:
        """Lines as they stand, blank ones too."""
        self.begin()
        ticks = max((len(found) for run in runs for found in re.findall("`{3,}", self.words(run))), default=2)
        self.pen.say("`" * (ticks + 1))
        if language and _LANGUAGE.fullmatch(self.words(language)):
            self.pen.change(language.start, language.end, self.words(language), "the language of the code")
        for run in runs:
            self.pen.say("\n" + (self.prefix if run.start < run.end else self.prefix.rstrip()))
            self.pen.keep(run.start, run.end)
        self.pen.say(f"\n{self.prefix}{'`' * (ticks + 1)}")

    def picture(self, image: Run, alt: Run | None = None) -> None:
        """A picture that stands alone."""
        if not (self.is_address(image) or self.is_path(image)):
            self.paragraph([image, *([alt] if alt else [])])
            return
        self.begin(in_line=True)
        self.pen.say("![")
        if alt:
            self.inline([alt], wide=True)
        self.pen.say("](" + ("" if self.is_address(image) else self.folder))
        self.pen.keep(image.start, image.end)
        self.pen.say(")")

    def is_address(self, run: Run) -> bool:
        """Whether the words are an address on the web, to which a page may link."""
        return is_address(self.words(run))

    def is_path(self, run: Run) -> bool:
        """Whether the words are the path of a file beside the note."""
        return is_path(self.words(run))

    def rule(self) -> None:
        """A thematic break."""
        if not self.prefix:
            self.begin()
            self.pen.say("---")

    def table(self, rows: Sequence[Sequence[Cell]], *, headed: bool | None = None) -> None:
        """A table; inside an item, and with one column, a list. `headed`: whether the first row heads it.

        Unknown, it does unless it begins with a figure, as rows of times and dates do.
        """
        rows = [row for row in rows if row]
        columns = max((len(row) for row in rows), default=0)
        if self.depth or columns < 2:
            for row in rows:
                with self.item():
                    self._cells(row)
            return
        first = next((self.words(run) for run in rows[0][0]), "")
        headed = not first[:1].isdigit() if headed is None else headed
        self.begin()
        if headed:
            self._row(rows[0], columns)
        else:
            self.pen.say("|" + "  |" * columns)
        self.pen.say(f"\n{self.prefix}|" + "---|" * columns)
        for row in rows[1:] if headed else rows:
            self.pen.say(f"\n{self.prefix}")
            self._row(row, columns)

    def _row(self, row: Sequence[Cell], columns: int) -> None:
        self.pen.say("|")
        for cell in row:
            self.pen.say(" ")
            self.inline(cell, wide=True, cell=True)
            self.pen.say(" |")
        self.pen.say("  |" * (columns - len(row)))

    def _cells(self, row: Sequence[Cell]) -> None:
        self._after_bullet = False
        for number, cell in enumerate(row):
            self.pen.say(" – " if number else "")
            self.inline(cell, wide=True, block=not number)

    @contextmanager
    def item(self, number: str = "") -> Iterator[None]:
        """An item of a list, with what stands in it; very deep ones stand beside each other."""
        deep = self.depth >= _DEEPEST
        before = self.prefix
        if deep:
            self.prefix = self.prefix[:-2]
        self.begin(item=True)
        mark = f"{number}. " if number.isdecimal() and number.isascii() and len(number) < 10 else "- "
        self.pen.say(mark)
        self.prefix += " " * len(mark)
        self.depth += 1
        self._after_bullet = True
        yield
        self.depth -= 1
        self.prefix = before
        self._after_bullet = False
        self._tight = True

    @contextmanager
    def footnote(self, label: Run | str) -> Iterator[None]:
        """A footnote, with what stands in it; its label is the source's own, or ours."""
        self.begin()
        self.pen.say("[^")
        self.say_or_keep(label)
        self.pen.say("]: ")
        self.prefix = "    "
        self.in_note = self._after_bullet = True
        yield
        self.prefix = ""
        self.in_note = self._after_bullet = self._tight = False

    def aside(self, runs: list[Run]) -> str:
        """The label of a footnote of which the words stand in the text: they go to the end of the page."""
        self._asides.append(runs)
        return f"{_ASIDE}{len(self._asides)}"

    def write_asides(self) -> None:
        """The footnotes of which the words stood in the text."""
        for number, runs in enumerate(self._asides, 1):
            with self.footnote(f"{_ASIDE}{number}"):
                self.paragraph(runs)

    @contextmanager
    def quotation(self) -> Iterator[None]:
        """Quoted blocks; very deep ones stand in the one around them."""
        before = self.prefix
        if self._quotes < _DEEPEST_QUOTE:
            self.prefix += "> "
            self.pen.say(f"\n{self.prefix}" if self._after_bullet else f"\n{before.rstrip()}\n{self.prefix}")
            self._after_bullet = True
        self._quotes += 1
        yield
        self._quotes -= 1
        self.prefix = before
        self._after_bullet = self._tight = False

    def begin(self, *, in_line: bool = False, item: bool = False) -> None:
        """Go to where the next block begins: on a line of its own, but words right after the bullet of an item."""
        if self._after_bullet:
            self._after_bullet = False
            if not in_line:
                self.pen.say(f"\n{self.prefix}")
        elif self._tight and item:
            self.pen.say(f"\n{self.prefix}")
        elif self.pen.length:
            self.pen.say(f"\n{self.prefix.rstrip()}\n{self.prefix}")
        self._tight = False

    def say_or_keep(self, words: Run | str) -> None:
        """Words of ours, or of the source."""
        if isinstance(words, str):
            self.pen.say(words)
        else:
            self.pen.keep(words.start, words.end)

    # -- words -------------------------------------------------------------------------------------------

    def words(self, run: Run) -> str:
        """The words of a run."""
        return self.source[run.start : run.end]

    def inline(self, runs: Sequence[Run], *, wide: bool = False, cell: bool = False, block: bool | None = None) -> None:
        """Words with their marks. `wide`: all on one line; `cell`: in a table; `block`: they begin a line."""
        runs = [run for run in runs if run.start < run.end]
        if runs:
            self.writes(self, runs, wide=wide or cell, cell=cell, block=not wide if block is None else block).write()
