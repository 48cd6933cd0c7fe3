"""Lists of what is made story by story, a page at a time, and nothing of them left out however large the ledger is.

A ledger that is looked at whole is one part, in the order of the commands. Of an archive each story is a part, the largest
first as of the first page; small ones are looked at some at a time. A page ends where it has as many items as were asked for,
or where it has grown large or has taken much looking, so that none holds more than a bounded part of the ledger in memory.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from sayso.ledger.append import Head
from sayso.ledger.filters import Filters
from sayso.reconcile.looks.listing import StoryRow
from sayso.reconcile.of_stories import of_stories
from sayso.serve.api.answers import Told
from sayso.serve.api.asking import AsksPage, AsksView
from sayso.serve.api.cursor import Cursor, cursor, no_page, question_of
from sayso.serve.desk import Desk, StillReading, known, reading
from sayso.serve.looks import QUICK_OF_PART, Look
from sayso.vocabulary import DEMONSTRATION

LARGE = 4_000_000
"""Bytes after which a page ends."""
LOOKED_AT = 2_500
"""Claims of the stories of an archive that are looked at for one page, as for a view: of a rare thing it may have nothing, and
yet a next."""


@dataclass(frozen=True, slots=True)
class Item:
    """`id`: by which a page finds it again. `made_up`: does it rest on a report that was written for demonstration?"""

    story: str
    id: str
    line: Callable[[], Any]
    made_up: Callable[[], bool]


Items = Callable[[Look], Sequence[Item]]


@dataclass(slots=True)
class Page:
    """What has been gathered so far, of `most` items."""

    most: int
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    made_up: bool = False
    last: str = ""

    def add(self, items: Iterable[Item]) -> bool:
        """Whether all of them had their place."""
        for item in items:
            if self.is_full:
                return False
            line = encoded(item.line())
            self.lines.append(line)
            self.size += len(line)
            self.made_up = self.made_up or item.made_up()
            self.last = item.id
        return True

    @property
    def is_full(self) -> bool:
        return len(self.lines) >= self.most or self.size >= LARGE


@dataclass(frozen=True, slots=True)
class Ended:
    """Where a page ended. `upto`: the entry up to which all pages of the list look; `made_from`: what this one knows."""

    upto: Head
    made_from: Head
    next: Cursor | None
    settled: bool = True


def page_of(at: Desk, path: str, asks: AsksView, items: Items) -> Told:
    """The page that is asked for. SaysoError E141 for a cursor that is none of this list, or whose place is gone; StillReading
    where nothing of it is there yet."""
    filters, question = asks.filters(at.reader), question_of(path, asks.asked)
    place, page = cursor(asks.cursor, question), Page(asks.limit)
    take = _story_by_story if _in_parts(at, filters) else _whole
    ended = take(at, filters, place, page, items)
    return listed(page, ended, path, asks)


def page_of_part(at: Desk, path: str, asks: AsksView, items: Items) -> Told:
    """The same of what is made across stories: of an archive the largest are looked at, and the answer says how many."""
    filters, question = asks.filters(at.reader), question_of(path, asks.asked)
    page, seen = Page(asks.limit), list[Look]()

    def items_of(look: Look) -> Sequence[Item]:
        seen.append(look)
        return items(look)

    ended = _whole(at, filters, cursor(asks.cursor, question), page, items_of)
    shown = seen[0].shown
    part = {"stories": shown.number, "of_stories": shown.of_number, "claims": shown.claims, "of_claims": shown.of_claims}
    return listed(page, ended, path, asks, {"shown": part})


def one_of(look: Look, item: Item) -> Told:
    """An answer that is one thing, made of a look."""
    return one_thing(look.head, item)


def one_thing(head: Head, item: Item) -> Told:
    """The same, read from the ledger as it was at `head`."""
    around = {"head": head_line(head), "note": note(item.made_up())}
    return Told(b'{"item":' + encoded(item.line()) + b"," + encoded(around)[1:], head)


def listed(page: Page, ended: Ended, path: str, asks: AsksPage, also: Mapping[str, Any] | None = None) -> Told:
    """The body of a list: its items, and around them what belongs to all of them."""
    to = None
    if ended.next is not None:
        to = f"{path}?{urlencode({**asks.asked, 'cursor': ended.next.written(question_of(path, asks.asked))})}"
    around = {"next": to, "head": head_line(ended.upto), "note": note(page.made_up), **(also or {})}
    body = b'{"items":[' + b",".join(page.lines) + b"]," + encoded(around)[1:]
    return Told(body, ended.made_from, to, ended.settled)


def encoded(value: Any) -> bytes:
    """JSON in UTF-8 (RFC 8259); lone surrogates become replacement characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf8", "replace")


def head_line(head: Head) -> dict[str, Any]:
    return {"seq": head.seq, "hash": head.hash}


def note(made_up: bool) -> str | None:
    return DEMONSTRATION if made_up else None


def _in_parts(at: Desk, filters: Filters) -> bool:
    """What was recorded by a moment is worked out as a whole, and takes its time."""
    if filters.recorded_by is not None:
        return False
    reading(at, filters)
    return at.looks.is_archive


def _looked(at: Desk, filters: Filters, upto: Head | None) -> Look:
    """Raises StillReading."""
    if upto is None or filters.recorded_by is not None:
        return known(at, filters)
    if at.looks.head.seq == upto.seq and (look := known(at, filters)).head.seq == upto.seq:
        return look
    if (found := at.looks.upto(filters, upto.seq)) is None:
        raise StillReading
    return found


def _whole(at: Desk, filters: Filters, place: Cursor | None, page: Page, items: Items) -> Ended:
    if place is not None and place.story:
        raise no_page("this ledger is one list by now")
    look = _looked(at, filters, place.head if place else None)
    upto = place.head if place else look.head
    complete = page.add(after(items(look), place.after if place else ""))
    return Ended(upto, look.head, None if complete else Cursor(upto.seq, upto.hash, "", page.last))


def _story_by_story(at: Desk, filters: Filters, place: Cursor | None, page: Page, items: Items) -> Ended:
    if place is not None and not place.story:
        raise no_page("this ledger is listed story by story by now")
    upto, last = (place.head, place.after) if place else (None, "")
    rows = at.looks.stories(filters, place.seq if place else None)
    n, looked_at, made_from = _row(rows, place), 0, at.looks.head
    while n < len(rows) and not page.is_full and looked_at < LOOKED_AT:
        some = _together(rows, n)
        try:
            look = _looked(at, of_stories(filters, frozenset(row.id for row in some)), upto)
        except StillReading:
            if not looked_at or upto is None:
                raise
            return Ended(upto, made_from, Cursor(upto.seq, upto.hash, rows[n].id, last), settled=False)
        upto, made_from = upto or look.head, look.head
        looked_at += sum(row.claims for row in some)
        of_story = _by_story(items(look))
        for row in some:
            if page.is_full or not page.add(after(of_story[row.id], last)):
                break
            n, last = n + 1, ""
        else:
            continue
        last = page.last if page.last in {one.id for one in of_story[rows[n].id]} else last
    upto = upto or made_from
    return Ended(upto, made_from, Cursor(upto.seq, upto.hash, rows[n].id, last) if n < len(rows) else None)


def _row(rows: Sequence[StoryRow], place: Cursor | None) -> int:
    """Where the story of the cursor stands. SaysoError E141 where it stands nowhere any more."""
    if place is None:
        return 0
    found = next((n for n, row in enumerate(rows) if row.id == place.story), None)
    if found is None:
        raise no_page("its place is gone: something was redacted, or read anew")
    return found


def _together(rows: Sequence[StoryRow], first: int) -> Sequence[StoryRow]:
    """From `first` on: one story, or as many small ones as are quickly looked at together."""
    last, claims = first + 1, rows[first].claims
    while last < len(rows) and claims + rows[last].claims <= QUICK_OF_PART:
        claims += rows[last].claims
        last += 1
    return rows[first:last]


def _by_story(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.story].append(item)
    return found


def after(items: Sequence[Item], last: str) -> Sequence[Item]:
    """Those behind the one of this id; all of them where it is "". SaysoError E141 where it is gone."""
    if not last:
        return items
    found = next((n for n, item in enumerate(items) if item.id == last), None)
    if found is None:
        raise no_page("its place is gone: something was redacted, or read anew")
    return items[found + 1 :]
