"""What a view is, and how its options are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sphinx_summit.doctree import Piece, _, box, caption, paragraph
from sphinx_summit.problems import did_you_mean

if TYPE_CHECKING:
    from sphinx_summit.domain.handbook import Handbook
    from sphinx_summit.domain.links import Linker
    from sphinx_summit.model.records import Record

Options = dict[str, str]
Choice = tuple[str, ...]


@dataclass(frozen=True)
class View:
    """A view. `options` maps each option to the words that it takes; no words: any text."""

    options: Mapping[str, Choice]
    select: Callable[[Handbook, Options], Any]
    draw: Callable[[Any, Options, Linker], list[Piece]]
    follows: Literal["names", "titles", "sentences"] = "titles"
    """What its rows follow from (`Prose.digests`): what pages say of objects, but for titles of sessions and questions;
    that and these titles; that and the sentences around names."""


def read_options(view: View, options: Options) -> tuple[Options, list[str]]:
    """The options that the view can follow, and a sentence about each other one."""
    problems = []
    kept = {}
    for name, value in options.items():
        words = view.options[name]
        if name == "limit" and not value.isdigit():
            problems.append(f"{value!r} is not a number of rows")
        elif words and value not in words:
            problems.append(f"{name} {value!r} is not one of {', '.join(words)}{did_you_mean(value, words)}")
        else:
            kept[name] = value
    return kept, problems


def limited(rows: list[Any], options: Options) -> tuple[Any, ...]:
    """At most as many rows as `limit` says."""
    return tuple(rows[: int(options["limit"])] if "limit" in options else rows)


def subject_of(handbook: Handbook, options: Options, kinds: tuple[str, ...]) -> Record | None:
    """The object that a view is about: the first of its options that names a kind."""
    return next(
        (handbook.resolve(kind, options[kind]) for kind in kinds if options.get(kind)),
        None,
    )


def framed(name: str, options: Options, *blocks: Piece) -> list[Piece]:
    """A view's frame: its caption and its blocks, or a line that says that there is nothing to show."""
    head = [caption(options["caption"])] if options.get("caption") else []
    if not blocks:
        blocks = (paragraph(_("Nothing to show yet."), classes=["summit-empty"]),)
    return [box(*head, *blocks, classes=["summit-view", f"summit-view-{name}"])]
