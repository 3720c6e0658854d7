"""What stands before a title's own words: its time, its room, its track."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_summit.model.names import NameTable
    from sphinx_summit.notes.outline import Outline

_TIME = re.compile(
    r"\[?(?P<start>\d{1,2}:\d{2})(?:\s*[-–—~〜～]\s*(?P<end>\d{1,2}:\d{2}))?\]?\s*[|｜:：,、-]?\s+(?=\S)|"
    r"(?P<start2>\d{1,2}:\d{2})\s*[-–—~〜～]\s*(?P<end2>\d{1,2}:\d{2})\s*[|｜:：,、]?\s*(?=\S)"
)
_BRACKETED = re.compile(r"(?:\[(?P<name>[^\[\]]{1,40})\](?![(\[])|【(?P<name2>[^【】]{1,40})】)\s*(?=\S)")
_ROOM = re.compile(
    r"(?:room|hall|saal|salle|raum|sala|track room|会場|教室|ホール|会议室|강연장)\s?\S{1,12}"
    r"|\S{1,12}(?:会場|教室|ホール|号室|会场|厅)",
    re.IGNORECASE,
)
_COLON = re.compile(r"(?P<track>[^:：\[\]]{1,40}?)\s*(?::\s+|：\s*)(?=\S)")


_FEW_WORDS = 2
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Prefixes:
    """The parts before a title, and where its own words start."""

    start: int
    track: Run | None = None
    more: tuple[tuple[str, Run | str], ...] = ()


def shared_tracks(outline: Outline, titles: Iterable[Run]) -> frozenset[str]:
    """Prefixes of titles that are tracks: those used twice, and beside them any other of a word or two."""
    prefixes = Counter(match["track"] for run in titles if (match := _COLON.match(outline.words(run))))
    shared = {prefix for prefix, count in prefixes.items() if count > 1}
    return frozenset(shared | {prefix for prefix in prefixes if shared and len(prefix.split()) <= _FEW_WORDS})


def prefixes_of(outline: Outline, run: Run, tracks: frozenset[str], names: NameTable) -> Prefixes:
    """Time, room and track before a title; a word and a colon are a track when titles share it or it is a project."""
    words = outline.words(Run(run.start, min(run.end, run.start + _LONGEST)))
    at = 0
    track: Run | None = None
    more: list[tuple[str, Run | str]] = []
    time = _TIME.match(words)
    if time:
        at = time.end()
        for name in ("start", "end"):
            group = name if time[name] else f"{name}2"
            if time[group]:
                more.append((name, Run(run.start + time.start(group), run.start + time.end(group))))
    bracketed = _BRACKETED.match(words, at)
    if bracketed:
        group = "name" if bracketed["name"] else "name2"
        named = Run(run.start + bracketed.start(group), run.start + bracketed.end(group))
        at = bracketed.end()
        if _ROOM.fullmatch(bracketed[group]):
            more.append(("room", named))
        else:
            track = named
    colon = _COLON.match(words, at) if track is None else None
    if colon and (colon["track"] in tracks or _is_name(colon["track"], names)):
        track = Run(run.start + colon.start("track"), run.start + colon.end("track"))
        at = colon.end()
    return Prefixes(run.start + at, track, tuple(more))


def _is_name(text: str, names: NameTable) -> bool:
    return any(found.end - found.start == len(text) for found in names.find(text))
