"""One import: notes in, pages, ledgers and indexes out.

All files are understood first (in several processes, when there are many), with those of earlier imports that may be
on the same events; then merging decides, and they are written one after the other. What must be known of all of them
waits on disk, so that memory does not grow with their number.
"""

from __future__ import annotations

import signal
from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import imported_id
from sphinx_summit.model.names import NameTable
from sphinx_summit.model.records import Organization, Person
from sphinx_summit.notes import scaffold
from sphinx_summit.notes.around import files_around
from sphinx_summit.notes.attachments import Attachment, Cupboard
from sphinx_summit.notes.files import stem_of
from sphinx_summit.notes.filing import FileWork, Filing
from sphinx_summit.notes.handbook import IMPORTED, Handbook, Umbrellas, ledger_name
from sphinx_summit.notes.ids import Registrar
from sphinx_summit.notes.ledger import Ledger, make_ledger, to_json
from sphinx_summit.notes.merge.accounts import Account, account_of
from sphinx_summit.notes.merge.decide import decide
from sphinx_summit.notes.merge.judging import Judge, rules_of
from sphinx_summit.notes.merge.past import companions, with_past
from sphinx_summit.notes.merge.sessions import rank_of
from sphinx_summit.notes.merge.store import Accounts
from sphinx_summit.notes.people import HEAD, people_to_gather
from sphinx_summit.notes.result import Imported, ImportedFiles, Result, as_before
from sphinx_summit.notes.review.answers import ANSWERS_FILE, Answer, answers_of
from sphinx_summit.notes.shelf import Shelf
from sphinx_summit.notes.spool import Spool
from sphinx_summit.notes.unchanged import Readings, rules_of_reading
from sphinx_summit.notes.understand import Job, Understood, open_source, uncollected, understand
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from sphinx_summit.model.records import Record

_WORTH_PROCESSES = 50
"""Starting processes takes longer than importing so many files."""
_IN_FLIGHT = 4
"""So many files per process are understood ahead of writing."""


def import_notes(
    notes: Mapping[str, Path],
    root: Path,
    *,
    form: str = "",
    force: bool = False,
    dry_run: bool = False,
    processes: int = 1,
    done: Callable[[str], None] = lambda _file: None,
    again: Iterable[str] = (),
) -> Result:
    """Import notes, given by the names under which they are known, into the handbook in `root`.

    `done` is called with the name of each file that is finished. `again` are files to be imported once more from the
    copies that the handbook keeps.
    """
    book = Handbook.open(root)
    answers, problems = answers_of(root)
    book.problems += problems
    shelf = Shelf(book, force=force, dry_run=dry_run)
    run = _Import(book, _survey(book, notes), shelf, answers, form)
    try:
        run.read(notes, set(again), processes, done)
        run.look_around(processes)
        run.write()
    finally:
        if not dry_run:
            book.remember()
    return Result(ImportedFiles(run.imported), shelf.offered, book.problems)


# -- before: what the handbook and the notes as a whole say -------------------------------------------------


@dataclass(frozen=True)
class _Context:
    """The registries in use, what was known before any import, and the language of the handbook.

    `theirs`: the rows of the file of people when a person has edited it, else None.
    """

    registries: list[str]
    records: list[Record]
    language: str
    theirs: list[Record] | None


def _survey(book: Handbook, notes: Mapping[str, Path]) -> _Context:
    """A first look at every file: which shipped registries they need, and in which script they are written."""
    umbrellas = Umbrellas()
    scripts: Counter[str] = Counter()
    configured, language = book.registries(), book.language()
    if configured is None or not language:
        for file, path in notes.items():
            source = open_source(file, path)
            if not isinstance(source, Problem):
                umbrellas.look(source.text)
                scripts += scaffold.scripts_of(source.text)
    registries = [*umbrellas.named, IMPORTED] if configured is None else configured
    theirs = book.records([IMPORTED]) if book.is_edited(IMPORTED) else None
    known = book.records(name for name in registries if name != IMPORTED)
    if theirs and IMPORTED in registries:
        # People and organisations that imports found tell nothing of a note.
        known += (each for each in theirs if not isinstance(each, (Person, Organization)))
    return _Context(registries, known, language or scaffold.language_of(scripts), theirs)


# -- understanding, in several processes --------------------------------------------------------------------


def _understood(jobs: Iterable[Job], records: Sequence[Record], processes: int) -> Iterator[Understood]:
    """The files, understood, in the order of the jobs."""
    jobs = iter(jobs)
    first = list(islice(jobs, _WORTH_PROCESSES))
    if processes < 2 or len(first) < _WORTH_PROCESSES:
        names = NameTable(records)
        yield from (understand(job, names) for job in chain(first, jobs))
        return
    pool = ProcessPoolExecutor(processes, initializer=_begin, initargs=(records,))
    try:
        ahead: deque[Future[Understood]] = deque()
        for job in chain(first, jobs):
            ahead.append(pool.submit(_understand_one, job))
            if len(ahead) > processes * _IN_FLIGHT:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


_process: dict[str, Any] = {}
"""What a worker process needs for every file; only its own functions see it."""


def _begin(records: Sequence[Record]) -> None:
    # Only the process that writes is to be interrupted from the keyboard; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _process.update(names=NameTable(records))


def _understand_one(job: Job) -> Understood:
    return understand(job, _process["names"])


# -- deciding and writing -----------------------------------------------------------------------------------


class _Import:
    """Gathers what the files say, lets merging decide, and writes one after the other."""

    def __init__(self, book: Handbook, context: _Context, shelf: Shelf, answers: Sequence[Answer], form: str) -> None:
        self.book = book
        self.context = context
        self.answers = answers
        self.form = form
        self.imported: Spool[Imported] = Spool()
        self.answers_to: dict[str, tuple[Answer, ...]] = {}
        for answer in answers:
            self.answers_to[answer.file] = (*self.answers_to.get(answer.file, ()), answer)
        registrar = Registrar(book.ledgers, book.is_someones)
        self.filing = Filing(book, NameTable(context.records), shelf, registrar, Cupboard())
        self.understood: Spool[Understood] = Spool()
        self.accounts: Spool[Account] = Spool()
        self.heads: Spool[Ledger] = Spool()
        self.again: set[str] = set()
        self.readings = Readings(book, rules_of_reading(context.records))

    # -- reading -----------------------------------------------------------------------------------------

    def read(self, notes: Mapping[str, Path], again: set[str], processes: int, done: Callable[[str], None]) -> None:
        """Understand the files that have changed."""
        for each in _understood(self._jobs(notes, again, done), self.context.records, processes):
            self.look_at(each)
            self.imported[each.file] = Imported(each.file)
            done(each.file)

    def _jobs(self, notes: Mapping[str, Path], again: set[str], done: Callable[[str], None]) -> Iterator[Job]:
        for file in notes:
            job = Job(file, notes[file], self.form, self.answers_to.get(file, ()))
            if file in again or not self.readings.is_unchanged(job):
                yield job
            else:
                self.imported[file] = as_before(self.book, file)
                done(file)
        for file in sorted(again.difference(notes)):
            kept = self.job_again(file)
            if kept:
                yield kept

    def job_again(self, file: str) -> Job | None:
        """A file to be read from our own copy, in the form that it was read in before; None when there is no copy."""
        ledger, path = self.book.ledgers.get(file), self.book.copy_of(file)
        if ledger is None or path is None:
            return None
        self.again.add(file)
        copies = tuple(dict(self._copies_for(ledger, page)) for page in ledger.pages)
        return Job(file, path, ledger.format, self.answers_to.get(file, ()), again=True, beside=copies)

    def _copies_for(self, ledger: Ledger, page: str) -> Iterator[tuple[str, Attachment]]:
        """What came along with a page, by the addresses that the note gives it."""
        folder = page.rsplit("/", 1)[0] + "/"
        attachments = ledger.more.get("attachments", {})
        for name, address in attachments.items() if isinstance(attachments, dict) else ():
            fingerprint = self.book.written.get(name, "")
            if name.startswith(folder) and fingerprint:
                yield str(address), Attachment(str(address), self.book.root / name, fingerprint)

    def look_at(self, each: Understood) -> None:
        """Keep a file for later, and what merging must know of it."""
        self.understood[each.file] = each
        found = [account_of(each.file, number, note) for number, note in enumerate(each.notes)]
        for account in with_past([*filter(None, found)], each.notes, self.book.ledgers.get(each.file)):
            self.accounts[account.key] = account

    def look_around(self, processes: int) -> None:
        """Look again at the files of earlier imports that may be on the same events, and decide."""
        others = companions(self.accounts, self.understood, self.book.ledgers, self.answers)
        jobs = (job for file in sorted(others) if (job := self.job_again(file)))
        for each in _understood(jobs, self.context.records, processes):
            self.look_at(each)
            self.book.problems += each.problems if each.source is None else ()
        accounts = Accounts(self.accounts.values())
        rules, problems = rules_of(accounts, self.answers, ANSWERS_FILE)
        self.book.problems += problems
        filing = self.filing
        judge = Judge(self.book, self.answers, force=filing.shelf.force)
        filing.decisions = decide(accounts, rules, self._name_event, judge)

    def _name_event(self, account: Account, name: str) -> str:
        return self.filing.registrar.free("event", imported_id("event", name or stem_of(account.file)))

    # -- writing -----------------------------------------------------------------------------------------

    def write(self) -> None:
        """Write the pages and ledgers of all files, then what stands around them."""
        for each in self._in_order():
            imported = self._add(each)
            if each.file in self.imported:
                self.imported[each.file] = imported
        self._finish()

    def _in_order(self) -> Iterator[Understood]:
        """The files in the order in which they are written: schedules last, as they refer to the sections of notes."""
        if not self.filing.shelf.dry_run:
            self.readings.begin()
        self.filing.cupboard.known = dict(self._copies_of_others())
        schedules = {account.file: rank_of(account) for account in self.accounts.values() if account.planned}
        yield from (self.understood[file] for file in self.understood if file not in schedules)
        for file in sorted(schedules, key=lambda file: (schedules[file], file)):
            yield self.understood[file]

    def _copies_of_others(self) -> Iterator[tuple[str, str]]:
        """The files beside pages that stay as they are, or whose notes are read from our copies; and fingerprints."""
        for file, ledger in self.book.ledgers.items():
            stays = file in self.again or file not in self.understood
            for name in ledger.more.get("attachments", ()) if stays else ():
                if name in self.book.written:
                    yield name, self.book.written[name]

    @uncollected()
    def _add(self, each: Understood) -> Imported:
        """Write the pages and the ledger of a file; what came of it."""
        if each.source is None:
            return Imported(each.file, problems=list(each.problems))
        work = FileWork(self.filing, each)
        beside = each.attachments or ({},) * len(each.notes)
        parts = [work.part(n, note, files) for n, (note, files) in enumerate(zip(each.notes, beside, strict=True))]
        ledger = make_ledger(each.source, each.format, parts, each.fates, **work.rows())
        head = replace(ledger.head, guesses=())
        pages = [(part.page.name, part.page.text) for part in parts]
        shelf = self.filing.shelf
        stands = shelf.put_pages(pages, each.file, again=each.file in self.again)
        if stands:
            shelf.put_ours(f"sources/{each.file}", each.source.data)
            shelf.put_ours(ledger_name(each.file), to_json(ledger).encode())
            again = each.file in self.again
            self.readings.note(each, None if again else self.form, self.answers_to.get(each.file, ()))
        # What is only offered is not told around: the pages still say what the ledger on disk does.
        if stands or each.file not in self.book.ledgers:
            self.heads[each.file] = head
        encoding = each.source.form.encoding
        return Imported(each.file, each.format, encoding, head, tuple(work.guesses), list(each.problems))

    def _finish(self) -> None:
        """Write what stands around the notes, and remove pages of ours that are wanted no more."""
        context, shelf, ledgers = self.context, self.filing.shelf, self.book.ledgers
        people = people_to_gather(self.book, context.records, None if shelf.force else context.theirs)
        ledgers.update(self.heads)
        settings = (context.registries, context.records, context.language)
        for name, text in files_around(self.book, ledgers, *settings, people):
            shelf.put(name, text)
        shelf.put_registry(IMPORTED, HEAD, people.rows())
        if not shelf.dry_run:
            for ledger in ledgers.values():
                names = (*(f"{page}.md" for page in ledger.pages), *ledger.more.get("attachments", ()))
                shelf.wanted.update(dict.fromkeys(names))
            self.book.drop_stale(shelf.wanted)
            self.readings.keep()
