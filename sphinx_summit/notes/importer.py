"""One import: notes in, pages, ledgers and indexes out.

Files are understood one after the other (in several processes, when there are many) and written at once, so memory
is bounded by the largest and not by their number. What is remembered of each is the head of its ledger.
"""

from __future__ import annotations

from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import made_id, question_id
from sphinx_summit.model.names import NameTable
from sphinx_summit.notes import scaffold
from sphinx_summit.notes.addresses import page_settings
from sphinx_summit.notes.around import files_around
from sphinx_summit.notes.attachments import Cupboard
from sphinx_summit.notes.handbook import IMPORTED, OURS, Handbook, Umbrellas
from sphinx_summit.notes.ids import Registrar
from sphinx_summit.notes.ledger import Ledger, Part, make_ledger, to_json
from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.recognise import Guess
from sphinx_summit.notes.understand import Understood, open_source, understand
from sphinx_summit.notes.walk import asked_in, words_of
from sphinx_summit.notes.writer import Ids, NoteWriter
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sphinx_summit.model.records import Record
    from sphinx_summit.notes.attachments import Attachment
    from sphinx_summit.notes.recognise import Note

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


@dataclass
class Result:
    """What came of an import: each file, and the pages beside which new text was offered."""

    files: list[Imported]
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
) -> Result:
    """Import notes, given by the names under which they are known, into the handbook in `root`.

    `done` is called with the name of each file that is finished.
    """
    book = Handbook.open(root)
    context = _survey(book, notes)
    names = NameTable(context.records)
    run = _Import(book, names, _Shelf(book, force=force, dry_run=dry_run))
    files = []
    try:
        for each in _understood(notes, names, context.records, form, processes):
            files.append(run.add(each))
            done(each.file)
        run.finish(context)
    finally:
        if not dry_run:
            book.remember()
    return Result(files, run.shelf.offered, book.problems)


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
    configured = book.registries()
    if configured is None:
        for file, path in notes.items():
            source = open_source(file, path)
            if not isinstance(source, Problem):
                umbrellas.look(source.text)
                scripts += scaffold.scripts_of(source.text)
    registries = [*umbrellas.named, IMPORTED] if configured is None else configured
    return _Context(registries, book.records(registries), scaffold.language_of(scripts))


# -- understanding, in several processes --------------------------------------------------------------------


def _understood(
    notes: Mapping[str, Path], names: NameTable, records: Sequence[Record], form: str, processes: int
) -> Iterator[Understood]:
    """The files, understood, in the order of their names."""
    rows = sorted(notes.items())
    if processes < 2 or len(rows) < _WORTH_PROCESSES:
        yield from (understand(file, path, names, form) for file, path in rows)
        return
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(records, form)) as pool:
        ahead = deque(pool.submit(_understand_one, *row) for row in rows[: processes * _IN_FLIGHT])
        for row in [*rows[processes * _IN_FLIGHT :], *[None] * len(ahead)]:
            yield ahead.popleft().result()
            if row:
                ahead.append(pool.submit(_understand_one, *row))


_process: dict[str, Any] = {}
"""What a worker process needs for every file; only its own functions see it."""


def _begin(records: Sequence[Record], form: str) -> None:
    _process.update(names=NameTable(records), form=form)


def _understand_one(file: str, path: Path) -> Understood:
    return understand(file, path, _process["names"], _process["form"])


# -- one file after the other -------------------------------------------------------------------------------


class _Shelf:
    """Writes files into the handbook: never over what a person has edited, unless forced."""

    def __init__(self, book: Handbook, *, force: bool, dry_run: bool) -> None:
        self.book = book
        self.force = force
        self.dry_run = dry_run
        self.offered: list[str] = []
        self.wanted: set[str] = set()

    def put(self, name: str, text: str) -> bool:
        """Whether the text stands in its place now; if not, it was offered beside, unless it says nothing new."""
        self.wanted.add(name)
        if self.book.may_replace(name, text, force=self.force):
            if not self.dry_run:
                self.book.put(name, text.encode())
            return True
        if self.book.is_new(name, text):
            self.offered.append(name)
            if not self.dry_run:
                self.book.put(f"{OURS}/offered/{name}", text.encode(), track=False)
        return False

    def put_copy(self, name: str, path: Path, digest: str) -> None:
        """A file that lies beside a note, unless a person has put another in its place."""
        self.wanted.add(name)
        if not self.dry_run:
            self.book.put_copy(name, path, digest)

    def put_ours(self, name: str, data: bytes) -> None:
        """A file of ours, which nobody edits."""
        if not self.dry_run:
            self.book.put(f"{OURS}/{name}", data, track=False)


class _Import:
    """Gives ids to what was understood, writes it, and remembers what the pages around will need."""

    def __init__(self, book: Handbook, names: NameTable, shelf: _Shelf) -> None:
        self.book = book
        self.names = names
        self.shelf = shelf
        self.registrar = Registrar(book.ledgers)
        self.untouched = book.untouched_pages()
        self.cupboard = Cupboard(dict(book.written))
        self.ledgers = dict(book.ledgers)
        self.events: dict[str, list[dict[str, Any]]] = {}
        for ledger in book.ledgers.values():
            hidden = ledger.more.get("hidden") or [False] * len(ledger.pages)
            for event, is_hidden in zip(ledger.more.get("events", []), hidden, strict=False):
                if event and not is_hidden:
                    self.events.setdefault(event["key"], []).append(event)

    def add(self, each: Understood) -> Imported:
        """Write the pages and the ledger of a file."""
        if each.source is None:
            return Imported(each.file, problems=list(each.problems))
        work = _FileWork(self, each)
        beside = each.attachments or ({},) * len(each.notes)
        parts = [work.part(n, note, files) for n, (note, files) in enumerate(zip(each.notes, beside, strict=True))]
        ledger = make_ledger(each.source, each.format, parts, each.fates, **work.rows())
        stands = [self.shelf.put(f"{part.page.name}.md", part.page.text) for part in parts]
        if all(stands):
            self.shelf.put_ours(f"sources/{each.file}", each.source.data)
            self.shelf.put_ours(f"ledger/{each.file}.json", to_json(ledger).encode())
        self.ledgers[each.file] = ledger.head
        encoding = each.source.form.encoding
        return Imported(each.file, each.format, encoding, ledger.head, tuple(work.guesses), list(each.problems))

    def finish(self, context: _Context) -> None:
        """Write what stands around the notes, and remove pages of ours that are wanted no more."""
        around = files_around(self.book, self.ledgers, context.registries, context.records, context.language)
        for name, text in around.items():
            self.shelf.put(name, text)
        if not self.shelf.dry_run:
            pages = {f"{page}.md" for ledger in self.ledgers.values() for page in ledger.pages}
            copies = {name for ledger in self.ledgers.values() for name in ledger.more.get("attachments", [])}
            self.book.drop_stale(self.shelf.wanted | pages | copies)


class _FileWork:
    """The notes of one file: their events, objects, pages."""

    def __init__(self, run: _Import, each: Understood) -> None:
        self.run = run
        self.file = each.file
        self.before = run.book.ledgers.get(each.file)
        self.guesses: list[Guess] = [guess for note in each.notes for guess in note.guesses]
        self.objects: list[dict[str, Any]] = []
        self.events: list[dict[str, Any] | None] = []
        self.projects: set[str] = set()
        self.people: dict[tuple[str, str], None] = {}
        self.attachments: dict[str, None] = {}
        self.hidden: list[bool] = []
        self.used: dict[str, set[str]] = {"session": set(), "question": set()}

    def rows(self) -> dict[str, Any]:
        """What the ledger tells beside the spans."""
        guesses = [
            {"line": g.line, "kind": g.kind, "reason": g.reason, "confidence": g.confidence} for g in self.guesses
        ]
        people = [list(row) for row in self.people]
        more = {"events": self.events, "projects": sorted(self.projects), "people": people}
        more |= {"attachments": list(self.attachments)} if self.attachments else {}
        more |= {"hidden": self.hidden} if any(self.hidden) else {}
        return {"objects": tuple(self.objects), "guesses": tuple(guesses), "more": more}

    def part(self, number: int, note: Note, attachments: Mapping[str, Attachment]) -> Part:
        """A note of the file, with its page."""
        first = len(self.objects)
        settings = page_settings(self.file, note.metadata.values if note.metadata else {})
        self.hidden.append(settings.hidden)
        event, describes = self._event(note)
        sessions = self._sessions(note)
        questions = self._questions(note, sessions)
        name = self._page_name(number, note, event)
        for made in self.objects[first:]:
            made["page"] = name
        if not settings.hidden:
            self._names(note)
        ids = Ids(event, describes, sessions, questions)
        return Part(note, NoteWriter(note, ids, settings.lines, self._copies(name, attachments)).write(name))

    def _copies(self, page: str, attachments: Mapping[str, Attachment]) -> dict[str, str]:
        """Copy what lies beside a note; the addresses of the copies as its page spells them, by those of the note."""
        addresses: dict[str, str] = {}
        for address, attachment in attachments.items():
            name = self.run.cupboard.place(page, attachment)
            self.run.shelf.put_copy(name, attachment.path, attachment.digest)
            self.attachments[name] = None
            addresses[address] = name.removeprefix(f"{page.rsplit('/', 1)[0]}/")
        return addresses

    def _event(self, note: Note) -> tuple[str, bool]:
        """The event's id, and whether this note's page describes it (another note's may have done so first)."""
        if not note.event:
            self.events.append(None)
            return "", False
        at = note.title.start if note.title else 0
        line = next((g.line for g in note.guesses if g.kind == "event"), note.outline.line_of(at))
        row = {"id": "", "key": made_id(note.event.name), "name": note.event.name, "start": note.event.dates.start}
        row["id"], describes = self._event_id(row, line)
        known = self.run.events.setdefault(row["key"], [])
        # What a draft says of an event is not built, so no other note may rely on it.
        if row not in known and not self.hidden[-1]:
            known.append(row)
        self.events.append(row)
        if describes:
            self.objects.append({"kind": "event", "id": row["id"], "line": line, "key": row["key"]})
        return row["id"], describes

    def _event_id(self, row: Mapping[str, Any], line: int) -> tuple[str, bool]:
        for event in self.events:
            if event and event["key"] == row["key"]:
                return str(event["id"]), False
        before = self._event_before(row)
        if before:
            return before
        for event in self.run.events.get(row["key"], []):
            if _may_be_same(event, row["start"]):
                reason = "another note reports on an event of this name and time"
                self.guesses.append(Guess("event", event["id"], line, reason, 0.7))
                return str(event["id"]), False
        return self.run.registrar.named(self.file, "event", row["name"], set()), True

    def _event_before(self, row: Mapping[str, Any]) -> tuple[str, bool] | None:
        """The id that the event had when this file was last imported, and whether the file described it."""
        if not self.before:
            return None
        for event in self.before.more.get("events", []):
            if event and event["key"] == row["key"]:
                described = any(m.get("kind") == "event" and m.get("id") == event["id"] for m in self.before.objects)
                return str(event["id"]), described
        return None

    def _sessions(self, note: Note) -> dict[int, str]:
        ids: dict[int, str] = {}
        for block in note.blocks:
            if isinstance(block, Heading) and block.session is not None:
                title = block.name or note.outline.plain(block.text)
                id_ = self.run.registrar.named(self.file, "session", title, self.used["session"])
                ids[block.at] = id_
                self._object("session", id_, note.outline.line_of(block.at), made_id(title))
        return ids

    def _questions(self, note: Note, sessions: Mapping[int, str]) -> dict[int, str]:
        """The ids of questions that can't have the one made from their text, as another has it."""
        ids: dict[int, str] = {}
        used = self.used["question"]
        for session, question in asked_in(note.blocks, sessions):
            text = note.outline.plain(question.text)
            wanted = question_id(session, text)
            known = self.run.registrar.known(self.file, "question", made_id(text), used)
            id_ = known or self.run.registrar.free("question", wanted)
            used.add(id_)
            self._object("question", id_, note.outline.line_of(question.text.start), made_id(text))
            if id_ != wanted:
                ids[question.text.start] = id_
        return ids

    def _object(self, kind: str, id_: str, line: int, key: str) -> None:
        self.objects.append({"kind": kind, "id": id_, "line": line, "key": key})

    def _page_name(self, number: int, note: Note, event: str) -> str:
        folder = f"events/{event}" if event else "notes"
        pages = self.before.pages if self.before else ()
        known = pages[number] if number < len(pages) else ""
        # A page that a person has edited stays where it is.
        if known and (known.rsplit("/", 1)[0] == folder or known not in self.run.untouched):
            return known
        return self.run.registrar.page(folder, note.outline.stem or self.file)

    def _names(self, note: Note) -> None:
        """The projects that a note names, and the people who speak in it."""
        texts = [note.outline.plain(note.title)] if note.title else [note.name]
        self.projects.update(
            mention.name.id
            for text in (*texts, *words_of(note, note.blocks))
            for mention in self.run.names.find(text)
            if mention.name.kind == "project" and mention.standing == "word"
        )
        for block in note.blocks:
            if isinstance(block, Heading) and block.session:
                self.people.update({(credit.name, credit.organization): None for credit in block.session.credits})


def _may_be_same(known: Mapping[str, Any], start: str) -> bool:
    """Whether two dates, each as exact as known, do not contradict each other; a name alone may come again."""
    other = str(known.get("start", ""))
    length = min(len(start), len(other), 7)
    return start[:length] == other[:length]
