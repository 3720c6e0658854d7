"""A review: what waits, the answers that a person gives, and what is imported again for them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import fold
from sphinx_summit.model.names import NameTable
from sphinx_summit.notes.importer import import_notes
from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.recognise.findings import Guess
from sphinx_summit.notes.recognise.seen import words_of
from sphinx_summit.notes.review.answers import (
    ACCEPT,
    ANSWERS,
    ANSWERS_FILE,
    EVENT_FACTS,
    NO,
    OTHER,
    Answer,
    answers_of,
    check,
    with_answers,
)
from sphinx_summit.notes.review.queue import Open, guess_of, lines_in, waiting
from sphinx_summit.notes.source import read_file
from sphinx_summit.notes.spool import Spool
from sphinx_summit.notes.summary import printable
from sphinx_summit.notes.understand import Job, understand
from sphinx_summit.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from sphinx_summit.notes.handbook import Handbook
    from sphinx_summit.notes.ledger import Ledger
    from sphinx_summit.notes.result import Result

_GIVEN = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<kind>[a-z-]+)(?::(?P<seen>[^=]*))?=(?P<value>.*)", re.DOTALL)


_STATED = ("event", "dates", *EVENT_FACTS)
"""Kinds of answers that need no guess."""


class Review:
    """The review of a handbook."""

    def __init__(self, book: Handbook) -> None:
        self.book = book
        self.answers, self.problems = answers_of(book.root)
        self._answers_on: dict[tuple[str, str], list[Answer]] = defaultdict(list)
        self._index(self.answers)

    def _index(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            self._answers_on[answer.file, answer.kind].append(answer)

    def waiting(self) -> Collection[Open]:
        """The guesses that wait, the most valuable first."""
        return waiting(self.book.ledgers, self.answers, self._lines)

    def _lines(self, ledger: Ledger) -> list[str]:
        path = self.book.copy_of(ledger.file)
        try:
            return lines_in(read_file(ledger.file, path).text) if path else []
        except (OSError, ValueError):
            return []

    # -- answers -----------------------------------------------------------------------------------------

    def given(self, text: str) -> Answer:
        """The answer in `FILE:LINE:KIND=VALUE` or `FILE:LINE:KIND:SEEN=VALUE`. ValueError says what is wrong."""
        match = _GIVEN.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not FILE:LINE:KIND=VALUE")
        ledger = self.book.ledgers.get(match["file"])
        if ledger is None:
            raise ValueError(f"{match['file']}: no such note here{did_you_mean(match['file'], self.book.ledgers)}")
        kind = match["kind"]
        if kind not in ANSWERS:
            raise ValueError(f"{match['file']}:{match['line']}: no kind of guess {kind!r}{did_you_mean(kind, ANSWERS)}")
        if self._is_statement(ledger, kind, match["value"].strip()):
            return self._statement(ledger, int(match["line"]), kind, match["value"])
        guess = self._guess(ledger, int(match["line"]), kind, match["seen"])
        return self.answer_to(ledger.file, self._as_seen(ledger.file, guess), kind, match["value"])

    def answer_to(self, file: str, guess: Guess, kind: str, value: str) -> Answer:
        """An answer in a person's words: `accept`, `no`, or the right value. ValueError when the kind can't have it."""
        word = value.strip()
        answer = word if word in {ACCEPT, NO} else OTHER
        try:
            checked = check(kind, answer, word if answer == OTHER else "")
            if kind == "same-event" and answer == OTHER and checked not in self._event_ids:
                raise ValueError(f"there is no event {checked!r}{did_you_mean(checked, self._event_ids)}")
        except ValueError as error:
            raise ValueError(f"{file}:{guess.line}: {error}") from None
        return Answer(file, guess.line, kind, guess.seen or guess.value, answer, checked)

    def _is_statement(self, ledger: Ledger, kind: str, value: str) -> bool:
        """Whether a person states what nobody guessed, for the first time or anew."""
        if kind not in _STATED:
            return False
        anew = any(not each.seen for each in self._answers_on.get((ledger.file, kind), ()))
        undone = kind == "event" and value in {ACCEPT, NO}
        return (anew and not undone) or not self._guesses(ledger, kind)

    def _statement(self, ledger: Ledger, line: int, kind: str, value: str) -> Answer:
        """What a person states where nothing was guessed: the event that a note is about, a schedule's own facts."""
        value = "unknown" if kind == "dates" and value.strip() == NO else value
        if value.strip() in {ACCEPT, NO}:
            raise ValueError(f"{ledger.file}:{line}: there is no guess of kind {kind} here")
        if kind != "event" and not any(ledger.more.get("events", ())):
            raise ValueError(f"{ledger.file}:{line}: this note is about no event; state its event first")
        return self.answer_to(ledger.file, Guess(kind, "", line, "", 0), kind, value)

    @cached_property
    def _event_ids(self) -> Spool[None]:
        """The ids that events have or had."""
        ids: Spool[None] = Spool()
        for ledger in self.book.ledgers.values():
            for row in filter(None, ledger.more.get("events", [])):
                ids.update(dict.fromkeys(map(str, (row["id"], *row.get("formerly", ())))))
        return ids

    def _as_seen(self, file: str, guess: Guess) -> Guess:
        """The guess as it was before an earlier answer, by which the next answer must find it."""
        for answer in reversed(self._answers_on.get((file, guess.kind), ())):
            if answer.answer != ACCEPT:
                given = answer.value if answer.answer == OTHER else "unknown" if guess.kind == "dates" else ""
                if fold(given) == fold(guess.value):
                    return replace(guess, seen=answer.seen)
        return guess

    def _guess(self, ledger: Ledger, line: int, kind: str, seen: str | None) -> Guess:
        """The guess that an answer is to; a fact of the event belongs to its name, the speakers to their session."""
        wanted, guesses = _guessed(kind), self._guesses(ledger, kind)
        found = [guess for guess in guesses if guess.line == line and seen in {None, guess.value}]
        if len(found) == 1:
            return found[0]
        place = f"{ledger.file}:{line}"
        if found:
            values = ", ".join(f"{kind}:{guess.value}" for guess in found)
            raise ValueError(f"{place}: there are several: {values}")
        where = ", ".join(str(guess.line) for guess in guesses[:20])
        raise ValueError(f"{place}: there is no guess of kind {wanted} here{where and f', but in line {where}'}")

    def _guesses(self, ledger: Ledger, kind: str) -> list[Guess]:
        lines = self._lines(ledger)
        found = [guess for row in ledger.guesses if (guess := guess_of(row, lines)).kind == _guessed(kind)]
        return [*found, *self._planned(ledger)] if _guessed(kind) == "session" else found

    def _planned(self, ledger: Ledger) -> Iterator[Guess]:
        """The sessions of a schedule, which nobody guessed, but for those of which a person has said something."""
        path = self.book.copy_of(ledger.file)
        if not path or not any(row and row.get("planned") for row in ledger.more.get("events", ())):
            return
        said = {fold(each.seen) for each in self._answers_on.get((ledger.file, "session"), ())}
        for note in understand(Job(ledger.file, path, ledger.format), NameTable(())).notes:
            for block in note.blocks if note.outline.plan else ():
                if isinstance(block, Heading) and block.session:
                    title = block.name or words_of(note.outline, block.text)
                    if fold(title) not in said:
                        yield Guess("session", title, note.outline.line_of(block.at), "the schedule says so", 1.0)

    def keep(self, answers: Sequence[Answer]) -> None:
        """Add answers to the file."""
        path = self.book.root / ANSWERS_FILE
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        self.book.put(ANSWERS_FILE, with_answers(text, answers).encode(), track=False)
        self.answers += answers
        self._index(answers)

    def apply(self, answers: Sequence[Answer]) -> Result:
        """Import the notes again that answers were given to, from the copies that the handbook keeps."""
        return import_notes({}, self.book.root, again={answer.file for answer in answers})


def _guessed(kind: str) -> str:
    """The kind of guess that an answer is to."""
    return "event" if kind in EVENT_FACTS else "session" if kind == "speakers" else kind


# -- asking --------------------------------------------------------------------------------------------------

HELP = "y: accept · n: not so · Enter: later · q: quit · anything else is the right value"


def ask(review: Review, ask_for: Callable[[str], str], say: Callable[[str], None]) -> list[Answer]:
    """Ask for each guess that waits; each answer is kept at once. `ask_for` raises EOFError at the end."""
    answers: list[Answer] = []
    queue = review.waiting()
    say(HELP)
    for number, each in enumerate(queue, 1):
        for line in shown(each):
            say(line)
        try:
            answer = _asked(review, each, f"[{number}/{len(queue)}] ", ask_for, say)
        except EOFError:
            break
        if answer:
            review.keep([answer])
            answers.append(answer)
    return answers


def _asked(
    review: Review, each: Open, prompt: str, ask_for: Callable[[str], str], say: Callable[[str], None]
) -> Answer | None:
    """The answer to one guess; None for later, EOFError to end."""
    words = {"y": ACCEPT, "yes": ACCEPT, "n": NO}
    while True:
        said = ask_for(prompt).strip()
        if said in {"q", "quit"}:
            raise EOFError
        if not said:
            return None
        try:
            return review.answer_to(each.file, each.guess, each.guess.kind, words.get(said, said))
        except ValueError as error:
            say(str(error))


def shown(each: Open) -> Iterator[str]:
    """A guess as people read it."""
    guess = each.guess
    what = f"{guess.kind} {guess.value}".strip()
    yield printable(f"{each.file}:{guess.line}: {what} ({guess.confidence:.2f}): {guess.reason}")
    if each.words and each.words != guess.value:
        yield printable(f"    {each.words[:200]}")
