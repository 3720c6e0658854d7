"""Importing: what is written, what is left alone, and what bad input gives."""

from __future__ import annotations

import json
import os

import pytest

from sphinx_summit.notes.cli import main

NOTE = "# Example Summit 2020 report\n\n## A talk\n\n- one\n- two\n\n## Another talk\n\n- three\n"


@pytest.fixture
def command(capsys):
    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_folder_is_laid_out(book):
    book.add("trip.md", NOTE)
    book.add("thoughts.md", "# Thoughts\n\nOnly words.\n")
    names = set(book.snapshot())
    assert names >= {
        "conf.py", "index.md", ".readthedocs.yaml", "events/index.md", "events/example-summit-2020/trip.md",
        "notes/thoughts.md", "people/index.md", "projects/index.md", "data/imported.toml", ".summit/sources/trip.md",
        ".summit/ledger/trip.md.json", ".summit/review.toml",
    }  # fmt: skip
    index = (book.root / "events/index.md").read_text(encoding="utf-8")
    assert index.index("/events/example-summit-2020/trip") < index.index("/notes/thoughts")


def test_importing_twice_changes_no_byte(book):
    book.write("trip.md", NOTE)
    book.write("b/other.txt", "Example Meetup 3 report\n\nTalk(山田太郎 株式会社例)\n\n- x\n\nMore(例子 例社)\n\n- y\n")
    book.run()
    before = book.snapshot()
    book.run()
    assert book.snapshot() == before


def test_an_edited_page_is_kept_and_new_text_offered(book, command):
    page = book.page_of(book.add("trip.md", NOTE))
    mine = page.read_text(encoding="utf-8") + "\nMy own words.\n"
    page.write_text(mine, encoding="utf-8")
    assert command("import", book.notes, "--into", book.root)[0] == 0

    note = book.write("trip.md", NOTE + "- four\n")
    assert command("import", note, "--into", book.root)[0] == 1
    assert page.read_text(encoding="utf-8") == mine
    offered = book.root / ".summit/offered" / page.relative_to(book.root)
    assert "- four" in offered.read_text(encoding="utf-8")
    assert book.verdicts()["trip.md"].verdict == "identical"

    assert command("import", note, "--into", book.root, "--force")[0] == 0
    assert "- four" in page.read_text(encoding="utf-8")


def test_conf_and_index_of_the_user_are_left_alone_and_not_run(book):
    book.root.mkdir()
    conf = "raise SystemExit\nsummit_data = ['openstack']\n"
    (book.root / "conf.py").write_text(conf, encoding="utf-8")
    (book.root / "index.md").write_text("# Mine\n", encoding="utf-8")
    book.add("trip.md", NOTE.replace("- one", "- nova"))
    assert (book.root / "conf.py").read_text(encoding="utf-8") == conf
    assert (book.root / "index.md").read_text(encoding="utf-8") == "# Mine\n"
    assert (book.root / "projects/nova.md").exists()


def test_ids_stay_when_a_note_grows(book):
    title, new = "# Example Summit 2020 report\n\n", "## New (Ann Example)\n\n- zero\n\n"
    talks = "## Talk (Ann Example)\n\n- one\n\n## Talk (Bob Sample)\n\n- two\n"
    book.add("a.md", title + talks)
    made = [m["id"] for m in book.add("a.md", title + new + talks).ledger.objects if m["kind"] == "session"]
    assert made == ["new", "talk", "talk-2"]


def test_a_page_moves_with_its_event_unless_a_person_edited_it(book):
    old = book.page_of(book.add("a.md", NOTE))
    new = book.page_of(book.add("a.md", NOTE.replace("2020", "2021")))
    assert new.exists()
    assert not old.exists()
    new.write_text(new.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    assert book.page_of(book.add("a.md", NOTE.replace("2020", "2022"))) == new
    assert new.read_text(encoding="utf-8").endswith("Mine.\n")


def test_two_notes_on_one_event_share_it_and_say_so(book):
    book.add("a.md", NOTE)
    second = book.add("b.md", "# Example Summit 2020 notes\n\n## Third\n\n- one\n\n## Fourth\n\n- two\n")
    assert second.ledger.pages == ("events/example-summit-2020/b",)
    assert "{event}" not in book.page_of(second).read_text(encoding="utf-8")
    assert book.page_of(second).read_text(encoding="utf-8").count(":event: example-summit-2020") == 2
    assert any("another note" in guess.reason for guess in second.guesses)


def test_the_same_place_in_another_year_is_another_event(book):
    text = "{} Summit Boston report\n\n2011 Boston\n\nFirst\n\n- one\n\nSecond\n\n- two\n"
    book.add("a.txt", text.format("Example"))
    second = book.add("b.txt", text.format("Example").replace("2011", "2017"))
    assert second.ledger.more["events"][0]["id"] == "example-summit-boston-2"
    assert ":dates: 2017\n:dates-from: stated" in book.page_of(second).read_text(encoding="utf-8")


def test_json_says_what_was_found(book, command):
    note = book.write("trip.md", NOTE)
    code, out, err = command("import", note, "--into", book.root, "--json")
    [source] = json.loads(out)["sources"]
    assert (code, err) == (0, "")
    assert source["file"] == "trip.md"
    assert (source["format"], source["encoding"]) == ("markdown", "utf-8")
    assert source["pages"] == ["events/example-summit-2020/trip"]
    assert (source["events"], source["sessions"], source["problems"]) == (["example-summit-2020"], 2, [])
    assert {"file", "line", "kind", "value", "reason", "confidence"} == set(source["guesses"][0])


def test_dry_run_writes_nothing(book, command):
    note = book.write("trip.md", NOTE)
    code, out, _ = command("import", note, "--into", book.root, "--dry-run")
    assert code == 0
    assert "2 sessions" in out
    assert not book.root.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [("picture.txt", b"\x89PNG\r\n\x1a\n\0\0"), ("data.md", bytes(range(256))), ("p.txt", b"%PDF-1.7")],
)
def test_what_is_no_text_is_named_and_the_rest_imported(book, command, name, data):
    book.write(name, data)
    book.write("trip.md", NOTE)
    code, out, err = command("import", book.notes, "--into", book.root)
    assert code == 2
    assert f"{name}: this is not text" in err
    assert "Example Summit 2020 (2020), 2 sessions" in out
    assert book.verdicts()["trip.md"].verdict == "identical"


def test_a_missing_note_is_named(book, command):
    code, _, err = command("import", book.notes / "none.md", "--into", book.root)
    assert code == 2
    assert "none.md: there is no such file or folder" in err


def test_a_link_out_of_the_folder_is_not_followed(book, command, tmp_path):
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    os.symlink(tmp_path / "secret.md", book.notes / "link.md")
    code, _, err = command("import", book.notes, "--into", book.root)
    assert code == 2
    assert "link.md" in err
    assert not any(data == b"secret" for data in book.snapshot().values())


def test_a_path_in_a_title_stays_in_the_folder(book, tmp_path):
    book.add("a.md", "# ../../Example Summit 2020 report\n\n## ../../x\n\n- y\n\n## /etc/z\n\n- y\n")
    assert {p.name for p in tmp_path.iterdir()} == {"handbook", "notes"}


def test_a_ledger_can_t_lead_out_of_the_folder(book, command, tmp_path):
    note = book.write("a.md", "# Thoughts\n\nOnly words.\n")
    assert command("import", note, "--into", book.root)[0] == 0
    ledger = book.root / ".summit/ledger/a.md.json"
    led_out = ledger.read_text(encoding="utf-8").replace('"notes/a"', '"notes/../../escaped"')
    ledger.write_text(led_out, encoding="utf-8")
    code, _, err = command("import", note, "--into", book.root)
    assert code == 2
    assert "outside the handbook" in err
    assert not (tmp_path / "escaped.md").exists()


def test_names_given_twice_get_their_folder(book, command):
    for folder in ("one", "two"):
        book.write(f"{folder}/a.md", f"# {folder}\n\ntext\n")
    _, out, _ = command("import", book.notes / "one/a.md", book.notes / "two/a.md", "--into", book.root, "--json")
    assert [source["file"] for source in json.loads(out)["sources"]] == ["a.md", "two/a.md"]


def test_verify_says_so_on_the_command_line(book, command):
    assert command("verify", book.root)[0] == 2
    page = book.page_of(book.add("trip.md", NOTE))
    assert command("verify", book.root)[0] == 0
    page.write_text(page.read_text(encoding="utf-8").replace("- three\n", ""), encoding="utf-8")
    code, out, _ = command("verify", book.root, "--json")
    [source] = json.loads(out)["sources"]
    assert (code, source["file"], source["verdict"]) == (1, "trip.md", "lost")
    assert source["spans"][0]["line"] == 10


def test_a_broken_ledger_is_named(book, command):
    book.add("trip.md", NOTE)
    (book.root / ".summit/ledger/trip.md.json").write_text("{", encoding="utf-8")
    code, _, err = command("verify", book.root)
    assert code == 2
    assert "trip.md.json: the ledger can't be read" in err


def test_new_makes_a_handbook(book, command):
    assert command("new", book.root)[0] == 0
    assert (book.root / "conf.py").exists()


def test_many_notes_are_imported_in_processes_and_give_the_same(book, command, tmp_path):
    for number in range(60):
        book.write(f"{number:02}.md", NOTE.replace("2020", f"{2000 + number % 7}").replace("A talk", f"Talk {number}"))
    assert command("import", book.notes, "--into", book.root, "--processes", "2")[0] == 0
    one_by_one = tmp_path / "one" / "handbook"
    code, out, _ = command("import", book.notes, "--into", one_by_one, "--processes", "1")
    assert code == 0
    assert out.startswith("60 notes → 60 pages: 7 events, 120 sessions")
    files = {p.relative_to(one_by_one).as_posix(): p.read_bytes() for p in one_by_one.rglob("*") if p.is_file()}
    assert files == book.snapshot()


def test_a_completion_script_knows_the_commands(command):
    code, out, _ = command("completion", "bash")
    assert code == 0
    assert "--dry-run" in out


def test_completion_without_its_library_says_what_to_install(command, monkeypatch):
    monkeypatch.setattr("sphinx_summit.notes.cli.shtab", None)
    code, _, err = command("completion", "zsh")
    assert code == 2
    assert 'pip install "sphinx-summit[all]"' in err


def test_help_shows_examples(capsys):
    with pytest.raises(SystemExit):
        main(["import", "--help"])
    assert "sphinx-summit import notes/ --into handbook/" in capsys.readouterr().out


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_import_that_breaks_off_leaves_whole_files(book, monkeypatch, error):
    for name in ("a.md", "b.md", "c.md"):
        book.write(name, NOTE.replace("2020", name))
    book.run()
    before = book.snapshot()
    for name in ("a.md", "b.md", "c.md"):
        book.write(name, NOTE.replace("2020", name) + "- new\n")
    left = iter(range(3))
    replace = os.replace

    def fill_up(source, target):
        if next(left, None) is None:
            raise error
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("sphinx_summit.notes.files.os.replace", fill_up)
        with pytest.raises(type(error)):
            book.run()
    after = {name: data for name, data in book.snapshot().items() if not name.startswith(".summit/writ")}
    gone = {".summit/read.json", ".summit/written.json"}
    assert set(after) == set(before) - gone, "what was read must be read again"
    book.run()
    again = book.snapshot()
    assert all(data in {before[name], again[name]} for name, data in after.items())
    assert {verdict.verdict for verdict in book.verdicts().values()} == {"identical"}


def test_data_that_is_no_schedule_is_no_note(book, command):
    book.write("trip.md", NOTE)
    book.write("package.json", '{"name": "x"}')
    book.write("broken.xml", "<a><b>")
    code, out, _ = command("import", book.notes, "--into", book.root, "--json")
    assert code == 0
    assert [row["file"] for row in json.loads(out)["sources"]] == ["trip.md"]

    code, _, err = command("import", book.notes / "package.json", "--into", book.root)
    assert code == 2
    assert "package.json: this is no schedule" in err
