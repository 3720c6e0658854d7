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
from sphinx.builders._epub_base import EpubBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from sphinx_summit.config import read_config
from sphinx_summit.doctree import Piece, Texts, as_element
from sphinx_summit.domain import get_domain, store
from sphinx_summit.domain.blocks import find_blocks
from sphinx_summit.domain.directives import AnyOption, Placeholder
from sphinx_summit.domain.links import Linker, named
from sphinx_summit.domain.log import warn_at
from sphinx_summit.domain.mentions import Mention, put_links
from sphinx_summit.domain.sources import forget_pages
from sphinx_summit.domain.titles import images_of, references_of
from sphinx_summit.domain.updates import Selection, Update
from sphinx_summit.domain.written import clear_static, load_written
from sphinx_summit.markup import as_html
from sphinx_summit.model.kinds import KINDS
from sphinx_summit.problems import did_you_mean
from sphinx_summit.views import backlinks, chronology, directory, facts, mentions, sessions
from sphinx_summit.views.kept import KeptRows
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

_DRAWN = {**VIEWS, "facts": facts.VIEW, "backlinks": backlinks.VIEW}


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
    """Remember which build has read a page, what is drawn on it, what it refers to, and its images."""
    tables, docname = get_domain(app.env).data, app.env.docname
    store.note(tables, "read", docname, tables["revision"])
    for holder in doctree.findall(Placeholder):
        store.note(tables, "views", docname, (holder["what"], tuple(sorted(_options_of(holder).items()))))
    for reference in references_of(doctree, docname):
        store.note(tables, "references", docname, reference)
    for image in images_of(doctree):
        store.note(tables, "images", docname, image)


def _options_of(holder: Placeholder) -> Options:
    if holder["what"] == "facts":
        return {"kind": holder["kind"], "id": holder["id"]}
    options: Options = holder["options"]
    return options


class LinkNames(SphinxPostTransform):
    """When a page is written: turn the names in its prose into links. What a view shows is linked by the view."""

    default_priority = 4  # before views are drawn, and before references are resolved (10)

    def run(self, **_kwargs: Any) -> None:
        """Block by block, page by page: a book has several."""
        domain = get_domain(self.env)
        if not domain.is_used() or self.app.builder.name == "gettext":
            return
        _adopt_children(self.document)
        pages: dict[str, list[list[nodes.Text]]] = {}
        for page, _block, texts in find_blocks(self.document, self.env.docname):
            pages.setdefault(page, []).append(texts)
        for page, blocks in pages.items():
            make = partial(_mention, handbook=domain.handbook, linker=Linker(self.app.builder, page))
            put_links(blocks, domain.handbook.prose.on(page), make)


class DrawViews(SphinxPostTransform):
    """When a page is written: draw its placeholders."""

    default_priority = 5  # before references are resolved, and before LaTeX looks for tables and footnotes

    def run(self, **_kwargs: Any) -> None:
        """For HTML `DrawViewsLate` does it. Catalogues take the texts of placeholders, and nothing that is drawn."""
        if self.app.builder.format != "html" and self.app.builder.name != "gettext":
            self._draw_all()

    def _draw_all(self, kept: KeptRows | None = None) -> None:
        linkers: dict[str, Linker] = {}
        for holder in list(self.document.findall(Placeholder)):
            docname = holder["docname"]
            linkers.setdefault(docname, Linker(self.app.builder, docname, kept))
            self._draw(holder, get_domain(self.env).handbook, linkers[docname])

    def _draw(self, holder: Placeholder, handbook: Handbook, linker: Linker) -> None:
        options = _options_of(holder)
        _check_subject(holder, options, handbook)
        pieces = _DRAWN[holder["what"]].draw(select_rows(handbook, holder["what"], options), options, linker)
        drawn = self._as_nodes(pieces)
        for node in drawn:  # for warnings of writers
            node.source, node.line = holder.source, holder.line
        holder.parent.replace(holder, drawn)

    def _as_nodes(self, pieces: list[Piece]) -> list[nodes.Element]:
        return [as_element(piece) for piece in pieces]


class Drawn(nodes.General, nodes.Element):
    """What is drawn, as `markup`; its children are its texts, which the search index looks for."""

    @classmethod
    def of(cls, pieces: list[Piece], said: Texts) -> Drawn:
        """One node for all, with the texts that are not yet `said` on the page."""
        drawn = cls("", markup="".join(map(as_html, pieces)))
        drawn.children = [nodes.Text(text) for text in said.add(pieces)]
        return drawn


def _write(translator: HTML5Translator, node: Drawn) -> None:
    translator.body.append(node["markup"])
    raise nodes.SkipNode


class DrawViewsLate(DrawViews):
    """The same when other transforms are done: for HTML none concerns what we draw, and to pass long lists is dear."""

    default_priority = 900

    def run(self, **_kwargs: Any) -> None:
        """Draw what is not drawn yet."""
        self._said = Texts()
        if _writes_as_sphinx(self.app):
            kept = KeptRows(self.app.builder, self.env.docname)
            self._draw_all(kept)
            kept.save()
        elif self.app.builder.name != "gettext":
            self._draw_all()

    def _as_nodes(self, pieces: list[Piece]) -> list[nodes.Element]:
        """As HTML where the page will be written as Sphinx writes it."""
        if not _writes_as_sphinx(self.app):
            return super()._as_nodes(pieces)
        return [Drawn.of(pieces, self._said)] if pieces else []


def _writes_as_sphinx(app: Sphinx) -> bool:
    """Whether pages are written one by one with Sphinx's own HTML; the other builders change addresses in the tree."""
    builder = app.builder
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, (SingleFileHTMLBuilder, EpubBuilder))
        and app.registry.get_translator_class(builder) is HTML5Translator
    )


def select_rows(handbook: Handbook, what: str, options: Options) -> Any:
    """What a placeholder shows; asked for when its page is drawn, and when it is compared."""
    key = ("rows", what, tuple(sorted(options.items())))
    return handbook.recall(key, lambda: _DRAWN[what].select(handbook, options))


def _adopt_children(document: nodes.document) -> None:
    """In a book of pages, tell the blocks of each page where they are; Sphinx leaves them with their old document."""
    for start in document.findall(addnodes.start_of_file):
        for child in start.children:
            child.parent = start


def _mention(mention: Mention, *, handbook: Handbook, linker: Linker) -> nodes.Element:
    record = handbook.index.get(mention.kind, mention.id)
    assert record
    target = named(handbook, record)
    title = {"reftitle": target.name} if target.name != mention.text else {}
    return as_element(linker.to_place(target.place, mention.text, ["summit-mention"], **title))


def _check_subject(holder: Placeholder, options: Options, handbook: Handbook) -> None:
    for kind in KINDS:
        if holder["what"] in VIEWS and kind in options and handbook.resolve(kind, options[kind]) is None:
            hint = handbook.index.suggest(kind, options[kind])
            warn_at(holder, "ref", f"{holder['what']}: unknown {kind} {options[kind]!r}{hint}")


def remove_static_files(app: Sphinx) -> None:
    """Empty the folder of static files when options have changed; before extensions put theirs there."""
    if read_config(app.config).fresh_pages:
        clear_static(app.builder, load_written(app.builder))


def find_unread(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> set[str]:
    """Have pages read again whose files were replaced by older ones."""
    domain = get_domain(env)
    domain.update = Update(app.builder, domain, fresh=read_config(app.config).fresh_pages)
    return domain.update.find_unread(added, changed, removed)


def start_update(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Find out whether there is anything to compare with the last build at all."""
    domain = get_domain(env)
    if domain.is_used() and read_config(app.config).fresh_pages:
        forget_pages(app, env, docnames)
    domain.update.start(docnames)


def find_outdated(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have pages written again whose rows have changed."""
    domain = get_domain(env)
    follows = {name: view.follows for name, view in _DRAWN.items()}
    return domain.update.find_outdated(Selection(partial(select_rows, domain.handbook), follows))


def note_written(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """Tell the update of a page that is being written."""
    get_domain(app.env).update.note_written(docname)


def finish_update(app: Sphinx, exception: Exception | None) -> None:
    """Remember what a build that ended well has written."""
    if exception is None:
        get_domain(app.env).update.finish()


def setup_views(app: Sphinx) -> None:
    """Register the views' directives, the transform and the events."""
    for name, directive in DIRECTIVES.items():
        app.add_directive_to_domain("summit", name, directive)
    app.connect("doctree-read", note_views)
    app.add_node(Drawn, html=(_write, None))
    for transform in (LinkNames, DrawViews, DrawViewsLate):
        app.add_post_transform(transform)
    app.connect("builder-inited", remove_static_files, priority=1)
    app.connect("env-get-outdated", find_unread)
    app.connect("env-before-read-docs", start_update)
    app.connect("env-get-updated", find_outdated, priority=900)  # after Sphinx has numbered sections and figures
    app.connect("doctree-resolved", note_written)
    app.connect("build-finished", finish_update, priority=900)  # after those who write files of their own
