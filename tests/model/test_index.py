"""The index joins records, and the shipped registry is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_summit.model.index import SummitIndex
from sphinx_summit.model.names import NameTable
from sphinx_summit.model.records import Event, Period, Person, Place, Project, Release, Session, Speaker
from sphinx_summit.model.registries import load_registry, registry_path, shipped


def at(page, line=1):
    return Place(page, "", line)


def test_a_directive_wins_over_its_registry_row():
    row = Project(id="x", name="Row", service="Networks")
    index = SummitIndex([Project(id="x", name="Page", place=at("p"))], [row])
    assert index.get("project", "x") == Project(id="x", name="Page", service="Networks", place=at("p"))


def test_old_ids_and_names_find_an_object():
    index = SummitIndex([Person(id="taro", name="山田 太郎", formerly=("yamada",), place=at("p"))])
    for text in ("taro", "yamada", "山田 太郎", "山田太郎"):
        assert index.resolve("person", text).id == "taro"


def test_every_speaker_has_an_entry_and_a_later_row_joins_it():
    session = Session(id="s", speakers=(Speaker("例田 花子", "Example Corp."),), place=at("p"))
    made = SummitIndex([session]).voices(session.speakers)[0]
    assert len(made.person) == len(made.organization) == 8
    row = Person(id="hanako", name="Hanako Reida", names=("例田 花子",), formerly=(made.person,))
    index = SummitIndex([session], [row])
    assert index.voices(session.speakers)[0].person == "hanako"
    assert index.get("person", made.person).id == "hanako"


def test_a_row_under_an_old_id_is_absorbed_by_the_one_that_names_it():
    rows = [Person(id="person-1", name="花子"), Person(id="hanako", name="Hanako", formerly=("person-1",))]
    index = SummitIndex([], rows)
    assert [person.id for person in index.all(Person)] == ["hanako"]
    assert index.resolve("person", "person-1").id == "hanako"


def test_who_asked_not_to_be_named_is_no_voice():
    session = Session(id="s", speakers=(Speaker("x"), Speaker("y")), place=at("p"))
    index = SummitIndex([session], [Person(id="x", name="X", names=("x",), unnamed=True)])
    assert [voice.name for voice in index.voices(session.speakers)] == ["y"]


def test_order_is_by_date_and_undated_last():
    events = [
        Event(id="c"),
        Event(id="b", dates=Period("2014-05", "2014-05")),
        Event(id="a", dates=Period("2014", "2014")),
        Event(id="d", dates=Period("2012-10-15", "2012-10-18")),
    ]
    assert [event.id for event in SummitIndex(events).all(Event)] == ["d", "a", "b", "c"]


def openstack():
    return load_registry(registry_path("openstack", Path()), file="openstack")


def test_the_shipped_registry_is_sound():
    records, problems = openstack()
    assert problems == []
    assert shipped() == ["openstack"]
    assert NameTable(records).problems == []
    releases = [record for record in records if isinstance(record, Release)]
    assert len(releases) == 35
    index = SummitIndex([], records)
    for release in releases:
        assert not release.predecessor or index.get("release", release.predecessor)
    for project in index.all(Project):
        assert not project.since or index.get("release", project.since), project.id
        assert not project.successor or index.get("project", project.successor), project.id


@pytest.mark.parametrize(
    ("day", "release"),
    [
        ("2012-10-15", "grizzly"),
        ("2016-10-24", "ocata"),
        ("2017-11", "queens"),
        ("2010-01-01", None),
        ("", None),
        ("2014-10", None),
        ("2014", None),
        ("2014-09", "juno"),
    ],
)
def test_the_release_in_the_making(day, release):
    found = SummitIndex([], openstack()[0]).in_the_making(day)
    assert (found.id if found else None) == release


@pytest.mark.parametrize(
    ("day", "state"),
    [("2014-05-01", "development"), ("2014-10-16", "maintained"), ("2015-12-07", "end of life"), ("2010-01-01", "")],
)
def test_a_release_has_a_state_on_every_day(day, state):
    assert SummitIndex([], openstack()[0]).get("release", "juno").state_on(day) == state


def test_a_release_that_ended_nobody_knows_when_has_ended_today():
    austin = SummitIndex([], openstack()[0]).get("release", "austin")
    assert austin.state_on("2010-11-01") == "maintained"
    assert austin.state_today("2026-01-01") == "end of life"


# -- several umbrellas -----------------------------------------------------------------------------

UMBRELLAS = (
    Project(id="cloud", name="Cloudworks"),
    Project(id="snake", name="Snake"),
    Project(id="net", name="Net", since="c1"),
    Release(id="c1", of="cloud", date="2014-04-01"),
    Release(id="c2", of="Cloudworks", date="2014-10-01"),
    Release(id="s1", of="snake", date="2014-03-01"),
    Release(id="s2", of="snake", date="2014-09-01"),
)


def umbrella(sessions=(), **options):
    event = Event(id="e", dates=Period("2014-05-10", "2014-05-10"), **options)
    index = SummitIndex(
        [event, *(Session(id=f"s{n}", event="e", **said) for n, said in enumerate(sessions))], UMBRELLAS
    )
    found = index.umbrella_of(event)
    release = index.in_the_making(event.dates.start, found) if found else None
    return found, release.id if release else None


@pytest.mark.parametrize(
    ("options", "sessions", "expected"),
    [
        ({"name": "Cloudworks Days"}, [], ("cloud", "c2")),
        ({"name": "Days", "series": "Snake Days"}, [], ("snake", "s2")),
        ({"name": "Snakes and ladders"}, [], (None, None)),
        ({"name": "Snake and Cloudworks"}, [], (None, None)),
        ({}, [{"projects": ("net",)}], ("cloud", "c2")),
        ({}, [{"releases": ("s1",)}], ("snake", "s2")),
        ({}, [{"projects": ("snake",)}, {"projects": ("net",)}], (None, None)),
        ({}, [{"projects": ("snake",)}, {"projects": ("net",)}, {"releases": ("c1",)}, {}], ("cloud", "c2")),
        ({}, [{"projects": ("snake", "net")}], (None, None)),
        ({}, [], (None, None)),
    ],
)
def test_of_several_umbrellas_the_event_says_which_it_was_about(options, sessions, expected):
    assert umbrella(sessions, **options) == expected


def test_the_only_umbrella_is_not_that_of_events_that_do_not_name_it():
    rows = openstack()[0]
    events = [Event(id="summit", name="OpenStack Summit"), Event(id="other", name="Snake Days")]
    index = SummitIndex([*events, Session(id="s", event="design", projects=("neutron",)), Event(id="design")], rows)
    found = {event.id: index.umbrella_of(event) for event in index.all(Event)}
    assert found == {"summit": "openstack", "other": None, "design": "openstack"}


def test_a_release_without_a_life_cycle_is_to_come_until_its_date():
    release = Release(id="r", date="2030-01-01")
    assert [release.state_today(day) for day in ("2029-12-31", "2030-01-01")] == ["future", ""]
