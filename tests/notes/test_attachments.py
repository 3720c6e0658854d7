"""What lies around a note: files beside it, old addresses, drafts, people who asked not to be named."""

from __future__ import annotations

import os

import pytest

from sphinx_summit.notes.addresses import is_draft, is_private, old_addresses
from sphinx_summit.notes.files import find_notes
from sphinx_summit.notes.importer import import_notes

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
NOTE = "# Example Summit 2020 report\n\n## A talk\n\n- one\n\n{0}\n\n## More\n\n- two\n"
PAGE = "events/example-summit-2020"


def add_folder(book):
    found = find_notes([str(book.notes)], book.root)
    files, problems = found.notes, found.problems
    return import_notes(files, book.root), problems


def test_files_beside_a_note_come_along(book):
    book.write("img/a photo.png", PNG)
    book.write("img/plain.png", PNG + b"2")
    book.write("slides.pdf", b"%PDF-1.4")
    book.write("trip.md", NOTE.format("![one](img/plain.png) and ![two](<img/a photo.png>) [slides](slides.pdf)"))
    add_folder(book)
    assert (book.root / PAGE / "img/plain.png").read_bytes() == PNG + b"2"
    assert (book.root / PAGE / "slides.pdf").read_bytes() == b"%PDF-1.4"
    page = (book.root / PAGE / "trip.md").read_text(encoding="utf-8")
    assert "![one](img/plain.png)" in page
    assert "[slides](slides.pdf)" in page
    assert book.verdicts()["trip.md"].verdict == "identical"


def test_files_of_a_site_are_found_from_its_root(book):
    book.write("static/images/x.png", PNG)
    book.write("content/post/trip.md", NOTE.format("![x](/images/x.png)"))
    add_folder(book)
    assert (book.root / PAGE / "x.png").read_bytes() == PNG
    assert "![x](x.png)" in (book.root / PAGE / "trip.md").read_text(encoding="utf-8")
    assert book.verdicts()["content/post/trip.md"].verdict == "identical"


@pytest.mark.parametrize(
    "tag",
    [
        "![A hall]({{ site.baseurl }}/images/x.png)",
        "![A hall]({{site.url}}{{site.baseurl}}/images/x.png)",
        "![A hall]({{ '/images/x.png' | relative_url }})",
        '![A hall]({{ "/images/" | prepend: site.baseurl }}x.png)',
        "{% img center /images/x.png 300 200 A hall %}",
        "{% asset_img /images/x.png 'A hall' %}",
        '{{< figure src="/images/x.png" alt="A hall" width="300" >}}',
        '<img src="/images/x.png" alt="A hall" width=300>',
        '<img src="{{ "/images/" | prepend: site.baseurl }}{{ "x.png" }}" alt="A hall">',
    ],
)
def test_pictures_in_tags_of_site_generators_come_along(book, tag):
    book.write("static/images/x.png", PNG)
    book.write("content/post/trip.md", NOTE.format(tag))
    add_folder(book)
    assert "![A hall](x.png)" in (book.root / PAGE / "trip.md").read_text(encoding="utf-8")
    assert (book.root / PAGE / "x.png").read_bytes() == PNG
    assert book.verdicts()["content/post/trip.md"].verdict == "identical"


def test_two_files_of_one_name_both_come_along(book):
    for number in "12":
        book.write(f"{number}/x.png", PNG + number.encode())
        book.write(f"{number}/trip{number}.md", NOTE.format("![x](x.png)"))
    add_folder(book)
    assert (book.root / PAGE / "x.png").read_bytes() == PNG + b"1"
    assert (book.root / PAGE / "x-2.png").read_bytes() == PNG + b"2"
    before = book.snapshot()
    add_folder(book)
    assert book.snapshot() == before


def test_a_changed_picture_keeps_its_place_unless_another_note_has_it(book):
    for number in "12":
        book.write(f"{number}/x.png", PNG + number.encode())
        book.write(f"{number}/trip{number}.md", NOTE.format("![x](x.png)"))
    add_folder(book)
    book.write("1/x.png", PNG + b"new")
    add_folder(book)
    assert (book.root / PAGE / "x.png").read_bytes() == PNG + b"new"
    assert (book.root / PAGE / "x-2.png").read_bytes() == PNG + b"2"
    before = book.snapshot()
    (book.root / ".summit/read.json").unlink()
    add_folder(book)
    assert book.snapshot() == before
    book.write("2/x.png", PNG + b"new")
    add_folder(book)
    book.write("1/x.png", PNG + b"newer")
    add_folder(book)
    assert {path.read_bytes() for path in book.root.glob(f"{PAGE}/*.png")} == {PNG + b"new", PNG + b"newer"}
    assert {each.verdict for each in book.verdicts().values()} == {"identical"}


@pytest.mark.parametrize(
    "address", ["../secret.png", "/../secret.png", "link.png", "page.html", "drawing.svg", "missing.png", "a%00.png"]
)
def test_nothing_else_is_copied_or_read(book, address):
    (book.notes.parent / "secret.png").write_bytes(PNG)
    os.symlink(book.notes.parent / "secret.png", book.notes / "link.png")
    book.write("page.html", "<script>alert(1)</script>")
    book.write("drawing.svg", "<svg/>")
    path = book.write("trip.md", NOTE.format(f"![x]({address})"))
    import_notes({"trip.md": path}, book.root)
    assert not [name for name in book.snapshot() if name.endswith((".png", ".svg", ".html"))]
    assert book.verdicts()["trip.md"].verdict == "identical"


def test_a_file_that_is_referred_to_no_more_goes(book):
    book.write("x.png", PNG)
    book.write("trip.md", NOTE.format("![x](x.png)"))
    add_folder(book)
    book.write("trip.md", NOTE.format("no picture"))
    add_folder(book)
    assert not (book.root / PAGE / "x.png").exists()


def test_a_file_of_the_user_is_left_alone(book):
    book.write("x.png", PNG)
    book.write("trip.md", NOTE.format("![x](x.png)"))
    (book.root / PAGE).mkdir(parents=True)
    (book.root / PAGE / "x.png").write_bytes(b"mine")
    add_folder(book)
    assert (book.root / PAGE / "x.png").read_bytes() == b"mine"


# -- addresses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "values", "expected"),
    [
        ("x.md", {}, ()),
        ("x.md", {"aliases": ["/old/", "older.html"]}, ("/old/", "/older.html")),
        ("x.md", {"permalink": "/2013/x/"}, ("/2013/x/",)),
        ("x.md", {"url": "https://blog.example.org/a/b.html"}, ("/a/b.html",)),
        ("_posts/2013-01-02-the-day.markdown", {}, ("/2013/01/02/the-day.html",)),
        ("_posts/tech/2013-01-02-x.md", {"categories": "Tech Notes"}, ("/tech/notes/2013/01/02/x.html",)),
        ("_posts/2013-01-02-x.md", {"permalink": "/p.html"}, ("/p.html",)),
        ("content/post/trip.md", {}, ("/post/trip/",)),
        ("content/post/trip/index.md", {"slug": "the-trip"}, ("/post/the-trip/",)),
        ("content/投稿/旅.md", {}, ("/投稿/旅/",)),
        ("x.md", {"aliases": ["../../etc/x", "/a b/", "/{x}/", "javascript:x", 7, None, "/"]}, ()),
        ("x.md", {"aliases": {"a": 1}, "permalink": ["/x/"]}, ("/x/",)),
    ],
)
def test_old_addresses(file, values, expected):
    assert old_addresses(file, values) == expected


def test_an_old_address_reaches_the_page(book):
    book.write("_posts/2013-01-02-trip.md", "---\nlayout: post\naliases: [/t/]\n---\n" + NOTE.format("x"))
    add_folder(book)
    page = (book.root / PAGE / "2013-01-02-trip.md").read_text(encoding="utf-8")
    assert 'redirect_from: ["/t/", "/2013/01/02/trip.html"]\n' in page.split("---")[1]
    assert book.verdicts()["_posts/2013-01-02-trip.md"].verdict == "identical"


# -- drafts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "values", "draft", "private"),
    [
        ("x.md", {}, False, False),
        ("x.md", {"draft": True}, True, False),
        ("x.md", {"draft": "true"}, True, False),
        ("x.md", {"draft": False, "status": "published"}, False, False),
        ("x.md", {"published": False}, True, False),
        ("x.md", {"status": "draft"}, True, False),
        ("_drafts/x.md", {}, True, False),
        ("x.md", {"private": True}, False, True),
        ("x.md", {"status": "hidden"}, False, True),
    ],
)
def test_what_is_a_draft(file, values, draft, private):
    assert (is_draft(file, values), is_private(values)) == (draft, private)


def test_a_draft_is_in_no_list_and_its_people_in_no_registry(book):
    book.write("trip.md", "---\npublished: false\n---\n" + NOTE.replace("A talk", "A talk (Ann Example)").format("x"))
    book.write("other.md", "# Thoughts\n\nWords.\n")
    add_folder(book)
    page = (book.root / PAGE / "trip.md").read_text(encoding="utf-8")
    assert "draft: true\norphan: true\n" in page
    assert "trip" not in (book.root / "events/index.md").read_text(encoding="utf-8")
    assert "Ann" not in (book.root / "data/imported.toml").read_text(encoding="utf-8")
    assert book.verdicts()["trip.md"].verdict == "identical"


def test_a_person_of_another_registry_gets_no_second_row(book):
    book.root.mkdir()
    (book.root / "conf.py").write_text('summit_data = ["people.toml", "data/imported.toml"]\n', encoding="utf-8")
    row = '[[person]]\nid = "ann"\nname = "Ann Example"\nnames = ["例田 安"]\nunnamed = true\n'
    (book.root / "people.toml").write_text(row, encoding="utf-8")
    book.add("trip.md", NOTE.replace("A talk", "A talk (例田 安)").format("x"))
    assert "例田" not in (book.root / "data/imported.toml").read_text(encoding="utf-8")
