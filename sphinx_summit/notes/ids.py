"""Ids and page names of imported objects: what a note's objects were called before stays, the rest gets a free one."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.fields import made_id
from sphinx_summit.notes.files import stem_of
from sphinx_summit.notes.spool import Spool
from sphinx_summit.notes.walk import sessions_in

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from sphinx_summit.notes.ledger import Ledger
    from sphinx_summit.notes.recognise import Note

TOLD = "told"
"""The kind of a ledger's row for a section whose session is told by another page; its id is that session's."""

_SECOND = 2
"""The number of the second object that would have an id."""


class Registrar:
    """Gives out ids and page names. `ledgers` are those of earlier imports, by file.

    What is taken lies on disk: ids with the number to try next, and pages.
    `is_taken`: whether a page of that path, without suffix, is a person's own.
    """

    def __init__(self, ledgers: Mapping[str, Ledger], is_taken: Callable[[str], bool] = lambda _page: False) -> None:
        self.ledgers = ledgers
        self._is_taken = is_taken
        self._taken: Spool[int] = Spool()
        self._pages: Spool[None] = Spool()
        for ledger in ledgers.values():
            self._pages.update(dict.fromkeys(ledger.pages))
            for made in ledger.objects:
                for id_ in (made.get("id"), *made.get("formerly", ())):
                    self._taken[f"{made.get('kind')} {id_}"] = _SECOND

    def known(self, file: str, kind: str, key: str, used: set[str]) -> str:
        """The id that a note's object had at its last import; empty when it had none."""
        ledger = self.ledgers.get(file)
        for made in ledger.objects if ledger else ():
            if made.get("kind") == kind and made.get("key") == key and made.get("id") not in used:
                return str(made["id"])
        return ""

    def free(self, kind: str, wanted: str) -> str:
        """An id that nothing else has: the wanted one, or with a number."""
        id_ = wanted
        number = self._taken.get(f"{kind} {wanted}", _SECOND)
        while f"{kind} {id_}" in self._taken:
            id_, number = f"{wanted}-{number}", number + 1
        self._taken[f"{kind} {wanted}"] = number
        self._taken.setdefault(f"{kind} {id_}", _SECOND)
        return id_

    def page(self, folder: str, stem: str) -> str:
        """The path, without suffix, of a new page."""
        stem = stem_of(stem)
        name, number = f"{folder}/{stem}", 2
        while name in self._pages or self._is_taken(name):
            name, number = f"{folder}/{stem}-{number}", number + 1
        self._pages[name] = None
        return name


def sessions_before(ledger: Ledger, notes: Iterable[Note]) -> dict[tuple[int, int], str]:
    """The ids that a file's sessions had at its last import, by the number of the note and where the heading stands.

    Of several with one title each has its own: while there are as many, in order, else first those in the same line.
    """
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for made in ledger.objects:
        if made.get("kind") in {"session", TOLD}:
            rows[str(made.get("key"))].append(made)
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, note in enumerate(notes):
        for heading, title in sessions_in(note):
            places[made_id(title)].append((number, heading.at, note.outline.line_of(heading.at)))
    ids = {}
    for key, now in places.items():
        before = rows.get(key, [])
        if len(before) == len(now):
            pairs: Iterable[tuple[int, int]] = ((n, n) for n in range(len(now)))
        else:
            pairs = pair_up([row.get("line") for row in before], [line for *_, line in now])
        for old, new in pairs:
            if before[old]["kind"] != TOLD:
                ids[now[new][:2]] = str(before[old].get("id", ""))
    return ids


def pages_before(ledger: Ledger, notes: Sequence[Note]) -> dict[int, str]:
    """The pages that a file's notes had at its last import, by number: those of the same name, else at that number."""
    names = [page.rsplit("/", 1)[-1] for page in ledger.pages]
    stems = [stem_of(note.outline.stem or ledger.file) for note in notes]
    found = {new: old for old, new in _of_one_mark(names, stems)}
    taken = {*found.values()}
    at_number = (number for number in range(min(len(names), len(stems))) if number not in taken)
    found = {number: number for number in at_number} | found
    return {new: ledger.pages[old] for new, old in found.items()}


def pair_up(before: Sequence[Hashable], now: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Which of several things of one name is which by now, by number: first those with the same mark, then in order."""
    pairs = dict(_of_one_mark(before, now))
    yield from pairs.items()
    known = {*pairs.values()}
    left = (old for old in range(len(before)) if old not in pairs)
    yield from zip(left, (new for new in range(len(now)) if new not in known), strict=False)


def _of_one_mark(before: Iterable[Hashable], now: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
    marked: dict[Hashable, deque[int]] = defaultdict(deque)
    for old, mark in enumerate(before):
        marked[mark].append(old)
    yield from ((marked[mark].popleft(), new) for new, mark in enumerate(now) if marked.get(mark))
