"""Which language a code block may name: one whose lexer takes the text without an error."""

from __future__ import annotations

from pygments.lexers import get_lexer_by_name
from pygments.token import Error
from pygments.util import ClassNotFound

_LONGEST = 20_000


def language_for(language: str, text: str) -> str:
    """The language, `text` where its lexer would stumble (a build would warn), or nothing where none was given."""
    if not language:
        return ""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return "text"
    if len(text) > _LONGEST or any(kind is Error for kind, _ in lexer.get_tokens(text)):
        return "text"
    return language
