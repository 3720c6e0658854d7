"""What a title says besides: who speaks, in which track and room, at what time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Credit, Heading, Run, Text
from sphinx_summit.notes.recognise.people import (
    Named,
    Span,
    credit_of,
    is_person,
    read_handle,
    read_organization,
    read_pair,
    read_people,
)
from sphinx_summit.notes.recognise.seen import Seen, see
from sphinx_summit.notes.recognise.words import ORGANIZATION, SESSION_ORDINAL

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Outline

_BRACKET = re.compile(r"\s*[(（](?P<who>[^()（）]{1,80}(?:[(（][^()（）]{1,40}[)）][^()（）]{0,20})?)[)）]\s*$")
_BY = re.compile(r"(?:^|[\s,、:：–—-])\s*(?:presented by|présentée? par|by|par|por|von)\s+(?=\S)", re.IGNORECASE)
_WITH = re.compile(r"[\s,、:：–—-]\s*(?:with|mit|avec|con)\s+(?=\S)")
_AFTER_QUOTE = re.compile(r"[》」』”\"]\s*[-–—/／:：|｜]?\s*(?=[^\s》」』”\"])")
_DASH = re.compile(r"\s+[-–—|｜/／]\s+(?=\S)|\s*[／｜]\s*(?=\S)")
_COMMA = re.compile(r",\s+(?=\S)")
_BEFORE_QUOTE = re.compile(r"(?P<who>[^「『“《\"]{2,30}?)\s*[:：]?\s*(?=[「『“《\"])")
_BEFORE_COLON = re.compile(r"(?P<who>[^:：]{2,30}?)\s*[:：]\s*(?=\S)")
_KEYNOTE = re.compile(r"(?:opening |closing )?keynotes?|基調講演|キーノート|主题演讲|기조연설|plenaria", re.IGNORECASE)


LONGEST = 300
"""No title is longer."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Who is credited in a title, in which form, and how sure that is; `start` is where the title's own words end.

    `start` is 0 where the name stands first, and -1 where the title is nothing without it.
    """

    form: str
    people: tuple[Named, ...]
    confidence: float
    start: int
    end: int


def ending_of(text: str, *, forms: frozenset[str] = frozenset()) -> Ending | None:
    """Whom a title credits. Forms that mean little in one title count when others of the note have them: `forms`."""
    if len(text) > LONGEST:
        return None
    return (
        _by(text)
        or _bracket(text, forms)
        or _quoted(text)
        or _keynote(text)
        or next((found for form, read in _WEAK.items() if form in forms and (found := read(text))), None)
    )


def weak_forms(text: str) -> set[str]:
    """The forms of credit that a title may have, each of which counts only when others have it too."""
    return {form for form, read in _WEAK.items() if len(text) <= LONGEST and read(text)}


def _after(form: str, mark: re.Pattern[str], text: str, confidence: float, *, last: bool = True) -> Ending | None:
    matches = list(mark.finditer(text))
    for match in reversed(matches) if last else matches:
        people = read_people(text[match.end() :], match.end())
        if people and match.start():
            return Ending(
                form, tuple(people), confidence, match.start() + (text[match.start()] in '》」』”"'), len(text)
            )
    return None


def _by(text: str) -> Ending | None:
    return _after("by", _BY, text, 0.9)


def _bracket(text: str, forms: frozenset[str]) -> Ending | None:
    match = _BRACKET.search(text)
    if not match or not match.start():
        return None
    who, at = match["who"], match.start("who")
    before = _after("dash", _DASH, text, 0.9) or _after("comma", _COMMA, text, 0.85, last=False)
    if before and before.start < match.start() and any(each.organization for each in before.people):
        return before
    people: list[Named] = [pair] if (pair := read_pair(who, at)) else read_people(who, at)
    bare = len(who.split()) == 3 and not ORGANIZATION.search(who) and not re.search(r"[,，/]", who)
    sure = 0.9 if len(people) > 1 or (any(each.organization for each in people) and not bare) else 0.6
    if not people and (handle := read_handle(who, at)):
        people, sure = [handle], 0.85
    if not people and (organization := read_organization(who, at)):
        people, sure = [organization], 0.8
    if not people and "bracket" in forms and re.fullmatch(r"[A-Z][\w&.-]+(?: [A-Z][\w&.-]+){0,2}", who):
        people, sure = [Named(None, Span(at, at + len(who)))], 0.6
    return Ending("bracket", tuple(people), sure, match.start(), match.end()) if people else None


def _quoted(text: str) -> Ending | None:
    """`《title》-name` or `name「title」`."""
    found = _after("after-quote", _AFTER_QUOTE, text, 0.85)
    if found or SESSION_ORDINAL.match(text) or text[:1] in '「『“《"':
        return found
    match = _BEFORE_QUOTE.match(text)
    people = read_people(match["who"]) if match and text.rstrip()[-1:] in '」』”》"' else []
    return Ending("before-quote", tuple(people), 0.8, 0, match.end()) if match and people else None


def _keynote(text: str) -> Ending | None:
    """`Keynote: name`, and `Keynote Java: the next 20 years, name`."""
    if not _KEYNOTE.match(text):
        return None
    alone = re.match(rf"(?:{_KEYNOTE.pattern})\s*[:：–—-]\s*(?=\S)", text, re.IGNORECASE)
    people = read_people(text[alone.end() :], alone.end()) if alone else []
    if people:
        return Ending("keynote", tuple(people), 0.85, -1, len(text))
    return _after("comma", _COMMA, text, 0.8)


def _before_colon(text: str) -> Ending | None:
    match = _BEFORE_COLON.match(text)
    if (
        not match
        or SESSION_ORDINAL.match(text)
        or not (is_person(match["who"]) or re.fullmatch(r"[가-힣]{3}", match["who"]))
    ):
        return None
    return Ending("before-colon", (Named(Span(0, match.end("who"))),), 0.75, 0, match.end())


_WEAK = {
    "with": lambda text: _after("with", _WITH, text, 0.8),
    "dash": lambda text: _after("dash", _DASH, text, 0.8),
    "comma": lambda text: _after("comma", _COMMA, text, 0.75, last=False),
    "before-colon": _before_colon,
}


# -- taking it out of the heading --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Credited:
    """A heading's own text, its credits, and the words after it that stay on the page in a paragraph of their own."""

    text: Text
    credits: tuple[Credit, ...]
    rest: Run | None = None


def take_credits(outline: Outline, heading: Heading, ending: Ending) -> Credited:
    """Part the title from whom it credits: the names move to the field, unless more than names stands there."""
    run = heading.text.runs[0]
    seen = see(outline, heading.text)
    said = tuple(credit_of(seen.text, each) for each in ending.people)
    if len(heading.text.runs) > 1 or ending.start < 0:
        return Credited(heading.text, said)
    if ending.start == 0:
        after = seen.cut(ending.end)
        moved = _moved(seen, ending, 0, ending.end) if after else None
        return Credited(Text((Run(after, run.end),)), moved) if after and moved else Credited(heading.text, said)
    at = seen.cut(ending.start)
    if at is None or not seen.text[: ending.start].strip():
        return Credited(heading.text, said)
    title = Text((_trimmed(outline, Run(run.start, at)),))
    moved = _moved(seen, ending, ending.start, len(seen.text))
    if moved:
        return Credited(title, moved)
    return Credited(title, said, _trimmed(outline, Run(at, run.end)))


def _moved(seen: Seen, ending: Ending, start: int, end: int) -> tuple[Credit, ...] | None:
    """The credits by their runs, if nothing else than marks and `by` stands with them."""
    left = list(seen.text[start:end])
    credits: list[Credit] = []
    for named in ending.people:
        runs: list[Run | None] = []
        for span in (named.name, named.organization):
            runs.append(seen.run(span.start, span.end) if span else None)
            if span and runs[-1] is None:
                return None
            if span:
                left[span.start - start : span.end - start] = [" "] * (span.end - span.start)
        credits.append(replace(credit_of(seen.text, named), name_run=runs[0], organization_run=runs[1]))
    words = re.sub(
        r"(?i)\b(?:presented|présentée?|by|par|por|von|with|mit|avec|con|and|et|und|y|from|at)\b", "", "".join(left)
    )
    words = re.sub(r"氏|さん|様|님|と", "", words)
    return None if any(char.isalnum() for char in words) else tuple(credits)


def _trimmed(outline: Outline, run: Run) -> Run:
    words = outline.words(run)
    start = run.start + len(words) - len(words.lstrip(" \t\u3000,、:：-–—|｜/／"))
    return Run(start, max(start, run.start + len(words.rstrip())))
