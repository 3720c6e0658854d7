"""A heading that may be a session, and what speaks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Heading, Listing, Paragraph
from sphinx_summit.notes.recognise.spoken import ITEM_LINE, Spoken, texts_of
from sphinx_summit.notes.recognise.titles import Ending
from sphinx_summit.notes.recognise.words import count_words, format_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LISTED = "it stands below a heading over talks"
_PERSONAL = re.compile(
    r"(?i)\b(?:I|we|my|our|us|me|ich|wir|mein\w*|unser\w*|je|j['’]ai|nous|mon|ma|mes|notre|nos|yo|mi|mis|eu|meu|minha|nós)\b"
    r"|(?:ました|でした|した|しよう|たい|です|ます|だった|なあ|かも)[!！。…〜]*$|(?:했다|이다|었다|았다|습니다|까|점)[.!?]*$|[了吧]$"
)
MOSTLY = 0.5
"""A section is notes of a session when at least this share of its text is in lists."""


@dataclass
class Candidate:
    """A heading that may be a session.

    `strong`: something speaks for it alone; `about_event`: it speaks of that; `notes`: below it are lists, or a
    text that speaks of talks; `listed`: the heading above says that talks are below; `in_day`: it is that of a day;
    `lists`: it says so itself; `noted`: below it are mostly lists; `linked`: most of its words are a link; `depth`: so
    many levels of several headings stand above its own; `part`: its share of the note's text.
    """

    number: int
    heading: Heading
    title: str
    parent: int
    content: list[Block] = field(repr=False)
    ending: Ending | None = None
    spoken: list[Spoken] = field(default_factory=list)
    reason: str = ""
    confidence: float = 0.0
    about_event: bool = False
    notes: bool = False
    listed: bool = False
    in_day: bool = False
    lists: bool = False
    noted: bool = False
    linked: bool = False
    depth: int = 0
    part: float = 0.0

    @property
    def credited(self) -> bool:
        """Whether a speaker is named in its title, or in a line made for that."""
        lines = [each for each in self.spoken if each.form != ITEM_LINE]
        return bool(self.ending) or any(each.confidence >= 0.8 or each.form for each in lines)

    @property
    def surely_credited(self) -> bool:
        """Whether its own title or a line made for that names a speaker, whatever its siblings have."""
        return bool(self.ending) or any(each.confidence >= 0.8 and not each.form for each in self.spoken)

    @property
    def names_someone(self) -> bool:
        """Whether a person is named there, not only an organisation."""
        people = (
            [each.name for each in self.ending.people] if self.ending else [each.credit.name for each in self.spoken]
        )
        return self.credited and any(people)

    @property
    def only_lists(self) -> bool:
        """Whether nothing but lists stands below it."""
        return bool(self.content) and all(isinstance(block, Listing) for block in self.content)

    @property
    def words(self) -> float:
        """How many words its title has."""
        return count_words(self.title)

    @property
    def strong(self) -> bool:
        """Whether something makes it a session."""
        return bool(self.reason)

    @property
    def told(self) -> bool:
        """Whether something of its own does, not only the heading above."""
        return self.strong and (self.credited or self.reason != LISTED)

    @property
    def is_personal(self) -> bool:
        """Whether it says what the writer did or thought, as headings of a diary do."""
        return bool(_PERSONAL.search(self.title))

    @property
    def is_title_like(self) -> bool:
        """Whether it is long enough for a talk's title, or ends as those do, and does not speak of the event itself."""
        enough = 3 if self.noted else 4
        told = self.words >= enough or bool(format_of(self.title) or self.title.endswith("話"))
        return told and not self.about_event


def content_of(blocks: Sequence[Block], number: int) -> list[Block]:
    """What stands under a heading, its sub-sections included."""
    heading = blocks[number]
    assert isinstance(heading, Heading)
    content: list[Block] = []
    # By number: a copy of all the rest for each heading would be quadratic.
    for at in range(number + 1, len(blocks)):
        block = blocks[at]
        if isinstance(block, Heading) and block.level <= heading.level:
            break
        content.append(block)
    return content


def is_notes(content: Sequence[Block]) -> bool:
    """Whether a section is mostly lists."""
    in_lists, all_ = _lengths(content)
    return all_ > 0 and in_lists >= MOSTLY * all_


def _lengths(blocks: Iterable[Block]) -> tuple[int, int]:
    """Characters in lists, and in all."""
    in_lists = all_ = 0
    for block in blocks:
        if isinstance(block, Listing):
            length = sum(run.end - run.start for text in texts_of([block], 99) for run in text.runs)
            in_lists += length
            all_ += length
        elif isinstance(block, Paragraph):
            all_ += sum(run.end - run.start for run in block.text.runs)
    return in_lists, all_
