"""Whole notes, in the shapes and languages that people write: which event, when, which sessions, by whom."""

from __future__ import annotations

import pytest

from sphinx_summit.model.names import NameTable
from sphinx_summit.notes.outline import Heading
from sphinx_summit.notes.readers.markdown import read_markdown
from sphinx_summit.notes.recognise import recognise
from tests.notes.recognised import known

# -- sessions and who spoke ------------------------------------------------------------------------------

BY = """\
# Example Days Musterstadt 2019

2019/04/16 Tue

## Keynote

### Welcome by Ann Example (chair)

Hello.

### 雲の作り方 by Hanako Mihon / Examplecorp

- 雲

## [Room A] Clouds for all by Ellen Sample / Example Corp. (gold sponsor)

- more

## 昼休み

- 弁当

## [Room A] More clouds by Jiro Tameshino

text

## After Party
"""

LABELLED = """\
---
title: 勉強会行ってみた「第02回 例の勉強会」#rei
---

# 情報

+ 会場 : どこか

# 内容

## 1コマ目「雲の話」

+ 登壇者 : 見本 花子 ( [@hanako](https://example.org/hanako) ) さん

### 内容

- メモ

## 2コマ目「雨の話」

+ 登壇者 : 試野次郎さん( [@jiro](https://example.org/jiro) )

メモです。

## 3コマ目？「雲の話 - 答え合わせ」

- メモ

# 所感

楽しかった。
"""

FRENCH = """\
---
title: "CR Conférence Exemple 2013 - Day 1"
---

Les 22 et 23 Avril 2013, ont eu lieu les conférences de l'exemple.

### [WebPerf] Les nuages, par Anne Exemple (Exemplecorp)

Bien.

### [WebPerf] La pluie, par Jean Échantillon et Luc Modèle

Bien.

### [Mobile] [Le vent](https://example.org/vent), par [Paul Témoin](https://example.org/paul)

Bien.

### Conclusion :

Bien.
"""

PROSE = """\
---
title: "Retour sur le Forum Exemple 2014"
---

Voici un retour des conférences que nous avons vues.

## Des nuages partout, même en hiver

Anne Exemple nous a présenté les nuages.

## Pourquoi la pluie tombe toujours

Cette conférence était longue.

## Une histoire du vent et des voiles

Cette conférence, présentée par Luc Modèle, était courte.

## Un mot sur l'organisation

Merci.
"""

GERMAN = """\
---
title: 'Beispiel Kongress in Musterstadt: Tag 1'
---

Am Morgen begannen die Vorträge und Sessions.

## Wolken gegen den Rest der Welt

#### mit Anna Beispiel

Gut.

## Regen: Gestern, heute, morgen

#### mit Max Muster und Eva Probe

Auch gut.

## Fazit

Schön.
"""

CHINESE = """\
---
title: "2014年9月示例技术沙龙活动回顾"
---

### 主题一：《云是怎样做的》
**讲师：例明**

云。

### 主题二：《雨的实战》
分享讲师： 样小雨，示例公司架构师

雨。

### 最后

谢谢。
"""

KOREAN = """\
# 예시콘 2022 후기

세션과 발표를 들었습니다.

## 오프닝

시작.

## 구름을 만드는 개발자의 지난 4년 회고

예시 회사 김보기님의 발표 입니다.

## 비는 왜 아래로만 내리는가, 그 이유

좋은 세션.

## 바람 부는 날의 서버 운영 이야기

박예시님이 발표했습니다.

## 마무리

끝.
"""

BOLD = """\
# Example Meetup #3 notes

Two talks were given.

**Counting clouds in production**

Ann Example (Example Corp.) [@ann](https://example.org/ann)

It was full.

**Raining on purpose with queues**

Ellen Sample (Examplecorp) [@ellen](https://example.org/ellen)

Wet.
"""

MINUTES = """\
# Example Working Group Minutes - EX106 Musterstadt

## Monday, 18 November 2019

### Cloud Status

Presented by Ann Example

- fine

### Rain Headers - Ellen Sample

- wet

## Thursday, 21 November 2019

### Wind Redux - Max Muster (remote)

- windy
"""

ITEMS = """\
# Retour sur la Conférence Exemple 2018

## Nous avons aimé

- [Des nuages](https://example.org/1) par Anne Exemple

    Bien.

- [De la pluie](https://example.org/2) par Luc Modèle

    Mieux.

## Pour conclure

Merci.
"""

TIMETABLE = """\
# Example Conf 2024 report

| Time | Talk | Speaker | Room |
|---|---|---|---|
| 10:00-10:40 | Counting clouds | Ann Example | A |
| 12:00 | Lunch | | |
| 13:00 | Raining on purpose | Ellen Sample | B |
"""


@pytest.mark.parametrize(
    ("text", "event", "sessions"),
    [
        pytest.param(
            BY,
            ("Example Days Musterstadt 2019", "2019-04-16", "2019-04-16", "stated"),
            [
                ("Welcome", [("Ann Example", "")]),
                ("雲の作り方", [("Hanako Mihon", "Examplecorp")]),
                ("Clouds for all", [("Ellen Sample", "Example Corp.")]),
                ("More clouds", [("Jiro Tameshino", "")]),
            ],
            id="by-name",
        ),
        pytest.param(
            LABELLED,
            ("第02回 例の勉強会", "", "", "unknown"),
            [
                ("1コマ目「雲の話」", [("見本 花子", "")]),
                ("2コマ目「雨の話」", [("試野次郎", "")]),
                ("3コマ目？「雲の話 - 答え合わせ」", []),
            ],
            id="japanese-labels",
        ),
        pytest.param(
            FRENCH,
            ("Conférence Exemple 2013", "2013-04-22", "2013-04-23", "stated"),
            [
                ("Les nuages", [("Anne Exemple", "Exemplecorp")]),
                ("La pluie", [("Jean Échantillon", ""), ("Luc Modèle", "")]),
                ("[Le vent](https://example.org/vent)", [("Paul Témoin", "")]),
            ],
            id="french-par",
        ),
        pytest.param(
            PROSE,
            ("Forum Exemple 2014", "2014", "2014", "stated"),
            [
                ("Des nuages partout, même en hiver", [("Anne Exemple", "")]),
                ("Pourquoi la pluie tombe toujours", []),
                ("Une histoire du vent et des voiles", [("Luc Modèle", "")]),
            ],
            id="french-prose",
        ),
        pytest.param(
            GERMAN,
            ("Beispiel Kongress in Musterstadt", "", "", "unknown"),
            [
                ("Wolken gegen den Rest der Welt", [("Anna Beispiel", "")]),
                ("Regen: Gestern, heute, morgen", [("Max Muster", ""), ("Eva Probe", "")]),
            ],
            id="german-mit",
        ),
        pytest.param(
            CHINESE,
            ("2014年9月示例技术沙龙", "2014-09", "2014-09", "stated"),
            [("主题一：《云是怎样做的》", [("例明", "")]), ("主题二：《雨的实战》", [("样小雨", "示例公司架构师")])],
            id="chinese-labels",
        ),
        pytest.param(
            KOREAN,
            ("예시콘 2022", "2022", "2022", "stated"),
            [
                ("구름을 만드는 개발자의 지난 4년 회고", [("김보기", "")]),
                ("비는 왜 아래로만 내리는가, 그 이유", []),
                ("바람 부는 날의 서버 운영 이야기", [("박예시", "")]),
            ],
            id="korean-prose",
        ),
        pytest.param(
            BOLD,
            ("Example Meetup #3", "", "", "unknown"),
            [
                ("Counting clouds in production", [("Ann Example", "Example Corp.")]),
                ("Raining on purpose with queues", [("Ellen Sample", "Examplecorp")]),
            ],
            id="bold-lines",
        ),
        pytest.param(
            MINUTES,
            ("Example Working Group - EX106 Musterstadt", "2019-11-18", "2019-11-21", "stated"),
            [
                ("Cloud Status", [("Ann Example", "")]),
                ("Rain Headers", [("Ellen Sample", "")]),
                ("Wind Redux", [("Max Muster", "")]),
            ],
            id="minutes",
        ),
        pytest.param(
            ITEMS,
            ("Conférence Exemple 2018", "2018", "2018", "stated"),
            [
                ("[Des nuages](https://example.org/1)", [("Anne Exemple", "")]),
                ("[De la pluie](https://example.org/2)", [("Luc Modèle", "")]),
            ],
            id="items",
        ),
        pytest.param(
            TIMETABLE,
            ("Example Conf 2024", "2024", "2024", "stated"),
            [("Counting clouds", [("Ann Example", "")]), ("Raining on purpose", [("Ellen Sample", "")])],
            id="timetable",
        ),
    ],
)
def test_a_note_tells_its_event_and_its_sessions(text, event, sessions):
    assert known(text) == (event, sessions)


def test_a_timetable_gives_times_and_rooms():
    note = recognise(read_markdown(TIMETABLE), NameTable([]))
    facts = [block.session for block in note.blocks if isinstance(block, Heading) and block.session]
    said = [{name: note.outline.words(run) for name, run in each.more} for each in facts]
    assert said == [{"start": "10:00", "end": "10:40", "room": "A"}, {"start": "13:00", "room": "B"}]


def test_a_line_that_is_a_link_gives_slides_and_recording():
    text = (
        "# Example Summit 2020 report\n\n## Clouds by Ann Example\n\n- Slides: <https://speakerdeck.com/ann/clouds>\n"
        "- [Clouds](https://www.youtube.com/watch?v=x)\n- see https://www.slideshare.net/other/rain for rain\n"
        "- https://github.com/example/tool\n"
    )
    note = recognise(read_markdown(text), NameTable([]))
    (facts,) = [block.session for block in note.blocks if isinstance(block, Heading) and block.session]
    wanted = {"slides": "https://speakerdeck.com/ann/clouds", "video": "https://www.youtube.com/watch?v=x"}
    assert dict(facts.more) == wanted
