"""Notes and schedules on one event: what makes them one, what never does, and that nothing is lost on the way."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_summit.notes.handbook import Handbook
from sphinx_summit.notes.importer import import_notes
from sphinx_summit.notes.verify import verify

NOTE = "# Example Summit 2020 report\n\n## Leases for hosts\n\n- one\n\n## Storage at night\n\n- two\n"
TALKS = (
    ("Leases for hosts", "10:00", "Hall A", "Ann Example"),
    ("Storage at night", "11:00", "Hall B", "Bob Example"),
    ("A talk nobody wrote of", "12:00", "Hall A", "Cid Example"),
)


def schedule(title="Example Summit 2020", day="2020-05-04", talks=TALKS, **conference):
    """A schedule as frab writes it."""
    events = {}
    for number, (name, start, room, person) in enumerate(talks):
        events.setdefault(room, []).append(
            {
                "id": number,
                "guid": f"{number:08}-1111-1111-1111-111111111111",
                "url": f"https://talks.example.org/{number}/",
                "date": f"{day}T{start}:00+09:00",
                "start": start,
                "duration": "00:30",
                "room": room,
                "title": name,
                "subtitle": "",
                "track": "Main",
                "language": "en",
                "abstract": f"About number {number}.",
                "persons": [{"id": number, "public_name": person}],
            }
        )
    days = [{"index": 1, "date": day, "rooms": events}]
    conference |= {"title": title, "start": day, "end": day, "days": days}
    return json.dumps({"schedule": {"version": "1", "conference": conference}}, indent=1)


def ids(result):
    return {each.file: [event["id"] for event in each.ledger.more["events"] if event] for each in result.files}


def guesses(result, kind):
    return {each.file: [guess for guess in each.guesses if guess.kind == kind] for each in result.files}


def text(book, path):
    return (book.root / path).read_text(encoding="utf-8")


# -- which notes are of one event ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# Example Summit 2020 report\n", "# EXAMPLE SUMMIT 2020 notes\n"),
        ("# Example Summit 2020 report\n", "# Example　Summit ２０２０ notes\n"),
        ("# Example Summit 2020 report\n", "# The Example Summit '20 notes\n"),
        ("# Example Summit 2020 report\n", "# 2020 Example Summit notes\n"),
        ("# 第7回 例研究会 報告\n", "# 第7回　例研究会 メモ\n"),
        ("# Example Summit Day 1\n\n2020-05-04\n", "# Example Summit Day 2\n\n2020-05-05\n"),
    ],
)
def test_names_that_are_the_same_are_one_event(book, one, other):
    book.write("a.md", f"{one}\n## First\n\n- x\n")
    book.write("b.md", f"{other}\n## Second\n\n- y\n")
    result = book.run()
    events = ids(result)
    assert events["a.md"] == events["b.md"]
    [guess] = guesses(result, "same-event")["b.md"]
    assert guess.value == events["a.md"][0]
    assert "a.md" in guess.reason
    assert guess.confidence < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# Example Summit Boston 2011 report\n", "# Example Summit Boston 2017 report\n"),
        ("# 第7回 例研究会 報告\n", "# 第8回 例研究会 報告\n"),
        ("# Example Meetup\n\nHeld on 2020-05-04.\n", "# Example Meetup\n\nHeld on 2020-06-08.\n"),
        ("# Example Summit Tokyo\n\n2020-05-04\n", "# Example Summit Osaka\n\n2020-05-04\n"),
        ("# Boston Summit 2017\n", "# Boston Users Conference 2017\n"),
        ("# Vancouver Summit\n\nHeld on 2015-05-18.\n", "# Vancouver Summit\n\nHeld on 2018-05-21.\n"),
        ("# Vancouver Summit\n", "# Vancouver Summit\n\nHeld on 2018-05-21.\n"),
        ("# Vancouver Summit\n", "# Vancouver Summit\n"),
    ],
)
def test_a_place_or_a_name_alone_never_makes_one_event(book, one, other):
    book.write("a.md", f"{one}\n## First\n\n- x\n")
    book.write("b.md", f"{other}\n## Second\n\n- y\n")
    events = ids(book.run())
    assert events["a.md"] != events["b.md"]


def test_an_undated_note_that_fits_two_events_is_only_proposed(book):
    book.write("a.md", "# Example Summit\n\nHeld on 2019-05-04.\n\n## First\n\n- x\n")
    book.write("b.md", "# Example Summit\n\nHeld on 2020-05-04.\n\n## Second\n\n- y\n")
    book.write("c.md", "# Example Summit report\n\n## Third\n\n- z\n")
    result = book.run()
    assert len({tuple(each) for each in ids(result).values()}) == 3
    [guess] = guesses(result, "same-event")["c.md"]
    assert guess.reason.startswith("proposed")
    assert guess.confidence < 0.6


def test_speakers_and_days_in_common_are_enough_where_names_differ(book):
    first, second = "## First talk here (Ann Example Example Corp.)", "## Second talk here (Bob Example Example Inc.)"
    talks = f"{first}\n\n- x\n\n{second}\n\n- y\n"
    book.write("a.md", f"# Example Summit 2020 report\n\nHeld on 2020-05-04.\n\n{talks}")
    book.write("b.json", schedule("EXSUM spring edition"))
    result = book.run()
    assert ids(result)["a.md"] == ids(result)["b.json"]
    assert "2 speakers in common" in guesses(result, "same-event")["b.json"][0].reason


def test_a_link_to_the_schedule_ties_a_note_to_its_event(book):
    book.write("a.md", "# My days at the summit, a report on X Conf\n\nSee https://talks.example.org/1/ for slides.\n")
    book.write("b.json", schedule("EXSUM 2020"))
    result = book.run()
    assert ids(result)["a.md"] == ids(result)["b.json"]
    assert "talks.example.org/1" in guesses(result, "same-event")["b.json"][0].reason


def test_the_schedule_gives_the_dates_that_the_note_lacks(book):
    book.write("a.md", NOTE)
    book.write("b.json", schedule())
    result = book.run()
    page = text(book, "events/example-summit-2020/a.md")
    assert ":dates: 2020-05-04\n:dates-from: stated" in page
    assert [guess.reason for guess in guesses(result, "dates")["a.md"]] == ["as b.json states"]
    assert "{event}" not in text(book, "events/example-summit-2020/b.md")


def test_a_draft_gives_nothing_to_an_event(book):
    book.write("a.md", f"---\ndraft: true\n---\n{NOTE}\nHeld on 2020-05-04.\n")
    book.write("b.md", NOTE)
    result = book.run()
    assert ids(result)["a.md"] == ids(result)["b.md"]
    assert "{event}" in book.page_of(result.files[1]).read_text(encoding="utf-8")
    assert "{event}" not in book.page_of(result.files[0]).read_text(encoding="utf-8")


# -- sessions ------------------------------------------------------------------------------------------------


@pytest.fixture
def merged(book):
    book.write("trip.md", NOTE)
    book.write("plan.json", schedule())
    book.run()
    return book


def test_a_section_and_its_entry_are_one_session(merged):
    page = text(merged, "events/example-summit-2020/trip.md")
    assert ":start: 10:00\n:end: 10:30\n:room: Hall A" in page
    assert ":speakers: Ann Example" in page
    plan = text(merged, "events/example-summit-2020/plan.md")
    assert plan.count("{session}`leases-for-hosts`") == 1
    assert plan.count(":::{session}") == 1  # nobody wrote of the third
    assert "About number 0." in plan
    assert {each.verdict for each in merged.verdicts().values()} == {"identical"}


def test_the_order_of_files_does_not_matter(book, tmp_path):
    files = {"trip.md": book.write("trip.md", NOTE), "plan.json": book.write("plan.json", schedule())}
    snapshots = []
    for order in (files.items(), [*files.items()][::-1]):
        root = tmp_path / f"order{len(snapshots)}" / "handbook"
        import_notes(dict(order), root)
        snapshots.append({p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()})
    assert snapshots[0] == snapshots[1]


def test_importing_twice_changes_no_byte(merged):
    before = merged.snapshot()
    merged.run()
    assert merged.snapshot() == before


@pytest.mark.parametrize("name", ["trip.md", "plan.json"])
def test_importing_one_of_them_again_changes_no_byte(merged, name):
    before = merged.snapshot()
    merged.add(name, (merged.notes / name).read_bytes())
    assert merged.snapshot() == before


@pytest.mark.parametrize("order", [("trip.md", "plan.json"), ("plan.json", "trip.md")])
def test_in_two_imports_ids_stay_and_sessions_are_one(book, order):
    contents = {"trip.md": NOTE, "plan.json": schedule()}
    first = book.add(order[0], contents[order[0]])
    made = {row["id"] for row in first.ledger.objects if row["kind"] == "session"}
    event = first.ledger.more["events"][0]["id"]
    book.add(order[1], contents[order[1]])
    pages = "".join(text(book, path) for path in book.snapshot() if path.startswith(f"events/{event}/"))
    assert pages.count(":::{event}") == 1
    assert pages.count(":::{session}") == 3
    for id_ in made:
        assert pages.count(f":id: {id_}\n") == 1
    assert {each.verdict for each in book.verdicts().values()} == {"identical"}


def test_other_speakers_are_another_session(book):
    book.write("trip.md", "# Example Summit 2020 report\n\n## Leases for hosts (Eve Example Other Corp.)\n\n- one\n")
    book.write("plan.json", schedule())
    result = book.run()
    assert "{session}`" not in text(book, "events/example-summit-2020/plan.md")
    [guess] = guesses(result, "same-session")["plan.json"]
    assert guess.reason.startswith("proposed")


def test_a_talk_given_twice_is_not_taken_for_one(book):
    talks = (*TALKS[:1], ("Leases for hosts", "15:00", "Hall B", "Ann Example"))
    book.write("trip.md", NOTE)
    book.write("plan.json", schedule(talks=talks))
    book.run()
    assert text(book, "events/example-summit-2020/plan.md").count(":::{session}") == 2


TWICE = (("Leases for hosts", "10:00", "Hall A", "Ann Example"), ("Leases for hosts", "15:00", "Hall B", "Bob Example"))


def sessions(book, path):
    """Each `:::{session}` of a page: its id and its earlier ones."""
    found = re.findall(r":::\{session\}\n(?:(?!:::).*\n)*", text(book, path))
    return [tuple(re.findall(r":(?:id|formerly): (.*)", each)) for each in found]


def test_of_two_entries_of_one_title_each_keeps_its_own_id(book):
    book.add("plan.json", schedule(talks=TWICE))
    plan, trip = (f"events/example-summit-2020/{name}.md" for name in ("plan", "trip"))
    assert sessions(book, plan) == [("leases-for-hosts",), ("leases-for-hosts-2",)]
    told = "# Example Summit 2020 report\n\n## Leases for hosts ({})\n\n- one\n"
    book.add("trip.md", told.format("Eve Example, Other Corp."))
    assert sessions(book, trip) == [("leases-for-hosts-3",)], "a third talk, by somebody else"

    book.add("trip.md", told.format("Bob Example, Other Corp."))
    assert sessions(book, trip) == [("leases-for-hosts-3", "leases-for-hosts-2")]
    assert sessions(book, plan) == [("leases-for-hosts",)]
    before = book.snapshot()
    (book.root / ".summit/read.json").unlink()
    book.run()
    assert book.snapshot() == before

    book.add("plan.json", "\n\n" + schedule(talks=(*TALKS[1:], *TWICE)))
    assert sessions(book, trip) == [("leases-for-hosts-3", "leases-for-hosts-2")]
    assert ("leases-for-hosts",) in sessions(book, plan), "though lines have moved"


def test_of_two_events_of_one_name_each_keeps_its_own_id_and_page(book):
    post = (
        "<article><h2><a href='/{0}'>Example Meetup report</a></h2><p class='date'>2020-0{0}-04</p>"
        "<h3>Talk {0} (Ann Example, Example Corp.)</h3><p>Words of number {0}.</p></article>"
    )

    def imported(*numbers):
        posts = "".join(post.format(number) for number in numbers)
        ledger = book.add("blog.html", f"<html><body><main>{posts}</main></body></html>").ledger
        ids = [event["id"] for event in ledger.more["events"]]
        return dict(zip(numbers, zip(ledger.pages, ids, strict=True), strict=True))

    first = imported(2, 1)
    assert first[1][1] != first[2][1]
    later = imported(3, 2, 1)
    assert {number: later[number] for number in first} == first
    assert imported(4, 3, 2)[3] == later[3]


def test_a_session_stays_where_a_person_has_edited_its_page(book):
    book.add("plan.json", schedule())
    page = book.root / "events/example-summit-2020/plan.md"
    mine = page.read_text(encoding="utf-8") + "\nMy own words.\n"
    page.write_text(mine, encoding="utf-8")
    note = book.add("trip.md", NOTE)
    assert page.read_text(encoding="utf-8") == mine
    made = [row["id"] for row in note.ledger.objects if row["kind"] == "session"]
    assert "leases-for-hosts" not in made, "two pages would have one id"


# -- what a person has edited --------------------------------------------------------------------------------


def test_new_text_stays_offered_until_it_is_taken_over(book):
    page = book.page_of(book.add("trip.md", NOTE))
    offered = book.root / ".summit/offered" / page.relative_to(book.root)
    mine = page.read_text(encoding="utf-8") + "\nMy own words.\n"
    page.write_text(mine, encoding="utf-8")
    grown = NOTE.replace("- one\n", "- one\n- one more\n")
    for _ in range(2):
        book.write("trip.md", grown)
        assert book.run().offered == [page.relative_to(book.root).as_posix()]
        assert "- one more" in offered.read_text(encoding="utf-8")
        assert page.read_text(encoding="utf-8") == mine
        assert book.verdicts()["trip.md"].verdict == "identical"

    page.write_text(mine.replace("- one\n", "- one\n- one more\n"), encoding="utf-8")
    assert book.run().offered == []
    assert not offered.exists()
    assert page.read_text(encoding="utf-8").endswith("My own words.\n")
    assert book.verdicts()["trip.md"].verdict == "identical"
    assert (book.root / ".summit/sources/trip.md").read_text(encoding="utf-8") == grown


def test_a_page_copied_from_the_offer_is_taken_over(book):
    page = book.page_of(book.add("trip.md", NOTE))
    page.write_text("# Mine\n", encoding="utf-8")
    book.write("trip.md", NOTE.replace("one", "none"))
    book.run()
    offered = book.root / ".summit/offered" / page.relative_to(book.root)
    page.write_bytes(offered.read_bytes())
    assert book.run().offered == []
    assert book.verdicts()["trip.md"].verdict == "identical"


def test_a_line_that_changed_is_not_taken_for_taken_over(book):
    page = book.page_of(book.add("trip.md", NOTE))
    page.write_text(page.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    book.write("trip.md", NOTE.replace("- two", "- three"))
    assert book.run().offered
    page.write_text(page.read_text(encoding="utf-8") + "\n- three\n", encoding="utf-8")
    assert book.run().offered, "what the note no longer says still stands there"


def test_a_page_of_ones_own_is_not_taken_for_a_note_s(book):
    mine = book.root / "notes/thoughts.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("# Mine\n", encoding="utf-8")
    imported = book.add("thoughts.md", "# Thoughts\n\nOnly words.\n")
    assert mine.read_text(encoding="utf-8") == "# Mine\n"
    assert imported.ledger.pages == ("notes/thoughts-2",)
    assert book.verdicts()["thoughts.md"].verdict == "identical"


def test_the_describing_page_hands_over_when_its_note_leaves(book):
    book.write("a.md", NOTE)
    book.write("b.md", "# Example Summit 2020 notes\n\n## Third\n\n- three\n")
    book.run()
    book.add("a.md", NOTE.replace("2020", "2021"))
    assert ":id: example-summit-2020" in text(book, "events/example-summit-2020/b.md")
    assert ":id: example-summit-2021" in text(book, "events/example-summit-2021/a.md")


def test_files_beside_a_note_stay_when_another_note_makes_it_be_read_again(book):
    book.write("x.png", b"\x89PNG\r\n\x1a\n")
    book.add("a.md", f"{NOTE}\n![x](x.png)\n")
    before = text(book, "events/example-summit-2020/a.md")
    assert "![x](x.png)" in before
    book.add("b.md", "# Example Summit 2020 notes\n\n## Third\n\n- three\n")
    assert text(book, "events/example-summit-2020/a.md") == before
    assert (book.root / "events/example-summit-2020/x.png").exists()


# -- whatever is imported, in whatever order -----------------------------------------------------------------

_names = st.sampled_from(
    ["Example Summit", "The Example Summit 2020", "Example Summit Boston", "第7回 例研究会", "Boston"]
)
_when = st.sampled_from(
    ["", "Held on 2020-05-04.", "Held on 2019-05-04.", "May 2020", "See https://talks.example.org/0/"]
)
_sections = st.lists(
    st.sampled_from(
        [
            "Leases for hosts", "Leases for hosts (Ann Example Example Corp.)", "Keynote", "Storage at  night!",
            "Storage at night (Eve Example Example Inc.)", "A talk nobody wrote of", "Leases of hosts",
        ]
    ),
    max_size=4,
)  # fmt: skip


@st.composite
def _note(draw):
    hidden = "---\ndraft: true\n---\n" if draw(st.integers(0, 9)) == 0 else ""
    sections = "".join(f"## {title}\n\n- words\n\n" for title in draw(_sections))
    return f"{hidden}# {draw(_names)} report\n\n{draw(_when)}\n\n{sections}"


_schedules = st.builds(
    schedule,
    st.sampled_from(["Example Summit 2020", "EXSUM", "Example Summit"]),
    st.sampled_from(["2020-05-04", "2019-05-04"]),
    st.lists(st.sampled_from([*TALKS, ("Keynote", "09:00", "Hall A", "Ann Example")]), min_size=1, max_size=4),
)


def _check(root):
    """Every byte is kept, every id stands once, every reference leads somewhere."""
    book = Handbook.open(root)
    found = {file: each.verdict for file, each in verify(book).items()}
    assert found == dict.fromkeys(book.ledgers, "identical")
    whole = "\n".join("\n".join(book.lines_of(page)) for page in book.pages())
    made = Counter(re.findall(r"^:::\{(event|session)\}\n:id: (\S+)", whole, re.MULTILINE))
    assert {key: count for key, count in made.items() if count > 1} == {}
    for kind, pattern in (("session", r"\{session\}`([^`]+)`"), ("event", r"^:event: (\S+)")):
        assert set(re.findall(pattern, whole, re.MULTILINE)) <= {id_ for k, id_ in made if k == kind}


def _snapshot(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_note(), min_size=1, max_size=4), st.lists(_schedules, max_size=2), st.data())
def test_in_any_number_of_imports_nothing_is_lost_and_ids_are_one(notes, plans, data):
    files = {f"n{n}.md": text for n, text in enumerate(notes)} | {f"p{n}.json": text for n, text in enumerate(plans)}
    order = data.draw(st.permutations(sorted(files)))
    cut = data.draw(st.integers(1, len(order)))
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for name, text in files.items():
            paths[name] = Path(folder) / name
            paths[name].write_text(text, encoding="utf-8")
        root = Path(folder) / "handbook"
        for part in (order[:cut], order[cut:]):
            import_notes({name: paths[name] for name in part}, root)
            _check(root)
        before = _snapshot(root)
        for part in (order, order[:1]):
            import_notes({name: paths[name] for name in part}, root)
            assert _snapshot(root) == before
