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
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping

_PART = (".summit-", ".part")
"""What the name of a file begins and ends with while it is written."""
_SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes if suffix)


@dataclass(frozen=True)
class Found:
    """The notes among files and folders, by the name under which they are known: the path below a folder given.

    `others` are files of data that are no notes, such as lie beside notes and schedules.
    """

    notes: Mapping[str, Path]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_notes(inputs: Iterable[str], into: Path) -> Found:
    """What there is to import. Links that lead out of a folder are not followed, the handbook itself is not read."""
    found: Spool[Path] = Spool()
    others: list[str] = []
    problems: list[Problem] = []
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            for name, each in _in_folder(path, into, problems):
                if _is_note(each):
                    _add(found, name, each)
                else:
                    others.append(name)
        elif path.is_file():
            _add(found, path.name, path)
        else:
            problems.append(Problem("import", "there is no such file or folder", given))
    return Found(found, tuple(others), tuple(problems))


def _in_folder(folder: Path, into: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """The files with the name of a note or of a schedule."""
    root, target = folder.resolve(), into.resolve()
    for directory, names, files in os.walk(folder):
        here = Path(directory)
        names[:] = sorted(n for n in names if not n.startswith(".") and (here / n).resolve() != target)
        for file in sorted(files):
            path = here / file
            if file.startswith(".") or not file.lower().endswith(_SUFFIXES):
                continue
            name = path.relative_to(folder).as_posix()
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                problems.append(Problem("import", "a link that leads out of the folder is not followed", name))
            elif path.is_file():
                yield name, path


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
    return name or "note"


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file at once: a full disk or an interruption leaves the old one."""
    with _replacing(path) as file:
        file.write(data)


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file of any size over another, at once."""
    with source.open("rb") as original, _replacing(path) as file:
        shutil.copyfileobj(original, file)


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
