"""A file as read, and the notes recognised in it: the part of an import that needs nothing but the file itself."""

from __future__ import annotations

import contextlib
import gc
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_summit.notes.attachments import Attachment, addresses_in, find_attachments
from sphinx_summit.notes.mojibake import wrongly_decoded
from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.recognise import Note, recognise
from sphinx_summit.notes.review.apply import apply_answers, with_event_told
from sphinx_summit.notes.source import Source, read_file
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_summit.model.names import NameTable
    from sphinx_summit.notes.outline import Fate
    from sphinx_summit.notes.review.answers import Answer


@dataclass(frozen=True)
class Understood:
    """A file, its form, and the notes in it; without a source it could not be read, and `problems` says why.

    `addresses` are those of files that may lie beside it, `attachments` for each note the files that do, by address.
    """

    file: str
    source: Source | None = None
    format: str = ""
    notes: tuple[Note, ...] = ()
    fates: tuple[Fate, ...] = ()
    problems: tuple[Problem, ...] = ()
    addresses: tuple[str, ...] = ()
    attachments: tuple[dict[str, Attachment], ...] = ()


def open_source(file: str, path: Path) -> Source | Problem:
    """A file's source, or the reason why there is none."""
    try:
        return read_file(file, path)
    except OSError as error:
        reason = f"can't be read: {error.strerror or error}"
    except ValueError as error:
        reason = str(error)
    return Problem("import", reason, file)


@dataclass(frozen=True, slots=True)
class Job:
    """A file to understand: its name, where it lies, the reader that overrides the choice by content, the answers.

    `again`: it is our own copy, and `beside` tells for each page the files that came along, as nothing lies beside it.
    """

    file: str
    path: Path
    form: str = ""
    answers: tuple[Answer, ...] = ()
    again: bool = False
    beside: tuple[dict[str, Attachment], ...] = ()


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Work in which Python looks for no cycles: what is made of a note has none, and the search takes a fifth of it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@uncollected()
def understand(job: Job, names: NameTable) -> Understood:
    """What a file says."""
    file, path = job.file, job.path
    source = open_source(file, path)
    if isinstance(source, Problem):
        return Understood(file, problems=(source,))
    try:
        reader = reader_for(file, source.text, job.form)
    except ValueError as error:
        return Understood(file, problems=(Problem("import", str(error), file),))
    reading = reader.read(source.text)
    if not reading.outlines:
        said = [remark.message for remark in reading.remarks] or ["no note was found in it"]
        return Understood(file, problems=tuple(Problem("import", message, file) for message in said))
    outlines = with_event_told(reading.outlines, job.answers)
    notes = tuple(apply_answers(recognise(outline, names, file), job.answers) for outline in outlines)
    lines = reading.outlines[0]
    remarks = tuple(
        Problem("import", remark.message, file, lines.original_line_of(remark.offset))
        for remark in (*reading.remarks, *filter(None, [wrongly_decoded(source.text)]))
    )
    addresses = [addresses_in(note.outline.source) for note in notes]
    if job.again:
        attachments = (*job.beside, *({} for _ in notes))[: len(notes)]
    else:
        attachments = tuple(find_attachments(each, path, root_of(file, path)) for each in addresses)
    given = tuple(dict.fromkeys(chain.from_iterable(addresses)))
    return Understood(file, source, reader.name, notes, reading.fates, remarks, given, attachments)


def root_of(file: str, path: Path) -> Path:
    """The folder that was given to the import: the one below which the file has its name."""
    return path.absolute().parents[file.count("/")]
