"""One import: notes in, pages, ledgers and indexes out.

All files are understood first (in several processes, when there are many), with those of earlier imports that may be
on the same events; then merging decides, and they are written one after the other. What must be known of all of them
waits on disk, so that memory does not grow with their number.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, overload

from sphinx_summit.model.fields import imported_id
from sphinx_summit.model.names import NameTable
from sphinx_summit.model.records import Organization, Person
from sphinx_summit.notes import scaffold
from sphinx_summit.notes.around import files_around
from sphinx_summit.notes.attachments import Attachment, Cupboard
from sphinx_summit.notes.files import stem_of
from sphinx_summit.notes.filing import FileWork, Filing
from sphinx_summit.notes.handbook import IMPORTED, Handbook, Umbrellas
from sphinx_summit.notes.ids import Registrar
from sphinx_summit.notes.ledger import Ledger, make_ledger, to_json
from sphinx_summit.notes.merge.accounts import Account, account_of
from sphinx_summit.notes.merge.decide import decide
from sphinx_summit.notes.merge.judging import Judge, rules_of
from sphinx_summit.notes.merge.past import companions, with_past
from sphinx_summit.notes.merge.sessions import rank_of
from sphinx_summit.notes.merge.store import Accounts
from sphinx_summit.notes.recognise import Guess
from sphinx_summit.notes.review.answers import ANSWERS_FILE, Answer, answers_of
from sphinx_summit.notes.review.queue import guess_of, lines_in
from sphinx_summit.notes.shelf import Shelf
from sphinx_summit.notes.source import text_of
from sphinx_summit.notes.spool import Spool
from sphinx_summit.notes.unchanged import Readings, rules_of_reading
from sphinx_summit.notes.understand import Job, Understood, open_source, uncollected, understand
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from sphinx_summit.model.records import Record

_WORTH_PROCESSES = 50
"""Starting processes takes longer than importing so many files."""
_IN_FLIGHT = 4
"""So many files per process are understood ahead of writing."""


@dataclass
class Imported:
    """What came of one file: the head of its ledger, or the problem that kept it from being read."""

    file: str
    format: str = ""
    encoding: str = ""
    ledger: Ledger | None = None
    guesses: tuple[Guess, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def as_before(book: Handbook, file: str) -> Imported:
    """What came of a file that is as the last import left it."""
    ledger = book.ledgers[file]
    form = ledger.form
    lines = lines_in(text_of(book.source(file) or b"", form)) if any("at" in row for row in ledger.guesses) else []
    guesses = tuple(guess_of(row, lines) for row in ledger.guesses)
    return Imported(file, ledger.format, form.encoding, replace(ledger, guesses=()), guesses)


class ImportedFiles(Sequence[Imported]):
    """What came of each file, in the order of their names, read from disk when it is asked for."""

    def __init__(self, imported: Mapping[str, Imported]) -> None:
        self._imported = imported

    def __len__(self) -> int:
        return len(self._imported)

    def __iter__(self) -> Iterator[Imported]:
        return iter(self._imported.values())

    @overload
    def __getitem__(self, index: int) -> Imported: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Imported]: ...
    def __getitem__(self, index: int | slice) -> Imported | Sequence[Imported]:
        return list(self)[index]


@dataclass
class Result:
    """What came of an import: each file, and the pages beside which new text was offered."""

    files: Sequence[Imported]
    offered: list[str]
    problems: list[Problem]


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
    context = _survey(book, notes)
    run = _Import(book, context, Shelf(book, force=force, dry_run=dry_run), answers)
    again = set(again)
    given: Spool[Imported] = Spool()

    def jobs() -> Iterator[Job]:
        for file in sorted(notes):
            job = Job(file, notes[file], form, run.answers_to.get(file, ()))
            if file in again or not run.readings.is_unchanged(job):
                yield job
            else:
                given[file] = as_before(book, file)
                done(file)
        for file in sorted(again.difference(notes)):
            kept = run.job_again(file)
            if kept:
                yield kept

    try:
        for each in _understood(jobs(), context.records, processes):
            run.look_at(each)
            given[each.file] = Imported(each.file)
            done(each.file)
        run.look_around(processes)
        for each in run.in_order():
            imported = run.add(each, form)
            if each.file in given:
                given[each.file] = imported
        run.finish()
    finally:
        if not dry_run:
            book.remember()
    return Result(ImportedFiles(given), run.filing.shelf.offered, book.problems)


# -- before: what the handbook and the notes as a whole say -------------------------------------------------


@dataclass(frozen=True)
class _Context:
    """The registries in use, their records and names, and the language of the handbook."""

    registries: list[str]
    records: list[Record]
    language: str


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
    return _Context(registries, list(_known(book, registries)), language or scaffold.language_of(scripts))


def _known(book: Handbook, registries: Sequence[str]) -> Iterator[Record]:
    """What was known before any import: people and organisations that imports found tell nothing of a note."""
    yield from book.records(name for name in registries if name != IMPORTED)
    if IMPORTED in registries and not book.is_as_written(IMPORTED):
        yield from (each for each in book.records([IMPORTED]) if not isinstance(each, (Person, Organization)))


# -- understanding, in several processes --------------------------------------------------------------------


def _understood(jobs: Iterable[Job], records: Sequence[Record], processes: int) -> Iterator[Understood]:
    """The files, understood, in the order of the jobs."""
    jobs = iter(jobs)
    first = list(islice(jobs, _WORTH_PROCESSES))
    if processes < 2 or len(first) < _WORTH_PROCESSES:
        names = NameTable(records)
        yield from (understand(job, names) for job in chain(first, jobs))
        return
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(records,)) as pool:
        ahead: deque[Future[Understood]] = deque()
        for job in chain(first, jobs):
            ahead.append(pool.submit(_understand_one, job))
            if len(ahead) > processes * _IN_FLIGHT:
                yield ahead.popleft().result()
        yield from (each.result() for each in ahead)


_process: dict[str, Any] = {}
"""What a worker process needs for every file; only its own functions see it."""


def _begin(records: Sequence[Record]) -> None:
    _process.update(names=NameTable(records))


def _understand_one(job: Job) -> Understood:
    return understand(job, _process["names"])


# -- deciding and writing -----------------------------------------------------------------------------------


class _Import:
    """Gathers what the files say, lets merging decide, and writes one after the other."""

    def __init__(self, book: Handbook, context: _Context, shelf: Shelf, answers: Sequence[Answer]) -> None:
        self.book = book
        self.context = context
        self.answers = answers
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
        for number, note in enumerate(each.notes):
            account = account_of(each.file, number, note)
            if account:
                self.accounts[account.key] = with_past(account, self.book.ledgers.get(each.file))

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
        judge = Judge(self.book, filing.registrar, self.answers, force=filing.shelf.force)
        filing.decisions = decide(accounts, rules, self._name_event, judge)

    def _name_event(self, account: Account, name: str) -> str:
        return self.filing.registrar.free("event", imported_id("event", name or stem_of(account.file)))

    def in_order(self) -> Iterator[Understood]:
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
    def add(self, each: Understood, form: str) -> Imported:
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
            shelf.put_ours(f"ledger/{each.file}.json", to_json(ledger).encode())
            again = each.file in self.again
            self.readings.note(each, None if again else form, self.answers_to.get(each.file, ()))
        # What is only offered is not told around: the pages still say what the ledger on disk does.
        if stands or each.file not in self.book.ledgers:
            self.heads[each.file] = head
        encoding = each.source.form.encoding
        return Imported(each.file, each.format, encoding, head, tuple(work.guesses), list(each.problems))

    def finish(self) -> None:
        """Write what stands around the notes, and remove pages of ours that are wanted no more."""
        context, shelf, ledgers = self.context, self.filing.shelf, self.book.ledgers
        ledgers.update(self.heads)
        for name, text in files_around(self.book, ledgers, context.registries, context.records, context.language):
            shelf.put(name, text)
        if not shelf.dry_run:
            for ledger in ledgers.values():
                names = (*(f"{page}.md" for page in ledger.pages), *ledger.more.get("attachments", ()))
                shelf.wanted.update(dict.fromkeys(names))
            self.book.drop_stale(shelf.wanted)
            self.readings.keep()
