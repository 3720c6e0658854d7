"""Bytes become the text that they are, and come back exactly; text that was decoded wrongly once is reported."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_summit.notes.mojibake import wrongly_decoded
from sphinx_summit.notes.source import encode, read_source

JA = "昨日の勉強会のメモです。\n・分散ストレージの発表は、とても面白かった。\n"
KO = "어제 열린 모임의 기록입니다.\n- 발표 자료는 나중에 공개된다고 합니다.\n"
ZH = "昨天我参加了开源大会。\n第一个演讲介绍了分布式存储的设计。\n"
DE = "Gestern waren wir in Köln.\nSchöne Grüße an alle Zuhörer, es war großartig.\n"
FR = "Hier, nous étions à la conférence.\nLa première présentation était très intéressante.\n"
STORED = [
    *((JA, name) for name in ("cp932", "euc_jp", "iso2022_jp")),
    (KO, "cp949"),
    (ZH, "gb18030"),
    *((text, "cp1252") for text in (DE, FR)),
    *((text, name) for text in (JA, KO, ZH, DE, FR) for name in ("utf-8", "utf-16-le", "utf-16-be")),
]


@pytest.mark.parametrize(("text", "encoding"), STORED)
@pytest.mark.parametrize("lines", [1, 2, 200])
def test_encodings_are_found_in_short_and_long_texts(text, encoding, lines):
    wanted = "".join((text * 100).splitlines(keepends=True)[:lines])
    source = read_source("note.txt", wanted.encode(encoding))
    assert source.text == wanted
    assert encode(source.text, source.form) == source.data


@pytest.mark.parametrize("bom", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_of_byte_order_is_no_text(bom):
    source = read_source("note.txt", JA.encode(bom))
    assert (source.text, source.form.bom) == (JA, True)
    assert encode(source.text, source.form) == source.data


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="euc-kr"><p>회의'.encode("euc_kr"), '<meta charset="euc-kr"><p>회의'),
        ('<meta http-equiv="x" content="text/html; charset=Shift_JIS">①'.encode("cp932"), "①"),
        ('<?xml version="1.0" encoding="EUC-JP"?><p>会議'.encode("euc_jp"), "会議"),
        ("# -*- coding: koi8-r -*-\nда".encode("koi8_r"), "да"),
        ('<meta charset="shift_jis">ä'.encode(), "ä"),
        ('<meta charset="nothing">Käse und Brötchen'.encode("cp1252"), "Käse und Brötchen"),
    ],
)
def test_what_a_text_declares_is_believed_where_it_can_be_true(data, text):
    assert read_source("note.html", data).text.endswith(text)


@pytest.mark.parametrize(
    "data",
    [
        b"\x1b$BF|K\\\x1b(Jabc\n",
        b"\x1b$@F|K\\\x1b(B\n",
        b"\x1b$B\x1b$BF|K\\\x1b(B\x1b(B\nabc\n",
        "ギリシャ文字とローマ数字です。".encode("cp932") + b"\x87\x90\xed\x40",
    ],
)
def test_bytes_that_the_encoding_would_not_write_so_come_back_too(data):
    source = read_source("note.txt", data)
    assert source.form.splices
    assert encode(source.text, source.form) == data


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16-le", "iso2022_jp"])
def test_line_ends_come_back(end, encoding):
    data = JA.replace("\n", end).encode(encoding)
    source = read_source("note.txt", data)
    assert source.text == JA
    assert encode(source.text, source.form) == data


@pytest.mark.parametrize(
    "text",
    [
        "mixed\r\nends\rof\nlines",
        "e\u0301 cafe\u0301",
        "\u3000全角\n\xa0no break",
        "a\x00b\x1bc\x7f",
        "\ufeff\ufefftwo",
        "",
    ],
)
def test_odd_texts_stay_as_they_are(text):
    source = read_source("note.txt", text.encode())
    assert encode(source.text, source.form) == text.encode()


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"\x89PNG\r\n", b"\x00\x01\x02\xff\xfe\x00\x80", b"\xff\xfea"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(ValueError, match="not"):
        read_source("note.txt", data)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.binary(max_size=60), st.text(max_size=40).map(lambda text: text.encode("utf-8", "ignore"))))
def test_any_bytes_come_back_or_are_refused(data):
    try:
        source = read_source("note.txt", data)
    except ValueError:
        return
    assert encode(source.text, source.form) == data


@pytest.mark.parametrize("encoding", ["euc_jp", "utf-16-le", "iso2022_jp", "cp932"])
def test_a_note_in_another_encoding_is_proved(book, encoding):
    each = book.add("note.txt", JA.encode(encoding))
    assert each.encoding == encoding
    assert book.verdicts()["note.txt"].verdict == "identical"
    json.loads((book.root / ".summit/ledger/note.txt.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "encoding", "wrong"),
    [
        ("Schöne Grüße", "utf-8", "cp1252"),
        ("it’s", "utf-8", "cp1252"),
        ("勉強会に参加した", "utf-8", "cp932"),
        ("会议记录很好看", "utf-8", "gbk"),
        ("勉強会に参加した", "euc_jp", "latin-1"),
        ("勉強会に参加した", "utf-8", "latin-1"),
        ("안녕하세요 여러분", "euc_kr", "latin-1"),
    ],
)
def test_text_that_was_decoded_wrongly_is_reported(text, encoding, wrong):
    remark = wrongly_decoded("Some words: " + text.encode(encoding).decode(wrong, errors="ignore"))
    assert remark
    assert remark.offset >= len("Some words: ")
    assert "it was kept as it is" in remark.message


@pytest.mark.parametrize(
    "text", [JA, KO, ZH, DE, FR, "SÃO PAULO", "« été\xa0»", "ÄÖÜäöüß", "繩文", "Ελληνικά, русский"]
)
def test_text_that_is_right_is_not_reported(text):
    assert wrongly_decoded(text) is None


def test_lost_characters_are_reported():
    remark = wrongly_decoded("ab\ufffd")
    assert remark
    assert remark.offset == 2
