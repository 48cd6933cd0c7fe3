"""What a situation report is of, in words: the filters, the day, and who may check it."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.ledger.filters import Filters
from sayso.ledger.moments import stretch
from sayso.reconcile.days import DAY
from sayso.reconcile.looks.look import Look
from sayso.show.words import plain


def in_words(filters: Filters) -> str:
    """ "in KZ, since 2022-01-02, killed or arrested"; "everything". The moment is told elsewhere."""
    return ", ".join(_parts(filters)) or "everything"


def day_of(look: Look) -> str:
    """The last day that it tells of, `YYYY-MM-DD`: the one asked for, else that of the last report, for nobody knows what came
    after it; of reports without a date the day on which the ledger was last written. It asks no clock, so that the same ledger
    gives the same report. Empty where the ledger is."""
    asked = look.filters.as_of or look.filters.until
    covered = stretch(asked) if asked else None
    if covered:
        return covered.end[:DAY]
    known = (carrier.known_by for carrier in look.knowledge.world.carriers.values() if carrier.known_by)
    return max(known, default=look.head.recorded_at)[:DAY]


def _parts(of: Filters) -> Iterator[str]:
    if of.place:
        yield f"in {of.place}"
    if of.near:
        yield f"within {of.near.within_km:g} km of {of.near.latitude:g}, {of.near.longitude:g}"
    if of.since:
        yield f"published since {of.since}"
    if of.until:
        yield f"published until {of.until}"
    if of.text:
        yield f"with the words “{of.text}”"
    if of.kinds:
        yield " or ".join(plain(kind) for kind in of.kinds)
    if of.kind or of.group:
        yield plain(of.kind or of.group or "")
