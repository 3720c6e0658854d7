"""Anchors of sections that are no objects."""

from __future__ import annotations

import pytest

PAGE = """
# 研究会の記録

{new}## 運用と監視

ふつうの文。

## Novaの話

## Novaの今

## まとめ

## Summary

## まとめ

[](#運用と監視)
"""


def anchors(handbook, page=PAGE, new="", **options):
    build = handbook.write(index=page.replace("{new}", new)).build(primary_domain="summit", **options)
    return build, {
        section.h2.get_text().rstrip("¶"): section["id"] for section in build.soup("index").select("section section")
    }


def test_a_japanese_title_is_its_own_anchor_and_stays_when_a_section_is_inserted(handbook):
    build, before = anchors(handbook)
    assert before == {"運用と監視": "運用と監視", "Novaの話": "novaの話", "Novaの今": "novaの今", "まとめ": "まとめ-2",
                      "Summary": "summary"}  # fmt: skip
    _, after = anchors(handbook, new="## はじめに\n\n")
    assert before.items() <= after.items()
    assert build.soup("index").select_one('.toctree-l1, a[href="#運用と監視"], a[href="#id2"]')


def test_a_project_that_is_no_handbook_keeps_its_anchors(handbook):
    handbook.conf = handbook.conf.replace('primary_domain = "summit"\n', "")
    soup = handbook.write(index="# Start\n\n## 運用\n\n## 監視\n").build().soup("index")
    assert [section["id"] for section in soup.select("section section")] == ["id1", "id2"]


@pytest.mark.parametrize("builder", ["latex", "epub", "texinfo", "man", "xml", "singlehtml", "summittypst"])
def test_every_builder_takes_them(handbook, builder):
    handbook.conf += 'man_pages = [("index", "handbook", "A handbook", "nobody", 1)]\n'
    build = handbook.write(index="# 記録\n\n## 運用 と「監視」\n\n{ref}`here`\n\n(here)=\n## 運用\n").build(builder)
    assert build.warnings == []


def test_a_translated_title_keeps_the_anchor_of_the_original(handbook):
    catalogue = handbook.source / "locale" / "en" / "LC_MESSAGES"
    catalogue.mkdir(parents=True)
    (catalogue / "index.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "運用"\nmsgstr "Operations"\n', "utf-8"
    )
    handbook.write(index="# 記録\n\n## 運用\n")
    soup = handbook.build(language="en", locale_dirs=["locale"], gettext_compact=False).soup("index")
    assert soup.select_one("section section h2").get_text().rstrip("¶#") == "Operations"
    assert soup.select_one("section section")["id"] == "運用"
