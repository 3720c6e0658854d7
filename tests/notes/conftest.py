"""Helpers of the importer's tests: import a text, parse its page as MyST would, prove it."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives
from myst_parser.parsers.docutils_ import Parser

from sphinx_summit.notes.handbook import Handbook
from sphinx_summit.notes.importer import import_notes
from sphinx_summit.notes.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

OURS = ("event", "session", "question", "project", "directory", "chronology", "toctree")


class AnyOption(dict):
    """Takes every option of a directive."""

    def __contains__(self, _name):
        return True

    def __getitem__(self, _name):
        return directives.unchanged

    def __bool__(self):
        return True


class Recorder(Directive):
    """Stands in for our directives, so that these tests need no build: leaves a container that tells what it was."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = AnyOption()

    def run(self):
        node = nodes.container(classes=[self.name])
        node["options"] = dict(self.options)
        title, _ = self.state.inline_text(self.arguments[0] if self.arguments else "", self.lineno)
        if title:
            node += nodes.rubric("", "", *title)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Parsed:
    """A page as MyST reads it."""

    def __init__(self, text, extensions=("colon_fence",)):
        errors = io.StringIO()
        registered = dict(directives._directives)
        try:
            self.doctree = self._parse(text, extensions, errors)
        finally:
            directives._directives.clear()
            directives._directives.update(registered)
        self.warnings = errors.getvalue()

    @staticmethod
    def _parse(text, extensions, errors):
        for name in OURS:
            directives.register_directive(name, Recorder)
        return publish_doctree(
            text,
            parser=Parser(),
            settings_overrides={
                "myst_enable_extensions": list(extensions),
                "myst_substitutions": {"x": "SUBSTITUTED"},
                "report_level": 2,
                "halt_level": 5,
                "warning_stream": errors,
                "file_insertion_enabled": False,
                "line_length_limit": 10**9,  # as in Sphinx, which has none
            },
        )

    def of(self, kind):
        return [node for node in self.doctree.findall(nodes.container) if kind in node["classes"]]

    @property
    def sessions(self):
        """Title and options of each session's section."""
        return [(node.parent[0].astext(), node["options"]) for node in self.of("session")]

    @property
    def questions(self):
        return [(node[0].astext(), " ".join(child.astext() for child in node[1:])) for node in self.of("question")]

    @property
    def commands(self):
        blocks = (node.astext() for node in self.doctree.findall(nodes.literal_block))
        return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]

    @property
    def links(self):
        return [node["refuri"] for node in self.doctree.findall(nodes.reference)]

    @property
    def items_by_depth(self):
        depths = Counter()
        for item in self.doctree.findall(nodes.list_item):
            depth, node = 0, item.parent
            while node is not None:
                depth, node = depth + isinstance(node, nodes.list_item), node.parent
            depths[depth] += 1
        return [depths[n] for n in range(max(depths, default=-1) + 1)]


class Book:
    """A handbook in a scratch folder."""

    def __init__(self, root: Path) -> None:
        self.root = root / "handbook"
        self.notes = root / "notes"
        self.notes.mkdir(parents=True)

    def write(self, name, content):
        path = self.notes / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def run(self, **options):
        files = {p.relative_to(self.notes).as_posix(): p for p in self.notes.rglob("*") if p.is_file()}
        return import_notes(files, self.root, **options)

    def add(self, name, content, **options):
        """Import one more note; what came of it."""
        path = self.write(name, content)
        return import_notes({name: path}, self.root, **options).files[0]

    def page_of(self, imported):
        return self.root / f"{imported.ledger.pages[0]}.md"

    def verdicts(self):
        return dict(verify(Handbook.open(self.root)))

    def snapshot(self):
        return {p.relative_to(self.root).as_posix(): p.read_bytes() for p in self.root.rglob("*") if p.is_file()}


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


@pytest.fixture
def parse():
    return Parsed
