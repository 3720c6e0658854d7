"""Former addresses that follow from former ids: a page that is named after its object had the old id for its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.model.fields import ID
from sphinx_summit.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from sphinx_summit.domain.handbook import Handbook


def former_addresses(handbook: Handbook, builder: Builder) -> Iterator[tuple[str, str]]:
    """Each such page with an address that it had, from the site's root; not where another page stands now."""
    for record in (record for kind in KINDS for record in handbook.shown(kind)):
        page = record.place.docname if record.place else ""
        folder, slash, name = page.rpartition("/")
        for old in record.formerly if name == record.id else ():
            former = f"{folder}{slash}{old}"
            if ID.fullmatch(old) and former not in builder.env.found_docs:
                yield page, f"/{builder.get_target_uri(former)}"
