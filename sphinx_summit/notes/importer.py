"""One import: notes in, pages, ledgers and indexes out. Plans everything first, then writes whole files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import fold, imported_id, made_id, question_id
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.names import NameTable
from sphinx_summit.model.records import Affiliation, Organization, Person, Project
from sphinx_summit.notes import scaffold
from sphinx_summit.notes.files import stem_of
from sphinx_summit.notes.handbook import IMPORTED, OURS, Handbook, people_rows, umbrellas_named
from sphinx_summit.notes.ledger import Ledger, make_ledger, to_json
from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.recognise import Guess, Note, recognise
from sphinx_summit.notes.source import Source, read_source
from sphinx_summit.notes.walk import asked_in, words_of
from sphinx_summit.notes.writer import Ids, NoteWriter
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sphinx_summit.model.records import Record


@dataclass
class Imported:
    """What came of one file; without a ledger it could not be read."""

    file: str
    source: Source | None = None
    note: Note | None = None
    format: str = ""
    ledger: Ledger | None = None
    text: str = ""
    guesses: tuple[Guess, ...] = ()
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Result:
    """What came of an import: each file, and the pages beside which new text was offered."""

    files: list[Imported]
    offered: list[str]
    problems: list[Problem]


def import_notes(
    notes: Mapping[str, Path], root: Path, *, form: str = "", force: bool = False, dry_run: bool = False
) -> Result:
    """Import notes, given by the names under which they are known, into the handbook in `root`."""
    book = Handbook.open(root)
    run = _Import(book, form)
    files = [run.read(file, path) for file, path in sorted(notes.items())]
    plan = run.plan(files)
    offered = _write(book, plan, files, force=force, dry_run=dry_run)
    return Result(files, offered, book.problems)


class _Import:
    """Reads notes and plans what is to be written."""

    def __init__(self, book: Handbook, form: str) -> None:
        self.book = book
        self.form = form
        self.names = NameTable([])
        self.registries: list[str] = []
        self.taken: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.numbers: dict[tuple[str, str], int] = {}
        self.pages: set[str] = set()
        self.made: list[dict[str, Any]] = []

    # -- reading ---------------------------------------------------------------------------------------

    def read(self, file: str, path: Path) -> Imported:
        """A file's source, or the reason why there is none."""
        try:
            return Imported(file, read_source(file, path.read_bytes()))
        except OSError as error:
            reason = f"can't be read: {error.strerror or error}"
        except ValueError as error:
            reason = str(error)
        return Imported(file, problems=[Problem("import", reason, file)])

    # -- planning --------------------------------------------------------------------------------------

    def plan(self, files: list[Imported]) -> dict[str, str]:
        """Path → text of everything to be written, in the order of writing."""
        read = [each for each in files if each.source]
        self._load_names(read)
        for each in read:
            self._recognise(each)
        self._reserve()
        for each in read:
            self._write_note(each)
        ledgers = {**self.book.ledgers, **{each.file: each.ledger for each in read if each.ledger}}
        plan = {f"{page}.md": each.text for each in read if each.ledger for page in each.ledger.pages}
        return plan | self._around(ledgers)

    def _load_names(self, read: Iterable[Imported]) -> None:
        texts = [each.source.text for each in read if each.source]
        configured = self.book.registries()
        self.registries = [*umbrellas_named(texts), IMPORTED] if configured is None else configured
        self.records: list[Record] = self.book.records(self.registries)
        self.names = NameTable(self.records)
        self.language = scaffold.language_of(texts)

    def _recognise(self, each: Imported) -> None:
        assert each.source
        reader = reader_for(each.file, each.source.text, self.form)
        each.format = reader.name
        each.note = recognise(reader.read(each.source.text), self.names)
        each.guesses = each.note.guesses

    # -- ids and pages -----------------------------------------------------------------------------------

    def _reserve(self) -> None:
        """The ids and pages that notes hold since earlier imports."""
        for ledger in self.book.ledgers.values():
            for made in ledger.objects:
                self.taken[str(made.get("kind"))].add(str(made.get("id")))
            self.pages.update(ledger.pages)

    def _known(self, file: str, kind: str, key: str, used: set[str]) -> str:
        """The id that a note's object had at its last import."""
        ledger = self.book.ledgers.get(file)
        for made in ledger.objects if ledger else ():
            if made.get("kind") == kind and made.get("key") == key and made.get("id") not in used:
                return str(made["id"])
        return ""

    def _free(self, kind: str, wanted: str) -> str:
        id_, number = wanted, self.numbers.get((kind, wanted), 2)
        while id_ in self.taken[kind]:
            id_, number = f"{wanted}-{number}", number + 1
        self.taken[kind].add(id_)
        self.numbers[kind, wanted] = number
        return id_

    def _event(self, each: Imported) -> tuple[str, bool]:
        """The event's id, and whether this note's page describes it (another note's may have done so first)."""
        note = each.note
        assert note
        if not note.event:
            return "", False
        before = self.book.ledgers.get(each.file)
        if before and before.more.get("event", {}).get("key") == made_id(note.event.name):
            id_ = str(before.more["event"]["id"])
            return id_, any(made.get("kind") == "event" for made in before.objects)
        wanted = imported_id("event", note.event.name)
        for known in self.events:
            if known["key"] == made_id(note.event.name) and _may_be_same(known, note.event.dates.start):
                at = note.title.start if note.title else 0
                line = note.outline.line_of(at)
                guess = Guess("event", known["id"], line, "another note reports on an event of this name and time", 0.7)
                each.guesses = (*each.guesses, guess)
                return str(known["id"]), False
        return self._free("event", wanted), True

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events known so far, from ledgers and this import."""
        before = (ledger.more.get("event") for ledger in self.book.ledgers.values())
        return [*(dict(event) for event in before if event), *self.made]

    def _write_note(self, each: Imported) -> None:
        note, source = each.note, each.source
        assert note is not None
        assert source is not None
        event, describes = self._event(each)
        objects: list[dict[str, Any]] = []
        at = note.title.start if note.title else 0
        more: dict[str, Any] = {"projects": self._projects(note), "people": self._people(note)}
        if note.event:
            line = next((g.line for g in note.guesses if g.kind == "event"), note.outline.line_of(at))
            more["event"] = {"id": event, "key": made_id(note.event.name), "start": note.event.dates.start}
            self.made.append(more["event"])
            if describes:
                objects.append({"kind": "event", "id": event, "line": line, "key": made_id(note.event.name)})
        sessions = self._sessions(each.file, note, objects)
        questions = self._questions(each.file, note, sessions, objects)
        name = self._page_name(each.file, event)
        page = NoteWriter(note, Ids(event, describes, sessions, questions)).write(name)
        objects = [made | {"page": name} for made in objects]
        guesses = [
            {"line": g.line, "kind": g.kind, "reason": g.reason, "confidence": g.confidence} for g in each.guesses
        ]
        rows = {"objects": tuple(objects), "guesses": tuple(guesses), "more": more}
        each.ledger = make_ledger(source, each.format, note, page, **rows)
        each.text = page.text

    def _sessions(self, file: str, note: Note, objects: list[dict[str, Any]]) -> dict[int, str]:
        ids: dict[int, str] = {}
        used: set[str] = set()
        for block in note.blocks:
            if isinstance(block, Heading) and block.session is not None:
                title = block.name or note.outline.plain(block.text)
                key = made_id(title)
                id_ = self._known(file, "session", key, used) or self._free("session", imported_id("session", title))
                used.add(id_)
                ids[block.at] = id_
                objects.append({"kind": "session", "id": id_, "line": note.outline.line_of(block.at), "key": key})
        return ids

    def _questions(
        self, file: str, note: Note, sessions: Mapping[int, str], objects: list[dict[str, Any]]
    ) -> dict[int, str]:
        """The ids of questions that can't have the one made from their text, as another has it."""
        ids: dict[int, str] = {}
        used: set[str] = set()
        for session, question in asked_in(note.blocks, sessions):
            text = note.outline.plain(question.text)
            wanted = question_id(session, text)
            id_ = self._known(file, "question", made_id(text), used) or self._free("question", wanted)
            used.add(id_)
            line = note.outline.line_of(question.text.start)
            objects.append({"kind": "question", "id": id_, "line": line, "key": made_id(text)})
            if id_ != wanted:
                ids[question.text.start] = id_
        return ids

    def _page_name(self, file: str, event: str) -> str:
        folder = f"events/{event}" if event else "notes"
        before = self.book.ledgers.get(file)
        if before and before.pages:
            same = before.pages[0].rsplit("/", 1)[0] == folder
            # A page that a person has edited stays where it is.
            if same or before.pages[0] not in self.book.untouched_pages():
                return before.pages[0]
        stem = stem_of(file)
        name, number = f"{folder}/{stem}", 2
        while name in self.pages:
            name, number = f"{folder}/{stem}-{number}", number + 1
        self.pages.add(name)
        return name

    # -- what the notes name -----------------------------------------------------------------------------

    def _projects(self, note: Note) -> list[str]:
        texts = [note.outline.plain(note.title)] if note.title else [note.name]
        found = {
            mention.name.id
            for text in (*texts, *words_of(note, note.blocks))
            for mention in self.names.find(text)
            if mention.name.kind == "project" and mention.standing == "word"
        }
        return sorted(found)

    def _people(self, note: Note) -> list[list[str]]:
        rows = [
            [credit.name, credit.organization]
            for block in note.blocks
            if isinstance(block, Heading) and block.session
            for credit in block.session.credits
        ]
        return [[name, organization] for name, organization in dict.fromkeys((row[0], row[1]) for row in rows)]

    # -- the pages around them ---------------------------------------------------------------------------

    def _around(self, ledgers: Mapping[str, Ledger]) -> dict[str, str]:
        events: dict[str, scaffold.EventRow] = {}
        others: list[str] = []
        for _, ledger in sorted(ledgers.items()):
            event = ledger.more.get("event")
            if not event:
                others += ledger.pages
                continue
            row = events.get(event["id"], scaffold.EventRow(event["id"], "", ()))
            describes = any(made.get("kind") == "event" for made in ledger.objects)
            of_event = (*ledger.pages, *row.pages) if describes else (*row.pages, *ledger.pages)
            events[event["id"]] = replace(row, start=row.start or event["start"], pages=of_event)
        projects = self._project_rows(ledgers.values())
        name = self.book.root.resolve().name or "Handbook"
        year = max((event.start[:4] for event in events.values()), default="")
        language = self.language
        plan = {f"projects/{project.id}.md": scaffold.project_page(project) for project in projects}
        plan["events/index.md"] = scaffold.events_index(language, events.values(), others)
        for kind in KINDS:
            if kind != "event":
                pages = [f"projects/{project.id}" for project in projects] if kind == "project" else []
                plan[f"{KINDS[kind].plural}/index.md"] = scaffold.kind_index(language, kind, pages)
        plan[IMPORTED] = self._people_file(ledgers.values())
        plan["index.md"] = scaffold.start_page(language, name)
        plan["conf.py"] = scaffold.conf_py(language, name, year, self.registries)
        plan[".readthedocs.yaml"] = scaffold.READTHEDOCS
        plan[f"{OURS}/review.toml"] = scaffold.REVIEW
        return plan

    def _project_rows(self, ledgers: Iterable[Ledger]) -> list[Project]:
        named = {id_ for ledger in ledgers for id_ in ledger.more.get("projects", [])}
        return [record for record in self.records if isinstance(record, Project) and record.id in named]

    def _people_file(self, ledgers: Iterable[Ledger]) -> str:
        """People and organisations of all ledgers; those that another registry has stay out."""
        own = self.book.records([IMPORTED])
        others = {fold(text) for record in self.records if record not in own for text in (record.name, record.id)}
        people: dict[str, Person] = {}
        organizations: dict[str, Organization] = {}
        for name, organization in (row for ledger in ledgers for row in ledger.more.get("people", [])):
            if organization and fold(organization) not in others:
                id_ = imported_id("organization", organization)
                organizations.setdefault(fold(organization), Organization(id=id_, name=organization))
            if name and fold(name) not in others:
                person = people.get(fold(name), Person(id=imported_id("person", name), name=name))
                known = {each.organization for each in person.affiliations}
                if organization and organization not in known:
                    person = replace(person, affiliations=(*person.affiliations, Affiliation(organization)))
                people[fold(name)] = person
        return people_rows(_unique(people.values()), _unique(organizations.values()))


def _unique(records: Iterable[Any]) -> list[Any]:
    """The records with distinct ids."""
    taken: set[str] = set()
    result = []
    for record in records:
        id_, number = record.id, 2
        while id_ in taken:
            id_, number = f"{record.id}-{number}", number + 1
        taken.add(id_)
        result.append(replace(record, id=id_))
    return result


def _may_be_same(known: Mapping[str, Any], start: str) -> bool:
    """Whether two dates, each as exact as known, do not contradict each other; a name alone may come again."""
    other = str(known.get("start", ""))
    length = min(len(start), len(other), 7)
    return start[:length] == other[:length]


# -- writing -----------------------------------------------------------------------------------------------


def _write(book: Handbook, plan: dict[str, str], files: list[Imported], *, force: bool, dry_run: bool) -> list[str]:
    """Write the plan; the names of the pages beside which new text was offered."""
    offered = []
    kept = set()
    for name, text in plan.items():
        if book.may_replace(name, text, force=force):
            if not dry_run:
                book.put(name, text.encode())
            continue
        kept.add(name)
        if book.is_new(name, text):
            offered.append(name)
            if not dry_run:
                book.put(f"{OURS}/offered/{name}", text.encode(), track=False)
    if dry_run:
        return offered
    for each in files:
        if each.ledger and each.source and not any(f"{page}.md" in kept for page in each.ledger.pages):
            book.put(f"{OURS}/sources/{each.file}", each.source.data, track=False)
            book.put(f"{OURS}/ledger/{each.file}.json", to_json(each.ledger).encode(), track=False)
    renewed = [each.ledger for each in files if each.ledger]
    ledgers = {**book.ledgers, **{ledger.file: ledger for ledger in renewed}}
    book.drop_stale(set(plan) | {f"{page}.md" for ledger in ledgers.values() for page in ledger.pages})
    book.remember()
    return offered
