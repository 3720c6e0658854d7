"""Names that headings of one level have at the same place: what no heading says alone, its siblings make plain."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Credit
from sphinx_summit.notes.recognise.candidate import MOSTLY, Candidate
from sphinx_summit.notes.recognise.people import CHINESE_NAME, Named, Span, is_person
from sphinx_summit.notes.recognise.places import names_in_first_line
from sphinx_summit.notes.recognise.spoken import ITEM_LINE, Spoken
from sphinx_summit.notes.recognise.titles import LONGEST, Ending, name_before_link

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Outline

_NICK = re.compile(r"@?[a-z][a-z0-9_-]{2,19}")
_HAN = re.compile(r"[\u3400-\u9fff々]+")
FEW = 1 / 3
"""When so many headings of a level name a speaker, the others between them are sessions too."""
_NEARLY = 0.8
_MANY = 2 / 3
"""The headings of a level are names when at least this share of them are."""
_NAMES = 4


def linked_levels(outline: Outline, found: list[Candidate]) -> set[int]:
    """The levels on which most headings, and three at least, are a name and a link: `ann [title](…)`."""
    all_ = Counter(candidate.heading.level for candidate in found)
    named = Counter(c.heading.level for c in found if name_before_link(outline, c.heading))
    return {level for level, count in named.items() if count > 2 and count >= MOSTLY * all_[level]}


def read_names_above(found: list[Candidate]) -> None:
    """Headings that are names, all of a level that have others below: those below are what these people spoke of."""
    above = {candidate.number: candidate for candidate in found}
    parents = {number: above[number] for c in found if (number := c.parent) in above}
    for level in {parent.heading.level for parent in parents.values()}:
        names = [parent for parent in parents.values() if parent.heading.level == level]
        names = [parent for parent in names if _is_name(parent.title)]
        if len(names) < 2 or len(names) < _NEARLY * sum(p.heading.level == level for p in parents.values()):
            continue
        said = {name.number: name for name in names}
        for candidate in found:
            if candidate.parent in said and not candidate.ending:
                name = said[candidate.parent]
                credit = Credit(name.title)
                candidate.spoken = [Spoken(credit, name.heading.at, "the heading above is their name", 0.8)]


def read_names_alone(found: list[Candidate]) -> None:
    """Headings that are names, most of a level, with none below: each stands for what that person spoke of."""
    parents = {candidate.parent for candidate in found}
    for level in {candidate.heading.level for candidate in found}:
        peers = [c for c in found if c.heading.level == level]
        names = [c for c in peers if not c.ending and (_is_name(c.title) or CHINESE_NAME.fullmatch(c.title))]
        # A name right below another heading says who spoke of that.
        below = sum(c.parent == c.number - 1 or c.number in parents for c in names)
        if len(names) >= _NAMES and len(names) >= _MANY * len(peers) and below < len(names) / 2:
            for each in names:
                each.ending = Ending("name", (Named(Span(0, len(each.title))),), 0.75, -1, len(each.title))


def part_organizations(outline: Outline, found: list[Candidate]) -> None:
    """Where lines of a level are `name, organisation`, what looks like a second name is an organisation too."""
    for level in {candidate.heading.level for candidate in found}:
        peers = [c for c in found if c.heading.level == level and c.spoken and not c.ending]
        single = sum(len(c.spoken) == 1 and bool(c.spoken[0].credit.organization) for c in peers)
        pairs = [c for c in peers if _is_comma_pair(outline, c.spoken)]
        for candidate in pairs if single > len(pairs) else []:
            first, second = candidate.spoken
            candidate.spoken = [replace(first, credit=Credit(first.credit.name, second.credit.name))]


def _is_comma_pair(outline: Outline, spoken: list[Spoken]) -> bool:
    """Whether two names stand in one line, with a comma between."""
    if len(spoken) != 2 or spoken[0].at != spoken[1].at or spoken[0].credit.organization:
        return False
    line = outline.source[spoken[0].at : spoken[0].at + 2 * LONGEST]
    return bool(
        re.search(rf"{re.escape(spoken[0].credit.name)}\W{{1,6}}{re.escape(spoken[1].credit.name)}", line)
    ) and (" and " not in line and " & " not in line)


def read_loosely(outline: Outline, found: list[Candidate], lines: set[tuple[int, str]]) -> None:
    """Where most headings of a level have a line of names first, the same line of the others names people too."""
    for level, form in lines:
        peers = [c for c in found if c.heading.level == level and form in (ITEM_LINE, "name-line")]
        named = sum(any(each.form == form for each in c.spoken) or c.surely_credited for c in peers)
        for candidate in peers if named > MOSTLY * len(peers) else []:
            if not candidate.spoken and not candidate.ending:
                candidate.spoken = names_in_first_line(outline, candidate.content, form)


def _is_name(title: str) -> bool:
    """Whether a heading is but a name; two Chinese characters may be any word."""
    return bool(_NICK.fullmatch(title)) or (is_person(title) and not _HAN.fullmatch(title))


def lines_by_level(found: list[Candidate]) -> set[tuple[int, str]]:
    """The levels and forms of name lines that enough headings there have below them, and two at least."""
    all_ = Counter(candidate.heading.level for candidate in found)
    named = Counter((c.heading.level, form) for c in found for form in {each.form for each in c.spoken if each.form})
    return {
        (level, form)
        for (level, form), count in named.items()
        if count > 1 and count >= {ITEM_LINE: _MANY, "sub-heading": _MANY}.get(form, FEW) * all_[level]
    }
