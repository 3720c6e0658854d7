"""The demo handbook: every builder, the edits that a person makes, the PDF; and its raw notes, imported anew."""

from __future__ import annotations

import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from sphinx_summit.notes.cli import main
from tests.conftest import Handbook
from tests.test_builds import BUILDERS

DEMO = Path(__file__).parent.parent / "demo"
ALL_BUILDERS = [*BUILDERS, "summittypst", "summitpdf"]
JAPANESE = re.compile(r"[\u3005-\u3007\u3041-\u30fe\u3400-\u9fff\uf900-\ufaff]")


def copy_of(folder, tmp_path):
    source = tmp_path / "handbook"
    shutil.copytree(folder, source)
    return Handbook(source, (source / "conf.py").read_text(encoding="utf-8"))


@pytest.fixture
def polished(tmp_path):
    return copy_of(DEMO / "handbook", tmp_path)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory):
    """The raw notes, imported as anybody would."""
    folder = tmp_path_factory.mktemp("scratch") / "handbook"
    assert main(["import", str(DEMO / "notes"), "--into", str(folder)]) == 0
    return folder


@pytest.mark.parametrize("builder", ALL_BUILDERS)
def test_the_polished_handbook_builds_without_a_warning(polished, builder):
    assert polished.build(builder).warnings == []


@pytest.mark.parametrize("builder", [builder for builder in ALL_BUILDERS if builder != "linkcheck"])
def test_the_imported_handbook_builds_without_a_warning(scratch, tmp_path, builder):
    assert copy_of(scratch, tmp_path).build(builder).warnings == []


def test_every_note_can_be_put_together_again_from_the_pages(scratch, capsys):
    assert main(["verify", str(scratch)]) == 0
    assert main(["verify", str(DEMO / "handbook")]) == 0
    assert "lost" not in capsys.readouterr().out


def test_importing_again_changes_no_byte(scratch):
    before = {path: path.read_bytes() for path in scratch.rglob("*") if path.is_file()}
    assert main(["import", str(DEMO / "notes"), "--into", str(scratch)]) == 0
    assert {path: path.read_bytes() for path in scratch.rglob("*") if path.is_file()} == before


def test_a_parallel_build_equals_a_serial_one(polished):
    assert polished.build(out="parallel", jobs=2).files() == polished.build(out="serial").files()


def replaced(page, old, new):
    def edit(source):
        path = next(source.glob(page))
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def removed(page, index):
    def edit(source):
        path = source / f"{page}.md"
        path.unlink()
        replaced(index, f"/{page}\n", "")(source)

    return edit


EDITS = {
    "a sentence": replaced("events/*/kumo-02.md", "名簿を貼り出したら返ってきた", "名簿を貼り出したら全部返ってきた"),
    "a session's title": replaced("events/*/kumo-02.md", "## Swiftの輪の作り方", "## 輪の作り方"),
    "an event's date": replaced("events/*/kumo-02.md", ":dates: unknown", ":dates: 2012-09"),
    "an event's name": replaced("events/*/kumo-07.md", ":name: 雲の会 第7回", ":name: 雲の会 七回目"),
    "a speaker": replaced("events/*/kumo-02.md", ":speakers: 雛形", ":speakers: 雛形 (例示電機)"),
    "a name in prose": replaced("events/*/kumo-07.md", "本当に困る", "Novaも本当に困る"),
    "a question": replaced("events/*/kumo-02.md", "DevStackをそのまま", "DevStackをこのまま"),
    "a page's title": replaced("people/index.md", "# 人", "# 人びと"),
    "a registry row": replaced("data/people.toml", 'name = "Ellen Sample"', 'name = "Ellen B. Sample"'),
    "a page removed": removed("people/mihon-hanako", "people/index.md"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_after_an_edit_equals_a_clean_one(polished, edit):
    polished.build(out="edited")
    EDITS[edit](polished.source)
    edited, clean = polished.build(out="edited"), polished.build(out="clean")
    assert edited.warnings == clean.warnings
    assert edited.files() == clean.files()


def test_the_interface_is_english_when_asked(polished):
    soup = polished.build(language="en").soup("people/ellen-sample")
    assert soup.html["lang"] == "en"
    assert "Affiliation" in soup.get_text()
    assert soup.find("a", class_="skip").get_text(strip=True) == "Skip to the content"


# -- the PDF ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def pdf(tmp_path_factory):
    handbook = copy_of(DEMO / "handbook", tmp_path_factory.mktemp("pdf"))
    build = handbook.build("summitpdf")
    return PdfReader(build.out / "雲の覚え書き.pdf")


def test_the_pdf_has_every_japanese_character_of_the_sources(pdf):
    shown = set(unicodedata.normalize("NFKC", "".join(page.extract_text() for page in pdf.pages)))
    pages = [path for path in (DEMO / "handbook").rglob("*.md") if ".summit" not in path.parts]
    written = "".join(path.read_text(encoding="utf-8") for path in pages)
    front_matter = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
    missing = set(JAPANESE.findall(unicodedata.normalize("NFKC", front_matter.sub("", written)))) - shown
    assert missing == set()


def test_every_internal_link_of_the_pdf_goes_somewhere(pdf):
    names = pdf.named_destinations
    targets = []
    for page in pdf.pages:
        for annotation in page.get("/Annots") or []:
            link = annotation.get_object()
            target = link.get("/Dest") or link.get("/A", {}).get_object().get("/D")
            if target is not None:
                targets.append(target)
    assert len(targets) > 100
    for target in targets:
        place = names[target] if isinstance(target, str) else target
        page = place.page if hasattr(place, "page") else place[0]
        assert isinstance(page, IndirectObject)


def test_the_pdf_has_an_outline_and_a_contents_page_with_page_numbers(pdf):
    def titles(outline):
        for entry in outline:
            yield from (
                titles(entry) if isinstance(entry, list) else [(entry.title, pdf.get_destination_page_number(entry))]
            )

    outline = list(titles(pdf.outline))
    title, page = next((title, page) for title, page in outline if title == "Swiftの輪の作り方")
    contents = "".join(pdf.pages[number].extract_text() for number in range(1, 6))
    line = next(line for line in contents.splitlines() if title in "".join(line.split()))
    assert str(page + 1) in line
