"""People who asked not to be named: their names are in nothing that a build publishes."""

from __future__ import annotations

CONF = 'summit_data = ["people.toml"]\n'
ROW = '[[person]]\nid = "x"\nname = "Jane Doe"\nnames = ["例田 花子"]\nunnamed = {}\n'
PAGE = """
# Handbook

:::{event}
:id: a
:dates: 2020
:::

## A talk

:::{session}
:id: t
:speakers: 例田 花子 (Example Corp.); Ann Example
:::

Words.
"""


def build(handbook, unnamed):
    handbook.conf = handbook.conf.replace(CONF, "") + CONF
    (handbook.source / "people.toml").write_text(ROW.format(unnamed), encoding="utf-8")
    return handbook.write(index=PAGE).build()


def published(build):
    return {name for name, data in build.files().items() if "例田".encode() in data or b"Jane" in data}


def test_no_published_file_has_the_name(handbook):
    found = build(handbook, "true")
    assert found.warnings == []
    assert published(found) == set()
    assert "Ann Example" in found.read("index.html")


def test_a_person_who_changes_their_mind(handbook):
    build(handbook, "false")
    assert published(build(handbook, "true")) == set()
    again = build(handbook, "false")
    assert {"index.html", "_sources/index.md.txt", "summit.json"} <= published(again)
