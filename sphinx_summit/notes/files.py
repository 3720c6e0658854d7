"""Which files are imported and what they are called; files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sphinx_summit.notes.readers import READERS
from sphinx_summit.notes.schedules.reading import SUFFIXES, is_schedule
from sphinx_summit.notes.source import LARGEST, read_file
from sphinx_summit.notes.spool import Spool
from sphinx_summit.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping

_PART = (".summit-", ".part")
"""What the name of a file begins and ends with while it is written."""
BUILT = {"build", "_build", "_static", "_templates", "node_modules", "venv"}
"""Folders that a build or a tool leaves in a handbook's folder."""
_PAGES = (".md", ".rst")
"""What Sphinx builds wherever it lies in the handbook."""
_LONGEST_STEM = 240
"""Bytes of a page's name: file systems take 255, and builders add suffixes."""
_SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes if suffix)


@dataclass(frozen=True)
class Found:
    """The notes among files and folders, by the name under which they are known: the path below a folder given.

    `others` are files of data that are no notes, such as lie beside notes and schedules. `built` are the inputs that
    lie in the handbook's folder, where Sphinx takes them for pages.
    """

    notes: Mapping[str, Path]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]
    built: tuple[str, ...] = ()


def find_notes(inputs: Iterable[str], into: Path, own: Container[str] = ()) -> Found:
    """What there is to import. Links that lead out of a folder are not followed, the handbook itself is not read.

    `own`: what imports have written, by path in the handbook: its folder may hold notes beside.
    """
    found: Spool[Path] = Spool()
    others: list[str] = []
    problems: list[Problem] = []
    built: dict[str, None] = {}
    handbook = _Target(into, own)
    for given in inputs:
        path = Path(given)
        inside = handbook.holds(path)
        if path.is_dir():
            for name, each in _in_folder(path, handbook, problems):
                if _is_note(each):
                    _add(found, name, each)
                    built |= {given: None} if inside and name.endswith(_PAGES) else {}
                else:
                    others.append(name)
        elif reason := "a page of this handbook is no note" if handbook.has_made(path) else _unreadable(path):
            problems.append(Problem("import", reason, given))
        else:
            _add(found, path.name, path)
            built |= {given: None} if inside and given.endswith(_PAGES) else {}
    return Found(found, tuple(others), tuple(problems), tuple(built))


class _Target:
    """The folder of the handbook, and what imports have written there."""

    def __init__(self, root: Path, own: Container[str]) -> None:
        self.root = Path(os.path.realpath(root))
        self.own = own

    def is_at(self, folder: Path) -> bool:
        """Whether a folder is the handbook's."""
        return Path(os.path.realpath(folder)) == self.root

    def holds(self, folder: Path) -> bool:
        """Whether a folder is the handbook's, or lies in it."""
        return Path(os.path.realpath(folder)).is_relative_to(self.root)

    def has_made(self, path: Path) -> bool:
        """Whether an import has written a file."""
        real = Path(os.path.realpath(path))
        return real.is_relative_to(self.root) and real.relative_to(self.root).as_posix() in self.own


def _in_folder(folder: Path, handbook: _Target, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """The files with the name of a note or of a schedule."""
    inside = handbook.holds(folder)

    def tell(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        problems.append(Problem("import", f"can't be read: {error.strerror}", name))

    for directory, names, files in os.walk(folder, onerror=tell):
        here = Path(directory)
        names[:] = sorted(n for n in names if not n.startswith(".") and not (inside and n in BUILT))
        names[:] = [n for n in names if not handbook.is_at(here / n) and not _leads_out(here / n, folder, problems)]
        for file in sorted(files):
            path = here / file
            if file.startswith(".") or not file.lower().endswith(_SUFFIXES) or _leads_out(path, folder, problems):
                continue
            name = path.relative_to(folder).as_posix()
            if reason := _unreadable(path):
                problems.append(Problem("import", reason, name))
            elif not (inside and handbook.has_made(path)):
                yield name, path


def _leads_out(path: Path, folder: Path, problems: list[Problem]) -> bool:
    """Whether a path is a link to a place outside of the folder given, which is told."""
    out = path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    if out:
        message = "a link that leads out of the folder is not followed"
        problems.append(Problem("import", message, path.relative_to(folder).as_posix()))
    return out


def _unreadable(path: Path) -> str:
    """Why a path can't be read as a file; empty when it can be tried."""
    if path.is_file():
        return ""
    if path.is_symlink():
        return "a link that leads nowhere"
    return "this is no regular file" if path.exists() else "there is no such file or folder"


def _is_note(path: Path) -> bool:
    """Whether a file in a folder is worth importing: data of other kinds lies beside notes as well as schedules do."""
    if not path.name.lower().endswith(SUFFIXES):
        return True
    try:
        if path.stat().st_size > LARGEST:
            return True  # The import says why it is not read.
        return is_schedule(path.name, read_file(path.name, path).text)
    except OSError:
        return True  # The import says why it can't be read.
    except ValueError:
        return False


def _add(found: MutableMapping[str, Path], name: str, path: Path) -> None:
    """Add a note; on a clash its parent folder's name comes before its own."""
    known = found.get(name)
    if known is not None and known.resolve() != path.resolve():
        name = f"{path.resolve().parent.name}/{name}"
    found[name] = path


def stem_of(file: str) -> str:
    """The name of a note's page: the file's without suffixes, safe in a path, a toctree and an address."""
    name = file.rsplit("/", 1)[-1]
    for suffix in (".txt", *_SUFFIXES):
        if len(name) > len(suffix) and name.lower().endswith(suffix):
            name = name[: -len(suffix)]
    name = unicodedata.normalize("NFC", name)
    name = re.sub(r"[^\w.-]+", "-", name).strip("-._")[:80]
    return name.encode()[:_LONGEST_STEM].decode(errors="ignore") or "note"


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file at once: a full disk or an interruption leaves the old one."""
    with _replacing(path) as file:
        file.write(data)


def copy_whole(source: BinaryIO, path: Path) -> None:
    """Copy what an open file holds, of any size, over another file, at once."""
    with _replacing(path) as file:
        shutil.copyfileobj(source, file)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_PART[0], suffix=_PART[1])
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def sweep(root: Path) -> None:
    """Remove the beginnings of files that were left when somebody or something killed an import."""
    for folder, _, files in os.walk(root):
        for file in files:
            if file.startswith(_PART[0]) and file.endswith(_PART[1]):
                (Path(folder) / file).unlink(missing_ok=True)
