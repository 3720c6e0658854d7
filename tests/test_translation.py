"""Translation: what readers see is in the catalogues, and a translated build shows it."""

from __future__ import annotations

import json

import pytest

PAGE = """
# 記録

:::{event}
:id: spring
:dates: 2014-05-01
:venue: 中央会館
:::

## 運用の話

:::{session}
:id: operations
:track: 運用
:speakers: 例田 花子
:::

本文です。

:::{question} どうですか
はい、そうです。
:::

:::{sessions}
:caption: 一覧
:::

## まとめ
"""

ENGLISH = {
    "記録": "Notes", "中央会館": "Central Hall", "運用の話": "On operations", "運用": "Operations",
    "本文です。": "Text.", "どうですか": "How is it?", "はい、そうです。": "Yes, it is.",
    "一覧": "List", "まとめ": "Summary",
}  # fmt: skip


def catalogue(messages: dict[str, str]) -> str:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    return head + "".join(
        f"\nmsgid {json.dumps(k, ensure_ascii=False)}\nmsgstr {json.dumps(v)}\n" for k, v in messages.items()
    )


@pytest.fixture
def pages(handbook):
    handbook.conf += 'language = "ja"\nlocale_dirs = ["locale"]\ngettext_compact = False\n'
    return handbook.write(index=PAGE)


def translate(handbook, language, **catalogues):
    folder = handbook.source / "locale" / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for name, messages in catalogues.items():
        (folder / f"{name}.po").write_text(catalogue(messages), encoding="utf-8")
    return handbook.build(out=language, language=language)


def test_catalogues_hold_titles_questions_answers_and_the_text_of_options(pages):
    template = pages.build("gettext").read("index.pot")
    assert [text for text in ENGLISH if f'msgid "{text}"' not in template] == []
    assert "例田" not in template  # a speaker's line is read, not shown as it stands


def test_a_translated_build_shows_them_and_keeps_every_anchor(pages):
    before = pages.build(out="ja").soup("index")
    after = translate(pages, "en", index=ENGLISH).soup("index")
    body = after.find("div", class_="body").get_text(" ")
    assert [text for text in ENGLISH.values() if text not in body] == []
    anchors = [[section["id"] for section in soup.select("section")] for soup in (before, after)]
    assert anchors[0][1:] == anchors[1][1:]
    questions = [soup.select_one('[id^="question-"]')["id"] for soup in (before, after)]
    assert questions[0] == questions[1]


def test_a_third_language_is_only_a_file(pages):
    build = translate(pages, "de", sphinx_summit={"Speakers": "Es sprechen", "Track": "Strang"})
    labels = [label.get_text().rstrip(":") for label in build.soup("index").select(".summit-facts dt")]
    assert "Es sprechen" in labels
    assert "Strang" in labels


def test_a_build_knows_nothing_of_the_language_of_the_one_before(pages):
    first = pages.build(out="first", language="en").files()
    pages.build(out="japanese", language="ja")
    assert pages.build(out="second", language="en").files() == first
