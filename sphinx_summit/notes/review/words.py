"""Words that had left a session's title for a field, put back where they stood."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Credit, Run, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.model.records import Speaker
    from sphinx_summit.notes.outline import Heading, Outline, SessionFacts

_CLOSING = re.compile(r"[^\w\n(（]{0,6}[)）\]】]")


def runs_of(facts: SessionFacts) -> list[Run]:
    """The words of the source that stand in the fields of a session."""
    credits = [run for credit in facts.credits for run in (credit.name_run, credit.organization_run)]
    values = [value for _, value in facts.more if isinstance(value, Run)]
    return [run for run in (*credits, facts.track, *values) if run]


def with_words(outline: Outline, heading: Heading, runs: Sequence[Run]) -> Heading:
    """The heading with words of its own lines back, and what stands between; the same heading when there are none."""
    own = list(heading.text.runs)
    outside = [run for run in runs if own and (run.end <= own[0].start or run.start >= own[-1].end)]
    if not outside:
        return heading
    by_line: dict[int, list[Run]] = defaultdict(list)
    for run in (*own, *outside):
        by_line[outline.source.rfind("\n", 0, run.start)].append(run)
    lines = [Run(min(run.start for run in each), max(run.end for run in each)) for _, each in sorted(by_line.items())]
    closed = [replace(run, end=_closed(outline, run)) if run not in own else run for run in lines]
    return replace(heading, text=Text(tuple(closed)))


def _closed(outline: Outline, run: Run) -> int:
    """The end of the bracket that opens among some words and ends right after them."""
    closing = _CLOSING.match(outline.source, run.end)
    words = outline.words(run)
    opened = sum(words.count(char) for char in "(（[【") > sum(words.count(char) for char in ")）]】")
    return closing.end() if closing and opened else run.end


def told_once(outline: Outline, heading: Heading, facts: SessionFacts) -> SessionFacts:
    """The facts as words of ours where the heading holds those of the source again."""

    def free(run: Run | None) -> Run | None:
        inside = run and any(each.start <= run.start and run.end <= each.end for each in heading.text.runs)
        return None if inside else run

    def alone(credit: Credit) -> Credit:
        return replace(credit, name_run=free(credit.name_run), organization_run=free(credit.organization_run))

    values = tuple((n, outline.words(v) if isinstance(v, Run) and not free(v) else v) for n, v in facts.more)
    return replace(facts, credits=tuple(map(alone, facts.credits)), track=free(facts.track), more=values)


def credits_of(speakers: Sequence[Speaker], outline: Outline, runs: Sequence[Run]) -> list[Credit]:
    """The credits of speakers whom a person names, with their words where these stand among some runs of the source."""
    taken: list[Run] = []

    def stands(name: str) -> Run | None:
        for run in runs:
            place = outline.words(run).find(name) if name else -1
            found = Run(run.start + place, run.start + place + len(name))
            if place >= 0 and all(found.end <= each.start or each.end <= found.start for each in taken):
                taken.append(found)
                return found
        return None

    return [Credit(each.name, each.organization, stands(each.name), stands(each.organization)) for each in speakers]
