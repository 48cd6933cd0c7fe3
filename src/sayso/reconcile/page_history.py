"""Which number a newer version of a page puts in the place of another, without a word about it.

A page that has 26 on the ministry's word, and later 18 on its word for the same day, had it wrong. Only a lower number says so:
a higher one on a page that is kept up to date may be a toll that has grown. What is gone without a number in its place may have
been cut for length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.reconcile.algebra import Between
from sayso.reconcile.copies.addresses import address
from sayso.reconcile.days import DAY
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value, between_values

Version = tuple[str, str]
"""Where a version stands in the order of publication."""
Told = list[tuple[Value, Telling]]


def replaced(values: Sequence[Value]) -> Iterator[tuple[Value, Value]]:
    """Each value that a page no longer tells, with the value that the page's newest version tells in its place (of which
    only the tellings on that page are kept)."""
    for page in _pages(values):
        *older, newest = sorted(page)
        kept = {value.number for value, _ in page[newest]}
        for value in {value.id: value for version in older for value, _ in page[version]}.values():
            new = next((pair for pair in page[newest] if _is_in_place_of(pair[0], value)), None)
            if new is not None and value.number not in kept:
                yield value, replace(new[0], tellings=(new[1],))


def _pages(values: Sequence[Value]) -> Iterator[Mapping[Version, Told]]:
    """Of the pages with several versions among what is told: what each version gives."""
    pages: dict[str, dict[Version, Told]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        for telling in value.tellings if value.is_given else ():
            if at := address(telling.carrier.url):
                pages[at][telling.carrier.place_in_order].append((value, telling))
    return (pages[at] for at in sorted(pages) if len(pages[at]) > 1)


def _is_in_place_of(new: Value, old: Value) -> bool:
    same_day = old.day == new.day and len(old.day or "") >= DAY
    known = old.origin.identified and old.origin.key == new.origin.key
    return known and same_day and between_values(new, old) is Between.REPLACE and new.bounds.low < old.bounds.low
