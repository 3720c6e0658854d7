"""AsciiDoc: title and attributes, sections, lists, delimited blocks, tables, macros. Nothing is ever included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Reading, Run
from sphinx_summit.notes.readers.asciidoc_lines import (
    ATTRIBUTE,
    DELIMITER,
    HEADING,
    MACRO,
    SETTING,
    UNDERLINES,
    begins,
    end_of_words,
    is_comment,
    is_underlined,
)
from sphinx_summit.notes.readers.asciidoc_lists import ListWriter
from sphinx_summit.notes.readers.asciidoc_marks import MARKS
from sphinx_summit.notes.readers.asciidoc_tables import asciidoc_rows
from sphinx_summit.notes.readers.front_matter import read_front_matter
from sphinx_summit.notes.readers.lines import Line, make_line, split_lines, without_indent
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.readers.rewriting import COMMENT, UNSHOWN, Ends, Scribe, part, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = re.compile(r"(?m)^={1,5}[ \t]+\S.*(?<![=\s])[ \t]*$")
_ADMONITIONS = "NOTE|TIP|WARNING|IMPORTANT|CAUTION"
_SURE = re.compile(
    rf"(?m)^\[(?:source|quote|verse|{_ADMONITIONS}|cols|%|options|qanda)\b[^\]\n]*\][ \t]*$"
    r"|^:!?[a-z][\w-]*!?:(?:[ \t]+\S.*)?$|^\|===[ \t]*$|^(?:image|include|video)::[^\s\[\]]+\[.*\][ \t]*$"
    rf"|\blink:[^\s\[\]]{{1,300}}\[|https?://[^\s\[\]()<>]{{1,300}}\[[^\]\n]+\](?!\()|^(?:{_ADMONITIONS}): \S"
)
_OTHER = re.compile(r"(?m)\]\(https?://|^#{1,6} \S|^=+[ \t]*[^=\s][^=\n]*=+[ \t]*$|^<!DOCTYPE|^<html|^\.\. \w+::")
_AUTHOR = re.compile(r"(?P<name>(?:[^\s<>;:]+[ \t]+){0,4}?[^\s<>;:]+?(?<![.!?。]))[ \t]*(?:<[^<>;\s]+>)?$")
_REVISION = re.compile(r"(?:v?\d[\w.]*,[ \t]*)?(?P<day>\d{4}-\d{2}-\d{2})\b.*$|v\d[\w.]*(?:[,:].*)?$")
_SOURCE = re.compile(r"\[(?:source|listing)?(?:%[\w%]*)?,[ ]*(?P<language>[\w+#.-]+)")
_VERBATIM = re.compile(r"\[(?:source|listing|literal)\b")
_BOX = re.compile(rf"\[(?P<kind>quote|verse|{_ADMONITIONS})\b[^,\]]*(?:,[ ]*\"?(?P<by>[^\"\]]*[^\"\]\s]))?")
_NAMED = re.compile(r"\.(?=[^\s.])")
_ADMONITION = re.compile(rf"(?P<kind>{_ADMONITIONS}):[ \t]+(?=\S)")
_ALT = re.compile(r"(?:alt=)?\"?(?P<words>[^\s\",=\]][^\",=\]]*)(?=[\",]|$)")
_FOLDER = re.compile(r"(?![/.])[\w./-]{1,80}")
_RULE = re.compile(r"'{3,}$|(?:- ?){3}$|(?:\* ?){3}$")
_STATED = {
    "author": "author", "revdate": "date", "date": "date", "jbake-date": "date", "page-revdate": "date",
    "jbake-tags": "tags", "tags": "tags", "keywords": "tags", "page-tags": "tags", "lang": "lang",
}  # fmt: skip
_TOLD = {"description", "summary", "subtitle", "jbake-description"}
_CONDITIONS = {"ifdef", "ifndef", "endif"}
_LONGEST_AUTHOR = 200
_PROSE = "=*_"
_DEEPEST = 8


class _AsciiDocReader:
    """Writes the draft of a file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.scribe = Scribe(source, MARKS)
        self.settings: list[Run] = []
        """What stands in brackets above the next block."""
        metadata = read_front_matter(source) if source.startswith(("---", "+++")) else None
        self.front = metadata.run if metadata else None
        self.lines = split_lines(source, metadata.run.end if metadata else 0)
        self.ends = Ends(self.lines, DELIMITER)
        self.lists = ListWriter(self.scribe, self._tied)

    def read(self) -> Reading:
        """The one note of the file."""
        self._blocks(self._header(), 0)
        self._forget()
        self.scribe.write_asides()
        pen = self.scribe.pen
        return Reading((pen.read(read_markdown),), tuple(pen.fates))

    # -- what the file says about itself -------------------------------------------------------------------

    def _header(self) -> Sequence[Line]:
        """Write the title and what stands right below it; the lines after these."""
        facts: dict[str, Run] = {}
        told: list[Run] = []
        number = self._pass_over(self.lines, 0, blank=True)
        heading = HEADING.match(self.lines[number].words) if number < len(self.lines) else None
        title = part(self.lines[number], heading, "words") if heading and len(heading["mark"]) == 1 else None
        if title:
            number = self._author(number + 1, facts, told)
        while (number := self._pass_over(self.lines, number)) < len(self.lines):
            match = ATTRIBUTE.match(self.lines[number].words)
            if not match:
                break
            self._attribute(self.lines[number], match, facts, told)
            number += 1
        if self.front:
            self.scribe.pen.keep(self.front.start, self.front.end)
            self.scribe.pen.say("\n")
            for run in facts.values():
                self._drop(run, UNSHOWN)
        else:
            self.scribe.front_matter(list(facts.items()))
        if title:
            self.scribe.heading(1, [title])
        for value in told:
            self.scribe.paragraph([value])
        return self.lines[number:]

    def _pass_over(self, lines: Sequence[Line], number: int, *, blank: bool = False) -> int:
        """The number of the next line that is no comment."""
        while number < len(lines) and (is_comment(lines[number]) or (blank and lines[number].blank)):
            self._drop(lines[number].run, COMMENT)
            number += 1
        return number

    def _drop(self, run: Run, reason: str) -> None:
        self.scribe.pen.drop(run.start, run.end, reason)

    def _author(self, number: int, facts: dict[str, Run], told: list[Run]) -> int:
        """Who wrote it, and its version and day, each on a line of its own below the title."""
        for pattern, group, name in ((_AUTHOR, "name", "author"), (_REVISION, "day", "date")):
            line = self.lines[number] if number < len(self.lines) else None
            match = pattern.match(line.words) if line and _may_tell(line) else None
            if not line or not match or (name == "author" and _REVISION.match(line.words)):
                continue
            value = part(line, match, group)
            if value.start < value.end and self.scribe.may_be_stated(value):
                facts[name] = value
                self._drop(Run(line.body, value.start), UNSHOWN)
                self._drop(Run(value.end, line.stop), UNSHOWN)
            else:
                told.append(line.run)
            number += 1
        return number

    def _attribute(self, line: Line, match: re.Match[str], facts: dict[str, Run], told: list[Run]) -> None:
        value = make_line(line.source, line.body + match.end(), line.stop).run
        said = match["name"].casefold()
        name = _STATED.get(said, "")
        if value.start < value.end and name and name not in facts and self.scribe.may_be_stated(value):
            facts[name] = value
        elif value.start < value.end and (said in _TOLD or (name and name not in facts)):
            told.append(value)
        else:
            self._set(line, said, self.scribe.words(value))

    def _set(self, line: Line, name: str, value: str) -> None:
        """An attribute that is on no page."""
        self._drop(line.run, UNSHOWN)
        if name == "imagesdir" and _FOLDER.fullmatch(value):
            self.scribe.folder = value.rstrip("/") + "/"

    # -- blocks --------------------------------------------------------------------------------------------

    def _blocks(self, lines: Sequence[Line], depth: int) -> None:
        number = 0
        while number < len(lines):
            number = self._block(lines, number, depth)

    def _block(self, lines: Sequence[Line], number: int, depth: int) -> int:
        """Write what begins at a line; the number of the line after it."""
        if lines[number].blank:
            return number + 1
        rules = (
            self._comment, self._setting, self._delimited, self._heading, self._attribute_line, self._macro,
            self._rule, self.lists.write, self._admonition, self._literal, self._underlined, self._paragraph,
        )  # fmt: skip
        return next(after for rule in rules if (after := rule(lines, number, depth)) > number)

    def _comment(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        return self._pass_over(lines, number)

    def _setting(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        """`[source,bash]` above a block, which is kept in mind; `.Title`, which is shown."""
        line = lines[number]
        if line.indent:
            return number
        if SETTING.match(line.words):
            self.settings.append(line.run)
            return number + 1
        if match := _NAMED.match(line.words):
            self.scribe.paragraph([], lead=Run(line.body + match.end(), line.stop))
            return number + 1
        return number

    def _taken(self) -> str:
        """The settings above a block, which are on no page."""
        said = self._said()
        self._forget()
        return said

    def _forget(self) -> None:
        for run in self.settings:
            self._drop(run, UNSHOWN)
        self.settings = []

    def _heading(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        match = HEADING.match(lines[number].words) if not lines[number].indent else None
        if not match:
            return number
        self._forget()
        self.scribe.heading(len(match["mark"]), [part(lines[number], match, "words")])
        return number + 1

    def _underlined(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        """A title of the old form, above a line of one mark as long as itself."""
        if not is_underlined(lines, number):
            return number
        self._forget()
        self.scribe.heading(UNDERLINES.index(lines[number + 1].words[0]) + 1, [lines[number].run])
        return number + 2

    def _attribute_line(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        line = lines[number]
        match = ATTRIBUTE.match(line.words) if not line.indent else None
        if not match:
            return number
        self._set(line, match["name"].casefold(), line.words[match.end() :])
        return number + 1

    def _tied(self, lines: Sequence[Line], number: int, depth: int) -> int:
        """A block that belongs to an item, with the settings above it; very deep ones are prose."""
        self._forget()
        if depth >= _DEEPEST:
            self.scribe.paragraph([lines[number].run])
            return number + 1
        after = self._block(lines, number, depth + 1)
        while self.settings and after < len(lines) and not lines[after].blank:
            after = self._block(lines, after, depth + 1)
        return after

    def _rule(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        words = lines[number].words
        if not _RULE.match(words) and words != "<<<":
            return number
        self._forget()
        if words != "<<<":
            self.scribe.rule()
        return number + 1

    def _macro(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        """`image::`, `video::` and their like; `include::` is the words that it is."""
        line = lines[number]
        match = MACRO.match(line.words)
        if not match:
            return number
        self._forget()
        target, settings = part(line, match, "target"), part(line, match, "settings")
        if match["kind"] == "toc" or (match["kind"] in _CONDITIONS and not match["settings"]):
            self._drop(line.run, UNSHOWN)
        elif match["kind"] == "image" and target.start < target.end:
            alt = _ALT.match(match["settings"])
            at = alt.span("words") if alt else (0, 0)
            words = Run(settings.start + at[0], settings.start + at[1])
            self.scribe.picture(target, words if alt else None)
            self._drop(Run(settings.start, words.start), UNSHOWN)
            self._drop(Run(words.end, settings.end), UNSHOWN)
        elif match["kind"] in {"video", "audio"} and self.scribe.is_address(target):
            self.scribe.paragraph([target])
            self._drop(settings, UNSHOWN)
        else:
            self.scribe.paragraph([line.run])
        return number + 1

    def _delimited(self, lines: Sequence[Line], number: int, depth: int) -> int:
        """A block between two lines of the same mark."""
        line = lines[number]
        match = DELIMITER.fullmatch(line.words)
        words = line.words.removesuffix(match["language"] or "") if match else ""
        end = self.ends.after(lines, number, words) if match else 0
        if not match or not end:
            return number
        inner = lines[number + 1 : end]
        if words[0] == "/":
            self._drop(Run(line.body, lines[end].stop), COMMENT)
        elif words[1:] == "===" and words[0] in "|,:":
            rows, headed = asciidoc_rows(inner, self._taken())
            self.scribe.table(rows, headed=headed)
        elif words == "--" and "source" not in self._said():
            self._forget()
            self._inside(inner, depth)
        elif words[0] in _PROSE:
            self._boxed(inner, depth, quoted=words[0] == "_")
        else:
            language = part(line, match, "language") if match["language"] else self._language()
            self._forget_but(language)
            self.scribe.code(without_indent(inner, line.indent), language)
        return end + 1

    def _said(self) -> str:
        return ",".join(self.scribe.words(run) for run in self.settings)

    def _language(self) -> Run | None:
        """The language that `[source,bash]` names."""
        for run in self.settings:
            if match := _SOURCE.match(self.scribe.words(run)):
                return Run(run.start + match.start("language"), run.start + match.end("language"))
        return None

    def _forget_but(self, kept: Run | None) -> None:
        for run in self.settings:
            if kept and run.start <= kept.start < run.end:
                self._drop(Run(run.start, kept.start), UNSHOWN)
                self._drop(Run(kept.end, run.end), UNSHOWN)
            else:
                self._drop(run, UNSHOWN)
        self.settings = []

    def _boxed(self, inner: Sequence[Line], depth: int, *, quoted: bool) -> None:
        """A quotation with its source, an admonition, an example or a sidebar: quoted, unless nothing marks it."""
        marks = [(run, match) for run in self.settings if (match := _BOX.match(self.scribe.words(run)))]
        run, match = marks[-1] if marks else (None, None)
        kind = Run(run.start + match.start("kind"), run.start + match.end("kind")) if run and match else None
        by = Run(run.start + match.start("by"), run.start + match.end("by")) if run and match and match["by"] else None
        called = kind if kind and self.scribe.words(kind).isupper() else None
        self._forget_but(called or by)
        if not (quoted or match):
            self._inside(inner, depth)
            return
        with self.scribe.quotation():
            if called:
                self.scribe.paragraph([], lead=called)
            self._inside(inner, depth)
            if by and not called:
                self.scribe.paragraph([by])

    def _inside(self, lines: Sequence[Line], depth: int) -> None:
        """Blocks that stand in another; very deep ones are prose."""
        if depth < _DEEPEST:
            self._blocks(trim(lines), depth + 1)
            return
        for line in lines:
            self.scribe.paragraph([line.run])

    def _admonition(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        """`NOTE: words`."""
        match = _ADMONITION.match(lines[number].words) if not lines[number].indent else None
        if not match:
            return number
        self._forget()
        end = end_of_words(lines, number)
        first, *rest = self.lists.words(lines[number:end])
        with self.scribe.quotation():
            runs = [Run(first.start + match.end(), first.end), *rest]
            self.scribe.paragraph(runs, lead=part(lines[number], match, "kind"))
        return end

    def _literal(self, lines: Sequence[Line], number: int, _depth: int) -> int:
        """Indented lines, and those below `[source]` without a fence, stand as they are up to a blank one."""
        marked = any(_VERBATIM.match(self.scribe.words(run)) for run in self.settings)
        if not marked and (not lines[number].indent or self.scribe.prefix):
            return number
        end = number
        while end < len(lines) and not lines[end].blank:
            end += 1
        language = self._language()
        self._forget_but(language)
        indent = min(line.indent for line in lines[number:end])
        self.scribe.code(without_indent(lines[number:end], indent), language)
        return end

    def _paragraph(self, lines: Sequence[Line], number: int, depth: int) -> int:
        end = end_of_words(lines, number)
        if any(_BOX.match(self.scribe.words(run)) for run in self.settings):
            self._boxed(lines[number:end], depth, quoted=True)
            return end
        self._forget()
        self.scribe.paragraph(self.lists.words(lines[number:end]))
        return end


def _may_tell(line: Line) -> bool:
    """Whether a line below the title may say who wrote the note, or when."""
    return not line.blank and len(line.words) < _LONGEST_AUTHOR and not begins(line)


def is_asciidoc(source: str) -> bool:
    """Whether a text has a title or a section, something that only AsciiDoc has, and no mark of another form."""
    return bool(_TITLE.search(source) and _SURE.search(source)) and not _OTHER.search(source)


def read_asciidoc(source: str) -> Reading:
    """The note in an AsciiDoc file."""
    return _AsciiDocReader(source).read()
