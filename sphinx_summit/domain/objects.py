"""Objects of a page: lifted onto their sections, recorded, anchored.

The directive cannot see its section (in MyST there is none yet), so this happens in a transform after the page
is parsed and before the table of contents is collected.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_summit.domain import store
from sphinx_summit.domain.backlinks import add_backlinks
from sphinx_summit.domain.directives import Placeholder
from sphinx_summit.domain.log import warn, warn_at
from sphinx_summit.model.fields import ID, question_id
from sphinx_summit.model.kinds import read_record
from sphinx_summit.model.records import Event, Place, Question, Record, Session

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAY_PRECEDE = (
    nodes.title,
    nodes.target,
    nodes.comment,
    nodes.meta,
    nodes.substitution_definition,
    nodes.system_message,  # docutils says there that a title was used before
    Placeholder,
)


class PlaceObjects(SphinxTransform):
    """Find every object's placeholder, give its section the anchor, and record what it says."""

    default_priority = 400  # after translation (20) and targets (260), before the contents are collected (880)

    def apply(self, **_kwargs: Any) -> None:
        """In reading order, so that a session knows its event and a question its session."""
        self._placed: dict[nodes.Element, Record] = {}
        self._event = ""
        for holder in list(self.document.findall(Placeholder)):
            if "kind" in holder:
                self._place(holder)
        add_backlinks(self.document, self._placed, self.env.docname)

    def _place(self, holder: Placeholder) -> None:
        described = _described(holder)
        record = self._read(holder, described)
        if record is None:
            holder.parent.remove(holder)
            return
        holder["id"] = record.id
        holder["has-facts"] = "to" in holder["options"]
        del holder["options"]
        assert record.place
        old = [f"{record.kind}-{id_}" for id_ in record.formerly if ID.fullmatch(id_)]
        self._anchor(described, [record.place.anchor, *old])
        if isinstance(described, nodes.term):
            _move_to_answer(holder)
        else:
            described["classes"].insert(0, f"summit-{record.kind}")
        self._placed[described] = record
        store.note(self.env.get_domain("summit").data, "records", self.env.docname, record)

    def _anchor(self, described: nodes.Element, anchors: list[str]) -> None:
        """Give the object its anchor, and those of its former ids."""
        if isinstance(described, nodes.section):
            described["ids"][0:0] = anchors
            self.document.ids.update(dict.fromkeys(anchors, described))
            return
        # LaTeX writes labels for targets, not for containers and terms.
        target = nodes.target("", "", ids=anchors)
        self.document.ids.update(dict.fromkeys(anchors, target))
        described.insert(0, target)

    # -- what the directive says -------------------------------------------------------------------

    def _read(self, holder: Placeholder, described: nodes.Element) -> Record | None:
        kind, options, line = holder["kind"], dict(holder["options"]), holder.line or 0
        title = _title_of(described, holder)
        name = options.pop("name", "") or title
        if not name or (holder["bare"] and not holder["options"]):
            warn_at(holder, "empty", f"{kind} directive is empty: it needs a heading or a title, and an id")
            return None
        if kind == "question":
            # Made of the original, so that a translation keeps the anchors.
            self._complete_question(holder, options, _title_of(described, holder, original=True))
        elif "id" not in options:
            warn_at(holder, "id", f"{kind} {title!r} has no id: write `:id:` with a-z, 0-9, dot, dash, underscore")
            return None
        record, problems = read_record(kind, options, file=self.env.docname, line=line)
        warn(problems)
        if record is None:
            return None
        place = Place(self.env.docname, f"{kind}-{record.id}", line)
        record = replace(record, name=name, place=place)
        if isinstance(record, Event):
            self._event = self._event or record.id
        if isinstance(record, Session) and not record.event:
            return replace(record, event=self._event)
        if isinstance(record, Question):
            return replace(record, answers=_answers(holder))
        return record

    def _complete_question(self, holder: Placeholder, options: dict[str, str], text: str) -> None:
        """The session is the one around it; an id is made from both."""
        around = (self._placed.get(element) for element in _elements_around(holder))
        session = next((record.id for record in around if isinstance(record, Session)), "")
        session = options.setdefault("session", session)
        if "id" not in options:
            taken = {record.id for record in self._placed.values() if isinstance(record, Question)}
            wanted = id_ = question_id(session, text)
            number = 2
            while id_ in taken:
                id_, number = f"{wanted}-{number}", number + 1
            options["id"] = id_


def _described(holder: Placeholder) -> nodes.Element:
    """What the placeholder describes: a section, a question's term; else a box is put around it."""
    parent = cast("nodes.Element", holder.parent)
    if isinstance(parent, nodes.term):
        return parent
    if isinstance(parent, nodes.section) and _right_under_heading(parent, holder):
        if "summit-titled" not in parent["classes"]:
            return parent
        parent["classes"].remove("summit-titled")
        return parent if isinstance(parent.parent, (nodes.section, nodes.document)) else _as_box(parent)
    box = nodes.container()
    parent.replace(holder, box)
    name = holder["options"].get("name", "")
    if name:
        box += nodes.rubric(name, name)
    box += holder
    return box


def _move_to_answer(holder: Placeholder) -> None:
    """Facts of a question stand below its answer; without facts and answer there is nothing below it."""
    entry = cast("nodes.Element", holder.parent.parent)
    holder.parent.remove(holder)
    answer = cast("nodes.Element", entry[1])
    if holder["has-facts"]:
        answer += holder
    if not answer.children:
        entry.remove(answer)


def _right_under_heading(section: nodes.Element, node: nodes.Node) -> bool:
    before = section.children[: section.index(node)]
    return any(isinstance(n, nodes.title) for n in before) and all(isinstance(n, _MAY_PRECEDE) for n in before)


def _as_box(section: nodes.section) -> nodes.container:
    title, *rest = section.children
    box = nodes.container("", nodes.rubric("", "", *title.children), *rest)
    section.parent.replace(section, box)
    return box


def _title_of(described: nodes.Element, holder: Placeholder, *, original: bool = False) -> str:
    """The text of a heading or of a question; before it was translated if asked for."""
    parts = described.children
    if isinstance(described, nodes.term):
        parts = parts[described.index(holder) :]
    else:
        parts = next(([n] for n in parts if isinstance(n, (nodes.title, nodes.rubric))), [])
    return "".join(_original_of(n) if original else n.astext() for n in parts).strip()


def _original_of(node: nodes.Node) -> str:
    return node.rawsource if isinstance(node, nodes.Element) and node.get("translated") else node.astext()


def _answers(holder: Placeholder) -> tuple[str, ...]:
    """The text of the answer: a question's definition, or what stands under its heading."""
    parent = cast("nodes.Element", holder.parent)
    if isinstance(parent, nodes.term):
        body = list(parent.parent.children[1:])
    else:
        body = [n for n in parent.children[parent.index(holder) + 1 :] if not isinstance(n, nodes.section)]
    text = " ".join(" ".join(_text_without_labels(node) for node in body).split())
    return (text,) if text else ()


def _text_without_labels(node: nodes.Node) -> str:
    if isinstance(node, nodes.Element) and "summit-label" in node["classes"]:
        return ""
    if isinstance(node, nodes.Element) and node.children:
        separator = "" if isinstance(node, nodes.TextElement) else " "
        return separator.join(map(_text_without_labels, node.children))
    return node.astext()


def _elements_around(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield cast("nodes.Element", node)
