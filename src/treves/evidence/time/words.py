"""The words of time in Dutch and English, and one pattern per language made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["CLOCKS", "WORDS", "TimeWords"]


@dataclass(frozen=True)
class TimeWords:
    """Word to meaning, and the compiled pattern of everything that is looked for."""

    weekdays: dict[str, int]
    parts: dict[str, str]
    months: dict[str, int]
    seasons: dict[str, str]
    days: dict[str, tuple[int, str]]
    past: frozenset[str]
    present: frozenset[str]
    coming: frozenset[str]
    units: dict[str, str]
    portions: dict[str, str]
    numbers: dict[str, int]
    before: frozenset[str]
    until: frozenset[str]
    after: frozenset[str]
    pattern: re.Pattern[str]


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


CLOCKS = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")

_NL_WEEKDAYS = {
    w: i for i, w in enumerate(["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"])
}
_NL_PARTS = {"ochtend": "morning", "morgen": "morning", "voormiddag": "morning", "middag": "afternoon",
             "namiddag": "afternoon", "avond": "evening", "nacht": "night"}  # fmt: skip
_NL_MONTHS = {w: i for i, w in enumerate(
    ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"], 1)}  # fmt: skip
_NL_SEASONS = {
    "lente": "spring",
    "voorjaar": "spring",
    "zomer": "summer",
    "herfst": "autumn",
    "najaar": "autumn",
    "winter": "winter",
}
_NL_DAYS = {
    "vandaag": (0, ""), "vanochtend": (0, "morning"), "vanmorgen": (0, "morning"), "vanmiddag": (0, "afternoon"),
    "vanavond": (0, "evening"), "vannacht": (0, "night"), "gisteren": (-1, ""), "gisterochtend": (-1, "morning"),
    "gistermorgen": (-1, "morning"), "gistermiddag": (-1, "afternoon"), "gisteravond": (-1, "evening"),
    "eergisteren": (-2, ""), "morgen": (1, ""), "morgenochtend": (1, "morning"), "morgenmiddag": (1, "afternoon"),
    "morgenavond": (1, "evening"), "overmorgen": (2, ""),
}  # fmt: skip
_NL_UNITS = {"dag": "day", "dagen": "day", "week": "week", "weken": "week", "maand": "month", "maanden": "month",
             "jaar": "year", "jaren": "year", "weekend": "weekend", "weekeinde": "weekend"}  # fmt: skip
_NL_NUMBERS = {
    "een": 1,
    "één": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
}
_NL_PAST = {"vorige", "vorig", "afgelopen", "voorbije"}
_NL_COMING = {"volgende", "volgend", "komende", "komend", "aanstaande"}
_NL_PRESENT = {"deze", "dit"}
_NL_PORTIONS = {
    "begin": "begin",
    "midden": "middle",
    "half": "middle",
    "medio": "middle",
    "eind": "end",
    "einde": "end",
}

_NL = rf"""
(?<![\w-])(?:
 (?P<vague>recentelijk|recent|onlangs|kortgeleden|(?:al\s)?(?:maanden|weken|jaren|dagen)(?:lang)?|(?:de|in\sde)\skomende\s(?:maanden|weken|jaren|dagen)
   |op\skorte\stermijn|al\ssnel)
|(?P<now>nu|momenteel)
|(?P<then>toen)
|(?:(?P<prep>vóór|voor|tegen|na|sinds|vanaf|uiterlijk|tot)\s(?:op\s|aan\s|en\smet\s)?)?(?:de\s|het\s)?(?:
   (?P<delay_n>{_any(_NL_NUMBERS)}|\d{{1,2}})\s(?P<delay_u>{_any(_NL_UNITS)})(?=\s(?:uitstel|respijt|langer))
  |(?:(?P<early>eerder|later|begin|eind|einde)\s)?(?:van\s)?(?:de\s|het\s)?(?P<rel>{_any(_NL_PAST | _NL_COMING | _NL_PRESENT)})\s(?P<rel_u>{_any(_NL_UNITS)}|{_any(_NL_WEEKDAYS)}|{_any(_NL_SEASONS)})(?P<rel_part>{_any(_NL_PARTS)})?
  |(?P<end_of>einde?|begin)\s(?:van\s)?(?:de|het|deze|dit)\s(?P<end_u>week|maand|jaar)
  |(?P<ell>{_any(_NL_WEEKDAYS)})-(?=\s(?:en|of)\s(?:{_any(_NL_WEEKDAYS)})(?P<ell_part>{_any(_NL_PARTS)}))
  |(?P<wd>{_any(_NL_WEEKDAYS)})(?P<wd_part>{_any(_NL_PARTS)})?
  |(?P<day>{_any(_NL_DAYS)})
  |(?P<portion>{_any(_NL_PORTIONS)})\s(?P<p_month>{_any(_NL_MONTHS)})(?:\s(?P<p_year>\d{{4}}))?
  |(?P<d>\d{{1,2}})\s(?P<d_month>{_any(_NL_MONTHS)})(?:\s(?P<d_year>\d{{4}}))?
  |(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
  |(?P<m>(?:(?<=in\s)|(?<=voor\s)|(?<=tot\s)|(?<=na\s)|(?<=sinds\s)|(?<=vanaf\s))(?:{_any(_NL_MONTHS)})|(?:{_any(_NL_MONTHS)})(?=\s\d{{4}}))(?:\s(?P<m_year>\d{{4}}))?
  |(?P<season>(?<=voor\sde\s)zomer|(?<=na\sde\s)zomer|(?<=voor\shet\s)zomerreces)
  |(?P<feast>pasen|kerst(?:mis)?)
  |(?P<weekend>weekend|weekeinde)
  |(?P<y>(?:19|20)\d\d)(?![-\d]|\s?(?:euro|woningen|mensen|asielzoekers|miljoen|miljard|plaatsen))
  )
|(?P<clock>(?:om|rond|vanaf|tot)\s(?P<clock_t>\d{{1,2}}(?:[.:]\d{{2}})?)\suur(?:\s(?P<clock_p>[’']s\s(?:nachts|ochtends|middags|avonds|morgens)))?)
)(?![\w])
"""

_EN_WEEKDAYS = {
    w: i for i, w in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_EN_PARTS = {"morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "evening"}
_EN_MONTHS = {w: i for i, w in enumerate(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1)}  # fmt: skip
_EN_SEASONS = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "autumn",
    "winter": "winter",
}
_EN_DAYS = {
    "today": (0, ""), "tonight": (0, "evening"), "this morning": (0, "morning"), "this afternoon": (0, "afternoon"),
    "this evening": (0, "evening"), "yesterday morning": (-1, "morning"), "yesterday afternoon": (-1, "afternoon"),
    "yesterday evening": (-1, "evening"), "yesterday": (-1, ""), "last night": (-1, "late"), "tomorrow morning": (1, "morning"),
    "tomorrow afternoon": (1, "afternoon"), "tomorrow evening": (1, "evening"), "tomorrow": (1, ""),
}  # fmt: skip
_EN_UNITS = {"day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
             "year": "year", "years": "year", "weekend": "weekend"}  # fmt: skip
_EN_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_EN_PAST, _EN_COMING, _EN_PRESENT = {"last", "past", "previous"}, {"next", "coming"}, {"this"}
_EN_PORTIONS = {
    "early": "begin",
    "mid": "middle",
    "late": "end",
    "the end of": "end",
    "end of": "end",
    "the beginning of": "begin",
}

_EN = rf"""
(?<![\w-])(?:
 (?P<vague>recently|(?:for\s)?(?:months|weeks)|(?:the\s)?coming\s(?:months|weeks|years|days)|in\sthe\sshort\sterm)
|(?P<now>now|currently)
|(?P<then>(?<=\s)then(?=[.,]?$))
|(?:(?P<prep>before|by|until|after|since|from|no\slater\sthan)\s)?(?:the\s)?(?:
   (?P<delay_n>{_any(_EN_NUMBERS)}|\d{{1,2}})[\s-](?P<delay_u>{_any(_EN_UNITS)})(?=[\s-](?:delay|postponement|extension))
  |(?P<day>{_any(_EN_DAYS)})
  |(?:(?P<early>earlier|later|early|late)\s)?(?P<rel>{_any(_EN_PAST | _EN_COMING | _EN_PRESENT)})\s(?P<rel_u>{_any(_EN_UNITS)}|{_any(_EN_WEEKDAYS)}|{_any(_EN_SEASONS)})(?:\s(?P<rel_part>{_any(_EN_PARTS)}))?
  |(?P<end_of>end|beginning)\sof\s(?:the|this)\s(?P<end_u>week|month|year)
  |(?P<wd>{_any(_EN_WEEKDAYS)})(?:\s(?P<wd_part>{_any(_EN_PARTS)}))?
  |(?P<portion>{_any(_EN_PORTIONS)})[\s-](?P<p_month>{_any(_EN_MONTHS)})(?:\s(?P<p_year>\d{{4}}))?
  |(?P<d>\d{{1,2}})\s(?P<d_month>{_any(_EN_MONTHS)})(?:\s(?P<d_year>\d{{4}}))?
  |(?P<us_month>{_any(_EN_MONTHS)})\s(?P<us_d>\d{{1,2}})(?!\d)(?:,?\s(?P<us_year>\d{{4}}))?
  |(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
  |(?P<m>(?:(?<=in\s)|(?<=before\s)|(?<=by\s)|(?<=until\s)|(?<=since\s)|(?<=after\s)|(?<=for\s))(?:{_any(_EN_MONTHS)})|(?:{_any(_EN_MONTHS)})(?=\s\d{{4}}))(?:\s(?P<m_year>\d{{4}}))?
  |(?P<season>(?<=before\sthe\s)summer|(?<=after\sthe\s)summer|(?<=before\s)summer)
  |(?P<feast>easter|christmas)
  |(?P<weekend>weekend)
  |(?P<y>(?:19|20)\d\d)(?![-\d]|\s?(?:euros?|homes|people|million|billion|places))
  )
|(?P<clock>(?:at|around)\s(?P<clock_t>\d{{1,2}}(?:[.:]\d{{2}})?)\s?(?P<clock_p>am|pm|a\.m\.|p\.m\.))
)(?![\w])
"""

_FLAGS = re.IGNORECASE | re.VERBOSE
WORDS = {
    "nl": TimeWords(
        _NL_WEEKDAYS, _NL_PARTS, _NL_MONTHS, _NL_SEASONS, _NL_DAYS, frozenset(_NL_PAST), frozenset(_NL_PRESENT),
        frozenset(_NL_COMING), _NL_UNITS, _NL_PORTIONS, _NL_NUMBERS, frozenset({"voor", "vóór"}),
        frozenset({"tegen", "uiterlijk", "tot"}), frozenset({"na", "vanaf", "sinds"}), re.compile(_NL, _FLAGS),
    ),
    "en": TimeWords(
        _EN_WEEKDAYS, _EN_PARTS, _EN_MONTHS, _EN_SEASONS, _EN_DAYS, frozenset(_EN_PAST), frozenset(_EN_PRESENT),
        frozenset(_EN_COMING), _EN_UNITS, _EN_PORTIONS, _EN_NUMBERS, frozenset({"before"}),
        frozenset({"by", "until", "no later than"}), frozenset({"after", "since", "from"}), re.compile(_EN, _FLAGS),
    ),
}  # fmt: skip
