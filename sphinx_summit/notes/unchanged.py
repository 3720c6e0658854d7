"""Files that say what they said at the last import, and would be read by the same rules, are not read again.

`.summit/read.json` tells how each file was read. It goes when an import begins to write and comes back at its end, so
that everything is read again after one that broke off.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_summit.notes.attachments import find_attachments
from sphinx_summit.notes.files import sweep
from sphinx_summit.notes.handbook import OURS, as_object, rows_of
from sphinx_summit.notes.source import LARGEST
from sphinx_summit.notes.spool import Spool
from sphinx_summit.notes.understand import Job, Understood, root_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_summit.model.records import Record
    from sphinx_summit.notes.attachments import Attachment
    from sphinx_summit.notes.handbook import Handbook
    from sphinx_summit.notes.review.answers import Answer

_FILE = f"{OURS}/read.json"
_RULES = "rules"
_FORGETFUL = frozenset({"same-event", "same-session"})
"""Answers of these kinds concern other files too, and what is wrong with them is told at every import."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file was read: the reader asked for, the fingerprint of all that it depends on, the addresses of files
    beside it that it gives, whether these are there or not."""

    form: str
    fingerprint: str
    addresses: tuple[str, ...] = ()


class Readings:
    """The readings of a handbook's files. `rules`: the fingerprint of what all readings depend on."""

    def __init__(self, book: Handbook, rules: str) -> None:
        self.book = book
        self.rules = rules
        self._rows: Spool[Reading] = Spool()
        for file, reading in _read(book.root / _FILE, rules):
            self._rows[file] = reading

    def is_unchanged(self, job: Job) -> bool:
        """Whether a file and all that was made of it are as the last import left them."""
        ledger, reading = self.book.ledgers.get(job.file), self._rows.get(job.file)
        if not ledger or not reading or reading.form != job.form or any(a.kind in _FORGETFUL for a in job.answers):
            return False
        try:
            data = job.path.read_bytes() if job.path.stat().st_size <= LARGEST else b""
        except OSError:
            return False
        if hashlib.sha256(data).hexdigest() != ledger.sha256 or self.book.source(job.file) != data:
            return False
        made = (*(f"{page}.md" for page in ledger.pages), *ledger.more.get("attachments", ()))
        if not all(map(self.book.is_as_written, made)):
            return False
        beside = find_attachments(reading.addresses, job.path, root_of(job.file, job.path))
        return reading.fingerprint == self._fingerprint(job.file, job.answers, beside)

    def note(self, each: Understood, form: str | None, answers: Iterable[Answer]) -> None:
        """Remember how a file was read, now that its pages and its ledger are written; `form` None: as before.

        What is wrong with a file is told at every import, so that one is read again.
        """
        before = self._rows.pop(each.file, None)
        form = form if form is not None else before.form if before else None
        if form is not None and not each.problems:
            beside = {address: file for files in each.attachments for address, file in files.items()}
            self._rows[each.file] = Reading(form, self._fingerprint(each.file, answers, beside), each.addresses)

    def _fingerprint(self, file: str, answers: Iterable[Answer], beside: Mapping[str, Attachment]) -> str:
        given = [[a.line, a.kind, a.seen, a.answer, a.value] for a in answers]
        files = sorted((address, each.digest) for address, each in beside.items())
        ledger = hashlib.sha256(self.book.ledger_data(file)).hexdigest()
        return _digest([self.rules, ledger, given, files])

    # -- on disk -----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """From now on the handbook changes."""
        try:
            (self.book.root / _FILE).unlink()
        except FileNotFoundError:  # the last import broke off, or this is the first
            sweep(self.book.root)

    def keep(self) -> None:
        """All is written."""
        rows = ((file, json.dumps([each.form, each.fingerprint, *each.addresses])) for file, each in self._rows.items())
        self.book.put_parts(_FILE, as_object(chain([(_RULES, json.dumps(self.rules))], rows)), track=False)


def rules_of_reading(records: Iterable[Record]) -> str:
    """The fingerprint of what the reading of every file depends on: this program, and the names that it knows."""
    return _digest([_program(), [repr(record) for record in records]])


@cache
def _program() -> str:
    """The fingerprint of this package's code, as far as an import runs it."""
    package = Path(__file__).parents[1]
    found = hashlib.sha256()
    for path in sorted((*package.glob("notes/**/*.py"), *package.glob("model/**/*.py"))):
        found.update(path.read_bytes())
    return found.hexdigest()


def _digest(rows: list[object]) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]


def _read(path: Path, rules: str) -> Iterable[tuple[str, Reading]]:
    """The rows of the file; none when other rules hold by now, or it is none of ours."""
    rows = iter(rows_of(path))
    if next(rows, None) != (_RULES, rules):
        return
    for file, row in rows:
        if isinstance(row, list) and len(row) > 1 and all(isinstance(each, str) for each in row):
            yield file, Reading(row[0], row[1], tuple(row[2:]))
