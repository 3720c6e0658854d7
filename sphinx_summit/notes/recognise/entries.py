"""Items of lists, taken apart: the title, where it leads, who is named before or after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Run, Text
from sphinx_summit.notes.recognise.event_words import EVENT, WENT
from sphinx_summit.notes.recognise.items import sure_ending
from sphinx_summit.notes.recognise.people import Named, Span, credit_of, is_person, read_people
from sphinx_summit.notes.recognise.programme import TIME
from sphinx_summit.notes.recognise.seen import Seen, see, words_of
from sphinx_summit.notes.recognise.spoken import LABEL, Spoken
from sphinx_summit.notes.recognise.titles import Ending
from sphinx_summit.notes.recognise.words import LISTS_TALKS, ROLE, count_words, fold_label, is_frame

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Item, Outline

_ADDRESS = re.compile(r"\]\(\s*<?(?P<url>[^()\s<>]+)")
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]{2,200})\]\(\s*<?(?P<url>[^()\s<>]+)")
_ENDS = re.compile(r"^[\W_]+|(?:\s*(?:さん|氏|님))?[\W_]+$")
_WRAPPED = re.compile(r"\[(?P<words>[^\[\]]{1,200})\]\(\s*<?(?P<url>[^()\s<>]+)>?[^()\n]{0,80}\)")
"""A link at an item's start, its words on two lines."""
_SENTENCE = re.compile(
    r"[。！]$|(?:다|요|ました|です|ます|した|思う)[.。!！]?$|[a-zà-ÿ]{3}\.$|^(?:I|We|There|It|They|These|You|Il|Es|Wir|Ich|Man|Hubo)\s"
    r"|\s(?:was|were|war|waren|était|étaient|fue|fueron|foi|foram)\s"
)
_BY = re.compile(
    r"(?i)^[\s»”\"'»,;:–—|/-]*(?:\(|（)?\s*"
    r"(?P<by>(?:a talk |présentée? |presented |gehalten |animée? )?(?:by|par|von|por|pel[ao])\s)?"
)
_TAIL = re.compile(r"(?<=\S)\s+[-–—/|]{1,2}\s+(?P<who>[^-–—/|:：。！？!?]{2,30})$")
_STOP = re.compile(r"(?<=[\w)])\.(?=\s|$)|[:：;!?。！？]|\s[–—-]\s")
_LATER = re.compile(
    r"\b(?:von|by|par|por|pel[ao])\s+(?P<who>[A-ZÀ-Þ][\w'’-]+\s[A-ZÀ-Þ][\w'’-]+(?:\s(?:und|and|et|y|e|&)\s[A-ZÀ-Þ][\w'’-]+\s[A-ZÀ-Þ][\w'’-]+)?)"
)
"""Who is named somewhat later: `(slides) by NAME`."""
_FIRST = re.compile(r"\s*[/／,，|｜]\s*")
_TASK = re.compile(r"[^:：]{2,60}[:：]\s*(?P<who>[^,，:：]+)(?:$|[,，])")
"""`Venue: Ann Example`: who saw to what."""
_LASTING = re.compile(r"(?i)[(（\[]\s*\d{1,3}\s*(?:min(?:s|utes?|uten)?\.?|['’′]|分間?|분)\s*[)）\]]\W*$")
_MATERIAL = re.compile(r"(?i)\b(?:slides?|vid[eé]os?|notes?|presentation|draft|online|english)\b")
"""What is linked beside a title, and is no role of a person."""
_LINE = 160
_BEFORE = 40
LONGEST = 200
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """An item that is a session: its title, what follows on the page, and whom the title or the item's words credit."""

    title: Text
    rest: Text | None = None
    ending: Ending | None = None
    spoken: tuple[Spoken, ...] = ()

    @property
    def credited(self) -> bool:
        """Whether someone is named."""
        return bool(self.ending or self.spoken)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item, weighed: `words` are its title's, `url` where it leads; `timed`, `lasting`: it says when or how long."""

    slot: Slot
    words: str
    url: str
    timed: bool = False
    lasting: bool = False

    @property
    def is_title(self) -> bool:
        """Whether it can be a talk's title."""
        words = TIME.sub("", self.words, count=1).strip()
        if not _SHORTEST <= len(words) <= LONGEST or words[-1] in ":：" or is_frame(words) or LABEL.match(words):
            return False
        if LISTS_TALKS.fullmatch(fold_label(words)):
            return False
        return self.slot.credited or bool(self.url) or not _SENTENCE.search(words)

    @property
    def is_telling(self) -> bool:
        """Whether it has more than a word: whom it names, where it leads, or several words."""
        return self.slot.credited or bool(self.url) or count_words(self.words) >= 2

    def names_only(self) -> bool:
        """Whether it says who, or in which role, but not what about."""
        task = _TASK.match(self.words)
        return (
            is_person(self.words)
            or (self.slot.credited and bool(ROLE.search(_MATERIAL.sub("", self.words))))
            or bool(task and is_person(task["who"]))
        )

    def names_event(self) -> bool:
        """Whether it names a meeting or a report on one, as lists of earlier ones do."""
        return bool(WENT.search(self.words) or (re.search(EVENT, self.words) and re.search(r"\d", self.words)))


def read_entry(outline: Outline, item: Item, forms: frozenset[str]) -> Entry:
    """An item, taken apart. `forms`: the weak forms of credit that items of the list share."""
    wrapped = _WRAPPED.match(outline.source, item.text.start, item.text.end) if len(item.text.runs) > 1 else None
    if wrapped and "\n" in wrapped[0]:
        rest = _from(outline, item.text, wrapped.end())
        said = _spoken(words_of(outline, rest, _LINE), rest.start) if rest else ()
        slot = Slot(_until(item.text, wrapped.end()), rest, None, said)
        return Entry(slot, " ".join(wrapped["words"].split()), wrapped["url"])
    seen = see(outline, item.text)
    whole = seen.text.strip()
    first = next((n for n, depth in enumerate(seen.depths) if depth), -1)
    opens = first >= 0 and not any(map(str.isalpha, seen.text[:first])) and seen.text[first].strip() != ""
    opens = opens and not TIME.match(whole)
    ending = _ending(whole, forms) if len(whole) <= LONGEST else None
    address = _ADDRESS.search(outline.words(item.text.runs[0])) or _ADDRESS.search(outline.plain(item.text))
    url = address["url"] if address and first >= 0 and (ending or opens) else ""
    slot, words = Slot(item.text, None, ending), whole[: ending.start] if ending and ending.start > 0 else whole
    if not opens and not ending and len(item.text.runs) == 1 and (linked := _linked(outline, item, seen)):
        return linked
    if opens and not ending:
        last = next((n for n in range(first, len(seen.text)) if not seen.depths[n]), len(seen.text))
        slot, words = _opened(outline, item.text, seen, last), seen.text[first:last]
    return Entry(slot, words, url, bool(TIME.match(whole)), bool(_LASTING.search(whole)))


def _linked(outline: Outline, item: Item, seen: Seen) -> Entry | None:
    """An item whose title is a link, after a time and such, or after a name: `10:00 [title](…) name`."""
    run = item.text.runs[0]
    link = _LINK.search(outline.source, run.start, min(run.end, run.start + _LINE * 4))
    first = next((n for n, place in enumerate(seen.places) if link and place >= link.start("words")), 0)
    if not link or not first or count_words(link["words"]) < 2:
        return None
    last = next((n for n in range(first, len(seen.text)) if seen.places[n] >= link.end("words")), len(seen.text))
    before, after = seen.text[:first], seen.text[last:]
    time = TIME.match(before)
    who = _ENDS.sub("", before[time.end() if time else 0 :])
    people = read_people(who) if who else []
    if not (people or (time and len(before) <= _BEFORE)):
        return None
    said = tuple(
        Spoken(credit_of(who, each), run.start, "the item names them before its title", 0.8) for each in people
    )
    slot = Slot(item.text, None, None, said or _spoken(after, run.start))
    return Entry(slot, seen.text[first:last], link["url"], bool(time), False)


def _opened(outline: Outline, text: Text, seen: Seen, last: int) -> Slot:
    """An item that opens with a link or bold words up to `last`: those are the title, and what follows may credit."""
    at, after = seen.cut(last), seen.text[last:]
    rest = _from(outline, text, at) if at is not None and any(map(str.isalnum, after)) else None
    if at is None or rest is None:
        return Slot(text)
    return Slot(_until(text, at), rest, None, _spoken(after, rest.start))


def _ending(whole: str, forms: frozenset[str]) -> Ending | None:
    """Whom an item's words credit; a time before them is no part of the title."""
    time = TIME.match(whole)
    at = time.end() if time else 0
    found = sure_ending(whole[at:], forms) if at else sure_ending(whole, forms)
    if not found or not at:
        return found
    people = tuple(Named(_moved(each.name, at), _moved(each.organization, at)) for each in found.people)
    start = found.start + at if found.start > 0 else found.start
    return replace(found, people=people, start=start, end=found.end + at)


def _moved(span: Span | None, at: int) -> Span | None:
    return span and Span(span.start + at, span.end + at)


def tail_of(text: str) -> Ending | None:
    """A short name at an item's end, which counts where half of the items have one: `Title - nick`."""
    match = _TAIL.search(text)
    people = read_people(match["who"], match.start("who"), stated=True) if match else []
    if not match or not people or any(each.name is None for each in people):
        return None
    return Ending("tail", tuple(people), 0.75, match.start(), len(text))


def with_tail(outline: Outline, entry: Entry, item: Item) -> Entry:
    """An entry whose words end on a short name, with that name as its credit."""
    whole = words_of(outline, item.text, 600)
    ending = None if entry.slot.credited else tail_of(whole)
    if not ending:
        return entry
    return replace(entry, slot=Slot(item.text, None, ending), words=whole[: ending.start])


def _spoken(after: str, at: int) -> tuple[Spoken, ...]:
    """Whom the words after a title name: `, by NAME (Role, Company). My notes`."""
    by = _BY.match(after)
    start = by.end() if by else 0
    stop = _STOP.search(after, start)
    words = after[start : stop.start() if stop else len(after)].rstrip(" )）") if start else ""
    words += ")" * (words.count("(") - words.count(")"))
    said = bool(by and by["by"])
    people = read_people(words, stated=said) if 0 < len(words) <= _LINE else []
    people = people or (read_people(_FIRST.split(words)[0]) if 0 < len(words) <= _LINE else [])
    if any(each.name is None or (each.name.start and not said) for each in people[:1]):
        people = []
    if not people and (later := _LATER.search(after[:_LINE])) is not None:
        words = later["who"]
        people = read_people(words)
    return tuple(Spoken(credit_of(words, each), at, "the item names them after its title", 0.8) for each in people)


def _until(text: Text, at: int) -> Text:
    """The part of a text before a place of the source."""
    return Text(tuple(Run(run.start, min(run.end, at)) for run in text.runs if run.start < at))


def _from(outline: Outline, text: Text, at: int) -> Text | None:
    """The part from a place on, without what parts it from what is before."""
    runs = [Run(max(run.start, at), run.end) for run in text.runs if run.end > at]
    words = outline.words(runs[0]) if runs else ""
    kept = words.lstrip(" \t\u3000,、:：-–—|｜/／;")
    if runs and kept:
        runs[0] = Run(runs[0].end - len(kept), runs[0].end)
    else:
        runs = runs[1:]
    return Text(tuple(runs)) if runs else None
