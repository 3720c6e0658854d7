"""Decks of slides in Markdown: Marp, reveal.js, Deckset, remark, Slidev, Rabbit.

The marks that part slides are dropped. A slide's title becomes a heading, also where nothing marks it; a slide that
only goes on gets none of its own. Speaker notes stay as text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Heading, Item, Listing, Metadata, Omitted, Outline, Paragraph, Run, Text
from sphinx_summit.notes.readers.front_matter import read_front_matter
from sphinx_summit.notes.readers.lines import Line, make_line, split_lines
from sphinx_summit.notes.readers.markdown import FENCE, MarkdownReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PARTS = re.compile(r"-{2,}|\*{3,}|_{3,}|={3,}|(?:\* ){2,}\*")
# Front matter, comments and lines that only programs for slides know.
_TOOL_KEYS = frozenset(
    {
        "marp", "revealoptions", "slidenumbers", "slidesperpage", "verticalseparator", "separator", "build-lists",
        "autoscale", "paginate", "headingdivider", "highlightlines", "drawings", "slide-transition", "slidev",
    }
)  # fmt: skip
_TOOL_LINE = re.compile(
    r"<!--\s*(?:\.(?:slide|element)\b|_?(?:class|paginate|backgroundColor|backgroundImage|header|footer|color)\s*:"
    r"|\$(?:theme|size|width)|page_number\s*:|slide\b)|\?\?\?$|\[\.[a-z][a-z-]*:|slidenumbers\s*:\s*(?:true|false)$"
    r"|\.(?:left|right)-column\[|\{\{[%<] /?section|layout: true$|class: (?:center|middle|inverse|impact)"
    r"|layout: (?:center|cover|default|end|fact|image|intro|quote|section|statement|two-cols)\b|<v-clicks?\b"
)
_MAYBE = re.compile(r"(?m)^(?:-{2,}|\*{3,}|_{3,}|={3,}|(?:: +)?(?:author|theme|subtitle|institution|date))[ \t]*\r?$")
_RABBIT_KEY = re.compile(r"(?::[ \t]+)?(?P<key>[a-z][a-z-]{3,20})$")
_RABBIT_SETS = frozenset({"theme", "allotted-time", "allocated-time", "start-time", "end-time"})
_RABBIT = _RABBIT_SETS | {"subtitle", "author", "institution", "content-source", "date", "keyword"}
_SETTING = re.compile(r"(?P<key>[a-zA-Z][\w-]*)\s*:(?:\s|$)")
_SETTINGS = frozenset(
    {
        "class", "name", "layout", "template", "background", "background-image", "background-size",
        "background-position", "background-color", "count", "exclude", "continued", "transition", "image", "clicks",
        "hide", "level", "src", "theme", "highlighter", "drawings", "mdc", "linenumbers", "autoscale", "footer",
        "header", "slidenumbers", "build-lists", "slide-transition", "slidenumber-style", "slidecount",
        "fit-header", "fit-headers", "hidefromtoc", "routealias", "preload", "zoom", "dragpos", "fonts",
        "colorschema", "slide-dividers", "code-language",
    }
)  # fmt: skip
_LAYOUT = re.compile(
    r"\[\.[a-z][\w-]*(?::[^\[\]]*)?\]$|:{3,}\s*[\w{}.# -]*$|::[a-z]+::$|\{\{[%<]\s*/?(?:section|slide)\b[^{}]*\}\}$"
)
_DIRECTIVE = re.compile(
    r"(?i)\s*(?:[_$.*]\w|[\w/-]*\s*$|(?:marp|theme|style|headingDivider|size|math|title|author|description|keywords|url"
    r"|image|lang|paginate|header|footer|class|background\w*|color|transition|page_number|prerender|footer)\s*:)"
)
_AGAIN = re.compile(
    r"\s*[(（\[]?\s*(?:(?P<n>\d{1,2})\s*(?:/|of)\s*\d{1,2}|(?P<m>\d{1,2})(?=\s*[)）\]])"
    r"|cont(?:inued|'d|\.|d)?|続き|つづき|続|계속|续|Forts\.?|suite|cont\.)\s*[)）\]]?\s*$",
    re.IGNORECASE,
)
_UNTITLED = re.compile(r"[^\W\d_]|\d")
_LONGEST_TITLE = 60
_MANY = 6
"""So many slides, most with a title and short, are a deck even if no program for slides is named."""
_SHORT = 500

SLIDE_SETTING = "a setting of the slides"
AGAIN = "the title of the slide before, again"


def is_slides(source: str) -> bool:
    """Whether a note is a deck of slides."""
    if next(islice(_MAYBE.finditer(source), 1, None), None) is None:
        return False
    metadata = read_front_matter(source)
    lines = split_lines(source, metadata.run.end if metadata else 0)
    keys = {key.casefold() for key in metadata.values} if metadata else set()
    outputs = f"{metadata.values.get('output')} {metadata.values.get('outputs')}" if metadata else ""
    if keys & _TOOL_KEYS or "reveal" in outputs.lower() or _is_rabbit(lines):
        return True
    slides = _part(lines)
    if len(slides) < 3:
        return False
    if any(line.source[line.body] in "<?[s.{lc" and _TOOL_LINE.match(line.words) for line in lines if not line.blank):
        return True
    titled = sum(slide.lines[0].source.startswith("#", slide.lines[0].body) for slide in slides)
    lengths = sorted(slide.lines[-1].stop - slide.lines[0].body for slide in slides)
    return len(slides) >= _MANY and titled * 3 >= len(slides) * 2 and lengths[len(lengths) // 2] <= _SHORT


def _is_rabbit(lines: Sequence[Line]) -> bool:
    start = [line.words[:2] for line in lines[:40] if not line.blank]
    keys = {match["key"] for line in lines[:40] if (match := _rabbit_key(line))}
    return bool(start) and start[0].startswith("# ") and len(keys) >= 2


def _rabbit_key(line: Line) -> re.Match[str] | None:
    match = _RABBIT_KEY.match(line.words) if not line.indent and 4 <= line.stop - line.body < 30 else None
    return match if match and match["key"] in _RABBIT else None


@dataclass
class _Slide:
    """The lines of one slide, none of them blank at its ends; then its blocks."""

    lines: list[Line]
    blocks: list[Block] = field(default_factory=list)

    @property
    def shown(self) -> list[Block]:
        """The blocks that a page shows."""
        return [block for block in self.blocks if not isinstance(block, Omitted)]

    @property
    def title(self) -> Heading | None:
        """The heading with which it begins."""
        first = next(iter(self.shown), None)
        return first if isinstance(first, Heading) else None


def _part(lines: Sequence[Line], divider: int = 0) -> list[_Slide]:
    """The slides that have lines. What looks like a mark between slides is none in code and in comments.

    `divider`: headings down to this level begin a slide, too.
    """
    heading = re.compile(rf"#{{1,{divider}}}[ \t]") if divider else None
    loose = any(line.words == "???" for line in lines)
    slides: list[list[Line]] = [[]]
    closing: Callable[[str], bool] | None = None
    for number, line in enumerate(lines):
        if closing:
            closing = None if not line.blank and closing(line.words) else closing
        elif not line.blank:
            first = line.source[line.body]
            if first in "-*_=" and _is_mark(lines, number, loose=loose):
                slides.append([])
                continue
            if heading and first == "#" and heading.match(line.words):
                slides.append([])
            if first in "`~<":
                closing = _closing(line.words)
        slides[-1].append(line)
    return [_Slide(_trim(slide)) for slide in slides if any(not line.blank for line in slide)]


def _is_mark(lines: Sequence[Line], number: int, *, loose: bool) -> bool:
    line = lines[number]
    if line.stop - line.body > 80 or line.indent or not _PARTS.fullmatch(line.words):
        return False
    return number == 0 or lines[number - 1].blank or (loose and line.words[0] == "-")


def _closing(words: str) -> Callable[[str], bool] | None:
    """What ends the code or the comment that a line begins."""
    if words.startswith("<!--"):
        return None if "-->" in words else lambda line: "-->" in line
    match = FENCE.match(words)
    if not match:
        return None
    fence = match["fence"]
    return lambda line: line.startswith(fence) and not line.strip(fence[0])


def _trim(lines: list[Line]) -> list[Line]:
    first = next(n for n, line in enumerate(lines) if not line.blank)
    last = next(n for n in range(len(lines) - 1, -1, -1) if not lines[n].blank)
    return lines[first : last + 1]


# -- blocks of one slide -------------------------------------------------------------------------------------


class SlideReader(MarkdownReader):
    """Markdown with the settings and the speaker notes of slides. `comments`: these are speaker notes."""

    def __init__(self, lines: Sequence[Line], *, spaced: bool = True, depth: int = 0, comments: bool = False) -> None:
        super().__init__(lines, spaced=spaced, depth=depth)
        self.comments = comments
        self.unread = list(lines)
        """The lines as they came: a comment is taken from the line that goes on after it."""
        self.top = 0
        """The line up to which the slide holds settings."""

    @property
    def rules(self) -> tuple[Callable[[int], tuple[list[Block], int] | None], ...]:
        return (self.read_setting, self.read_remark, self.read_rabbit, self.read_speaker_note, *super().rules)

    def read_setting(self, number: int) -> tuple[list[Block], int] | None:
        """`class: center` at the top of a slide, `[.column]` anywhere."""
        line = self.lines[number]
        if line.stop - line.body > 300 or self.depth:
            return None
        match = _SETTING.match(line.words)
        if (number == self.top and match and match["key"].casefold() in _SETTINGS) or _LAYOUT.match(line.words):
            self.top = number + 1
            return [Omitted(line.run, SLIDE_SETTING)], number + 1
        return None

    def read_remark(self, number: int) -> tuple[list[Block], int] | None:
        """`???` before the speaker notes of remark."""
        return ([], number + 1) if self.lines[number].words == "???" else None

    def read_rabbit(self, number: int) -> tuple[list[Block], int] | None:
        """Rabbit's `author` over `:   Words`, or `: author` over indented words."""
        items: list[Item] = []
        settings: list[Block] = []
        end = number
        while end < len(self.lines):
            if self.lines[end].blank:
                end += 1
                continue
            stop = self._rabbit_value(end)
            match = _rabbit_key(self.lines[end])
            if stop == end or not match:
                break
            line = self.lines[end]
            if match["key"] in _RABBIT_SETS:
                settings.append(Omitted(Run(line.body, self.lines[stop - 1].stop), SLIDE_SETTING))
            else:
                key = Run(line.body + match.start("key"), line.stop)
                values = [
                    each.after(each.body + each.words.startswith(": ")).run for each in self.lines[end + 1 : stop]
                ]
                items.append(Item(Text((key, *values), frozenset({0})), at=line.body))
            end = stop
        listing: list[Block] = [Listing(tuple(items))] if items else []
        return (listing + settings, end) if listing or settings else None

    def _rabbit_value(self, number: int) -> int:
        """The line after a key and its words; the same line when there is none."""
        end = number + 1
        while _rabbit_key(self.lines[number]) and end < len(self.lines) and not self.lines[end].blank:
            if not (self.lines[end].indent or self.lines[end].words.startswith(": ")):
                break
            end += 1
        return end if end > number + 1 else number

    def read_speaker_note(self, number: int) -> tuple[list[Block], int] | None:
        """`^ Words`, as Deckset has them."""
        line = self.lines[number]
        if self.depth or not re.match(r"\^[ \t]*[^\s^]", line.words[:80]):
            return None
        self.lines[number] = line.after(line.body + 1)
        return self.read_paragraph(number)

    def read_comment(self, number: int) -> tuple[list[Block], int] | None:
        """A comment; in Marp one that sets nothing is a speaker note."""
        begin = self.lines[number].body + len("<!--")
        found = super().read_comment(number)
        if not found or not self.comments or not isinstance(found[0][0], Omitted):
            return found
        omitted, end = found[0][0], found[1]
        source, stop = self.lines[0].source, omitted.run.end - len("-->")
        if _DIRECTIVE.match(source, begin, stop):
            return found
        inner = [
            make_line(source, max(line.start, begin), min(line.end, stop)) for line in split_lines(source[:stop], begin)
        ]
        return MarkdownReader(inner, depth=self.depth + 1).read(), end

    def read_heading(self, number: int) -> tuple[list[Block], int] | None:
        found = super().read_heading(number)
        if not found or not isinstance(found[0][0], Heading):
            return found
        heading = found[0][0]
        run = heading.text.runs[0]
        fit = re.compile(r"\[fit\][ \t]*(?=\S)").match(self.lines[0].source, run.start, run.end)
        text = Text((Run(fit.end(), run.end),)) if fit else heading.text
        return [replace(heading, text=text)], found[1]


# -- titles --------------------------------------------------------------------------------------------------


def read_slides(source: str) -> Outline:
    """The outline of a deck: its first title, and those of its slides one level below."""
    metadata = read_front_matter(source)
    lines = split_lines(source, metadata.run.end if metadata else 0)
    comments = bool(metadata and metadata.values.get("marp")) or "<!-- $" in source or "<!--$" in source
    slides = _part(lines, _divider(metadata, lines))
    for slide in slides:
        slide.blocks = SlideReader(slide.lines, comments=comments).read()
    _find_titles(source, slides)
    blocks = tuple(_without_repeats(source, _level(slides)))
    return Outline(source, "markdown", blocks, metadata)


def _divider(metadata: Metadata | None, lines: Sequence[Line]) -> int:
    """The lowest level of headings that begin a slide: in Rabbit the first, in Marp what its front matter says."""
    value = metadata.values.get("headingDivider") if metadata else None
    values = value if isinstance(value, list) else [value]
    levels = [level for level in values if isinstance(level, int) and 1 <= level <= 6]
    return max(levels, default=1 if _is_rabbit(lines) else 0)


def _find_titles(source: str, slides: list[_Slide]) -> None:
    """The first line of a slide is its title, where few slides have a heading."""
    with_more = [slide for slide in slides if len(slide.shown) > 1 or slide.title]
    if sum(slide.title is not None for slide in with_more) * 2 >= len(with_more):
        return
    for number, slide in enumerate(slides):
        first = next(iter(slide.shown), None)
        if isinstance(first, Paragraph) and (len(slide.shown) > 1 or not number) and _is_title(source, first):
            slide.blocks[slide.blocks.index(first)] = Heading(first.text, 2, at=first.text.start)


def _is_title(source: str, paragraph: Paragraph) -> bool:
    run = paragraph.text.runs[0]
    words = source[run.start : run.end]
    plain = len(paragraph.text.runs) == 1 and len(words) <= _LONGEST_TITLE and bool(_UNTITLED.search(words))
    return plain and words[-1] not in ".。,、;；:：" and not words.startswith(("!", "<", "[", "http", "|"))


def _level(slides: list[_Slide]) -> Iterator[Block]:
    """All blocks; the first title is the only one on the first level."""
    first = next((slide for slide in slides if slide.title), None)
    levels = Counter(slide.title.level for slide in slides if slide.title and slide is not first)
    lower = max(2 - min(levels), 0) if levels else 0
    for slide in slides:
        title = slide.title
        for block in slide.blocks:
            if not isinstance(block, Heading):
                yield block
            elif slide is first:
                yield replace(block, level=1) if block is title else Paragraph(block.text)
            else:
                yield replace(block, level=min(block.level + lower, 6))


def _without_repeats(source: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """A title that only says that the slide before goes on is left out."""
    before, level = "", 0
    for block in blocks:
        if isinstance(block, Heading) and block.text.runs:
            words = " ".join(source[run.start : run.end] for run in block.text.runs)
            again = _AGAIN.search(words)
            stem = words[: again.start()].strip() if again else words
            goes_on = words == before or (again and (again["n"] or again["m"] or "2") != "1")
            if block.level == level and goes_on and stem and stem == _AGAIN.sub("", before).strip():
                yield Omitted(Run(block.at, block.text.end), AGAIN)
                continue
            before, level = words, block.level
        yield block
