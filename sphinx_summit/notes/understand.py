"""A file as read, and the notes recognised in it: the part of an import that needs nothing but the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_summit.notes.attachments import Attachment, find_attachments
from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.recognise import Note, recognise
from sphinx_summit.notes.source import Source, read_source
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_summit.model.names import NameTable
    from sphinx_summit.notes.outline import Fate


@dataclass(frozen=True)
class Understood:
    """A file, its form, and the notes in it; without a source it could not be read, and `problems` says why.

    `attachments`: for each note, the files beside it that it refers to, by address.
    """

    file: str
    source: Source | None = None
    format: str = ""
    notes: tuple[Note, ...] = ()
    fates: tuple[Fate, ...] = ()
    problems: tuple[Problem, ...] = ()
    attachments: tuple[dict[str, Attachment], ...] = ()


def open_source(file: str, path: Path) -> Source | Problem:
    """A file's source, or the reason why there is none."""
    try:
        return read_source(file, path.read_bytes())
    except OSError as error:
        reason = f"can't be read: {error.strerror or error}"
    except ValueError as error:
        reason = str(error)
    return Problem("import", reason, file)


def understand(file: str, path: Path, names: NameTable, form: str = "") -> Understood:
    """What a file says. `form` is the name of a reader that overrides the choice by content."""
    source = open_source(file, path)
    if isinstance(source, Problem):
        return Understood(file, problems=(source,))
    reader = reader_for(file, source.text, form)
    reading = reader.read(source.text)
    notes = tuple(recognise(outline, names, file) for outline in reading.outlines)
    lines = reading.outlines[0] if reading.outlines else None
    remarks = tuple(
        Problem("import", remark.message, file, lines.original_line_of(remark.offset) if lines else None)
        for remark in reading.remarks
    )
    attachments = tuple(find_attachments(note.outline.source, path, _root_of(file, path)) for note in notes)
    return Understood(file, source, reader.name, notes, reading.fates, remarks, attachments)


def _root_of(file: str, path: Path) -> Path:
    """The folder that was given to the import: the one below which the file has its name."""
    return path.absolute().parents[file.count("/")]
