"""What is recognised in a note of Markdown, in short."""

from __future__ import annotations

from sphinx_summit.model.names import NameTable
from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.recognise import recognise


def note_of(text, file=""):
    return recognise(read_markdown(text), NameTable([]), file)


def event_of(text, file=""):
    """The event's name, start and end."""
    event = note_of(text, file).event
    return event and (event.name, event.dates.start, event.dates.end)


def sessions_of(text, file=""):
    """The words of each session's heading, and who is credited."""
    return [(title, [name for name, _ in credits]) for title, credits in known(text, file)[1]]


def known(text, file=""):
    """Event, start, end and where the dates are from; and each session with its speakers and their organisations."""
    note = note_of(text, file)
    event = note.event and (note.event.name, note.event.dates.start, note.event.dates.end, note.event.dates_from)
    sessions = [
        (note.outline.plain(block.text), [(credit.name, credit.organization) for credit in block.session.credits])
        for block in note.blocks
        if isinstance(block, Heading) and block.session is not None
    ]
    return event, sessions
