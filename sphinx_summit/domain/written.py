"""What a builder's last finished build has written: a file beside the doctrees.

It is not kept in the environment, which Sphinx saves before the pages are written: a build that ends in between would
take its pages for written. One environment may serve several builders and folders, each with a file of its own.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder


_ROWS = ".rows"


@dataclass(frozen=True)
class Written:
    """`pages` maps a page to the digest of what it shows of others; `files` are paths below the output folder;
    `referenced` are the kinds and ids of the handbook's objects, so that a build without a change finds no names;
    `digests` are those of all from which views follow (`prose.py`), and `objects` maps a page to digests of what it
    asks for and of what it then shows, as long as these hold.
    """

    revision: str = ""
    stands_on: str = ""
    static_options: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    referenced: list[list[str]] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    objects: dict[str, dict[str, str]] = field(default_factory=dict)


def load_written(builder: Builder) -> Written:
    """What the last build has left; nothing for the first one, or where the file can't be read."""
    try:
        return Written(**json.loads(_path(builder).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Written()


def save_written(builder: Builder, written: Written) -> None:
    """Remember a finished build, whole or not at all."""
    path = _path(builder)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(written), ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


def _path(builder: Builder) -> Path:
    where = os.path.relpath(builder.outdir, builder.doctreedir)
    return Path(builder.doctreedir, f"summit-{builder.name}-{hashlib.sha256(where.encode()).hexdigest()[:8]}.json")


def rows_path(builder: Builder, page: str) -> Path:
    """Where the rows of a page's lists are kept (`views/kept.py`)."""
    return Path(_path(builder).with_suffix(""), f"{page}{_ROWS}")


def remove_rows(builder: Builder) -> None:
    """Remove those of pages that are gone."""
    folder = _path(builder).with_suffix("")
    for path in folder.rglob(f"*{_ROWS}"):
        if path.relative_to(folder).as_posix().removesuffix(_ROWS) not in builder.env.found_docs:
            path.unlink()


def config_digest(builder: Builder) -> str:
    """The digest of options by which Sphinx decides to write all pages again; empty for builders without one."""
    info = getattr(builder, "build_info", None)
    return f"{info.config_hash}-{info.tags_hash}" if info else ""


def reading_digest(builder: Builder) -> str:
    """The digest of options by which pages are read: after a change the first builder reads all of them again, and
    those that share its doctrees would not learn of it."""
    values = sorted((option.name, _plain(option.value)) for option in builder.config.filter({"env"}))
    return hashlib.sha256(repr(values).encode()).hexdigest()


def _plain(value: object) -> str:
    """A value as a text that is the same in every process."""
    if isinstance(value, dict):
        return repr(sorted((repr(key), _plain(each)) for key, each in value.items()))
    if isinstance(value, list | tuple):
        return repr([_plain(each) for each in value])
    if isinstance(value, set | frozenset):
        return repr(sorted(_plain(each) for each in value))
    return repr(value) if isinstance(value, str | int | float | None) else getattr(value, "__name__", "")


def static_options(builder: Builder) -> str:
    """The options that decide which files are in `_static`; after a change of any, Sphinx writes all pages again."""
    names = ("extensions", "html_theme", "html_theme_path", "language", "html_search_language")
    return repr([getattr(builder.config, name) for name in names])


def clear_static(builder: Builder, before: Written) -> None:
    """Have `_static` filled anew when such options have changed: what an old theme put there is not replaced."""
    if before.static_options not in {"", static_options(builder)}:
        shutil.rmtree(Path(builder.outdir, "_static"), ignore_errors=True)


# -- files -----------------------------------------------------------------------------------------


def find_files(builder: Builder) -> set[str]:
    """The files that a builder writes or copies for the present pages and configuration."""
    files = {_relative(builder, path) for page in builder.env.found_docs for path in _of_page(builder, page)}
    images = Path(getattr(builder, "imagedir", ""))
    files |= {str(images / name) for name in _pictures(builder)}
    if isinstance(builder, StandaloneHTMLBuilder):
        files |= {str(Path("_downloads", name)) for _, name in builder.env.dlfiles.values()}
        files |= set(static_files(builder))
    return files


def _pictures(builder: Builder) -> Iterable[str]:
    """The names of the copies of pictures: those of all pages, in a book those of the pages that stand in it."""
    is_book = isinstance(builder.get_outdated_docs(), str)
    return builder.images.values() if is_book else (name for _, name in builder.env.images.values())


def index_file(builder: Builder, index: str) -> str:
    """The page of an index; empty for builders that have none."""
    return _relative(builder, builder.get_outfilename(index)) if isinstance(builder, StandaloneHTMLBuilder) else ""


def _relative(builder: Builder, path: str | Path) -> str:
    return os.path.relpath(path, builder.outdir)


def _of_page(builder: Builder, page: str) -> Iterator[Path]:
    if isinstance(builder, StandaloneHTMLBuilder):
        yield Path(builder.get_outfilename(page))
        if builder.config.html_copy_source:
            source = page + Path(builder.env.doc2path(page)).suffix
            ending = builder.config.html_sourcelink_suffix
            yield Path(builder.outdir, "_sources", source if source.endswith(ending) else source + ending)
    elif suffix := getattr(builder, "out_suffix", ""):
        yield Path(builder.outdir, page + suffix)


def static_files(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """What is copied from the folders of conf.py."""
    for entry in builder.config.html_static_path:
        for path in _below(Path(builder.confdir, entry)):
            yield str(Path("_static", path))
    for entry in builder.config.html_extra_path:
        yield from map(str, _below(Path(builder.confdir, entry)))


def theme_folders(builder: StandaloneHTMLBuilder) -> list[Path]:
    """The folders of the theme and of those it is based on; none for builders that draw no pages (json)."""
    theme = getattr(builder, "theme", None)
    return [Path(folder) for folder in theme.get_theme_dirs()] if theme else []


def style_digest(builder: StandaloneHTMLBuilder) -> str:
    """A digest of style sheets and scripts, of which every page names a checksum."""
    own = [Path(builder.confdir, entry) for entry in builder.config.html_static_path]
    digest = hashlib.sha256()
    for folder in [*(Path(folder, "static") for folder in theme_folders(builder)), *own]:
        for path in sorted(_below(folder)):
            if path.suffix in {".css", ".js"} and (folder / path).is_file():
                digest.update(repr(path).encode() + (folder / path).read_bytes())
    return digest.hexdigest()


def _below(entry: Path) -> Iterator[Path]:
    if entry.is_file():
        yield Path(entry.name)
    for path in glob.iglob("**", root_dir=entry, recursive=True, include_hidden=True):
        if Path(entry, path).is_file():
            yield Path(path.removesuffix(".jinja").removesuffix("_t"))


def remove_files(builder: Builder, files: Iterable[str]) -> None:
    """Remove outputs, and the folders that become empty."""
    top = Path(builder.outdir).resolve()
    for file in files:
        path = Path(top, file)
        if not file or top not in Path(os.path.abspath(path)).parents:
            continue
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == top or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
