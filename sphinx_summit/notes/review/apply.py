"""Answers applied to a note, right after it was recognised: what a person says holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from sphinx_summit.model.fields import fold, read_period, read_speakers
from sphinx_summit.model.records import Period
from sphinx_summit.notes.outline import Heading, Omitted, Paragraph, Run, SessionFacts, Text, start_of
from sphinx_summit.notes.recognise.findings import Guess
from sphinx_summit.notes.recognise.seen import words_of as words_seen
from sphinx_summit.notes.review.answers import ACCEPT, EVENT_FACTS, NO, Answer
from sphinx_summit.notes.review.words import credits_of, runs_of, told_once, with_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx_summit.notes.outline import Block, Outline
    from sphinx_summit.notes.recognise import Note

_SURE = 1.0


def apply_answers(note: Note, answers: Sequence[Answer]) -> Note:
    """The note as the answers want it, its guesses marked as settled. Answers that find nothing change nothing."""
    left = set(range(len(note.guesses)))
    done: set[tuple[str, str, str]] = set()
    for answer in reversed(answers):
        again = answer.key in done
        done.add(answer.key)
        if answer.kind in EVENT_FACTS or (not answer.seen and answer.kind in _STATED):
            note = note if again else _stated(note, answer)
            continue
        number = _find(note.guesses, left, answer)
        planned = _planned(note, answer) if number is None and not again else None
        if planned:
            number = len(note.guesses)
            left.add(number)
            note = replace(note, guesses=(*note.guesses, planned))
        if number is None:
            continue
        if answer.kind != "speakers":
            left.discard(number)
        change = _CHANGES.get(answer.kind) if answer.answer != ACCEPT else None
        note = change(note, note.guesses[number], answer) if change else note
        if answer.kind != "speakers":
            note = _settled(note, number, answer)
    return replace(note, guesses=tuple(_standing(note))) if answers else note


_STATED = ("event", "dates")
"""Kinds of guesses that a person may state where there is no guess."""


def with_event_told(outlines: Sequence[Outline], answers: Sequence[Answer]) -> list[Outline]:
    """The outlines of a source, that of the note of which a person states the event with its name."""
    told = next((answer for answer in reversed(answers) if answer.kind == "event" and not answer.seen), None)
    if not told or not outlines or outlines[0].plan:
        return list(outlines)
    first = [outline.line_of(start_of(outline.blocks[0]) if outline.blocks else 0) for outline in outlines]
    number = max((n for n, line in enumerate(first) if line <= told.line), default=0)
    return [replace(each, told=told.value) if n == number else each for n, each in enumerate(outlines)]


def _stated(note: Note, answer: Answer) -> Note:
    """A fact of the event of which there is no guess: one that is never guessed, or a schedule's own."""
    if answer.kind in EVENT_FACTS:
        return _with_fact(note, answer)
    if not note.event or (answer.kind == "event" and not note.outline.plan):
        return note
    dates = note.event.dates
    shown = dates.start if dates.start == dates.end else f"{dates.start}/{dates.end}"
    seen = note.event.name if answer.kind == "event" else shown
    guess = Guess(answer.kind, seen, answer.line, "", _SURE)
    note = _CHANGES[answer.kind](replace(note, guesses=(*note.guesses, guess)), guess, answer)
    return _settled(note, len(note.guesses) - 1, answer)


def _planned(note: Note, answer: Answer) -> Guess | None:
    """What an answer is to that speaks of a schedule's session, which nobody guessed; None when there is none."""
    if not note.outline.plan or answer.kind not in {"session", "speakers"}:
        return None
    number = _session_called(note, answer.line, answer.seen)
    if number is None:
        return None
    return Guess("session", answer.seen, note.outline.line_of(_heading(note, number).at), "the schedule says so", _SURE)


def _standing(note: Note) -> Iterator[Guess]:
    """The guesses without those that an answer to another one has made pointless."""
    sessions = [block.session for block in note.blocks if isinstance(block, Heading) and block.session]
    speakers = {fold(name) for facts in sessions for c in facts.credits for name in (c.name, c.organization) if name}
    tracks = {note.outline.words(facts.track) for facts in sessions if facts.track}
    for guess in note.guesses:
        known = {"speaker": fold(guess.value) in speakers, "track": guess.value in tracks}
        if guess.seen or (known.get(guess.kind, True) and (note.event or guess.kind not in {"dates", "session"})):
            yield guess


def _find(guesses: Sequence[Guess], left: set[int], answer: Answer) -> int | None:
    """The guess that an answer is to: by kind and value, the nearest line first."""
    kind = "session" if answer.kind == "speakers" else answer.kind
    seen = fold(answer.seen)
    fitting = [
        n
        for n, guess in enumerate(guesses)
        if (n in left or answer.kind == "speakers") and guess.kind == kind and fold(guess.seen or guess.value) == seen
    ]
    return min(fitting, key=lambda n: abs(guesses[n].line - answer.line), default=None)


def _settled(note: Note, number: int, answer: Answer) -> Note:
    guesses = list(note.guesses)
    guess = guesses[number]
    reason = f"accepted in the review: {guess.reason}" if answer.answer == ACCEPT else "the review says so"
    value = {ACCEPT: guess.value, NO: "unknown" if guess.kind == "dates" else ""}.get(answer.answer, answer.value)
    guesses[number] = replace(guess, value=value, reason=reason, confidence=_SURE, seen=guess.seen or guess.value)
    return replace(note, guesses=tuple(guesses))


# -- the event -----------------------------------------------------------------------------------------------


def _with_event(note: Note, _guess: Guess, answer: Answer) -> Note:
    if not note.event:
        return note
    if answer.answer == NO:
        plain = (_plain(note.outline, block) if isinstance(block, Heading) else block for block in note.blocks)
        return replace(note, event=None, blocks=tuple(_apart(plain)))
    return replace(note, event=replace(note.event, name=answer.value))


def _with_dates(note: Note, _guess: Guess, answer: Answer) -> Note:
    if not note.event:
        return note
    unknown = answer.answer == NO or answer.value == "unknown"
    dates = Period() if unknown else read_period(answer.value)
    return replace(note, event=replace(note.event, dates=dates, dates_from="unknown" if unknown else "stated"))


def _with_fact(note: Note, answer: Answer) -> Note:
    """A fact of the event that recognition makes no guess of; what was seen is the event's name."""
    names = {fold(guess.seen or guess.value) for guess in note.guesses if guess.kind == "event"}
    if not note.event or (answer.seen and fold(answer.seen) not in {*names, fold(note.event.name)}):
        return note
    change: dict[str, Any] = {answer.kind: answer.value}
    return replace(note, event=replace(note.event, **change))


# -- sessions ------------------------------------------------------------------------------------------------


Change: TypeAlias = "Callable[[Heading, SessionFacts], Sequence[Block]]"
"""What becomes of a session: its heading, the first of the blocks given, may be followed by others."""


def _change_session(note: Note, line: int, title: str, change: Change) -> Note:
    """The note with the session of this title changed that is nearest to a line."""
    number = _session_called(note, line, title)
    return note if number is None else _replaced(note, number, change)


def _session_called(note: Note, line: int, title: str) -> int | None:
    """The number of the session's block with this title that is nearest to a line."""
    outline = note.outline
    fitting = [
        (abs(outline.line_of(block.at) - line), number)
        for number, block in enumerate(note.blocks)
        if isinstance(block, Heading)
        and block.session
        and fold(block.name or words_seen(outline, block.text)) == fold(title)
    ]
    return min(fitting)[1] if fitting else None


def _heading(note: Note, number: int) -> Heading:
    block = note.blocks[number]
    assert isinstance(block, Heading)
    return block


def _replaced(note: Note, number: int, change: Change) -> Note:
    block = _heading(note, number)
    assert block.session
    changed = change(block, block.session)
    blocks = (*note.blocks[:number], *changed, *note.blocks[number + 1 :])
    heading = changed[0]
    assert isinstance(heading, Heading)
    return _renamed(replace(note, blocks=tuple(_apart(blocks))), block, heading)


def _apart(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, a heading that got back the words around those of a paragraph below with these, too."""
    apart: list[Block] = []
    for block in blocks:
        last = apart[-1] if apart else None
        if isinstance(block, Paragraph) and isinstance(last, Heading) and _overlap(last.text, block.text):
            run = Run(last.text.runs[-1].start, max(last.text.end, block.text.end))
            apart[-1] = replace(last, text=Text((*last.text.runs[:-1], run)))
        else:
            apart.append(block)
    return apart


def _overlap(heading: Text, below: Text) -> bool:
    return bool(heading.runs and below.runs) and heading.runs[-1].start <= below.start < heading.end


def _renamed(note: Note, before: Heading, after: Heading) -> Note:
    """The guess of a session whose title got back words remembers the title by which its id is known."""
    old, new = (block.name or words_seen(note.outline, block.text) for block in (before, after))
    line = note.outline.line_of(before.at)
    return replace(
        note,
        guesses=tuple(
            replace(guess, value=new, seen=guess.seen or old)
            if old != new and (guess.kind, guess.value, guess.line) == ("session", old[:200], line)
            else guess
            for guess in note.guesses
        ),
    )


def _with_session(note: Note, guess: Guess, answer: Answer) -> Note:
    if answer.answer == NO:
        return _change_session(note, guess.line, guess.value, lambda heading, _: _no_session(note.outline, heading))

    def named(heading: Heading, facts: SessionFacts) -> Sequence[Block]:
        more = tuple(row for row in facts.more if row[0] != "name")
        return [replace(heading, session=replace(facts, more=(("name", answer.value), *more)))]

    return _change_session(note, guess.line, guess.value, named)


def _no_session(outline: Outline, heading: Heading) -> Sequence[Block]:
    """The heading without a session. What a schedule says of it in other places stands below."""
    if not outline.plan or not heading.session:
        return [_plain(outline, heading)]
    return [replace(heading, session=None), *_below(runs_of(heading.session))]


def _below(runs: Sequence[Run]) -> list[Block]:
    return [Paragraph(Text(tuple(sorted(runs, key=lambda run: run.start))))] if runs else []


def _plain(outline: Outline, heading: Heading) -> Heading:
    """The heading without a session: words that had left it for a field are back."""
    facts = heading.session
    if not facts:
        return heading
    return replace(with_words(outline, heading, runs_of(facts)), session=None)


def _without_track(note: Note, guess: Guess, _answer: Answer) -> Note:
    def without(heading: Heading, facts: SessionFacts) -> Sequence[Block]:
        longer = with_words(note.outline, heading, [facts.track] if facts.track else [])
        return [replace(longer, session=told_once(note.outline, longer, replace(facts, track=None)))]

    def has_it(facts: SessionFacts) -> bool:
        return facts.track is not None and note.outline.words(facts.track) == guess.value

    number = _nearest(note, guess, has_it)
    return note if number is None else _replaced(note, number, without)


# -- speakers ------------------------------------------------------------------------------------------------


def _with_speaker(note: Note, guess: Guess, answer: Answer) -> Note:
    """One speaker removed, or named otherwise."""
    seen = fold(guess.value)

    def changed(heading: Heading, facts: SessionFacts) -> Sequence[Block]:
        number = next(n for n, credit in enumerate(facts.credits) if fold(credit.name or credit.organization) == seen)
        return _credited(note.outline, heading, facts, slice(number, number + 1), answer)

    number = _nearest(note, guess, lambda facts: seen in {fold(c.name or c.organization) for c in facts.credits})
    return note if number is None else _replaced(note, number, changed)


def _with_speakers(note: Note, guess: Guess, answer: Answer) -> Note:
    """All speakers of a session."""

    def changed(heading: Heading, facts: SessionFacts) -> Sequence[Block]:
        return _credited(note.outline, heading, facts, slice(None), answer)

    return _change_session(note, guess.line, guess.value, changed)


def _credited(outline: Outline, heading: Heading, facts: SessionFacts, which: slice, answer: Answer) -> Sequence[Block]:
    """The heading with other credits. Who is no speaker goes back to the title; words that were wrong are left out."""
    credits = list(facts.credits)
    old = runs_of(SessionFacts(tuple(credits[which])))
    if answer.answer == NO:
        del credits[which]
        if outline.plan:
            return [replace(heading, session=replace(facts, credits=tuple(credits))), *_below(old)]
        heading = with_words(outline, heading, old)
        facts = told_once(outline, heading, replace(facts, credits=tuple(credits)))
        return [replace(heading, session=facts)]
    credits[which] = credits_of(read_speakers(answer.value), outline, old)
    left_out = [Omitted(run, "other words were given in the review") for run in old]
    return [replace(heading, session=replace(facts, credits=tuple(credits))), *left_out]


def _nearest(note: Note, guess: Guess, fits: Callable[[SessionFacts], bool]) -> int | None:
    """The session at or before a guess's line that fits, else the next one after it."""
    found = [
        (note.outline.line_of(block.at) > guess.line, abs(note.outline.line_of(block.at) - guess.line), number)
        for number, block in enumerate(note.blocks)
        if isinstance(block, Heading) and block.session and fits(block.session)
    ]
    return min(found)[2] if found else None


# -- headings ------------------------------------------------------------------------------------------------


def _with_heading(note: Note, guess: Guess, _answer: Answer) -> Note:
    """A line that is no heading is a paragraph."""
    outline = note.outline

    def is_it(block: Block) -> TypeGuard[Heading]:
        return isinstance(block, Heading) and bool(block.text.runs) and outline.line_of(block.text.start) == guess.line

    plain = _apart(_plain(outline, block) if is_it(block) else block for block in note.blocks)
    return replace(note, blocks=tuple(Paragraph(block.text) if is_it(block) else block for block in plain))


_CHANGES: dict[str, Callable[[Note, Guess, Answer], Note]] = {
    "event": _with_event,
    "dates": _with_dates,
    "session": _with_session,
    "speaker": _with_speaker,
    "speakers": _with_speakers,
    "track": _without_track,
    "heading": _with_heading,
}
