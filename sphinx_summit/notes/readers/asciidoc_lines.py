"""What begins at a line of AsciiDoc."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.readers.lines import Line

HEADING = re.compile(r"(?P<mark>={1,6}|\#{1,6})[ \t]+(?P<words>\S.*?)(?:[ \t](?P=mark))?$")
UNDERLINES = "=-~^+"
_UNDERLINE = re.compile(r"([=~^+-])\1{3,}")
_LONGEST_TITLE = 200
ATTRIBUTE = re.compile(r":(?P<name>!?\w[\w-]*!?):(?:[ \t]+|$)")
SETTING = re.compile(r"\[(?:\[[\w:.,\s-]+\]|(?![ xX]\]|\[)[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]$")
DELIMITER = re.compile(r"-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|--|\+{4,}|/{4,}|[|,:]===|`{3,}(?P<language>[\w+#.-]*)")
MACRO = re.compile(r"(?P<kind>[a-z]\w*)::(?P<target>[^\s\[\]]*)\[(?P<settings>.*)\]$")
_ITEM = re.compile(r"(?P<mark>\*{1,6}|-|\.{1,6}|(?P<number>\d{1,9})\.|<(?P<call>\d{1,3}|\.)>)[ \t]+(?=\S)")
_TERM = re.compile(
    r"(?!//)(?P<term>(?:[^\s:;]|[:;](?![:;\s]))(?:[^:;\n]|[:;](?![:;]))*)(?P<mark>:{2,4}|;;)(?:[ \t]+|$)"
)


def next_shown(lines: Sequence[Line], number: int) -> int:
    """The number of the next line that is not blank."""
    while number < len(lines) and lines[number].blank:
        number += 1
    return number


def item_at(line: Line) -> re.Match[str] | None:
    """The mark, number or term of an item of a list."""
    return _ITEM.match(line.words) or _TERM.match(line.words)


def is_comment(line: Line) -> bool:
    """Whether a line is a comment; four slashes fence one of several lines."""
    return line.source.startswith("//", line.start) and not line.source.startswith("///", line.start)


def begins(line: Line) -> bool:
    """Whether a line ends the paragraph above it."""
    words = line.words
    if words == "+" or _ITEM.match(words):
        return True
    if line.indent:
        return False
    heading = HEADING.match(words)
    if heading and len(heading["mark"]) > 1:
        return True
    patterns = (DELIMITER.fullmatch, SETTING.match, MACRO.match, ATTRIBUTE.match)
    return any(matches(words) for matches in patterns)


def end_of_words(lines: Sequence[Line], number: int, *, listed: bool = False) -> int:
    """The number of the line after a paragraph; `listed`: in a list, where a term begins the next item."""
    end = number + 1
    while end < len(lines) and not (lines[end].blank or begins(lines[end]) or is_underlined(lines, end)):
        if listed and item_at(lines[end]):
            break
        end += 1
    return end


def is_underlined(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is a title of the old form, above a line of one mark as long as itself."""
    line = lines[number]
    if number + 1 >= len(lines) or line.indent or not any(map(str.isalnum, line.words[:_LONGEST_TITLE])):
        return False
    below = lines[number + 1]
    if below.indent or len(line.words) > _LONGEST_TITLE or not _UNDERLINE.fullmatch(below.words):
        return False
    wide = sum(east_asian_width(char) in "WF" for char in line.words)
    length = len(line.words)
    return any(abs(len(below.words) - columns) <= 1 for columns in (length, length + wide))
