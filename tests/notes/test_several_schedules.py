"""Several files on one event's programme: lists in pages, a timetable beside the talks, what recurs in a calendar."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_summit.notes.schedules.calendar import read
from sphinx_summit.notes.schedules.programme import Departures
from sphinx_summit.notes.schedules.recurring import MOST, MOST_IN_ALL, read_rule, recurrences
from tests.notes.forms import relaxed

TALKS = """\
- title: Glossaries that people read
  slug: glossaries-that-people-read-ann-example
  series: Harbour Docs
  year: 2023
  speakers:
  - name: Ann Example
  abstract: A glossary is read when it is short.
- title: Boats and their manuals
  slug: boats-and-their-manuals-bo-example
  series: Harbour Docs
  year: 2023
  speakers:
  - name: Bo Example
  abstract: Manuals get wet.
- title: Reading by lighthouse
  slug: reading-by-lighthouse-cid-example
  series: Harbour Docs
  year: 2023
  speakers:
  - name: Cid Example
  abstract: Every twelve seconds a line.
"""
TIMETABLE = """\
talks_day1:
  - time: '9:00'
    title: Doors open
    duration: '0:30'
  - duration: '0:30'
    slug: glossaries-that-people-read-ann-example
  - duration: '0:10'
    title: Short break
  - duration: '0:45'
    slug: boats-and-their-manuals-bo-example
  - duration: '0:20'
    slug: reading-by-lighthouse-cid-example
"""


@pytest.mark.parametrize("names", [("a-talks.yaml", "b-times.yaml"), ("b-talks.yaml", "a-times.yaml")])
def test_a_timetable_joins_the_talks_by_their_ids(book, names):
    book.write(names[0], TALKS)
    book.write(names[1], TIMETABLE)
    pages = {each.file: book.page_of(each).read_text(encoding="utf-8") for each in book.run().files}
    talks, times = (pages[name] for name in names)

    assert ":id: glossaries-that-people-read\n:speakers: Ann Example\n:start: 09:30\n:end: 10:00\n" in talks
    assert ":start: 10:10\n:end: 10:55\n" in talks
    assert ":::{session}" not in times
    assert "{session}`boats-and-their-manuals`" in times
    assert {each.verdict for each in book.verdicts().values()} == {"identical"}
    before = book.snapshot()
    book.run()
    assert book.snapshot() == before


def test_talks_that_come_later_keep_what_the_timetable_said(book):
    book.add("times.yaml", TIMETABLE)
    talks = book.add("talks.yaml", TALKS)
    assert ":start: 09:30" in book.page_of(talks).read_text(encoding="utf-8")
    assert {each.verdict for each in book.verdicts().values()} == {"identical"}


def page(number, talks, *, dated=True):
    """One page of an API's list."""
    address = "https://example.org/conf/api/events/faro-2031/submissions/?page="
    rows = [
        {
            "code": f"CODE{n}",
            "title": f"The talk number {n} on boats",
            "speakers": [{"code": f"S{n}", "name": f"Ann Example {n}"}],
            "abstract": "Words.",
            "slots": [{"room": {"name": {"en": "Hall"}}, "start": f"2031-05-0{n}T10:00:00+01:00"}] if dated else [],
        }
        for n in talks
    ]
    links = {
        "next": f"{address}{number + 1}" if number < 2 else None,
        "previous": address + "1" if number > 1 else None,
    }
    return json.dumps({"count": 4, **links, "results": rows})


@pytest.mark.parametrize("dated", [True, False])
def test_pages_of_one_list_are_one_event_without_doubles(book, dated):
    book.write("page-1.json", page(1, [1, 2], dated=dated))
    book.write("page-2.json", page(2, [2, 3, 4], dated=dated))
    files = book.run().files
    texts = [book.page_of(each).read_text(encoding="utf-8") for each in files]

    assert {each.ledger.pages[0].rsplit("/", 1)[0] for each in files} == {"events/faro-2031"}
    assert sum(text.count(":::{event}") for text in texts) == 1
    assert ":url: https://example.org/conf/faro-2031/\n" in texts[0]
    assert sum(text.count(":::{session}") for text in texts) == 4
    assert {each.verdict for each in book.verdicts().values()} == {"identical"}


# -- what recurs -----------------------------------------------------------------------------------------------


def calendar(*events):
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", "X-WR-TIMEZONE:Europe/Lisbon", *lines, "END:VCALENDAR", ""])


def times(*events):
    """When the slots of a calendar are, and what is said of it."""
    departures = Departures()
    _, programme = read(calendar(*events), departures)
    return [(slot.title, slot.day, slot.start) for slot in programme.slots], [r.message for r in departures.remarks]


def test_an_event_is_at_each_of_its_times():
    daily = ("UID:a", "SUMMARY:Tide", "DTSTART;TZID=Europe/Lisbon:20190514T093000", "RRULE:FREQ=DAILY;COUNT=3")
    assert times(daily) == ([("Tide", f"2019-05-1{n}", 570) for n in (4, 5, 6)], [])


def test_exceptions_and_changed_times_are_respected():
    rule = (
        "UID:a", "SUMMARY:Tide", "DTSTART;TZID=Europe/Lisbon:20190514T093000", "RRULE:FREQ=DAILY;UNTIL=20190517",
        "EXDATE;TZID=Europe/Lisbon:20190515T093000", "RDATE;TZID=Europe/Lisbon:20190520T093000",
    )  # fmt: skip
    moved = ("UID:a", "SUMMARY:Late tide", "RECURRENCE-ID:20190516T083000Z", "DTSTART:20190516T100000Z")
    found, _ = times(rule, moved)
    assert [(title, day[-2:]) for title, day, _ in found] == [
        ("Tide", "14"), ("Tide", "17"), ("Tide", "20"), ("Late tide", "16"),
    ]  # fmt: skip


def test_a_rule_without_an_end_goes_on_to_the_last_day_of_the_calendar():
    weekly = ("UID:a", "SUMMARY:Tide", "DTSTART;VALUE=DATE:20190513", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE")
    last = ("UID:b", "SUMMARY:End", "DTSTART;VALUE=DATE:20190521")
    found, said = times(weekly, last)
    assert [day[-2:] for title, day, _ in found if title == "Tide"] == ["13", "15", "20"]
    assert said == ["an event that recurs without an end: up to the calendar's last day it is imported"]


def test_a_rule_that_is_not_known_leaves_the_first_time():
    odd = ("UID:a", "SUMMARY:Tide", "DTSTART:20190513T100000Z", "RRULE:FREQ=HOURLY;COUNT=3")
    found, said = times(odd)
    assert len(found) == 1
    assert said == ["an event that recurs in a way that is not known: 'FREQ=HOURLY;COUNT=3'"]


def test_a_calendar_of_endless_events_stays_in_proportion():
    rule = ("SUMMARY:Tide", "DTSTART:20190513T100000Z", "RRULE:FREQ=DAILY;COUNT=99999")
    found, said = times(*[(f"UID:{n}", *rule) for n in range(200)])
    assert len(found) <= MOST_IN_ALL + 200
    assert said[0].startswith(f"an event that recurs more often than {MOST} times: the later ones are left out")


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;INTERVAL=10;COUNT=3", ["2019-01-31", "2019-02-10", "2019-02-20"]),
        ("FREQ=MONTHLY;COUNT=3", ["2019-01-31", "2019-03-31", "2019-05-31"]),
        ("FREQ=YEARLY;COUNT=2", ["2019-01-31", "2020-01-31"]),
        ("FREQ=WEEKLY;BYDAY=SA,TH;UNTIL=20190206T235959Z", ["2019-01-31", "2019-02-02"]),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=3", ["2019-01-31", "2019-02-28", "2019-03-28"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["2019-01-31", "2019-02-28", "2019-03-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", ["2019-01-31", "2019-02-28", "2019-03-29"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TH;WKST=SU;COUNT=3", ["2019-01-31", "2019-02-10", "2019-02-14"]),
        ("FREQ=YEARLY;BYWEEKNO=6;BYDAY=MO;COUNT=3", ["2019-01-31", "2019-02-04", "2020-02-03"]),
    ],
)
def test_rules(rule, days):
    first = dt.datetime(2019, 1, 31)
    found = recurrences(read_rule(rule, "Europe/Lisbon"), first, dt.datetime.max, MOST)
    assert [moment.date().isoformat() for moment in found.times] == days
    assert not found.cut


def test_rules_that_nothing_fits_are_given_up():
    rule = ("SUMMARY:Tide", "DTSTART:20190513T100000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    end = ("SUMMARY:End", "DTSTART:29990513T100000Z")
    found, _ = times(*[(f"UID:{n}", *rule) for n in range(100)], end)
    assert len(found) == 101


MOMENTS = ["00010101T000000Z", "99991231T235959Z", "99991231", "00010101", "20190513T100000Z", "20200229", "x", ""]
RULES = [
    "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "COUNT=3", "UNTIL=99991231", "UNTIL=00010101T000000Z",
    "INTERVAL=99999", "BYDAY=MO", "BYDAY=MO,SU", "=", "x", "BYDAY=-1FR", "BYDAY=99FR", "BYSETPOS=0", "BYSETPOS=-1",
    "BYMONTHDAY=30", "BYMONTH=2", "BYMONTH=99", "BYWEEKNO=53", "BYYEARDAY=-366", "WKST=SU", "BYEASTER=0", "BYHOUR=3",
]  # fmt: skip


@relaxed
@given(st.sampled_from(MOMENTS), st.sampled_from(MOMENTS), st.lists(st.sampled_from(RULES)), st.sampled_from(MOMENTS))
def test_no_calendar_ends_an_import(begins, ends, rule, other):
    event = (
        "UID:a", "SUMMARY:Tide", f"DTSTART:{begins}", f"DTEND:{ends}", f"RRULE:{';'.join(rule)}",
        f"EXDATE:{other},{ends}", f"RDATE:{other}", f"RECURRENCE-ID:{other}",
    )  # fmt: skip
    assert len(times(event, ("SUMMARY:b", f"DTSTART:{other}"))[0]) <= MOST + 3


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=HOURLY",
        "FREQ=DAILY;COUNT=x",
        "FREQ=DAILY;UNTIL=?",
        "FREQ=DAILY;BYEASTER=0",
        "FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=1,",
        "FREQ=DAILY\nDTSTART:20200101",
        "FREQ=DAILY;X=",
    ],
)
def test_what_is_no_rule(rule):
    assert read_rule(rule, "") is None
