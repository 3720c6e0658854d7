"""The marks of wikis, one row per dialect. `rewriting` says what the groups of `inline` mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEVER = re.compile(r"(?!)")
_URL = r"(?:https?|ftp)://[^\s<>\[\]|]+"
_IMAGE = r"[^\s\[\]{}|'\"()<>!]+\.(?:png|jpe?g|gif|svg|webp)"
_HTML = (
    r"</?(?:b|i|u|s|em|strong|small|big|sub|sup|center|div|span|font|del|ins|strike|p|tt|kbd|blockquote)(?: [^<>\n]*)?>"
)
_QUOTES = r"""
      '''''(?P<strong>[^'\n][^\n]*?)'''''
    | '''(?P<strong2>[^'\n](?:[^'\n]|'(?!''))*)'''
    | ''(?P<em>[^'\n](?:[^'\n]|'(?!'))*)''
"""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a wiki marks its blocks. Patterns match the words of a line, without the white space around.

    `heading`: groups `mark`, `words`; `levels`: the level of each mark, else its length. `item`: group `marks`, and
    `number` perhaps; its depth is the number of marks, or its column if `indented`; one whose last mark is in
    `ordered` is numbered. `goes_on`: whether a line without a mark goes on with the item above. `cell`: what parts
    the cells of a row; `header`: what begins a heading's cell. `code`: groups `language`, and `fence` where the end
    depends on it; each with the line that ends it. `verbatim`: the columns from which on a line stands as it is.
    """

    name: str
    signs: re.Pattern[str]
    heading: re.Pattern[str]
    item: re.Pattern[str]
    inline: re.Pattern[str]
    levels: str = ""
    ordered: str = "#+"
    indented: bool = False
    goes_on: bool = False
    row: re.Pattern[str] = _NEVER
    cell: re.Pattern[str] = _NEVER
    header: re.Pattern[str] = _NEVER
    code: tuple[tuple[re.Pattern[str], str], ...] = ()
    quoted: tuple[tuple[re.Pattern[str], str], ...] = ()
    quote: re.Pattern[str] = _NEVER
    term: re.Pattern[str] = _NEVER
    verbatim: int = 0
    comment: re.Pattern[str] = _NEVER
    machine: re.Pattern[str] = _NEVER
    lead: re.Pattern[str] = _NEVER


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


def _signs(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.MULTILINE)


def _cell(edge: str) -> re.Pattern[str]:
    """What parts cells, but not within a link or a call."""
    return re.compile(rf"\[\[[^\[\]\n]*\]\]|\{{\{{[^{{}}\n]*\}}\}}|(?P<edge>{edge})")


_BARS, _BAR = _line(r"\|\|"), _line(r"\|[^|\n]")
_CLOSED_HEADING = _line(r"(?P<mark>={1,6})[ \t]*(?P<words>[^=\s](?:.*?[^=\s])?)[ \t]*(?P=mark)[ \t]*(?:\#[\w-]+)?$")
_BRACES = (_line(r"\{\{\{(?:[ \t]*\#!(?P<language>[\w+-]+))?$"), "}}}")
_PRE = (_line(r"<pre(?:[ ][^<>]*)?>$"), "</pre>")

HIKI = Dialect(
    "hiki",
    _signs(
        r"""^!{1,5}[ \t]*[^\s!\[=(<] | \[\[[^\[\]|\n]+\|https?:// | ^\{\{[\w:]+[^{}\n]*\}\}[ \t]*$ | ^<<<[ \t]*\w*$
        | ^\|\|[^|\n]+\|\|"""
    ),
    heading=_line(r"(?P<mark>!{1,6})[ \t]*(?P<words>[^\s!\[=(<].*)"),
    item=_line(r"(?P<marks>\*{1,6}|\#{1,6}|-(?=[ \t]))[ \t]*(?=[^\s*\#])"),
    inline=_line(
        rf"""
          \[\[(?P<label>[^\[\]|\n]+)\|(?P<target>[^\[\]|\n]+)\]\]
        | \[\[(?P<target2>{_URL})\]\]
        | \[\[(?P<plain>[^\[\]|\n]+)\]\]
        | {_QUOTES}
        | ==(?P<plain2>[^=\n]+)==
        | ``(?P<code>[^`\n]+)``
        | \{{\{{fn[ (]*["'](?P<aside>[^{{}}\n'"]+)["'][ )]*\}}\}}
        | (?P<drop>\{{\{{[^{{}}\n]*\}}\}})
        """
    ),
    header=_line(r"!"),
    code=((_line(r"<<<[ \t]*(?P<language>[\w+-]*)$"), ">>>"),),
    quote=_line(r'""[ \t]?'),
    term=_line(r":(?P<term>[^:\n]+):[ \t]*(?P<words>.*)"),
    verbatim=1,
    comment=_line(r"//"),
    machine=_line(r"\{\{[^{}]*\}\}$"),
    row=_BARS,
    cell=_cell(r"\|\|"),
)

PUKIWIKI = Dialect(
    "pukiwiki",
    _signs(
        r"""\[\#[a-z]\w{7}\][ \t]*$ | ^\#(?:contents|br|ref|comment|norelated|freeze|author|hr|img|clear|shownews)\b
        | \[\[[^\[\]>\n]+>[^\[\]\n]+\]\] | \[\[[^\[\]:\n]+:https?:// | &(?:br|size|color|ref|counter)\b[^;\n]*;
        | ^\|.*\|[hfc][ \t]*$ | ^\|~ | ^(?:RIGHT|CENTER|COLOR\(\w+\)):"""
    ),
    heading=_line(r"(?P<mark>\*{1,3})(?!\*)[ \t]*(?P<words>\S.*?)(?P<machine>[ \t]*\[\#\w+\])?$"),
    item=_line(r"(?P<marks>-{1,3}(?!-)|\+{1,3}(?!\+))[ \t]*(?=\S)"),
    inline=_line(
        rf"""
          \[\[(?P<label>[^\[\]>\n]+)>(?P<target>[^\[\]>\n]+)\]\]
        | \[\[(?P<label2>[^\[\]>:\n]+):(?P<target2>{_URL})\]\]
        | \[\[(?P<plain>[^\[\]\n]+)\]\]
        | '''(?P<em>[^'\n](?:[^'\n]|'(?!''))*)'''
        | ''(?P<strong>[^'\n](?:[^'\n]|'(?!'))*)''
        | %%(?P<plain2>[^%\n]+)%%
        | (?P<br>&br;\n?|~\n)
        | &ref\((?P<image>{_IMAGE})(?P<drop>[^()\n]*)\);
        | &\w+(?P<drop2>\([^()\n]*\))?\{{(?P<plain3>[^{{}}\n]*)\}};
        | (?P<drop3>&(?!amp;|lt;|gt;|quot;)\w+(?:\([^()\n]*\))?;)
        | [ ]?\(\((?P<aside>[^()\n]+)\)\)
        | (?P<drop4>(?:COLOR|SIZE)\([^()\n]*\):)
        """
    ),
    ordered="+",
    goes_on=True,
    header=_line(r"~"),
    quote=_line(r">{1,3}[ \t]?"),
    term=_line(r":(?P<term>[^|\n]*)\|[ \t]*(?P<words>.*)"),
    verbatim=1,
    comment=_line(r"//"),
    machine=_line(r"\#\w+(?:\(.*\))?;?$|\{\{[^{}]*\}\}$"),
    lead=_line(r"(?:RIGHT|CENTER|LEFT):|~(?=\S)"),
    row=_BAR,
    cell=_cell(r"\|"),
)

MEDIAWIKI = Dialect(
    "mediawiki",
    _signs(
        r"""^(?P<m>={2,5})[^=\n]+(?P=m)[ \t]*$ | ^\{\|(?:[ ]|$) | '''[^'\n]+''' | \[https?://[^\s\[\]]+[ ][^\[\]\n]+\]
        | \[\[(?:[Cc]ategory|[Ff]ile|[Ii]mage):[^\[\]\n]+\]\] | \[\[[^\[\]|:\n]+\|[^\[\]|:/\n]+\]\]
        | <ref[ >] | ^__\w+__[ \t]*$ | ^\{\{[\w ]+(?:\|[^{}\n]*)?\}\} | <syntaxhighlight"""
    ),
    heading=_CLOSED_HEADING,
    item=_line(r"(?P<marks>[*\#:]*[*\#:])[ \t]*(?=\S)"),
    inline=_line(
        rf"""
          \[\[(?i:file|image):(?P<image>[^\[\]|\n]+)(?:\|(?P<drop>(?:[^\[\]|\n]*\|)*))?(?:(?<=\|)(?P<alt>[^\[\]|\n]+))?\]\]
        | (?P<drop2>\[\[(?i:category|kategorie|catégorie):[^\[\]\n]+\]\])
        | \[\[(?P<target>[^\[\]|\n]+)\|(?P<label>[^\[\]|\n]+)\]\]
        | \[\[:?(?P<plain>[^\[\]|\n]+)\]\]
        | \[(?P<target2>{_URL})(?:[ ]+(?P<label2>[^\[\]\n]+))?\]
        | {_QUOTES}
        | <(?:code|tt)>(?P<code>[^<>\n]+)</(?:code|tt)>
        | <nowiki>(?P<keep>[^<\n]*)</nowiki>
        | (?P<br><br[ ]?/?>\n?)
        | <ref(?:[ ][^<>/\n]*)?>(?P<aside>[^<>\n]*)</ref>
        | (?P<drop3><ref[ ][^<>\n]*/>)
        | (?P<drop4>\{{\{{[^{{}}\n]*\}}\}})
        | (?P<drop5><!--(?:[^-]|-(?!->))*-->)
        | (?P<drop6>{_HTML})
        """
    ),
    ordered="#",
    code=(
        _PRE,
        (
            _line(r"<(?P<fence>source|syntaxhighlight)(?:[ ]+lang=[\"']?(?P<language>[\w+-]+)[\"']?)?[^<>]*>$"),
            "</{fence}>",
        ),
    ),
    term=_line(r";[ \t]*(?P<term>[^:\n]+)(?::[ \t]*(?P<words>.*))?"),
    verbatim=1,
    comment=_line(r"<!--(?:[^-]|-(?!->))*-->$"),
    machine=_line(r"\{\{[^{}]*\}\}$|__[A-Z]+__$|\#(?i:redirect)\b.*|\[\[(?i:category):[^\[\]]+\]\]$"),
)

TRAC = Dialect(
    "trac",
    _signs(
        r"""^(?P<m>={1,4})[ ][^=\n]+[ ](?P=m)[ \t]*(?:\#\w+)?$ | ^\{\{\{[ \t]*(?:\#!\w+)?$ | \{\{\{[^{}\n]+\}\}\}
        | ^\|\|[^|\n]+\|\| | \[(?:wiki|ticket|attachment|source):[^\[\]\n]+\] | \[\[(?:BR|PageOutline|TOC|Image)\b
        | <<(?:BR|TableOfContents|Include|Anchor)\b | ^\#(?:acl|format|language|pragma)[ ]
        | \[\[https?://[^\[\]|\n]+\|[^\[\]|\n]+\]\]"""
    ),
    heading=_CLOSED_HEADING,
    item=_line(r"(?:(?P<marks>[*-])|(?P<number>\d{1,3})\.|[a-z]\.)[ \t]+(?=\S)"),
    inline=_line(
        rf"""
          \[(?P<target>{_URL})(?:[ ]+(?P<label>[^\[\]\n]+))?\]
        | \[\[(?P<target2>{_URL})(?:\|(?P<label2>[^\[\]|\n]+))?\]\]
        | \[(?:wiki|ticket|source|attachment|milestone|changeset):(?P<target3>[^\s\[\]]+)[ ]+(?P<label3>[^\[\]\n]+)\]
        | (?P<br>(?:\[\[BR\]\]|<<BR>>)\n?)
        | \[\[Image\((?P<image>{_IMAGE})(?P<drop>[^()\n]*)\)\]\]
        | \{{\{{(?P<image2>(?:attachment:)?{_IMAGE})(?:\|(?P<alt>[^{{}}|\n]*))?(?P<drop2>[^{{}}\n]*)\}}\}}
        | (?P<drop3>\[\[(?:PageOutline|TOC|Include|TracGuideToc)\b[^\[\]\n]*\]\]|<<\w+(?:\([^()\n]*\))?>>)
        | \[\[(?P<target4>[^\[\]|\n]+)\|(?P<label4>[^\[\]|\n]+)\]\]
        | \[\[(?P<plain>[^\[\]|\n]+)\]\]
        | \{{\{{\{{(?P<code>[^{{}}\n]+)\}}\}}\}}
        | `(?P<code2>[^`\n]+)`
        | {_QUOTES}
        | ~~(?P<plain2>[^~\n]+)~~
        | __(?P<plain3>[^_\n]+)__
        | (?<!\w)!(?P<keep>[A-Z][a-z]+[A-Z]\w*)
        """
    ),
    indented=True,
    goes_on=True,
    header=_line(r"="),
    code=(_BRACES,),
    quote=_line(r">[ \t]?"),
    term=_line(r"(?P<term>\S.*?)::(?=\s|$)[ \t]*(?P<words>.*)"),
    comment=_line(r"\#\#"),
    machine=_line(
        r"\#(?:acl|format|language|pragma|refresh|deprecated)\b.*|\[\[(?:PageOutline|TOC)\b.*\]\]$|<<\w+(?:\(.*\))?>>$"
    ),
    row=_BARS,
    cell=_cell(r"\|\|"),
)

DOKUWIKI = Dialect(
    "dokuwiki",
    _signs(
        r"""^={4,6}[ ][^=\n]+[ ]={4,6}[ \t]*$ | \[\[https?://[^\[\]|\n]+\|[^\[\]|\n]+\]\]
        | (?<!:)//[^/\n]+// | ^\^[^^\n]+\^ | <(?:code|file)[ ]\w+> | \\\\(?:[ ]|$)"""
    ),
    heading=_line(r"(?P<mark>={2,6})[ \t]*(?P<words>[^=\s](?:.*?[^=\s])?)[ \t]*={2,6}$"),
    item=_line(r"(?P<marks>[*-])[ \t]*(?=\S)"),
    inline=_line(
        rf"""
          \[\[(?P<target>[^\[\]|\n]+)\|(?P<label>[^\[\]|\n]+)\]\]
        | \[\[(?P<target2>{_URL})\]\]
        | \[\[(?P<plain>[^\[\]|\n]+)\]\]
        | \{{\{{[ ]?:?(?P<image>[^\s{{}}|?]+\.(?:png|jpe?g|gif|svg|webp))(?P<drop>\?[^{{}}|\n]*)?[ ]?
          (?:\|(?P<alt>[^{{}}|\n]+))?\}}\}}
        | \{{\{{(?P<plain5>[^{{}}\n]+)\}}\}}
        | \*\*(?P<strong>[^*\n]+)\*\*
        | (?<![:/])//(?P<em>[^/\s](?:[^/\n]|/(?!/))*)//
        | ''(?P<code>[^'\n]+)''
        | __(?P<plain2>[^_\n]+)__
        | (?P<br>\\\\(?:[ ]|\n|$))
        | [ ]?\(\((?P<aside>[^()\n]+)\)\)
        | %%(?P<keep>[^%\n]+)%%
        | <(?:del|sub|sup)>(?P<plain3>[^<>\n]+)</(?:del|sub|sup)>
        """
    ),
    levels="654321",
    ordered="-",
    indented=True,
    goes_on=True,
    row=_line(r"[|^][^|^\n]"),
    cell=_cell(r"[|^]"),
    code=((_line(r"<(?P<fence>code|file)(?:[ ]+(?P<language>[\w+-]+))?[^<>]*>$"), "</{fence}>"),),
    quote=_line(r">+[ \t]?"),
    verbatim=2,
    machine=_line(r"~~[A-Z]+~~$|\{\{tag>[^{}]*\}\}$"),
)

TEXTILE = Dialect(
    "textile",
    _signs(
        r"""^h[1-6](?:\([^()\n]*\))?\.[ ]+\S | "[^"\n]+":https?:// | ^bq\.[ ] | ^bc\.[ .] | ^\|_\.
        | ^\{(?:code|quote|noformat)\b
        | \[[^\[\]|\n]+\|https?://[^\[\]|\n]+\] | ^\|\|[^|\n]+\|\|[^|\n]+\|\|[ \t]*$"""
    ),
    heading=_line(r"h(?P<mark>[1-6])(?:\([^()\n]*\))?\.[ \t]+(?P<words>\S.*)"),
    item=_line(r"(?P<marks>[*\#]{1,6}|-)[ \t]+(?=\S)"),
    inline=_line(
        rf"""
          "(?P<label>[^"\n]+)":(?P<target>(?:https?|ftp)://[^\s<>\[\]|"]*[\w/\#=&])
        | \[(?P<label2>[^\[\]|\n]+)\|(?P<target2>[^\[\]|\s]+)\]
        | \[(?P<target3>{_URL})\]
        | !(?P<image>{_IMAGE})(?:[|(](?P<drop>[^!\n]*))?!
        | (?<!\w)\*(?P<strong>[^\s*](?:[^*\n]*[^\s*])?)\*(?!\w)
        | (?<!\w)_(?P<em>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)
        | (?<!\w)@(?P<code>[^\s@](?:[^@\n]*[^\s@])?)@(?!\w)
        | \{{\{{(?P<code2>[^{{}}\n]+)\}}\}}
        | \?\?(?P<em2>[^?\n]+)\?\?
        | (?P<drop2>\{{(?:color|anchor|toc)\b[^{{}}\n]*\}})
        """
    ),
    levels="123456",
    ordered="#",
    goes_on=True,
    row=_line(r"\|"),
    cell=_cell(r"\|\|?"),
    header=_line(r"_\.[ \t]*"),
    code=(
        _PRE,
        (_line(r"\{(?P<fence>code|noformat)(?::(?P<language>[\w+-]+))?[^{}]*\}$"), "{{{fence}}}"),
        (_line(r"bc\.(?:[ \t]*$|\.[ \t]*$)"), ""),
    ),
    quoted=((_line(r"\{quote\}$"), "{quote}"),),
    quote=_line(r"bq\.[ \t]+"),
    lead=_line(r"p(?:\([^()\n]*\))?\.[ \t]+"),
    comment=_line(r"\#\#\#\."),
    machine=_line(r"\{(?:toc|anchor)\b[^{}]*\}$"),
)

RD = Dialect(
    "rd",
    _signs(r"^=(?:begin|end)[ \t]*$ | \(\(<[^<>\n]+>\)\) | \(\([*{|%:'-][^()\n]+[*}|%:'-]\)\)"),
    heading=_line(r"(?P<mark>={1,4}|\+{1,2})[ \t]+(?P<words>\S.*)"),
    item=_line(r"(?:(?P<marks>\*)|\((?P<number>\d{1,3})\))[ \t]*(?=\S)"),
    inline=_line(
        rf"""
          \(\(<(?P<label>[^<>|\n]+)\|URL:(?P<target>[^<>|\s]+)>\)\)
        | \(\(<URL:(?P<target2>{_URL})>\)\)
        | \(\(<(?P<label3>[^<>|\n]+)\|(?P<target3>[^<>|\n]+)>\)\)
        | \(\(<(?P<plain>[^<>|\n]+)>\)\)
        | \(\(\*(?P<strong>[^*\n]+)\*\)\)
        | \(\(\{{(?P<code>[^{{}}\n]+)\}}\)\)
        | \(\((?P<m>[|%])(?P<code2>[^|%\n]+)(?P=m)\)\)
        | \(\('(?P<keep>[^'\n]+)'\)\)
        | \(\((?P<n>[:-])(?P<plain2>[^()\n]+)(?P=n)\)\)
        """
    ),
    indented=True,
    goes_on=True,
    term=_line(r":[ \t]+(?P<term>\S.*)(?P<words>)"),
    verbatim=1,
    comment=_line(r"\#"),
    machine=_line(r"=(?:begin|end)\b.*|<<<[ \t]*\S+$"),
)

HATENA = Dialect(
    "hatena",
    _signs(
        r"^>\|[\w+?-]*\|?$ | ^\|\|<$ | ^\|<$ | ^(?:>>|>https?://\S+>)$ | ^<<$ | ^\*(?:\d{9,10}\*|[\w-]+\*)?\[\w+\] | \[https?://[^\[\]\s]+:title"
    ),
    heading=_line(
        r"(?P<mark>\*{1,3})(?!\*)(?P<machine>(?:\d{9,10}\*|[A-Za-z][\w-]*\*)?(?:\[[^\[\]:\n]+\])*)[ \t]*(?P<words>\S.*)"
    ),
    item=_line(r"(?P<marks>-{1,3}(?!-)|\+{1,3}(?!\+))[ \t]*(?=\S)"),
    inline=_line(
        r"""
          \[(?P<target>(?:https?|ftp)://[^\s\[\]]+?):title=(?P<label>[^\[\]\n]+)\]
        | \[(?P<target2>(?:https?|ftp)://[^\s\[\]]+?)(?P<drop>(?::(?:title|bookmark|embed|image|barcode)(?::[\w:]+)?)+)?\]
        | (?P<drop2>\[f:id:[^\[\]\n]+\])
        | \[\](?P<keep>[^\[\]\n]*)\[\]
        | [ ]?\(\((?P<aside>[^()\n]+)\)\)
        """
    ),
    ordered="+",
    row=_line(r"\|[^|\n]"),
    cell=_cell(r"\|"),
    header=_line(r"\*"),
    code=(
        (_line(r">\|(?P<language>[\w+-]*)\|$"), "||<"),
        (_line(r">\|$"), "|<"),
    ),
    quoted=((_line(r">(?:https?://[^\s>]+)?>$"), "<<"),),
    term=_line(r":(?P<term>[^:\n]+):[ \t]*(?P<words>.*)"),
    machine=_line(r"\[:contents\]$|====?=?$"),
)

DIALECTS = (HIKI, PUKIWIKI, MEDIAWIKI, TRAC, DOKUWIKI, TEXTILE, RD, HATENA)
