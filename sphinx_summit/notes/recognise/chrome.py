"""What a web page puts around a note: its site's name, comments, categories, ads. Dropped with the reason kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import Block, Listing, Omitted, Paragraph, Run, end_of, start_of
from sphinx_summit.notes.recognise.event_titles import names_event
from sphinx_summit.notes.recognise.words import ends_sentence, fold_label

if TYPE_CHECKING:
    from sphinx_summit.notes.outline import Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_TEXT = """
    コメント コメントの投稿 コメントする トラックバック カテゴリ カテゴリー アーカイブ 月別アーカイブ
    プロフィール 検索 検索フォーム 最近の記事 最近のコメント 最近のトラックバック 最新記事 最新コメント
    最新トラックバック リンク 関連記事 前の記事 次の記事 シェア ブックマーク ランキング 広告
    スポンサーリンク 管理者にだけ表示を許可する ブロとも申請フォーム qrコード rss home categories
    category archives recententries recentcomments recenttrackbacks recentposts trackback trackbacks
    comments leaveacomment leaveareply appendix monthly search profile links tags share tweet ad fc2ad
    related relatedposts previouspost nextpost poweredby subscribe blogroll newerpost olderpost 评论
    分类 标签 归档 댓글 카테고리 태그 kommentare kategorien archiv commentaires catégories
    """
_LABELS = frozenset(_TEXT.split())
"""Labels of a web page around a note, as folded by `fold_label`."""
_ENOUGH = 3
"""So many labels of a web page after the last of the note's text make it a copied page."""
_HEAD = 8


def drop_chrome(outline: Outline, blocks: list[Block], guesses: Guesses) -> list[Block]:
    """The blocks without those of the web page that the note was copied from."""
    tail = _tail(outline, blocks)
    if tail is None:
        return blocks
    head = next((n for n, block in enumerate(blocks[:_HEAD]) if names_event(_words(outline, block))), 0)
    if any(isinstance(b, Listing) or ends_sentence(_words(outline, b)) for b in blocks[:head]):
        head = 0
    for part in (blocks[:head], blocks[tail:]):
        if part:
            guesses.add("dropped", "", start_of(part[0]), "the web page around the note", 0.8)
    return [
        *(_omit(block, "the web page's head, before the note") for block in blocks[:head]),
        *blocks[head:tail],
        *(_omit(block, "the web page's foot, after the note") for block in blocks[tail:]),
    ]


def _omit(block: Block, reason: str) -> Block:
    return Omitted(Run(start_of(block), end_of(block)), reason)


def _words(outline: Outline, block: Block) -> str:
    return outline.plain(block.text) if isinstance(block, Paragraph) else ""


def _tail(outline: Outline, blocks: list[Block]) -> int | None:
    """Where the page's foot begins: at a label, with enough others after it and no list."""
    first = 1 + max((n for n, block in enumerate(blocks) if not isinstance(block, Paragraph)), default=-1)
    labels = [n for n in range(first, len(blocks)) if fold_label(_words(outline, blocks[n])) in _LABELS]
    return labels[0] if len(labels) >= _ENOUGH else None
