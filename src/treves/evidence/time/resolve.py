"""From a match of the words of time to an interval and a role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from treves.evidence.lexicon import Lexicon, load_cues
from treves.evidence.time.interval import Interval, TimeExpression, TimeRole, month, season, week, year
from treves.evidence.time.near import date_near, feast_near, month_near, season_near, weekday_near
from treves.evidence.time.tense import is_statement_time, looks_back
from treves.evidence.time.words import CLOCKS, TimeWords

__all__ = ["Resolver", "TimeMemory"]


@dataclass
class TimeMemory:
    """What later expressions lean on: the last event ("toen") and the last deadline ("een week uitstel")."""

    event: Interval | None = None
    day: Interval | None = None
    deadline: Interval | None = None
    calendar: dict[str, Interval] = field(default_factory=dict)


@lru_cache(maxsize=8)
def _speech_words(language: str) -> frozenset[str]:
    speech = [cue for cue in load_cues(language) if cue.is_speech]
    return frozenset(form[0] for cue in speech for form in cue.forms if len(form) == 1) | frozenset(
        {"weten", "told", "zei", "zegt", "said", "says"}
    )


class Resolver:
    """Resolves one match of a language's pattern of times."""

    def __init__(
        self, text: str, start: int, end: int, today: date, lexicon: Lexicon, words: TimeWords, memory: TimeMemory,
        match: re.Match[str],
    ) -> None:  # fmt: skip
        self.text, self.start, self.end, self.today = text, start, end, today
        self.lexicon, self.words, self.memory, self.match = lexicon, words, memory, match
        self.groups = {name: value.lower() for name, value in match.groupdict().items() if value}
        self.back = looks_back(text, start, end, match.start(), lexicon)

    def resolve(self) -> TimeExpression | None:
        """Return the expression with its interval and role, None where it is no time at all."""
        groups = self.groups
        prep = groups.get("prep", "")
        is_plan = False
        a, b = self.match.start(), self.match.end()
        if prep:
            body = a + len(self.match["prep"])
            before = self.text[max(self.start, a - 12) : a].split()
            particles = {"aan", "gepland", "voorzien", "planned", "scheduled"}
            # "kondigden een staking aan voor begin december": a plan for then, not a limit before it.
            is_plan = prep in {"voor", "voor "} and bool(before) and before[-1].lower() in particles
            is_plain = prep in {"tot", "na", "voor", "tegen", "from", "after"} and (
                "y" in groups and prep in {"voor", "na", "from", "after"}
            )
            if is_plan or (is_plain and prep in {"from"}):
                prep = ""
                while self.text[body].isspace():
                    body += 1
                a = body
        if prep in {"voor", "for"} and "rel" in groups and groups["rel_u"] in {"jaar", "year"}:
            prep, a = "", a + 5
        back = (
            self.back
            and not is_plan
            and not (prep in self.words.before | self.words.until | self.words.after and prep not in {"sinds", "since"})
        )
        try:
            interval = self._interval(back=back)
        except (OverflowError, ValueError):  # before year 1 or after 9999: no day that a calendar here has
            interval = None
        if interval is False:
            return None
        role = self._role(prep)
        if not prep:
            a = self._without_article(a)
        if isinstance(interval, Interval) and prep:
            try:
                interval = self._bounded(interval, prep)
            except OverflowError:
                interval = None
        return TimeExpression(a, b, self.text[a:b], interval if isinstance(interval, Interval) else None, role)

    def _without_article(self, a: int) -> int:
        for article in ("de ", "het ", "the "):
            if self.text[a : a + len(article)].lower() == article and "vague" not in self.groups:
                return a + len(article)
        return a

    def _role(self, prep: str) -> TimeRole:
        groups = self.groups
        if "delay_n" in groups or (
            "vague" in groups and groups["vague"] not in {"recent", "recentelijk", "onlangs", "recently"}
        ):
            return "duration"
        if prep in self.words.before | self.words.until | {"sinds", "since"} and prep:
            return "deadline" if prep not in {"sinds", "since"} else "duration"
        if not self.back and re.search(
            r"\bom\s(?:\w+\s){0,2}$|\bto\s\w+\s\w+\s$",
            self.text[max(self.start, self.match.start() - 30) : self.match.start()],
        ):
            return "deadline"
        if is_statement_time(
            self.text,
            self.start,
            self.end,
            self.match.start(),
            self.lexicon,
            _speech_words(self.lexicon.language),
        ):
            return "statement"
        return "event"

    def _bounded(self, interval: Interval, prep: str) -> Interval:
        if prep in self.words.before:
            if (
                {"season"} & set(self.groups)
                or self.groups.get("end_of")
                or self.groups.get("portion") in {"eind", "einde", "end of", "the end of"}
            ):
                return Interval(None, interval.last)
            first = interval.first
            return Interval(None, first - timedelta(days=1) if first else None)
        if prep in self.words.until:
            return Interval(None, interval.last, "", interval.to_clock)
        if prep in {"sinds", "since", "vanaf", "from"}:
            return Interval(interval.first, None, interval.from_clock)
        return Interval(interval.last + timedelta(days=1) if interval.last else None, None)

    def _interval(self, *, back: bool) -> Interval | bool | None:
        """Return the interval, None where the expression is no date, False where it is no time at all."""
        g, words, today = self.groups, self.words, self.today
        if "vague" in g:
            return Interval(None, today) if g["vague"] in {"recent", "recentelijk", "onlangs", "recently"} else None
        if "now" in g:
            return Interval.day(today)
        if "then" in g:
            before = self.text[max(self.start, self.match.start() - 2) : self.match.start()].strip()
            if self.match.start() == self.start or before.endswith((",", "“", "‘")):
                return False
            return self.memory.event
        if "delay_n" in g:
            anchor = (self.memory.deadline or self.memory.event or Interval.day(today)).last or today
            count = words.numbers.get(g["delay_n"]) or int(g["delay_n"])
            unit = words.units[g["delay_u"]]
            days = {"day": 1, "week": 7, "month": 30, "year": 365, "weekend": 2}[unit] * count
            return Interval(anchor, anchor + timedelta(days=days))
        if "day" in g:
            shift, part = words.days[g["day"]]
            when = today + timedelta(days=shift)
            if part == "late":
                return Interval(when, today, "18:00", "05:59")
            return Interval.day(when, part)
        if "rel" in g:
            return self._relative()
        if "end_of" in g:
            unit = words.units[g["end_u"]]
            whole = (
                week(today)
                if unit == "week"
                else month(today.year, today.month)
                if unit == "month"
                else year(today.year)
            )
            is_end = g["end_of"] not in {"begin", "beginning"}
            if unit == "month":
                return month(today.year, today.month, "end" if is_end else "begin")
            return Interval(whole.last, whole.last) if is_end and whole.last else Interval(whole.first, whole.first)
        if "ell" in g:
            return Interval.day(weekday_near(today, words.weekdays[g["ell"]], back=back), words.parts[g["ell_part"]])
        if "wd" in g:
            return Interval.day(
                weekday_near(today, words.weekdays[g["wd"]], back=back), words.parts.get(g.get("wd_part", ""), "")
            )
        if "portion" in g:
            return month_near(
                today, words.months[g["p_month"]], g.get("p_year"), words.portions[g["portion"]], back=back
            )
        if "d" in g or "us_d" in g:
            day, name = (g["d"], g["d_month"]) if "d" in g else (g["us_d"], g["us_month"])
            return date_near(today, int(day), words.months[name], g.get("d_year") or g.get("us_year"), back=back)
        if "iso" in g:
            try:
                return Interval.day(date.fromisoformat(g["iso"]))
            except ValueError:
                return False
        if "m" in g:
            return month_near(today, words.months[g["m"]], g.get("m_year"), "", back=back)
        if "season" in g:
            return self._summer()
        if "feast" in g:
            return self._feast(back=back)
        if "weekend" in g:
            if "prep" not in g:
                return False
            whole = week(today)
            return Interval(whole.last - timedelta(days=1), whole.last) if whole.last else None
        if "y" in g:
            return year(int(g["y"]))
        if "clock" in g:
            return self._clock()
        return False

    def _relative(self) -> Interval | bool | None:
        g, words, today = self.groups, self.words, self.today
        shift = -1 if g["rel"] in words.past else 1 if g["rel"] in words.coming else 0
        name = g["rel_u"]
        if name in words.weekdays:
            delta = (words.weekdays[name] - today.weekday()) % 7
            delta = delta - 7 if shift < 0 and delta else delta or 7 * (shift > 0)
            if shift > 0 and g["rel"] in {"volgende", "next"} and delta < 7 - today.weekday():
                delta += 7
            return Interval.day(today + timedelta(days=delta), words.parts.get(g.get("rel_part", ""), ""))
        if name in words.seasons:
            return season_near(today, words.seasons[name], shift)
        unit = words.units[name]
        if name.endswith(("en", "s")) and unit != "weekend" and name not in {"days"}:
            return None
        if unit == "day":
            return None
        if unit == "weekend":
            whole = week(
                today,
                min(shift, 0) if shift <= 0 else 0 if g["rel"] in {"komend", "komende", "coming"} else 1,
            )
            return Interval(whole.last - timedelta(days=1), whole.last) if whole.last else None
        whole = (
            week(today, shift)
            if unit == "week"
            else month(today.year, today.month + shift)
            if unit == "month" and today.month + shift > 0
            else month(today.year - 1, 12)
            if unit == "month"
            else year(today.year + shift)
        )
        early = g.get("early", "")
        if unit == "month" and early in {"begin", "early", "eind", "einde", "late"} and whole.first:
            part = "begin" if early in {"begin", "early"} else "end"
            return month(whole.first.year, whole.first.month, part)
        if early in {"eerder", "earlier"} and shift == 0:
            return Interval(whole.first, today)
        if early in {"later"} and shift == 0:
            return Interval(today, whole.last)
        return whole

    def _summer(self) -> Interval:
        """Return the end of "before the summer" as politics means it: the recess, where the language knows its day."""
        if "summer" in self.memory.calendar:
            known = self.memory.calendar["summer"]
            return Interval(None, known.first)
        if self.lexicon.language == "nl":
            # The Dutch House rises on the first Friday from 4 July on (recess calendars 2021-2025).
            year_ = self.today.year + (self.today.month > 8)
            fourth = date(year_, 7, 4)
            rises = fourth + timedelta(days=(4 - fourth.weekday()) % 7)
            return Interval(rises, rises)
        coming = season_near(self.today, "summer", 0)
        first = coming.first or self.today
        if first <= self.today:
            first = season("summer", self.today.year + 1).first or first
        return Interval(None, first - timedelta(days=1))

    def _feast(self, *, back: bool) -> Interval | bool:
        if "prep" not in self.groups and not re.search(
            r"(?:met|at|over|rond)\s$", self.text[max(0, self.match.start() - 6) : self.match.start()]
        ):
            return False

        return feast_near(self.today, self.groups["feast"], back=back)

    def _clock(self) -> Interval | bool | None:
        match = CLOCKS.match(self.groups["clock_t"])
        if match is None:
            return False
        hour, minute = int(match[1]), int(match[2] or 0)
        half = self.groups.get("clock_p", "")
        if half.startswith("p") or half.endswith(("middags", "avonds")):
            hour += 12 * (hour < 12)
        if hour > 24 or minute > 59:
            return False
        anchor = self.memory.day.last if self.memory.day and self.memory.day.last else self.today
        behind = re.match(
            rf"\W+(?:op|on)?\s?({'|'.join(self.words.weekdays)})\b", self.text[self.match.end() : self.end], re.I
        )
        if behind is not None:
            anchor = weekday_near(self.today, self.words.weekdays[behind[1].lower()], back=self.back)
        clock = f"{hour % 24:02d}:{minute:02d}"
        return Interval(anchor, anchor, clock, clock)
