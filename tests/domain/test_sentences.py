"""Sentences around names: pairs of a text and what is quoted of it."""

from __future__ import annotations

import pytest

from sphinx_summit.domain.blocks import Block, Run
from sphinx_summit.domain.mentions import Mention
from sphinx_summit.domain.sentences import Sentences


def mention(run, start, length=3):
    return Mention("p", 1, "Ray", "project", "ray", "prose", True, 0, run, start, start + length)


def quoted(*runs, at=0):
    """The sentence around the first Ray in a run: text before, name, text after."""
    sentences = Sentences(Block(1, 0, (), tuple(Run(text, "prose") for text in runs)))
    span = sentences.span_of(mention(at, runs[at].index("Ray")))
    return sentences.quote(sentences.around(span), [span])


PAIRS = [
    # English: ends and what is none
    ("First. Then Ray came! Last.", "Then Ray came!"),
    ("Did it? (Ray did.) Good.", "(Ray did.)"),
    ("He said “Ray works.” Good.", "He said “Ray works.”"),
    ("See Dr. Ray of Example Corp. today. Next.", "See Dr. Ray of Example Corp. today."),
    ("It came from Example Corp. Ray did not. Next.", "Ray did not."),
    ("Use it, e.g. with Ray, i.e. often. Next.", "Use it, e.g. with Ray, i.e. often."),
    ("As of v2.1 Ray (No. 5, Fig. 2) is in. Next.", "As of v2.1 Ray (No. 5, Fig. 2) is in."),
    ("No. Ray is not in.", "Ray is not in."),
    ("Of J. Example and U.S. Ray users. Next.", "Of J. Example and U.S. Ray users."),
    ("So do I. Ray too.", "Ray too."),
    ("Sizes, etc. Ray is one.", "Ray is one."),
    ("Sizes etc. and Ray on Oct. 5 met.", "Sizes etc. and Ray on Oct. 5 met."),
    ("Open ray.py of Ray.js now. Next.", "Open ray.py of Ray.js now."),
    # Japanese
    ("一つ。二つのRayです。三つ。", "二つのRayです。"),
    ("一つ．二つのRay２．１です．三つ．", "二つのRay２．１です．"),
    ("ﾋﾄﾂ｡ﾌﾀﾂﾉRay｡ﾐｯﾂ｡", "ﾌﾀﾂﾉRay｡"),
    ("一つ…。二つのRay…。三つ。", "二つのRay…。"),
    ("一つ。「二つの『Rayです。』」三つ。", "「二つの『Rayです。』」"),
    ("一つ。（二つのRayです。）三つ。", "（二つのRayです。）"),
    ("一つ。「Rayは速い。」と話す。三つ。", "「Rayは速い。」と話す。"),
    ("一つ？二つのRay！？三つ！", "二つのRay！？"),
    ("一つです.二つの資料.pdfにRayです.三つ", "二つの資料.pdfにRayです."),
    ("一つですか?Rayです!三つ", "Rayです!"),
    ("改行は\n詰める\nRayの\n後も。", "改行は詰める Rayの後も。"),
    # Chinese and Korean
    ("他说。“Ray很快。”我们用它。", "“Ray很快。”"),
    ("좋습니다. Ray는 빠릅니다. 다음.", "Ray는 빠릅니다."),
    ("줄은\n띄운다 Ray.", "줄은 띄운다 Ray."),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS, ids=[expected for _, expected in PAIRS])
def test_a_sentence_ends_where_a_reader_says_it_does(text, expected):
    assert "".join(quoted(text)) == expected


def test_a_sentence_goes_on_through_the_runs_around():
    assert quoted("First. Then ", "the ", "fast Ray", " came. Last.", at=2) == ("Then the fast ", "Ray", " came.")
    assert quoted("一つ。二つの", "Ray「です。」三つ", at=1) == ("二つの", "Ray", "「です。」")


def test_all_names_of_a_sentence_are_in_its_quotation():
    text = "Before. Ray and Ray. After."
    sentences = Sentences(Block(1, 0, (), (Run(text, "prose"),)))
    spans = [(8, 11), (16, 19)]
    assert sentences.quote(sentences.around(spans[0]), spans) == ("", "Ray", " and ", "Ray", ".")


@pytest.mark.parametrize(("word", "whole_words"), [("word ", True), ("語", False)])
def test_a_page_without_full_stops_is_not_quoted_whole(word, whole_words):
    before, name, after = quoted(word * 100_000 + "Ray" + " " + word * 100_000)
    assert (name, before[0], after[-1]) == ("Ray", "…", "…")
    assert 700 < len(before + after) < 1000
    assert not whole_words or (before.startswith("…word ") and after.endswith(" word…"))


def test_many_names_in_one_long_paragraph_are_quoted_in_proportion():
    sentences = Sentences(Block(1, 0, (), tuple(Run("Ray ", "prose") for _ in range(20_000))))
    for run in range(20_000):
        first, last = sentences.around(sentences.span_of(mention(run, 0)))
        assert last - first < 1000


@pytest.mark.parametrize("text", [".", "。」と", "あ.", "．", "。", "…", ". ", "!?", "」", "e.g. ", "Ray"])
def test_a_long_line_of_marks_is_read_in_proportion(text):
    assert Sentences(Block(1, 0, (), (Run(text * 200_000, "prose"),))).around((0, 1))[0] == 0
