"""Shapes of notes in which people name the talks and who gave them: one note for each way of writing."""

from __future__ import annotations

import pytest

from sphinx_summit.model.names import NameTable
from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.recognise import recognise
from sphinx_summit.notes.recognise.people import credit_of, read_people
from sphinx_summit.notes.recognise.spoken import credits_in_prose
from sphinx_summit.notes.recognise.titles import shared_forms


def _note(text, file=""):
    return recognise(read_markdown(text), NameTable([]), file)


def _event(text, file=""):
    event = _note(text, file).event
    return event and (event.name, event.dates.start, event.dates.end)


def _sessions(text, file=""):
    """The words of each session's heading, and who is credited."""
    note = _note(text, file)
    return [
        (note.outline.plain(block.text), [credit.name for credit in block.session.credits])
        for block in note.blocks
        if isinstance(block, Heading) and block.session is not None
    ]


# -- who spoke -------------------------------------------------------------------------------------------


def test_nicks_before_titles():
    text = """\
# Cloud Kaigi 2019

## @ann_e Counting clouds

- one

## @bob & @cem_s Rain for all

- two

## Party
"""
    assert _sessions(text) == [("Counting clouds", ["ann_e"]), ("Rain for all", ["bob", "cem_s"])]


def test_a_nick_before_a_linked_title():
    text = """\
# Cloud Kaigi 2019

## ann  [Counting clouds](https://example.org/1)

- one

## bob_x [Rain](https://example.org/2)

- two

## cem [Wind](https://example.org/3)

- three
"""
    assert [names for _, names in _sessions(text)] == [["ann"], ["bob_x"], ["cem"]]


def test_names_before_titles_with_times():
    text = """\
# Cloud Congress 2019

## Thursday

### 11:00 Ann Example - Growing a team of rain makers

- one

### 11:30 Max Muster - Ten things to know of hail

- two

### 12:00 Ellen Sample - Storms, and how we got out of one

- three
"""
    assert [names for _, names in _sessions(text)] == [["Ann Example"], ["Max Muster"], ["Ellen Sample"]]


def test_fields_between_bars():
    text = """\
# Cloud Conf 2018

## Ann Example | @ann | Example Corp | "Impossible rain"

- one

## Max Muster | "Polly wants a cloud"

- two
"""
    assert _sessions(text) == [
        ('Ann Example | @ann | Example Corp | "Impossible rain"', ["Ann Example"]),
        ('"Polly wants a cloud"', ["Max Muster"]),
    ]


def test_a_name_and_a_picture_below_the_title():
    text = """\
# DevFest Musterstadt 2023

## The talks

### ☁️ Clouds on a breadboard

🙎 [Ann Example](https://example.org/ann), [Cloudly](https://example.org/)

We laughed.

### 🌧 Rain, and who made it

🙎 [Max Muster](https://example.org/max), Rainly
🙎 [Ellen Sample](https://example.org/ellen), Rainly

We wept.
"""
    assert [names for _, names in _sessions(text)] == [["Ann Example"], ["Max Muster", "Ellen Sample"]]


def test_bold_names_below_titles_are_no_headings():
    text = """\
# Cloud Conf 2015

## Counting clouds

**Ann Example (Example Corp.)**

- one

## Rain for all

**Max Muster (Sample)**

- two
"""
    assert _sessions(text) == [("Counting clouds", ["Ann Example"]), ("Rain for all", ["Max Muster"])]


def test_headings_that_are_names_over_topics():
    text = """\
# 第3回 雲の勉強会

## ann_e

### 雲の数え方について

- 一

### 雨の話

- 二

## bobby

### 雪の降らせ方

- 三

### その他

- 四
"""
    assert _sessions(text) == [("雲の数え方について", ["ann_e"]), ("雨の話", ["ann_e"]), ("雪の降らせ方", ["bobby"])]


def test_a_label_over_a_list_of_names():
    text = """\
# Cloud Conf 2022

## Enterprise rain

* speakers:
    - Ann Example, some marketing person
    - Max Muster, architect
* it rained

## Hail

* speaker: someone from Example Corp.
* it hailed
"""
    assert _sessions(text)[0] == ("Enterprise rain", ["Ann Example", "Max Muster"])
    assert not any(names for _, names in _sessions(text)[1:])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ann Example will talk to us about clouds.", ["Ann Example"]),
        ("Here Ann Example presented a cloud.", ["Ann Example"]),
        ("This session by Ann Example and Max Muster described rain.", ["Ann Example", "Max Muster"]),
        ("Ann Example (Example) and Max Muster showed hail.", ["Max Muster", "Ann Example"]),
        ("Ann Example will be missed.", []),
    ],
)
def test_sentences_that_say_who_spoke(text, wanted):
    assert [credit.name for credit in credits_in_prose(text)] == wanted


def test_names_come_first_only_where_few_stand_last():
    first = ["Ann Example - Rain", "Max Muster - Hail for all", "Ellen Sample - Wind"]
    last = ["Cloud Digest - Ann Example", "Rain Gauge - Max Muster", "Hail - Ellen Sample"]
    assert "before-dash" in shared_forms(first)
    assert shared_forms(last) == {"dash"}


# -- which are sessions ----------------------------------------------------------------------------------


def test_a_list_that_leads_to_slides():
    text = """\
# 第9回 雲の勉強会のレポート

## 話題

- 雨が降った
- 雪も降った

## スライド

- [雲の数え方 - Speaker Deck](https://speakerdeck.com/example/kumo)
- [雨はじめました](https://example.org/ame)
- [Snow - Google スライド](https://docs.google.com/presentation/d/1)
"""
    assert len(_sessions(text)) == 3


def test_a_list_of_talks_keeps_what_follows_each_title():
    text = """\
# Cloud Conference 2025に参加しました

## 聞いたセッション

* [雲の数え方入門](https://example.org/talks/1)
数え方が分かりました。
  * [実況](https://example.org/x)
* [雨を型にする書き方](https://example.org/talks/2)
型は良い。
"""
    assert [title for title, _ in _sessions(text)] == [
        "[雲の数え方入門](https://example.org/talks/1)",
        "[雨を型にする書き方](https://example.org/talks/2)",
    ]


def test_a_table_whose_other_column_is_the_title():
    text = """\
# Cloud Conf 2018

| Ponente | Recurso |
|---|---|
| [Ana Ejemplo](https://example.org/a) | [Contar nubes](https://example.org/1) |
| Max Muster y Ellen Sample | [Lluvia](https://example.org/2) |
"""
    assert [names for _, names in _sessions(text)] == [["Ana Ejemplo"], ["Max Muster", "Ellen Sample"]]


def test_lines_with_a_sign_before_them():
    text = """\
---
title: "雲Kaigi 2024振り返り"
---

## Day1

■雲の数え方をどう決めるか
https://speakerdeck.com/example/kumo

良い発表でした。

■雨を三分の一にした話
https://speakerdeck.com/example/ame

良い話でした。
"""
    assert [title for title, _ in _sessions(text)] == ["雲の数え方をどう決めるか", "雨を三分の一にした話"]


def test_parts_of_a_day_hold_sessions():
    text = """\
# Cloud Summit 2014

### AM:

- Counting clouds
    - one, two
- Rain gauges
    - they fill

### PM:

- Hail and its friends
    - stones
"""
    assert [title for title, _ in _sessions(text)] == ["Counting clouds", "Rain gauges", "Hail and its friends"]


def test_where_sessions_are_counted_others_are_none():
    text = """\
# 『CLOUD DAYS 2017』に参加した

## 朝食の納豆について言いたい

食べた。

## 一発目『雲の数え方入門』

- 一

## 弁当箱回収

集めた。

## 二発目『雨の降らせ方入門』

- 二

## 三発目『雪の見分け方入門』

- 三
"""
    assert len(_sessions(text)) == 3


def test_a_heading_that_stands_too_high_among_its_peers():
    text = """\
---
title: Cloud Meetup 2019 メモ
---

## 雲の数え方を考えてみた話

- 一

## 雨の降らせ方を考えてみた話

- 二

# 十分でわかる雪の話

- 三

## 風の話をしてみた

- 四
"""
    assert len(_sessions(text)) == 4


def test_a_heading_on_the_event_itself_is_no_session():
    text = """\
# FogConf 2022

## FogConf

- It was foggy.

## Counting drops (Ann Example, Example Corp.)

- one

## Mist in the morning (Max Muster, Sample)

- two
"""
    assert [title for title, _ in _sessions(text)] == ["Counting drops", "Mist in the morning"]


def test_experiences_are_no_sessions_where_no_talk_is_told_of():
    text = """\
---
title: CLOUD DAYS 2024 で百人に会った思い出
---

## 雲が好きになる時間を過ごしました

とても楽しい一日でした。会えた人に感謝です。

## 地方から来た人には最高の場所だった

来年もまた行きたいと思います。
"""
    assert _sessions(text) == []


def test_a_note_on_one_s_own_talk_has_no_sessions_by_their_titles_alone():
    text = """\
---
title: "Cloud勉強会 #3 で「雲の数え方」について発表しました"
---

## 雲の数え方とその歴史について

- 発表では古い順に話した

## 雨はどこから来るのかという質問

- 空から
"""
    assert _sessions(text) == []


def test_nicks_after_by_where_other_titles_have_them_too():
    text = """\
# Cloud Kaigi 2019

## [Counting clouds by ann_e](https://example.org/1)

- one

## [Rain by design by Cem](https://example.org/2)

- two
"""
    assert [names for _, names in _sessions(text)] == [["ann_e"], ["Cem"]]


def test_korean_names_in_brackets_where_others_have_them_too():
    text = """\
# Cloud 밋업 2019

**구름을 세는 방법 (김예시)**

- 하나

**비와 안개(박보기)**

- 둘
"""
    assert _sessions(text) == [("구름을 세는 방법", ["김예시"]), ("비와 안개", ["박보기"])]


def test_times_over_titles_with_a_line_for_the_name():
    text = """\
# Cloud 밋업 2019

## 세션 요약

### 09:20 ~ 09:30
**구름을 세는 방법**\\
김예시 | 예시회사 의장

- 하나

### 09:30 ~ 10:10
**비는 어디에서 오는가**\\
박보기 | 예시대학 연구원

- 둘
"""
    assert _sessions(text) == [("구름을 세는 방법", ["김예시"]), ("비는 어디에서 오는가", ["박보기"])]


def test_items_that_say_how_long_they_last_are_a_programme():
    text = """\
# Cloud Meetup 2019

Timetable

- Counting clouds (20 min)
- Rain for all (20 min)
- Fog at night (5 min)

Shopping

- Milk (2)
- Bread (1)
- Salt (1)
"""
    assert [title for title, _ in _sessions(text)] == [
        "Counting clouds (20 min)",
        "Rain for all (20 min)",
        "Fog at night (5 min)",
    ]


def test_headings_below_one_over_talks_are_sessions_however_short():
    text = "# Barcamp Musterstadt 2017\n\n## Sessions\n\n### Fog\n\nNice.\n\n### Rain\n\nWet.\n\n## Lunch\n\nSoup.\n"
    assert [title for title, _ in _sessions(text)] == ["Fog", "Rain"]


def test_a_table_of_contents_is_no_session():
    text = """\
# Cloud Conf 2019 notes

## Table of Contents

- [Talks](talks.md)
- [Workshops](workshops.md)

## What I learned from this conference

- to listen
"""
    assert _sessions(text) == []


def test_a_level_is_taken_as_a_whole():
    text = """\
# Example Summit 2020 report

## Counting the clouds together

- by Ann Example

## Rain on purpose in winter

- it rains

## Fog

- it is thick

## Impressions

- good tea
"""
    assert [title for title, _ in _sessions(text)] == [
        "Counting the clouds together",
        "Rain on purpose in winter",
        "Fog",
    ]


def test_headings_that_part_lists_of_talks_are_no_sessions():
    text = """\
# Example Conf 2020 programme

## 10:00 block

- Ann Example - Counting clouds by ear
- Bob Sample - Rain as a service

## 11:00 block

- Carol Specimen - Fog and other caches

## 12:00 lunch block

- Soup for all of us
"""
    assert _sessions(text) == [
        ("Counting clouds by ear", ["Ann Example"]),
        ("Rain as a service", ["Bob Sample"]),
        ("Fog and other caches", ["Carol Specimen"]),
    ]


def test_a_timetable_without_names():
    text = """\
# Lanterns Conference 2020

|Time||
|---|---|
|10:00 ~ 10:30|Registration|
|10:30 ~ 11:00|Keynote: light at night|
|11:00 ~ 11:30|Session 1: light by day|
|11:30 ~ 12:00|Session 2: light in autumn|
|12:00 ~ 13:00|Lunch|
|13:00 ~ 13:30|Session 3: light in winter|
"""
    assert len(_sessions(text)) == 4


@pytest.mark.parametrize("text", ["de Ann Example", "por Ann Example", "von Ann Example", "by Ann Example"])
def test_a_preposition_is_no_part_of_a_name(text):
    assert [credit_of(text, each).name for each in read_people(text)] == ["Ann Example"]


def test_a_word_for_speakers_before_a_linked_name():
    text = "# 灯籠大会 2020\n"
    for title, name in (
        ("夜里的灯光和影子", "Ann Example"),
        ("白天的灯光和影子", "Bob Sample"),
        ("冬天的灯光", "Cem Trial"),
    ):
        text += f"\n## {title}\n\n講者 [{name}](https://example.org/{name[:3]}) 介紹了很多。\n\n- one\n"
    assert [names for _, names in _sessions(text)] == [["Ann Example"], ["Bob Sample"], ["Cem Trial"]]
