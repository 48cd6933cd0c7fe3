"""Silence is not zero: while a shutdown, closure or censorship is in force, fewer reports say nothing of what happens.

    internet off in Kazakhstan since 5 January 2022 (said by NetBlocks): reports are fewer (41 → 12 a day); silence is not zero

Reports a day: of the days before, at most `BEFORE` and none earlier than the first dated report, and of the days from the
opening up to the moment asked for. Days without a report count; reports without a day are left out, and that is said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.reconcile.days import when
from sayso.reconcile.measures.measure import Measure, State, Turn
from sayso.reconcile.telling import Carrier

HIDING = {
    "internet_shutdown": "internet off",
    "border_closure": "closed to travel",
    "censorship": "censorship",
}
"""Kinds that keep reports from being made, with the words for a person."""
BEFORE = 14
"""Days before the opening that are compared: two weeks, so that weekends count alike. Set by judgement."""

LEAST_SHOWN = 0.05
"""Reports a day that one decimal would show as none."""
NAMED = 3
"""Tellers named in the line; the measure has them all."""


@dataclass(frozen=True, slots=True)
class Silence:
    """What is to stand beside the figures of a situation. `before` is None where no dated report is older."""

    measure: Measure
    since: str
    before: float | None
    during: float
    undated: int
    text: str

    @property
    def fewer(self) -> bool:
        return self.before is not None and _are_fewer(self.before, self.during)


def silence(measures: Sequence[Measure], carriers: Iterable[Carrier], at: str) -> tuple[Silence, ...]:
    """A line for each measure that is open at `at` and hides what happens, in the order of the measures."""
    days, undated = _days({c.id: c.published for c in carriers}.values(), at[:10])
    hiding = [m for m in measures if m.kind in HIDING and m.state(at) is State.OPEN]
    return tuple(_silence(m, m.opened, days, undated, at[:10]) for m in hiding if m.opened and _is_day(m.opened.day))


def _silence(measure: Measure, opened: Turn, days: Sequence[date], undated: int, at: str) -> Silence:
    first, now = date.fromisoformat(opened.day), date.fromisoformat(at)
    start = bisect_left(days, first)
    during = (len(days) - start) / ((now - first).days + 1)
    begin = max(first - min(timedelta(BEFORE), first - date.min), days[0]) if start else first
    before = (start - bisect_left(days, begin)) / (first - begin).days if start else None
    return Silence(measure, opened.day, before, during, undated, _text(measure, opened, before, during, undated))


def _days(published: Iterable[str | None], until: str) -> tuple[list[date], int]:
    """The days of publishing up to a day, sorted, and how many reports give none."""
    told = [(p or "")[:10] for p in published]
    dated = [day for day in told if _is_day(day)]
    return sorted(date.fromisoformat(day) for day in dated if day <= until), len(told) - len(dated)


def _is_day(day: str) -> bool:
    try:
        return len(day) == 10 and bool(date.fromisoformat(day))
    except ValueError:
        return False


def _text(measure: Measure, opened: Turn, before: float | None, during: float, undated: int) -> str:
    where = measure.place.name if measure.place else "a place that is not told"
    tellers = ", ".join(origin.name for origin in measure.origins[:NAMED])
    more = f" and {len(measure.origins) - NAMED} more" if len(measure.origins) > NAMED else ""
    since = "since" if opened.stated else "by"
    head = f"{HIDING[measure.kind]} in {where} {since} {when(opened.day)} (said by {tellers}{more})"
    left = f"; {undated} without a date left out" if undated else ""
    return f"{head}: {_rates(before, during)}{left}; silence is not zero"


def _rates(before: float | None, during: float) -> str:
    if before is None:
        return f"{_number(during)} reports a day, none before it to compare"
    if _are_fewer(before, during):
        return f"reports are fewer ({_number(before)} → {_number(during)} a day)"
    return f"{_number(before)} → {_number(during)} reports a day"


def _are_fewer(before: float, during: float) -> bool:
    """Fewer as printed: "30 → 30" shows no difference."""
    return during < before and _number(during) != _number(before)


def _number(value: float) -> str:
    """Whole from ten upwards, else one decimal; what is not none is not shown as none."""
    if 0 < value < LEAST_SHOWN:
        return "under 0.1"
    return f"{value:.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
