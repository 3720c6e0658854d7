"""What repeats at one place of a note is a level of sessions, whatever marks it: lines, rows, cells, items."""

from __future__ import annotations

from tests.notes.recognised import sessions_of

REPORT = "# Cloud Conference 2025 report\n\n"


def test_titles_in_quotation_marks_with_the_name_in_the_next_line():
    text = """\
# Wolkenabend Musterstadt: Kurzvorträge

"Warum Wolken keine Ecken haben"
by Ann Example (Meteorologin, Schwerpunkte: Nebel und Tau)

“Regen im Betrieb”
by Bob Sample (Example GmbH)

„Schnee für alle, auch im Juli“
by Carol Specimen (forscht gern vor und mit aufmerksamen Zuhörern)
"""
    assert [who for _, who in sessions_of(text)] == [["Ann Example"], ["Bob Sample"], ["Carol Specimen"]]


def test_lines_that_are_links_in_quotations_below_counted_headings():
    text = """\
# Cloud Conference 2025 후기

## 첫번째 세션

> [구름을 세는 다섯 가지 방법](https://example.org/talk?id=1)

잘 들었다.

## 두번째 세션

> [비가 오는 날의 서버 운영 이야기](https://example.org/talk?id=2)

재미있었다.

## 세번째 세션

> [눈사람을 배포하는 가장 빠른 길](https://example.org/talk?id=3)

추웠다.
"""
    assert len(sessions_of(text)) == 3


def test_sentences_that_begin_alike_are_no_titles():
    text = f"""{REPORT}\
We saw many clouds on the first day of it all

We ate our lunch in the rain with our friends

I liked the snow more than the hail this year
"""
    assert sessions_of(text) == []


def test_each_room_of_a_timetable_has_sessions_of_its_own():
    text = f"""{REPORT}\
| Время | Зал 1 | Зал 2 |
|---|---|---|
| 11:00 | Анна Образцова — Облака без углов | Пётр Примеров — Дождь в продакшене |
| 12:00 | Мария Макетова — Снег для всех и всегда | Иван Шаблонов — Туман как сервис |
| 13:00 | Вера Эскизова — Град по расписанию | Олег Черновиков — Роса и её пределы |
"""
    found = sessions_of(text)
    assert [who for _, who in found] == [
        ["Анна Образцова"], ["Пётр Примеров"], ["Мария Макетова"], ["Иван Шаблонов"],
        ["Вера Эскизова"], ["Олег Черновиков"],
    ]  # fmt: skip


def test_the_first_row_of_a_table_without_labels_is_one_like_the_others():
    text = f"""{REPORT}\
| 10:00 | How clouds keep their shape |
|---|---|
| 10:30 | Rain in production |
| 11:00 | Snow for everyone |
| 11:30 | Fog as a service |
"""
    assert len(sessions_of(text)) == 4


def test_a_list_by_hours_in_the_french_way():
    text = """\
# Jours du Nuage 2025

## Mercredi

* 9h30 - Pourquoi les nuages n'ont pas d'angles
  * très bien
* 10h45 - La pluie en production, sans parapluie
* 11h40 - De la neige pour tout le monde
* 14h00 - Le brouillard comme un service
"""
    assert len(sessions_of(text)) == 4


def test_names_in_bold_before_titles_and_their_slides():
    text = """\
# PyCloud Ejemplo 2020

## Viernes

* **Ana Ejemplo** - _Hablemos de nubes_: [video](https://example.org/v/1) / [slides](https://example.org/s/1)
* **Luis Muestra** - _La lluvia con tipos_: [video](https://example.org/v/2) / slides
* **Eva Modelo** - _Nieve para todos_: [video](https://example.org/v/3) / slides
"""
    assert [who for _, who in sessions_of(text)] == [["Ana Ejemplo"], ["Luis Muestra"], ["Eva Modelo"]]


def test_lists_below_headings_that_are_sessions_are_their_notes():
    talks = "".join(
        f"## {n}. {title}\n\n> 발표자료: https://www.slideshare.net/example/a-long-address-of-slides-{n}\n\n"
        "- 첫 번째로 생각할 것들\n- [두 번째로 생각할 것들](https://example.org/a)\n- 세 번째로 생각할 것들\n\n"
        for n, title in enumerate(
            ("구름을 세는 이야기", "비를 부르는 이야기", "눈을 녹이는 이야기", "안개를 읽는 이야기"), 1
        )
    )
    assert len(sessions_of(f"# Cloud Conf 2018 후기\n\n{talks}")) == 4


def test_a_name_in_the_first_sentence_of_what_is_known_to_be_a_session():
    text = """\
# NuageConf 2017

## Jour 1

### Les nuages, on les aime ou pas

Premier talk de la journée, j'attaque par la présentation de Anne Exemple, une vraie réussite.

### La pluie est formidable, vraiment

Ici Bernard Modèle nous partage son expérience de la pluie.
"""
    assert [who for _, who in sessions_of(text)] == [["Anne Exemple"], ["Bernard Modèle"]]


def test_headings_that_recur_below_others_are_none():
    titles = ["Clouds without any edges", "Rain in production today", "Snow that never melts", "Fog as a service"]
    sub = "### What it is\n\n- a\n\n### Takeaways\n\n- b\n\n"
    text = REPORT + "".join(f"## {title}\n\n{sub}" for title in titles)
    assert [title for title, _ in sessions_of(text)] == titles


def test_titles_below_a_line_that_recurs():
    titles = [
        "From Idea to Weather in One Hour",
        "Scaling Rain Across a Whole Country",
        "Building a Green Cloud for All",
    ]
    text = "".join(
        f"Talks\n{title} [{n}]\nIn this talk, Ann Example tells of it.\n\n" for n, title in enumerate(titles)
    )
    found = sessions_of(f"# The weather\n\nAll that is known.\n\n{text}", "notes/SCHEDULE.txt")
    assert [title for title, _ in found] == [f"{title} [{n}]" for n, title in enumerate(titles)]


def test_what_a_timetable_has_beside_talks_is_no_session():
    rows = "".join(
        f"| {9 + n}:00 | {title} |\n"
        for n, title in enumerate(
            ["Begrüßung (Raum A)", "Counting clouds by hand", "Lunch: soup and bread", "Talks", "Rain in many words",
             "Fog, and how to leave it", "Snow that never falls", "Verlosung: Bücher"]
        )
    )  # fmt: skip
    found = sessions_of(f"# Example Cloud Conference 2019\n\n| Zeit | Programm |\n|---|---|\n{rows}")
    assert [title for title, _ in found] == [
        "Counting clouds by hand", "Rain in many words", "Fog, and how to leave it", "Snow that never falls"
    ]  # fmt: skip


def test_topics_over_talks_are_no_sessions():
    talks = {
        "Wolken am weiten Himmel": [
            "Wie man Wolken mit der Hand zählt (Ann Example)",
            "Warum der Nebel morgens so früh kommt",
        ],
        "Regen und sehr viel Schnee": [
            "Wie man den Regen hören kann (Bob Sample)",
            "Warum der Schnee ohne Feuer schmilzt",
        ],
        "Wind und jedes andere Wetter": [
            "Sieben Arten auf den Wind zu warten",
            "Ein Drachen für jeden Wind (Carol Specimen)",
        ],
    }
    sections = "".join(
        f"## {topic}\n\n" + "".join(f"### {title}\n\nSo macht man das.\n\n" for title in titles)
        for topic, titles in talks.items()
    )
    found = sessions_of(f"# Bericht von der Beispiel-Konferenz 2019\n\nViele Vorträge.\n\n{sections}")
    wanted = [title.partition(" (")[0] for titles in talks.values() for title in titles]
    assert [title.partition(" (")[0] for title, _ in found] == wanted


def test_lines_that_are_no_candidates_end_nothing():
    days = '"Day 1" 2019-03-04\n\n"Day 2" 2019-03-05\n'
    assert sessions_of(f"# Example Conference 2019\n\n{days}") == []
