"""Drafts and private pages: what says so in its front matter stays out of the build, and out of every toctree."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.directives.other import TocTree
from sphinx.util import docname_join
from sphinx.util.matching import Matcher
from sphinx.util.nodes import explicit_title_re

from sphinx_summit.config import read_config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

_HEAD = 4_000
"""Bytes of a page in which its front matter says that it is a draft."""
_FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_FIELD_LIST = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*((?::[\w-]+:.*\n)+)")
_DRAFT = re.compile(rb"^:?draft:[ \t]*[\"']?true\b", re.MULTILINE | re.IGNORECASE)
_PRIVATE = re.compile(rb"^:?private:[ \t]*[\"']?true\b", re.MULTILINE | re.IGNORECASE)


def leave_out_drafts(app: Sphinx, config: Config) -> None:
    """Exclude the drafts of a handbook (built with `summit_drafts`) and its private pages (never built)."""
    if not _is_handbook(app, config):
        return
    hidden = list(_hidden(app, config, drafts=read_config(config).drafts))
    if hidden:
        config.exclude_patterns = [*config.exclude_patterns, *map(_as_pattern, hidden)]
        app.add_directive("toctree", TocTreeWithoutDrafts, override=True)


def _is_handbook(app: Sphinx, config: Config) -> bool:
    """Whether a project has something of ours, as far as is known before reading."""
    return bool(config.summit_data or config.primary_domain == "summit" or Path(app.srcdir, ".summit").is_dir())


def _hidden(app: Sphinx, config: Config, *, drafts: bool) -> Iterator[str]:
    suffixes = tuple(config.source_suffix)
    is_excluded = Matcher(config.exclude_patterns)
    for folder, names, files in os.walk(app.srcdir):
        here = Path(folder).relative_to(app.srcdir)
        names[:] = [name for name in names if not name.startswith(".") and not is_excluded((here / name).as_posix())]
        for name in files:
            if name.endswith(suffixes) and _is_hidden(Path(folder, name), drafts=drafts):
                yield (here / name).as_posix()


def _is_hidden(path: Path, *, drafts: bool) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    said = _FRONT_MATTER.match(head) or _FIELD_LIST.match(head)
    return bool(said and (_PRIVATE.search(said[1]) or (not drafts and _DRAFT.search(said[1]))))


def _as_pattern(path: str) -> str:
    """A pattern of `exclude_patterns` that means this one path."""
    return re.sub(r"([*?\[])", r"[\1]", path)


class TocTreeWithoutDrafts(TocTree):
    """A toctree that passes over drafts, and is read again when one of them is published."""

    def run(self) -> list[nodes.Node]:
        """Take the drafts from the entries before these are looked up."""
        for number in reversed(range(len(self.content))):
            draft = self._draft(self.content[number])
            if draft:
                self.env.note_dependency(str(draft))
                del self.content[number]
        return super().run()

    def _draft(self, entry: str) -> Path | None:
        """The file behind an entry, if it is a page that is left out."""
        explicit = explicit_title_re.match(entry)
        docname = docname_join(self.env.docname, explicit[2] if explicit else entry)
        drafts = read_config(self.config).drafts
        paths = (Path(self.env.srcdir, docname + suffix) for suffix in ("", *self.config.source_suffix))
        return next((path for path in paths if path.is_file() and _is_hidden(path, drafts=drafts)), None)


def setup_drafts(app: Sphinx) -> None:
    """Register the step before anything is read."""
    app.connect("config-inited", leave_out_drafts, priority=900)  # after the suffixes of all parsers are known
