"""A schedule as pages: a section for each day, in it one for each session; breaks are a list under the day."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_summit.model.records import Period
from sphinx_summit.notes.outline import Credit, EventFacts, Heading, Run, SessionFacts
from sphinx_summit.notes.schedules.sheet import Address, Markup, Sheet, Taken, link
from sphinx_summit.notes.schedules.texts import looks_like_html, rewrite_html
from sphinx_summit.notes.schedules.times import show
from sphinx_summit.notes.schedules.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_summit.notes.draft import Pen
    from sphinx_summit.notes.outline import Outline
    from sphinx_summit.notes.schedules.programme import Link, Programme, Slot, Speaker

LONGEST = 60
"""A schedule of more sessions gets a page for each day."""
_ADDRESS = re.compile(r"https?://\S+")
_DASH = "–"
_NAMELESS = "–"


def outlines_of(source: str, programme: Programme) -> tuple[tuple[Outline, ...], list[Pen], Taken]:
    """The pages of a schedule, the first of which describes the event; their pens, and what stands in them."""
    return _Pages(source, programme).write()


class _Pages:
    """Writes the pages of one schedule."""

    def __init__(self, source: str, programme: Programme) -> None:
        self.source = source
        self.programme = programme
        self.taken = Taken(source)
        self.slots = sorted(programme.slots, key=lambda slot: (slot.day or "9", slot.start is None, slot.start or 0))
        self.plan = _plan(programme, self.slots)

    def write(self) -> tuple[tuple[Outline, ...], list[Pen], Taken]:
        """All pages."""
        first = Sheet(self.source, self.taken)
        if self.plan.name:
            first.add(_heading(first, self.programme.name, 1))
        for text in self.programme.texts:
            _prose(first, text, 1)
        days = _days(self.slots)
        together = sum(not slot.service for slot in self.slots) <= LONGEST
        others: list[tuple[Sheet, str]] = []
        for day, group, slots in days:
            sheet = first
            if not together:
                sheet = Sheet(self.source, self.taken)
                label = day or group
                sheet.add(_heading(sheet, f"{self.plan.name}, {label}".strip(", ") or "Schedule", 1))
                others.append((sheet, f"schedule-{day}" if day else _stem(group, len(others) + 1)))
            _DayWriter(sheet).write(day, group, slots, headed=together and bool(day or group))
        _write_people(first, self.slots)
        sheets = [(first, ""), *others]
        # An empty schedule without a name tells of no event.
        plan = self.plan if self.plan.name or self.slots else None
        outlines = tuple(sheet.outline(plan, stem) for sheet, stem in sheets)
        return outlines, [sheet.pen for sheet, _ in sheets], self.taken


def _stem(group: str, number: int) -> str:
    return f"schedule-{group}" if re.fullmatch(r"[\w-]{1,40}", group) else f"schedule-{number}"


def _days(slots: Sequence[Slot]) -> list[tuple[str, str, list[Slot]]]:
    """The slots by day, those without a day by group, in the source's order."""
    dated = [(day, "", list(some)) for day, some in groupby((s for s in slots if s.day), key=lambda slot: slot.day)]
    undated: dict[str, list[Slot]] = {}
    for slot in slots:
        if not slot.day:
            undated.setdefault(slot.group, []).append(slot)
    parts = [("", group, sorted(some, key=lambda slot: slot.at)) for group, some in undated.items()]
    return [*dated, *sorted(parts, key=lambda part: part[2][0].at)]


def _plan(programme: Programme, slots: Sequence[Slot]) -> EventFacts:
    days = sorted(slot.day for slot in slots if slot.day)
    first = programme.first or (days[0] if days else programme.last)
    last = programme.last or (days[-1] if days else first)
    dates = Period(first, max(first, last) if len(first) == len(last) else last)
    said = (programme.name, programme.city, programme.venue, programme.timezone, programme.url)
    name, city, venue, timezone, url = (" ".join(str(text).split()) for text in said)
    source = "stated" if first else "unknown"
    return EventFacts(name, dates, source, city=city, venue=venue, timezone=timezone, url=url)


def _heading(sheet: Sheet, text: str, level: int) -> Heading:
    """A heading in words of the source, or in ours."""
    words = text.strip_around() if isinstance(text, Words) else text.strip()
    title = sheet.title(words or _NAMELESS)
    return Heading(title, level, at=title.start)


def _prose(sheet: Sheet, text: str, level: int) -> None:
    """A text of the source: HTML as such, else as Markdown, which plain text mostly is as well."""
    if looks_like_html(text):
        sheet.rewritten(text, rewrite_html(text), level)
    else:
        sheet.markdown(text, level)


class _DayWriter:
    """Writes the slots of one day."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.level = 2

    def write(self, day: str, group: str, slots: Sequence[Slot], *, headed: bool) -> None:
        """The day's heading, its breaks and its sessions."""
        if headed:
            self.sheet.add(_heading(self.sheet, day or group, 2))
            self.level = 3
        lines = [slot for slot in slots if slot.service and not _says_more(slot)]
        _list(self.sheet, (_line(slot) for slot in lines), self.level)
        for slot in slots:
            if not slot.service:
                self._session(slot)
            elif _says_more(slot):
                self._break(slot)

    def _break(self, slot: Slot) -> None:
        """A break of which more is said."""
        self.sheet.add(_heading(self.sheet, slot.title, self.level))
        about = [*_when(slot), *_where(slot)]
        if about:
            self.sheet.passage(about, self.level)
        self._body(slot)

    def _session(self, slot: Slot) -> None:
        heading = _heading(self.sheet, slot.title, self.level)
        at = len(self.sheet.parts)
        self.sheet.add(heading)
        slides = _first(slot.links, "slides")
        video = _first(slot.links, "video")
        facts = SessionFacts(
            credits=tuple(self._credit(speaker) for speaker in slot.speakers),
            track=self.sheet.field(slot.track),
            day=slot.day,
            more=tuple(self._more(slot, slides, video)),
            keys=tuple(dict.fromkeys(str(key) for key in (slot.key, *slot.ids) if key)),
        )
        self.sheet.parts[at] = replace(heading, session=facts)
        self._body(replace(slot, links=tuple(each for each in slot.links if each not in {slides, video})))

    def _more(self, slot: Slot, slides: Link | None, video: Link | None) -> Iterable[tuple[str, Run | str]]:
        if slot.start is not None:
            yield "start", show(slot.start)
        if slot.end is not None:
            yield "end", show(slot.end)
        said = [
            ("room", slot.room), ("format", slot.format), ("language", slot.language), ("url", slot.url),
            ("slides", slides.url if slides else ""), ("video", video.url if video else ""),
        ]  # fmt: skip
        for name, text in said:
            if run := self.sheet.field(text):
                yield name, run
        if run := self.sheet.fields(slot.topics):
            yield "topics", run

    def _credit(self, speaker: Speaker) -> Credit:
        name = self.sheet.field(speaker.name)
        organization = self.sheet.field(speaker.organization)
        said = [" ".join(text.split()) for text in (speaker.name, speaker.organization)]
        return Credit(said[0], said[1], name, organization)

    def _body(self, slot: Slot) -> None:
        if slot.subtitle:
            self.sheet.passage([slot.subtitle], self.level)
        for text in slot.texts:
            _prose(self.sheet, text, self.level)
        for label, text in slot.others:
            if "\n" in text.strip():
                self.sheet.passage([label, Markup(":")], self.level)
                _prose(self.sheet, text, self.level)
        items: list[list[str | Markup | Address]] = [
            [label, Markup(": "), text] for label, text in slot.others if "\n" not in text.strip()
        ]
        _list(self.sheet, [*items, *(link(each.url, each.title) for each in slot.links)], self.level)


def _first(links: Iterable[Link], kind: str) -> Link | None:
    """The link of a kind that becomes the session's option: plainly an address, with no title of its own to keep."""
    return next((each for each in links if each.kind == kind and _ADDRESS.fullmatch(each.url)), None)


def _says_more(slot: Slot) -> bool:
    bare = re.sub(r"<[^<>]*>", "", " ".join(slot.texts)).strip()
    return bool(slot.speakers or slot.links or (bare and bare.casefold() != slot.title.casefold()))


def _line(slot: Slot) -> list[str | Markup | Address]:
    """A break as an item: when, what in each language, where."""
    others = [piece for _, text in slot.others for piece in (Markup(" / "), text)]
    return [*_when(slot), slot.title, *others, *_where(slot)]


def _when(slot: Slot) -> list[str | Markup | Address]:
    if slot.start is None:
        return []
    until = _DASH + show(slot.end) if slot.end is not None and slot.end > slot.start else ""
    return [Markup(f"{show(slot.start)}{until} ")]


def _where(slot: Slot) -> list[str | Markup | Address]:
    return [Markup(" ("), slot.room, Markup(")")] if slot.room else []


def _write_people(sheet: Sheet, slots: Iterable[Slot]) -> None:
    """A section for the people of whom the schedule says more than a name."""
    told = [speaker for speaker in _people(slots) if speaker.lines or speaker.links]
    if told:
        sheet.add(_heading(sheet, "Speakers", 2))
    for speaker in told:
        sheet.add(_heading(sheet, speaker.name, 3))
        for line in speaker.lines:
            _prose(sheet, line, 3)
        _list(sheet, (link(each.url, each.title) for each in speaker.links), 3)


def _people(slots: Iterable[Slot]) -> list[Speaker]:
    """Everyone, once, with all that the slots say of them."""
    known: dict[str, Speaker] = {}
    for slot in slots:
        for speaker in slot.speakers:
            before = known.setdefault(speaker.name.casefold(), speaker)
            lines = tuple(dict.fromkeys((*before.lines, *speaker.lines)))
            links = tuple({link.url: link for link in (*speaker.links, *before.links)}.values())
            known[speaker.name.casefold()] = replace(before, lines=lines, links=links)
    return list(known.values())


def _list(sheet: Sheet, items: Iterable[list[str | Markup | Address]], level: int) -> None:
    pieces = [piece for item in items for piece in (Markup("- "), *item, Markup("\n"))]
    if pieces:
        sheet.passage(pieces, level)
