"""The list of stories, a page at a time: from what is light, so that the largest ledger lists all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sayso.ledger.filters import Filters
from sayso.reconcile.looks.listing import StoryLine, StoryRow
from sayso.reconcile.telling import Carrier, Telling
from sayso.serve.api.answers import Told
from sayso.serve.api.asking import AsksFiltered
from sayso.serve.api.cursor import Cursor, cursor, question_of
from sayso.serve.api.paging import Ended, Item, Page, after, listed
from sayso.serve.desk import Desk, known, reading
from sayso.serve.looks import Look


def page_of_stories(at: Desk, path: str, asks: AsksFiltered) -> Told:
    """SaysoError E141 for a cursor that is none of this list; StillReading while the ledger is being read."""
    filters, page = asks.filters(at.reader), Page(asks.limit)
    place = cursor(asks.cursor, question_of(path, asks.asked))
    now = at.looks.head
    if filters.recorded_by is None:
        reading(at, filters)
    if filters.recorded_by is not None or not at.looks.loaded:  # or what is kept of a ledger is behind since it was opened
        look = known(at, filters)
        now, items = look.head, [_item(line) for line in _lines(look)]
    else:
        items = _items(at, filters, place.seq if place else None)
    upto = place.head if place else now
    complete = page.add(after(items, place.after if place else ""))
    return listed(page, Ended(upto, now, None if complete else Cursor(upto.seq, upto.hash, "", page.last)), path, asks)


def _items(at: Desk, filters: Filters, seq: int | None) -> list[Item]:
    """Titles and days are looked up for those that the page has room for."""

    def item(row: StoryRow) -> Item:
        def line() -> StoryLine:
            return at.looks.lines(filters, [row], seq)[0]

        return Item(row.id, row.id, lambda: _line(line()), lambda: line().demonstration)

    return [item(row) for row in at.looks.stories(filters, seq)]


def _item(line: StoryLine) -> Item:
    return Item(line.row.id, line.row.id, lambda: _line(line), lambda: line.demonstration)


def _line(one: StoryLine) -> dict[str, Any]:
    row = one.row
    return {
        "story": row.id,
        "title": one.title,
        "first": one.first,
        "last": one.last,
        "reports": row.reports,
        "claims": row.fitting,
        "of_claims": row.claims,
    }


def _lines(look: Look) -> list[StoryLine]:
    """The same of all that a look knows, the largest first."""
    world = look.knowledge.world
    fits = world.fitting
    told: dict[str, list[Telling]] = defaultdict(list)
    carriers: dict[str, list[Carrier]] = defaultdict(list)
    for one in sorted(world.carriers.values(), key=lambda carrier: carrier.place_in_order):
        carriers[one.story].append(one)
    for telling in world.tellings:
        told[telling.carrier.story].append(telling)
    lines = [_of_story(id, carriers[id], told[id], [t for t in told[id] if fits is None or t.claim.id in fits]) for id in told]
    shown = [line for line in lines if line.row.fitting]
    return sorted(shown, key=lambda line: (-line.row.reports, -line.row.fitting, line.row.id))


def _of_story(id: str, carriers: Sequence[Carrier], told: Sequence[Telling], fitting: Sequence[Telling]) -> StoryLine:
    days = [one.known_by[:10] for one in carriers if one.known_by]
    title = next((one.title for one in carriers if one.title), carriers[0].name)
    row = StoryRow(id, len({t.carrier.id for t in fitting}), len(fitting), len(told))
    return StoryLine(row, title, days[0] if days else None, days[-1] if days else None, any(c.demonstration for c in carriers))
