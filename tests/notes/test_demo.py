"""The raw notes of the demo, against their counted truth in `demo/truth.toml`."""

from __future__ import annotations

import itertools
import json
import tomllib
from pathlib import Path

import pytest

from sphinx_summit.notes.importer import import_notes

DEMO = Path(__file__).parents[2] / "demo"
TRUTH = tomllib.loads((DEMO / "truth.toml").read_text(encoding="utf-8"))["note"]


@pytest.fixture(scope="module")
def handbook(tmp_path_factory):
    root = tmp_path_factory.mktemp("demo") / "handbook"
    result = import_notes({note["file"]: DEMO / "notes" / note["file"] for note in TRUTH}, root)
    return root, {each.file: each for each in result.files}


@pytest.fixture(params=TRUTH, ids=lambda note: note["file"])
def note(request):
    return request.param


@pytest.fixture
def page(handbook, note, parse):
    root, imported = handbook
    return parse((root / f"{imported[note['file']].ledger.pages[0]}.md").read_text(encoding="utf-8"))


def _shown(speakers):
    return "; ".join(f"{name} ({where})" if where else name for name, where in speakers if name)


def test_sessions_have_their_titles_tracks_days_and_speakers(page, note):
    found = [
        (title, options.get("track", ""), options.get("day", ""), options.get("speakers", ""))
        for title, options in page.sessions
    ]
    wanted = [
        (
            each["title"],
            each.get("track", ""),
            each.get("day", "") if len(each.get("day", "")) == 10 else "",
            # Whom "our" means is for a reader to say.
            "" if each.get("implied") else _shown(each["speakers"]),
        )
        for each in note["sessions"]
    ]
    assert found == wanted


def test_sessions_are_kept_with_the_line_of_their_title(handbook, note):
    root, _ = handbook
    ledger = json.loads((root / ".summit/ledger" / f"{note['file']}.json").read_text(encoding="utf-8"))
    lines = [made["line"] for made in ledger["objects"] if made["kind"] == "session"]
    assert lines == [each["line"] for each in note["sessions"]]


def test_event_has_its_name_and_no_invented_date(page, note):
    [event] = [node["options"] for node in page.of("event")]
    wanted = note["event"]
    # The note's own date tells the month of the event at most.
    dates = wanted["dates"][:7] if wanted["date_source"] == "published" else wanted["dates"]
    assert (event["name"], event["dates"], event["dates-from"]) == (wanted["name"], dates, wanted["date_source"])
    assert event.get("city", "") == wanted.get("city", "")


def test_questions_commands_and_links_are_found(page, note):
    assert [text for text, _ in page.questions] == [each["text"] for each in note["questions"]]
    assert [answer for _, answer in page.questions] == [each["answer"] for each in note["questions"]]
    assert page.commands == [each["text"] for each in note["commands"]]
    assert page.links == [each["url"] for each in note["links"] if each["what"] == "content"]


def test_guesses_name_file_and_line(handbook, note):
    imported = handbook[1][note["file"]]
    assert imported.guesses
    assert all(1 <= guess.line <= note["lines"] and guess.reason for guess in imported.guesses)


def test_nesting_of_lists_is_kept(page, note):
    wanted = list(note["list_items"]["by_depth"])
    if note["file"].startswith("san-diego"):
        # Its outermost items became the sessions' headings.
        wanted = wanted[1:]
    if note["file"].startswith("boston"):
        # The line with the article's date stands like an item.
        wanted[0] += 1
    if note["questions"] or note["commands"]:
        assert sum(page.items_by_depth) == sum(wanted) - _no_longer_items(note)
    else:
        assert page.items_by_depth == wanted


def _no_longer_items(note):
    """Questions and answers leave the lists, and commands in a row share one item."""
    lines = [each["line"] for each in note["commands"]]
    in_a_row = sum(after == before + 1 for before, after in itertools.pairwise(lines))
    return 2 * len(note["questions"]) + in_a_row
