"""What a reader gets: text, links, contents, index, fonts."""

from __future__ import annotations

import re
from itertools import pairwise

import pdfplumber
import pytest

from tests.output.test_typst_books.books import build_folder, build_pages


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """Every construct of reStructuredText, in Japanese."""
    return build_folder("everything", tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="module")
def design(tmp_path_factory):
    """MyST and sphinx-design, in English."""
    return build_folder("design", tmp_path_factory.mktemp("design"))


@pytest.fixture(scope="module", params=["everything", "design"])
def book(request):
    return request.getfixturevalue(request.param)


def test_a_book_with_everything_in_it_builds_without_a_warning(book):
    # Sphinx 8.0 can't read `box[T]` on Python 3.13.
    assert [line for line in book.warnings.splitlines() if "could not parse tp_list" not in line] == []
    assert len(book.pages) > 5


def test_the_files_lie_where_the_manual_says(everything):
    assert (everything.out / "全部入りの本.pdf").is_file()
    assert (everything.out / "全部入りの本.typ").is_file()
    assert (everything.out / "summit" / "book.typ").is_file()
    assert (everything.out / "images" / "small.svg").is_file()


def test_the_pdf_claims_ua_1_and_names_its_language_and_title(everything):
    catalog = everything.pdf.root_object
    assert "<pdfuaid:part>1</pdfuaid:part>" in everything.pdf.xmp_metadata.rdf_root.ownerDocument.toxml()
    assert catalog["/Lang"].startswith("ja")
    assert catalog["/MarkInfo"]["/Marked"]
    assert everything.pdf.metadata.title == "全部入りの本"
    assert everything.pdf.metadata.author == "架空編集室"


def test_all_fonts_are_embedded(book):
    fonts = [
        font.get_object()
        for page in book.pdf.pages
        for top in page["/Resources"].get("/Font", {}).values()
        for font in top.get_object().get("/DescendantFonts", [top])
    ]
    assert fonts
    for font in fonts:
        descriptor = font["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]


def test_every_link_goes_to_a_page_of_the_book_and_no_label_is_missing(book):
    assert len(book.links()) > 20
    labels = set(re.findall(r"#anchor\(([^)]*)\)", book.typ))
    known = {label for group in labels for label in re.findall(r'"((?:[^"\\]|\\.)*)"', group)}
    used = set(re.findall(r'#xref\("((?:[^"\\]|\\.)*)"', book.typ))
    assert used <= known | set(re.findall(r'#contents\("((?:[^"\\]|\\.)*)"', book.typ))


def test_a_link_says_and_reaches_the_page_of_its_target(everything):
    page = everything.page_of("定義の二段落目")
    from_inline = everything.page_of("外への")
    assert (from_inline, everything.page_of("計算機を借りるところ")) in everything.links()
    assert f"→p. {page}" in everything.text or f"→ p. {page}" in everything.text


def test_the_outline_has_every_section_without_skipped_levels(everything):
    outline = everything.outline()
    titles = [title for _, title in outline]
    assert titles[1:3] == ["ブロック", "リスト"]
    assert titles[-1] == "索引"
    depths = [depth for depth, _ in outline]
    assert max(depths) == 7
    assert all(after - before <= 1 for before, after in pairwise(depths))


def test_the_contents_show_the_pages_of_the_parts(everything):
    contents = everything.pages[1]
    places = {"文中のもの": "強調、", "プログラム": "降らせる", "深い節": "底の文", "索引": "雲を参照"}
    for title, words in places.items():
        page = everything.page_of(words)
        assert re.search(rf"\b{page}\s*{title}", contents), title


def test_lines_of_japanese_join_without_a_space_and_latin_words_stay_apart(everything):
    text = everything.text.replace(" ", "")
    assert "段落の中で行が変わっても日本語の間には空白が入らない" in text
    assert "English words stay apart" in everything.text


def test_notes_stand_at_the_foot_and_the_index_has_page_numbers(everything):
    page = everything.page_of("外への")
    assert "一番の注" in everything.pages[page - 1]
    assert "二段落目の注" in everything.pages[page - 1]
    index = everything.pages[-1]
    assert re.search(rf"ルーター\s*{page}", index)
    assert "雲を参照" in index


def test_what_is_for_other_formats_is_not_printed_and_what_is_for_typst_is(everything):
    assert "消える" not in everything.text
    assert "HTML だけの文" not in everything.text
    assert "PDF だけの文" in everything.text
    assert "生の Typst" in everything.text


def test_a_remote_picture_is_its_words_and_its_address(everything):
    assert "[遠くの絵]" in everything.text
    assert "https://example.org/remote.png" in everything.addresses()


def test_special_characters_come_out_as_they_are(everything):
    assert r"# $ * _ @ < > // /* [ ] { } \ ` ' " in everything.text


def test_signatures_read_as_they_are_written(everything):
    for signature in ("sample.f(a[, b[, c]])", "async rain(amount: float, /) → None"):
        assert signature in everything.text
    assert "sum ::= product" in everything.text


def test_a_long_table_repeats_its_head(everything):
    pages = [page for page in everything.pages if "説明の文" in page]
    assert len(pages) == 2
    assert "つづき" not in pages[0]
    assert "つづき" in pages[1]
    assert pages[1].index("番号") < pages[1].index("説明の文")


def test_all_panels_of_tabs_cards_and_flaps_are_printed(design):
    for words in (
        "The text of the first card", "Header of the second", "Footer of the second", "With an outer link",
        "apt install nothing", "dnf install nothing", "The answer behind it", "A button inside", "plain", "linked",
        "The second of the carousel", "A division",
    ):  # fmt: skip
        assert words in design.text, words
    assert {"https://example.org/card", "https://example.org/badge"} <= design.addresses()


def test_no_line_runs_over_the_margin(book):
    millimetre = 72 / 25.4
    with pdfplumber.open(next(book.out.glob("*.pdf"))) as document:
        for number, page in enumerate(document.pages, 1):
            inside, outside = (28, 42) if book.typ.count("ブロック") else (35, 49)
            left, right = (inside, outside) if number % 2 else (outside, inside)
            for found in page.extract_words():
                word, x0, x1, y1 = found["text"], found["x0"], found["x1"], found["bottom"]
                furniture = x1 < 8 * millimetre or x0 > page.width - 8 * millimetre
                # The empty half of 、 at the end of a line may hang out.
                hang = 8 if word[-1] in "、。，．）」』】" else 1
                within = x0 > left * millimetre - 15 and x1 < page.width - right * millimetre + hang
                above_foot = number == 1 or y1 < page.height - 38 * millimetre
                assert furniture or (within and above_foot), (number, word, x0, x1)


def test_a_book_in_english_has_english_words(design):
    assert "Contents" in design.pages[1]
    assert "Index" in design.pages[-1]


def test_the_cover_shows_what_conf_py_says(tmp_path):
    conf = 'today = "Spring 2026"\nrelease = "2026.1"\n'
    book = build_pages(tmp_path, conf=conf, index="# Of clouds\n\nText.\n")
    for words in ("Test book", "Of clouds", "Nobody", "Spring 2026", "2026.1"):
        assert words in book.pages[0]


@pytest.mark.parametrize(
    ("project", "file"),
    [("a/b: c", "a-b- c"), ("か\u3099", "が"), (".hidden?", "-hidden-"), ("雲の会議録", "雲の会議録")],
)
def test_the_file_is_named_like_the_project(tmp_path, project, file):
    book = build_pages(tmp_path, "summittypst", conf=f"project = {project!r}\n", index="# Title\n\nText.\n")
    assert [path.name for path in book.out.glob("*.typ")] == [f"{file}.typ"]


@pytest.mark.parametrize("epoch", [None, "1700000000"])
def test_a_second_build_gives_the_same_bytes(tmp_path, monkeypatch, epoch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    for where in ("one", "two"):
        (tmp_path / where).mkdir()
    pages = {
        "index": "# Title\n\n日本語と `code` [^a]。\n\n[^a]: 注。\n\n```{toctree}\nmore\n```\n",
        "more": "# More\n",
    }
    first = build_pages(tmp_path / "one", **pages)
    second = build_pages(tmp_path / "two", **pages)
    assert first.typ == second.typ
    assert (first.out / "Test book.pdf").read_bytes() == (second.out / "Test book.pdf").read_bytes()
    assert ("/CreationDate" in (first.pdf.metadata or {})) == bool(epoch)


def test_a_document_that_no_contents_reach_leaves_no_dangling_link(tmp_path):
    book = build_pages(
        tmp_path,
        index="# Title\n\nSee [there](other.md) and {doc}`other`.\n\n```{toctree}\nmore\n```\n",
        more="# More\n\n[up](index.md)\n",
        other="---\norphan: true\n---\n# Other\n",
    )
    assert book.warnings == ""
    assert "See there and Other" in book.text
    assert len(book.links()) >= 1


def test_equal_ids_in_two_documents_are_two_places(tmp_path):
    same = "..\n\n.. _{0}:\n\n節\n==\n\n{0} :ref:`自 <{0}>` `節`_\n"
    book = build_pages(
        tmp_path,
        index="# 本\n\n```{toctree}\na\nb\n```\n",
        a=same.format("aa"),
        b=same.format("bb"),
    )
    assert book.warnings == ""
    a, b = book.page_of("aa 自"), book.page_of("bb 自")
    assert (a, a) in book.links()
    assert (b, b) in book.links()
    assert (a, b) not in book.links()
