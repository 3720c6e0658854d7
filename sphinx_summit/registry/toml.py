"""Tables of a registry → TOML text, and the comments of such a text, which no reader of TOML hands on."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEAD = re.compile(r"(?:[ \t]*(?:#.*)?\n)*")
_TEXT_OR_COMMENT = re.compile(
    r""""{3}(?s:\\.|[^\\])*?"{3,5}|'{3}(?s:.)*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|(?P<comment>\#)"""
)


def write_toml(tables: Mapping[str, list[dict[str, Any]]], head: str) -> str:
    """The text of a registry, below a comment; the same tables give the same bytes."""
    comment = "".join(f"# {line}".rstrip() + "\n" for line in head.splitlines())
    rows = [f"\n[[{kind}]]\n" + "".join(_lines(row)) for kind, rows in tables.items() for row in rows]
    return comment + "".join(rows)


def _lines(row: Mapping[str, Any]) -> Iterator[str]:
    for key, value in row.items():
        if isinstance(value, list) and len(value) > 1 and all(isinstance(each, dict) for each in value):
            yield f"{key} = [\n" + "".join(f"  {_value(each)},\n" for each in value) + "]\n"
        else:
            yield f"{key} = {_value(value)}\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def find_comments(text: str) -> tuple[str, int | None]:
    """The comment above everything else, without its `#`, and the line of the first one below that, if there is one."""
    head = _HEAD.match(text)
    assert head
    lines = [re.sub(r"^[ \t]*#? ?", "", line) for line in head[0].splitlines()]
    below = (found.start() for found in _TEXT_OR_COMMENT.finditer(text, head.end()) if found["comment"])
    first = next(below, None)
    return "\n".join(lines).strip("\n"), None if first is None else text.count("\n", 0, first) + 1
