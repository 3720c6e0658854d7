"""Option text is read into values, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_summit.model import fields
from sphinx_summit.model.records import Period, Speaker


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("山田 太郎 (Example Corp.)", [("山田 太郎", "Example Corp.")]),
        ("山田 太郎（例示電機）；Jane Doe", [("山田 太郎", "例示電機"), ("Jane Doe", "")]),
        (r"Flo \(Poschi\)", [("Flo (Poschi)", "")]),
        (r"Flo \(Poschi\) (Example Corp.)", [("Flo (Poschi)", "Example Corp.")]),
        (r"A\; B; C", [("A; B", ""), ("C", "")]),
        ("Doe, Jane (Example, Inc. (Tokyo))", [("Doe, Jane", "Example, Inc. (Tokyo)")]),
        ("(雲の会)", [("", "雲の会")]),
        ("; ;", []),
    ],
)
def test_speakers(text, speakers):
    assert fields.read_speakers(text) == tuple(Speaker(*entry) for entry in speakers)


names = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(st.builds(Speaker, names, st.one_of(st.just(""), names))))
def test_what_is_formatted_reads_back(speakers):
    assert fields.read_speakers(fields.format_speakers(speakers)) == tuple(speakers)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2012-10-15/2012-10-18", Period("2012-10-15", "2012-10-18")),
        ("2017-11-07", Period("2017-11-07", "2017-11-07")),
        ("2014-05", Period("2014-05", "2014-05")),
        ("unknown", Period()),
    ],
)
def test_periods_are_as_exact_as_they_are_known(text, period):
    assert fields.read_period(text) == period


@pytest.mark.parametrize("text", ["2017-2-3", "2017-02-30", "yesterday", "2018-01-02/2018-01-01", "17-01-01"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"date|calendar|ends before"):
        fields.read_period(text)


def test_a_time_may_pass_midnight():
    assert fields.read_time("24:30") == "24:30"
    with pytest.raises(ValueError, match="not a time"):
        fields.read_time("16h10")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("OpenStack Summit Barcelona 2016", "openstack-summit-barcelona-2016"),
        ("#opst19", "opst19"),
        ("Café Zürich", "cafe-zurich"),
        ("x" * 60, "x" * 48),
        ("第7回", f"event-{fields.made_id('第7回')}"),
        ("日本OpenStackユーザ会", f"event-{fields.made_id('日本openstackユーザ会')}"),
        ("../../etc", "etc"),
        ("!!!", f"event-{fields.made_id('!!!')}"),
    ],
)
def test_imported_ids(name, id_):
    assert fields.imported_id("event", name) == id_


@given(st.text())
def test_every_made_id_is_an_id(name):
    for made in (fields.imported_id("event", name), fields.made_id(name), fields.question_id("", name)):
        assert fields.ID.fullmatch(made)


def test_spelling_does_not_change_a_made_id():
    assert fields.made_id("山田 太郎") == fields.made_id("山田　太郎") == fields.made_id("山田太郎")
    assert fields.made_id("Jane DOE") == fields.made_id("ｊａｎｅ doe")
