"""Marks within a line of AsciiDoc, in the terms of `rewritten_words`."""

from __future__ import annotations

import re

# Emphasis stands between white space or punctuation, and anywhere when its mark is doubled.
_PRE, _POST = r"(?<![\w\\*_`#+])", r"(?![\w*_`#+])"
_ADDRESS = r"(?:https?|ftp)://[^\s\[\]<>]{1,2000}"
# The words of a link, then what steers it: `[Words^]`, `[Words,window=_blank]`.
_LABEL = r"\[(?=[^\[\]]{{0,1000}}\])(?P<label{0}>[^\[\]^]*?)(?P<drop{0}>\^?(?:,[ ]*\w+=[^\[\]]*)?)\]"

MARKS = re.compile(
    rf"""(?x)
      \\(?P<keep>[*_`\#+^~\[\]{{}}<>\\])
    | \+\+\+(?P<keep2>[^+]+)\+\+\+
    | pass:\w*\[(?P<keep3>[^\[\]]+)\]
    | footnote:[\w-]*\[(?P<footnote>[^\[\]]*[^\s\[\]])\s*\]
    | (?P<drop9>\[\[[\w:.-]+(?:,[^\[\]]*)?\]\])
    | image:(?P<image>[^\s:\[\]][^\s\[\]]{{0,500}})\[(?:alt=)?(?P<alt>[^\[\],=]+(?=[,\]]))?(?P<drop8>[^\[\]]*)\]
    | (?:link:|mailto:(?=\S+@))?(?P<target>{_ADDRESS}){_LABEL.format(1)}
    | link:(?P<target2>[^\s\[\]]{{1,2000}}){_LABEL.format(2)}
    | xref:(?P<target3>[^\s\[\]]{{1,500}}){_LABEL.format(3)}
    | <<(?P<target4>[^<>,\[\]\n]+),[ ]*(?P<label4>[^<>\[\]]+)>>
    | <<(?P<plain>[^<>,\[\]\n]+)>>
    | <(?P<target5>{_ADDRESS})>
    | (?:kbd|btn|menu|icon|stem|latexmath):[\w-]*\[(?P<plain2>[^\[\]]+)\]
    | (?P<br>[ ]\+\n)
    | (?P<drop7>[ ]\+)\Z
    | "`(?P<plain3>[^`]+)`"
    | ``(?P<code>[^`]+)``
    | {_PRE}`\+(?P<code2>[^`+]+)\+`{_POST}
    | {_PRE}`(?P<code3>[^`\s](?:[^`]*[^`\s])?)`{_POST}
    | \*\*(?P<strong>[^*\s](?:[^*]*[^*\s])?)\*\*
    | {_PRE}\*(?P<strong2>[^*\s](?:[^*]*[^*\s])?)\*{_POST}
    | __(?P<em>[^_\s](?:[^_]*[^_\s])?)__
    | {_PRE}_(?P<em2>[^_\s](?:[^_]*[^_\s])?)_{_POST}
    | {_PRE}\+(?P<keep4>[^+\s](?:[^+]*[^+\s])?)\+{_POST}
    | (?P<drop6>\[[.%\#][\w.%\#-]*\])\#(?P<plain4>[^\#]+)\#
    | \#\#(?P<plain5>[^\#]+)\#\#
    """
)
