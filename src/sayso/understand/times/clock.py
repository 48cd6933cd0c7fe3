"""Rules for parts of days and for the clock: "Friday morning", "late Tuesday", "9 p.m. local time on Saturday", "14:30 GMT".

They are made of a date rule and something beside it; the date is read by the date rules themselves. Clock times stay as the
text has them: `Stretch.start` is in the zone of the text, only the TIMEX3 value of a time in GMT or UTC ends with Z.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.understand.language import words as listed
from sayso.understand.times import calendar_arithmetic as calendar
from sayso.understand.times import dates as time_dates
from sayso.understand.times import relative as time_relative
from sayso.understand.times.calendar_arithmetic import Stretch
from sayso.understand.times.rule import Family, Match, Rule, Scene, anonymous
from sayso.vocabulary import TimePrecision, TimexType

DATES = (*time_dates.RULES[:-1], *time_relative.RULES)
"""Every rule that gives a date; the last of the date rules catches names that are none."""
DATE = anonymous(DATES)
_dates = Family.of(DATES)


def _date_of(match: Match, scene: Scene) -> Stretch | None:
    return _dates.whole(match.words, match.places("date"), scene) if match.has("date") else None


def _part(match: Match, scene: Scene) -> Stretch | None:
    """A part of a day that is named; of a longer stretch there are no mornings."""
    base = _date_of(match, scene)
    if base is None or (base.precision is not TimePrecision.DAY and base.start is not None):
        return None
    if base.type is not TimexType.DATE or base.value.endswith("_REF"):
        return None
    return calendar.part_of(base, match.value("part"))


def _bare_part(match: Match, scene: Scene) -> Stretch | None:
    """ "in the morning", "at dawn": of the day that the text has named last."""
    if match.before not in listed("time_before_part"):
        return None
    if scene.previous is None:
        return calendar.unresolved(f"XXXX-XX-XXT{match.value('part')}", TimexType.TIME)
    return calendar.part_of(replace(calendar.day(scene.previous), anchor=scene.previous), match.value("part"))


def _edge(match: Match, scene: Scene) -> Stretch | None:
    """ "late Tuesday", "early 2017", "mid-January", "the end of 2008": the stretch as a whole; the edge is not narrowed."""
    return _date_of(match, scene)


def _limit(match: Match, scene: Scene) -> Stretch | None:
    """ "the end of the year", "late in the day": of the one that the text is about."""
    unit = match.value("unit")
    return time_relative.told_from(scene.previous or scene.anchor if unit == "D" else scene.anchor, 0, unit)


def _clock(match: Match, scene: Scene) -> Stretch | None:
    """A time of day on its date: the one beside it, else the one that the text has named last, else the day of writing."""
    time = _time_of(match)
    if time is None:
        return None
    told = _date_of(match, scene)
    if match.has("date") and (told is None or (told.precision is not TimePrecision.DAY and told.start is not None)):
        return None
    zone = "Z" if match.value("zone") == "Z" else ""
    if told is not None:
        return _at(told.value, time, zone, told.anchor)
    if scene.previous is not None:
        return _at(scene.previous.isoformat(), time, zone, scene.previous)
    day = scene.anchor.isoformat() if scene.anchor else calendar.UNKNOWN_DAY
    return calendar.unresolved(_at(day, time, zone, None).value, TimexType.TIME)


def _at(day: str, time: str, zone: str, anchor: date | None) -> Stretch:
    """`time` is 21, 21:30, or 24:00 for midnight, which may be either end of the day: its stretch is the day.

    No stretch is known where `day` holds an X.
    """
    value = f"{day}T{time}{':00' if len(time) == 2 else ''}{zone}"
    if calendar.parse_day(day) is None or len(day) != 10:
        return calendar.unresolved(value, TimexType.TIME)
    if time == "24:00":
        return replace(calendar.day(date.fromisoformat(day)), type=TimexType.TIME, value=value, anchor=anchor)
    precision = TimePrecision.HOUR if len(time) == 2 else TimePrecision.MINUTE
    return Stretch(TimexType.TIME, value, f"{day}T{time}", f"{day}T{time}", precision, anchor)


def _time_of(match: Match) -> str | None:
    """Hour, or hour and minute; None where the figures are no time of day."""
    if match.has("moment"):
        return match.value("moment")[1:]
    written, minute = match.value("hour"), match.number("minute")
    if match.is_class("hour", "digit"):
        hour = int(written)
    else:
        whole, _, rest = written.partition(".") if "." in written else (written[:-2], "", written[-2:])
        if not (whole.isdigit() and rest.isdigit() and len(whole) <= 2 and len(rest) == 2):
            return None
        hour, minute = int(whole), int(rest)
    return _written(hour, minute, match.value("half_day"))


def _written(hour: int, minute: int | None, half: str) -> str | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or (minute or 0) > 59:
        return None
    return f"{hour:02}" if minute is None else f"{hour:02}:{minute:02}"


HOUR_MINUTE = "(?P<hour><digit>)<colon>(?P<minute><digit>)(?:<colon><digit>)?"
ZONE = "(?P<zone><zone>)"
TIMES = (
    ("on the clock", f"{HOUR_MINUTE}(?P<half_day><half_day>)?{ZONE}?"),
    ("hour", f"(?P<hour><digit>|<number>)(?:(?P<half_day><half_day>){ZONE}?|<oclock>)"),
    ("four digits", f"(?P<hour><hhmm>|<year>|<number>|<digit>){ZONE}"),
    ("noon", "(?P<moment><moment>)"),
)
RULES = (
    Rule("part of a day", f"(?:<edge><on>?)?(?P<date>{DATE})<comma>?(?P<part><part>)", _part),
    Rule("part of that day", f"(?:<edge>|<the>)?(?P<part><part>)(?:<of>|<on>)(?P<date>{DATE})", _part),
    Rule("bare part", "(?:<the>)?(?P<part><part>)", _bare_part),
    Rule("edge", f"<the>?(?:<edge>|<shift>)<dash>?<in>?<on>?(?P<date>{DATE})", _edge),
    Rule("limit", f"<the>?<limit><of>(?P<date>{DATE})", _edge),
    Rule("limit of this unit", "<the>?(?:<limit><of>|<edge><in>)<the>(?P<unit><unit>)", _limit),
    *(Rule(f"{name}, then date", f"{time}<comma>?(?:<on>)?(?P<date>{DATE})", _clock) for name, time in TIMES),
    *(Rule(f"date, then {name}", f"(?P<date>{DATE})<comma>?<at>?{time}", _clock) for name, time in TIMES),
    *(Rule(name, time, _clock) for name, time in TIMES),
)
