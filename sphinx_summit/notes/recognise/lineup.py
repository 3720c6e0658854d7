"""Lists that are a programme: their items share a shape, or what stands above them says that they are talks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import SplitResult, urlsplit

from sphinx_summit.notes.outline import Code, Heading, Item, Listing, Paragraph, Quote, Run, Table, Text, start_of
from sphinx_summit.notes.recognise.choice import BESIDE
from sphinx_summit.notes.recognise.entries import Entry, Slot, read_entry, tail_of, with_tail
from sphinx_summit.notes.recognise.links import SLIDE_FILE, SLIDES
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
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from sphinx_summit.notes.outline import Block, Commands, Outline, Question

    Listed: TypeAlias = Mapping[int, Mapping[int, Slot]]
    """Lists by where they start, and the items that are sessions by their number."""
    AsSession: TypeAlias = Callable[[Heading, Sequence[Block], Slot], list[Block]]

_CLOCK = re.compile(r"(?i)\d{1,2}(?:(?:[:：.h]\d{2})|\s*(?:am|pm|h|uhr)\b|時|点|시)")
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
_OTHER = re.compile(
    r"(?i)\b(?:links?|resources?|references?|further reading|books?|blog ?posts?|blogs?|tools|sponsors?|recommended"
    r"|libraries|ressources|liens|enlaces|recursos|quellen|weiterführende|photos?|tweets"
    r"|lunch|break|party|coffee|dinner|registration|mittagessen|pause|almuerzo|déjeuner)\b|昼食|休憩|懇親会$|午餐|茶歇"
    r"|リンク|関連|参考|ブログ|記事|書籍|链接|鏈接|参考|资料推荐|링크|참고|スポンサー"
)
_BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_COUNTED = re.compile(r"\d\s*/\s*\d\s*$|\bpart \d|その\d")
_LINE = 160
_ENOUGH = 1.3
"""What a list must weigh whose items are sessions, by `_weigh`; without an event, `_CERTAIN`."""
_CERTAIN = 1.6
_HALF = 0.5
_MOST = 0.7
_SEVERAL = 3
_TITLE = 4
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class _List:
    """A list where it stands: below which heading, in which item, and what the words above it say of it.

    `said`: that it lists talks; `talks`: something of talks; `timed`: a day or a time of day; `other`: links, books …
    """

    listing: Listing
    level: int
    depth: int
    said: bool
    talks: bool
    timed: bool
    other: bool

    @property
    def texts(self) -> dict[int, Item]:
        """The items with words, by their number."""
        return {n: item for n, item in enumerate(self.listing.items) if isinstance(item, Item) and item.text.runs}


def lineups(
    outline: Outline, blocks: Sequence[Block], known: Iterable[str], *, event: bool, notes: Container[int] = ()
) -> dict[int, dict[int, Slot]]:
    """The lists that are programmes, by where they start; `known`: the folded titles of headings.

    Lists below headings of one level are weighed together: a programme is mostly parted into several. `notes`: the
    numbers of headings whose lists are none.
    """
    titles = {title for title in known if title}
    bare = 0.3 * _is_bare(blocks)
    pools: dict[tuple[int, int], list[_List]] = {}
    for each in _lists(outline, blocks, notes):
        pools.setdefault((each.level, each.depth), []).append(each)
    found: dict[int, dict[int, Slot]] = {}
    for pool in pools.values():
        entries = _read(outline, pool)
        whole = _weigh([each for of_list in entries for each in of_list.values()], pool) + bare
        for each, of_list in zip(pool, entries, strict=True):
            own = _weigh(list(of_list.values()), [each]) + bare
            weight = max(own if len(of_list) > 1 else 0, min((own + whole) / 2, own + BESIDE))
            if weight < (_ENOUGH if event else _CERTAIN):
                continue
            slots = _slots({n: weighed.entry for n, weighed in of_list.items()})
            if slots and not any(fold_title(weighed.entry.words) in titles for weighed in of_list.values()):
                found[start_of(each.listing)] = slots
    return found


def _lists(outline: Outline, blocks: Sequence[Block], notes: Container[int]) -> Iterator[_List]:
    """The lists of a note and those in their items, each with what is said above it; none of sessions' notes."""
    talks = level = 0
    words = ""
    before: Block | None = None
    within = 0
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            if not within or block.level <= within:
                within = block.level if number in notes else 0
            words = words_of(outline, block.text, 100)
            says = _says(words)
            if says or block.level <= talks or not _parts_talks(words):
                talks = block.level if says else 0
            level = block.level
        elif isinstance(block, Listing) and not within:
            said = talks > 0 or _leads_in(outline, before)
            other = not said and bool(_OTHER.search(words) or _leads_elsewhere(outline, before))
            yield _List(block, level, 0, said, _of_talks(words), _is_time(words), other)
            yield from _inner_lists(outline, block, level, said=said)
        before = block


def _inner_lists(outline: Outline, listing: Listing, level: int, *, said: bool) -> Iterator[_List]:
    """The lists in a list's items, whose words stand above them."""
    for item in listing.items:
        if isinstance(item, Item) and item.text.runs and any(isinstance(block, Listing) for block in item.blocks):
            words = words_of(outline, item.text, 100)
            # A list of one item with the rest below it was indented by mistake.
            says = _says(words) or (said and (len(listing.items) == 1 or _parts_talks(words)))
            inner = [block for block in item.blocks if isinstance(block, Listing)]
            other = not says and bool(_OTHER.search(words))
            yield from (_List(block, level, 1, says, _of_talks(words), _is_time(words), other) for block in inner)


def _says(words: str) -> bool:
    """Whether a heading says that talks are below it."""
    return bool(LISTS_TALKS.fullmatch(fold_label(_BRACKET.sub("", words)))) and not format_of(words)


def _of_talks(words: str) -> bool:
    """Whether a heading has a word for talks."""
    return bool(_TALK_NOUN.search(words))


def _is_time(words: str) -> bool:
    """Whether a heading is a day or a time of day."""
    day = DAY_ORDINAL.search(words) or WEEKDAY.fullmatch(words.strip()) or _CLOCK.match(words)
    return bool(day) and len(words) <= _LONGEST_LABEL


def _parts_talks(words: str) -> bool:
    """Whether a heading below one over talks only parts them: by day, time, half day or break."""
    return bool(is_frame(words) or _is_time(words) or (_TALK_NOUN.search(words) and _COUNTED.search(words)))


def _leads_in(outline: Outline, before: Block | None) -> bool:
    """Whether the words right above a list say that it lists talks."""
    if not isinstance(before, Paragraph):
        return False
    last = re.split(r"(?<=[。.!?！？])\s*(?=\S)", words_of(outline, before.text))[-1]
    return all(pattern.search(last[-_LINE:]) for pattern in (_TALK_NOUN, _LEAD_IN, _ATTENDED))


def _leads_elsewhere(outline: Outline, before: Block | None) -> bool:
    """Whether a short line right above a list says that it lists something else."""
    words = words_of(outline, before.text, _LINE + 1) if isinstance(before, Paragraph) else ""
    return len(words) <= _LINE and bool(_OTHER.search(words))


def _is_bare(blocks: Sequence[Block]) -> bool:
    """Whether a note is little more than lists below headings."""
    texts = sum(isinstance(block, (Paragraph, Quote, Code, Table)) for block in blocks)
    return texts <= sum(isinstance(block, Listing) for block in blocks) / _SEVERAL


def _read(outline: Outline, pool: Sequence[_List]) -> list[dict[int, _Weighed]]:
    """The items of each list, read by the forms of credit that those of all share, and weighed."""
    words = [words_of(outline, item.text, 600) for each in pool for item in each.texts.values()]
    forms = (shared_forms(words) - {"before-colon"}) | {"before-quote"}
    tails = sum(bool(tail_of(text)) for text in words) >= _HALF * len(words)
    found = []
    for each in pool:
        entries = {n: read_entry(outline, item, forms) for n, item in each.texts.items()}
        if tails:
            entries = {n: with_tail(outline, entry, each.texts[n]) for n, entry in entries.items()}
        found.append({n: _Weighed.of(entry) for n, entry in entries.items()})
    return found


def _weigh(entries: Sequence[_Weighed], lists: Sequence[_List]) -> float:
    """How much speaks for items being sessions: the mean of what each weighs, and what stands above their lists."""
    if not entries or sum(each.is_other for each in entries) > _HALF * len(entries):
        return -1.0
    if len({_BRACKET.sub("", each.entry.words) for each in entries}) < _MOST * len(entries):
        return -1.0
    telling = sum(each.telling for each in entries) / len(entries)
    above = sum(
        0.75 * each.said * telling + 0.3 * each.talks + 0.2 * each.timed - 1.0 * each.other - 0.2 * each.depth
        for each in lists
    ) / len(lists)
    return sum(each.weight for each in entries) / len(entries) + 0.5 * _one_site(entries) / len(entries) + above


@dataclass(frozen=True, slots=True)
class _Weighed:
    """An item and what it weighs by itself; `telling`: it is more than a word; `is_other`: a name or a meeting."""

    entry: Entry
    weight: float
    telling: bool
    is_other: bool

    @classmethod
    def of(cls, entry: Entry) -> _Weighed:
        """The sum of its signs, with weights fitted to the counted notes."""
        weight = (
            1.2 * entry.slot.credited
            + 0.4 * bool(entry.url)
            + 0.8 * bool(SLIDES.match(entry.url) or SLIDE_FILE.match(entry.url))
            + 0.8 * entry.lasting
            + 0.6 * entry.timed
            + 0.3 * entry.is_title
            + 0.3 * (count_words(entry.words) >= _TITLE)
        )
        return cls(entry, weight, entry.is_telling, entry.names_only() or entry.names_event())


def _slots(entries: Mapping[int, Entry]) -> dict[int, Slot]:
    """The items that are titles; of a timetable those with a name or a link, as breaks have a time too."""
    titles = {n: entry for n, entry in entries.items() if entry.is_title}
    if sum(entry.timed for entry in entries.values()) > _HALF * len(entries):
        told = {n: entry for n, entry in titles.items() if entry.timed and (entry.slot.credited or entry.url)}
        plain = {n: entry for n, entry in titles.items() if entry.timed and count_words(entry.words) > _SEVERAL}
        titles = told if len(told) >= len(titles) / _SEVERAL else plain
    return {n: entry.slot for n, entry in titles.items()}


def _one_site(entries: Sequence[_Weighed]) -> int:
    """How many items lead to pages on the same site."""
    sites = Counter(
        parts.netloc or parts.path.rpartition("/")[0]
        for each in entries
        if (parts := _parts(each.entry.url)) and not _CODE_HOST.search(parts.netloc)
    )
    most = max(sites.values(), default=0)
    return most if most > 1 else 0


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


def has_listed(listing: Listing, listed: Listed) -> bool:
    """Whether a list, or one in its items, is one of sessions."""
    inner = (block for item in listing.items if isinstance(item, Item) for block in item.blocks)
    return start_of(listing) in listed or any(isinstance(b, Listing) and start_of(b) in listed for b in inner)


def split_lineups(outline: Outline, listing: Listing, level: int, listed: Listed, as_session: AsSession) -> list[Block]:
    """A list, parted at the items that are sessions, or at those over lists of such."""
    if start_of(listing) in listed:
        return _split(outline, listing, level, listed, as_session)
    found: list[Block] = []
    rest: list[Item | Commands | Question] = []
    for item in listing.items:
        inner = item.blocks if isinstance(item, Item) else ()
        if not any(isinstance(block, Listing) and start_of(block) in listed for block in inner):
            rest.append(item)
            continue
        assert isinstance(item, Item)
        found += [Listing(tuple(rest))] if rest else []
        rest = []
        above = _over_talks(outline, item, level)
        found.append(above)
        found += _split_within(outline, inner, level + isinstance(above, Heading), listed, as_session)
    return [*found, Listing(tuple(rest))] if rest else found


def _over_talks(outline: Outline, item: Item, level: int) -> Block:
    """An item over a list of talks as the heading of a part, or, where it says more, as a list of its own."""
    words = words_of(outline, item.text)
    if len(words) <= _LONGEST_LABEL and len(item.text.runs) == 1 and level < len("######"):
        return Heading(item.text, level, mark=item.mark, at=item.at)
    return Listing((replace(item, blocks=()),))


def _split(outline: Outline, listing: Listing, level: int, listed: Listed, as_session: AsSession) -> list[Block]:
    """A list, parted at the items that are sessions; what follows a title or is nested stands below its heading."""
    found: list[Block] = []
    rest: list[Item | Commands | Question] = []
    slots = listed[start_of(listing)]
    for number, item in enumerate(listing.items):
        slot = slots.get(number)
        if slot is None or not isinstance(item, Item):
            rest.append(item)
            continue
        found += [Listing(tuple(rest))] if rest else []
        rest = []
        below: tuple[Block, ...] = (Paragraph(slot.rest), *item.blocks) if slot.rest else item.blocks
        found += as_session(Heading(_without_end(outline, slot.title), level, mark=item.mark, at=item.at), below, slot)
        found += _split_within(outline, below, level, listed, as_session)
    return [*found, Listing(tuple(rest))] if rest else found


def _split_within(
    outline: Outline, blocks: Sequence[Block], level: int, listed: Listed, as_session: AsSession
) -> list[Block]:
    """What is nested in an item, its lists of sessions parted."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Listing) and start_of(block) in listed:
            found += _split(outline, block, level, listed, as_session)
        else:
            found.append(block)
    return found
