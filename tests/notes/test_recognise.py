"""Single rules of recognition, with what they must take and what they must leave."""

from __future__ import annotations

import pytest

from sphinx_summit.notes.outline import Heading, Outline, Run, Text
from sphinx_summit.notes.readers import reader_for
from sphinx_summit.notes.recognise.dates import find_dates
from sphinx_summit.notes.recognise.spoken import credits_in_prose
from sphinx_summit.notes.recognise.titles import ending_of, take_credits


@pytest.mark.parametrize(
    ("text", "year", "wanted"),
    [
        ("2012年10月15日 (月)", "", [("2012-10-15", "2012-10-15")]),
        ("10月24日(月)～28日(金)", "2016", [("2016-10-24", "2016-10-28")]),
        ("10月24日(月)～28日(金)", "", []),
        ("10月24日(月)～28日(金)", "2017", []),  # that day was a Tuesday
        ("10月15日から18日まで", "2012", [("2012-10-15", "2012-10-18")]),
        ("2019-04-16", "", [("2019-04-16", "2019-04-16")]),
        ("April 25-29, 2016", "", [("2016-04-25", "2016-04-29")]),
        ("12.-14. Oktober 2018", "", [("2018-10-12", "2018-10-14")]),
        ("2015-02-30", "", []),
        ("version 2014.2 of 3.11", "", []),
    ],
)
def test_dates_are_read_and_none_made_up(text, year, wanted):
    assert [(date.period.start, date.period.end) for date in find_dates(text, year)] == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("雲の作り方(見本花子 株式会社サンプル)", ("見本花子", "株式会社サンプル")),
        ("雲の作り方（サンプル研究所 試野次郎）", ("試野次郎", "サンプル研究所")),
        ("Clouds(Ellen Sample Examplecorp)", ("Ellen Sample", "Examplecorp")),
        ("雲の会から(雲の会)", ("", "雲の会")),
        ("雲と犬 (例山)", ("例山", "")),
        ("Cells (Scheduler, Search, More)", None),
        ("Clouds (part 2)", None),
        ("Clouds (2014.2)", None),
        ("(見本花子)", None),
    ],
)
def test_a_bracket_at_a_title_s_end_names_people(title, wanted):
    found = ending_of(title)
    if not found:
        assert wanted is None
        return
    outline, heading = Outline(title, "text", ()), Heading(Text((Run(0, len(title)),)), 2)
    (credit,) = take_credits(outline, heading, found).credits
    assert (credit.name, credit.organization) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("例示電機の見本氏が登壇し、測っていた。", [("見本", "例示電機")]),
        ("ExamplecorpのEllen Sampleが発表した。", [("Ellen Sample", "Examplecorp")]),
        ("サンプル社の開発者による発表である。", []),
        ("会場の参加者から紹介があった。", []),
        ("The talk was presented by Ellen Sample (Examplecorp).", [("Ellen Sample", "Examplecorp")]),
        ("Speaker: Ellen Sample", [("Ellen Sample", "")]),
    ],
)
def test_a_sentence_says_who_spoke(text, wanted):
    assert [(credit.name, credit.organization) for credit in credits_in_prose(text)] == wanted


@pytest.mark.parametrize(
    ("file", "text", "wanted"),
    [
        ("a.txt", "# Title\n\ntext\n", "markdown"),
        ("a.md", "* item\n* item\n", "markdown"),
        ("a.md", "・一つ\n・二つ\n", "text"),
        ("a.txt", "* item\n* item\n", "text"),
        ("a", "", "text"),
    ],
)
def test_the_reader_is_chosen_by_content_first(file, text, wanted):
    assert reader_for(file, text).name == wanted
    assert reader_for(file, text, "text").name == "text"
