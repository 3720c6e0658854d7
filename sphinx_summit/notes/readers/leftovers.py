"""What else stands in Markdown files: blocks of HTML, and the tags that blogs and site generators put among the text.

Only marks that steer a generator are left out here, with the reason. Tags within text, of pictures and players too, are
the writer's care (`tags.py`, `site_tags.py`), lists and tables in HTML that of `mixed.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Code, Heading, Omitted, Run, Text
from sphinx_summit.notes.tags import is_only_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_summit.notes.readers.lines import Line

Found = tuple[list[Block], int] | None

_CONTENTS = re.compile(
    r"(?i)(?:\[:contents\]|\[\[?_?toc_?\]?\]|@\[toc\]|\$\{toc\}|\{:\s*toc[^{}]*\}|\{\{[<%]\s*toc\s*[%>]\}\}|\{%\s*toc\s*%\})$"
)
_CONTENTS_ITEM = re.compile(r"(?i)[*-][ \t]+[\w ]{1,40}$")
_ATTRIBUTES = re.compile(r"\{:?\s*(?:[.#][\w-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[\w%.-]+)|:[\w-]+)(?:\s[^{}]*)?\}$")
_STEERING = re.compile(r"\{%-?\s*(?:end)?(?:raw|comment|more|capture)\b[^%]*%\}$|\{\{[<%]\s*/?raw\s*[%>]\}\}$")
_END_OF_PRE = re.compile(r"(?i)^(?:</code>\s*)?</pre>$")
_ENDS_OF_HIDDEN = {tag: re.compile(rf"(?i)</{tag}\s*>$") for tag in ("script", "style")}
# What begins a block of code in Jekyll, Hexo, Hugo, Hatena and HTML, perhaps with its language; and what ends it.
_OPENS = tuple(
    (re.compile(opens), closes if isinstance(closes, re.Pattern) else re.compile(closes))
    for opens, closes in (
        (r"\{%-?\s*highlight\s+(?P<language>[\w+#.-]+)?[^%]*%\}$", r"^\{%-?\s*endhighlight\s*-?%\}$"),
        (r"\{%\s*codeblock\b(?:[^%]*\blang:(?P<language>[\w+#.-]+))?[^%]*%\}$", r"^\{%\s*endcodeblock\s*%\}$"),
        (
            r"\{\{[<%]\s*highlight\s+\"?(?P<language>[\w+#.-]+)?[^>%]*[>%]\}\}$",
            r"^\{\{[<%]\s*/\s*highlight\s*[>%]\}\}$",
        ),
        (r">\|(?P<language>[\w+#.-]*)\|$", r"^\|\|<$"),
        (r"<(?i:pre)(?:\s[^<>]*)?>(?:\s*<(?i:code)(?:\s[^<>]*)?>)?$", _END_OF_PRE),
    )
)
_HTML_HEADING = re.compile(r"(?i)<h(?P<level>[1-6])(?:\s[^<>]*)?>\s*(?P<words>\S.*?)\s*</h(?P=level)>$")
HIDDEN_TAG = re.compile(r"(?i)<(?P<tag>script|style)(?:\s[^<>]*)?>")
_LONGEST = 2_000
"""A line with one of these marks is no longer, in characters."""

CONTENTS = "a table of contents, which the page has anyway"
SETTING = "a mark that steers the generator of a site"
HIDDEN = "a script or a style sheet, which pages do not run"
TAGS = "HTML tags around text"


class LeftoverReader:
    """Reads what begins at a line, if it is none of Markdown's blocks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.unclosed: set[str] = set()
        """Ends that are known not to come any more, so that they are looked for once."""

    def read(self, number: int) -> Found:
        """The blocks that begin at a line, and the number of the next line."""
        line = self.lines[number]
        if line.source[line.body] not in "<[{>*-@$" or line.stop - line.body > _LONGEST:
            return None
        words = line.words
        for opens, closes in _OPENS:
            if match := opens.match(words):
                return self._code(number, closes, match.groupdict().get("language") or "")
        return self._html(number, words) if words[0] == "<" else self._setting(number, words)

    def _code(self, number: int, closes: re.Pattern[str], language: str) -> Found:
        end = self._end(number + 1, closes)
        if end is None:
            return None
        inner = self.lines[number + 1 : end]
        if closes is _END_OF_PRE and any(set("<&") & set(line.words) for line in inner):
            return None  # its text is not as it stands
        runs = tuple(Run(line.start, max(line.start, line.stop)) for line in inner)
        return [Code(runs, language, at=self.lines[number].body)], end + 1

    def _end(self, start: int, closes: re.Pattern[str]) -> int | None:
        """The line that ends what began before."""
        if closes.pattern in self.unclosed:
            return None
        for end in range(start, len(self.lines)):
            line = self.lines[end]
            if line.stop - line.body < _LONGEST and closes.search(line.words):
                return end
        self.unclosed.add(closes.pattern)
        return None

    def _html(self, number: int, words: str) -> Found:
        line = self.lines[number]
        heading = _HTML_HEADING.match(words)
        if heading and not is_only_tags(heading["words"]):
            run = Run(line.body + heading.start("words"), line.body + heading.end("words"))
            return [Heading(Text((run,)), int(heading["level"]), mark="<h", at=line.body)], number + 1
        hidden = HIDDEN_TAG.match(words)
        end = self._end(number, _ENDS_OF_HIDDEN[hidden["tag"].lower()]) if hidden else None
        return None if end is None else ([Omitted(Run(line.body, self.lines[end].stop), HIDDEN)], end + 1)

    def _setting(self, number: int, words: str) -> Found:
        line = self.lines[number]
        if _CONTENTS.match(words):
            return [Omitted(line.run, CONTENTS)], number + 1
        if words[0] in "*-" and number + 1 < len(self.lines) and _CONTENTS_ITEM.match(words):
            following = self.lines[number + 1]
            if following.stop - following.body < _LONGEST and _CONTENTS.match(following.words):
                return [Omitted(Run(line.body, following.stop), CONTENTS)], number + 2
        if _ATTRIBUTES.match(words) or _STEERING.match(words):
            return [Omitted(line.run, SETTING)], number + 1
        return None
