"""The words that recognition goes by, in the languages that we know. Facts of language only, no fitted wording."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SENTENCE_END = "。．！？!?…」』）)"

GATHERING = re.compile(
    r"""(?xi)
    \b(?:conf[eé]rences?|conferencias?|konferenz|kongress|summit|meet-?ups?|talks?|sessions?|speakers?|keynotes?
      |charlas?|ponentes?|vortr(?:ag|äge)\w*|vortragende\w*
       |orateurs?|intervenants?|conférenciers?|attendees|participants?|teilnehmer\w*|besucher\w*|venue|workshops?
       |lightning|panel|présentations?|presented|attended|meeting|agenda)\b
    | 発表|登壇|講演|セッション|勉強会|参加|会場|懇親|基調|キーノート|ライトニング|カンファレンス
    | 演讲|讲师|嘉宾|分享|大会|沙龙|会场|参会|主题|活动
    | 演講|講師|講者|嘉賓|大會|年會|研討會|會場|參加|議程|議題|活動
    | \b(?:palestras?|palestrantes?|evento|eventos|trilhas?|oradores)\b
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
       |vortr(?:ag|äge)\w*|referent\w*|charlas?|ponen\w+|sesi[oó]n(?:es)?|disertante\w*|palestr\w+|apresent\w+|demonstra\w+
       |exposés?|presentazion[ei]|relator[ei])\b
    | 発表|登壇|講演|セッション|聴講|基調|キーノート|演讲|讲师|分享|主题|嘉宾|발표|세션|연사|강연
    """
)
"""Words of texts about talks."""

DAY_ORDINAL = re.compile(
    r"第?\s*(?P<jp>\d{1,2})\s*日目|\bday\s*(?P<en>\d{1,2}|one|two|three|four|five)\b|第(?P<zh>[一二三四五])天"
    r"|(?P<ko>\d)일차|\btag\s*(?P<de>\d)\b|\bjour\s*(?P<fr>\d)\b"
    r"|\b(?:first|second|third|fourth|last|final)\s+day\b|\b(?:erster|zweiter|dritter|letzter)\s+tag\b"
    r"|\b(?:primer|segundo|tercer|último|primeiro|terceiro)\s+d[ií]a\b"
    r"|\b(?:première|deuxième|seconde|troisième|quatrième|premier|dernier|dernière|\d(?:ère|e|ème))\s+(?:journée|jour)\b",
    re.IGNORECASE,
)

WEEKDAY = re.compile(
    r"""(?xi)
    (?:der|le|el|am|on)?\s*
    (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend
      |sonntag
      |lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo
      |[月火水木金土日]曜日?|星期[一二三四五六日天]|周[一二三四五六日]|[월화수목금토일]요일)
    [\s,.]*(?:\d{1,2}(?:st|nd|rd|th|\.)?(?:\s?\d{1,2}\.|\s+[A-Za-zÀ-ÿ]{3,9})?(?:\s*(?:19|20)\d\d)?)?[\s,.]*(?:morning|afternoon|evening|night|abend|vormittag|nachmittag
      |matin|soir|après-midi)?
    | (?:(?:the|in\s+the|le|am)\s+)?
      (?:morning|afternoon|a\.?m\.?|p\.?m\.?|vormittag|nachmittag|matin|après-midi|mañana|tarde)(?:\s+sessions?)?\s*[:：]?
    | 午[前後](?:の部)? | [上下]午 | 오[전후]
    """
)
"""A heading that is a day of the week, perhaps with its number or a part of it, or a part of a day."""

FRAME = _words(
    """
    概要 詳細 関連ブログ 関連記事 イベント詳細 はじめに 始めに おわり 終わり おわりに 終わりに さいごに
    最後に まとめ 総括 感想 所感 雑感 余談 目次 昼休み
    昼食 休憩 ランチ 懇親会 参考 参考資料 リンク 次回 あとがき 会場 写真 受付 開会 閉会 前置き 結論 紹介
    おまけ タイムテーブル スケジュール agenda introduction intro conclusion conclusions summary overview
    午餐 午休 茶歇 休息 签到 合影 抽奖 閉幕 開会式 閉会式 乾杯 懇親タイム 懇親 オープニング クロージング
    アフターパーティー
    휴식시간 오프닝 클로징 afterparty
    朝食 夕食 夜 beer ビール breakfast dinner lessonslearned 最后 后记 花絮
    lunch break coffee registration party references links thanks wrap-up closing misc about notes tl;dr
    temario asistentes minuta participantes ordendeldía ordredujour présents teilnehmer tagesordnung attendees
    participants minutes actionitems dónde cuándo where when wo wann 参加者 出席者 議題 次第 決定事項
    開催概要 資料 発表資料 スライド slides folien diapos tableofcontent tableofcontents
    contents toc sommaire inhalt 목차 目录
    更新履歴 今後の予定 自己紹介 変更履歴 변경이력 총평 총정리 느낀점 아쉬운점 좋았던점 마치며 들어가며 시작하며
    끝으로 propuestas goals objectives
    相關連結 相关链接 参考链接 參考資料 参考资料 参考文献 延伸閱讀 延伸阅读 相關文章 最後
    開始之前 開場 閉幕式 茶會 午休時間 結語 總結
    desayuno almuerzo comida cena networking break pausa café coffeebreak bienvenida registro acreditación
    sorteo sorteos almoço credenciamento abertura encerramento apéro buffet cocktail accueil petitdéjeuner ouverture
    clôture kaffeepause begrüssung einlass ausklang verabschiedung abendessen welcome doorsopen doors opening pizza
    dinner drinks
    socialevent 자기소개 등록 점심시간 쉬는시간 네트워킹 经验 茶歇时间 自由交流 自由交流时间 开场
    開場致詞 开场致辞 レジストレーション
    memo メモ 話題 収支 運営 その他 他 其他 其它 기타 sonstiges autres otros others workshops keynotes ateliers
    impressions thoughts schedule 前言 总结 小结 结语 概述 소개 마무리 정리 점심 휴식 einleitung fazit
    repas ouverturedesportes réouverturedesportes ré-ouverturedesportes 開場 受付開始 開会あいさつ 開会挨拶 開会の挨拶
    閉会あいさつ 閉会挨拶 閉会の挨拶 入场报到 报到 大会介绍 lunchbreak 중식 석식 뒤풀이 별첨 pranzo registrazione
    zusammenfassung mittagspause verlosung schlusswort endederveranstaltung
    pause introducción conclusión resumen résumé déjeuner
    """
)
"""Headings that frame a note and are no sessions."""

QUESTIONS = _words(
    """
    質疑応答 質疑 質問 q&a q+a qa questions 问答 질의응답 fragen
    """
)

LISTS_TALKS = re.compile(
    r"""(?xi)
    (?:(?:聞いた|聴いた|見た|観た|聴講した|参加した|印象に残った|気になった|面白かった|各|全)?(?:セッション|発表|講演|トーク|LT|conference|カンファレンス)
      |登壇|発表)(?:の?(?:一覧|資料|内容|リスト|まとめ|スライド|紹介|概要|感想|メモ|ラインナップ|タイムテーブル|プログラム)|たち|など)*
    | (?:発表者?の?)?スライド(?:一覧|まとめ|集)? | プログラム
    | (?:list|of|all|the|my|our|favou?rite|best|notable|some|selected|other|more|attended|interesting|technical
      |short|full|invited|conference|individual)*
      (?:light(?:n)?ing|keynote)?(?:talks|talk(?=list|notes|summar)|sessions|presentations|slides|speakers)
      (?:list|notes|summar(?:y|ies)|highlights|overview|of(?:the)?day)?(?:and\w{4,12})?
      (?:(?:that)?(?:i|we)(?:attended|saw|watched|visited|wentto))?
    | program(?:me?)? | (?:die|alle|meine|besuchten?|einige)*(?:vorträge|talks|sessions|beiträge|folien|programm)
    | (?:les|mes|quelques|des)?(?:présentations|conférences|talks|sessions|programme)(?:suivie?s|vues|duj?our)?
    | (?:las|mis|as|minhas|os|algunas)?(?:charlas|ponencias|palestras|presentaciones|apresentações|programa)
    | (?:所有|精彩|部[分份]|[聽听]的|技[術术])?(?:幻灯片?|演[讲講]|[议議][题題程]|[讲講]稿|分享|主[題题]
      |場次)(?:内容|內容|列表|一覽|一览)?
    | (?:들은|참가한|참여한)?(?:발표|세션|강연)(?:자료|목록|내용|정리|요약|소개)? | 프로그램
    """
)
"""A heading that says that what stands below lists the talks, as folded by `fold_label`."""

ABOUT_EVENT = re.compile(
    r"""(?xi)
    \b(?:conf[eé]rences|conferencias|talks|charlas|vorträge|sessions|speakers|organi[sz]ation|event[so]?
      |[ée]v[èé]nements?
      |tag(?:es|en)?|tagung|besucher|schedule|sponsor(?:s|en)?|attend\w*|venue|nous|coups?[ ]de[ ]c(?:œ|oe)ur
      |journée|retour[ ](?:sur|non|des?)|fin[ ]de|end[ ]of|day|location|catering|hotel|food|travel|anreise|goodies|swag
      |visiting|visite[rz]?)\b
    | \b(?:this|the)[ ](?:conference|event|meetup|summit)\b | ^ce[ ]que[ ]j | ^lo[ ]que[ ]
    | ^what[ ](?:i|we)[ ](?:saw|did|attended|liked|thought|think)
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
      |Systems|Software|Technologies|Networks|Solutions|Team
      |Universi\w+|Facult\w+|School|College|Academy|User ?group|Verein|Dashboard|Foundation)\b\.?
    """
)
"""What tells an organisation's name from a person's."""

NOBODY = _words(
    """
    開発者 発表者 担当者 司会者 参加者 利用者 主催者 方 人 人達 弊社 会社 我々 私 わたし 自分 誰か
    俺 オレ おれ 僕 ぼく 自分 저 본인 大家 我 作者 筆者 대표
    录音 录像 幻灯 幻灯片 视频 照片 资料 動画 資料 スライド 写真 録画
    someone somebody anyone everyone everybody various several me myself us tba tbd nn alle todos tous http https
    皆さん 他社 同社 彼 彼女 中の人
    speakerdeck slideshare youtube slides slide video vimeo github gist docswell qiita zenn pdf pptx
    时间 地点 时长 费用 交通 交通方式 讨论 报名 主题 议程 嘉宾 赞助 场地 场地赞助 主办 协办 直播 回放
    日時 場所 会場 費用 会費 定員 対象 主催 協賛 後援 内容 概要 時間 期間 形式 題名 備考 注意
    시간 장소 일시 주제 비용 대상
    """
)
"""Words in a person's place that name nobody, case folded."""

HONORIFIC = r"氏|さん|様|さま|先生|님|씨|老师|同学|先輩"

PARTICLES = _words(
    "de da di do du des del della der den dem van von vom zu zur la le el al bin ibn y dos das ter ten af av"
)
"""Words within a person's name that are no names themselves."""

ROLE = re.compile(
    r"""(?xi)
    架构师|工程师|总监|经理|创始人|专家|负责人|主席|组织者|教授|博士|主编|编辑|研究员|讲师|顾问|担当|代表|部長|課長|社長
    |取締役|役員|エンジニア|マネージャ|アーキテクト|アドボケイト|エバンジェリスト|運営|司会|主催|개발자|대표|팀장|교수|총괄|이사|사장|본부장|매니저|리더|엔지니어|사이언티스트
    |\b(?:engineer|developer|entwickler|architect|architecte|développeur|manager|director|lead|head|founder|cofounder
      |co-founder|ceo|cto|coo|cio|vp|professor|evangelist|advocate|consultant|freelancer|chair|sponsor|speaker|author
      |tester|analyst|researcher|scientist|programmer|specialist|officer|president|intern|remote|student|part|slides?|vid[eé]o|pr[eé]sentation|notes?|english|draft|online)s?\b
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
    | [\d０-９一二三四五六七八九十]{1,2}\s*(?:発目|人目|つ目|番目)
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
    text = re.sub(r"^[\d.．、()（）\s:：~〜～–\-\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]+", "", text.strip())
    return "".join(text.casefold().split()).strip("|・:：!！?？¿¡。.#*_-–—()（）[]【】■●◆")


_PAGE = re.compile(r"(?i)(?:\d{1,3}\s*p\b|(?:slide|スライド|슬라이드|幻灯片)\s*\d)")
"""A page of one talk's slides: `12p, …`."""
_JOINED = re.compile(r"[と、,，&＆・/／+]|\s(?:and|und|et|y|e)\s")
_ARTICLE = re.compile(r"(?i)^(?:the|les?|la|las|los|el|die|der|das|os?|as?)\s+")


def is_frame(text: str) -> bool:
    """Whether a heading only frames the note."""
    folded = fold_label(text)
    if _PAGE.match(text):
        return True
    about = re.sub(r"(?:について|のこと|の様子|の感想|など|とか)$", "", folded)
    if about != folded and any(pattern.fullmatch(about) for _, pattern in FORMATS):
        return True
    parts = [fold_label(part) for part in _JOINED.split(text)]
    if len(parts) > 1 and all(part in FRAME for part in parts):
        return True
    plain = _ARTICLE.sub("", text.strip(), count=1)
    return folded in FRAME or (folded not in QUESTIONS and about in FRAME) or fold_label(plain) in FRAME


def is_questions(text: str) -> bool:
    """Whether a heading announces questions and answers."""
    return fold_label(text) in QUESTIONS


def format_of(text: str) -> str:
    """The format of a session by the words of its title."""
    return next((name for name, pattern in FORMATS if pattern.search(text)), "")


def count_words(text: str) -> float:
    """How many words a title has; about three Chinese characters or kana are one."""
    wide = sum(1 for char in text if char > "\u2e7f" and char.isalnum())
    return len(text.split()) + wide / 3


def ends_sentence(text: str) -> bool:
    """Whether a line is closed by punctuation."""
    return text.rstrip()[-1:] in tuple(SENTENCE_END)
