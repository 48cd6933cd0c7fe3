"""Rules for times told from another time: "Friday", "last week", "two weeks ago", "a day earlier", "the same day".

Most are told from the anchor (`Scene.anchor`); "the same day", "the following week", "a year earlier" from the day that the
text has named last (`Scene.previous`). Where that is missing they get a value with XXXX and no calendar stretch.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.understand.language import words as listed
from sayso.understand.times import calendar_arithmetic as calendar
from sayso.understand.times.calendar_arithmetic import Stretch
from sayso.understand.times.rule import Match, Rule, Scene
from sayso.understand.times.spans import CLOCK_UNITS, COUNT, count_of
from sayso.vocabulary import TimexType

UNKNOWN = {
    "D": "XXXX-XX-XX",
    "T": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
}
MAX_COUNT = 100_000


def told_from(base: date | None, count: int, unit: str) -> Stretch | None:
    """The unit `count` units from the one that `base` is in; a value with XXXX where there is no base.

    None for a unit that the calendar does not count (hours).
    """
    if base is None:
        return calendar.unresolved(UNKNOWN[unit]) if unit in UNKNOWN else None
    made = calendar.move(base, count, unit) if abs(count) <= MAX_COUNT else None
    return calendar.part_of(made, "NI") if made and unit == "T" else made


def _deictic(match: Match, scene: Scene) -> Stretch | None:
    offset, _, part = match.value("deictic").partition(",")
    made = told_from(scene.anchor, int(offset), "D")
    return calendar.part_of(made, part) if made and part else made


def _overnight(match: Match, scene: Scene) -> Stretch | None:
    """The night up to the morning of writing: it touches two days."""
    if scene.anchor is None:
        return calendar.unresolved("XXXX-XX-XXTNI", TimexType.TIME)
    eve = calendar.add_days(scene.anchor, -1) or scene.anchor
    made = calendar.days(eve, scene.anchor, f"{scene.anchor.isoformat()}TNI")
    return replace(made, type=TimexType.TIME, anchor=scene.anchor)


def _weekday(match: Match, scene: Scene) -> Stretch | None:
    """The last such day up to the anchor itself, or the coming one in a forward clause or after "next"."""
    number = int(match.value("weekday"))
    if match.has("week"):
        return _weekday_of_week(match, scene, number)
    if scene.anchor is None:
        return calendar.unresolved(f"XXXX-WXX-{number}")
    back = (scene.anchor.isoweekday() - number) % 7
    step = int(match.value("which")) if match.has("which") else 0
    forward = scene.forward if step == 0 else step > 0
    offset = (7 - back) % 7 if forward else -back
    if offset == 0 and step:
        offset = 7 * step
    made = calendar.add_days(scene.anchor, offset)
    return replace(calendar.day(made), anchor=scene.anchor) if made else None


def _weekday_of_week(match: Match, scene: Scene, number: int) -> Stretch | None:
    """ "Friday of last week", "Monday this week"."""
    if scene.anchor is None or match.value("week_unit") != "W":
        return None
    made = calendar.add_days(scene.anchor, 7 * int(match.value("week")) + number - scene.anchor.isoweekday())
    return replace(calendar.day(made), anchor=scene.anchor) if made else None


def _told_unit(match: Match, scene: Scene) -> Stretch | None:
    """ "last week", "this year", "the next month"."""
    unit, step = match.value("unit"), int(match.value("which"))
    if unit in CLOCK_UNITS or match.is_class("which", "past"):
        return None
    if match.is_class("unit", "part"):
        return _told_part(match, scene, step)
    if match.is_class("which", "following") or (match.is_class("which", "previous") and unit in calendar.STEPS):
        return told_from(scene.previous, step, unit)
    if match.words.lower(match.found.start()) == "the" and unit == "D" and match.is_class("which", "next"):
        return told_from(scene.previous, step, unit)
    return told_from(scene.anchor, step, unit)


def _told_part(match: Match, scene: Scene, step: int) -> Stretch | None:
    """ "last night" is the night before the day of writing, "this morning" its morning."""
    code = match.value("unit")
    if step and code not in ("NI", "EV"):
        return None
    made = told_from(scene.anchor, step, "D")
    return made and calendar.part_of(made, code)


def _weekend(match: Match, scene: Scene) -> Stretch | None:
    """ "the weekend": the one that lies behind or is on, the coming one in a forward clause."""
    if match.value("unit") != "WE":
        return None
    on = scene.anchor is None or scene.forward or scene.anchor.isoweekday() >= 6
    return told_from(scene.anchor, 0 if on else -1, "WE")


def _ago(match: Match, scene: Scene) -> Stretch | None:
    """As precise as its unit: "two weeks ago" is a week, "three years ago" a year."""
    count, unit = count_of(match, "count"), match.value("unit")
    if count is None or not float(count).is_integer():
        return calendar.unresolved("PAST_REF")
    if unit in CLOCK_UNITS:
        return told_from(scene.anchor, 0, "D") if scene.anchor and float(count) < 6 else calendar.unresolved("PAST_REF")
    return told_from(scene.anchor, -int(count), unit) or calendar.unresolved("PAST_REF")


def _shifted(match: Match, scene: Scene) -> Stretch | None:
    """ "a day earlier", "three months later": from the day named last. "Later than planned" measures a duration."""
    if match.after == "than":
        return None
    count, unit = count_of(match, "count"), match.value("unit")
    sign = -1 if match.words.lower(match.found.start("shift")) == "earlier" else 1
    if count is None or not float(count).is_integer():
        return calendar.unresolved("PAST_REF") if sign < 0 else None
    return told_from(scene.previous, sign * int(count), unit)


def _day_beside(match: Match, scene: Scene) -> Stretch | None:
    """ "the day before", "the year after" at the end of a clause; with an event after it, it waits for that event."""
    if match.after not in listed("time_clause_ends"):
        return None
    return told_from(scene.previous, int(match.value("side")), match.value("unit"))


def _same(match: Match, scene: Scene) -> Stretch | None:
    unit = match.value("unit")
    if match.is_class("unit", "part"):
        made = told_from(scene.previous, 0, "D")
        return made and calendar.part_of(made, unit)
    return told_from(scene.previous, 0, unit)


def _reference(match: Match, scene: Scene) -> Stretch | None:
    return calendar.unresolved(match.value("reference")) if match.after != "-" else None


def _the_past(match: Match, scene: Scene) -> Stretch | None:
    return calendar.unresolved("PAST_REF") if match.after in listed("time_clause_ends") else None


def _current(match: Match, scene: Scene) -> Stretch | None:
    return calendar.unresolved("PRESENT_REF")


def _recent(match: Match, scene: Scene) -> Stretch | None:
    return calendar.unresolved("PAST_REF")


WHICH = "(?P<which><last>|<past>|<previous>|<this>|<next>|<following>|<current>)"

RULES = (
    Rule("day from today", "<edge>?(?P<deictic><deictic>)", _deictic),
    Rule("overnight", "(?P<overnight><overnight>)", _overnight),
    Rule("weekday", "(?P<which><last>|<this>|<next>)?(?P<weekday><weekday>)", _weekday),
    Rule("weekday of a week", "(?P<weekday><weekday>)<of>?(?P<week><last>|<this>|<next>)(?P<week_unit><unit>)", _weekday),
    Rule("told unit", f"<edge>?(?:<in>?<the>)?{WHICH}(?P<unit><unit>|<part>|<quarter>)", _told_unit),
    Rule("weekend", "<the>(?P<unit><unit>)", _weekend),
    Rule("ago", f"<about>?<about>?{COUNT}<dash>?<consecutive>?(?P<unit><unit>|<units>)<ago>", _ago),
    Rule("earlier or later", f"<about>?<about>?{COUNT}(?P<unit><unit>|<units>)(?P<shift><shift>)", _shifted),
    Rule("day beside", "<the>(?P<unit><unit>)(?P<side><side>)", _day_beside),
    Rule("same unit", "(?:<the>?<same>|<that>)(?P<unit><unit>|<part>)", _same),
    Rule("reference", "(?P<reference><reference>)", _reference),
    Rule("the past", "<the><recent>?<past>", _the_past),
    Rule("current", "<current>", _current),
    Rule("recent unit", "<recent>(?P<unit><unit>|<units>)?", _recent),
)
