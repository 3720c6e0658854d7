"""Objects of other projects, by the inventories of `intersphinx_mapping`.

Sphinx reads these at every build, and leaves the pages as they are. Of several inventories with one id it takes the
last without a word; the handbook's own object goes before all of them, and nobody is warned: handbooks that share
their people and projects have many ids in common.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sphinx_summit.config import read_config
from sphinx_summit.domain import get_domain
from sphinx_summit.domain.log import warn_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


Entry = tuple[str, str, str, str]
"""A row of an inventory: the project's name and version, the object's address, and how it is called."""


def find_foreign(env: BuildEnvironment, kind: str, id_: str) -> dict[str, Entry]:
    """An object of ours in other projects, by the name of the inventory; the last one counts."""
    objects = ((name, inventory.get(f"summit:{kind}", {})) for name, inventory in _inventories(env))
    return {name: _entry(rows[id_]) for name, rows in objects if id_ in rows}


def all_foreign(env: BuildEnvironment) -> Iterator[tuple[str, str, str, Entry]]:
    """Every object of other projects: its name, the inventory's, its type and its row."""
    for name, inventory in _inventories(env):
        for kind, rows in inventory.items():
            for target, item in rows.items():
                yield target, name, kind, _entry(item)


def foreign_digest(env: BuildEnvironment) -> str:
    """A digest of the inventories."""
    return hashlib.sha256(repr(list(all_foreign(env))).encode()).hexdigest()


def _inventories(env: BuildEnvironment) -> list[tuple[str, dict[str, dict[str, Any]]]]:
    return sorted(getattr(env, "intersphinx_named_inventory", {}).items())


def _entry(item: Any) -> Entry:
    """A row, which was a tuple before Sphinx 8.2."""
    if isinstance(item, tuple):
        project, version, address, shown = item
        return project, version, address, shown
    return item.project_name, item.project_version, item.uri, item.display_name


def warn_of_several(_app: Sphinx, env: BuildEnvironment, node: pending_xref, _contnode: nodes.TextElement) -> None:
    """Name the places that a reference without the name of an inventory may lead to, and how to choose."""
    if node.get("refdomain") != "summit" or node.get("intersphinx"):
        return
    kind, target = node["reftype"], node["reftarget"]
    found = find_foreign(env, kind, target)
    if len(found) > 1:
        places = " and ".join(f"{name} ({entry[2]})" for name, entry in found.items())
        taken = list(found)[-1]
        hint = f"the one of {taken} is meant; {{external+{taken}:summit:{kind}}} says so"
        warn_at(node, "duplicate", f"{kind} {target!r} is in several inventories, {places}: {hint}")


def find_unread(app: Sphinx, env: BuildEnvironment, *_pages: set[str]) -> set[str]:
    """All pages, when there is another inventory than before: a role that names one is looked up when it is read."""
    domain = get_domain(env)
    names = [name for name, _ in _inventories(env)]
    before, domain.data["inventories"] = domain.data["inventories"], names
    is_new = before != names and domain.is_used() and read_config(app.config).fresh_pages
    return set(env.found_docs) if is_new else set()


def setup_federation(app: Sphinx) -> None:
    """Register the steps: before reading, and before intersphinx looks."""
    app.connect("env-get-outdated", find_unread)
    app.connect("missing-reference", warn_of_several, priority=400)
