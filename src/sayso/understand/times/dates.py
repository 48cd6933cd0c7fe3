"""Rules for dates that name their place in the calendar: "5 January 2022", "Jan. 5", "the third quarter of 2008", "the 1990s".

Where the year is missing, it is taken from the anchor (`_nearest`); without an anchor the value says XXXX and no stretch is
given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sayso.types import Token
from sayso.understand.language import words as listed
from sayso.understand.times import calendar_arithmetic as calendar
from sayso.understand.times.calendar_arithmetic import Stretch
from sayso.understand.times.rule import Match, Rule, Scene
from sayso.vocabulary import TimePrecision, TimexType

SOON = 60
"""Days ahead within which a day without a year, in a clause without a sign of the future, is taken as the coming one."""


def _year(match: Match, group: str = "year") -> int | None:
    """The year of a group; of two digits, the one from 1970 to 2069."""
    number = match.number(group)
    return number if number is None or number >= 100 else number + (1900 if number >= 70 else 2000)


def _nearest(scene: Scene, make: Callable[[int], date | None]) -> date | None:
    """The day that `make` gives for the year that fits: the coming one in a forward clause or when near, else the last one."""
    if scene.anchor is None:
        return None
    anchor = scene.anchor
    candidates = [d for d in map(make, (anchor.year - 1, anchor.year, anchor.year + 1)) if d]
    ahead = min((d for d in candidates if d >= anchor), default=None)
    behind = max((d for d in candidates if d <= anchor), default=None)
    if ahead and (scene.forward or behind is None or min(SOON, (anchor - behind).days) > (ahead - anchor).days):
        return ahead
    return behind


def _iso(match: Match, scene: Scene) -> Stretch | None:
    made = calendar.make_day(int(match.value("year")), int(match.value("month")), int(match.value("day")))
    return calendar.day(made) if made else None


def _slashed(match: Match, scene: Scene) -> Stretch | None:
    """Only where the order of day and month is certain: 13/1/2022, 1/13/2022, 1/1/2022."""
    first, second, year = int(match.value("first")), int(match.value("second")), _year(match)
    if year is None or (first != second and first <= 12 and second <= 12):
        return None
    made = calendar.make_day(year, *((second, first) if first > 12 else (first, second)))
    return calendar.day(made) if made else None


def _month_day(match: Match, scene: Scene) -> Stretch | None:
    return _dated(match, scene, match.number("day") or 0)


def _of_told_year(match: Match, scene: Scene) -> Stretch | None:
    """ "June 12 last year"."""
    if scene.anchor is None or match.value("unit") != "Y":
        return None
    year = scene.anchor.year + int(match.value("which"))
    made = calendar.make_day(year, int(match.value("month")), int(match.value("day")))
    return replace(calendar.day(made), anchor=scene.anchor) if made else None


def _dated(match: Match, scene: Scene, number: int) -> Stretch | None:
    month, year = int(match.value("month")), _year(match)
    if calendar.make_day(2000, month, number) is None:
        return None
    if year is not None:
        made = calendar.make_day(year, month, number)
        return calendar.day(made) if made else None
    made = _nearest(scene, lambda y: calendar.make_day(y, month, number))
    if made is None:
        return calendar.unresolved(f"XXXX-{month:02}-{number:02}")
    return replace(calendar.day(made), anchor=scene.anchor)


def _day_range(match: Match, scene: Scene) -> Stretch | None:
    """ "2 to 5 January", "Jan. 2-5": one expression, an ISO 8601 interval."""
    first, last = _dated(match, scene, match.number("first") or 0), _dated(match, scene, match.number("last") or 0)
    if first is None or last is None or first.value >= last.value:
        return None
    return replace(last, value=f"{first.value}/{last.value}", start=first.start, precision=TimePrecision.SPAN)


def _month_year(match: Match, scene: Scene) -> Stretch | None:
    return calendar.month(_year(match) or 0, int(match.value("month")))


def _month(match: Match, scene: Scene) -> Stretch | None:
    """A bare month. May and March are other words too: they need a word before them that goes with a month."""
    token: Token = match.words.tokens[match.found.start("month")]
    if token.lower in listed("time_months_doubtful") and match.before not in listed("time_before_month"):
        return None
    return _month_of(int(match.value("month")), scene)


def _month_of(number: int, scene: Scene) -> Stretch | None:
    anchor = scene.anchor
    if anchor is None:
        return calendar.unresolved(f"XXXX-{number:02}")
    step = (number > anchor.month) if not scene.forward else (number < anchor.month)
    year = anchor.year + (0 if not step else 1 if scene.forward else -1)
    made = calendar.month(year, number)
    return made and replace(made, anchor=scene.anchor)


def _month_told(match: Match, scene: Scene) -> Stretch | None:
    """ "last September" is the last one gone by, "next May" the next to come, "October of last year" of that year."""
    number, step = int(match.value("month")), int(match.value("which"))
    if match.has("unit") and match.value("unit") != "Y":
        return None
    if scene.anchor is None:
        return calendar.unresolved(f"XXXX-{number:02}")
    year = scene.anchor.year + step
    if not match.has("unit") and step:
        between = number < scene.anchor.month if step < 0 else number > scene.anchor.month
        year = scene.anchor.year if between else year
    made = calendar.month(year, number)
    return made and replace(made, anchor=scene.anchor)


def _quarter(match: Match, scene: Scene) -> Stretch | None:
    """A quarter by its number. Without a year it is the last one that had begun, or the next in a forward clause."""
    number = int(match.value("nth"))
    if number > 4:
        return None
    if match.has("year"):
        return calendar.quarter(int(match.value("year")), number)
    if scene.anchor is None:
        return calendar.unresolved(f"XXXX-Q{number}")
    now = (scene.anchor.month - 1) // 3 + 1
    step = int(match.value("which")) if match.has("which") else (number < now) if scene.forward else -(number > now)
    made = calendar.quarter(scene.anchor.year + step, number)
    return made and replace(made, anchor=scene.anchor)


def _fiscal(match: Match, scene: Scene) -> Stretch | None:
    """No calendar stretch: fiscal years begin where each company or state likes."""
    return calendar.unresolved(f"FY{match.value('year')}")


def _season_year(match: Match, scene: Scene) -> Stretch | None:
    return calendar.season(int(match.value("year")), match.value("season"))


def _season(match: Match, scene: Scene) -> Stretch | None:
    """Of the year of writing, or the one beside it: the seasons have no fixed months, but nearly always a year of their own."""
    code, step = match.value("season"), match.value("which")
    if not step and match.before not in listed("time_before_month"):
        return None
    if scene.anchor is None:
        return calendar.unresolved(f"XXXX-{code}")
    made = calendar.season(scene.anchor.year + (int(step) if step else 0), code)
    return made and replace(made, anchor=scene.anchor)


def _decade(match: Match, scene: Scene) -> Stretch | None:
    number = int(match.value("decade"))
    return calendar.decade(number if number >= 100 else 1900 + number)


def _century(match: Match, scene: Scene) -> Stretch | None:
    return calendar.century(int(match.value("nth")) - 1) if match.value("unit") == "C" else None


def _bare_year(match: Match, scene: Scene) -> Stretch | None:
    return calendar.whole_year(int(match.value("year"))) if _reads_as_year(match) else None


def _reads_as_year(match: Match) -> bool:
    """Four digits are a year after "in", "since", "the" …, or beside a name ("the 2015 Nepal earthquake", "Expo 2015").

    Before a plural noun ("in 2000 villages") a round number is a number; other numbers need the word before them.
    """
    number, at = int(match.value("year")), match.found.start("year")
    after = match.words.tokens[match.found.end()] if match.found.end() < len(match.words.tokens) else None
    plural = (
        after is not None
        and after.text.islower()
        and after.lower.endswith("s")
        and after.lower not in listed("time_not_plural")
    )
    led = match.before in listed("time_before_year")
    if match.after == "-" and match.words.lower(match.found.end() + 2) == "-":  # the rest of an impossible date
        return False
    if match.after in listed("time_after_number") or match.before in listed("time_not_before_year"):
        return False
    if number < 1900 or number > 2050:
        return led and match.before in ("in", "since") and not plural and 1000 < number < 2100
    if plural:
        return led and number % 100 != 0
    beside = at > 0 and match.words.tokens[at - 1].text[:1].isupper()
    return led or at == 0 or beside or after is None or not after.text.isalpha() or after.text[:1].isupper()


def _holiday(match: Match, scene: Scene) -> Stretch | None:
    month, _, number = match.value("holiday").partition("-")
    year = _year(match)
    if year is not None:
        made = calendar.make_day(year, int(month), int(number))
        return calendar.day(made) if made else None
    made = _nearest(scene, lambda y: calendar.make_day(y, int(month), int(number)))
    return replace(calendar.day(made), anchor=scene.anchor) if made else calendar.unresolved(f"XXXX-{month}-{number}")


def _name(match: Match, scene: Scene) -> Stretch | None:
    """Takes the place of a time expression, and is none: `grammar.py` passes over it."""
    return Stretch(TimexType.DATE, "")


WEEKDAY = "(?:(?:<weekday>|<wday>)<dot>?<comma>?(?:<the>)?)?"
MONTH = "(?P<month><month>|<mon>)<dot>?"
WHICH = "(?P<which><last>|<previous>|<this>|<next>|<following>|<current>)"
YEAR = "(?:<comma>?(?P<year><year>))"

RULES = (
    Rule("iso date", "(?P<year><year>)<dash>(?P<month><digit>)<dash>(?P<day><digit>)", _iso),
    Rule("date with slashes", "(?P<first><digit>)<slash>(?P<second><digit>)<slash>(?P<year><year>|<digit>)", _slashed),
    Rule("month and day", f"{WEEKDAY}{MONTH}(?P<day><digit>|<nth>){YEAR}?", _month_day),
    Rule("day and month", f"{WEEKDAY}<the>?(?P<day><digit>|<nth>)<of>?(?P<month><month>|<mon>)(?:<dot>?{YEAR})?", _month_day),
    Rule("month and day of a told year", f"{MONTH}(?P<day><digit>|<nth>)<comma>?<of>?{WHICH}(?P<unit><unit>)", _of_told_year),
    Rule("day and month of a told year", f"(?P<day><digit>|<nth>)<of>?{MONTH}<of>?{WHICH}(?P<unit><unit>)", _of_told_year),
    Rule("month and days", f"{MONTH}(?P<first><digit>)(?:<to>|<dash>)(?P<last><digit>){YEAR}?", _day_range),
    Rule("days and month", f"(?P<first><digit>)(?:<to>|<dash>|<and>)(?P<last><digit>)<of>?{MONTH}{YEAR}?", _day_range),
    Rule("month and year", f"{MONTH}(?:<of>|<comma>)?(?P<year><year>)", _month_year),
    Rule("month of a told year", f"(?P<month><month>)<of>?{WHICH}(?P<unit><unit>)", _month_told),
    Rule("told month", f"{WHICH}(?P<month><month>)", _month_told),
    Rule("month", "(?P<month><month>)", _month),
    Rule("quarter of a year", "<the>?(?P<nth><ordinal>)<dash>?<quarter>(?:<of>?(?P<year><year>))?", _quarter),
    Rule("quarter of a told year", f"<the>?(?P<nth><ordinal>)<dash>?<quarter><of>?<the>?{WHICH}<unit>", _quarter),
    Rule("quarter by its sign", "(?P<nth><quarter_of>)(?:<of>?(?P<year><year>))?", _quarter),
    Rule("fiscal year", "<fiscal><unit>?(?P<year><year>)", _fiscal),
    Rule("season of a year", "<the>?(?P<season><season>|<fall>)<of>?(?P<year><year>)", _season_year),
    Rule("told season", f"{WHICH}(?P<season><season>|<fall>)", _season),
    Rule("season", "(?P<which><this>)?(?P<season><season>)", _season),
    Rule("decade", "<the>?(?P<decade><decade>)", _decade),
    Rule("century", "<the>?(?P<nth><nth>|<ordinal>)<dash>?(?P<unit><unit>)", _century),
    Rule("holiday", f"(?P<holiday><holiday>){YEAR}?", _holiday),
    Rule("year", "(?P<year><year>)", _bare_year),
    Rule("name", "<name>", _name),
)
