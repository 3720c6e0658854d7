"""The words that recognition goes by, in the languages that we know. Facts of language only, no fitted wording."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SENTENCE_END = "。．！？!?…」』）)"

EVENT = (
    r"(?:(?<![A-Za-z])(?:(?i:Summits?|Conf[eé]rence|Conferencia|Konferenz|Kongress|Tagung|Meet-?up|Workshop"
    r"|Congress|Symposium"
    r"|Hackath?on|Unconference|Unkonferenz|Barcamp|Bootcamp|Seminar|Linux-?Tage?|Entwicklertag|Jornadas?|Encuentro"
    r"|Rencontres?|Soirée|Stammtisch|Devroom|Sprint|JUG)"
    r"|(?-i:Conf|Forum|Kaigi|Camp|Days?|PTG|Fest|Con|Expo|Party|Congreso|Treffen))(?![a-z])"
    r"|(?-i:(?<=[a-z])(?:Conf|Con|Kaigi|Camp|Days?|Fest|Jam|Party|party)|(?<=[A-Z])Con)(?![a-z])"
    r"|サミット|カンファレンス|勉強会|研究会|読書会|総会|フォーラム|ミートアップ|ハッカソン|ワークショップ|大会|セミナー|もくもく会|LT会|交流会|オフ会"
    r"|峰会|大會|大会|研讨会|沙龙|沙龍|聚会|年会|论坛|技术日|서밋|컨퍼런스|콘퍼런스|밋업|세미나|포럼|해커톤|워크샵|워크숍|[가-힣]콘(?=\s|\d|$)|모임|데이(?=\s|\d|$)"
    r"|(?i:\b[a-z]{3,}con)(?=\s+(?:EU|NA|US|Europe|Asia)?\s*(?:19|20)\d\d)|(?i:\bmeeting)(?=\s*$|\s+\d)"
    r"|(?<=[^\s「『])会(?=$|[」』]))"
)
"""A word that an event's name contains."""

WENT = re.compile(
    r"""(?xi)
      [にへ]?(?:行って|参加して|いって|出席して|登壇して)(?:き|来|み)(?:た|ました)
      | [にへ](?:初)?(?:参加|登壇|出席)(?:した|しました|して) | 参加(?:報告|レポ|レポート|記|メモ)
      | 参加(?:记|记录|总结|心得) | 参会 | 现场 | 다녀 | 참가 | 참석 | 참여\s*후기
      | \b(?:trip|travel|conference|event)\s+(?:report|recap|notes?|summary|review) | \b(?:attended|attending
      |went\s+to|visited|live\s+from|(?:my|our)\s+time\s+at|back\s+from)\b
      | \bretour\s+sur\b | \bde\s+retour\s+d[eu]\b | \bcompte[- ]rendu\b | ^CR\b | \bnachlese\b | \brückblick\b
      | \beindr(?:uck|ücke)\b | \bdas\s+war\b
      | \bzu\s+gast\b | \bbesuch(?:t)?\b | \bcrónica\b | \basistí\b | \breflections\s+(?:of|on)\b
      | \bhighlights\s+(?:of|from)\b | \brecap\b | \b(?:was|what)\s+(?:war\s+los|happened)\b
    """
)
"""A title that says that one was there."""

REPORT = re.compile(
    r"""(?xi)
    \s*[-–—:：|,、]*\s*
    (?: [にへ]?(?:行って|参加して|いって|出席して)(?:き|来|み)(?:た|ました).*
      | [にへ](?:初)?参加(?:した|しました|します).*
      | の?(?:出張|参加|現地|開催|聴講|訪問)?
        (?:報告書?|レポート|レポ|メモ|記録?|だより|便り|感想|まとめ|ノート|議事録)(?:その\d+)?
      | 的?(?:活动)?(?:回顾|小结|总结|笔记|纪要|见闻|参加记|记录|圆满结束)
      | 에\s*(?:다녀왔습니다|다녀온|다녀와서|참가했습니다|참석했습니다).*
      | \s* (?:참(?:가|석|여)\s*)?(?:후기|정리|회고|기록)
      | \b(?:trip|travel|event|conference|meeting)?\s*(?:report|recap|notes?|summary|writeup|write-up|highlights
      |minutes|review|retrospective|impressions)
      | \b(?:eine?\s+|mein\s+|une?\s+|una?\s+)?(?:kurz|reise|tagungs|erfahrungs|konferenz)?bericht
      | \bnotizen | \bnachlese | \brückblick | \bcompte[- ]rendu
      | \bnotas | \bresumen )
    [!！。.~〜\s]*$
    """
)
"""What a title says of itself, at its end, when it reports on an event."""

REPORT_OF = re.compile(
    r"""(?xi)
    ^(?: (?:trip|travel|event|conference)?\s*(?:report|notes?|recap|highlights|summary|minutes|reflections
      |impressions|lessons|thoughts)\s+(?:from|on|of|at)\s+(?:the\s+)?
      | (?:we\s+(?:visited|attended|were\s+at)|i\s+(?:visited|attended|was\s+at)|attending|visiting|back\s+from
      |live\s+from|welcome\s+to|my\s+\w+\s+at)\s+(?:the\s+)?
      | (?:petit\s+)?(?:retours?|bilan|retour\s+d'expérience)\s+(?:sur|de|du|d['’])\s*
        (?:(?-i:la[ ]conférence\s+)|les?\s+
      |la\s+|l['’])? | (?:mon|notre|nos)\s+ | CR\s*[:]?\s+ | compte[- ]rendu\s*(?:de|du|d['’]|:)?\s*(?:la\s+|l['’])?
      | das\s+war\s+(?:der|die|das)\s+ | was\s+war\s+los\s+(?:auf|bei)\s+(?:dem|der)\s+
      | (?:persönlicher?\s+)?eindr(?:uck|ücke)\s*(?:von|vom|\|)?\s*(?:der|dem|den)?\s*
      | (?:nachlese|rückblick|bericht|recap|report|review|minutes|notes|crónica|resumen)\s*(?:auf|zum|zur|vom|von
      |de(?:l|\s+la)?)?\s*(?:die|den|das|der|dem)?\s*[:：|]?\s+
      | zu\s+gast\s+(?:beim|auf)\s+(?:der|dem)?\s*
      | (?:勉強会|カンファレンス|イベント)?(?:に)?(?:行|い)って(?:みた|きた|来た)\s*
      | (?:参加(?:レポート|報告|メモ|記)|レポート|イベントレポート|メモ)\s*[:：]?\s*
      | [【\[](?:[^】\]]{1,12})[】\]]\s* )
    """
)
"""The same at a title's beginning."""

ADVICE = re.compile(
    r"""(?xi)
    ^(?:how\s+to|why|ten|\d+\s+(?:tips|ways|things|reasons|lessons)|dear|getting|guide|tips|preparing|planning
      |organi[sz]ing|submitting|a\s+guide|your|what\s+is)\b
    | \b(?:guide|tips|checklist|template|how-?to|call\s+for|cfp|planner|sponsoring|organi[sz]er|proposals?|abstract)\b
    | (?:talk|presentation|organi[sz]er|website|app|plugin|api|software|database|committee|schedule|survival)s?\s*$
    | \b(?:i'?m|i\s+am|we\s+are|we'?re)\s+(?:going|speaking|sponsoring) | \b(?:upcoming|announcing|announcement
      |join\s+us|save\s+the\s+date|sponsoring)\b
    | jahresrückblick | year[ ]in[ ]review | rétrospective[ ]\d | bilan[ ]de[ ]l['’]année | 振り返り | 年度?总结 | 연말
      | ^\d{4}年?(?:の|的)? (?:まとめ|总结|회고)
    | \b(?:à[ ]gagner|gagne[zr]|interview|entrevista|inscri\w+) | comment\s | 方法$ | とは$ | 使い方 | 入門$ | 募集
    | 開催(?:します|のお知らせ|決定) | のお知らせ | 预告 | 报名 | 모집 | 안내$
    """
)
"""A title that gives advice about events, or announces one, and reports on none."""

COUNTRIES = _words(
    """
    Europe Asia Africa America Argentina Australia Austria Belgium Brazil Brasil Canada Chile China Colombia Czech
    Denmark Deutschland England Finland France Germany Greece India Indonesia Ireland Israel Italia Italy Japan Korea
    Malaysia Mexico Netherlands Norway Peru Philippines Poland Portugal Russia Scotland Singapore Spain Sweden
    Switzerland Taiwan Thailand Turkey UK US USA Ukraine Vietnam Europa España Online Virtual Extended Day Recap
    North South East West Northwest Northeast Southeast Southwest Midwest Central Global World International
    """
)
"""What may stand after an event's name as a city does, and is none."""

GATHERING = re.compile(
    r"""(?xi)
    \b(?:conf[eé]rences?|conferencias?|konferenz|kongress|summit|meet-?ups?|talks?|sessions?|speakers?|keynotes?
      |charlas?|ponentes?|vortr(?:ag|äge)\w*|vortragende\w*
       |orateurs?|intervenants?|conférenciers?|attendees|participants?|teilnehmer\w*|besucher\w*|venue|workshops?
       |lightning|panel|présentations?|presented|attended|meeting|agenda)\b
    | 発表|登壇|講演|セッション|勉強会|参加|会場|懇親|基調|キーノート|ライトニング|カンファレンス
    | 演讲|讲师|嘉宾|分享|大会|沙龙|会场|参会|主题|活动
    | 발표|세션|참가|참석|참여|컨퍼런스|세미나
      |연사|키노트|밋업|모임
    """
)
"""Words of texts that speak of a gathering."""

TALKS = re.compile(
    r"""(?xi)
    \b(?:talks?|sessions?|speakers?|keynotes?|lightning|panels?|slides|speakerdeck|slideshare|presented
      |presentations?|lectures?
       |conférences?|conférenciers?|présent(?:é|ation)\w*|orateurs?|intervenants?
       |vortr(?:ag|äge)\w*|referent\w*|charlas?|ponen\w+|disertante\w*)\b
    | 発表|登壇|講演|セッション|聴講|基調|キーノート|演讲|讲师|分享|主题|嘉宾|발표|세션|연사|강연
    """
)
"""Words of texts about talks."""

DAY_ORDINAL = re.compile(
    r"第?\s*(?P<jp>\d{1,2})\s*日目|\bday\s*(?P<en>\d{1,2}|one|two|three|four|five)\b|第(?P<zh>[一二三四五])天"
    r"|(?P<ko>\d)일차|\btag\s*(?P<de>\d)\b|\bjour\s*(?P<fr>\d)\b"
    r"|\b(?:première|deuxième|troisième|quatrième|premier|dernier|dernière|\d(?:ère|e|ème))\s+(?:journée|jour)\b",
    re.IGNORECASE,
)

WEEKDAY = re.compile(
    r"""(?xi)
    (?:der|le|el|am|on)?\s*
    (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend
      |sonntag
      |lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo
      |[月火水木金土日]曜日?|星期[一二三四五六日天]|周[一二三四五六日]|[월화수목금토일]요일)
    [\s,.]*(?:\d{1,2}(?:st|nd|rd|th|\.)?)?[\s,.]*(?:morning|afternoon|evening|night|abend|vormittag|nachmittag
      |matin|soir|après-midi)?
    """
)
"""A heading that is a day of the week, perhaps with its number or a part of it."""

FRAME = _words(
    """
    概要 はじめに 始めに おわりに 終わりに さいごに 最後に まとめ 総括 感想 所感 雑感 余談 目次 昼休み
    昼食 休憩 ランチ 懇親会 参考 参考資料 リンク 次回 あとがき 会場 写真 受付 開会 閉会 前置き 結論 紹介
    おまけ タイムテーブル スケジュール agenda introduction intro conclusion conclusions summary overview
    午餐 午休 茶歇 休息 签到 合影 抽奖 閉幕 開会式 閉会式 乾杯 懇親タイム 懇親 オープニング クロージング
    アフターパーティー
    휴식시간 오프닝 클로징 afterparty
    朝食 夕食 夜 beer ビール breakfast dinner lessonslearned 最后 后记 花絮
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

ABOUT_EVENT = re.compile(
    r"""(?xi)
    \b(?:conf[eé]rences|conferencias|talks|charlas|vorträge|sessions|speakers|organi[sz]ation|event[so]?
      |[ée]v[èé]nements?
      |tag(?:es|en)?|tagung|besucher|schedule|sponsor(?:s|en)?|attend\w*|venue|nous|coups?[ ]de[ ]c(?:œ|oe)ur
      |journée|retour[ ](?:sur|non|des?)|fin[ ]de|end[ ]of|day)\b
    | スポンサー|ブース|様子$ | 参加|セッション|発表(?:資料|一覧)|登壇|会場|懇親|参会|会议|现场
    | 활동|행사|세션|참여|참가|발표|후기|会后|活动 | ^なんで|^おまけ
    """
)
"""What a heading is about when it speaks of the event and is no talk's title."""

FORMATS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("keynote", re.compile(r"(?i)\bkeynotes?\b|キーノート|基調講演|主题演讲|기조연설|키노트")),
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
    俺 オレ おれ 僕 ぼく 自分 저 본인 大家 我 作者 筆者 대표
    皆さん 他社 同社 彼 彼女 中の人
    """
)
"""Words in a person's place that name nobody."""

HONORIFIC = r"氏|さん|様|さま|先生|님|씨|老师|同学|先輩"

PARTICLES = _words(
    "de da di do du des del della der den dem van von vom zu zur la le el al bin ibn y dos das ter ten af av"
)
"""Words within a person's name that are no names themselves."""

ROLE = re.compile(
    r"""(?xi)
    架构师|工程师|总监|经理|创始人|专家|负责人|主席|组织者|教授|博士|主编|编辑|研究员|讲师|顾问|担当|代表|部長|課長|社長
    |取締役|役員|エンジニア|マネージャ|アーキテクト|アドボケイト|エバンジェリスト|運営|司会|主催|개발자|대표|팀장|교수
    |\b(?:engineer|developer|entwickler|architect|architecte|développeur|manager|director|lead|head|founder|cofounder
      |co-founder|ceo|cto|coo|cio|vp|professor|evangelist|advocate|consultant|freelancer|chair|sponsor|speaker|author
      |remote|student|part|slides?|vid[eé]o|pr[eé]sentation|notes?|english|draft|online)s?\b
    """
)
"""What tells a role from a name or an organisation."""

TITLE_WORDS = _words(
    """
    the a an and or of for in on at to from with without by how what why when where who your my our new day days part
    session sessions keynote keynotes talk talks lightning introduction intro cloud data web app apps api open source
    server design development community future state best practices case study using getting started next real time
    machine learning deep dive panel discussion workshop demo overview update status closing opening welcome lunch
    is are be not no do does it its this that we you i into about beyond towards toward vs versus les des une un
    le pour dans sur avec sans und oder der das die im mit für auf ist wie was comment pourquoi
    """
)
"""Words of titles that are no names of people, case folded."""

SESSION_ORDINAL = re.compile(
    r"""(?xi)
    [\d０-９]{1,2}\s*(?:コマ|本)目
    | 第\s*[\d一二三四五六七八九十]+\s*(?:部|場|场|个?(?:主题|议题|话题))
    | (?:主题|议题|话题|分享)\s*[\d一二三四五六七八九十]+
    | (?:セッション|発表|講演|LT)\s*[\d０-９]{1,2}\b | \b(?:session|talk|vortrag|beitrag|charla|présentation
      |presentation)\s*\#?\d{1,2}\b
    | (?:세션|발표|트랙)\s*\d{1,2}\b | \[?\d{1,2}[:：]\d{2}\s*(?:[-–~〜～]\s*\d{1,2}[:：]\d{2})?\]?(?!\d)
    """
)
"""How titles count or time sessions."""

PUBLISHED = re.compile(r"(?i)公開|投稿|更新|掲載|作成|\bposted\b|\bpublished\b|\bupdated\b|发布|발행|게시")
FRESH = re.compile(
    r"(?i)今日|本日|昨日|お届け|行われている|開催中|\btoday\b|\byesterday\b|\bjust\s+(?:got\s+)?back\b|\bthis\s+week\b"
    r"|\blast\s+weekend\b"
    r"|\bhier\s+soir\b|\bgestern\b|\bayer\b|昨天|今天|어제|오늘"
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
