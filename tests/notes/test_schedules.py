"""Schedules in all their forms: every event and person is found, on the conference's day, and nothing else is shown."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.readers import READERS, reader_for
from sphinx_summit.notes.schedules.reading import FORMS, SUFFIXES, is_schedule
from tests.notes.conftest import Book, Parsed
from tests.notes.test_safety import EVERYTHING, NASTY, runs

HERE = Path(__file__).parent
PLANS = sorted((HERE / "schedules").iterdir())

# title, day, start, end, room, speakers
SESSIONS = {
    "pretalx-api.json": [
        ("Écrire des paquets que l’on relit", "2031-10-31", "09:30", "10:00", "Salle B", "Élodie Exemple"),
        ("Atelier : mesurer", "2031-10-31", "14:00", "15:30", "Salle B", "Élodie Exemple; Bo Modèle"),
        ("Sans créneau", None, None, None, None, "Bo Modèle"),
    ],
    "pretalx-widget.json": [
        ("Small gears", "2031-05-02", "09:00", "09:40", "The Shed", "Ann Example"),
        ("Large gears", "2031-05-02", "10:00", "10:40", "The Shed", "Ann Example; Cy Sample"),
    ],
    "sessionize-all.json": [
        ("コンテナを選ぶ", "2031-06-07", "10:00", "10:40", "大桟橋", "例田 花子"),
        ("深夜のデバッグ", "2031-06-07", "23:30", "24:20", "倉庫", "例田 花子; Taro Mihon"),
        ("さらに深夜のデバッグ", "2031-06-07", "24:30", "25:00", "倉庫", "Taro Mihon"),
    ],
    "sessionize-grid.json": [
        ("Opening", "2031-06-07", "09:00", "09:30", "Pier", "Ann Example"),
        ("Ropes & knots", "2031-06-07", "10:00", "10:40", "Pier", "Bo Sample"),
    ],
    "droid.json": [("画面を描く", "2031-02-20", "10:20", "11:00", "大広間", "例田 花子")],
    "symposion.json": [
        ("Hacking `import` for speed", "2031-05-18", "10:30", "11:00", "Ballroom", "Ann Example; Cy Sample"),
        ("Posters", "2031-05-19", "10:00", "13:00", "Hall A", None),
        ("A poster on ropes", "2031-05-19", "10:00", "13:00", "Hall A", "Bo Sample"),
    ],
    "minutes.json": [("Accueil\u202f/ Welcome", "2031-11-01", "08:50", "09:35", "B003", "Élodie Exemple")],
    "entries.xml": [("One year, what’s next?", "2031-07-21", "11:00", "11:45", "C01", "Ann Example")],
    "xcal.xml": [("Large gears", "2031-05-02", "10:00", "10:40", "The Shed", "Ann Example; Cy Sample")],
    "docs-schedule.yaml": [
        ("docs as code a love story ann example", None, "09:25", "09:55", None, None),
        ("reading slowly bo sample", None, "10:05", "10:35", None, None),
    ],
    "timetable-en.csv": [
        ("Weather, and how to read it", None, "09:30", "10:15", "Hall", "Ann Example (Example Corp.); Bo Sample"),
        ('Rain "gauges"', None, "09:00", "09:45", "Loft", "Bo Sample"),
    ],
    "timetable-ja.csv": [
        ("雲を読む", "2031-03-08", "10:00", "10:40", "大ホール", "例田 花子 (見本株式会社)"),
        ("雨を測る", "2031-03-08", "10:50", "11:30", "小ホール", "見本 太郎; Ann Example"),
        ("まとめと対話", "2031-03-09", "09:30", "10:00", "大ホール", "例田 花子 (見本株式会社)"),
    ],
}


def read(text, name="plan.json"):
    return reader_for(name, text).read(text)


def sessions(reading):
    return [b for outline in reading.outlines for b in outline.blocks if isinstance(b, Heading) and b.session]


def conference(*events, **facts):
    """A schedule of one room as c3voc's JSON."""
    days = [{"index": 1, "date": "2031-05-03", "rooms": {"Hall": list(events)}}]
    return json.dumps({"schedule": {"version": "1", "conference": {"title": "Some Conf", "days": days, **facts}}})


def event(title="A talk", date="2031-05-03T10:00:00+02:00", **more):
    return {"title": title, "date": date, "duration": "0:30", "room": "Hall", "persons": [], **more}


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_every_event_is_a_session_with_its_people(book, parse, plan):
    imported = book.add(plan.name, plan.read_bytes())
    page = parse(book.page_of(imported).read_text(encoding="utf-8"))

    found = [
        (title, *(options.get(name) for name in ("day", "start", "end", "room", "speakers")))
        for title, options in page.sessions
    ]
    assert found == SESSIONS[plan.name]
    assert page.warnings == ""
    assert book.verdicts()[plan.name].verdict == "identical"


def test_breaks_are_lines_of_the_day_and_no_sessions(book):
    imported = book.add("plan.json", (HERE / "schedules" / "droid.json").read_bytes())
    assert "- 12:00–13:00 Lunch (大広間)\n" in book.page_of(imported).read_text(encoding="utf-8")


def test_addresses_of_people_are_not_shown(book):
    for plan in ("symposion.json", "entries.xml"):
        page = book.page_of(book.add(plan, (HERE / "schedules" / plan).read_bytes()))
        assert "@example.org" not in page.read_text(encoding="utf-8")


# -- which files are schedules ------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_a_schedule_is_told_by_its_content(plan):
    text = plan.read_bytes().decode()
    assert is_schedule("x.txt", text)
    assert reader_for("note.txt", text).name == reader_for(plan.name, text).name


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "package", "version": "1.0", "dependencies": {"left": "1"}}',
        '{"title": "A note", "date": "2031-05-01", "tags": ["a"]}\n\n# A note\n\nWords about "speakers": them.\n',
        "---\ntitle: A note\nspeakers: [a]\n  abstract: x\n---\n\nWords.\n",
        "- title: a list\n- in a note\n\nAnd words after it, with a time: 10:00.\n",
        "<rss><channel><title>Posts</title></channel></rss>",
        "name: site\ntheme: x\n",
        "Title, time and place are not known yet.\nWe shall see.\n",
        "a,b,c\n1,2,3\n4,5,6\n",
        "",
    ],
)
def test_other_files_are_no_schedules(text):
    assert not is_schedule("x.txt", text)


def test_no_other_note_is_taken_for_a_schedule():
    notes = [p for p in (HERE / "pairs").iterdir() if not p.name.startswith("schedule-")]
    for note in notes:
        text = note.read_bytes().decode("utf-8", "replace")
        assert not is_schedule("x.txt", text), note.name


def test_the_readers_know_the_suffixes():
    assert set(SUFFIXES) <= {suffix for reader in READERS for suffix in reader.suffixes}


# -- times --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "day", "start"),
    [
        ("2031-05-03T23:30:00+02:00", "2031-05-03", "23:30"),
        ("2031-05-04T00:30:00+02:00", "2031-05-03", "24:30"),
        ("2031-05-03T08:00:00Z", "2031-05-03", "10:00"),
        ("2031-05-05T09:00:00+02:00", "2031-05-05", "09:00"),
    ],
)
def test_an_event_is_on_the_day_under_which_it_is_listed(date, day, start):
    reading = read(conference(event(date=date), time_zone_name="Europe/Berlin"))
    facts = sessions(reading)[0].session
    assert (facts.day, dict(facts.more)["start"]) == (day, start)


def test_a_day_that_is_not_the_events_is_reported():
    reading = read(conference(event(date="2031-05-05T09:00:00+02:00")))
    assert any("under a day on which it is not" in remark.message for remark in reading.remarks)


def test_without_a_named_zone_the_offset_is_the_zone():
    assert read(conference(event())).outlines[0].plan.timezone == "+02:00"


def test_a_zone_that_the_times_contradict_is_not_believed():
    plan = read(conference(event(start="10:00"), time_zone_name="UTC"))
    assert plan.outlines[0].plan.timezone == "+02:00"
    assert any("not those of the zone" in remark.message for remark in plan.remarks)


@pytest.mark.parametrize("length", ["0:30", "00:30", "00:30:00", "30", "PT30M", "30 min"])
def test_lengths(length):
    facts = sessions(read(conference(event(duration=length))))[0].session
    assert dict(facts.more)["end"] == "10:30"


# -- departures ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": ""}, "without a title"),
        ({"duration": "long"}, "length that can't be read"),
        ({"id": "x1"}, "the id of an event is not"),
        ({"guid": "12"}, "the guid of an event is not"),
        ({"date": "some day"}, "the date of an event is not"),
        ({"slug": "Ä"}, "the slug of an event is not"),
    ],
)
def test_departures_from_the_format_are_told_with_their_place(more, said):
    text = conference(event() | more)
    remarks = [remark for remark in read(text).remarks if said in remark.message]
    assert len(remarks) == 1
    assert 0 < remarks[0].offset < len(text)


def test_a_departure_that_comes_often_is_told_once():
    remarks = read(conference(*(event(f"Talk {n}", guid=str(n)) for n in range(9)))).remarks
    assert [remark.message for remark in remarks] == ["the guid of an event is not a UUID (9 times)"]


def test_sessions_that_do_not_take_place_are_left_out():
    text = json.dumps({"results": [
        {"code": "A", "title": "Held", "speakers": ["Ann Example"], "state": "confirmed", "submission_type": "Talk"},
        {"code": "B", "title": "Not held", "speakers": ["Bo Sample"], "state": "rejected", "submission_type": "Talk"},
    ]})  # fmt: skip
    assert [outline.plain(b.text) for outline in read(text).outlines for b in sessions(read(text))] == ["Held"]


# -- pages --------------------------------------------------------------------------------------------------


def test_a_large_schedule_gets_a_page_for_each_day(book):
    events = [event(f"Talk {n}", f"2031-05-0{3 + n % 2}T1{n % 9}:00:00+02:00") for n in range(70)]
    imported = book.add("plan.json", conference(*events))

    names = [page.rsplit("/", 1)[-1] for page in imported.ledger.pages]
    texts = [(book.root / f"{page}.md").read_text(encoding="utf-8") for page in imported.ledger.pages]
    assert names == ["plan", "schedule-2031-05-03", "schedule-2031-05-04"]
    assert sum(text.count(":::{event}") for text in texts) == 1
    assert [text.count(":::{session}") for text in texts] == [0, 35, 35]
    assert book.verdicts()["plan.json"].verdict == "identical"


def test_what_is_said_twice_stands_in_the_source_once(book):
    """A person of two sessions is one entry of the source: the ledger keeps it once, and both sessions name them."""
    imported = book.add("plan.json", (HERE / "schedules" / "sessionize-all.json").read_bytes())
    page = book.page_of(imported).read_text(encoding="utf-8")
    assert page.count("Taro Mihon") == 2
    assert book.verdicts()["plan.json"].verdict == "identical"


# -- bad input ----------------------------------------------------------------------------------------------

BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(12))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.xml", f"<!DOCTYPE schedule [{BOMB}]><schedule><day date='2031-01-01'>&a11;</day></schedule>"),
        ("plan.xml", '<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>'),
        ("plan.xml", "<schedule><day>" + "<a>" * 100_000),
        ("plan.xml", "<schedule><day date='2031-01-01'><room name='x'><event><title>cut"),
        ("plan.json", '{"schedule": {"start": "x", "days": ' + "[" * 100_000 + "]"),
        ("plan.json", '{"sessions": [{"title": "cut", "start": "10:00"}'),
        ("plan.json", '{"sessions": [{"title" "x", "start": "10:00"}]}'),
        ("plan.json", '{"rooms": [], "start": 1}'),
        ("plan.yaml", "- title: &x a\n  time: '10:00'\n- title: *x\n  time: '11:00'\n"),
        ("plan.yaml", "- title: !!python/object:os.system x\n  time: '10:00'\n"),
        ("plan.ics", "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 1000),
    ],
    ids=range(11),
)
def test_what_can_not_be_read_is_said_and_nothing_is_imported(name, text):
    form = {"xml": "schedule-xml", "json": "schedule-json", "yaml": "schedule-yaml", "ics": "ical"}[name[5:]]
    reading = reader_for(name, text, form).read(text)
    assert reading.outlines == ()
    assert len(reading.remarks) == 1
    assert "root:" not in reading.remarks[0].message


@pytest.mark.parametrize(
    "date", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2031-02-30T10:00:00Z", "2031-05-03T99:99:99Z"]
)
def test_impossible_times_end_no_import(date):
    assert len(sessions(read(conference(event(date=date), time_zone_name="Asia/Tokyo")))) == 1


def test_control_characters_in_xml_are_no_obstacle():
    event = "<event><start>10:00</start><title>A\x0bB&#x1;C</title></event>"
    text = f"<schedule><day date='2031-05-03'><room name='A'>{event}</room></day></schedule>"
    assert len(sessions(read(text, "plan.xml"))) == 1


# -- any text -----------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
TEXTS = st.lists(
    st.one_of(st.sampled_from([*NASTY, "\n", "\n\n", "\r\n", "  ", "- ", "<p>", "</p>"]), WORDS), max_size=9
)
relaxed = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def marked(parts):
    """A text with words between its parts that must be shown, in this order."""
    return "".join(f"{part}\n\nsign{n}x " for n, part in enumerate(parts))


def signs(text):
    return re.findall(r"sign\dx", text)


def as_json(title, name, text):
    plan = {"event": {"name": "Conf"}, "sessions": [event(title, abstract=text, speakers=[name])]}
    return json.dumps(plan, ensure_ascii=len(title) % 2 == 0)


def as_yaml(title, name, text):
    entry = {"title": title, "time": "10:00", "speakers": [{"name": name}], "abstract": text, "series": "Conf"}
    return yaml.safe_dump([entry], allow_unicode=len(title) % 2 == 0, sort_keys=False)


def as_xml(title, name, text):
    title, name, text = (escape(_XML.sub(" ", each)) for each in (title, name, text))
    one = f"<start>10:00</start><title>{title}</title><abstract>{text}</abstract>"
    one += f"<persons><person>{name}</person></persons>"
    day = f"<day date='2031-05-03'><room name='A'><event>{one}</event></room></day>"
    return f"<schedule><conference><title>Conf</title></conference>{day}</schedule>"


def as_ical(title, name, text):
    def line(key, value):
        value = re.sub(r"([\\;,])", r"\\\1", value)
        value = f"{key}:" + re.sub(r"\r\n|\r|\n", r"\\n", value)
        return "\r\n ".join(value[n : n + 60] for n in range(0, len(value), 60)) + "\r\n"

    fields = (
        line("SUMMARY", title) + line("ATTENDEE", name) + line("DESCRIPTION", text) + "DTSTART:20310503T100000Z\r\n"
    )
    return f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Conf\r\nBEGIN:VEVENT\r\n{fields}END:VEVENT\r\nEND:VCALENDAR\r\n"


def as_csv(title, name, text):
    rows = io.StringIO()
    csv.writer(rows).writerows([["time", "title", "speaker", "abstract"], ["10:00", title, name, text], ["11:00", "B"]])
    return rows.getvalue()


_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@pytest.mark.parametrize(
    ("form", "write"),
    [
        ("schedule-json", as_json),
        ("schedule-yaml", as_yaml),
        ("schedule-xml", as_xml),
        ("ical", as_ical),
        ("timetable", as_csv),
    ],
)
@relaxed
@given(title=TEXTS, name=WORDS, text=TEXTS)
def test_any_text_is_proved_shown_in_order_and_does_not_run(form, write, title, name, text):
    source = write(marked(title) + "talk", f"{name} Example", marked(text))
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder))
        imported = book.add("plan.txt", source, form=form)
        assert book.verdicts()["plan.txt"].verdict == "identical"
        page = book.page_of(imported).read_text(encoding="utf-8")
    for extensions in (("colon_fence",), EVERYTHING):
        parsed = Parsed(page, extensions)
        assert runs(parsed) == ""
    shown = parsed.sessions[0][0]
    assert signs(shown) == signs(marked(title))
    assert signs(parsed.doctree.astext().split("talk", 1)[1])[: len(text)] == signs(marked(text))


@relaxed
@given(st.text(max_size=300), st.sampled_from([form.name for form in FORMS]))
def test_whatever_is_called_a_schedule_ends_no_import(text, form):
    read_one = reader_for("plan", text, form)
    read_one.read(text)
    for start in (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
        '{"sessions": [{"title": "',
        "- title: ",
        "<schedule>",
        "title,time\n",
    ):
        read_one.read(start + text)
