"""`.summit/review.toml`: one table per answer, to be read and edited by people."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import fold, read_id, read_period, read_speakers, read_timezone, read_url
from sphinx_summit.notes.handbook import OURS
from sphinx_summit.notes.people import toml_string
from sphinx_summit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

ANSWERS_FILE = f"{OURS}/review.toml"
ACCEPT, OTHER, NO = "accept", "other", "no"
EVENT_FACTS = ("city", "country", "venue", "timezone", "series", "number", "organizer", "url")
"""Facts of an event that a person may state; what was seen is then the event's name."""
ANSWERS: dict[str, tuple[str, ...]] = {
    "event": (ACCEPT, OTHER, NO),
    "same-event": (ACCEPT, OTHER, NO),
    "dates": (ACCEPT, OTHER, NO),
    "session": (ACCEPT, OTHER, NO),
    "same-session": (ACCEPT, NO),
    "speaker": (ACCEPT, OTHER, NO),
    "speakers": (OTHER, NO),
    "track": (ACCEPT, NO),
    "heading": (ACCEPT, NO),
    "title": (ACCEPT,),
    "question": (ACCEPT,),
    "command": (ACCEPT,),
    "dropped": (ACCEPT,),
    **dict.fromkeys(EVENT_FACTS, (OTHER, NO)),
}
"""Kind of guess → the answers that it can have."""
_KEYS = ("file", "line", "kind", "seen", "answer", "value")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says to a guess: `seen` is its value, `line` where it stood then, `value` the right one."""

    file: str
    line: int
    kind: str
    seen: str
    answer: str
    value: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """By which the guess is found again, though lines shift."""
        return (self.file, self.kind, fold(self.seen))


def check(kind: str, answer: str, value: str) -> str:
    """The value of an answer in standard spelling. ValueError says what is wrong."""
    if kind not in ANSWERS:
        raise ValueError(f"there is no kind of guess {kind!r}{did_you_mean(kind, ANSWERS)}")
    if answer not in ANSWERS[kind]:
        raise ValueError(f"{kind} takes no answer {answer!r}, but {', '.join(ANSWERS[kind])}")
    if answer != OTHER:
        if value:
            raise ValueError(f"a value goes with answer = {OTHER!r} only")
        return ""
    value = " ".join(value.split())
    if not value or len(value) > _LONGEST:
        raise ValueError(f"the other value has no text, or more than {_LONGEST} characters")
    _CHECKS.get(kind, _any_text)(value)
    return value


def _any_text(value: str) -> None:
    """Any text will do."""
    del value


def _dates(value: str) -> None:
    if value != "unknown" and not (read_period(value) and read_period(value).end):
        raise ValueError(f"{value!r} is no date")


_CHECKS: dict[str, Callable[[str], Any]] = {
    "dates": _dates,
    "same-event": read_id,
    "speaker": read_speakers,
    "speakers": read_speakers,
    "timezone": read_timezone,
    "url": read_url,
}


# -- the file ------------------------------------------------------------------------------------------------


def answers_of(root: Path) -> tuple[list[Answer], list[Problem]]:
    """The answers that a handbook keeps, and what is wrong with them."""
    try:
        text = (root / ANSWERS_FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError) as error:
        return [], [Problem("import", f"can't be read: {error}", ANSWERS_FILE)]
    return read_answers(text.replace("\r\n", "\n"), ANSWERS_FILE)


def read_answers(text: str, name: str) -> tuple[list[Answer], list[Problem]]:
    """The answers of a file, and what is wrong with it; `name` is what problems call it."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        return [], [Problem("import", f"not TOML: {error}", name, int(place[1]) if place else 1 + text.count("\n"))]
    rows = data.get("answer", [])
    problems = [
        Problem("import", f"unknown table or key {key!r}{did_you_mean(key, ['answer'])}", name, _line_of_key(text, key))
        for key in data
        if key != "answer"
    ]
    if not isinstance(rows, list):
        return [], [*problems, Problem("import", "answers are tables [[answer]]", name, _line_of_key(text, "answer"))]
    answers: list[Answer] = []
    lines = [*_lines_of_tables(text), *[None] * len(rows)]
    for row, line in zip(rows, lines, strict=False):
        try:
            answers.append(_answer(row))
        except ValueError as error:
            problems.append(Problem("import", str(error), name, line))
    return answers, problems


def _answer(row: Any) -> Answer:
    if not isinstance(row, dict):
        raise ValueError("answers are tables [[answer]]")
    for key, value in row.items():
        if key not in _KEYS:
            raise ValueError(f"unknown key {key!r}{did_you_mean(key, _KEYS)}")
        wanted = int if key == "line" else str
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise ValueError(f"{key} = {value!r} is no {'number' if wanted is int else 'text'}")
    missing = [key for key in ("file", "kind", "seen", "answer") if key not in row]
    if missing:
        raise ValueError(f"{missing[0]} is missing")
    value = check(row["kind"], row["answer"], row.get("value", ""))
    return Answer(row["file"], row.get("line", 0), row["kind"], row["seen"], row["answer"], value)


def _lines_of_tables(text: str) -> Iterator[int]:
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(r"\s*\[\[\s*(?:answer|\"answer\"|'answer')\s*\]\]", line):
            yield number


def _line_of_key(text: str, key: str) -> int | None:
    pattern = re.compile(rf"\s*\[{{0,2}}\s*[\"']?{re.escape(key)}\b")
    return next((number for number, line in enumerate(text.split("\n"), 1) if pattern.match(line)), None)


def with_answers(text: str, answers: Iterable[Answer]) -> str:
    """The file's text with more answers at its end; of two to one guess the last holds."""
    parts = [text.rstrip("\n") + "\n"] if text.strip() else []
    for answer in answers:
        rows: dict[str, str | int] = {
            "file": answer.file,
            "line": answer.line,
            "kind": answer.kind,
            "seen": answer.seen,
        }
        rows["answer"] = answer.answer
        if answer.value:
            rows["value"] = answer.value
        lines = (f"{key} = {value if isinstance(value, int) else toml_string(value)}" for key, value in rows.items())
        parts.append("\n".join(["[[answer]]", *lines]) + "\n")
    return "\n".join(parts)
