"""Views: what is drawn on a page from the whole handbook.

A view has two halves: `select` finds the rows (plain values, whatever the builder), `draw` makes standard nodes of
them. Registers: a directive per view, the transform that draws views and links names when a page is written, and the
search for pages whose rows have changed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective

from sphinx_summit.domain import get_domain, store
from sphinx_summit.domain.directives import AnyOption, Placeholder
from sphinx_summit.domain.links import Linker, named
from sphinx_summit.domain.log import warn_at
from sphinx_summit.domain.mentions import Mention, find_blocks, put_links
from sphinx_summit.domain.updates import find_outdated, remove_leftovers
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.problems import did_you_mean
from sphinx_summit.views import chronology, directory, facts, mentions, sessions
from sphinx_summit.views.view import Options, View, read_options

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_summit.domain.handbook import Handbook

VIEWS: dict[str, View] = {
    "sessions": sessions.VIEW,
    "chronology": chronology.VIEW,
    "mentions": mentions.VIEW,
    "directory": directory.VIEW,
}
"""The views that a directive asks for, by its name."""

_DRAWN = {**VIEWS, "facts": facts.VIEW}


class ViewDirective(SphinxDirective):
    """A view of the whole handbook."""

    view: str
    has_content = False
    option_spec = AnyOption()

    def run(self) -> list[nodes.Node]:
        """A placeholder that is drawn when the page is written."""
        holder = Placeholder(what=self.view, docname=self.env.docname)
        self.set_source_info(holder)
        holder["options"] = self._options(holder)
        return [holder]

    def _options(self, holder: Placeholder) -> Options:
        options = {}
        known = VIEWS[self.view].options
        for name, value in self.options.items():
            if name in known:
                options[name] = " ".join((value or "").split())
            else:
                warn_at(holder, "option", f"{self.view} has no option {name!r}{did_you_mean(name, known)}")
        options, problems = read_options(VIEWS[self.view], options)
        for problem in problems:
            warn_at(holder, "value", f"{self.view}: {problem}")
        return options


DIRECTIVES = {
    name: type(f"{name.title()}View", (ViewDirective,), {"view": name, "__doc__": f"The view `{name}`."})
    for name in VIEWS
}


def note_views(app: Sphinx, doctree: nodes.document) -> None:
    """Remember what is drawn on a page, and which titles of other pages it shows."""
    tables, docname = get_domain(app.env).data, app.env.docname
    for holder in doctree.findall(Placeholder):
        store.note(tables, "views", docname, (holder["what"], tuple(sorted(_options_of(holder).items()))))
    for reference in doctree.findall(addnodes.pending_xref):
        if reference.get("refdomain") != "summit":
            target = reference.get("reftarget", "")
            store.note(tables, "references", docname, (target, docname_join(docname, target.removesuffix(".md"))))


def _options_of(holder: Placeholder) -> Options:
    if holder["what"] == "facts":
        return {"kind": holder["kind"], "id": holder["id"]}
    options: Options = holder["options"]
    return options


class DrawHandbook(SphinxPostTransform):
    """When a page is written: draw its placeholders and turn the names in its prose into links."""

    default_priority = 5  # before references are resolved (10)

    def run(self, **_kwargs: Any) -> None:
        """Names first: what a view shows is linked by the view."""
        domain = get_domain(self.env)
        if not domain.is_used():
            return
        _adopt_children(self.document)
        self._link_names(domain.handbook)
        for holder in list(self.document.findall(Placeholder)):
            self._draw(holder, domain.handbook)

    def _draw(self, holder: Placeholder, handbook: Handbook) -> None:
        view = _DRAWN[holder["what"]]
        linker = Linker(self.app.builder, holder["docname"])
        options = _options_of(holder)
        _check_subject(holder, options, handbook)
        drawn = view.draw(view.select(handbook, options), options, linker)
        _renumber(drawn, holder)
        holder.parent.replace(holder, drawn)

    def _link_names(self, handbook: Handbook) -> None:
        pages: dict[str, list[list[nodes.Text]]] = {}
        for page, _block, texts in find_blocks(self.document, self.env.docname):
            pages.setdefault(page, []).append(texts)
        for page, blocks in pages.items():
            make = partial(_mention, handbook=handbook, linker=Linker(self.app.builder, page))
            put_links(blocks, handbook.mentions.get(page, []), make)


def _adopt_children(document: nodes.document) -> None:
    """In a book of pages, tell the blocks of each page where they are; Sphinx leaves them with their old document."""
    for start in document.findall(addnodes.start_of_file):
        for child in start.children:
            child.parent = start


def _mention(mention: Mention, *, handbook: Handbook, linker: Linker) -> nodes.Element:
    record = handbook.index.get(mention.kind, mention.id)
    assert record
    target = named(handbook, record)
    link = linker.to_place(target.place, nodes.inline("", mention.text), ["summit-mention"])
    if target.name != mention.text and isinstance(link, nodes.reference):
        link["reftitle"] = target.name
    return link


def _check_subject(holder: Placeholder, options: Options, handbook: Handbook) -> None:
    for kind in KINDS:
        if holder["what"] in VIEWS and kind in options and handbook.index.resolve(kind, options[kind]) is None:
            hint = handbook.index.suggest(kind, options[kind])
            warn_at(holder, "ref", f"{holder['what']}: unknown {kind} {options[kind]!r}{hint}")


def _renumber(drawn: list[nodes.Node], holder: Placeholder) -> None:
    """Give what is drawn the place of its directive, for warnings of writers."""
    for node in drawn:
        if isinstance(node, nodes.Element):
            node.source, node.line = holder.source, holder.line


def select_rows(handbook: Handbook, what: str, options: Options) -> Any:
    """What a placeholder shows, to be compared with the last build."""
    return _DRAWN[what].select(handbook, options)


def note_outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have pages written again whose rows have changed, and those of pages that are gone removed."""
    domain = get_domain(env)
    if not domain.is_used():
        return []
    before = domain.data["shown"].get(app.builder.name, {})
    if domain.settled:
        return []
    indices = {f"summit-{index.name}": bool(index.generate()[0]) for index in domain.indices_made()}
    kept = {*env.found_docs, *(page for page, is_filled in indices.items() if is_filled)}
    remove_leftovers(app.builder, {*before, *indices}, kept)
    return find_outdated(app.builder, domain, select_rows)


def note_changes(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Find out whether there is anything to compare with the last build at all."""
    has_changes = bool(docnames) or set(env.all_docs) != env.found_docs
    get_domain(env).settle(app.builder.name, has_changes=has_changes)


def setup_views(app: Sphinx) -> None:
    """Register the views' directives, the transform and the events."""
    for name, directive in DIRECTIVES.items():
        app.add_directive_to_domain("summit", name, directive)
    app.connect("doctree-read", note_views)
    app.add_post_transform(DrawHandbook)
    app.connect("env-before-read-docs", note_changes)
    app.connect("env-updated", note_outdated)
