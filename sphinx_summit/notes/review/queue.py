"""The guesses that wait for a person, the most valuable first.

Much hangs on an event, less on its dates, little on a speaker; of equals the least sure comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import fold
from sphinx_summit.notes.outline import LINE_END
from sphinx_summit.notes.recognise import Guess
from sphinx_summit.notes.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sphinx_summit.notes.ledger import Ledger
    from sphinx_summit.notes.review.answers import Answer

SURE_ENOUGH = 0.75
"""Guesses below this confidence wait for review."""
_WORTH = ("event", "same-event", "dates", "session", "same-session", "speaker", "track", "heading", "title", "question")
_LONGEST_LINE = 4000
"""Values are looked for in lines up to this length only: a page may be one line of megabytes."""


@dataclass(frozen=True, slots=True)
class Open:
    """A guess that waits, and the line of the note where it stands."""

    file: str
    guess: Guess
    words: str = ""


def worth(kind: str) -> int:
    """The place of a kind, the most valuable first."""
    return _WORTH.index(kind) if kind in _WORTH else len(_WORTH)


def waiting(
    ledgers: Mapping[str, Ledger], answers: Iterable[Answer], lines_of: Callable[[Ledger], Sequence[str]]
) -> Collection[Open]:
    """The queue. `lines_of` gives the lines of a note."""
    answered = {answer.key for answer in answers}
    found: Spool[Open] = Spool()
    for file, ledger in ledgers.items():
        if any(_unsure(row) for row in ledger.guesses):
            lines = lines_of(ledger)
            for number, row in enumerate(filter(_unsure, ledger.guesses)):
                guess = guess_of(row, lines)
                if (file, guess.kind, fold(guess.value)) not in answered:
                    place = f"{worth(guess.kind):02} {guess.confidence:.6f} {file}\0{guess.line:09} {number:09}"
                    found[place] = Open(file, guess, _line(lines, guess.line).strip())
    return found.values()


def _unsure(row: Mapping[str, Any]) -> bool:
    return _number(row.get("confidence"), 1) < SURE_ENOUGH


# -- guesses in the ledger -----------------------------------------------------------------------------------


def row_of(guess: Guess, lines: Sequence[str]) -> dict[str, Any]:
    """A guess as the ledger keeps it: words of the note are told by their place in the line, not kept twice."""
    row: dict[str, Any] = {"line": guess.line, "kind": guess.kind}
    if guess.value:
        line = _line(lines, guess.line)
        place = line.find(guess.value) if len(line) <= _LONGEST_LINE else -1
        row |= {"at": [place, len(guess.value)]} if place >= 0 else {"value": guess.value}
    return row | {"reason": guess.reason, "confidence": guess.confidence}


def guess_of(row: Mapping[str, Any], lines: Sequence[str]) -> Guess:
    """A guess back from the ledger, which a person may have edited: what is malformed reads as nothing."""
    line = int(_number(row.get("line"), 1))
    value, at = str(row.get("value", "")), row.get("at")
    if isinstance(at, list) and len(at) == 2:
        start, length = (int(_number(each, 0)) for each in at)
        value = _line(lines, line)[start : start + length]
    return Guess(str(row.get("kind", "")), value, line, str(row.get("reason", "")), _number(row.get("confidence"), 1))


def _number(value: object, default: float) -> float:
    return value if isinstance(value, (int, float)) and 0 <= value < 1e9 else default


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def lines_in(text: str) -> list[str]:
    """The lines of a note, as guesses count them."""
    return LINE_END.split(text)
