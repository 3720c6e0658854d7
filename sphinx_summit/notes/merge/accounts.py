"""What merging sees of a note: its event, its sessions, who speaks, what it links to."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import fold
from sphinx_summit.notes.addresses import page_settings
from sphinx_summit.notes.outline import Heading, Run
from sphinx_summit.notes.recognise.seen import words_of as words_seen
from sphinx_summit.notes.recognise.words import DAY_ORDINAL, is_frame, is_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_summit.notes.outline import EventFacts, Outline, SessionFacts
    from sphinx_summit.notes.recognise import Note

_YEAR = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)(?!\d)(?:年度?)?|['’](\d\d)(?!\d)")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_LINK = re.compile(r"https?://([^\s<>()\[\]\"'`|\\]+)", re.IGNORECASE)
_LINKS = 2000
"""So many links of a note are looked at."""
_LONGEST_TITLE = 300
_SOME_KEYS = 50
"""So many ids are enough to find another schedule of the same event."""
_GUID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_USUAL = """
    the a of and to day keynote keynotes opening closing welcome ceremony remarks lightning talk talks session sessions
    panel discussion workshop workshops demo demos plenary part general introduction q a lt lts award awards
    基調講演 キーノート オープニング クロージング ライトニングトーク パネルディスカッション 개회 폐회 主题演讲 开幕式
"""
_GENERIC = frozenset(_USUAL.split())
"""Words of titles that every other event has too."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A session: where its heading stands, its title, its speakers (name, organisation) and its options in words.

    `keys`: its ids in a schedule. `before`: the id that it had at the last import.
    """

    at: int
    line: int
    title: str
    speakers: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()
    before: str = ""

    @property
    def folded(self) -> str:
        """The title as it is compared."""
        return fold_title(self.title)

    @property
    def distinctive(self) -> bool:
        """Whether the title says something that few other sessions have."""
        return is_distinctive(self.title)

    def option(self, name: str) -> str:
        """The value of an option, empty where it has none."""
        return dict(self.options).get(name, "")


_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Account:
    """What one note says of one event.

    `planned`: a schedule says it. `hidden`: its page is not built. `ordinal`: its title numbers a day. `answered`: the
    kinds of facts that a person has settled. `seen`: the event's name as recognised, before any answer. `before`: the
    id that the event had at the last import, `formerly` the ids before that, `described` whether this note's page
    described it. `known`: the traits, where the note itself was not read again.

    What follows from these is worked out once: `words` are those of the event's name, without years and articles,
    `speakers` who speaks, folded, `titles` those of sessions that tell this event from others, folded, `keys` the ids
    of sessions that no other event has, `own_addresses` those of the event and its sessions, as a schedule states them.
    """

    file: str
    number: int
    line: int
    facts: EventFacts
    planned: bool = False
    hidden: bool = False
    ordinal: bool = False
    answered: frozenset[str] = _NOTHING
    entries: tuple[Entry, ...] = ()
    links: frozenset[str] = _NOTHING
    seen: str = ""
    before: str = ""
    formerly: tuple[str, ...] = ()
    described: bool = False
    known: frozenset[str] | None = None
    words: tuple[str, ...] = field(init=False, repr=False, compare=False)
    speakers: frozenset[str] = field(init=False, repr=False, compare=False)
    titles: frozenset[str] = field(init=False, repr=False, compare=False)
    keys: frozenset[str] = field(init=False, repr=False, compare=False)
    own_addresses: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        speakers = (fold(name) for each in self.entries for name, _ in each.speakers if name)
        titles = (entry.folded for entry in self.entries if entry.distinctive)
        stated = (self.facts.url, *(entry.option("url") for entry in self.entries)) if self.planned else ()
        addresses = (address for url in stated if (address := normal_address(url)))
        object.__setattr__(self, "words", name_words(self.facts.name))
        keys = (key for entry in self.entries for key in entry.keys if is_own_key(key))
        for name, texts in (
            ("speakers", speakers), ("titles", titles), ("keys", keys), ("own_addresses", addresses),
        ):  # fmt: skip
            # An empty set of its own would take as much memory as one with some texts, and there are many accounts.
            object.__setattr__(self, name, frozenset(texts) or _NOTHING)

    @property
    def key(self) -> str:
        """What it is kept by; the order of keys is that of files, then of numbers."""
        return account_key(self.file, self.number)

    @property
    def place(self) -> tuple[bool, str, int]:
        """The order of accounts: notes before schedules, then by file."""
        return (self.planned or self.hidden, self.file, self.number)

    @property
    def core(self) -> str:
        """The event's name as it is compared: without year, case, width, spaces and articles."""
        return "".join(self.words)

    @property
    def traits(self) -> frozenset[str]:
        """Fingerprints of what another account of the same event may have too, the first letter says of what kind."""
        if self.known is not None:
            return self.known
        month = self.facts.dates.start[:7]
        return frozenset(
            [
                *(_trait("n", core) for core in [self.core] if core),
                _trait("f", f"{self.file}\0{self.core}"),
                *(_trait("t", title) for title in self.titles),
                *(_trait("k", key) for key in sorted(self.keys)[:_SOME_KEYS]),
                *(_trait("s", speaker) for speaker in self.speakers),
                *(_trait("h", host_of(address)) for address in self.own_addresses or self.links),
                *(_trait("m", month + word) for word in self.words if len(month) == 7 and len(word) > 2),
            ]
        )


def account_key(file: str, number: int) -> str:
    """The key of an account by its file and number."""
    return f"{file}\0{number:06}"


def _trait(kind: str, text: str) -> str:
    return kind + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


# -- folding -------------------------------------------------------------------------------------------------


def name_words(name: str) -> tuple[str, ...]:
    """The words of an event's name as they are compared; the year alone is no name, so it stays then."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = [_ORDINAL.sub(r"\1", word) for word in re.findall(r"[^\W_]+", _YEAR.sub(" ", folded)) if word != "the"]
    return tuple(words or re.findall(r"[^\W_]+", folded))


def years_in(name: str) -> frozenset[int]:
    """The years that a name holds: `2019`, `'19`, `2019年`."""
    folded = unicodedata.normalize("NFKC", name)
    return frozenset(int(match[1] or f"20{match[2]}") for match in _YEAR.finditer(folded))


def fold_title(title: str) -> str:
    """A session's title as it is compared: letters and digits, case and width folded, of a title too long the start."""
    folded = unicodedata.normalize("NFKC", title[:_LONGEST_TITLE]).casefold()
    return "".join(char for char in folded if char.isalnum())


def is_distinctive(title: str) -> bool:
    """Whether a title is more than a frame or a format, such as `Keynote` or `Lunch`."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", title[:_LONGEST_TITLE]).casefold())
    telling = "".join(word for word in words if word not in _GENERIC)
    return len(telling) >= (8 if telling.isascii() else 4) and not (is_frame(title) or is_questions(title))


def is_own_key(key: str) -> bool:
    """Whether no other session is likely to have an id: neither a number nor a word such as `opening`."""
    return bool(_GUID.fullmatch(key)) or is_distinctive(key.replace("-", " "))


def normal_address(url: str) -> str:
    """Host and path of an address, as addresses are compared; empty when it is none."""
    match = _LINK.match(url.strip())
    if not match:
        return ""
    host, _, path = match[1].partition("/")
    path = re.split(r"[?#]", path, maxsplit=1)[0].rstrip("/.,;:!")
    return f"{host.lower().removeprefix('www.')}/{path}".rstrip("/")


def host_of(address: str) -> str:
    """The host of a normal address."""
    return address.partition("/")[0]


# -- from a note ---------------------------------------------------------------------------------------------


def account_of(file: str, number: int, note: Note) -> Account | None:
    """What a note says of its event; None when it reports on none."""
    if note.event is None:
        return None
    outline = note.outline
    hidden = page_settings(file, note.metadata.values if note.metadata else {}).hidden
    links = (normal_address(match[0]) for match in islice(_LINK.finditer(outline.source), _LINKS))
    return Account(
        file=file,
        number=number,
        line=line_of_event(note),
        facts=note.event,
        planned=outline.plan is not None,
        hidden=hidden,
        ordinal=bool(DAY_ORDINAL.search(note.name)),
        answered=frozenset(guess.kind for guess in note.guesses if guess.seen) or _NOTHING,
        seen=next((guess.seen for guess in note.guesses if guess.kind == "event" and guess.seen), note.event.name),
        entries=tuple(_entries(note)),
        links=frozenset(link for link in links if link) or _NOTHING,
    )


def line_of_event(note: Note) -> int:
    """The line of the source that names the event."""
    at = note.title.start if note.title else 0
    return next((guess.line for guess in note.guesses if guess.kind == "event"), note.outline.line_of(at))


def _entries(note: Note) -> Iterator[Entry]:
    for block in note.blocks:
        if isinstance(block, Heading) and block.session is not None:
            title = block.name or words_seen(note.outline, block.text)
            speakers = tuple((credit.name, credit.organization) for credit in block.session.credits)
            options = tuple(_options(note.outline, block.session))
            yield Entry(block.at, note.outline.line_of(block.at), title, speakers, options, block.session.keys)


def _options(outline: Outline, facts: SessionFacts) -> Iterator[tuple[str, str]]:
    track = outline.words(facts.track) if facts.track else ""
    yield from ((name, value) for name, value in _rows(facts.day, track, facts.format) if value)
    for name, value in facts.more:
        yield name, outline.words(value) if isinstance(value, Run) else value


def _rows(day: str, track: str, format_: str) -> Iterable[tuple[str, str]]:
    return (("day", day), ("track", track), ("format", format_))
