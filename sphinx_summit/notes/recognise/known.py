"""Series of events that are known well: names without which a title may not look like one. Facts, to be added to."""

from __future__ import annotations

import re

SERIES = re.compile(
    r"""(?xi)
    (?<![\w/.@-])(?:
      FOSDEM | Devoxx | Voxxed | QCon | OSCON | Kube ?Con | Py ?Con(?:\s?(?:US|DE|FR|JP|ES|AU|APAC|Taiwan|HK))?
      | Euro ?Python | EuroSciPy | PyData | Ruby ?(?:Kaigi|Conf) | Rails ?Conf | Euruko | Gopher ?Con
      | Java ?One | Java ?Zone | Jfokus | GeeCON | Code ?motion | SREcon | Strange\ Loop | DEF\ ?CON
      | Black\ Hat | Deb ?[Cc]onf | GUADEC | FrOSCon | Linux ?Tag | Chemnitzer\ Linux-?Tage | re:publica
      | re:invent | WWDC | YAPC(?:::\w+)? | COSCUP | MOPCON | SITCON | HITCON | iOSDC | Droid ?Kaigi
      | PHPer ?Kaigi | Scala ?Matsuri | builders ?con | JJUG\ CCC | DEVIEW | droid ?con | Dev ?Fest
      | Campus\ Party | FISL | Latinoware | FLISOL | Paris[ -]Web | Mix-?IT | Breizh ?Camp | Touraine\ Tech
      | Sud\ ?Web | Symfony ?(?:Live|Con) | Drupal ?(?:Con|Camp) | Word ?Camp
      | Dot ?(?:JS|Go|Scale|Swift|AI|CSS) | NIPS | NeurIPS | SIGGRAPH | GOTO\ [A-Z]\w+ | Google\ I/O
      | Open\ Source\ Summit | All\ Things\ Open | Write\ the\ Docs | Arch ?Summit | GMTC | D2\ ?Forum
      | \d{1,2}C3 | try!\ ?Swift | Lead\ ?Dev | JS ?Conf | CSS ?conf | React\ (?:Conf|Europe|Native\ EU)
      | Elixir ?Conf | Rust ?Conf | Node ?Conf | Next\.js\ Conf | VueConf | ng-conf | Web\ Summit
      | Agile\ (?:Tour|France|Grenoble) | Berlin\ Buzzwords | CppCon | Meeting\ C\+\+ | Clojure/\w+
      | Clojure\ eXchange | linux\.conf\.au | rstudio::conf | posit::conf | useR! | LambdaConf | ZuriHac
      | BOB\ ?Konferenz
    )(?![a-z])
    | デブサミ | デベロッパーズサミット | オープンソースカンファレンス | フロントエンドカンファレンス | 技術書典
    """
)
"""Well-known series of events, each a name in itself."""
