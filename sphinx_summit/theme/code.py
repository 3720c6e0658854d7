"""Colours of code: few, on the theme's wash, each with a contrast of at least 4.5."""

from __future__ import annotations

from typing import ClassVar

from pygments.style import Style
from pygments.token import (
    Comment,
    Error,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Token,
    _TokenType,
)


def _colour(*, ink: str, soft: str, accent: str, green: str, brown: str, red: str) -> dict[_TokenType, str]:
    return {
        Token: ink,
        Comment: soft,
        Keyword: f"bold {accent}",
        Operator: ink,
        Operator.Word: f"bold {accent}",
        Punctuation: ink,
        Name.Attribute: accent,
        Name.Builtin: accent,
        Name.Constant: brown,
        Name.Decorator: brown,
        Name.Exception: red,
        Name.Tag: f"bold {accent}",
        Number: brown,
        Literal: brown,
        String: green,
        Error: red,
        Generic.Deleted: red,
        Generic.Inserted: green,
        Generic.Heading: f"bold {ink}",
        Generic.Subheading: f"bold {soft}",
        Generic.Emph: "italic",
        Generic.Strong: "bold",
        Generic.Error: red,
        Generic.Output: soft,
        Generic.Prompt: soft,
        Generic.Traceback: red,
    }


class Light(Style):
    """Code on a light page."""

    name = "summit-light"
    background_color = "#f3f5f6"
    highlight_color = "#e4eff5"
    line_number_color = "#55606a"
    styles: ClassVar = _colour(
        ink="#1a2025", soft="#55606a", accent="#145a7e", green="#2b6637", brown="#7d4e10", red="#a3212c"
    )


class Dark(Style):
    """Code on a dark page."""

    name = "summit-dark"
    background_color = "#1e2428"
    highlight_color = "#173040"
    line_number_color = "#a3aeb6"
    styles: ClassVar = _colour(
        ink="#e3e7ea", soft="#a3aeb6", accent="#85c0e3", green="#93cf9f", brown="#e0b579", red="#f2a0a5"
    )
