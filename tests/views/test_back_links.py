"""Back-links: every kind of object tells where it is mentioned, by event and dated, with the sentence."""

from __future__ import annotations

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
