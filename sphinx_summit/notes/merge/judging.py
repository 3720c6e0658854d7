"""What a person's answers and edits mean for merging."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinx_summit.model.fields import fold, imported_id
from sphinx_summit.notes.merge.events import Rules
from sphinx_summit.notes.review.answers import ACCEPT, NO, OTHER
from sphinx_summit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_summit.notes.handbook import Handbook
    from sphinx_summit.notes.merge.accounts import Account
    from sphinx_summit.notes.merge.sessions import Match, Place, Verdict
    from sphinx_summit.notes.merge.store import Pair
    from sphinx_summit.notes.review.answers import Answer


def rules_of(accounts: Sequence[Account], answers: Iterable[Answer], name: str) -> tuple[Rules, list[Problem]]:
    """Which accounts, by number, the answers make one event or two. `name` is what problems call the answers' file."""
    answers = [answer for answer in answers if answer.kind == "same-event"]
    wanted_ids = {_wanted(answer) for answer in answers}
    files = {answer.file for answer in answers}
    by_id: dict[str, list[int]] = defaultdict(list)
    by_file: dict[str, list[int]] = defaultdict(list)
    for number, account in enumerate(accounts if answers else ()):
        for id_ in wanted_ids.intersection(_ids(account)):
            by_id[id_].append(number)
        if account.file in files:
            by_file[account.file].append(number)
    same: set[Pair] = set()
    different: set[Pair] = set()
    problems = []
    for answer in answers:
        own = min(by_file[answer.file], key=lambda n: abs(accounts[n].line - answer.line), default=None)
        if own is None:
            continue
        wanted = _wanted(answer)
        pairs = [(min(own, n), max(own, n)) for n in by_id.get(wanted, []) if accounts[n].file != answer.file]
        # Of two answers that contradict each other, the last holds.
        if answer.answer == NO:
            different.update(pairs)
            same.difference_update(pairs)
        else:
            same.update(pairs[:1])
            different.difference_update(pairs)
        if answer.answer == OTHER and wanted not in by_id:
            known = (id_ for account in accounts for id_ in _ids(account))
            problems.append(Problem("import", f"there is no event {wanted!r}{did_you_mean(wanted, known)}", name))
    return Rules(frozenset(same), frozenset(different)), problems


def _wanted(answer: Answer) -> str:
    """The id of the event that an answer speaks of."""
    return answer.value if answer.answer == OTHER else answer.seen


def _ids(account: Account) -> tuple[str, ...]:
    """The ids by which the event of an account may be meant."""
    return (account.before or imported_id("event", account.facts.name), *account.formerly)


class Judge:
    """Says what becomes of two sessions that match."""

    def __init__(self, book: Handbook, answers: Iterable[Answer], *, force: bool) -> None:
        self.book = book
        self.force = force
        self._pages: dict[str, set[str]] = {}
        self.answers = {answer.key: answer.answer for answer in answers if answer.kind == "same-session"}

    def __call__(self, match: Match) -> Verdict:
        answer = self.answers.get((match.entry[0], "same-session", fold(match.title)))
        if answer == NO:
            return "refused"
        if not self._is_free(match):
            return "proposed"
        if answer == ACCEPT:
            return "accepted"
        return "proposed" if match.proposed else "told"

    def _is_free(self, match: Match) -> bool:
        """Whether pages that a person has edited allow it: the section stands there, the entry is no session."""
        if self.force:
            return True
        entry, section = self._lines(match.entry), self._lines(match.section)
        entry_id, section_id = match.before
        kept = entry is not None and f":id: {entry_id}" in entry
        gone = section is not None and f":id: {section_id}" not in section
        return not (kept or gone)

    def _lines(self, place: Place) -> set[str] | None:
        """The lines of a session's page, when a person has edited it."""
        ledger = self.book.ledgers.get(place[0])
        page = ledger.pages[place[1]] if ledger and place[1] < len(ledger.pages) else ""
        if not page or self.book.is_untouched(page):
            return None
        if page not in self._pages:
            self._pages[page] = set(self.book.lines_of(page))
        return self._pages[page]
