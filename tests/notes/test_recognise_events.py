"""The event that a note reports on: its name, its days, and what is none."""

from __future__ import annotations

import pytest

from sphinx_summit.model.names import NameTable
from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.recognise import recognise
from sphinx_summit.notes.recognise.dates import find_dates
from tests.notes.recognised import event_of, known

# -- what is no event ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "How to Make a Great Conference Talk",
        "Dear Conference Organizer",
        "Ten Tips for your next Meetup",
        "Migrating a cluster to containers",
        "クラウドの使い方まとめ",
        "도커 컨테이너 백업 정리",
        "Jahresrückblick 2016",
        "Retour sur 10 ans de développement",
        "Release notes 2024.1",
        "Attending conferences: a beginner's guide",
        "Meetups of a whole week",
    ],
)
def test_an_article_is_no_event(title):
    text = (
        f"# {title}\n\nThe Example Summit in Boston was mentioned in a talk.\n\n## Before\n\n- a\n\n## After\n\n- b\n"
    )
    assert known(text) == (None, [])


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("#reikai19に参加してきた", "reikai19"),
        ("Das war der Beispiel Developer Day 2015", "Beispiel Developer Day 2015"),
        ("Nachlese: BeispielCon 2008", "BeispielCon 2008"),
        ("Retour sur le Best Of Exemple 2015", "Best Of Exemple 2015"),
        ("Exemple à la ExampleCon EU (2023)", "ExampleCon EU (2023)"),
        ("例の大会2019に参加しました", "例の大会2019"),
        ("DEMOVIEW 2023에 다녀왔습니다", "DEMOVIEW 2023"),
        ("示例大会 2018 北京站小结", "示例大会 2018 北京站"),
        ("PyExample 2019レポート: 第2回", "PyExample 2019"),
        ("What happened at Example Summit", "Example Summit"),
    ],
)
def test_a_report_s_title_names_the_event(title, wanted):
    talks = "\n\nTalks, sessions, speakers: 発表 세션 演讲 conférences Vorträge.\n\n## Talks\n\n- a\n"
    event, _ = known(f"# {title}{talks}")
    assert event is not None
    assert event[0] == wanted


def test_a_folder_names_the_event_of_its_notes():
    text = "## Keynote\n\n- 발표로 시작되었습니다.\n"
    assert known(text, "talks/example-boston-summit/01_keynote/keynote.md")[0][0] == "Example Boston Summit"
    assert known(text, "talks/2024/keynote.md")[0] is None


# -- when it was -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "date", "wanted"),
    [
        ("例の勉強会に参加してきた", "2014-10-27", ("2014-10", "published")),  # two weeks earlier is October too
        ("例の勉強会に参加してきた", "2014-10-05", ("2014", "published")),  # it may have been in September
        ("例の勉強会に参加してきた", "2014-01-05", ("", "unknown")),
        ("例の勉強会", "2014-10-27", ("", "unknown")),  # nothing says that it was lately
        ("例の勉強会2013に参加してきた", "2014-01-20", ("2013", "stated")),
    ],
)
def test_a_post_s_date_says_no_more_than_is_safe(title, date, wanted):
    event, _ = known(f"---\ntitle: {title}\ndate: {date}\n---\n\n発表と登壇。\n")
    assert (event[1], event[3]) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("am 04. Juli 2015 im Beispielhaus", ("2015-07-04", "2015-07-04")),
        ("+ 開催日: 2015/12/10(木)", ("2015-12-10", "2015-12-10")),
        ("Los días 4 y 5 de septiembre se celebró la reunión de la que hablo.", ("2015-09-04", "2015-09-05")),
        ("Elle s’est tenue à Exempleville le vendredi 5 Juin 2015, un beau jour.", ("2015-06-05", "2015-06-05")),
        ("I arrived on Sunday (April 24) and slept.", ("2015", "2015")),
        ("Next year it will be in October 2016.", ("2015", "2015")),
    ],
)
def test_dates_are_those_that_the_opening_states(line, wanted):
    event, _ = known(f"# Example Summit 2015\n\n{line}\n\n## One\n\n- a\n")
    assert event[1:3] == wanted


# -- the event and its days --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FOG East 2022\n\n# Day 1\n\n## Keynote\n\n* speaker: Ann Example\n* talk\n\n## Session on fog\n\n* panel\n",
         ("FOG East 2022", "2022", "2022")),
        ("# fogDays Chicago\n\nApril 2019\n\n## Keynote\n\n- a talk\n\n## Session 3\n\n- speaker: A\n",
         ("fogDays Chicago", "2019-04", "2019-04")),
        ("# Wolkentage 2019 in Köln: ein Bericht\n\n20\\. Mai 2019\n\nAm 16. und 17. Mai 2019 fanden sie statt.\n",
         ("Wolkentage 2019 in Köln", "2019-05-16", "2019-05-17")),
        ("# 4. Musterstädter Nebel-Infotag 2005\n\n<b>Zeit:</b> 9. April 2005, 9:30 Uhr\n",
         ("4. Musterstädter Nebel-Infotag 2005", "2005-04-09", "2005-04-09")),
        ("# Clouds Melbourne 2025\n\nTuesday, March 18, 2025 - Example Centre\n\n---\n\n**Rain**\nAnn Example\n",
         ("Clouds Melbourne 2025", "2025-03-18", "2025-03-18")),
        ("# CloudKnights 2018\n\n- ⏰ 일시 : 2018. 04. 22 (일)\n- ⛳ 장소 : 예시홀\n",
         ("CloudKnights 2018", "2018-04-22", "2018-04-22")),
        ("---\ntitle: 大阪Cloud会議04に参加した\n---\n\n発表をききました。\n", ("大阪Cloud会議04", "", "")),
        ("---\ntitle: Ma ville, mes nuages\ndescription: Retour sur mon Nuage Conf 2023\n---\n\nLes talks.\n",
         ("Nuage Conf 2023", "2023", "2023")),
        ("---\ntitle: 29 mars 2011 -- Nuages Toulouse\n---\n\nUne conférence, deux talks, trois speakers.\n",
         ("Nuages Toulouse", "2011-03-29", "2011-03-29")),
        ("---\ntitle: example-conf 2018\n---\n\nGreat talks.\n", ("example-conf 2018", "2018", "2018")),
        ("---\ntitle: '#59 report'\n---\n\n- もくもくした\n", None),
        ("---\ntitle: 2024年の振り返り\n---\n\nカンファレンスに参加した。\n", None),
        ("---\ntitle: BarcampCologne 3 - Sponsoren gesucht!\n---\n\nWer hilft?\n", None),
    ],
)  # fmt: skip
def test_events_that_titles_and_the_lines_below_them_tell(text, wanted):
    assert event_of(text) == wanted


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("2013-09-22 (Sun) 1:40 pm | Comments", ("", "")),
        ("2016-11-07 23:19:38", ("", "")),
        ("2016-11-07", ("2016-11-07", "2016-11-07")),
        ("2016-11-07 19:00-21:00", ("2016-11-07", "2016-11-07")),
        ("Date: 2016-11-07 19:00", ("2016-11-07", "2016-11-07")),
    ],
)
def test_a_day_with_the_minute_is_when_the_post_came_out(line, when):
    assert event_of(f"# Example Meetup #3\n\n{line}\n\n## Clouds (Ann Example)\n\n- one\n") == (
        "Example Meetup #3",
        *when,
    )


def test_next_year_s_days_are_not_this_event_s():
    text = "# Mon Nuage Conf 2022\n\nÀ bientôt en 2023, du 12 au 14 avril !\n\n## Keynote - Ann Example\n"
    assert event_of(text) == ("Nuage Conf 2022", "2022", "2022")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("14/04/2005", ["2005-04-14/2005-04-14"]),
        ("04/05/2009", []),  # a day or a month first: who knows
        ("Zwischen dem 25.- und 27.05.09", ["2009-05-25/2009-05-27"]),
        ("am 14.04.2005", ["2005-04-14/2005-04-14"]),
        ("Reunión 42 - 28 de Mayo de 2010", ["2010-05-28/2010-05-28"]),
        ("7 de março de 2015", ["2015-03-07/2015-03-07"]),
        ("Version 10.04.12 and 1.2.2005.7", []),
    ],
)
def test_days_written_day_first(text, wanted):
    assert [f"{date.period.start}/{date.period.end}" for date in find_dates(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # What the title looks like, its tags and how the note is built add up.
        ("# Fograils\n\nWhat the speakers said.\n\n## 2012-09-20\n\n### Sheep in the mist, Ann Example\n\n- a\n\n"
         "### Kettles, Bob Sample\n\n- b\n\n### Keynote, Carol Specimen\n\n- c\n", "Fograils"),
        ("---\ntitle: Builderscloud tokyo 2017に行ってきた\ntags: [カンファレンス]\n---\n\n"
         "参加した。\n\n## 雲を数える話\n\n- 一\n",
         "Builderscloud tokyo 2017"),
        ("---\ntitle: Cosas que aprendí del Nubemotion 2016\ncategories: [Eventos]\n---\n\nUna charla y otra charla.\n",
         "Nubemotion 2016"),
        ("---\ntitle: 懇親会で飛び込みLTに参加 / 「雲のつまみ食いLT会」の感想\n---\n\n発表。\n", "雲のつまみ食いLT会"),
        ("\tTitle: Eindrücke vom 31C3\n\tDate: 2015-01-05\n\nVorträge.\n\n## Vorträge\n\nSie waren gut.\n", "31C3"),
        ("Title: #30c3 - ein Rückblick\nDate: 2013-12-31\n\nDer Kongress.\n", "30c3"),
        ("---\ntitle: Example Meetup #3 report\n---\n\nA talk.\n", "Example Meetup #3"),
        ("# Python clouds explained\n\n## First step\n\n- a\n\n## Second step\n\n- b\n", None),
        ("# May 2021\n\n## Ann Example - Clouds\n\n- a\n\n## Bob Sample - Rain\n\n- b\n", None),
    ],
)  # fmt: skip
def test_signs_add_up(text, wanted):
    (outline,) = reader_for("note.md", text).read(text).outlines
    event = recognise(outline, NameTable([]), "note.md").event
    assert (event and event.name) == wanted


def test_a_german_sentence_tells_the_city():
    text = "# Wolkentage 2019: ein Bericht\n\nAm 3. und 4. Mai 2019 fanden die Wolkentage in Köln statt.\n"
    event = recognise(read_markdown(text), NameTable([])).event
    assert event
    assert (event.name, event.city, event.dates.end) == ("Wolkentage 2019", "Köln", "2019-05-04")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("#Lanterns Conference Notes", "Lanterns Conference"),
        ("関数あかりまつり Day1", "関数あかりまつり"),
    ],
)
def test_a_name_with_a_word_for_events_at_its_end(title, name):
    text = f"# {title}\n\n## Light at night (Ann Example)\n\n- one\n\n## Light by day (Bob Sample)\n\n- two\n"
    assert event_of(text) == (name, "", "")


def test_a_day_that_is_left_open_is_none():
    assert [date.period.start for date in find_dates("2017-12-2X, and 2017-12-27")] == ["2017-12-27"]


def test_the_name_of_a_site_is_no_title():
    page = """<html><head><title>Example Summit 2020 report - Lanterns</title></head><body>
<header><h1><a href="/">Lanterns</a></h1><h2>A blog</h2></header>
<div><article><header><h1>Example Summit 2020 report</h1></header>
<p>I went there.</p><h2>Light at night (Ann Example)</h2><ul><li>one</li></ul></article></div></body></html>
"""
    [outline] = reader_for("a.html", page).read(page).outlines
    assert "Lanterns" not in outline.plain(outline.blocks[0].text)
    note = recognise(outline, NameTable([]), "a.html")
    assert note.event.name == "Example Summit 2020"
