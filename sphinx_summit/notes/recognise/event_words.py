"""The words by which events are named, and titles of reports on them told, in the languages that we know."""

from __future__ import annotations

import re

EVENT = (
    r"(?:(?<![A-Za-z])(?:(?i:Summits?|Conf[eé]rence|Conferencia|Konferenz|Kongress|Tagung|Meet-?up|Workshop"
    r"|Congress|Symposium"
    r"|Hackath?on|Unconference|Unkonferenz|Barcamp|Bootcamp|Seminar|Linux-?Tage?|Entwicklertag|Jornadas?|Encuentro"
    r"|Encontro|Rencontres?|Soirée|Stammtisch|Devroom|Sprint|JUG|Reuni[oó]n(?=\s+[\dN#]))"
    r"|(?-i:Conf|Forum|Kaigi|Camp|Days?|DAYS?|PTG|Fest|Festa|Con|Expo|Party|Congreso|Treffen))(?![a-z])"
    r"|\bday(?=\s+(?:19|20)\d\d)"
    r"|(?-i:(?<=[a-z])(?:Conf|Con|Kaigi|Camp|Days?|Fest|Jam|Party|party)|(?<=[A-Z])Con)(?![a-z])"
    r"|サミット|カンファレンス|勉強会|研究会|読書会|総会|フォーラム|ミートアップ|ハッカソン|ワークショップ|大会|セミナー|もくもく会|LT会|交流会|オフ会"
    r"|(?<=[A-Za-z])会議(?=\s*\d|$)|(?<=\w)(?:まつり|祭り)(?!の)"
    r"|峰会|大會|大会|研讨会|沙龙|沙龍|聚会|年会|论坛|技术日|서밋|컨퍼런스|콘퍼런스|밋업|세미나|포럼|해커톤|워크샵|워크숍|[가-힣]콘(?=\s|\d|$)|모임|데이(?=\s|\d|$)"
    r"|(?i:(?<=\w)-con)(?=\s|$)"
    r"|(?i:\b[a-z]{3,}(?:con|-conf))(?=\s+(?:EU|NA|US|Europe|Asia)?\s*(?:19|20)\d\d)|(?i:\bmeeting)(?=\s*$|\s+\(?\d)"
    r"|(?i:\blightning talks)(?=\s+(?:in|at)\s+[A-Z])"
    r"|\b(?!Mon|Diens|Donners|Frei|Sams|Sonn|Feier|Geburts|Jahres|Vormit|Nachmit|Mit|All|Werk|Wochen)[A-ZÄÖÜ][\w-]+tage?"
    r"(?=\s+(?:['’]?\d\d|in\s))"
    r"|(?<=[^\s「『])会(?=$|[」』]))"
)
"""A word that an event's name contains."""

WENT = re.compile(
    r"""(?xi)
      [にへ]?(?:行って|参加して|いって|出席して|登壇して|見て|観て|聴いて|聞いて)(?:き|来|み)(?:た|ました)
      | [にへ](?:初|現地|オンライン)*(?:参加|登壇|出席)(?:した|しました|して) | 参加(?:報告|レポ|レポート|記|メモ)
      | 参加(?:记|记录|总结|心得) | 参会 | 參加 | [会會][后後]心得 | 现场 | 다녀 | 참가 | 참석 | 참여\s*후기 | 참관
      | \bimpress(?:ões|iones)\s+(?:sobre|d[aeo]) | \bcomo\s+foi\b | \bestive\s+n[ao]\b | \bestuve\s+en\b
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
    (?: [にへを]?[ ]?(?:行って|参加して|いって|出席して|見て|観て|聴いて|聞いて)(?:き|来|み)(?:た|ました).*
      | [にへ](?:初|現地|オンライン)*参加(?:した|しました|します).*
      | の?(?:(?:出張|参加|登壇|現地|開催|聴講|訪問)[＆&・]?){0,2}
        (?:報告書?|レポート|レポ|(?:アウトライン|聴講)?メモ|記録?|だより|便り|感想|まとめ|ノート|議事録|振り返り|ふりかえり|思い出)
        (?:その\d+)?
      | (?:が|は|を)?(?:無事)?(?:に)?(?:終了|開催|閉幕)(?:いた|致)?(?:しました|した)
      | の?(?:参加|参戦|聴講)?(?:ログ|レポ|日記|体験記|見聞録|雑感|所感)
      | 的?(?:活动|活動)?(?:(?:无?负?责任?)?报道|回顾|小结|总结|笔记|纪要|见闻|参加记|记录|圆满结束)
      | 的?(?:[会會][后後]|活動|參加|参加|参会|參與)?(?:心得|感想|筆記|紀錄|記錄|隨筆|随笔
        |遊記|游记|有感|回顧|總結|見聞)
      | 에\s*(?:다녀왔습니다|다녀온|다녀와서|참가했습니다|참석했습니다).*
      | \s* (?:참(?:가|석|여|관)\s*)?(?:후기|정리|회고|기록|소감|리뷰|참관기|참가기|참석기|요약)
      | \b(?:trip|travel|event|conference|meeting)?\s*(?:report|recap|notes?|summary|writeup|write-up|highlights
      |minutes|review|retrospective|impressions|notes\s+and\s+thoughts|thoughts|takeaways|debrief
      |recapitulation|diary|wrap[- ]?up)
      | \b(?:eine?\s+|mein\s+|une?\s+|una?\s+)?(?:kurz|reise|tagungs|erfahrungs|konferenz)?bericht
      | \bnotizen | \bnachlese | \brückblick | \b(?:eine\s+)?retrospektive | \bzusammenfassung | \bmitschrift
      | \beindrücke
      | \bcompte[- ]rendu | \b(?:mes\s+)?notes | \bmon\s+r[eé]cap | \br[eé]cap | \brésumé | \bbilan
      | \bnotas | \bresumen | \bcrónica | \bcrônica | \brelato | \bresumo | \bimpress(?:ões|iones) )
    [!！。.~〜\s]*$
    """
)
"""What a title says of itself, at its end, when it reports on an event."""

REPORT_OF = re.compile(
    r"""(?xi)
    ^(?: (?:my\s+|our\s+|some\s+|a\s+)?(?:trip|travel|event|conference)?\s*(?:report|notes?|recap|highlights
      |summary|minutes|reflections|impressions|lessons|thoughts|takeaways|feedback|debrief)\s+(?:learned\s+)?(?:from|on|of|at|about|del?)\s+(?:the\s+)?
      | (?:minhas\s+|mis\s+|algumas\s+)?(?:impress(?:ões|iones)|notas|relato|resumo|crónica|crônica)
        \s+(?:sobre|d[aeo]l?)\s+(?:[ao]\s+|la\s+)?
      | (?:(?:some\s+|the\s+|all\s+the\s+)?things\s+(?:that\s+)?i|what\s+(?:i|we))\s+(?:learn\w*|saw|heard)
        \s+(?:at|from)\s+(?:the\s+)?
      | (?:cosas|lo)\s+que\s+(?:aprend|vi|escuch)\S*\s+(?:del?|en)(?:\s+(?:la|el))?\s+
      | (?:o\s+que\s+)?aprendi\s+n[oa]\s+
      | (?:was\s+ich\s+(?:auf|bei)\s+(?:der|dem)\s+) | ce\s+que\s+j['’]ai\s+\w+\s+(?:à|au)\s+
      | opini(?:ão|ón)\s*[:：]\s*
      | como\s+foi\s+(?:[ao]\s+)? | o\s+que\s+rolou\s+n[oa]\s+
      | résumé\s+(?:du|de\s+la|des?|d['’])\s*
      | (?:mitschriften?|notizen|zusammenfassung)\s+(?:zu[rm]?|von|vom|der|des)\s+
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
    ^(?:setting\s+up|creating|running|hosting|how\s+to|why|ten|\d+\s+(?:tips|ways|things|reasons|lessons)|dear|getting|guide|tips|preparing|planning
      |organi[sz]ing|submitting|a\s+guide|your|what\s+is)\b
    | \b(?:guide|tips|checklist|template|how-?to|call\s+for|cfp|planner|sponsoring|organi[sz]er|proposals?|abstract)\b
    | (?:talk|presentation|organi[sz]er|website|app|plugin|api|software|database|committee|schedule|survival)s?\s*$
    | \b(?:i'?m|i\s+am|we\s+are|we'?re)\s+(?:going|speaking|sponsoring) | \b(?:upcoming|announcing|announcement
      |join\s+us|save\s+the\s+date|sponsoring|sponsoren|gesucht)\b
    | jahresrückblick | year[ ]in[ ]review | rétrospective[ ]\d | bilan[ ]de[ ]l['’]année
    | (?:年|月|半期|^)の?振り返り | 年度?总结 | 연말
      | ^\d{4}年?(?:の|的)? (?:まとめ|总结|회고)
    | \b(?:à[ ]gagner|gagne[zr]|interview|entrevista|inscri\w+) | comment\s | 方法$ | とは$ | 使い方 | 入門$ | 募集
    | 開催(?:します|のお知らせ|決定) | のお知らせ | 预告 | 报名 | 모집 | 안내$
    """
)
"""A title that gives advice about events, or announces one, and reports on none."""

_COUNTRIES = """
    Europe Asia Africa America Argentina Australia Austria Belgium Brazil Brasil Canada Chile China Colombia Czech
    Denmark Deutschland England Finland France Germany Greece India Indonesia Ireland Israel Italia Italy Japan Korea
    Malaysia Mexico Netherlands Norway Peru Philippines Poland Portugal Russia Scotland Singapore Spain Sweden
    Switzerland Taiwan Thailand Turkey UK US USA Ukraine Vietnam Europa España Online Virtual Extended Day Recap
    Quarter Edition Volume Season Spring Summer Autumn Fall Winter Part
    North South East West Northwest Northeast Southeast Southwest Midwest Central Global World International
    """
COUNTRIES = frozenset(_COUNTRIES.split())
"""What may stand after an event's name as a city does, and is none."""

OWN_TALK = re.compile(
    r"""(?xi)
    (?:発表|登壇|LT)(?:を)?(?:しました|した|して(?:き|来)(?:た|ました))|話(?:しました|した|してきました)
    | \b(?:i\s+(?:spoke|presented|gave\s+a\s+talk)|my\s+(?:first\s+)?(?:talk|presentation)\s+at)\b
    | \bmein\s+vortrag\b | \bmon\s+talk\b | 발표\s*후기
    """
)
"""A title of a note on the writer's own talk."""
