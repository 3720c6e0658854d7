"""Back-links: every kind of object tells where it is mentioned, by event and dated, with the sentence."""

from __future__ import annotations

import re

import pytest

from sphinx_summit.model.kinds import KINDS

NAMES = {
    "event": "autumn", "session": "talk", "project": "samovar", "release": "kettle", "person": "ann",
    "organization": "company", "question": "asked",
}  # fmt: skip

OBJECTS = "# Objects\n\n" + "\n\n".join(
    f"## The {kind} itself\n\n:::{{{kind}}}\n:id: {id_}\n:::\n\n:::{{mentions}}\n:{kind}: {id_}\n:::"
    for kind, id_ in NAMES.items()
)

SPRING = """
# Spring

:::{event}
:id: spring
:dates: 2014-04-12
:::

""" + "\n\n".join(f"一つ目の文。これは「{{{kind}}}`{id_}`」の話である。」最後の文。" for kind, id_ in NAMES.items())


@pytest.fixture
def pages(handbook):
    return handbook.write(index="# Start\n\n```{toctree}\nobjects\nspring\n```\n", objects=OBJECTS, spring=SPRING)


def test_every_kind_has_its_sentence_under_the_event_and_its_date(pages):
    build = pages.build()
    assert build.warnings == []
    views = build.soup("objects").select(".summit-view-mentions")
    assert len(views) == len(KINDS)
    for kind, view in zip(NAMES, views, strict=True):
        assert view.select_one(".summit-row-title a").get_text() == "Spring"
        assert view.select_one(".summit-when").get_text() == "April 12, 2014"
        sentence = view.select_one(".summit-sentence").get_text()
        assert sentence == f"これは「The {kind} itself」の話である。」"


@pytest.mark.parametrize(
    ("builder", "file"), [("text", "objects.txt"), ("latex", "testhandbook.tex"), ("man", "handbook.1")]
)
def test_other_outputs_have_them_too(pages, builder, file):
    pages.conf += 'man_pages = [("index", "handbook", "A handbook", "nobody", 1)]\n'
    text = pages.build(builder).read(file)
    assert text.count("の話である。") >= len(KINDS)


# -- drawn without being asked for -----------------------------------------------------------------

PLAIN = OBJECTS.replace(":::{mentions}", ":::{nothing}")
PLAIN = re.sub(r":::\{nothing\}\n:\w+: \w+\n:::", "Its own text names nothing.", PLAIN)
BLOCK = ".summit-view-backlinks"


def listed(*pages):
    return "# Start\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n"


def meetup(number, *lines, dates="2014-04-12"):
    head = f"# Meetup {number}\n\n:::{{event}}\n:id: meetup-{number}\n:dates: {dates}\n:::\n\n"
    return head + "\n\n".join(lines)


@pytest.fixture
def plain(handbook):
    return handbook.write(index=listed("objects", "spring"), objects=PLAIN, spring=SPRING)


def test_every_object_says_where_it_is_mentioned(plain):
    build = plain.build()
    assert build.warnings == []
    soup = build.soup("objects")
    for kind, id_ in NAMES.items():
        (block,) = soup.find(id=f"{kind}-{id_}").select(BLOCK)
        assert block.select_one(".summit-caption").get_text() == "Mentioned in"
        assert block.select_one(".summit-row-title a").get_text() == "Spring"
        assert block.select_one(".summit-when").get_text() == "April 12, 2014"
        assert block.select_one(".summit-sentence").get_text() == f"これは「The {kind} itself」の話である。」"
        assert block.select_one(".summit-hit").get_text() == f"The {kind} itself"
        assert block.find_previous_sibling("p").get_text() == "Its own text names nothing."
    assert build.soup("spring").select(BLOCK) == []


@pytest.mark.parametrize(
    ("builder", "file"),
    [("text", "objects.txt"), ("latex", "testhandbook.tex"), ("man", "handbook.1"), ("singlehtml", "index.html"),
     ("epub", "objects.xhtml"), ("texinfo", "testhandbook.texi"), ("summittypst", "Test handbook.typ"),
     ("xml", "objects.xml"), ("json", "objects.fjson")],
)  # fmt: skip
def test_every_output_says_so(plain, builder, file):
    plain.conf += 'man_pages = [("index", "handbook", "A handbook", "nobody", 1)]\n'
    build = plain.build(builder)
    assert build.warnings == []
    text = build.read(file)
    assert max(text.count(said) for said in ("Mentioned in", "Mentioned\\ in")) == len(KINDS)


def test_both_syntaxes_say_the_same(plain):
    said = plain.build().soup("objects").select(BLOCK)
    rst = "\n\n".join(
        f"The {kind} itself\n{'-' * 30}\n\n.. {kind}::\n   :id: {id_}\n\nIts own text names nothing."
        for kind, id_ in NAMES.items()
    )
    (plain.source / "objects.md").unlink()
    plain.write(objects=f".. a page\n\nObjects\n=======\n\n{rst}\n")
    assert plain.build().soup("objects").select(BLOCK) == said


def test_a_view_of_the_same_object_on_its_page_is_enough(pages):
    chronology = "## Samovar\n\n:::{project}\n:id: other\n:::\n\n:::{chronology}\n:project: Samovar\n:::\n"
    drum = "## Drum\n\n:::{project}\n:id: drum\n:::\n"
    pages.write(index=listed("objects", "spring", "more"), more=f"# More\n\n{chronology}\n{drum}")
    pages.write(spring=f"{SPRING}\n\nThe Drum and the Samovar.\n")
    build = pages.build()
    assert build.soup("objects").select(BLOCK) == []
    (block,) = build.soup("more").select(BLOCK)
    assert block.find_parent("section")["id"] == "project-drum"


def test_what_an_object_says_of_itself_is_no_mention(handbook):
    text = "# Drum\n\n:::{project}\n:id: drum\n:::\n\nThe Drum is a Drum.\n\n## On the Drum\n\nDrum again.\n"
    assert handbook.write(index=text).build().soup("index").select(BLOCK) == []


def test_they_can_be_switched_off(plain):
    assert plain.build(summit_backlinks=False).soup("objects").select(BLOCK) == []


def test_events_stand_in_the_order_of_time_and_pages_without_one_last(handbook):
    handbook.write(
        index=listed("drum", "a", "b", "c") + "\nThe Drum.\n",
        drum="# Drum\n\n:::{project}\n:id: drum\n:::\n",
        a=meetup(1, "The Drum.", dates="unknown"), b=meetup(2, "The Drum.", dates="2020"), c=meetup(3, "The Drum."),
    )  # fmt: skip
    (block,) = handbook.build().soup("drum").select(BLOCK)
    rows = [row.get_text() for row in block.select(".summit-rows > li > p:first-child:has(.summit-row-title)")]
    assert rows == ["April 12, 2014 Meetup 3", "2020 Meetup 2", "date unknown Meetup 1", "On other pages"]
    assert block.select(".summit-source")[-1].get_text() == "Start"


def test_a_page_does_not_grow_with_every_mention(handbook):
    drum = "# Drum\n\n:::{project}\n:id: drum\n:::\n"
    handbook.write(index=listed("drum", *(f"m{number}" for number in range(20))), drum=drum)
    for number in range(20):
        said = "\n\n".join(f"Sentence {line} of the Drum." for line in range(100))
        handbook.write(**{f"m{number}": meetup(number, said)})
    (block,) = handbook.build().soup("drum").select(BLOCK)
    shown = len(block.select(".summit-sentence"))
    assert shown <= 24
    hidden = [int(re.search(r"and (\d+) more", row.get_text())[1]) for row in block.select(".summit-more")]
    assert shown + sum(hidden) == 2000


def test_an_object_without_a_page_has_them_in_the_directory(handbook):
    (handbook.source / "data.toml").write_text('[[project]]\nid = "drum"\nname = "Drum"\n', encoding="utf-8")
    handbook.conf += 'summit_data = ["data.toml"]\n'
    all_of_them = "# All\n\n:::{directory}\n:kind: project\n:::\n"
    handbook.write(index=listed("all", "a", "b"), all=all_of_them, a=meetup(1, "The Drum.", "Drum two."), b=meetup(2))
    row = handbook.build(out="edited").soup("all").find(id="project-drum").find_parent("li")
    assert [hit.find_parent("p").get_text() for hit in row.select(".summit-hit")] == ["The Drum."]
    assert [more.get_text() for more in row.select(".summit-more")] == ["and 1 more"]
    handbook.write(b=meetup(2, "No drum.", "A Drum."))
    edited = handbook.build(out="edited")
    row = edited.soup("all").find(id="project-drum").find_parent("li")
    assert [a.get_text() for a in row.select(".summit-row-title a")] == ["Meetup 1", "Meetup 2"]
    assert edited.files() == handbook.build(out="clean").files()
    handbook.conf += "summit_backlinks = False\n"
    assert handbook.build(out="without").soup("all").select(".summit-hit") == []


def test_a_sentence_stands_once_whatever_it_names(handbook):
    said = "The Drum and the Drum.\n\nThe same Drum.\n\nThe same Drum."
    handbook.write(index=listed("drum", "a"), drum="# Drum\n\n:::{project}\n:id: drum\n:::\n", a=meetup(1, said))
    (block,) = handbook.build().soup("drum").select(BLOCK)
    assert [row.get_text() for row in block.select(".summit-sentence")] == ["The Drum and the Drum.", "The same Drum."]
    assert len(block.select(".summit-hit")) == 3
    assert block.select(".summit-more") == []


def test_people_who_asked_not_to_be_named_have_none(handbook):
    ann = "# Ann\n\n:::{person}\n:id: ann\n:name: Ann Example\n:unnamed: true\n:::\n"
    handbook.write(index=listed("ann", "a"), ann=ann, a=meetup(1, "With Ann Example."))
    assert handbook.build().soup("ann").select(BLOCK) == []


PLACES = {
    "at the end, below its own sub-sections": (
        "## Drum\n\n:::{project}\n:id: drum\n:::\n\nText.\n\n### History\n\nLong.\n", "section#history"),
    "before the sub-sections where those describe other objects": (
        "## Day\n\n:::{event}\n:id: drum\n:::\n\nText.\n\n### Way\n\nUp.\n\n### Talk\n\n:::{session}\n:id: talk\n:::\n",
        "p:-soup-contains('Text.')"),
    "before other pages": (
        "## Drum\n\n:::{project}\n:id: drum\n:::\n\nText.\n\n```{toctree}\nb\n```\n", "p:-soup-contains('Text.')"),
    "below a question and its answer": (":::{question} Drum?\n:id: drum\nYes.\n:::\n", "dl.summit-question"),
    "below a question without one": (":::{question} Drum?\n:id: drum\n:::\n", "dl.summit-question"),
    "in a box": (
        "::::{note}\n:::{project} Drum\n:id: drum\n\nText.\n:::\n::::\n", ".summit-project p:-soup-contains('Text.')"),
    "below the questions of a session": (
        "## Talk\n\n:::{session}\n:id: drum\n:::\n\n### Asked\n\n:::{question} Why?\n:::\n", "section#asked"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_they_stand_below_what_is_said_of_the_object_itself(handbook, name):
    text, above = PLACES[name]
    kind = re.search(r"\{(project|event|session|question)\}", text)[1]
    handbook.write(index=listed("a", "b"), a=f"# Page\n\n{text}", b=meetup(1, f"See {{{kind}}}`drum`."))
    build = handbook.build()
    (block,) = build.soup("a").select(BLOCK)
    assert block.find_previous_sibling() == build.soup("a").select_one(above)


def test_an_edit_elsewhere_adds_and_takes_them(plain):
    def block(kind):
        return plain.build(out="edited").soup("objects").find(id=f"{kind}-{NAMES[kind]}").select(BLOCK)

    drum = PLAIN + "\n\n## Drum\n\n:::{project}\n:id: drum\n:::\n"
    plain.write(objects=drum).build(out="edited")
    assert "Drum" not in str(plain.build(out="edited").soup("objects").select(BLOCK))
    plain.write(spring=SPRING + "\n\nThe Drum.\n")
    edited = plain.build(out="edited")
    assert edited.soup("objects").find(id="project-drum").select(".summit-hit")[0].get_text() == "Drum"
    assert edited.files() == plain.build(out="clean").files()
    plain.write(spring="# Spring\n\nNothing.\n")
    edited = plain.build(out="edited")
    assert edited.soup("objects").select(BLOCK) == []
    assert edited.files() == plain.build(out="clean").files()
