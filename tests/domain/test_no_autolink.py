"""`:no-autolink:` in both syntaxes: on what is said (events, sessions, questions), and on what has a name."""

from __future__ import annotations

import json
import textwrap

import pytest

SAID = ("event", "session", "question")
NAMED = ("project", "release", "person", "organization")
NAMES = {kind: f"Samovar {kind}" for kind in NAMED}
OPTIONS = {"summit_autolink_kinds": list(NAMED)}


def directive(kind: str, id_: str, *, title: str = "", body: str = "", off: bool, rst: bool) -> str:
    """A directive of a kind with a title and a body, or with neither."""
    options = f":id: {id_}\n" + ":no-autolink:\n" * off
    if rst:
        return f".. summit:{kind}:: {title}\n" + textwrap.indent(f"{options}\n{body}\n\n", "   ")
    return f":::{{{kind}}} {title}\n{options}\n{body}\n:::\n\n"


def page(title: str, text: str, *, rst: bool) -> str:
    return f"..\n\n{title}\n{'=' * len(title)}\n\n{text}" if rst else f"# {title}\n\n{text}"


def linked(handbook, text: str, *, rst: bool, off: str = "") -> list[str]:
    """The ids that names on a page lead to, with an entry for an object of each kind; that of `off` has no links."""
    index = page("Start", ".. toctree::\n   :glob:\n\n   *\n" if rst else "```{toctree}\n:glob:\n\n*\n```\n", rst=rst)
    entries = {kind: page(NAMES[kind], directive(kind, kind, off=kind == off, rst=rst), rst=rst) for kind in NAMED}
    handbook.write(index=index, here=page("Here", text, rst=rst), **entries)
    build = handbook.build(**OPTIONS)
    assert build.warnings == []
    found = json.loads(build.read("summit-mentions.json"))
    links = [link["href"] for link in build.soup("here").find_all("a", class_="summit-mention")]
    rows = [row["id"] for row in found if row["page"] == "here" and row["linked"]]
    assert len(links) == len(rows)
    return rows


@pytest.mark.parametrize("rst", [False, True], ids=["MyST", "reST"])
@pytest.mark.parametrize("kind", SAID)
def test_names_in_what_is_said_stay_as_they_are(handbook, kind, rst):
    body = f"{NAMES['project']} and {NAMES['person']}."
    text = directive(kind, "silent", title="Quiet", body=body, off=True, rst=rst)
    text += directive(kind, "loud", title="Loud", body=body, off=False, rst=rst)
    assert linked(handbook, text, rst=rst) == ["project", "person"]


@pytest.mark.parametrize("rst", [False, True], ids=["MyST", "reST"])
@pytest.mark.parametrize("kind", NAMED)
def test_the_name_of_an_object_is_never_linked(handbook, kind, rst):
    text = " and ".join(NAMES.values()) + ".\n"
    assert linked(handbook, text, rst=rst, off=kind) == [other for other in NAMED if other != kind]


@pytest.mark.parametrize("rst", [False, True], ids=["MyST", "reST"])
def test_a_class_silences_any_block(handbook, rst):
    name = NAMES["project"]
    if rst:
        text = f".. container:: summit-no-autolink\n\n   {name}.\n\n.. class:: summit-no-autolink\n\n{name}.\n\n"
    else:
        text = f":::{{container}} summit-no-autolink\n{name}.\n:::\n\n```{{class}} summit-no-autolink\n{name}.\n```\n\n"
    assert linked(handbook, text, rst=rst) == []
    assert linked(handbook, text + f"{name}.\n", rst=rst) == ["project"]


@pytest.mark.parametrize("rst", [False, True], ids=["MyST", "reST"])
@pytest.mark.parametrize(("said", "times"), [("none", 0), ("first", 1), ("all", 2)])
def test_a_page_says_how_often(handbook, said, times, rst):
    name = NAMES["project"]
    head = f":summit-autolink: {said}\n\n" if rst else f"---\nsummit-autolink: {said}\n---\n"
    text = page("Here", f"{name}.\n\n{name}.\n", rst=rst)
    here = text.replace("..\n\n", f"..\n\n{head}", 1) if rst else head + text
    linked(handbook, "", rst=rst)
    rows = json.loads(handbook.write(here=here).build(**OPTIONS).read("summit-mentions.json"))
    assert [row["id"] for row in rows if row["page"] == "here" and row["linked"]] == ["project"] * times
