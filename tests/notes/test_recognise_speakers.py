"""Who spoke: one note for each way in which people write it."""

from __future__ import annotations

import pytest

from sphinx_summit.notes.recognise.people import credit_of, read_people
from sphinx_summit.notes.recognise.spoken import credits_in_prose
from sphinx_summit.notes.recognise.titles import shared_forms
from tests.notes.recognised import sessions_of


def test_nicks_before_titles():
    text = """\
# Cloud Kaigi 2019

## @ann_e Counting clouds

- one

## @bob & @cem_s Rain for all

- two

## Party
"""
    assert sessions_of(text) == [("Counting clouds", ["ann_e"]), ("Rain for all", ["bob", "cem_s"])]


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
    assert [names for _, names in sessions_of(text)] == [["ann"], ["bob_x"], ["cem"]]


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
    assert [names for _, names in sessions_of(text)] == [["Ann Example"], ["Max Muster"], ["Ellen Sample"]]


def test_fields_between_bars():
    text = """\
# Cloud Conf 2018

## Ann Example | @ann | Example Corp | "Impossible rain"

- one

## Max Muster | "Polly wants a cloud"

- two
"""
    assert sessions_of(text) == [
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
    assert [names for _, names in sessions_of(text)] == [["Ann Example"], ["Max Muster", "Ellen Sample"]]


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
    assert sessions_of(text) == [("Counting clouds", ["Ann Example"]), ("Rain for all", ["Max Muster"])]


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
    assert sessions_of(text) == [("雲の数え方について", ["ann_e"]), ("雨の話", ["ann_e"]), ("雪の降らせ方", ["bobby"])]


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
    assert sessions_of(text)[0] == ("Enterprise rain", ["Ann Example", "Max Muster"])
    assert not any(names for _, names in sessions_of(text)[1:])


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


def test_nicks_after_by_where_other_titles_have_them_too():
    text = """\
# Cloud Kaigi 2019

## [Counting clouds by ann_e](https://example.org/1)

- one

## [Rain by design by Cem](https://example.org/2)

- two
"""
    assert [names for _, names in sessions_of(text)] == [["ann_e"], ["Cem"]]


def test_korean_names_in_brackets_where_others_have_them_too():
    text = """\
# Cloud 밋업 2019

**구름을 세는 방법 (김예시)**

- 하나

**비와 안개(박보기)**

- 둘
"""
    assert sessions_of(text) == [("구름을 세는 방법", ["김예시"]), ("비와 안개", ["박보기"])]


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
    assert [names for _, names in sessions_of(text)] == [["Ann Example"], ["Bob Sample"], ["Cem Trial"]]
