"""The name matcher: words of each script, compounds, the longest name, present before former."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_summit.model.folding import fold_text
from sphinx_summit.model.names import NameTable, Setting, Words
from sphinx_summit.model.records import FormerName, Person, Project, Release

TABLE = NameTable(
    [
        Project(id="nova", name="Nova"),
        Project(id="swift", name="Swift"),
        Project(id="neutron", name="Neutron", former=(FormerName("Quantum", "2013"),)),
        Project(id="lib", name="neutron-lib"),
        Project(id="helm", name="OpenStack-Helm", aliases=("openstack helm",)),
        Project(id="rally", name="Rally", ambiguous=True),
        Project(id="openstack", name="OpenStack", no_autolink=True),
        Project(id="kana", name="サンプル"),
        Project(id="hangul", name="구름"),
        Release(id="juno", name="Juno", version="2014.2"),
        Person(id="p", name="例田 花子"),
        Project(id="han", name="雲上"),
        Project(id="one", name="葛"),
        Project(id="kana2", name="さくら"),
        Project(id="cafe", name="Café"),
        Project(id="cyrillic", name="Нова"),
        Project(id="cpp", name="C++"),
    ]
)


def find(text):
    return [(text[found.start : found.end], found.name.id, found.standing) for found in TABLE.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NovaとSwift", [("Nova", "nova", "word"), ("Swift", "swift", "word")]),
        ("nova、ＮＯＶＡ。", [("nova", "nova", "word"), ("ＮＯＶＡ", "nova", "word")]),
        ("Nova/Neutron", [("Nova", "nova", "word"), ("Neutron", "neutron", "word")]),
        ("Quantumによる", [("Quantum", "neutron", "word")]),
        ("Nova.", [("Nova", "nova", "word")]),
        ("Nova: API", [("Nova", "nova", "word")]),
        ("(nova)", [("nova", "nova", "word")]),
        ("Nova's", [("Nova", "nova", "word")]),
        ("swiftstack", []),
        ("python-novaclient", []),
        ("nova-network", [("nova", "nova", "compound")]),
        ("local:swift:storage", [("swift", "swift", "compound")]),
        ("swift_storage", [("swift", "swift", "compound")]),
        ("/srv/swift/x", [("swift", "swift", "compound")]),
        ("docs.swift.org", [("swift", "swift", "compound")]),
        ("neutron-libの", [("neutron-lib", "lib", "word")]),
        ("neutron-lib-core", [("neutron-lib", "lib", "compound")]),
        ("OpenStack-Helm", [("OpenStack-Helm", "helm", "word")]),
        ("OpenStack\nHelm", [("OpenStack\nHelm", "helm", "word")]),
        ("OpenStackの", [("OpenStack", "openstack", "off")]),
        ("a rally", [("rally", "rally", "ambiguous")]),
        ("2014.2", [("2014.2", "juno", "ambiguous")]),
        ("サンプルの話", [("サンプル", "kana", "word")]),
        ("サンプルコード", []),
        ("구름은", [("구름", "hangul", "word")]),
        ("먹구름", []),
        ("ＮＯＶＡ：ＡＰＩ", [("ＮＯＶＡ", "nova", "word")]),
        ("nova：API", [("nova", "nova", "word")]),
        ("nova\u2011network", [("nova", "nova", "compound")]),
        ("no\u00adva", [("no\u00adva", "nova", "word")]),
        ("ｻﾝﾌﾟﾙの話", [("ｻﾝﾌﾟﾙ", "kana", "word")]),
        ("サンフ\u309aルの話、nova", [("サンフ\u309aル", "kana", "word"), ("nova", "nova", "word")]),
        ("\u1100\u116e\u1105\u1173\u11b7은", [("\u1100\u116e\u1105\u1173\u11b7", "hangul", "word")]),
        ("ｶﾞnova", [("nova", "nova", "word")]),
        ("この雲上の話", [("雲上", "han", "word")]),
        ("葛\U000e0100と雲上", [("葛\U000e0100", "one", "word"), ("雲上", "han", "word")]),
        ("葛飾と葛西", []),
        ("このさくらは", [("さくら", "kana2", "word")]),
        ("あさくら", []),
        ("cafe\u0301で", [("cafe\u0301", "cafe", "word")]),
        ("cafe", []),
        ("новатор нова", [("нова", "cyrillic", "word")]),
        ("C++とCとC#", [("C++", "cpp", "word")]),
        ("例田 花子さん", [("例田 花子", "p", "word")]),
        ("例田花子さん、例田\u3000花子さん", [("例田花子", "p", "word"), ("例田\u3000花子", "p", "word")]),
    ],
)
def test_names_as_they_stand(text, expected):
    assert find(text) == expected


@given(st.text())
def test_any_text_is_searched_and_finds_lie_in_order(text):
    found = TABLE.find(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(one.end <= len(text) for one in found)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_character_is_folded_the_same_in_any_company(text):
    plain = [char for char in text if fold_text(f"x{char}x").places is None]
    assert fold_text("".join(plain)).text == "".join(fold_text(char + "（").text[0] for char in plain)


PIECES = [*"のは、。 -/:.éガパ구한1aZ葛", "nova", "Café", "サンプル", "구름", "雲上", "Neutron", "の話"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_every_normal_form_of_a_text_holds_the_same_names(text, form):
    other = unicodedata.normalize(form, text)
    found = [(f.name.id, f.standing) for f in TABLE.find(text)]
    assert [(f.name.id, f.standing) for f in TABLE.find(other)] == found
    names = [other[f.start : f.end] for f in TABLE.find(other)]
    assert [unicodedata.normalize("NFC", name) for name in names] == [text[f.start : f.end] for f in TABLE.find(text)]


def test_a_present_name_wins_over_a_former_one_and_two_present_ones_over_neither():
    present, old = Project(id="a", name="Ray"), Project(id="b", name="Beam", former=(FormerName("Ray"),))
    assert [found.name.id for found in NameTable([old, present]).find("Ray")] == ["a"]
    table = NameTable([present, Project(id="c", name="Ray")])
    assert [found.standing for found in table.find("Ray")] == ["ambiguous"]
    assert "project a and project c" in str(table.problems[0])


# -- which object is meant -------------------------------------------------------------------------

HEIRS = NameTable(
    [
        Project(id="first", name="Alpha", former=(FormerName("Ray", "2012"),)),
        Project(id="second", name="Beta", former=(FormerName("Ray", "2014-06"),)),
        Project(id="third", name="Ray"),
        Project(id="gone", name="Gamma", former=(FormerName("Beam", "2013"),)),
        Project(id="also-gone", name="Delta", former=(FormerName("Beam", "2015"),)),
    ]
)


@pytest.mark.parametrize(
    ("name", "day", "meant"),
    [
        ("Ray", "2011-05", "first"),
        ("Ray", "2012-12-31", "first"),
        ("Ray", "2012", "first"),
        ("Ray", "2013-01-01", "second"),
        ("Ray", "2014", "second"),
        ("Ray", "2014-06-30", "second"),
        ("Ray", "2014-07", "third"),
        ("Ray", "2020", "third"),
        ("Ray", "", "third"),
        ("Beam", "2013", "gone"),
        ("Beam", "2014", "also-gone"),
        ("Beam", "2020", "also-gone"),
    ],
)
def test_a_name_means_whoever_had_it_on_the_day(name, day, meant):
    [found] = HEIRS.find(name, Setting(day=day))
    assert (found.name.id, found.standing) == (meant, "word")
    assert HEIRS.problems == []


def test_without_a_day_a_name_that_two_have_given_up_is_ambiguous():
    assert [found.standing for found in HEIRS.find("Beam")] == ["ambiguous"]


def test_a_session_that_names_one_of_two_owners_means_it():
    table = NameTable([Project(id="a", name="Ray"), Project(id="b", name="Ray")])
    [found] = table.find("Ray", Setting(named=frozenset({("project", "b")})))
    assert (found.name.id, found.standing) == ("b", "word")


def test_names_that_both_need_a_context_are_no_contradiction_and_the_words_around_decide():
    table = NameTable(
        [
            Project(id="oven", name="Heat", ambiguous=True, context=("kitchen",)),
            Project(id="cloud", name="Heat", ambiguous=True, context=("stack", "テンプレート")),
        ]
    )
    assert table.problems == []
    for words, expected in (
        ("a kitchen", ("oven", "word")),
        ("テンプレートの話", ("cloud", "word")),
        ("kitchen stack", ("oven", "ambiguous")),
        ("haystack", ("oven", "ambiguous")),
    ):
        [found] = table.find("Heat", Setting(words=Words([words])))
        assert (found.name.id, found.standing) == expected, words


def test_only_the_names_listed_are_ambiguous_or_match_in_their_case():
    pike = Release(id="pike", name="Pike", aliases=("P",), ambiguous=("P",), match_case=("P",), context=("Ocata",))
    table = NameTable([pike, Project(id="heat", name="Heat", ambiguous=("heat",))])
    stands = [
        (text, [found.standing for found in table.find(text)]) for text in ("Pike", "pike", "P", "p", "after Ocata: P")
    ]
    assert stands == [
        ("Pike", ["word"]),
        ("pike", ["word"]),
        ("P", ["ambiguous"]),
        ("p", []),
        ("after Ocata: P", ["word"]),
    ]
    assert [(f.start, f.standing) for f in table.find("Heat, heat, HEAT")] == [
        (0, "word"),
        (6, "ambiguous"),
        (12, "word"),
    ]


def test_the_longest_name_wins_and_a_shorter_one_where_it_does_not_fit():
    table = NameTable(
        [Project(id="a", name="Red"), Project(id="b", name="Red Dwarf"), Project(id="c", name="red dwarf star")]
    )
    assert [found.name.id for found in table.find("red dwarf stars and Red Dwarfs, red dwarf")] == ["b", "a", "b"]


@pytest.mark.parametrize("text", ["nova/" * 50_000, "nova " * 50_000, "が" * 200_000, "ｶﾞ" * 100_000, "-" * 500_000])
def test_long_lines_are_read_in_one_go(text):
    assert len(TABLE.find(text)) in {0, 50_000}
