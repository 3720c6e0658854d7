"""Programmes side by side: editions of one series stay apart, and two forms of one schedule make no doubles."""

from __future__ import annotations

import json

import pytest

from sphinx_summit.notes.cli import main

SHARED = ("The manual that nobody read", "Ann Example")


def talks(event, number, *, shared=(SHARED,), first=0, year="2031"):
    """A programme as Write the Docs kept them: the talks say of which event they are."""
    rows = [*shared, *((f"The talk number {n} on boats", f"Speaker {n} Example") for n in range(first, first + number))]
    return "".join(
        f"- title: {title}\n  event: {event}\n  year: '{year}'\n  speakers:\n  - name: {name}\n" for title, name in rows
    )


def events_of(result):
    return {each.file: {event["id"] for event in each.ledger.more["events"] if event} for each in result.files}


# -- editions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Docs NA 2031", "Harbour Docs EU 2031"),
        ("Harbour Docs Faro 2031", "Harbour Docs Lagos 2031"),
        ("Harbour Docs 12", "Harbour Docs 13"),
        ("Harbour Docs Beginners Track 2031", "Harbour Docs Experts Track 2031"),
    ],
)
def test_two_editions_of_a_year_stay_two_events(book, one, other):
    shared = (SHARED, ("Tides for beginners", "Bo Example"))
    book.write("a.yaml", talks(one, 18, shared=shared))
    book.write("b.yaml", talks(other, 18, shared=(SHARED, ("Tides, again", "Bo Example")), first=50))
    events = events_of(book.run())
    assert events["a.yaml"].isdisjoint(events["b.yaml"])


def test_a_year_in_common_is_no_evidence(book):
    book.write("a.yaml", talks("Harbour Docs 2031", 3))
    book.write("b.yaml", talks("Lighthouse Days 2031", 3, first=50))
    result = book.run()
    events = events_of(result)
    assert events["a.yaml"].isdisjoint(events["b.yaml"])
    reasons = [guess.reason for each in result.files for guess in each.guesses if guess.kind == "same-event"]
    assert not [reason for reason in reasons if "2031" in reason]


def test_one_programme_under_two_names_waits_for_review(book):
    book.write("a.yaml", talks("Harbour Docs NA 2031", 18))
    book.write("b.yaml", talks("Harbour Docs Portland 2031", 18))
    result = book.run()
    [guess] = [guess for guess in result.files[1].guesses if guess.kind == "same-event"]
    assert "though the names differ" in guess.reason
    assert guess.confidence < 0.75


def test_a_third_file_does_not_tie_two_editions(book):
    book.write("a.yaml", talks("Harbour Docs NA 2031", 9))
    book.write("b.yaml", talks("Harbour Docs EU 2031", 9, first=50))
    book.write("c.yaml", talks("Harbour Docs 2031", 9, first=25))
    events = events_of(book.run())
    assert events["a.yaml"].isdisjoint(events["b.yaml"])


# -- two forms of one schedule -------------------------------------------------------------------------------

LOUNGE = [("Lounge", hour, room) for hour in ("10:00", "11:00", "12:00") for room in ("Lounge", "Terrace")]


def in_json(rows, **ids):
    rooms = {}
    for number, (title, start, room) in enumerate(rows):
        given = {name: form.format(number) for name, form in ids.items()}
        event = {**given, "title": title, "start": start, "duration": "01:00", "room": room, "persons": []}
        rooms.setdefault(room, []).append(event)
    days = [{"index": 1, "date": "2031-05-01", "rooms": rooms}]
    return json.dumps({"schedule": {"conference": {"title": "Harbour Nights 2031", "days": days}}})


def in_xml(rows, **ids):
    events = []
    for number, (title, start, room) in enumerate(rows):
        given = " ".join(f'{name}="{form.format(number)}"' for name, form in ids.items())
        events.append(
            f"<room name='{room}'><event {given}><title>{title}</title><start>{start}</start>"
            "<duration>01:00</duration></event></room>"
        )
    day = f"<day index='1' date='2031-05-01'>{''.join(events)}</day>"
    return f"<schedule><conference><title>Harbour Nights 2031</title></conference>{day}</schedule>"


def sessions_of(book):
    return sum(page.read_text(encoding="utf-8").count(":::{session}") for page in (book.root / "events").rglob("*.md"))


@pytest.mark.parametrize(
    "ids",
    [
        {"guid": "0f2f99e409fe0aaff92d7f30c2d7e1{:02}"},
        {"guid": "96a85cc3-3d04-47f8-5503-03123ccd9e{:02}", "id": "{}"},
        {"id": "10{}"},
        {},
    ],
    ids=["guid", "uuid", "id", "none"],
)
def test_repeated_titles_are_joined_one_by_one(book, ids):
    book.write("a.json", in_json(LOUNGE, **ids))
    book.write("b.xml", in_xml(LOUNGE, **ids))
    book.run()
    assert sessions_of(book) == len(LOUNGE)
    assert {each.verdict for each in book.verdicts().values()} == {"identical"}


def test_a_session_that_moved_is_known_by_its_guid_and_worth_a_look(book):
    guid = {"guid": "96a85cc3-3d04-47f8-5503-03123ccd9e{:02}"}
    book.write("a.json", in_json([("Knots for everyone", "10:00", "Hall")], **guid))
    book.write("b.xml", in_xml([("Knots for all of us", "15:00", "Hall")], **guid))
    [guess] = [guess for each in book.run().files for guess in each.guesses if guess.kind == "same-session"]
    assert sessions_of(book) == 1
    assert guess.reason.startswith("the same id, though another time")
    assert guess.confidence < 0.75


def test_a_number_alone_does_not_join(book):
    book.write("a.json", in_json([("Knots for everyone", "10:00", "Hall")], id="7"))
    book.write("b.xml", in_xml([("Sails and their makers", "11:00", "Hall")], id="7"))
    book.run()
    assert sessions_of(book) == 2


def test_a_title_without_a_time_joins_only_where_it_is_the_only_one(book):
    rows = [
        ("Open harbour", "10:00", "Hall"),
        ("Open harbour", "15:00", "Hall"),
        ("Knots for everyone", "11:00", "Hall"),
    ]
    book.write("a.json", in_json(rows))
    untimed = [{"title": title, "abstract": "Words."} for title in ("Open harbour", "Knots for everyone")]
    book.write("b.json", json.dumps({"conference": {"title": "Harbour Nights 2031"}, "talks": untimed}))
    book.run()
    assert sessions_of(book) == 4


def test_many_sessions_of_one_title_stay_in_proportion(book):
    rows = [("Lounge", f"{n // 60:02}:{n % 60:02}", f"Room {n % 7}") for n in range(1400)]
    book.write("a.json", in_json(rows))
    book.write("b.xml", in_xml(rows))
    book.run()
    assert sessions_of(book) == len(rows)


# -- what is hard to read ------------------------------------------------------------------------------------

AT_THE_MARGIN = """\
- abstract: '<p>Manuals get wet,
and then nobody reads them. That is not right.</p>

<ul>
<li>Dry them.</li>
</ul>'
  speakers:
  - name: Ann Example
  title: Boats and their manuals
"""
DAY = """\
- Duration: '60'
  Session: Doors Open
  Time: '9:00'
- Duration: '30'
  Session: Boats and their manuals - Ann Example
  Slug: ann-example
  Time: '10:00'
- Duration: '30'
  Session: "Kim O'Example \\u2013 Knots - a history"
  Slug: kim-oexample
  Time: '10:30'
"""
TEMPLATE = '---\nlayout: null\n---\n<?xml version="1.0"?>\n<schedule>{% for x in y %}<day date="{{ x }}"></day>\n'
CALENDAR = """\
<!--
BEGIN:VCALENDAR
X-WR-CALNAME:Harbour Week 2031
BEGIN:VEVENT
UID:a
SUMMARY:Knots for everyone
DTSTART:20310501T100000Z
END:VEVENT
END:VCALENDAR
-->
"""


def test_quoted_yaml_may_go_on_at_the_margin(book):
    page = book.page_of(book.add("talks.yaml", AT_THE_MARGIN)).read_text(encoding="utf-8")
    assert ":speakers: Ann Example" in page
    assert "- Dry them." in page
    assert book.verdicts()["talks.yaml"].verdict == "identical"


def test_a_day_with_capitalised_keys_names_speakers_by_their_slugs(book, parse):
    page = book.page_of(book.add("day-1.yaml", DAY)).read_text(encoding="utf-8")
    assert [(title, options["speakers"], options["start"]) for title, options in parse(page).sessions] == [
        ("Boats and their manuals", "Ann Example", "10:00"),
        ("Knots - a history", "Kim O'Example", "10:30"),
    ]
    assert "- 09:00–10:00 Doors Open" in page
    assert book.verdicts()["day-1.yaml"].verdict == "identical"


def test_a_day_without_a_name_is_of_the_event_of_its_talks(book):
    shared = (SHARED, ("Boats and their manuals", "Ann Example"), ("Knots - a history", "Kim O'Example"))
    book.write("talks.yaml", talks("Harbour Docs 2031", 4, shared=shared))
    book.write("day-1.yaml", DAY)
    events = events_of(book.run())
    assert events["day-1.yaml"] == events["talks.yaml"]
    assert sessions_of(book) == 7


def test_a_calendar_in_a_comment_is_read(book):
    imported = book.add("week.ics", CALENDAR)
    assert [event["id"] for event in imported.ledger.more["events"]] == ["harbour-week-2031"]
    assert book.verdicts()["week.ics"].verdict == "identical"


@pytest.mark.parametrize(
    ("name", "text", "events"),
    [
        ("export.json", '{\n "sessions": [],\n "speakers": [],\n "questions": [],\n "rooms": []\n}\n', []),
        (
            "plan.json",
            '{"schedule": {"conference": {"title": "Harbour Days 2031", "days": []}}}',
            ["harbour-days-2031"],
        ),
        ("plan.ics", "BEGIN:VCALENDAR\nX-WR-CALNAME:Harbour Days 2031\nEND:VCALENDAR\n", ["harbour-days-2031"]),
    ],
)
def test_an_empty_schedule_is_imported_and_said(book, capsys, name, text, events):
    path = book.write(name, text)
    assert main(["import", str(path), "--into", str(book.root), "--json"]) == 0
    [source] = json.loads(capsys.readouterr().out)["sources"]
    assert (source["events"], source["sessions"]) == (events, 0)
    assert [problem["message"] for problem in source["problems"]] == ["this schedule has no events"]
    assert book.verdicts()[name].verdict == "identical"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("plan.xml", TEMPLATE, "this XML can't be read"),
        ("plan.xml", "<schedule><day date='2031-05-01'><room name='x'><event><title>cut", "this XML can't be read"),
        ("plan.json", '{"sessions": [{"title": "cut", "start": "10:00"', "this is not JSON from line 1 on"),
        ("plan.yaml", "- title: 'cut\n  time: '10:00'\n  speakers: [\n", "this YAML can't be read"),
    ],
)
def test_a_broken_schedule_in_a_folder_is_named(book, capsys, name, text, reason):
    book.write(f"data/{name}", text)
    book.write("trip.md", "# Harbour Days 2031 report\n\n## Knots\n\n- one\n")
    assert main(["import", str(book.notes), "--into", str(book.root)]) == 2
    printed = capsys.readouterr()
    assert f"data/{name}" in printed.err
    assert reason in printed.err
    assert "trip.md" in printed.out


def test_other_data_in_a_folder_is_counted(book, capsys):
    book.write("trip.md", "# Harbour Days 2031 report\n\n## Knots\n\n- one\n")
    book.write("package.json", '{"name": "x", "version": "1.0"}')
    book.write("data/menu.yml", "main:\n- title: Home\n  url: /\n")
    assert main(["import", str(book.notes), "--into", str(book.root)]) == 0
    printed = capsys.readouterr()
    assert "2 files are no notes: package.json, data/menu.yml" in printed.out
    assert not printed.err


# -- people --------------------------------------------------------------------------------------------------


def test_people_of_one_name_are_counted(book):
    days = json.loads(
        in_json([("Knots for everyone", "10:00", "Hall"), ("Sails", "11:00", "Hall"), ("Oars", "12:00", "Hall")])
    )
    events = days["schedule"]["conference"]["days"][0]["rooms"]["Hall"]
    for number, event in enumerate(events):
        event["persons"] = [{"id": number % 2, "public_name": "Kim"}, {"id": 7, "public_name": "Ann Example"}]
    imported = book.add("plan.json", json.dumps(days, indent=1))
    assert [problem.message for problem in imported.problems] == [
        "1 name has several ids in this schedule, each is taken for one person: Kim"
    ]
