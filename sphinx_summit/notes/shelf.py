"""Where pages are put: in their place, or beside a page that a person has edited."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_summit.notes.handbook import OURS
from sphinx_summit.notes.pages import digest
from sphinx_summit.notes.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx_summit.notes.handbook import Handbook


class Shelf:
    """Writes files into the handbook: never over what a person has edited, unless forced."""

    def __init__(self, book: Handbook, *, force: bool, dry_run: bool) -> None:
        self.book = book
        self.force = force
        self.dry_run = dry_run
        self.offered: list[str] = []
        self.wanted: Spool[None] = Spool()

    def put(self, name: str, text: str) -> bool:
        """Whether the text stands in its place now; if not, it was offered beside, unless it says nothing new."""
        self.wanted[name] = None
        if self.book.may_replace(name, text, force=self.force):
            if not self.dry_run:
                self.book.put(name, text.encode())
            return True
        if self.book.is_new(name, text):
            self._offer(name, text)
        return False

    def put_registry(self, name: str, head: str, rows: Iterable[str]) -> None:
        """Put a registry of ours, or offer more rows below a copy of one that a person has edited."""
        self.wanted[name] = None
        if self.force or not self.book.is_edited(name):
            if not self.dry_run:
                self.book.put_parts(name, chain([head], rows))
        elif more := "".join(rows):
            self._offer(name, self.book.text_of(name).rstrip("\n") + "\n" + more)
        elif not self.dry_run:
            self.book.drop_offer(name)

    def put_pages(self, pages: Iterable[tuple[str, str]], file: str, *, again: bool) -> bool:
        """Put the pages of a note, by name without suffix; whether its new ledger tells the truth of them now.

        `again`: the note was read from our own copy, which may be older than a text that lies beside the page.
        """
        stands = [self._put_page(page, text, file, again=again) for page, text in pages]
        return all(stands)

    def _put_page(self, page: str, text: str, file: str, *, again: bool) -> bool:
        name = f"{page}.md"
        if self.book.may_replace(name, text, force=self.force) or not self.book.is_new(name, text):
            self.put(name, text)
            stands = True
        else:
            self.wanted[name] = None
            stands = self._is_taken_over(page, text, file)
            if not stands:
                self._offer(name, text, again=again)
            elif not self.dry_run:
                self.book.note_written(name, text.encode())
        if stands and not again and not self.dry_run:
            self.book.drop_offer(name)
        return stands

    def _offer(self, name: str, text: str, *, again: bool = False) -> None:
        offer = f"{OURS}/offered/{name}"
        if again and (self.book.root / offer).exists():
            return
        self.offered.append(name)
        if not self.dry_run:
            self.book.put(offer, text.encode(), track=False)

    def _is_taken_over(self, page: str, text: str, file: str) -> bool:
        """Whether a person has taken over all that is new: an edited page has every line that came, none that went."""
        before = self.book.whole_ledger(file)
        if before is None or page not in before.pages:
            return False
        number = before.pages.index(page)
        old = Counter(line.digest for line in before.lines if line.page == number)
        ours = set(before.ours)
        new, has = _counted(text.split("\n")), _counted(self.book.lines_of(page))
        came = {line for line, count in new.items() if count > old[line] and line not in ours}
        went = {line for line in {*old, *ours} if new[line] < (1 if line in ours else old[line])}
        return bool(came or went) and not (
            any(has[line] < new[line] for line in came) or any(has[line] > new[line] for line in went)
        )

    def put_copy(self, name: str, path: Path, fingerprint: str) -> None:
        """A file that lies beside a note, unless a person has put another in its place."""
        self.wanted[name] = None
        if not self.dry_run:
            self.book.put_copy(name, path, fingerprint)

    def put_ours(self, name: str, data: bytes) -> None:
        """A file of ours, which nobody edits."""
        if not self.dry_run:
            self.book.put(f"{OURS}/{name}", data, track=False)


def _counted(lines: Iterable[str]) -> Counter[str]:
    """The fingerprints of lines with words."""
    return Counter(digest(line) for line in lines if line.strip())
