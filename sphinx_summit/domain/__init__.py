"""The Sphinx domain `summit`: objects of a handbook, references to them, and their lists.

Registers: a directive and a role per kind (`directives.py`, `roles.py`), an index page per kind (`indices.py`), the
transforms that place objects and link names.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType

from sphinx_summit.config import AUTOLINK, check_config, read_config
from sphinx_summit.doctree import Piece, _, as_node, span
from sphinx_summit.domain import store
from sphinx_summit.domain.anchors import NameSections
from sphinx_summit.domain.blocks import find_blocks, page_autolink
from sphinx_summit.domain.directives import DIRECTIVES
from sphinx_summit.domain.handbook import Handbook
from sphinx_summit.domain.indices import INDICES, ObjectIndex, name_indices
from sphinx_summit.domain.links import Linker, badge_of, named
from sphinx_summit.domain.log import warn, warn_at, warn_files
from sphinx_summit.domain.objects import PlaceObjects
from sphinx_summit.domain.roles import ROLES, STATEMENTS
from sphinx_summit.domain.store import Registries, load_registries
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.model.records import Record, Release
from sphinx_summit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

    from sphinx_summit.domain.updates import Update


class SummitDomain(Domain):
    """Objects, roles and lists of a handbook."""

    name = "summit"
    label = "Summit"
    object_types: ClassVar = {kind: ObjType(_(row.title), kind) for kind, row in KINDS.items()}
    directives: ClassVar = dict(DIRECTIVES)
    roles: ClassVar = dict(ROLES)
    indices: ClassVar = list(INDICES)
    initial_data: ClassVar = {**store.new_tables(), "sources": {}, "revision": "", "inventories": []}
    data_version = store.DATA_VERSION

    # -- remembering -------------------------------------------------------------------------------

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        store.clear(self.data, docname)
        self.forget_handbook()

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        store.merge(self.data, otherdata, docnames)
        self.forget_handbook()

    @cached_property
    def registries(self) -> Registries:
        """The rows of the files in `summit_data`, read once a build."""
        return load_registries(self.env.config, self.env.srcdir)

    @cached_property
    def handbook(self) -> Handbook:
        """All pages joined. Only to be asked for when all of them are read."""
        return Handbook(
            self.data,
            self.registries.rows,
            read_config(self.env.config),
            self.env.titles,
            self.stands_on,
            self.update.before,
        )

    def forget_handbook(self) -> None:
        """Join the pages anew when next asked."""
        self.__dict__.pop("handbook", None)

    update: Update
    """This build, compared with the builder's last one; there from before reading on."""

    @cached_property
    def stands_on(self) -> str:
        """A digest of what pages depend on beside each other: registries, options, ledgers, the day."""
        config = read_config(self.env.config)
        values = (store.files_digest(config, self.env.srcdir), config, store.today())
        return hashlib.sha256(repr(values).encode()).hexdigest()

    def is_used(self) -> bool:
        """Whether the project has anything of ours; where it has not, we change nothing."""
        return bool(self.data["records"] or self.data["views"] or self.data["roles"])

    # -- references --------------------------------------------------------------------------------

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """The link or badge that a role stands for; None for an unknown object."""
        record = self.handbook.resolve("release" if typ in STATEMENTS else typ, target)
        if record is None:
            return None
        # Sphinx puts any node in the reference's place; a badge is not a link as a whole.
        drawn = self._draw(record, typ, node, contnode, Linker(builder, fromdocname))
        return cast("nodes.reference", as_node(drawn))

    def _draw(self, record: Record, typ: str, node: pending_xref, contnode: nodes.Element, linker: Linker) -> Piece:
        text = contnode.astext() if node.get("refexplicit") else ""
        if isinstance(record, Release) and not text:
            badge = badge_of(self.handbook, record)
            if typ in STATEMENTS:
                return linker.statement(_(typ), badge)
            return linker.to(badge.release) if node.get("summit-short") else linker.badge(badge)
        target = named(self.handbook, record)
        if text:
            child = span(*[child.deepcopy() for child in contnode.children])
            return linker.to_place(target.place, child, ["summit-link", f"summit-{record.kind}"])
        return linker.to(target)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,  # noqa: ARG002
        contnode: nodes.Element,  # noqa: ARG002
    ) -> list[tuple[str, nodes.reference]]:
        """What `{any}` may mean: an object by its id."""
        found = [record for kind in KINDS if (record := self.handbook.index.get(kind, target))]
        linker = Linker(builder, fromdocname)
        return [
            (f"summit:{record.kind}", link)
            for record in found
            if isinstance(link := as_node(linker.to(named(self.handbook, record))), nodes.reference)
        ]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Every object that has a place, for the inventory and the search."""
        for record in self._placed():
            place = self.handbook.place_of(record)
            assert place
            yield record.id, record.name or record.id, record.kind, place.docname, place.anchor, 1

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        """The id that a reference names."""
        target = node.get("reftarget")
        return str(target) if target else None

    def indices_made(self) -> list[ObjectIndex]:
        """The index of each kind, empty ones too."""
        return [index(self) for index in INDICES]

    def _placed(self) -> Iterator[Record]:
        for kind in KINDS:
            for record in self.handbook.shown(kind):
                if self.handbook.place_of(record):
                    yield record


def get_domain(env: BuildEnvironment) -> SummitDomain:
    """Our domain of a build environment."""
    domain = env.get_domain("summit")
    assert isinstance(domain, SummitDomain)
    return domain


def note_blocks(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the texts of a page in which names may stand."""
    tables, docname = get_domain(app.env).data, app.env.docname
    blocks = [block for _page, block, _texts in find_blocks(doctree, docname)]
    if blocks:
        store.note(tables, "blocks", docname, store.pack(blocks))
    store.note_digest(tables, docname)
    said = page_autolink(doctree, docname)
    if said and said not in AUTOLINK:
        hint = did_you_mean(said, AUTOLINK)
        warn([Problem("config", f"summit-autolink is {said!r}, not one of {', '.join(AUTOLINK)}{hint}", docname, 1)])


def report_problems(app: Sphinx, env: BuildEnvironment) -> None:
    """What is wrong with the handbook as a whole: duplicates, names claimed twice, options that nobody follows."""
    domain = get_domain(env)
    warn_files(check_config(read_config(app.config)))
    if domain.data["records"]:
        warn(domain.handbook.problems())
        contested = domain.handbook.index.names.problems
        warn(problem for problem in contested if problem.file in env.found_docs)
        warn_files(problem for problem in contested if problem.file not in env.found_docs)


def forget_empty_indices(_app: Sphinx, env: BuildEnvironment) -> None:
    """Take back the labels of index pages that have nothing to list, which Sphinx gives at every start."""
    domain = get_domain(env)
    standard = cast("StandardDomain", env.get_domain("std"))
    for index in domain.indices_made():
        if not domain.is_used() or index.is_empty():
            standard.labels.pop(f"summit-{index.name}", None)
            standard.anonlabels.pop(f"summit-{index.name}", None)


def warn_unknown(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say which object was probably meant by a role of ours."""
    if domain is None or domain.name != "summit":
        return None
    kind = "release" if node["reftype"] in STATEMENTS else node["reftype"]
    target = node["reftarget"]
    hint = get_domain(app.env).handbook.index.suggest(kind, target)
    warn_at(node, "ref", f"unknown {kind} {target!r}{hint}")
    return True


def setup_domain(app: Sphinx) -> None:
    """Register the domain, its transform and its events."""
    app.add_domain(SummitDomain)
    app.connect("config-inited", name_indices)
    app.add_transform(PlaceObjects)
    app.add_transform(NameSections)
    app.connect("doctree-read", note_blocks)
    app.connect("env-check-consistency", report_problems)
    app.connect("env-updated", forget_empty_indices)
    app.connect("warn-missing-reference", warn_unknown)
