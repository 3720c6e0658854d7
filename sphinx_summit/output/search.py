"""The search index of an edited build, made equal to a clean one; and each word's stem found once.

Sphinx loads the last index and takes out the pages that are written again, but leaves their words behind with no page,
and forgets the index entries of all other pages. It finds the stems of a page's words anew for each page.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sphinx.util.index_entries import split_index_msg

from sphinx_summit.domain import get_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx


def remember_stems(app: Sphinx, _doctree: nodes.document, _docname: str) -> None:
    """Have the search index ask for a stem once a build; it is there when the first page is to be written."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None and "stem" not in vars(indexer.lang) and get_domain(app.env).is_used():
        indexer.lang.stem = cache(indexer.lang.stem)


def complete_search_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Drop words without a page and recall index entries; runs after the pages and before the index is written."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None and get_domain(app.env).is_used():
        for words in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
        recalled = {page: _entries(app, page) for page in indexer._titles if page not in indexer._index_entries}
        entries = {**indexer._index_entries, **recalled}
        indexer._index_entries = {page: entries[page] for page in sorted(entries) if page in indexer._titles}
    return iter(())


def _entries(app: Sphinx, page: str) -> list[tuple[str, str, str]]:
    """The entries of a page's index directives, as Sphinx collects them when it writes the page."""
    found: set[tuple[str, str, str]] = set()
    for kind, value, target, main, _key in app.env.get_domain("index").data["entries"].get(page, []):
        try:
            texts = split_index_msg(kind, value)
        except ValueError:
            continue
        found |= {(text, target or "", main) for text in texts}
    return sorted(found)
