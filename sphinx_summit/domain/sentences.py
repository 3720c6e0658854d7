"""The sentence around a name: of European and East Asian scripts, through the runs of a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils.utils import unescape

if TYPE_CHECKING:
    from sphinx_summit.domain.blocks import Block, Run
    from sphinx_summit.domain.mentions import Mention

_SENTENCE_END = re.compile(r"[。！？][」』）)]*|[.!?][\"')\]]*(?=\s)")
_QUOTED = 400
"""The most characters quoted on either side: a page without full stops is no sentence."""


def sentence_around(block: Block, mention: Mention) -> tuple[str, str, str]:
    """The sentence that a name stands in, as text before, the name, text after."""
    run = block.runs[mention.run].text
    # A role's text is the whole run, whatever is shown for it.
    whole = mention.where == "link" and mention.start == 0
    start, end = (0, len(run)) if whole else (mention.start, mention.end)
    before = _text_before(block.runs, mention.run, start)
    after = _text_after(block.runs, mention.run, end)
    first = max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
    last = _SENTENCE_END.search(after)
    if not first and len(before) > _QUOTED:
        before = "…" + before[-_QUOTED:].partition(" ")[2] if " " in before[-_QUOTED:-1] else "…" + before[-_QUOTED:]
    if last is None and len(after) > _QUOTED:
        after = after[:_QUOTED] + "…"
    after = after[: last.end()] if last else after
    return _one_line(before[first:]).lstrip(), _one_line(run[start:end]), _one_line(after).rstrip()


def _text_before(runs: tuple[Run, ...], number: int, start: int) -> str:
    """As much text as is ever quoted, and a little more, which tells that there is more."""
    parts, length = [runs[number].text[max(0, start - 2 * _QUOTED) : start]], start
    while number and length <= _QUOTED:
        number -= 1
        parts.insert(0, runs[number].text[-2 * _QUOTED :])
        length += len(runs[number].text)
    return "".join(parts)


def _text_after(runs: tuple[Run, ...], number: int, end: int) -> str:
    parts, length = [runs[number].text[end : end + 2 * _QUOTED]], len(runs[number].text) - end
    while number + 1 < len(runs) and length <= _QUOTED:
        number += 1
        parts.append(runs[number].text[: 2 * _QUOTED])
        length += len(runs[number].text)
    return "".join(parts)


def _one_line(text: str) -> str:
    """Line ends as spaces, but for those between characters that are written without spaces."""
    text = re.sub(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])", "", text)
    return re.sub(r"\s+", " ", unescape(text))
