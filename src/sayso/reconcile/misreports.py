"""Two numbers of one origin on one day: its own correction, or one outlet that misquoted it?

A correction reaches everybody: what follows it is told by whoever reports it. Of a misquotation one outlet is alone, while
others, who did not copy each other, give another number on the same word the same day.
"""

from __future__ import annotations

from sayso.reconcile.days import DAY
from sayso.reconcile.values import Value

ENOUGH_OTHERS = 2
"""Outlets that agree with each other, so that the one which differs from both is more likely to have erred."""


def is_misreport(a: Value, b: Value) -> bool:
    """Of two numbers of one known origin and day: is one of them in one outlet only, against several others?"""
    if not (a.origin.identified and a.origin.key == b.origin.key):
        return False
    one, other = _outlets(a), _outlets(b)
    few, many = sorted((one, other), key=len)
    return len(few) == 1 and len(many - few) >= ENOUGH_OTHERS


def _outlets(value: Value) -> set[str]:
    """Who published it on the day that it is for, copies counted once."""
    same_day = [t.carrier for t in value.tellings if (t.carrier.published or "")[:DAY] == value.day]
    first = {carrier.copy: carrier.publisher for carrier in reversed(same_day)}
    return set(first.values())
