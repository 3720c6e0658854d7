"""reStructuredText: its blocks and marks, nothing lost, nothing run or read."""

from __future__ import annotations

import pytest
from hypothesis import given

from sphinx_summit.notes.readers import reader_for
from tests.notes.forms import check, imported, relaxed, texts

MARKS = [
    "*", "**", "`", "``", "`_", "`__", "_", "|", "|x|", "::", ":", ".. ", "\\ ", "\\*", ":ref:`a <b>`", "[1]_", "<",
    ">", "site_",
]  # fmt: skip
LINES = [
    "Title", "=====", "-----", "~~~~", "****", "* item", "  * nested", "- a", "#. auto", "1. one", "a. letter",
    "(2) two", "  indented", "    deeper", ":Field: value", ":date: 2014-05-06", "Term", "::", "Text::",
    "    literal *x*", ".. note:: words", "   more", ".. code-block:: python", "   :linenos:", ".. image:: a.png",
    "   :alt: words", ".. figure:: http://example.org/b.jpg", ".. raw:: html", "   <script>x</script>",
    ".. include:: /etc/passwd", ".. comment", ".. _site: http://example.org/", ".. _site: b",
    "`label <http://example.org/>`_", "`site`_", ".. |x| replace:: words", ".. |x| image:: a.png",
    "__ http://example.org/c", "`any`__", ".. [1] A note",
    ".. [#] auto", "see [#]_", ".. [#2] named", "or [#2]_ and [1]_", "+---+---+", "| a | b |", "+===+===+", "==== ====",
    "a    b", ".. list-table::", "   * - a", "     - b", ".. csv-table::", '   a, "b, c"', "   :header: x, y",
    ".. contents::", ".. toctree::", "   a/b", "| line", ">>> 1 + 1", "> quoted", ".. unknown:: x",
]  # fmt: skip


# Words that are marks.
SYNTAX = r":[\w:.+-]+:`?|\.\. [^\n]*?::|\.\. _[^\n]*?:|__? "


@relaxed
@given(texts(MARKS, LINES))
def test_any_rst_is_proved_and_shown(text):
    check(text, "note.rst", "rst", SYNTAX, moved=True)


@pytest.mark.parametrize(
    "text",
    [
        "A\n=\n\n.. note:: x\n", "See `this <http://example.org/>`_.\n", "One\n~~~~\n\ntext\n\nTwo\n~~~~\n",
        "See :ref:`x`.\n",
        "a\n\n.. _b: http://example.org/\n",
    ],
)  # fmt: skip
def test_rst_is_told_by_its_content(text):
    assert reader_for("note.txt", text).name == "rst"


@pytest.mark.parametrize(
    "text",
    ["# A\n\n```{eval-rst}\n.. note:: x\n```\n", "A\n===\n\n- b\n", "■題\n~~~~\n・一\n■題\n~~~~\n・二\n", "a :b: c\n"],
)
def test_other_texts_are_no_rst(text):
    assert reader_for("note.txt", text).name != "rst"


def test_directives_that_read_or_run_are_text(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    text = (
        f"A\n==\n\n.. include:: {secret}\n\n.. raw:: html\n   :file: {secret}\n\n   <b>x</b>\n\n"
        f".. csv-table::\n   :file: {secret}\n"
    )
    _, page = imported(text, "note.rst")
    assert "SECRET" not in page
    assert f"```\n.. include:: {secret}\n```" in page
    assert "   <b>x</b>\n```" in page


def test_names_become_the_links_that_they_stand_for():
    text = (
        "See `the site`_ and site2_, `this`__.\n\n.. _the site: http://example.org/a\n"
        ".. _site2: http://example.org/b\n__ http://example.org/c\n"
    )
    _, page = imported(text, "a.rst")
    links = "[the site](http://example.org/a) and [site2](http://example.org/b), [this](http://example.org/c)."
    assert f"See {links}" in page


def test_words_make_no_new_marks_with_those_beside_them():
    _, page = imported("x <:ref:`a`> &:ref:`amp`; wow!`b <https://example.org/>`_\n", "a.rst")
    assert page.endswith("x \\<a> \\&amp; wow\\![b](https://example.org/)\n")
