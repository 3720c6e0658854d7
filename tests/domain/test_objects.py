"""Directives in both syntaxes put an object on its section, with its anchor, its facts and its record."""

from __future__ import annotations

import json

import pytest

MYST = """
# Cloud night

:::{event}
:id: night-1
:dates: 2014-11-20
:city: Yokohama
:::

## Guaranteed provisioning

:::{session}
:id: provisioning
:speakers: 山田 太郎 (Example Corp.); Flo \\(Poschi\\)
:projects: blazar
:releases: pike
:slides: https://example.org/slides.pdf
:::

Body with a [link](https://example.org).

### Sub-heading

::::{question} How far ahead?
As far as the **lease** allows.
::::
"""

REST = """
..

Cloud night
===========

.. event::
   :id: night-1
   :dates: 2014-11-20
   :city: Yokohama

Guaranteed provisioning
-----------------------

.. session::
   :id: provisioning
   :speakers: 山田 太郎 (Example Corp.); Flo \\(Poschi\\)
   :projects: blazar
   :releases: pike
   :slides: https://example.org/slides.pdf

Body with a `link <https://example.org>`_.

Sub-heading
~~~~~~~~~~~

.. question:: How far ahead?

   As far as the **lease** allows.
"""


@pytest.mark.parametrize("text", [MYST, REST], ids=["myst", "rst"])
def test_a_page_becomes_objects(handbook, text):
    build = handbook.write(index=text).build(summit_data=["openstack"])
    assert build.warnings == []
    data = json.loads(build.read("summit.json"))
    event, session, question = data["events"][0], data["sessions"][0], data["questions"][0]
    assert event == {
        "id": "night-1",
        "page": "index",
        "url": "index.html#event-night-1",
        "name": "Cloud night",
        "start": "2014-11-20",
        "end": "2014-11-20",
        "date_source": "stated",
        "city": "Yokohama",
    }
    assert session["title"] == "Guaranteed provisioning"
    assert session["event"] == "night-1"
    assert [speaker["name"] for speaker in session["speakers"]] == ["山田 太郎", "Flo (Poschi)"]
    assert session["links"] == [{"kind": "slides", "url": "https://example.org/slides.pdf"}]
    assert question["text"] == "How far ahead?"
    assert question["answers"] == ["As far as the lease allows."]
    assert question["session"] == "provisioning"
    assert question["id"].startswith("provisioning-q-")


@pytest.mark.parametrize("text", [MYST, REST], ids=["myst", "rst"])
def test_the_sections_first_id_is_the_objects_anchor(handbook, text):
    build = handbook.write(index=text).build(summit_data=["openstack"])
    soup = build.soup("index")
    section = soup.find("section", class_="summit-session")
    assert section["id"] == "session-provisioning"
    assert section.find("h2").find("a", class_="headerlink")["href"] == "#session-provisioning"
    assert "blazar" in section.find("dl", class_="summit-facts").get_text().casefold()
    assert section.find("section").find("h3").get_text(strip=True).startswith("Sub-heading")
    assert soup.find(id=json.loads(build.read("summit.json"))["questions"][0]["url"].split("#")[1])


def test_sessions_are_in_the_table_of_contents(handbook):
    handbook.write(index="# Start\n\n```{toctree}\nnight\n```", night=MYST)
    soup = handbook.build(summit_data=["openstack"]).soup("index")
    assert soup.find("a", href="night.html#session-provisioning").get_text() == "Guaranteed provisioning"


@pytest.mark.parametrize(
    "text",
    [
        "# Page\n\n::::{session} A titled one\n:id: titled\n\nBody.\n\n### Heading\n\nMore.\n::::\n\n## Next\n",
        "..\n\nPage\n====\n\n.. session:: A titled one\n   :id: titled\n\n   Body.\n\n   Heading\n   -------\n\n"
        "   More.\n\nNext\n----\n",
    ],
    ids=["myst", "rst"],
)
def test_a_titled_session_carries_its_body_and_headings_become_rubrics(handbook, text):
    build = handbook.write(index=text).build()
    assert build.warnings == []
    section = build.soup("index").find("section", id="session-titled")
    assert section.find("h2").get_text(strip=True).startswith("A titled one")
    assert section.find(class_="rubric").get_text() == "Heading"
    assert build.soup("index").find("section", id="next").find("h2")


def test_a_titled_object_in_a_list_is_a_box_with_its_anchor(handbook):
    text = "# Page\n\n- item\n\n  :::{session} Inside\n  :id: inside\n  :::\n\n{session}`inside`\n"
    build = handbook.write(index=text).build()
    assert build.warnings == []
    assert build.soup("index").find(id="session-inside")
    assert build.soup("index").find("a", href="#session-inside").get_text() == "Inside"


def test_a_repeated_question_gets_a_number_of_its_own(handbook):
    text = "# Page\n\n:::{question} Why?\nSo.\n:::\n\n:::{question} Why?\nThus.\n:::\n"
    data = json.loads(handbook.write(index=text).build().read("summit.json"))
    first, second = (question["id"] for question in data["questions"])
    assert second == f"{first}-2"
    assert first.startswith("q-")


def test_every_kind_has_a_directive_a_role_an_index_and_a_list(handbook):
    kinds = ["event", "session", "project", "release", "person", "organization", "question"]
    sections = "\n".join(f"## The {kind}\n\n:::{{{kind}}}\n:id: one\n:::\n" for kind in kinds)
    roles = " ".join(f"{{{kind}}}`one`" for kind in kinds)
    build = handbook.write(index=f"# All\n\n{roles}\n\n{sections}").build()
    assert build.warnings == []
    soup = build.soup("index")
    data = json.loads(build.read("summit.json"))
    lists = {"person": "people"}
    for kind in kinds:
        assert soup.find("section", id=f"{kind}-one"), kind
        assert soup.find("a", href=f"#{kind}-one"), kind
        assert (build.out / f"summit-{kind}.html").exists(), kind
        assert [row["id"] for row in data[lists.get(kind, kind + "s")]] == ["one"], kind


BAD = {
    "unknown id": ("{project}`neutorn`", "index.md:3: WARNING: unknown project 'neutorn': did you mean neutron?"),
    "unknown option": (
        "## T\n\n:::{session}\n:id: s\n:speeker: X\n:::",
        "has no option 'speeker': did you mean speakers?",
    ),
    "bad date": ("## T\n\n:::{event}\n:id: e\n:dates: 2017-13-40\n:::", "is not a day of the calendar"),
    "bad id": ("## T\n\n:::{event}\n:id: Ä b\n:::", "is not an id"),
    "no id": ("## T\n\n:::{event}\n:city: Rome\n:::", "has no id"),
    "empty directive": (":::{session}\n:::", "session directive is empty: it needs a heading or a title, and an id"),
    "unknown view option": (":::{sessions}\n:stile: table\n:::", "has no option 'stile': did you mean style?"),
    "unknown event": ("## T\n\n:::{session}\n:id: s\n:event: nosuch\n:::", "names an unknown event 'nosuch'"),
    "unknown project": ("## T\n\n:::{session}\n:id: s\n:projects: neutorn\n:::", "'neutorn': did you mean neutron?"),
    "unknown subject": (":::{chronology}\n:project: neutorn\n:::", "chronology: unknown project 'neutorn'"),
    "bad view value": (":::{sessions}\n:style: tabel\n:::", "did you mean table?"),
    "javascript": ("## T\n\n:::{session}\n:id: s\n:slides: javascript:alert(1)\n:::", "is not a web address"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_mistake_is_named_with_its_place_and_the_build_goes_on(handbook, case):
    text, message = BAD[case]
    build = handbook.write(index=f"# Page\n\n{text}\n\nThe end.\n").build(summit_data=["openstack"])
    assert len(build.warnings) == 1, build.warnings
    assert message in build.warnings[0]
    assert build.warnings[0].startswith("index.md:")
    assert "[summit." in build.warnings[0]
    assert "The end." in build.soup("index").get_text()


def test_two_objects_with_one_id_name_both_places(handbook):
    one = ":::{session}\n:id: same\n:::\n"
    handbook.write(index=f"# A\n\n```{{toctree}}\nb\n```\n\n## One\n\n{one}", b=f"# B\n\n## Two\n\n{one}")
    build = handbook.build()
    assert len(build.warnings) == 1
    assert "index.md:9: WARNING: session 'same' is described in b:5 too [summit.duplicate]" in build.warnings[0]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("bad.toml", "not toml", "bad.toml:1: WARNING: not a TOML file"),
        (
            "key.toml",
            '[[project]]\nid = "x"\nnmae = "X"\n',
            "key.toml:3: WARNING: project has no key 'nmae': did you mean name?",
        ),
        (
            "kind.toml",
            '[[projet]]\nid = "x"\n',
            "kind.toml:1: WARNING: a registry has no table 'projet': did you mean project?",
        ),
        ("bad.yaml", "project: [", "bad.yaml:1: WARNING: not a YAML file"),
        ("bad.json", "{", "bad.json:1: WARNING: not a JSON file"),
        ("tag.yaml", "project: !!python/object/apply:os.system [ls]", "not a YAML file"),
        ("missing.toml", None, "summit_data: no registry 'missing.toml'"),
        ("binary.toml", b"\xff\xfe\x00", "is not UTF-8 text"),
    ],
)
def test_a_bad_registry_is_named_and_the_build_goes_on(handbook, name, text, message):
    if text is not None:
        (handbook.source / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    build = handbook.write(index="# Page\n\nThe end.\n").build(summit_data=[name])
    assert len(build.warnings) == 1, build.warnings
    assert message in build.warnings[0]
    assert "[summit.registry]" in build.warnings[0]
    assert "The end." in build.soup("index").get_text()


def test_a_project_without_summit_objects_stays_as_it_is(handbook):
    handbook.write(index="# Plain\n\nNova and Neutron.\n")
    with_us = handbook.build(out="with").files()
    handbook.conf = handbook.conf.replace(', "sphinx_summit"]', "]").replace('primary_domain = "summit"\n', "")
    without = handbook.build(out="without", fresh=True).files()
    assert with_us == without


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"summit_autolink": "frist"}, "summit_autolink is 'frist', not one of first, all, none: did you mean first?"),
        ({"summit_autolink_kinds": ["projcet"]}, "summit_autolink_kinds names an unknown kind 'projcet': did you mean"),
        ({"summit_data": ["openstak"]}, "summit_data: no registry 'openstak': did you mean openstack?"),
    ],
)
def test_a_bad_option_is_named_and_the_build_goes_on(handbook, options, message):
    build = handbook.write(index=MYST).build(**options)
    assert any(message in line for line in build.warnings)
    assert build.soup("index").find("section", id="session-provisioning")


def test_an_option_of_the_wrong_type_is_named_and_the_default_holds(handbook):
    handbook.conf += 'summit_data = "openstack"\n'
    build = handbook.write(index="# Page\n\nNova.\n").build()
    assert len(build.warnings) == 1
    assert "summit_data" in build.warnings[0]
    assert "Nova." in build.soup("index").get_text()


def test_two_sessions_may_have_one_title(handbook):
    text = "# Page\n\n" + "\n".join(f"## Keynote\n\n:::{{session}}\n:id: s{n}\n:::\n" for n in (1, 2))
    build = handbook.write(index=text).build()
    assert build.warnings == []
    assert [row["title"] for row in json.loads(build.read("summit.json"))["sessions"]] == ["Keynote", "Keynote"]


def test_a_person_who_asked_not_to_be_named_is_kept_out_and_told_of(handbook):
    (handbook.source / "own.toml").write_text(
        '[[person]]\nid = "x"\nname = "Jane Doe"\nunnamed = true\n', encoding="utf-8"
    )
    text = "# Page\n\n## T\n\n:::{session}\n:id: s\n:speakers: Jane Doe\n:::\n\nThanks, Jane Doe.\n"
    build = handbook.write(index=text).build(summit_data=["own.toml"])
    assert len(build.warnings) == 1
    assert "index.md:10: WARNING: person 'x' asked not to be named" in build.warnings[0]
    data = build.read("summit.json") + build.read("summit-mentions.json") + build.read("summit-session.html")
    assert "Jane Doe" not in data
    assert build.soup("index").find("dl", class_="summit-facts") is None
