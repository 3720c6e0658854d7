"""Looking things up in a parsed schedule, by any of the names that formats give them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from sphinx_summit.notes.schedules.words import Tree, Words
from sphinx_summit.notes.schedules.xml_tree import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

Node: TypeAlias = "dict[str, Tree]"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,8})?")


def fold_key(key: str) -> str:
    """A key as it is looked up: lower case, without marks."""
    return re.sub(r"[^0-9a-z#\u0080-\uffff]", "", key.lower())


def folded(node: Node) -> Node:
    """The node with such keys; the first of two that are alike counts."""
    result: Node = {}
    for key, value in node.items():
        result.setdefault(fold_key(key), value)
    return result


def text(value: Tree, language: str = "") -> Words | None:
    """The words of a value: of a text, of an element with attributes, of a name, or in one of several languages."""
    if isinstance(value, Words):
        return value if value.strip() else None
    if isinstance(value, list):
        return text(value[0], language) if len(value) == 1 else None
    if not isinstance(value, dict) or not value:
        return None
    if is_localized(value):
        wanted = [value[key] for key in value if language and key[:2] == language[:2].lower()]
        return next((found for each in (*wanted, *value.values()) if (found := text(each))), None)
    return next((found for key in (TEXT, "name", "title", "@name") if (found := text(value.get(key), language))), None)


def is_localized(value: Tree) -> bool:
    """Whether a node is one text in several languages."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(_LANGUAGE.fullmatch(key) for key in value)
        and all(each is None or isinstance(each, Words) for each in value.values())
        and not value.keys() & {"id", "url", "key", "day", "end"}
    )


def find(node: Node, *names: str, language: str = "") -> Words | None:
    """The first of some keys whose value has words."""
    return next((found for name in names if (found := text(node.get(name), language))), None)


def each(value: Tree) -> Iterator[Tree]:
    """The members of a list, however a format wraps them: `<persons><person/></persons>`, one alone, none."""
    if isinstance(value, dict) and len(value) == 1:
        key, inner = next(iter(value.items()))
        if key not in {TEXT, "name", "url", "@href", "@url"} and not _LANGUAGE.fullmatch(key):
            yield from inner if isinstance(inner, list) else (inner,)
            return
    if isinstance(value, list):
        yield from value
    elif value is not None and not isinstance(value, bool):
        yield value
