"""What a title says besides: who speaks, in which track and room, at what time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Credit, Heading, Run, Text
from sphinx_summit.notes.recognise.people import (
    KOREAN_NAME,
    Named,
    Span,
    credit_of,
    is_person,
    may_be_organization,
    read_handle,
    read_organization,
    read_pair,
    read_people,
)
from sphinx_summit.notes.recognise.seen import Seen, see
from sphinx_summit.notes.recognise.words import HONORIFIC, NOBODY, ORGANIZATION, SESSION_ORDINAL, TITLE_WORDS

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Outline

_BRACKET = re.compile(r"\s*[(（](?P<who>[^()（）]{1,80}(?:[(（][^()（）]{1,40}[)）][^()（）]{0,20})?)[)）]\s*$")
_BY = re.compile(
    r"(?:^|[\s,、:：–—-])\s*(?:presented by|présentée? par|by|par|por|pel[ao]|von)\s+(?=\S)", re.IGNORECASE
)
_PAR = re.compile(
    r"[\s,]par\s+(?P<name>[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+)\s+(?:de\s+(?:chez\s+)?|d['’]|chez\s+)"
    r"(?P<org>[A-ZÀ-Þ][\w&.-]*(?: [A-ZÀ-Þ][\w&.-]*){0,3})\s*$"
)
"""In French, two names and `de`: the third is where they work."""
_BY_WITHIN = re.compile(r"(?:presented by|by|par|por|von|with|speaker\s*[:：])\s+", re.IGNORECASE)
_WITH = re.compile(r"[\s,、:：–—-]\s*(?:with|mit|avec|con)\s+(?=\S)")
_AFTER_QUOTE = re.compile(r"[》」』”\"»]\s*[-–—/／:：|｜]?\s*(?=[^\s》」』”\"»])")
_DASH = re.compile(r"\s+(?:[-–—―]{1,6}|[|｜/／])\s+(?=\S)|\s*[／｜]\s*(?=\S)")
_COMMA = re.compile(r",\s+(?=\S)")
_BEFORE_QUOTE = re.compile(r"(?P<who>[^「『“《\"«„]{2,60}?)\s*[:：]?\s*(?=[「『“《\"«„])")
_OPENING = ("「", "『", "“", "《", '"', "«", "„")
_PARTED = re.compile(r"\s*[-–—/／:：|｜]|\s")
_BEFORE_COLON = re.compile(r"(?P<who>[^:：~〜～]{2,30}?)(?:\s*[:：]|\s+(?P<tilde>[~〜～])(?=\s))\s*(?=\S)")
_KEYNOTE = re.compile(r"(?:opening |closing )?keynotes?|基調講演|キーノート|主题演讲|기조연설|plenaria", re.IGNORECASE)
_OWN_TALK = re.compile(
    r"(?P<who>[^'’]{4,40})['’]s?\s+(?:\w+ )?(?:keynote|talk|session|presentation|workshop|lecture|speech)s?\W*"
    r"(?:\([^()]*\))?",
    re.IGNORECASE,
)
_BAR = re.compile(r"\s+[|｜]\s+(?=\S)")
_HANDLE = re.compile(r"@[A-Za-z0-9_]{2,30}")
_HANDLES = re.compile(
    rf"(?P<who>{_HANDLE.pattern}(?:\s*(?:[&＆,、と]|and)\s*{_HANDLE.pattern})*)\s*(?:{HONORIFIC})?\s*[:：]?\s+(?=\S)"
)
_PEOPLE_COLON = re.compile(r"(?P<who>[^:：]{4,80}?)\s*[:：]\s+(?=\S)")
_HANDLES_AT_END = re.compile(rf"(?<=\S)[\s\u3000]+{_HANDLE.pattern}(?:\s*(?:[&＆,、と]|and)\s*{_HANDLE.pattern})*$")
_SITE = r"(?i:speaker ?deck|slideshare|google|youtube|docswell|vimeo|togetter|qiita|zenn|connpass|doorkeeper|github)\b"
_NAME_DASH = re.compile(
    rf"(?:\d{{1,2}}[:.]\d{{2}}\s+)?(?P<who>[^–—:|]{{4,40}}?)\s+[-–—]\s+"
    rf"(?:[@+][\w. ]{{2,30}}\s+[-–—]\s+)?(?!{_SITE})(?=\S)"
)
_NAME_COMMA = re.compile(r"(?P<who>[^,，:：–—|]{4,60}),\s+(?=\S)")
_HONORED_AT_END = re.compile(rf"(?<=\S)[\s\u3000](?P<who>\S{{1,3}}[ ]\S{{1,4}}?|\S{{1,8}}?)\s?(?:{HONORIFIC})$")
_BY_NICK = re.compile(r"(?<=\S)\s+by\s+(?P<nick>@?[A-Za-z][A-Za-z0-9_]{2,19})$")
_HANGUL_IN_BRACKET = re.compile(r"\s*[(（](?P<who>[^()（）]{3,30})[)）]$")
_NICK_AT_END = re.compile(r"(?<=\S)\s+[-–—]\s+(?P<nick>@?[a-z][a-z0-9_]{2,19})$")

LONGEST = 300
"""No title is longer."""
_SIXTH = 1 / 6
"""A weak form of credit counts when at least this share of the titles have it, and two."""


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


@lru_cache(maxsize=4096)
def ending_of(text: str, *, forms: frozenset[str] = frozenset()) -> Ending | None:
    """Whom a title credits. Forms that mean little in one title count when others of the note have them: `forms`."""
    if len(text) > LONGEST:
        return None
    return (
        _own_talk(text)
        or _by(text)
        or _fields(text)
        or _named_before(_quoted(text), _bracket(text, forms))
        or _keynote(text)
        or next((found for form, read in _WEAK.items() if form in forms and (found := read(text))), None)
    )


def _named_before(quoted: Ending | None, bracket: Ending | None) -> Ending | None:
    """Of two endings the one that names a person: in `「title」 name (@nick)` the bracket is more about the name."""
    if quoted and bracket:
        return quoted if quoted.start < bracket.start and all(each.name for each in quoted.people) else bracket
    return bracket or quoted


def weak_forms(text: str) -> set[str]:
    """The forms of credit that a title may have, each of which counts only when others have it too."""
    return {form for form, read in _WEAK.items() if len(text) <= LONGEST and read(text)}


def _after(form: str, mark: re.Pattern[str], text: str, confidence: float, *, last: bool = True) -> Ending | None:
    matches = list(mark.finditer(text))
    for match in reversed(matches) if last else matches:
        people = read_people(text[match.end() :], match.end())
        if people and match.start():
            return Ending(
                form, tuple(people), confidence, match.start() + (text[match.start()] in '》」』”"»'), len(text)
            )
    return None


def _by(text: str) -> Ending | None:
    match = _PAR.search(text)
    if match and match.start() and is_person(match["name"]):
        named = Named(Span(*match.span("name")), Span(*match.span("org")))
        return Ending("by", (named,), 0.9, match.start(), len(text))
    return _after("by", _BY, text, 0.9)


def _bracket(text: str, forms: frozenset[str]) -> Ending | None:
    match = _BRACKET.search(text)
    if not match or not match.start():
        return None
    who, at = match["who"], match.start("who")
    by = _BY_WITHIN.match(who)
    who, at = (who[by.end() :], at + by.end()) if by else (who, at)
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
    # In `The service 「name」behind` the quotation is a part of the title.
    if found and (text[:1] in _OPENING or _PARTED.match(text, found.start)):
        return found
    if found or SESSION_ORDINAL.match(text) or text[:1] in _OPENING:
        return None
    match = _BEFORE_QUOTE.match(text)
    people = read_people(match["who"]) if match and text.rstrip(" \u00a0;.,；")[-1:] in '」』”》"»' else []
    return Ending("before-quote", tuple(people), 0.8, 0, match.end()) if match and people else None


def _fields(text: str) -> Ending | None:
    """`name | @nick | org | title`."""
    marks = list(_BAR.finditer(text))
    quoted = len(marks) == 1 and text[marks[0].end()] in '「『“《"'
    if not marks or not (len(marks) > 1 or quoted) or not is_person(text[: marks[0].start()]):
        return None
    parts = [Span(mark.end(), after.start()) for mark, after in pairwise(marks)]
    organization = next((part for part in parts if may_be_organization(text[part.start : part.end])), None)
    return Ending("fields", (Named(Span(0, marks[0].start()), organization),), 0.85, 0, marks[-1].end())


def _before_handle(text: str) -> Ending | None:
    """`@ann & @bob title`."""
    match = _HANDLES.match(text)
    if not match:
        return None
    people = tuple(Named(Span(*nick.span())) for nick in _HANDLE.finditer(match["who"]))
    return Ending("before-handle", people, 0.85, 0, match.end())


def _handle_at_end(text: str) -> Ending | None:
    """`title @ann`."""
    match = _HANDLES_AT_END.search(text)
    if not match:
        return None
    people = tuple(Named(Span(*nick.span())) for nick in _HANDLE.finditer(text, match.start()))
    if any(match[0].strip(" @").casefold() in NOBODY for match in _HANDLE.finditer(text, match.start())):
        return None
    return Ending("handle", people, 0.85, match.start(), len(text))


def _nick(form: str, mark: re.Pattern[str], text: str) -> Ending | None:
    """`title - nick` or `title by nick`."""
    match = mark.search(text)
    if not match or match["nick"].casefold() in TITLE_WORDS:
        return None
    return Ending(form, (Named(Span(*match.span("nick"))),), 0.75, match.start(), len(text))


def _hangul_in_bracket(text: str) -> Ending | None:
    """`title (a Korean name)`: three syllables may be any word."""
    match = _HANGUL_IN_BRACKET.search(text)
    if not match or not all(KOREAN_NAME.fullmatch(who.strip()) for who in re.split("[,，]", match["who"])):
        return None
    people = read_people(match["who"], match.start("who"), stated=True)
    return Ending("hangul", tuple(people), 0.8, match.start(), len(text)) if people else None


def name_before_link(outline: Outline, heading: Heading) -> Ending | None:
    """`ann [title](…)`: a name or a nick, and a link up to the end."""
    if heading.name or not heading.text.runs:
        return None
    seen = see(outline, heading.text)
    first = next((n for n, depth in enumerate(seen.depths) if depth), 0)
    who, title = seen.text[:first].rstrip(" :：-–—"), seen.text[first:].rstrip()
    if not first or not all(seen.depths[first : first + len(title)]) or not is_person(who, stated=True):
        return None
    return Ending("before-link", (Named(Span(0, len(who))),), 0.8, 0, first)


def _before_dash(text: str) -> Ending | None:
    """`name - title`, perhaps after a time."""
    match = _NAME_DASH.match(text)
    people = read_people(match["who"], match.start("who")) if match else []
    if not match or not people or any(each.name is None for each in people):
        return None
    return Ending("before-dash", tuple(people), 0.8, 0, match.end())


def _before_comma(text: str) -> Ending | None:
    """`name, title`: where most titles begin so."""
    match = _NAME_COMMA.match(text)
    people = read_people(match["who"], match.start("who")) if match else []
    if not match or not people or any(each.name is None or each.organization for each in people):
        return None
    return Ending("before-comma", tuple(people), 0.75, 0, match.end())


def _people_colon(text: str) -> Ending | None:
    """`name (organisation): title`."""
    match = _PEOPLE_COLON.match(text)
    people = read_people(match["who"]) if match else []
    if not match or not people or any(each.name is None for each in people):
        return None
    return Ending("people-colon", tuple(people), 0.8, 0, match.end())


def _honored_at_end(text: str) -> Ending | None:
    """`title name-san`."""
    match = _HONORED_AT_END.search(text)
    if not match or not is_person(match["who"], stated=True):
        return None
    return Ending("honored", (Named(Span(*match.span("who"))),), 0.8, match.start(), len(text))


def _own_talk(text: str) -> Ending | None:
    """`name's keynote`."""
    own = _OWN_TALK.fullmatch(text)
    people = read_people(own["who"]) if own else []
    return Ending("keynote", tuple(people), 0.85, -1, len(text)) if people else None


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
    nick = r"[가-힣]{3}|@?[a-zA-Z][\w-]{2,19}" if match and match["tilde"] else r"[가-힣]{3}"
    if not match or SESSION_ORDINAL.match(text) or not (is_person(match["who"]) or re.fullmatch(nick, match["who"])):
        return None
    return Ending("before-colon", (Named(Span(0, match.end("who"))),), 0.75, 0, match.end())


_WEAK = {
    "with": lambda text: _after("with", _WITH, text, 0.8),
    "dash": lambda text: _after("dash", _DASH, text, 0.8),
    "comma": lambda text: _after("comma", _COMMA, text, 0.75, last=False),
    "before-colon": _before_colon,
    "people-colon": _people_colon,
    "before-dash": _before_dash,
    "before-comma": _before_comma,
    "before-handle": _before_handle,
    "honored": _honored_at_end,
    "handle": _handle_at_end,
    "dash-nick": lambda text: _nick("dash-nick", _NICK_AT_END, text),
    "by-nick": lambda text: _nick("by-nick", _BY_NICK, text),
    "hangul": _hangul_in_bracket,
}


_AT_END = frozenset(("dash", "comma"))


def shared_forms(titles: list[str]) -> frozenset[str]:
    """The weak forms of credit that titles share: two and a sixth of them have it; a prefix, most of them."""
    counts = Counter(form for title in titles for form in weak_forms(title))
    brackets = sum(bool((ending := ending_of(title)) and ending.form == "bracket") for title in titles)
    shared = {form for form, count in counts.items() if count >= 2 and count >= len(titles) * _SIXTH}
    shared -= {
        form for form in ("before-colon", "people-colon", "before-comma") if counts[form] < max(3, 0.5 * len(titles))
    }
    # Two words in capitals may be a name or a topic: names come first where seldom any stand last.
    shared.discard("dash" if counts["before-dash"] >= 2 * counts["dash"] else "before-dash")
    if any(ending_of(title) for title in titles) and counts["with"]:
        shared.add("with")
    # Where most titles end on a name, a dash parts it as well as a comma.
    if sum(bool(weak_forms(title) & _AT_END) for title in titles) >= max(2, len(titles) / 2) and _AT_END & shared:
        shared |= {form for form in _AT_END if counts[form]} - ({"dash"} if "before-dash" in shared else set())
    return frozenset(shared | ({"bracket"} if brackets >= 2 else set()))


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
        r"(?i)\b(?:presented|présentée?|by|par|por|pel[ao]|von|with|mit|avec|con|and|et|und|y|from|at)\b",
        "",
        "".join(left),
    )
    words = re.sub(r"氏|さん|様|님|と", "", words)
    return None if any(char.isalnum() for char in words) else tuple(credits)


def _trimmed(outline: Outline, run: Run) -> Run:
    words = outline.words(run)
    start = run.start + len(words) - len(words.lstrip(" \t\u3000,、:：-–—|｜/／"))
    return Run(start, max(start, run.start + len(words.rstrip())))
