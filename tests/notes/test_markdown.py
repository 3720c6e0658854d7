"""Markdown in its dialects: front matter, HTML, tables, what blogs and site generators leave; and what is lost."""

from __future__ import annotations

import datetime as dt
from html import unescape

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinx_summit.notes.inline import write_text
from sphinx_summit.notes.outline import Code, Heading, Omitted, Run, Table, Text
from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.readers.front_matter import read_front_matter
from sphinx_summit.notes.readers.markdown import read_markdown
from tests.notes.conftest import Parsed
from tests.notes.test_safety import EVERYTHING, imported, relaxed, runs


def written(text, **options):
    """A text as lines of a page."""
    lines = write_text(text, Text((Run(0, len(text)),)), "markdown", **options)
    return "\n".join("".join(piece.text for piece in line) for line in lines)


def shown(page):
    return "".join(str(node) for node in Parsed(page).doctree.findall(nodes.Text))


# -- front matter ----------------------------------------------------------------------------------------------

FRONT = {
    "yaml": "---\ntitle: A day\ndate: 2017-11-07\ntags: [a, b]\n---\n",
    "toml": '+++\ntitle = "A day"\ndate = 2017-11-07\ntags = ["a", "b"]\n+++\n',
    "json": '{\n  "title": "A day",\n  "date": "2017-11-07",\n  "tags": ["a", "b"]\n}\n',
    "pelican": "Title: A day\nDate: 2017-11-07\nTags: a, b\n",
    "hexo": "title: A day\ndate: 2017-11-07\ntags: [a, b]\n---\n",
}


@pytest.mark.parametrize("form", FRONT)
def test_front_matter_is_read_in_every_form(form):
    source = FRONT[form] + "\nText.\n"
    found = read_front_matter(source)
    assert found.values["title"] == "A day"
    assert found.values["tags"] == ["a", "b"]
    assert found.values["date"] in (dt.date(2017, 11, 7), "2017-11-07")
    assert source[found.run.end :].strip() == "Text."
    assert reader_for("note.md", source).name == "markdown"


@pytest.mark.parametrize("form", FRONT)
def test_front_matter_never_becomes_text(form):
    _, page = imported(FRONT[form] + "\n# Heading\n\nText.\n", "note.md")
    assert Parsed(page).doctree.astext().endswith("Heading\n\nText.")
    assert page.count("A day") <= 1


def test_front_matter_that_is_not_quite_yaml_still_says_its_title():
    found = read_front_matter("---\ntitle: One: two\nlist: *x\n---\n\nText.\n")
    assert found.values == {"title": "One: two"}
    assert not found.kept


@pytest.mark.parametrize(
    "text",
    ["Date: 2017-11-07\nPlace: Town\n\nText.\n", '{"events": []}\n', "+++\nText.\n+++\n", "Title: only\n\nText.\n"],
)
def test_words_at_the_start_are_no_front_matter(text):
    assert read_front_matter(text) is None


@pytest.mark.parametrize(
    "front", ["+++\nx = " + "[" * 9000 + "\n+++", "{" * 9000, '{"a":' * 9000, "---\na: " + "{" * 9000 + "\n---"]
)
def test_front_matter_nested_too_deep_is_not_read(front):
    each, _ = imported(f"{front}\n\n# A\n\ntext\n", "note.md")
    assert each.ledger


# -- HTML ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a<br>b<br/>\nc", "a  \nb  \nc"),
        ("<p>a</p><p>b</p>", "a  \nb"),
        ("an <b>important</b> word", "an important word"),
        ('<a href="https://example.org/x">the <i>site</i></a>', "[the site](https://example.org/x)"),
        ('<a href="https://example.org/x"></a>', "<https://example.org/x>"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<img src="https://example.org/x.png" alt="A hall">', "[A hall](https://example.org/x.png)"),
        ("<a href='https://example.org/x'><img src='https://example.org/x.png'></a>", "[image](https://example.org/x)"),
        ('<iframe src="//example.org/slides"></iframe>', "<https://example.org/slides>"),
        ("x <script>alert(1)</script> y", "x  y"),
        ("Vec<String> and <your name>", r"Vec\<String> and \<your name>"),
        ("`<b>` stays", "`<b>` stays"),
        (r"\<b> stays", r"\<b> stays"),
        ("<td>a</td><td>b</td>", "a  b"),
        ("[https://example.org/x:title=The site]", "[The site](https://example.org/x)"),
        ("[https://example.org/x:embed:cite]", "<https://example.org/x>"),
        ('[site](https://example.org){:target="_blank"}', "[site](https://example.org)"),
        ("{{< youtube abc-123_xyz >}}", "<https://www.youtube.com/watch?v=abc-123_xyz>"),
        ('{{% vimeo id="12345" %}}', "<https://vimeo.com/12345>"),
        ("{% youtube https://example.org/x %}", "<https://example.org/x>"),
        ("@[speakerdeck](abc123)", "<https://speakerdeck.com/player/abc123>"),
        ("@[card](https://example.org/x)", "<https://example.org/x>"),
        ('{{< figure src="https://example.org/x.png" alt="A hall" >}}', "[A hall](https://example.org/x.png)"),
        ("{{ site.url }} and `{% img x.png %}` stay", r"\{{ site.url }} and `{% img x.png %}` stay"),
        ("{% youtube javascript:alert(1) %}", r"\{% youtube javascript:alert(1) %}"),
    ],
)
def test_tags_become_markdown_or_nothing(html, markdown):
    assert written(html) == markdown


def test_an_address_that_no_page_may_refer_to_leaves_the_definitions_below_it_alone():
    definitions = "[a]: /blog/a\n[b]: https://example.org/b 'B'\n[c]: https://example.org/c (C)\n"
    _, page = imported(f"# Title\n\n[a] and [b] and [c]\n\n{definitions}", "note.md")
    links = [link["refuri"] for link in Parsed(page).doctree.findall(nodes.reference)]
    assert links == ["https://example.org/b", "https://example.org/c"]
    assert "[a]: /blog/a" in shown(page)


@pytest.mark.parametrize(
    "text",
    [
        "[x]<b>(../../secret)</b>", "{raw}<b></b>`html`", "<b>    x", "a<br>    - b", "<i>`</i>` <script>x</script> ``",
        "![a]<b>(data:x)", '<img src="data:x" alt="a](javascript:x)">', '<a href="https://e.org/">[x](y</a>',
        "(anything <b>at all</b>)=\u00a0", "{% img x.png ](javascript:x) %}", "[x]({{ site.url }}javascript:x)",
        '[x]({{ "data" | relative_url }}:x)', "@[card](javascript:x)", "{raw}{% img x.png `html` %}",
    ],
)  # fmt: skip
def test_nothing_runs_where_a_tag_was(text):
    _, page = imported(f"# Title\n\n{text}\n\nLast.\n", "note.md")
    assert runs(Parsed(page)) == ""
    assert runs(Parsed(page, EVERYTHING)) == ""


def test_files_that_came_along_stay_pictures_and_links():
    beside = {"img/a.png": "img/a-2.png", "talk.pdf": "talk.pdf"}
    assert written("![A](img/a.png) [T](talk.pdf) ![B](img/b.png)", beside=beside) == (
        "![A](img/a-2.png) [T](talk.pdf) B"
    )
    assert written('<img src="img/a.png" alt="A">', beside=beside) == "![A](img/a-2.png)"


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        ("[the day before](/2019/03/04/x.html)", "the day before"),
        ('[the day before](../x.md "More")', "the day before"),
        ("[1. Opening](#opening)", r"1\. Opening"),
        ("[# Opening](#opening)", r"\# Opening"),
        ("[Opening]() [More](<x y>)", r"Opening [More\](\<x y>)"),
        ("![A hall](hall.png)", "A hall"),
        ("![](images/hall.png)", "hall.png"),
        ("[![A hall](hall.png)](https://example.org/hall)", "[A hall](https://example.org/hall)"),
        ("[before ![A hall](hall.png) after](hall.html)", "before A hall after"),
        ("[![A hall](https://example.org/x.png)](https://example.org)", "[A hall](https://example.org)"),
        ("![A hall](//example.org/x.png)", "[A hall](https://example.org/x.png)"),
        ("![A hall][1] and ![](x.png)[1]", "[A hall][1] and x.png[1]"),
        ("[a [b](https://example.org/b) c](d.md)", "a [b](https://example.org/b) c"),
        ("[`code` and *more*](a(b).md)", "`code` and *more*"),
        ('[x]({% post_url 2015-01-01-x %}) [y]({{< ref "y.md" >}})', "x y"),
        ("`[x](y.md)` stays", "`[x](y.md)` stays"),
        (r"\[x](y.md) stays", r"\[x\](y.md) stays"),
    ],
)
def test_of_what_leads_nowhere_the_words_are_left(lost, left):
    assert written(lost) == left


def test_a_table_of_contents_is_left_out_with_its_reason():
    contents = "## Contents\n\n- [Opening](#opening)\n  - [A talk (Jane)](#a-talk-jane)\n- [More](#more)\n\n"
    headings = "## Opening\n\nHello.\n\n### A talk (Jane)\n\nWords.\n\n## More\n\n- [Opening](#opening) again\n"
    outline = read_markdown(f"# Title\n\n{contents}{headings}")
    left_out = [outline.source[b.run.start : b.run.end] for b in outline.blocks if isinstance(b, Omitted)]
    assert left_out == ["## Contents", contents.strip().partition("\n\n")[2]]
    assert "- Opening again" in imported(outline.source, "note.md")[1]


# -- blocks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "closes", "language"),
    [
        ("{% highlight ruby %}", "{% endhighlight %}", "ruby"),
        ('{{< highlight go "linenos=table" >}}', "{{< /highlight >}}", "go"),
        ("{% codeblock lang:sh %}", "{% endcodeblock %}", "sh"),
        (">|python|", "||<", "python"),
        ("<pre><code>", "</code></pre>", ""),
    ],
)
def test_code_of_other_programs_is_code(opens, closes, language):
    blocks = read_markdown(f"Before.\n{opens}\n# no heading\n{closes}\nAfter.\n").blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Code", "Paragraph"]
    assert isinstance(blocks[1], Code)
    assert blocks[1].language == language


@pytest.mark.parametrize(
    "line", ["[:contents]", "[TOC]", "* TOC\n{:toc}", "{: .lead}", "{% raw %}", "<script src='x'></script>", "<div>"]
)
def test_marks_that_steer_a_generator_are_left_out(line):
    blocks = read_markdown(f"Before.\n\n{line}\n\nAfter.\n").blocks
    assert isinstance(blocks[1], Omitted)
    assert blocks[1].reason
    assert len(blocks) == 3


@pytest.mark.parametrize("line", ["##見出し", "## 見出し ##", "見出し\n---", "<h2 class='x'>見出し</h2>"])
def test_a_heading_however_it_is_marked(line):
    outline = read_markdown(f"{line}\n\n本文。\n")
    heading = outline.blocks[0]
    assert isinstance(heading, Heading)
    assert (outline.plain(heading.text), heading.level) == ("見出し", 2)


@pytest.mark.parametrize("line", ["#hashtag of a day", "##", "## <b></b>", "#1 is best", "##1"])
def test_what_is_no_heading(line):
    assert not any(isinstance(block, Heading) for block in read_markdown(f"{line}\n\ntext\n").blocks)


def test_a_table_needs_no_outer_bars_and_loses_no_cell():
    source = "Before.\na | b\n---|---\n1 | 2\n3 |\n4 | 5 | 6\n"
    assert [type(block) for block in read_markdown(source).blocks].count(Table) == 1
    _, page = imported(f"# T\n\n{source}", "note.md")
    assert shown(page).endswith("Before.ab1234 | 5 | 6")


def test_code_does_not_reach_into_the_next_cell():
    _, page = imported("# T\n\n| a | b |\n|---|---|\n| ` <script>alert(1)</script> | ` |\n", "note.md")
    assert runs(Parsed(page)) == ""


# -- nothing lost ----------------------------------------------------------------------------------------------

WORDS = [
    "word", "漢字かな", "한국어", "it's", "**bold**", "*em*", "_em_", "`code`", "``a ` b``", "[link](https://example.org/a)",
    "<https://example.org/b>", "https://example.org/c_d_(e)", "a\\*b", "&amp;", "1 < 2", "$x$", "~~gone~~", "{{ x }}",
    "{raw}`y`", "(name)=", "[^1]", "[x]", "!", "a|b", "x_y_z", "#tag", "@nick", "50%",
]  # fmt: skip
LINES = [
    "# ", "## ", "- ", "* ", "1. ", "2) ", " - ", "    ", "> ", "> - ", "", "", "- [ ] ", ": ", "% ", "+++ ", "::: ",
    "^ ", "|", "\u3000", "=== ", "Q: ",
]  # fmt: skip
TABLE = ["| a | b |\n|---|---|\n| `c | d |", "a | b\n--|--\nc | d | e", "```\ncode <b>\n```", "---", "Term\n---", "***"]


def visible(text):
    # A reference to a character counts as that character, whether it stands in what we hold for code or not.
    return "".join(char for char in unescape(text) if char.isalnum())


def visible_in_commonmark(text):
    tokens = [child for token in MarkdownIt().enable("table").parse(text) for child in (token.children or [token])]
    return visible("".join(token.content for token in tokens))


lines = st.tuples(st.sampled_from(LINES), st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)).map(
    lambda line: line[0] + " ".join(line[1])
)


@relaxed
@given(st.lists(st.one_of(lines, st.sampled_from([*TABLE, ""])), max_size=14).map("\n".join))
def test_what_commonmark_shows_stands_in_the_page_in_order(text):
    _, page = imported(f"# Title\n\n{text}\n", "note.md")
    assert runs(Parsed(page)) == ""
    words, place = visible(shown(page) + " "), 0
    for char in visible_in_commonmark(text.replace("Q: ", "")):
        place = words.find(char, place) + 1
        assert place, (char, page)
