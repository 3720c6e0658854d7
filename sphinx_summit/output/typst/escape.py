"""Any text as Typst source: text is always a string literal, so no character of it is ever syntax."""

from __future__ import annotations

import re
import unicodedata

SPACES = re.compile("[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
"""What a line of text shows as one space. Not in it: no-break and full-width spaces, which are meant."""

_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "    ", "\ufeff": ""}
_UNPRINTABLE = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]')
_ASCII_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_NOT_ASCII = re.compile(r"[^ !#-\[\]-~]")


def code_point(character: str) -> str:
    """How a character is shown that can't be printed: `[U+1F600]`."""
    return f"[U+{ord(character):04X}]"


def is_control(character: str) -> bool:
    """Whether a character has no picture in any font: controls, lone surrogates."""
    return character not in _ESCAPED and unicodedata.category(character) in ("Cc", "Cs")


def string(text: str) -> str:
    """A Typst string literal in one line; characters that no font can show appear as their code points."""
    return f'"{_UNPRINTABLE.sub(_escape, str(text))}"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPED.get(character) or ("" if character == "\ufeff" else code_point(character))


def name(text: str) -> str:
    """A Typst string literal in pure ASCII with the exact text: for labels and paths, which are never printed."""
    escaped = _NOT_ASCII.sub(lambda match: f"\\u{{{ord(match.group()):x}}}", text)
    return f'"{escaped}"'


def exact(literal: str) -> str:
    """The text of a literal that `name` made."""
    return _ASCII_ESCAPE.sub(lambda match: chr(int(match[1], 16)), literal[1:-1])


def markup(text: str) -> str:
    """Text as Typst markup."""
    return f"#{string(text)};" if text else ""


def one_line(text: str) -> str:
    """The text with every run of line ends and spaces as one space."""
    return SPACES.sub(" ", text)


# ---------- lines that were broken in the source


def is_japanese(character: str) -> bool:
    """Whether no space belongs beside the character where a line was broken: kanji, kana, full-width marks."""
    return unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7af"


def join_lines(text: str, before: str = "", after: str = "") -> str:
    """The text as one line: a break between two Japanese characters leaves nothing, any other a space.

    `before` and `after` are the characters around the text, or nothing at the ends of a paragraph.
    """

    def joint(match: re.Match[str]) -> str:
        left = text[match.start() - 1] if match.start() else before
        right = text[match.end()] if match.end() < len(text) else after
        broken = match.group() != " "
        return "" if broken and left and right and is_japanese(left) and is_japanese(right) else " "

    return SPACES.sub(joint, text)
