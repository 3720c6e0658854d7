"""org-mode: headings with stars, keywords, drawers, blocks, lists, tables, and its marks within a line."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Reading, Run
from sphinx_summit.notes.readers.lines import Line, make_line, split_lines
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.readers.rewriting import COMMENT, UNSHOWN, Cell, Ends, Scribe, part, without_indent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SURE = re.compile(
    r"(?im)^#\+(?:title|author|date|email|options|startup|property|filetags|language|todo|category|begin_\w+)(?::|\b)"
    r"|^[ \t]*:PROPERTIES:[ \t]*$|^\*+ (?:TODO|DONE) \S|\[\[https?://[^\]\[\n]+\]\[[^\]\[\n]+\]\]"
)
_KEYWORD = re.compile(r"#\+(?P<name>\w+):[ \t]*")
_BEGIN = re.compile(r"#\+begin_(?P<kind>\w+)(?:[ \t]+(?P<language>[^\s:]+))?(?P<rest>.*)", re.IGNORECASE)
_END = re.compile(r"(?i)#\+end_\w+|:end:")
_HEADING = re.compile(r"(?P<stars>\*+)[ \t]+(?P<state>(?:TODO|DONE|NEXT|WAITING|CANCELL?ED)(?=[ \t]|$)[ \t]*)?")
_TAGS = re.compile(r"(?P<words>.*?)[ \t]+(?P<tags>:[\w@:#%]+:)$")
_ITEM = re.compile(r"(?:[-+]|(?P<star>\*)|(?P<number>\d{1,9})[.)])(?=\s|$)[ \t]*(?:\[@\d+\][ \t]*)?")
_TERM = re.compile(r"(?P<term>\S.*?)[ \t]+::(?=[ \t]|$)[ \t]*")
_RULED = re.compile(r"\|[-+|]+\|?$")
_COMMENT = re.compile(r"#(?: |$)")
_DRAWER = re.compile(r":[\w-]+:$")
_PLANNED = re.compile(r"(?:SCHEDULED|DEADLINE|CLOSED):")
_FOOTNOTE = re.compile(r"\[fn:(?P<label>[\w-]{1,60})\][ \t]+(?=\S)")
_NOTED = re.compile(r"\[fn:([\w-]{1,60})\]")
_RULE = re.compile(r"-{5,}$")
# Emphasis stands between white space or certain punctuation; CJK letters count as neither, as in Emacs.
_PRE, _POST = r"(?<![^\s\-–—({'\"])", r"(?![^\s\-–—.,:!?;'\")}\[])"
_MARKS = re.compile(
    rf"""(?x)
      \[\[(?:file:)?(?P<image>[^\[\]\n]+\.(?:png|jpe?g|gif|svg|webp))\](?:\[(?P<alt>[^\[\]]+)\])?\]
    | \[\[(?P<target>[^\[\]\n]+)\](?:\[(?P<label>[^\[\]]+)\])?\]
    | {_PRE}\*(?P<strong>[^\s*](?:[^*\n]*[^\s*])?)\*{_POST}
    | {_PRE}/(?P<em>[^\s/](?:[^/\n]*[^\s/])?)/{_POST}
    | {_PRE}=(?P<code>[^\s=](?:[^=\n]*[^\s=])?)={_POST}
    | {_PRE}~(?P<code2>[^\s~](?:[^~\n]*[^\s~])?)~{_POST}
    | {_PRE}_(?P<plain>[^\s_](?:[^_\n]*[^\s_])?)_{_POST}
    | {_PRE}\+(?P<plain2>[^\s+](?:[^+\n]*[^\s+])?)\+{_POST}
    | \[fn:(?P<note>[\w-]{{1,60}})\]
    | \[fn:[\w-]*:[ ]*(?P<footnote>[^\[\]]*[^\[\]\s])[ ]*\]
    | <(?P<target2>https?://[^\s<>]+)>
    """
)
_SHOWN = {"title": "title", "subtitle": "subtitle", "author": "author", "date": "date", "filetags": "tags"}
_DATE = re.compile(r"[\[<]?(?P<day>\d{4}-\d{2}-\d{2})\b[^\]>]*[\]>]?$")
_MACHINE = {"export", "comment"}


class _OrgReader:
    """Writes the draft of an org file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = split_lines(source)
        self.ends = Ends(self.lines, _END)
        self.scribe = Scribe(source, _MARKS)
        self.notes = dict(_footnotes(source, self.lines))
        self.scribe.notes = frozenset(self.scribe.words(label) for label in self.notes.values())
        self.raised = 0

    def read(self) -> Reading:
        """The one note of the file."""
        self._keywords()
        self._blocks(self.lines, 0)
        self.scribe.write_asides()
        pen = self.scribe.pen
        return Reading((pen.read(read_markdown),), tuple(pen.fates))

    # -- what the file says about itself -------------------------------------------------------------------

    def _keywords(self) -> None:
        """`#+TITLE:` and the like, wherever they stand: the title a heading, plain facts in the front matter."""
        facts: dict[str, Run] = {}
        titles: list[Run] = []
        self.said: list[tuple[Run, Run]] = []
        for line in self.lines:
            match = _KEYWORD.match(line.words)
            name = _SHOWN.get(match["name"].casefold()) if match else None
            if not match or not name:
                continue
            value = Run(line.body + match.end(), line.stop)
            if value.start >= value.end:
                continue
            if name == "title" and not titles:
                titles.append(value)
            elif name not in facts and (fact := self._fact(name, value)):
                facts[name] = fact
            elif name != "tags":
                self.said.append((Run(line.body + 2, line.body + match.end("name")), value))
        self.scribe.front_matter(list(facts.items()))
        if titles:
            self.raised = 1
            self.scribe.heading(1, titles)
        for label, value in self.said:
            self.scribe.paragraph([value], lead=label)

    def _fact(self, name: str, value: Run) -> Run | None:
        day = _DATE.match(self.scribe.words(value)) if name == "date" else None
        if day:
            return Run(value.start + day.start("day"), value.start + day.end("day"))
        return value if name in {"author", "tags", "date"} and self.scribe.may_be_stated(value) else None

    # -- blocks --------------------------------------------------------------------------------------------

    def _blocks(self, lines: Sequence[Line], depth: int) -> None:
        number = 0
        while number < len(lines):
            number = self._block(lines, number, depth)

    def _block(self, lines: Sequence[Line], number: int, depth: int) -> int:
        """Write what begins at a line; the number of the line after it."""
        line = lines[number]
        if line.blank:
            return number + 1
        rules = (
            self._heading, self._fenced, self._setting, self._drawer, self._footnote, self._table, self._example,
        )  # fmt: skip
        for rule in rules:
            if (after := rule(lines, number)) > number:
                return after
        if self._item(line):
            return self._list(lines, number, depth)
        if _RULE.match(line.words):
            self.scribe.rule()
            return number + 1
        return self._paragraph(lines, number)

    def _heading(self, lines: Sequence[Line], number: int) -> int:
        line = lines[number]
        match = _starts(_HEADING, line)
        if not match:
            return number
        tags = _TAGS.match(line.words)
        if match["state"]:
            state = match.span("state")
            self.scribe.pen.drop(line.body + state[0], line.body + state[1], "the state of a task")
        end = line.body + tags.end("words") if tags else line.stop
        if tags:
            self.scribe.pen.drop(line.body + tags.start("tags"), line.stop, "the tags of a heading")
        self.scribe.heading(len(match["stars"]) + self.raised, [Run(line.body + match.end(), end)])
        return number + 1

    def _fenced(self, lines: Sequence[Line], number: int) -> int:
        """`#+BEGIN_SRC` and its like, up to its `#+END_SRC`."""
        line = lines[number]
        match = _BEGIN.match(line.words)
        if not match:
            return number
        kind = match["kind"].casefold()
        end = self.ends.after(lines, number, f"#+end_{kind}")
        if not end:
            return number
        inner = lines[number + 1 : end]
        if kind == "comment":
            self.scribe.pen.drop(line.body, lines[end].stop, COMMENT)
        elif kind in {"quote", "verse", "center"}:
            with self.scribe.quotation():
                self._blocks([make_line(self.source, each.body, each.end) for each in inner], 1)
        elif kind in {"src", "example", "export"}:
            language = part(line, match, "language") if kind == "src" else None
            rest = part(line, match, "rest")
            self.scribe.pen.drop(rest.start, rest.end, UNSHOWN)
            self.scribe.code(without_indent(inner, line.indent), language)
        else:
            self._blocks(inner, 1)
        return end + 1

    def _setting(self, lines: Sequence[Line], number: int) -> int:
        """Keywords, comments, planning lines: recorded; a caption is shown."""
        line = lines[number]
        match = _KEYWORD.match(line.words)
        if match and match["name"].casefold() in {"caption", "name"}:
            self.scribe.paragraph([Run(line.body + match.end(), line.stop)])
            return number + 1
        if match:
            if match["name"].casefold() not in _SHOWN:
                self.scribe.pen.drop(line.body, line.stop, UNSHOWN)
            return number + 1
        if _COMMENT.match(line.words):
            self.scribe.pen.drop(line.body, line.stop, COMMENT)
            return number + 1
        return number

    def _drawer(self, lines: Sequence[Line], number: int) -> int:
        line = lines[number]
        if not _DRAWER.match(line.words):
            return number
        end = self.ends.after(lines, number, ":end:")
        if not end:
            return number
        if line.words.casefold() in {":properties:", ":logbook:"}:
            self.scribe.pen.drop(line.body, lines[end].stop, "the properties of a heading")
        else:
            self._blocks(lines[number + 1 : end], 1)
        return end + 1

    def _footnote(self, lines: Sequence[Line], number: int) -> int:
        """A footnote, up to the next one, a heading or two blank lines."""
        line = lines[number]
        label = self.notes.get(line.start) if not self.scribe.prefix else None
        match = _FOOTNOTE.match(line.words)
        if not label or not match:
            return number
        end = number + 1
        while end < len(lines) and not (_starts(_HEADING, lines[end]) or _starts(_FOOTNOTE, lines[end])):
            if lines[end].blank and lines[end - 1].blank:
                break
            end += 1
        with self.scribe.footnote(label):
            self._blocks([line.after(line.body + match.end()), *lines[number + 1 : end]], 1)
        return end

    def _table(self, lines: Sequence[Line], number: int) -> int:
        end = number
        rows: list[list[Cell]] = []
        ruled = False
        while end < len(lines) and lines[end].words.startswith("|") and len(lines[end].words) > 1:
            if _RULED.match(lines[end].words):
                ruled = ruled or len(rows) == 1
            else:
                rows.append(_cells(lines[end]))
            end += 1
        if end > number:
            self.scribe.table(rows, headed=True if ruled else None)
        return end

    def _example(self, lines: Sequence[Line], number: int) -> int:
        """Lines that begin with a colon stand as they are."""
        end = number
        runs = []
        while end < len(lines) and re.match(r":(?: |$)", lines[end].words):
            runs.append(Run(min(lines[end].body + 2, lines[end].stop), lines[end].stop))
            end += 1
        if runs:
            self.scribe.code(runs)
        return end

    # -- lists and prose -----------------------------------------------------------------------------------

    def _item(self, line: Line) -> re.Match[str] | None:
        match = _ITEM.match(line.words)
        return match if match and not (match["star"] and not line.indent) else None

    def _list(self, lines: Sequence[Line], number: int, depth: int) -> int:
        """One item with what is indented below it."""
        line = lines[number]
        match = self._item(line)
        assert match
        end = number + 1
        while end < len(lines) and (lines[end].blank or lines[end].indent > line.indent):
            if lines[end].blank and end + 1 < len(lines) and lines[end + 1].blank:
                break
            end += 1
        first = line.after(line.body + match.end())
        with self.scribe.item(match["number"] or ""):
            term = _TERM.match(first.words)
            if term:
                self.scribe.paragraph((), lead=Run(first.body, first.body + term.end("term")))
                first = line.after(first.body + term.end())
            self._inside([first, *lines[number + 1 : end]], depth + 1)
        return end

    def _inside(self, lines: list[Line], depth: int) -> None:
        """The blocks of an item; very deep ones are prose."""
        if depth < _DEEPEST:
            self._blocks(lines, depth)
            return
        for line in lines:
            self.scribe.paragraph([line.run])

    def _paragraph(self, lines: Sequence[Line], number: int) -> int:
        end = number + 1
        while end < len(lines) and not self._begins(lines[end]):
            end += 1
        self.scribe.paragraph([line.run for line in lines[number:end]])
        return end

    def _begins(self, line: Line) -> bool:
        words = line.words
        return bool(
            line.blank
            or _starts(_HEADING, line)
            or words.startswith(("|", "#+"))
            or _COMMENT.match(words)
            or self._item(line)
            or _DRAWER.match(words)
            or _PLANNED.match(words)
            or _FOOTNOTE.match(words)
            or _RULE.match(words)
        )


_DEEPEST = 8


def _starts(pattern: re.Pattern[str], line: Line) -> re.Match[str] | None:
    """A match at the margin."""
    return pattern.match(line.words) if line.body == line.start else None


def _footnotes(source: str, lines: Sequence[Line]) -> Iterator[tuple[int, Run]]:
    """Where the footnotes begin to which the text refers, and their labels: of two with one label the first."""
    found = [(line, match) for line in lines if (match := _starts(_FOOTNOTE, line))]
    referred = Counter(_NOTED.findall(source)) - Counter(match["label"] for _, match in found)
    known: set[str] = set()
    for line, match in found:
        if match["label"] in referred and match["label"].casefold() not in known:
            known.add(match["label"].casefold())
            yield line.start, part(line, match, "label")


def _cells(line: Line) -> list[Cell]:
    return [tuple(cell) for cell in _split(line)]


def _split(line: Line) -> Iterator[list[Run]]:
    """The cells of `| a | b |`."""
    start = line.body + 1
    while start < line.stop:
        stop = line.source.find("|", start, line.stop)
        stop = line.stop if stop < 0 else stop
        cell = make_line(line.source, start, stop)
        yield [] if cell.blank else [cell.run]
        start = stop + 1


def is_org(source: str) -> bool:
    """Whether a text holds what only org-mode has."""
    return bool(_SURE.search(source))


def read_org(source: str) -> Reading:
    """The note in an org file."""
    return _OrgReader(source).read()
