"""The notes of one file, filed: ids for their objects, names for their pages, and what the ledger keeps of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import imported_id, made_id, question_id
from sphinx_summit.notes.addresses import page_settings
from sphinx_summit.notes.ids import TOLD, pages_before, sessions_before
from sphinx_summit.notes.ledger import Part
from sphinx_summit.notes.merge.accounts import account_key
from sphinx_summit.notes.merge.past import event_row
from sphinx_summit.notes.outline import Credit, Heading
from sphinx_summit.notes.recognise.seen import words_of as words_seen
from sphinx_summit.notes.review.queue import lines_in, row_of
from sphinx_summit.notes.spool import Spool
from sphinx_summit.notes.walk import asked_in, sessions_in, words_of
from sphinx_summit.notes.writer import Ids, NoteWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_summit.model.names import NameTable
    from sphinx_summit.notes.attachments import Attachment, Cupboard
    from sphinx_summit.notes.handbook import Handbook
    from sphinx_summit.notes.ids import Registrar
    from sphinx_summit.notes.merge.accounts import Entry
    from sphinx_summit.notes.merge.decide import Decision
    from sphinx_summit.notes.merge.sessions import Place
    from sphinx_summit.notes.recognise import Guess, Note
    from sphinx_summit.notes.shelf import Shelf
    from sphinx_summit.notes.understand import Understood


class Filing:
    """What all files of an import share: what merging has decided, and the ids that sessions have been given."""

    def __init__(
        self, book: Handbook, names: NameTable, shelf: Shelf, registrar: Registrar, cupboard: Cupboard
    ) -> None:
        self.book = book
        self.names = names
        self.shelf = shelf
        self.registrar = registrar
        self.cupboard = cupboard
        self.decisions: Spool[Decision] = Spool()
        self._sessions: Spool[str] = Spool()

    def name_session(self, place: Place, id_: str) -> None:
        """Note the id of the session at a place, to which an entry of a schedule may refer."""
        self._sessions[_key(place)] = id_

    def session_at(self, place: Place | None) -> str:
        """The id of the session at a place; empty while it has none."""
        return self._sessions.get(_key(place), "") if place else ""


def _key(place: Place) -> str:
    return f"{account_key(*place[:2])} {place[2]}"


class FileWork:
    """The notes of one file: their events, objects, pages.

    `before` is the ledger of its last import; `session_ids` and `pages` are what its sessions and notes had then.
    """

    def __init__(self, run: Filing, each: Understood) -> None:
        self.run = run
        self.file = each.file
        self.text = each.source.text if each.source else ""
        self.before = run.book.ledgers.get(each.file)
        self.session_ids = sessions_before(self.before, each.notes) if self.before else {}
        self.pages = pages_before(self.before, each.notes) if self.before else {}
        self.guesses: list[Guess] = []
        self.objects: list[dict[str, Any]] = []
        self.events: list[dict[str, Any] | None] = []
        self.projects: set[str] = set()
        self.people: dict[tuple[str, str], None] = {}
        self.attachments: dict[str, str] = {}
        self.hidden: list[bool] = []
        self.used: dict[str, set[str]] = {"session": set(), "question": set()}

    def rows(self) -> dict[str, Any]:
        """What the ledger tells beside the spans."""
        lines = lines_in(self.text) if self.guesses else []
        people = [list(row) for row in self.people]
        more = {"events": self.events, "projects": sorted(self.projects), "people": people}
        more |= {"attachments": self.attachments} if self.attachments else {}
        more |= {"hidden": self.hidden} if any(self.hidden) else {}
        guesses = tuple(row_of(guess, lines) for guess in self.guesses)
        return {"objects": tuple(self.objects), "guesses": guesses, "more": more}

    def part(self, number: int, note: Note, attachments: Mapping[str, Attachment]) -> Part:
        """A note of the file, with its page."""
        first = len(self.objects)
        settings = page_settings(self.file, note.metadata.values if note.metadata else {})
        self.hidden.append(settings.hidden)
        decision = self.run.decisions.get(account_key(self.file, number))
        note = _as_decided(note, decision) if decision else note
        self.guesses += note.guesses
        ids = self._ids(number, note, decision)
        name = self._page_name(number, note, ids.event)
        for made in self.objects[first:]:
            made["page"] = name
        if not settings.hidden:
            self._names(note)
        return Part(note, NoteWriter(note, ids, settings.lines, self._copies(name, attachments)).write(name))

    def _copies(self, page: str, attachments: Mapping[str, Attachment]) -> dict[str, str]:
        """Copy what lies beside a note; the addresses of the copies as its page spells them, by those of the note."""
        addresses: dict[str, str] = {}
        for address, attachment in attachments.items():
            name = self.run.cupboard.place(page, attachment)
            self.run.shelf.put_copy(name, attachment.path, attachment.digest)
            self.attachments[name] = address
            addresses[address] = name.removeprefix(f"{page.rsplit('/', 1)[0]}/")
        return addresses

    # -- ids ---------------------------------------------------------------------------------------------

    def _ids(self, number: int, note: Note, decision: Decision | None) -> Ids:
        if decision:
            self._event(decision)
        else:
            self.events.append(None)
        sessions, told, formerly = self._sessions(number, note, decision)
        questions = self._questions(note, {**sessions, **told})
        event, describes = (decision.event, decision.describes) if decision else ("", False)
        old = decision.formerly if decision else ()
        return Ids(event, describes, sessions, questions, told, {**formerly, ("event", event): old})

    def _event(self, decision: Decision) -> None:
        row = event_row(decision.account, decision.event)
        self.events.append(row)
        if decision.describes:
            self._object("event", decision.event, decision.account.line, row["key"], decision.formerly)

    def _sessions(
        self, number: int, note: Note, decision: Decision | None
    ) -> tuple[dict[int, str], dict[int, str], dict[tuple[str, str], tuple[str, ...]]]:
        """The ids of sessions by where their headings stand, of those that are told elsewhere, and earlier ids."""
        ids: dict[int, str] = {}
        told: dict[int, str] = {}
        formerly: dict[tuple[str, str], tuple[str, ...]] = {}
        for heading, title in sessions_in(note):
            at, line = heading.at, note.outline.line_of(heading.at)
            elsewhere = self.run.session_at(decision.told.get(at)) if decision else ""
            if elsewhere:
                told[at] = elsewhere
                self._object(TOLD, elsewhere, line, made_id(title))
                continue
            inherited = decision.inherited.get(at, ()) if decision else ()
            id_ = self._session_id((number, at), title, inherited)
            ids[at] = id_
            self.run.name_session((self.file, number, at), id_)
            old = (*self._earlier("session", id_), *(each for each in inherited if each != id_))
            self._object("session", id_, line, made_id(title), old)
            formerly["session", id_] = old
        return ids, told, formerly

    def _session_id(self, place: tuple[int, int], title: str, inherited: Iterable[str]) -> str:
        used = self.used["session"]
        id_ = self.session_ids.get(place, "") or next((each for each in inherited if each not in used), "")
        id_ = id_ or self.run.registrar.free("session", imported_id("session", title))
        used.add(id_)
        return id_

    def _earlier(self, kind: str, id_: str) -> tuple[str, ...]:
        for made in self.before.objects if self.before else ():
            if made.get("kind") == kind and made.get("id") == id_:
                return tuple(map(str, made.get("formerly", ())))
        return ()

    def _questions(self, note: Note, sessions: Mapping[int, str]) -> dict[int, str]:
        """The ids of questions that can't have the one made from their text, as another has it."""
        ids: dict[int, str] = {}
        used = self.used["question"]
        for session, question in asked_in(note.blocks, sessions):
            text = words_seen(note.outline, question.text)
            wanted = question_id(session, text)
            known = self.run.registrar.known(self.file, "question", made_id(text), used)
            id_ = known or self.run.registrar.free("question", wanted)
            used.add(id_)
            self._object("question", id_, note.outline.line_of(question.text.start), made_id(text))
            if id_ != wanted:
                ids[question.text.start] = id_
        return ids

    def _object(self, kind: str, id_: str, line: int, key: str, formerly: tuple[str, ...] = ()) -> None:
        row = {"kind": kind, "id": id_, "line": line, "key": key}
        self.objects.append(row | ({"formerly": list(dict.fromkeys(formerly))} if formerly else {}))

    def _page_name(self, number: int, note: Note, event: str) -> str:
        folder = f"events/{event}" if event else "notes"
        known = self.pages.get(number, "")
        # A page that a person has edited stays where it is.
        if known and (known.rsplit("/", 1)[0] == folder or not self.run.book.is_untouched(known)):
            return known
        return self.run.registrar.page(folder, note.outline.stem or self.file)

    # -- names -------------------------------------------------------------------------------------------

    def _names(self, note: Note) -> None:
        """The projects that a note names, and the people who speak in it."""
        texts = [words_seen(note.outline, note.title)] if note.title else [note.name]
        self.projects.update(
            mention.name.id
            for text in (*texts, *words_of(note, note.blocks))
            for mention in self.run.names.find(text)
            if mention.name.kind == "project" and mention.standing == "word"
        )
        for block in note.blocks:
            if isinstance(block, Heading) and block.session:
                self.people.update({(credit.name, credit.organization): None for credit in block.session.credits})


def _as_decided(note: Note, decision: Decision) -> Note:
    """The note with the facts that merging adds, and its guesses with those of merging."""
    kept = (guess for guess in note.guesses if guess.kind not in decision.replaced)
    blocks = tuple(
        _with_gain(block, decision.gains[block.at])
        if isinstance(block, Heading) and block.at in decision.gains
        else block
        for block in note.blocks
    )
    return replace(note, event=decision.facts, blocks=blocks, guesses=(*kept, *decision.guesses))


def _with_gain(heading: Heading, gain: Entry) -> Heading:
    """The heading of a session with what a schedule adds."""
    facts = heading.session
    if not facts:
        return heading
    options = dict(gain.options)
    facts = replace(
        facts,
        credits=facts.credits or tuple(Credit(name, organization) for name, organization in gain.speakers),
        day=facts.day or options.pop("day", ""),
        format=facts.format or options.pop("format", ""),
        more=(*facts.more, *((name, value) for name, value in options.items() if name not in {"day", "format"})),
    )
    return replace(heading, session=facts)
