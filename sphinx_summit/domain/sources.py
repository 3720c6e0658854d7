"""Pages that must be read again though their files are not newer than the last build.

Sphinx compares times. A page that was moved over another one, or restored from a copy, may be older than the build that
has read what stood there before; and a page that lists or links to a deleted page would keep the entry.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_summit.domain.titles import Reference


def find_replaced(env: BuildEnvironment, known: dict[str, str]) -> set[str]:
    """The pages with another content than `known` tells."""
    return {page for page in known if page in env.found_docs and known[page] != digest_of(env, page)}


def find_listing(env: BuildEnvironment, references: dict[str, list[Reference]], gone_or_new: Set[str]) -> set[str]:
    """The pages that list one of these in a toctree, or link to one: both are decided when a page is read.

    So are links of MyST to files that are no pages, which may be there now.
    """
    listing = {page for page, listed in env.toctree_includes.items() if gone_or_new & {*listed}}
    return listing | {
        page
        for page, rows in references.items()
        if any(meant in gone_or_new or _is_file(env, page, target) for target, _, meant in rows)
    }


def _is_file(env: BuildEnvironment, page: str, target: str) -> bool:
    """Whether a path is a file's; those of pages were found when the page was read."""
    try:
        return "." in target and Path(env.relfn2path(target, page)[1]).is_file()
    except (OSError, ValueError):  # too long, or with a NUL
        return False


def forget_pages(app: Sphinx, env: BuildEnvironment, pages: Iterable[str]) -> None:
    """Forget all pages before the first of them is read, as Sphinx does when it reads in parallel.

    Else what has moved from one page to another is taken for a duplicate.
    """
    for page in pages:
        if page in env.all_docs:
            app.emit("env-purge-doc", env, page)
            env.clear_doc(page)


def digests(env: BuildEnvironment, pages: Iterable[str]) -> dict[str, str]:
    """The content of each page, as a digest."""
    return {page: digest_of(env, page) for page in sorted(pages)}


def digest_of(env: BuildEnvironment, page: str) -> str:
    """A page's bytes; of the files that it includes, size and time, since images may be large."""
    files: list[Any] = [_stamp(Path(env.srcdir, file)) for file in sorted(map(str, env.dependencies.get(page, ())))]
    try:
        content = Path(env.doc2path(page)).read_bytes()
    except OSError:
        return ""
    return hashlib.sha256(content + repr(files).encode()).hexdigest()


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_size, stat.st_mtime_ns
