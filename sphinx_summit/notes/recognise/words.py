"""The words that recognition goes by, in the languages that we know. Facts of language only, no fitted wording."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SENTENCE_END = "。．！？!?…」』）)"

EVENT = (
    r"(?:(?<![A-Za-z])(?:(?i:Summit|Conference|Meetup|Meet-up|Workshop|Congress|Symposium|Hackathon)"
    r"|(?-i:Conf|Forum|Kaigi|Camp|Days?|PTG))(?![a-z])|(?<=[a-z])(?-i:Conf|Con|Kaigi|Camp|Days?)(?![a-z])"
    r"|サミット|カンファレンス|勉強会|研究会|読書会|総会|フォーラム|ミートアップ|ハッカソン|ワークショップ|大会"
    r"|峰会|大會|研讨会|서밋|컨퍼런스|밋업|세미나)"
)
"""A word that an event's name contains."""

REPORT = re.compile(
    r"""(?xi)
    \s*[-–—:：|,、]*\s*
    (?: [にへ]?(?:行って|参加して|いって|出席して)(?:き|来)(?:た|ました).*
      | [にへ]参加(?:した|しました).*
      | の?(?:出張|参加|現地|開催|聴講|訪問)?(?:報告書?|レポート|メモ|記録?|だより|便り|感想|まとめ|ノート)(?:その\d+)?
      | の?(?:参加记|总结|笔记|纪要|见闻) | 참가기? | 후기 | 정리
      | (?:trip|travel|event|conference)?\s*(?:report|recap|notes?|summary|writeup|write-up|highlights|minutes)
      | (?:reise|tagungs)?bericht | notizen | compte[- ]rendu | notas | resumen )
    [!！。.~〜\s]*$
    """
)
"""What a title says of itself when it reports on an event."""

DAY_ORDINAL = re.compile(
    r"第?\s*(?P<jp>\d{1,2})\s*日目|\bday\s*(?P<en>\d{1,2}|one|two|three|four|five)\b|第(?P<zh>[一二三四五])天"
    r"|(?P<ko>\d)일차|\btag\s*(?P<de>\d)\b|\bjour\s*(?P<fr>\d)\b",
    re.IGNORECASE,
)

FRAME = _words(
    """
    概要 はじめに 始めに おわりに 終わりに さいごに 最後に まとめ 総括 感想 所感 雑感 余談 目次 昼休み
    昼食 休憩 ランチ 懇親会 参考 参考資料 リンク 次回 あとがき 会場 写真 受付 開会 閉会 前置き 結論 紹介
    おまけ タイムテーブル スケジュール agenda introduction intro conclusion conclusions summary overview
    lunch break coffee registration party references links thanks wrap-up closing misc about notes tl;dr
    impressions thoughts schedule 前言 总结 小结 结语 概述 소개 마무리 정리 점심 휴식 einleitung fazit
    zusammenfassung mittagspause pause introducción conclusión resumen résumé déjeuner
    """
)
"""Headings that frame a note and are no sessions."""

QUESTIONS = _words(
    """
    質疑応答 質疑 質問 q&a q+a qa questions 问答 질의응답 fragen
    """
)

PAGE_CHROME = _words(
    """
    コメント コメントの投稿 コメントする トラックバック カテゴリ カテゴリー アーカイブ 月別アーカイブ
    プロフィール 検索 検索フォーム 最近の記事 最近のコメント 最近のトラックバック 最新記事 最新コメント
    最新トラックバック リンク 関連記事 前の記事 次の記事 シェア ブックマーク ランキング 広告
    スポンサーリンク 管理者にだけ表示を許可する ブロとも申請フォーム qrコード rss home categories
    category archives recententries recentcomments recenttrackbacks recentposts trackback trackbacks
    comments leaveacomment leaveareply appendix monthly search profile links tags share tweet ad fc2ad
    related relatedposts previouspost nextpost poweredby subscribe blogroll newerpost olderpost 评论
    分类 标签 归档 댓글 카테고리 태그 kommentare kategorien archiv commentaires catégories
    """
)
"""Labels of a web page around a note, as folded by `fold_label`."""

FORMATS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("keynote", re.compile(r"(?i)\bkeynotes?\b|キーノート|基調講演|主题演讲|기조연설")),
    ("lightning", re.compile(r"(?i)\blightning\b|\bLTs?\b|ライトニング|라이트닝")),
    ("panel", re.compile(r"(?i)\bpanel\b|パネル")),
    ("workshop", re.compile(r"(?i)\bworkshops?\b|ワークショップ|ハンズオン")),
)
"""A session's format, by a word of its title or track."""

ORGANIZATION = re.compile(
    r"""(?xi)
    株式会社|有限会社|合同会社|（株）|\(株\)|法人|協会|学会|組合|財団|ユーザ会|の会$|[^\s]{2,}会$|研究所|研究室|大学|高専|学校|ラボ
    |センター|グループ|社$|[\u3400-\u9fff](?:電機|電気|通信|工業|商事|銀行|製作所|産業|建設|自動車|総研|出版|新聞|放送|重工|化学|製薬|証券|保険)$|公司|大学|주식회사|대학교
    |\b(?:Inc|Corp|Corporation|Ltd|LLC|GmbH|AG|Co|KK|Foundation|University|Univ|Institute|Labs?|Group|Association
      |Systems|Software|Technologies|Networks|Solutions|Team)\b\.?
    """
)
"""What tells an organisation's name from a person's."""

NOBODY = _words(
    """
    開発者 発表者 担当者 司会者 参加者 利用者 主催者 方 人 人達 弊社 会社 我々 私 わたし 自分 誰か
    皆さん 他社 同社 彼 彼女 中の人
    """
)
"""Words in a person's place that name nobody."""

PUBLISHED = re.compile(r"(?i)公開|投稿|更新|掲載|作成|\bposted\b|\bpublished\b|\bupdated\b|发布|발행|게시")
FRESH = re.compile(
    r"(?i)行って(?:き|来)|参加して(?:き|来)|参加し|今日|本日|昨日|お届け|だより|レポート|参加記"
    r"|\btoday\b|\byesterday\b|\bjust\s+(?:got\s+)?back\b|\battended\b|\bthis\s+week\b"
)
"""A note that reports while the event is fresh, so that its own date tells roughly when the event was."""


def fold_label(text: str) -> str:
    """A heading or a label as it is looked up: case folded, without spaces, numbers before it and marks around."""
    text = re.sub(r"^[\d.．、)）\s]+", "", text.strip())
    return "".join(text.casefold().split()).strip("|・:：!！?？。.#*_-–—()（）[]【】■●◆")


def is_frame(text: str) -> bool:
    """Whether a heading only frames the note."""
    folded = fold_label(text)
    return folded in FRAME or (folded not in QUESTIONS and re.sub(r"(?:について|のこと)$", "", folded) in FRAME)


def is_questions(text: str) -> bool:
    """Whether a heading announces questions and answers."""
    return fold_label(text) in QUESTIONS


def format_of(text: str) -> str:
    """The format of a session by the words of its title."""
    return next((name for name, pattern in FORMATS if pattern.search(text)), "")


def ends_sentence(text: str) -> bool:
    """Whether a line is closed by punctuation."""
    return text.rstrip()[-1:] in tuple(SENTENCE_END)
