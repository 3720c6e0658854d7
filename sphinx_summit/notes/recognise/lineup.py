"""Lists that are a programme: their items share a shape, or what stands above them says that they are talks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from sphinx_summit.notes.outline import Heading, Item, Listing, Paragraph, Run, Text, start_of
from sphinx_summit.notes.recognise.entries import Entry, Slot, read_entry, tail_of, with_tail
from sphinx_summit.notes.recognise.links import SLIDES
from sphinx_summit.notes.recognise.programme import fold_title
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.recognise.titles import Ending, shared_forms
from sphinx_summit.notes.recognise.words import (
    DAY_ORDINAL,
    LISTS_TALKS,
    WEEKDAY,
    count_words,
    fold_label,
    format_of,
    is_frame,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinx_summit.notes.outline import Block, Commands, Outline, Question

_TALK_PATH = re.compile(
    r"(?i)(?:talk|session|presentation|schedule|program|speaker|proposal|abstract|keynote|conf[eé]rences?/|submission|vortrag"
    r"|charla|palestra|lecture)|/(?:19|20)\d\d/"
)
_CODE_HOST = re.compile(
    r"(?i)(?:github|gitlab|bitbucket|wikipedia|twitter|npmjs|pypi|amazon|apache|mozilla|google|stackoverflow)"
)
_TALK_NOUN = re.compile(
    r"(?i)\b(?:talks|sessions|presentations|keynotes|lectures|conf[eé]rences|exposés|présentations|vorträgen?|beiträgen?|charlas"
    r"|ponencias|palestras)\b|セッション|発表|講演|トーク|LT|[几幾]场|[几幾]場|[议議][题題程]|演[讲講]|세션|발표|강연"
)
_LEAD_IN = re.compile(
    r"[:：]\s*$|以下|次の(?:\d+\s*)?(?:セッション|発表|講演)|\bfollowing\b|\bfolgende|\bsuivante?s?\b|\bsiguientes?\b|下列|다음"
)
_ATTENDED = re.compile(
    r"(?i)\b(?:attended|saw|watched|visited|went|listened|heard|gave|given|held|presented|were|are|assist\w+|suivie?s?|vue?s|citer"
    r"|besuch\w+|gehört|gab|asist\w+|vi|vimos|hubo|assisti\w*|fueron|foram)\b|聴|聞|見|観|参加|受講|登壇|[聽听]|参加|參加|들은|들었|참석|참가"
)
"""A sentence over a list of talks tells that they were given, or that one was there."""
_BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_COUNTED = re.compile(r"\d\s*/\s*\d\s*$|\bpart \d|その\d")
_LINE = 160
_MOST = 0.6
_HALF = 0.5
_WORDS = 2
_SEVERAL = 3


def _count(entries: Mapping[int, Entry], test: Callable[[Entry], bool]) -> int:
    return sum(map(test, entries.values()))


def lineups(outline: Outline, blocks: Sequence[Block], known: Iterable[str]) -> dict[int, dict[int, Slot]]:
    """The lists that are programmes, by where they start; `known`: the folded titles of headings."""
    titles = {title for title in known if title}
    found: dict[int, dict[int, Slot]] = {}
    level = 0
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Heading):
            words = words_of(outline, block.text, 100)
            says = bool(LISTS_TALKS.fullmatch(fold_label(_BRACKET.sub("", words)))) and not format_of(words)
            if says or block.level <= level or not _parts_talks(words):
                level = block.level if says else 0
        elif isinstance(block, Listing):
            of_list = lineup_of(outline, block, titles, said=level > 0 or _leads_in(outline, before))
            if of_list:
                found[start_of(block)] = of_list
        before = block
    return found


def _parts_talks(words: str) -> bool:
    """Whether a heading below one over talks only parts them: by day, half day or break."""
    days = DAY_ORDINAL.search(words) or WEEKDAY.fullmatch(words.strip())
    return bool(is_frame(words) or days or (_TALK_NOUN.search(words) and _COUNTED.search(words)))


def _leads_in(outline: Outline, before: Block | None) -> bool:
    """Whether the words right above a list say that it lists talks."""
    if not isinstance(before, Paragraph):
        return False
    last = re.split(r"(?<=[。.!?！？])\s*(?=\S)", words_of(outline, before.text))[-1]
    return all(pattern.search(last[-_LINE:]) for pattern in (_TALK_NOUN, _LEAD_IN, _ATTENDED))


def lineup_of(outline: Outline, listing: Listing, known: set[str], *, said: bool) -> dict[int, Slot]:
    """The items of a list that are sessions, by their number; none if the list is no programme."""
    items = {n: item for n, item in enumerate(listing.items) if isinstance(item, Item) and item.text.runs}
    if len(items) < max(_WORDS, _MOST * len(listing.items)):
        return {}
    words = [words_of(outline, item.text, 600) for item in items.values()]
    forms = (shared_forms(words) - {"before-colon"}) | {"before-quote"}
    entries = {n: read_entry(outline, item, forms) for n, item in items.items()}
    if sum(bool(tail_of(text)) for text in words) >= _HALF * len(words):
        entries = {n: with_tail(outline, entry, items[n]) for n, entry in entries.items()}
    if any(fold_title(entry.words) in known for entry in entries.values()):
        return {}
    titles = {n: entry for n, entry in entries.items() if entry.is_title}
    if sum(entry.timed for entry in entries.values()) > _HALF * len(entries):
        # A timetable: breaks have a time as talks have, but nobody who speaks.
        titles = {n: entry for n, entry in titles.items() if entry.timed and (entry.slot.credited or entry.url)}
        return {n: entry.slot for n, entry in titles.items()} if len(titles) >= _WORDS else {}
    if max(_count(titles, Entry.names_only), _count(titles, Entry.names_event)) > _HALF * len(titles):
        return {}
    if not _is_programme(list(titles.values()), len(entries), said=said):
        return {}
    return {n: entry.slot for n, entry in titles.items()}


def _is_programme(titles: list[Entry], count: int, *, said: bool) -> bool:
    """Whether enough items name speakers, lead to slides or to one site's talks, say how long, or are titles."""
    credited = sum(entry.slot.credited for entry in titles)
    if credited >= _WORDS and credited >= _HALF * count:
        return True
    slides = sum(bool(SLIDES.match(entry.url)) for entry in titles)
    if slides >= _WORDS and slides >= _MOST * count:
        return True
    lasting = sum(entry.lasting for entry in titles)
    if lasting >= _SEVERAL and lasting >= _MOST * count:
        return True
    if _one_site(titles) >= max(_WORDS if said else _SEVERAL, _MOST * count):
        return True
    plain = [entry for entry in titles if entry.slot.credited or entry.url or count_words(entry.words) >= _WORDS]
    return said and len(plain) >= max(_WORDS, _MOST * count)


def _one_site(titles: list[Entry]) -> int:
    """How many items lead to pages of talks on the same site."""
    sites = Counter(
        parts.netloc or parts.path.rpartition("/")[0]
        for entry in titles
        if (parts := _parts(entry.url)) and not _CODE_HOST.search(parts.netloc) and _TALK_PATH.search(entry.url)
    )
    return max(sites.values(), default=0)


def _parts(url: str) -> SplitResult | None:
    try:
        return urlsplit(url) if url and not url.startswith("#") else None
    except ValueError:
        return None


def as_slots(listed: Mapping[int, Ending], listing: Listing) -> dict[int, Slot]:
    """Items that say title and speaker, as slots."""
    return {
        n: Slot(item.text, None, listed[n])
        for n, item in enumerate(listing.items)
        if n in listed and isinstance(item, Item)
    }


def _without_end(outline: Outline, title: Text) -> Text:
    """A title without the semicolon or comma that parts an item from the next."""
    last = title.runs[-1]
    words = outline.words(last).rstrip()
    entity = re.search(r"&#?\w{1,8};$", words)
    end = last.start + len(words if entity else words.rstrip(" \u00a0;,；，"))
    return Text((*title.runs[:-1], Run(last.start, end))) if end > last.start else title


def split_lineup(
    outline: Outline,
    listing: Listing,
    level: int,
    slots: Mapping[int, Slot],
    as_session: Callable[[Heading, Sequence[Block], Slot], list[Block]],
) -> list[Block]:
    """A list, parted at the items that are sessions; what follows a title or is nested stands below its heading."""
    found: list[Block] = []
    rest: list[Item | Commands | Question] = []
    for number, item in enumerate(listing.items):
        slot = slots.get(number)
        if slot is None or not isinstance(item, Item):
            rest.append(item)
            continue
        if rest:
            found.append(Listing(tuple(rest)))
            rest = []
        below: tuple[Block, ...] = (Paragraph(slot.rest), *item.blocks) if slot.rest else item.blocks
        found += as_session(Heading(_without_end(outline, slot.title), level, mark=item.mark, at=item.at), below, slot)
        found += below
    return [*found, Listing(tuple(rest))] if rest else found
