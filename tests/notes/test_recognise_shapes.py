"""Which are sessions: one note for each way in which people write them."""

from __future__ import annotations

from tests.notes.recognised import sessions_of


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
    assert len(sessions_of(text)) == 3


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
    assert [title for title, _ in sessions_of(text)] == [
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
    assert [names for _, names in sessions_of(text)] == [["Ana Ejemplo"], ["Max Muster", "Ellen Sample"]]


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
    assert [title for title, _ in sessions_of(text)] == ["雲の数え方をどう決めるか", "雨を三分の一にした話"]


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
    assert [title for title, _ in sessions_of(text)] == ["Counting clouds", "Rain gauges", "Hail and its friends"]


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
    assert len(sessions_of(text)) == 3


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
    assert len(sessions_of(text)) == 4


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
    assert [title for title, _ in sessions_of(text)] == ["Counting drops", "Mist in the morning"]


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
    assert sessions_of(text) == []


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
    assert sessions_of(text) == []


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
    assert sessions_of(text) == [("구름을 세는 방법", ["김예시"]), ("비는 어디에서 오는가", ["박보기"])]


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
    assert [title for title, _ in sessions_of(text)] == [
        "Counting clouds (20 min)",
        "Rain for all (20 min)",
        "Fog at night (5 min)",
    ]


def test_headings_below_one_over_talks_are_sessions_however_short():
    text = "# Barcamp Musterstadt 2017\n\n## Sessions\n\n### Fog\n\nNice.\n\n### Rain\n\nWet.\n\n## Lunch\n\nSoup.\n"
    assert [title for title, _ in sessions_of(text)] == ["Fog", "Rain"]


def test_a_table_of_contents_is_no_session():
    text = """\
# Cloud Conf 2019 notes

## Table of Contents

- [Talks](talks.md)
- [Workshops](workshops.md)

## What I learned from this conference

- to listen
"""
    assert sessions_of(text) == []


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
    assert [title for title, _ in sessions_of(text)] == [
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
    assert sessions_of(text) == [
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
    assert len(sessions_of(text)) == 4
