"""Any text survives: escapes, line joining, characters without a glyph."""

from __future__ import annotations

import re
import unicodedata

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_summit.output.typst.compiler import unprintable_of
from sphinx_summit.output.typst.escape import code_point, join_lines, markup, name, one_line
from sphinx_summit.output.typst.fonts import Fonts, find_fonts
from sphinx_summit.output.typst.press import Press
from tests.output.test_typst_books.books import build_pages

SYNTAX = ["#", "$", "*", "_", "@", "<a>", "//", "/*", "[", "]", "\\", "`", '"', "'", "= ", "- ", "+ ", "1. ", "~", "{",
          "}", "#{1/0}", "#read(\"/etc/passwd\")", "\\u{41}", "\u2028", "\0", "\ufeff", "---", "...", "http://a.b",
          "\u200b", "漢字", "𠮷", "😀", "Ａ", "e\u0301", ";", "(", ")", ".x()", "\r", "\t", "\n"]  # fmt: skip
# Left out is what a PDF's reader puts in another order or reads twice: lines from right to left (see below), marks
# on other characters, soft hyphens at the end of a line, rare letters with an accent that is a glyph of its own (pypdf
# takes it for the first such letter of the document; poppler does not).
ACCENTED = range(0x180, 0x2000)
ordinary = st.characters(exclude_categories=["Cs", "Mn", "Mc", "Me"], exclude_characters="\xad").filter(
    lambda c: (
        unicodedata.bidirectional(c) not in ("R", "AL", "AN", "RLE", "RLO", "RLI")
        and not (ord(c) in ACCENTED and len(unicodedata.normalize("NFD", c)) > 1)
    )
)
texts = st.lists(st.sampled_from(SYNTAX) | st.text(ordinary, max_size=12), max_size=12).map("".join)


def _plain(text: str) -> str:
    """The set of a text's characters, code points read back, without spaces and what is never seen.

    Not how often: pypdf reads a character twice that is printed as two glyphs.
    """
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    text = re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda match: chr(int(match[1], 16)), text)
    text = unicodedata.normalize("NFKC", text)
    return "".join(sorted({c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Mn", "Cn")}))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=20, max_size=60))
def test_any_text_compiles_and_comes_back(tmp_path_factory, batch):
    fonts = find_fonts()
    written = [markup(one_line(text)) for text in batch]
    missing = unprintable_of(sorted({c for text in written for c in text if ord(c) > 0x7E}), fonts)
    table = {ord(c): code_point(c) for c in missing}
    pages = [f"#page[#par[{text.translate(table)}]]" for text in written]
    head = '#set document(title: "t")\n#set text(size: 8pt, font: "Noto Sans CJK JP", lang: "ja")\n'
    source = tmp_path_factory.mktemp("any") / "any.typ"
    source.write_text(head + "\n".join(pages), encoding="utf-8")
    Press(source, source.parent, fonts).print_book()
    printed = [page.extract_text() for page in pypdf.PdfReader(source.with_suffix(".pdf")).pages]
    assert len(printed) == len(batch)
    for text, page in zip(batch, printed, strict=True):
        assert _plain(page) == _plain(text)


def test_a_line_that_runs_right_to_left_compiles(tmp_path):
    book = build_pages(tmp_path, index="# Title\n\nשלום (עולם) and \u202eabc\u202c.\n")
    assert book.warnings == ""
    assert "and" in book.text


@given(st.text())
def test_a_label_is_ascii_and_nothing_but_a_string(text):
    literal = name(text)
    assert literal.isascii()
    assert re.fullmatch(r'"([^"\\]|\\u\{[0-9a-f]+\})*"', literal)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("今日は\n晴れ。", "今日は晴れ。"),
        ("今日は。\n  明日も", "今日は。明日も"),
        ("two\nwords", "two words"),
        ("これは\nOpenStack", "これは OpenStack"),
        ("名取 航", "名取 航"),
        ("안녕\n하세요", "안녕 하세요"),
        ("a  b\tc", "a b c"),
        ("全角　空白", "全角　空白"),
        ("終わり\n", "終わり "),
    ],
)
def test_lines_join(source, line):
    assert join_lines(source) == line


def test_lines_join_over_the_ends_of_emphasis(tmp_path):
    book = build_pages(tmp_path, "summittypst", index="# 本\n\n日本\n*語*\nです。\nAnd *these*\nwords。\n")
    printed = "".join(re.findall(r'#"([^"]*)"', book.typ.split("index.md:3")[1]))
    assert printed.startswith("日本語です。 And these words。")


def test_a_character_without_a_glyph_is_its_code_point_and_one_warning(tmp_path):
    text = "# Title\n\nSmile 😀 and 😀 again,\nand one ก.\n\n```\ncode 😀\n```\n"
    book = build_pages(tmp_path, index=text)
    assert "Smile [U+1F600] and [U+1F600] again" in book.text
    assert "code [U+1F600]" in book.text
    assert book.warnings.count("😀") == 1
    assert "index.md:3: WARNING: no font at hand has 😀 (GRINNING FACE): it is printed as [U+1F600]" in book.warnings
    assert "[summit.glyph]" in book.warnings
    assert book.warnings.count("summit.glyph") == 2


def test_characters_that_no_font_joins_are_taken_apart(tmp_path):
    book = build_pages(tmp_path, index="# Title\n\nき\u0e31 x\n")
    assert book.pdf
    assert "summit.glyph" in book.warnings


def test_without_the_fonts_for_japanese_there_is_one_warning_and_a_pdf(tmp_path, monkeypatch):
    monkeypatch.setattr("sphinx_summit.output.typst.fonts.WHEELS", ("no_such_wheel",))
    book = build_pages(tmp_path, index="# Title\n\nLatin and 漢字と仮名。\n")
    assert "Latin and [U+6F22][U+5B57]" in book.text
    assert book.warnings.count("WARNING") == 1
    assert "pip install 'sphinx-summit[ja]'" in book.warnings
    assert "[summit.font]" in book.warnings


def test_an_english_book_needs_no_fonts_for_japanese(tmp_path, monkeypatch):
    monkeypatch.setattr("sphinx_summit.output.typst.fonts.WHEELS", ("no_such_wheel",))
    book = build_pages(tmp_path, index="# Title\n\nPlain text – with “quotes”, café, Ω and `code`.\n")
    assert book.warnings == ""
    assert "café, Ω and code" in book.text


def test_typst_knows_which_characters_its_fonts_have():
    bare = Fonts((), ("Libertinus Serif",), ("DejaVu Sans Mono",), complete=False)
    assert unprintable_of(["é", "漢", "😀"], bare) == {"漢", "😀"}
    assert unprintable_of(["é", "漢", "😀", "\u200b", "髙", "𠮷"], find_fonts()) == {"😀"}
