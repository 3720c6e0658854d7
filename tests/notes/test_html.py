"""HTML in its shapes: where the note is, what of it stays, and that nothing of it runs."""

from __future__ import annotations

import html
import re
import tempfile
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.readers.html import is_html, read_html
from tests.notes.conftest import Book, Parsed
from tests.notes.test_safety import EVERYTHING, NASTY, runs

PAIRS = Path(__file__).parent / "pairs"


def drafts(source):
    return [outline.source for outline in read_html(source).outlines]


def draft(source):
    return "\n".join(line for line in drafts(source)[0].splitlines() if line)


def dropped(source):
    """What is left out, with the reason."""
    return {source[fate.start : fate.end]: fate.reason for fate in read_html(source).fates if fate.dropped}


def imported(text, name="note.html"):
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder))
        each = book.add(name, text)
        assert each.ledger, each.problems
        assert book.verdicts()[name].verdict == "identical"
        return each, [(book.root / f"{page}.md").read_text(encoding="utf-8") for page in each.ledger.pages]


def squeezed(text):
    return re.sub(r"[\s\x00-\x1f\x7f-\x85\u2028\u2029\ufffd-\uffff]", "", text)


# -- which files are HTML -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE html>\n<html><body><p>Words</p></body></html>",
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>Words</body></html>',
        "<!-- saved -->\n<HTML><BODY>Words",
        "---\nlayout: post\ntitle: A\n---\n<p>Some words</p>\n\n<p>More words</p>\n",
        "<h2>Talks</h2>\n<ul><li>One</li></ul>",
    ],
)
def test_html_is_told_by_its_content(source):
    assert reader_for("note", source).name == "html"


@pytest.mark.parametrize(
    "source",
    [
        '<p align="center"><img src="x.png"></p>\n\n# Title\n\nMany words of a note in Markdown.\n',
        "<div>\n\n# A heading in Markdown\n\n- item\n",
        "Words with <b>tags</b> in a text.\n",
        '<?xml version="1.0"?>\n<schedule><day index="1"/></schedule>',
        "<nick> hello\n<other> hello\n",
        "<!-- a comment -->\n\nA text.\n",
    ],
)
def test_other_texts_with_tags_are_not_html(source):
    assert not is_html(source)


# -- where the note is --------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html>
<html><head><title>Three days of clouds | Site</title>
<meta property="article:published_time" content="2016-05-02T10:00:00+09:00">
<style>p { color: red }</style></head>
<body class="has-sidebar">
<header><a href="/">Site</a><p>All that we hear</p></header>
<nav><ul><li><a href="/a">About</a></li></ul></nav>
<div class="wrap"><div class="content">
<h1>Three days of clouds<a class="headerlink" href="#x">¶</a></h1>
<p>We heard a lot, and this is what we wrote down while we did.</p>
<div class="share-buttons"><a href="https://example.org/share">Share</a></div>
<p>It was good to meet everybody whom we know from elsewhere.</p>
</div>
<div class="sidebar"><h3>Archive</h3><p>2015</p></div></div>
<footer>Example Corp.</footer>
<script>track("</p>")</script>
</body></html>
"""


def test_a_page_is_its_article_and_the_rest_is_dropped_with_reasons():
    text = drafts(PAGE)[0]

    assert text.startswith("---\ndate: 2016-05-02T10:00:00+09:00\n---\n")
    assert draft(PAGE).splitlines()[3:] == [
        "# Three days of clouds",
        "We heard a lot, and this is what we wrote down while we did.",
        "It was good to meet everybody whom we know from elsewhere.",
    ]
    reasons = set(dropped(PAGE).values())
    assert {"the page's head", "navigation", "the site's head", "the site's foot", "links for sharing"} <= reasons
    assert {"the side of the page", "a script", "a heading's link to itself"} <= reasons


def test_a_class_of_the_whole_page_drops_nothing():
    text = '<html><body class="menu"><div class="post comments"><p>Words of a note.</p></div></body></html>'
    assert "Words of a note." in draft(text)


def test_a_title_that_is_a_link_stays():
    text = '<html><body><h1><a class="permalink" href="/a">A day</a></h1><p>Words of a note.</p></body></html>'
    assert draft(text).splitlines() == ["# A day", "Words of a note."]


def test_the_title_of_the_page_stands_where_the_note_has_none():
    text = "<html><head><title>Cloud &amp; day</title></head><body><p>Words.</p><h2>Later</h2></body></html>"
    assert draft(text).splitlines() == ["# Cloud & day", "Words.", "## Later"]


POST = (
    '<div class="post"><h2><a href="/2014/11/0{n}/post-{n}/">Post {n}</a></h2>'
    '<span class="post-date">{n} Nov 2014</span><p>Words of the post number {n}.</p></div>'
)
INDEX = (
    "<html><body><div class=sidebar><p>About us</p></div><div class=posts>"
    + "".join(POST.format(n=n) for n in (1, 2, 3))
    + "</div><div class=pagination><a href=/page2>Older</a></div></body></html>"
)


def test_an_index_of_posts_is_several_notes():
    outlines = read_html(INDEX).outlines

    assert [outline.stem for outline in outlines] == ["post-1", "post-2", "post-3"]
    assert outlines[0].metadata.values["permalink"] == "/2014/11/01/post-1/"
    assert "## Post 2\n\n2 Nov 2014\n\nWords of the post number 2.\n" in outlines[1].source


def test_the_posts_of_an_index_are_imported_as_pages():
    each, pages = imported(INDEX)
    assert len(pages) == 3
    assert "About us" not in "".join(pages)
    assert each.format == "html"


def test_articles_below_one_title_are_one_note():
    text = "<html><body><h1>A day</h1>" + "".join(
        f"<article><h2>Talk {n}</h2><p>What was said in it.</p></article>" for n in (1, 2)
    )
    assert [line for line in draft(text).splitlines() if line[0] == "#"] == ["# A day", "## Talk 1", "## Talk 2"]


def test_a_file_of_plain_text_that_a_browser_saved():
    box = '<pre style="word-wrap: break-word;">Notes\n\n■ Talk &lt;one&gt;\n- item\n</pre>'
    text = f"<html><head></head><body>{box}</body></html>"
    outline = read_html(text).outlines[0]
    assert outline.dialect == "text"
    assert outline.source.rstrip() == "Notes\n\n■ Talk <one>\n- item"


def test_slides_in_markdown_within_a_page():
    slides = "class: center\n\n# Talk\n\n---\n\n- a &lt; b\n"
    text = f'<html><body><textarea id="source">\n{slides}</textarea><script>remark()</script></body></html>'
    assert "# Talk\n\n---\n\n- a < b" in drafts(text)[0]


# -- elements -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>one\n  two</p>three", "one two\nthree"),
        ("<p>one<br>two<br><br>three</p>", "one  \ntwo\nthree"),
        ("<p>AT&amp;T, caf&eacute; &#12354; &copy;</p>", "AT&T, café あ ©"),
        ("<p>&amp;lt;b&amp;gt;</p>", "\\&lt;b\\&gt;"),
        ("<p><b>Day 1</b></p>", "**Day 1**"),
        ("<p>a<b> b </b>c <i></i></p>", "a **b** c"),
        ("<p>これは<b>「雲」</b>です</p>", "これは「雲」です"),
        ("<p><b><i>x</i></b></p>", "**x**"),
        ("<p><code>a*b</code> `c`</p>", "`a*b` \\`c\\`"),
        ("<p><code>a`b</code></p>", "``a`b``"),
        ("<p>`<b> <code>*a*</code></b></p>", "\\` **`*a*`**"),
        ("<p><i>`</i><code>*a*</code></p>", "\\`\\*a\\*"),
        ("<p><a href='https://example.org/a?b=1&amp;c=(2)'>words</a></p>", "[words](https://example.org/a?b=1&c=(2))"),
        ("<p><a href='https://example.org/a b(c'>x</a></p>", "[x](https://example.org/a%20b%28c)"),
        ("<p><a href='https://example.org/'>https://example.org/</a></p>", "<https://example.org/>"),
        ("<p><a href='//example.org/x'>x</a></p>", "[x](https://example.org/x)"),
        ("<p><a href='slides.pdf'>slides</a></p>", "[slides](slides.pdf)"),
        ("<p><a href='javascript:alert(1)'>x</a><a href='jav&#10;ascript:x'>y</a></p>", "xy"),
        ("<p><a href='data:text/html,x'>x</a> <a href='#top'>top</a></p>", "x top"),
        ("<p>see https://example.org/a_b. [x](y)</p>", "see <https://example.org/a_b>. \\[x](y)"),
        ("<p>Hello!<a href='https://example.org'>x</a></p>", "Hello\\![x](https://example.org)"),
        ("<p><img src='a.png' alt='A [b] cat'></p>", "![A  b  cat](a.png)"),
        ("<p><img src='data:image/png;base64,xx' alt='A cat'></p>", "A cat"),
        ("<a href='big.jpg'><img src='small.jpg' alt='A'></a>", "![A](small.jpg)"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>a<p>b</p></li><li>c</ol>", "3. a\n   b\n4. c"),
        ("<ul><li><ul><li>a</ul>b</ul>", "- a\n- b"),
        ("<dl><dt>Term<dd>One<dd>Two</dl>", "- Term\n  - One\n  - Two"),
        ("<blockquote><p>a<p>b</blockquote>c", "> a\n>\n> b\nc"),
        ("<pre><code class='language-sh'>$ ls\n  a &lt; b\n</code></pre>", "```sh\n$ ls\n  a < b\n```"),
        ("<h2>C #</h2>", "## C \\#"),
        ("<h2><a href='/a/b.html'>x</a> <a href='https://example.org'>y</a></h2>", "## x [y](https://example.org)"),
        ("<p># no<br>- no<br>1. no<br>> no</p>", "\\# no  \n\\- no  \n1\\. no  \n\\> no"),
        ("<table><tr><th>a<th>b<tr><td>1|2<td>x<br>y</table>", "| a | b |\n| --- | --- |\n| 1\\|2 | x y |"),
        ("<table><tr><td colspan=2>a<tr><td>b<td>c</table>", "|  |  |\n| --- | --- |\n| a |  |\n| b | c |"),
        ("<table><tr><td><h2>a</h2><td><ul><li>b</ul></table>", "## a\n- b"),
        ("<ul><li><h3>a</h3><p>b</ul>", "### a\nb"),
        ("<p>a<hr>b", "a\n---\nb"),
        ("<ruby>雲<rt>くも</rt></ruby>", "雲(くも)"),
        ("<iframe src='//example.org/v'>no frames</iframe>", "<https://example.org/v>"),
        ("<p>a<time datetime='2016-04-25'>25 April</time><!-- c --><wbr>b</p>", "a25 Aprilb"),
        ("<input type=checkbox checked> done", "☑ done"),
        ("<p hidden>a</p><p style='display: none'>b</p>c", "c"),
        ("<p>a < b and c</p>", "a < b and c"),
        ("<p>a <b c", "a \\<b c"),
        ("a</p>b</div>c", "abc"),
    ],
    ids=repr,
)  # fmt: skip
def test_elements(source, expected):
    assert draft(source) == expected


def test_a_note_keeps_its_front_matter():
    text = "---\nlayout: post\ntitle: A day\n---\n<p>Words of it.</p>\n"
    assert read_html(text).outlines[0].metadata.values["title"] == "A day"


# -- bad input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nasty", NASTY, ids=repr)
def test_html_stays_text(nasty):
    for before, after in [
        ("<p>", "</p>"),
        ("<ul><li>", "</ul>"),
        ("<h2>", "</h2>"),
        ("<table><tr><td>x<td>", "</table>"),
    ]:
        _, pages = imported(f"<html><body><p>A first line.</p>{before}{html.escape(nasty)}{after}<p>A last line.</p>")
        for extensions in (("colon_fence",), EVERYTHING):
            assert runs(Parsed(pages[0], extensions)) == ""


TRAPS = {
    "nested": "<div>" * 20_000 + "x",
    "lists": "<ul><li>" * 10_000 + "x",
    "quotes": "<blockquote>" * 10_000 + "x",
    "tables": "<table><tr><td>" * 6_000 + "x",
    "bold": "<b>" * 20_000 + "x",
    "comments": "<!--" * 20_000,
    "declarations": "<![" * 20_000,
    "tags": "<a " * 20_000,
    "ends": "</" * 20_000,
    "quoted": "<a b='" * 10_001 + ">",
    "unquoted": '<a "" ' * 10_000 + '">"',
    "titles": "<title>" * 10_000,
    "paragraphs": "<p>" * 20_000 + "</p>" * 20_000,
    "misnested": "<b><p></b>" * 6_000,
    "references": "&amp" * 20_000,
    "ampersands": "&" * 60_000,
    "breaks": "<pre>" + "\n" * 60_000 + "x</pre>",
    "backticks": "<code>" + "`" * 20_000 + "</code>",
    "brackets": "[" * 10_000 + "](x)",
    "addresses": "http://" + ")" * 20_000,
    "one line": "<p>" + "word " * 20_000 + "</p>",
    "cells": "<table>" + "<tr>" + "<td rowspan=999 colspan=999>x" * 200 + "</table>",
    "links": "<a href=https://example.org>x" * 6_000,
}


@pytest.mark.parametrize("name", TRAPS)
def test_traps_are_read(name):
    reading = read_html(f"<html><body>{TRAPS[name]}</body></html>")
    assert len(reading.outlines) == 1


# -- any HTML -----------------------------------------------------------------------------------------------

SIGNS = [" ", "\n", "word", "あ", "。", "「", "*", "_", "`", "!", "(", "]", "|", "#", "1.", "-", "&", ";"]
words = st.lists(st.sampled_from([*NASTY, *SIGNS]) | st.text(max_size=6), max_size=5).map("".join)
# Bullets of East Asian texts begin items wherever they stand; other marks of lists are no text either.
words = words.map(lambda text: re.sub(r"[•◦・●○■□◆◇▪▫‣⁃▶▷►▼＊\r]", "", text)).filter(lambda text: "http" not in text)
texts = words.map(lambda text: html.escape(text))
LINKS = ["a href='https://example.org/'", "a href='x'", "a href='javascript:x'"]
inline_tags = st.sampled_from(["b", "i", "em", "strong", "code", "span", "u", *LINKS])
BLOCKS = "p div ul ol li blockquote h1 h2 h4 section pre dl dd table tr td th main body article nav"
block_tags = st.sampled_from(BLOCKS.split())


def element(tag, inner):
    return f"<{tag}>{inner}</{tag.split()[0]}>"


def several(strategy):
    return st.lists(strategy, min_size=1, max_size=4).map("".join)


inline = st.recursive(texts, lambda inner: st.builds(element, inline_tags, several(inner)), max_leaves=5)
paragraphs = st.builds(element, st.sampled_from(["p", "div", "h1", "h2", "h3", "pre"]), several(inline))


def list_of(parts):
    return st.builds(element, st.sampled_from(["ul", "ol"]), several(st.builds(element, st.just("li"), several(parts))))


lists = st.recursive(list_of(inline), lambda inner: list_of(inner | inline), max_leaves=4)
cells = several(st.builds(element, st.sampled_from(["td", "th"]), several(inline)))
tables = st.builds(element, st.just("table"), several(st.builds(element, st.just("tr"), cells)))
well_formed = several(
    st.one_of(paragraphs, lists, tables, st.builds(element, st.just("blockquote"), several(paragraphs | lists)))
)
SCRAPS = [
    "<", ">", "<!--", "-->", "&", "&lt;", "<br>", "<hr>", "<img src=x.png alt=y>", "<script>", "</script>", '<a href="',
    "'", "<!x", "<?", "]]>", "<title>", "<textarea>",
]  # fmt: skip
tags = st.builds("<{}>".format, inline_tags | block_tags) | st.builds("</{}>".format, inline_tags | block_tags)
soup = st.lists(texts | tags | st.sampled_from(SCRAPS), max_size=12).map("".join)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def shown(page):
    """The words of a page, as its reader sees them."""
    doctree = Parsed(page).doctree
    return squeezed("".join(str(node) for node in doctree.findall(nodes.Text)))


@settings(relaxed, max_examples=60)
@given(well_formed)
def test_all_words_are_shown_in_order(body):
    _, pages = imported(f"<html><body><h1>Title</h1><p>First.</p>{body}</body></html>")
    wanted = squeezed(html.unescape(re.sub(r"<[^>]*>", "", body)))
    page, place = shown(pages[0]), 0
    for char in wanted:
        place = page.find(char, place) + 1
        assert place, (char, wanted, page, pages[0])


@settings(relaxed, max_examples=60)
@given(soup)
def test_any_html_is_proved_and_does_not_run(body):
    _, pages = imported(f"<html><body>{body}")
    for page in pages:
        assert runs(Parsed(page)) == ""
        assert runs(Parsed(page, EVERYTHING)) == ""
