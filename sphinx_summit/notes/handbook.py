"""A handbook's folder: what is in it, what an import adds, and what a person has edited since."""

from __future__ import annotations

import ast
import contextlib
import errno
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_summit.model.names import NameTable
from sphinx_summit.model.records import Project
from sphinx_summit.model.registries import load_registry, registry_path, shipped
from sphinx_summit.notes.files import BUILT, copy_whole, write_whole
from sphinx_summit.notes.ledger import Ledger, from_json, head_from_json
from sphinx_summit.notes.spool import Spool
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, MutableMapping

    from sphinx_summit.model.records import Record

OURS = ".summit"
IMPORTED = "data/imported.toml"
_WRITTEN = f"{OURS}/written.json"
_JOURNAL = f"{OURS}/writing"
_LONGEST_NAME = 255
"""Bytes of a file's name."""
_FIRST_ONLY = {"conf.py", "index.md", ".readthedocs.yaml", f"{OURS}/review.toml"}


@dataclass
class Handbook:
    """The folder as it is on disk. Nothing in it is executed; `conf.py` is read for its literals."""

    root: Path
    ledgers: MutableMapping[str, Ledger] = field(default_factory=Spool)
    written: MutableMapping[str, str] = field(default_factory=Spool)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def open(cls, root: Path, *, heads: bool = True) -> Handbook:
        """The handbook in a folder, which may not exist yet, with the heads of its ledgers if these are wanted."""
        book = cls(root)
        for ledger in book._ledgers(head_from_json) if heads else ():
            book.ledgers[ledger.file] = ledger
        for name, digest in rows_of(root / _WRITTEN):
            book.written[name] = str(digest)
        for name, digest in _read_journal(root / _JOURNAL):
            if book._digest(name) == digest:
                book.written[name] = digest
        return book

    # -- what it says ----------------------------------------------------------------------------------

    def registries(self) -> list[str] | None:
        """`summit_data` of conf.py, None when there is no conf.py or the value is no literal."""
        value = self._configured("summit_data")
        return [str(each) for each in value] if isinstance(value, (list, tuple)) else None

    def language(self) -> str:
        """`language` of conf.py; empty when it is not said."""
        value = self._configured("language")
        return value if isinstance(value, str) else ""

    def _configured(self, name: str) -> Any:
        """The literal that conf.py gives a name; None when there is none."""
        try:
            tree = ast.parse((self.root / "conf.py").read_text(encoding="utf-8"))
        except (OSError, SyntaxError, ValueError, RecursionError):
            return None
        for node in tree.body:
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
                with contextlib.suppress(ValueError, RecursionError):
                    return ast.literal_eval(node.value)
        return None

    def records(self, registries: Iterable[str]) -> list[Record]:
        """The rows of the registries that the handbook uses; a file that is not there yet has none."""
        records: list[Record] = []
        for name in registries:
            path = registry_path(name, self.root)
            if path.is_file() and _is_inside(path, self.root, name):
                rows, problems = load_registry(path, file=name)
                records += rows
                self.problems += problems
        return records

    def pages(self) -> Iterator[str]:
        """The names, without suffix, of all Markdown pages."""
        for folder, names, files in os.walk(self.root):
            names[:] = sorted(name for name in names if not name.startswith(".") and name not in BUILT)
            inside = Path(folder).relative_to(self.root)
            yield from (
                (inside / file).as_posix().removesuffix(".md") for file in sorted(files) if file.endswith(".md")
            )

    def source(self, file: str) -> bytes | None:
        """The copy kept of a source."""
        try:
            return (self.root / OURS / "sources" / file).read_bytes()
        except OSError:
            return None

    def whole_ledgers(self) -> Iterator[Ledger]:
        """The ledgers with their spans and lines, one after the other; problems tell of those that can't be read."""
        return self._ledgers(from_json)

    def _ledgers(self, read: Callable[[bytes], Ledger]) -> Iterator[Ledger]:
        for folder, names, files in os.walk(self.root / OURS / "ledger"):
            names.sort()
            for path in (Path(folder, file) for file in sorted(files) if file.endswith(".json")):
                try:
                    yield read(path.read_bytes())
                except (OSError, ValueError) as error:
                    name = path.relative_to(self.root).as_posix()
                    self.problems.append(Problem("import", f"the ledger can't be read: {error}", name))

    def ledger_data(self, file: str) -> bytes:
        """The bytes of a file's ledger; none when it can't be read."""
        try:
            return (self.root / OURS / ledger_name(file)).read_bytes()
        except OSError:
            return b""

    def whole_ledger(self, file: str) -> Ledger | None:
        """The ledger of a file with its spans and lines; None when there is none that can be read."""
        try:
            return from_json(self.ledger_data(file)) if file in self.ledgers else None
        except ValueError:
            return None

    def lines_of(self, page: str) -> list[str]:
        """The lines of one page, by its name without suffix; none when it can't be read, or lies elsewhere."""
        path = self.root / f"{page}.md"
        try:
            inside = path.resolve().is_relative_to(self.root.resolve())
            text = path.read_bytes().decode("utf-8-sig") if inside else ""
        except (OSError, UnicodeDecodeError):
            return []
        return [line.removesuffix("\r") for line in text.split("\n")]

    def is_someones(self, page: str) -> bool:
        """Whether a page, by its name without suffix, stands there that no import wrote."""
        return f"{page}.md" not in self.written and (self.root / f"{page}.md").exists()

    def copy_of(self, file: str) -> Path | None:
        """Where the copy kept of a source lies, None when there is none."""
        folder = self.root / OURS / "sources"
        path = folder / file
        return path if path.is_file() and path.resolve().is_relative_to(folder.resolve()) else None

    def edited_pages(self) -> list[str]:
        """Files of ours that differ from what the import wrote."""
        pages = ((name, digest) for name, digest in self.written.items() if not name.startswith(f"{OURS}/"))
        return [name for name, digest in pages if self._digest(name) not in {digest, ""}]

    def is_untouched(self, page: str) -> bool:
        """Whether a page, by its name without suffix, is as the import wrote it."""
        return self.is_as_written(f"{page}.md")

    def is_as_written(self, name: str) -> bool:
        """Whether a file, by its path in the handbook, is as the import wrote it."""
        digest = self.written.get(name)
        return digest is not None and self._digest(name) == digest

    def is_edited(self, name: str) -> bool:
        """Whether a file stands there that is not as the import wrote it."""
        return self._digest(name) not in {"", self.written.get(name, "")}

    def text_of(self, name: str) -> str:
        """The text of a file of the handbook; what is no UTF-8 in it is replaced."""
        return (self.root / name).read_bytes().decode("utf-8-sig", "replace")

    def _digest(self, name: str) -> str:
        try:
            with (self.root / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""

    # -- writing ---------------------------------------------------------------------------------------

    def may_replace(self, name: str, text: str, *, force: bool) -> bool:
        """Whether new text goes to its place: not over what a person has edited."""
        now = self._digest(name)
        if name in _FIRST_ONLY:
            return not now
        return force or now in {"", self.written.get(name, ""), _digest(text.encode())}

    def is_new(self, name: str, text: str) -> bool:
        """Whether text that can't go to its place says something else than the import before."""
        return name not in _FIRST_ONLY and self.written.get(name, "") != _digest(text.encode())

    def put(self, name: str, data: bytes, *, track: bool = True) -> None:
        """Write a file, if it changes, and remember what was written."""
        path = self._inside(name)
        if track:
            self._announce(name, _digest(data))
        if self._digest(name) != _digest(data):
            write_whole(path, data)
        if track:
            self.written[name] = _digest(data)

    def put_parts(self, name: str, parts: Iterable[str], *, track: bool = True) -> None:
        """Write a file of very many parts, as `put` does; they are gathered on disk."""
        path = self._inside(name)
        with tempfile.TemporaryFile() as gathered:
            found = hashlib.sha256()
            for part in parts:
                data = part.encode()
                found.update(data)
                gathered.write(data)
            digest = found.hexdigest()
            if track:
                self._announce(name, digest)
            if self._digest(name) != digest:
                gathered.seek(0)
                copy_whole(gathered, path)
        if track:
            self.written[name] = digest

    def _inside(self, name: str) -> Path:
        """The path of a file to write; OSError when it leads out. Names come from ledgers, which may say anything."""
        path = self.root / name
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise OSError(errno.EPERM, "lies outside the handbook, nothing is written there", name)
        return path

    def _announce(self, name: str, digest: str) -> None:
        """Note on disk what is about to be written: an import that is killed remembers nothing else."""
        if self.written.get(name) != digest:
            journal = self._inside(_JOURNAL)
            journal.parent.mkdir(parents=True, exist_ok=True)
            with journal.open("a", encoding="utf-8", errors="surrogateescape") as rows:
                rows.write(f"{digest} {_json(name)}\n")

    def note_written(self, name: str, data: bytes) -> None:
        """Remember a text as written though the page has another: a person has taken over what was new in it."""
        self.written[name] = _digest(data)

    def drop_offer(self, name: str) -> None:
        """Remove a text that was offered beside a page, now that it stands there."""
        path = self.root / OURS / "offered" / name
        if path.resolve().is_relative_to((self.root / OURS / "offered").resolve()):
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()

    def put_copy(self, name: str, path: Path, digest: str) -> None:
        """Copy a file, unless another stands in its place that no import put there."""
        target = self.root / name
        now = self._digest(name)
        if not target.resolve().is_relative_to(self.root.resolve()) or now not in {
            "",
            digest,
            self.written.get(name, ""),
        }:
            return
        self._announce(name, digest)
        if now != digest:
            with path.open("rb") as file:
                copy_whole(file, target)
        self.written[name] = digest

    def drop_stale(self, wanted: Container[str]) -> None:
        """Remove pages that imports wrote, nobody edited, and that are wanted no more; the empty folder goes too."""
        for name in [each for each in self.written if each not in wanted and each not in _FIRST_ONLY]:
            inside = (self.root / name).resolve().is_relative_to(self.root.resolve())
            if inside and self._digest(name) in {self.written[name], ""}:
                (self.root / name).unlink(missing_ok=True)
                with contextlib.suppress(OSError):
                    (self.root / name).parent.rmdir()
                del self.written[name]

    def remember(self) -> None:
        """Keep the fingerprints of what was written."""
        rows = ((name, _json(digest)) for name, digest in self.written.items())
        self.put_parts(_WRITTEN, as_object(rows), track=False)
        (self.root / _JOURNAL).unlink(missing_ok=True)


def ledger_name(file: str) -> str:
    """Where the ledger of a file lies, below our folder; the name of a note may be as long as file systems allow."""
    name = f"ledger/{file}.json"
    if len(os.fsencode(name.rsplit("/", 1)[-1])) <= _LONGEST_NAME:
        return name
    return f"{name.rpartition('/')[0]}/{_digest(os.fsencode(file))}.json"


def _is_inside(path: Path, root: Path, name: str) -> bool:
    """A registry of the handbook lies in its folder; a shipped one does not."""
    return name in shipped() or path.resolve().is_relative_to(root.resolve())


def _json(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    # The name of a file may hold line ends, and bytes that are no text.
    return written if written.isprintable() else json.dumps(text)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_journal(path: Path) -> Iterator[tuple[str, str]]:
    """Names and fingerprints of what an import that was killed has written, or was about to."""
    with contextlib.suppress(OSError), path.open(encoding="utf-8", errors="surrogateescape") as rows:
        for row in rows:
            digest, _, name = row.partition(" ")
            with contextlib.suppress(ValueError):
                yield str(json.loads(name)), digest


def as_object(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The parts of a JSON object with one row per line, from names and what is JSON already."""
    yield "{"
    for number, (name, value) in enumerate(rows):
        yield f"{',' if number else ''}\n{_json(name)}: {value}"
    yield "\n}\n"


def rows_of(path: Path) -> Iterator[tuple[str, Any]]:
    """The rows of such a file, line by line, as there may be many; those that are none are passed over."""
    with contextlib.suppress(OSError), path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            with contextlib.suppress(ValueError, RecursionError):
                yield from json.loads(f"{{{line.strip().rstrip(',')}}}").items()


class Umbrellas:
    """The shipped registries whose umbrella project some texts name."""

    def __init__(self) -> None:
        self.named: list[str] = []
        self._tables: dict[str, NameTable] = {}
        for name in shipped():
            records, _ = load_registry(registry_path(name, Path()), file=name)
            umbrella = [record for record in records if isinstance(record, Project) and record.id == name]
            self._tables[name] = NameTable(umbrella)

    def look(self, text: str) -> None:
        """Note the registries that a text needs."""
        for name, table in self._tables.items():
            if name not in self.named and table.find(text):
                self.named.append(name)
