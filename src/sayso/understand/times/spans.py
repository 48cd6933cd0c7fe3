"""Rules for durations and for what recurs: "three days", "a six-month", "the past few days", "every Friday", "weekly".

Values are ISO 8601 durations; X stands for a count that the words leave open (P3D, PT24H, PXY). The past or next so many
units are a calendar stretch as well: they end or begin at the anchor.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.types import Token
from sayso.understand.language import words as listed
from sayso.understand.times import calendar_arithmetic as calendar
from sayso.understand.times.calendar_arithmetic import Stretch
from sayso.understand.times.rule import Match, Rule, Scene
from sayso.understand.times.words import letters
from sayso.vocabulary import TimexType

CLOCK_UNITS = {"H": "H", "N": "M", "S": "S"}
HALVES = {"H": "PT30M", "Y": "P6M", "D": "PT12H"}
DATE_UNITS = {
    "D": (1, "D"),
    "T": (1, "D"),
    "W": (1, "W"),
    "WE": (1, "WE"),
    "M": (1, "M"),
    "Q": (1, "Q"),
    "Y": (1, "Y"),
    "E": (10, "Y"),
    "C": (100, "Y"),
}
DAYS = {"D": 1, "T": 1, "W": 7, "H": 1 / 24}
"""Days of the units whose stretches before or after the anchor are certain to the day."""
MAX_DAYS = 100_000

COUNT = (
    "(?P<count><a>?<vague><of>?|<a><half>?|<half><a>?|<digit>|<number>|<year>|<hhmm>"
    "|<cardinal>(?:<dash>?<cardinal>)?)(?P<half><dash>?<and><dash>?<a><dash>?<half>)?"
)


def count_of(match: Match, group: str) -> str | None:
    """The number of a COUNT as digits, a half as ".5"; None where the words leave it open."""
    total, words = 0.0, match.words
    for at in match.places(group):
        letter, value = words.letters[at], words.values[at]
        if letter == letters()["vague"]:
            return None
        if letter == letters()["half"]:
            total = 0.5
        elif letter == letters()["a"]:
            total = total or 1
        elif value:
            total = _with(total, value.replace(",", "")) if value.replace(",", "").replace(".", "", 1).isdigit() else total
    return f"{total + (0.5 if match.has('half') or match.has('half_after') else 0):g}" if total < 1e6 else f"{int(total)}"


def _with(total: float, value: str) -> float:
    """ "a hundred", "two hundred" multiply; "twenty-five" adds."""
    number = float(value)
    return total * number if total and number in (12, 100) else total + number if total >= 20 else number


def _period(count: str | None, unit: str) -> str:
    """An ISO 8601 duration. A decade is ten years, a half decade five."""
    if count == "0.5" and unit in HALVES:
        return HALVES[unit]
    if unit in CLOCK_UNITS:
        return f"PT{count or 'X'}{CLOCK_UNITS[unit]}"
    times, sign = DATE_UNITS[unit]
    return f"P{(count and f'{float(count) * times:.10g}') or 'X'}{sign}" if times > 1 else f"P{count or 'X'}{sign}"


def _duration(match: Match, scene: Scene) -> Stretch | None:
    """An age ("19-year-old") is no time; after a number, "a year" is a rate and recurs."""
    if _is_age(match) or match.before in listed("time_not_before_duration"):
        return None
    value = _period(count_of(match, "count"), match.value("unit"))
    rate = match.is_class("count", "a") and match.found.start() > 0 and match.before[:1].isdigit()
    return Stretch(TimexType.SET if rate else TimexType.DURATION, value)


def _is_age(match: Match) -> bool:
    at = match.found.end()
    beside = match.words.lower(at) if match.words.lower(at) != "-" else match.words.lower(at + 1)
    return beside in listed("time_age") or match.before in ("aged", "age")


def _units(match: Match, scene: Scene) -> Stretch | None:
    """A bare plural: "for years", "in minutes", "decades-long"."""
    if match.value("unit") == "WE" or not (
        match.before in listed("time_before_units") or match.after in listed("time_after_units")
    ):
        return None
    return Stretch(TimexType.DURATION, _period(None, match.value("unit")))


def _around_anchor(match: Match, scene: Scene) -> Stretch | None:
    """ "the past few days", "the next two weeks", "the last 24 hours", "the past decade"."""
    count = count_of(match, "count") if match.has("count") else None if match.has("open") else "1"
    unit, step = match.value("unit"), int(match.value("which"))
    base = Stretch(TimexType.DURATION, _period(count, unit))
    if scene.anchor is None or count is None or unit not in DAYS or float(count) * DAYS[unit] > MAX_DAYS:
        return base
    other = calendar.add_days(scene.anchor, step * max(1, round(float(count) * DAYS[unit])))
    made = calendar.days(scene.anchor, other, base.value) if other else None
    return replace(made, type=TimexType.DURATION, anchor=scene.anchor) if made else base


def _every_unit(match: Match, scene: Scene) -> Stretch | None:
    return Stretch(TimexType.SET, _period(count_of(match, "count") if match.has("count") else "1", match.value("unit")))


def _every_weekday(match: Match, scene: Scene) -> Stretch | None:
    part = f"T{match.value('part')}" if match.has("part") else ""
    return Stretch(TimexType.SET, f"XXXX-WXX-{match.value('weekday')}{part}")


def _every_month(match: Match, scene: Scene) -> Stretch | None:
    return Stretch(TimexType.SET, f"XXXX-{int(match.value('month')):02}")


def _every_part(match: Match, scene: Scene) -> Stretch | None:
    return Stretch(TimexType.SET, f"XXXX-XX-XXT{match.value('part')}")


def _again(match: Match, scene: Scene) -> Stretch | None:
    token: Token = match.words.tokens[match.found.start()]
    return Stretch(TimexType.SET, match.value("again")) if token.text == token.lower else None


RULES = (
    Rule(
        "duration",
        f"<about>?<about>?{COUNT}<dash>?<consecutive>?<dash>?(?P<unit><unit>|<units>)(?P<half_after><and><a><half>)?",
        _duration,
    ),
    Rule("bare units", "(?P<unit><units>)", _units),
    Rule(
        "units around now",
        f"<the>?(?P<which><last>|<past>|<next>|<previous>)<about>?{COUNT}<consecutive>?(?P<unit><unit>|<units>)",
        _around_anchor,
    ),
    Rule("past unit", "<the>(?P<which><past>)(?P<unit><unit>)", _around_anchor),
    Rule("past units", "<the>?(?P<which><past>|<last>|<next>)(?P<open>)(?P<unit><units>)", _around_anchor),
    Rule("every unit", f"<every>(?:{COUNT})?(?P<unit><unit>|<units>)", _every_unit),
    Rule("every weekday", "<every>(?P<weekday><weekday>)(?P<part><part>)?", _every_weekday),
    Rule("every part", "<every>(?P<part><part>)", _every_part),
    Rule("weekdays", "(?P<weekday><weekdays>)", _every_weekday),
    Rule("every month", "<every>(?P<month><month>)", _every_month),
    Rule("again", "(?P<again><again>)", _again),
)
