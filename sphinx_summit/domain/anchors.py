"""Anchors of sections whose title docutils can't spell: the title itself.

docutils makes an id of a title's ASCII letters. Where there are none, or where two titles have the same, it numbers the
sections of the page, and every number moves when a section is inserted: links from outside then lead elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_summit.model.kinds import KINDS

_NUMBERED = re.compile(r"(?:id|section-)\d+")
_MADE_BY_US = frozenset(f"summit-{kind}" for kind in KINDS)


class NameSections(SphinxTransform):
    """Give such sections an anchor before the one that docutils made, which stays. Objects have their own."""

    default_priority = 410  # after objects are placed (400), before the contents are collected (880)

    def apply(self, **_kwargs: Any) -> None:
        """In reading order: the second of two equal titles is the second."""
        if not (self.config.summit_data or self.config.primary_domain == "summit"):
            return
        for section in self.document.findall(nodes.section):
            title = section.next_node(nodes.title)
            if title is None or _MADE_BY_US & {*section["classes"]} or not _needs_anchor(section, title):
                continue
            anchor = self._free(slug_of(title.rawsource if title.get("translated") else title.astext()))
            if anchor:
                section["ids"].insert(0, anchor)
                self.document.ids[anchor] = section

    def _free(self, wanted: str) -> str:
        anchor, number = wanted, 2
        while anchor in self.document.ids:
            anchor, number = f"{wanted}-{number}", number + 1
        return anchor if wanted else ""


def _needs_anchor(section: nodes.section, title: nodes.title) -> bool:
    return not title.astext().isascii() or bool(section["ids"] and _NUMBERED.fullmatch(section["ids"][0]))


def slug_of(title: str) -> str:
    """A title as an anchor: NFKC, lower case, letters and digits of any script, hyphens for what is between them."""
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", title).casefold()).strip("-")
