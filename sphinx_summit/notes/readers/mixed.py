"""Markdown with HTML in between, as editors of blogs export it: a draft in which the HTML is Markdown as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.draft import Pen
from sphinx_summit.notes.readers.front_matter import read_front_matter
from sphinx_summit.notes.readers.html.part import parts_in, write_part
from sphinx_summit.notes.readers.lines import split_lines
from sphinx_summit.notes.readers.markdown import FENCE, read_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_summit.notes.outline import Outline
    from sphinx_summit.notes.readers.lines import Line


def read_mixed(source: str) -> Outline:
    """The outline of a Markdown note, with or without HTML."""
    metadata = read_front_matter(source) if "<" in source else None
    lines = split_lines(source, metadata.run.end if metadata else 0) if "<" in source else ()
    parts = [
        (stretch[begin].start, stretch[end - 1].end)
        for stretch in _outside_code(lines)
        for begin, end in parts_in(stretch)
    ]
    if not parts:
        return read_markdown(source)
    pen = Pen(source)
    done = 0
    for start, end in parts:
        pen.keep(done, start)
        pen.say("\n")
        write_part(pen, start, end)
        pen.say("\n")
        done = end
    pen.keep(done, len(source))
    return pen.read(read_markdown)


def _outside_code(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The stretches of lines between fenced code."""
    begin, fence = 0, ""
    for number, line in enumerate(lines):
        mark = FENCE.match(line.words) if line.words[:3] in ("```", "~~~") else None
        if fence:
            if mark and mark["fence"].startswith(fence) and not mark["info"]:
                begin, fence = number + 1, ""
        elif mark:
            yield lines[begin:number]
            fence = mark["fence"]
    if not fence:
        yield lines[begin:]
