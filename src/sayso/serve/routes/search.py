"""View 6, searching: `/search` lists the claims that fit, by report, and reports that hold the words outside their claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.ledger.filters import Filters
from sayso.ledger.mentions import Mentions, mentions
from sayso.ledger.paging import Page, claims_page, count
from sayso.ledger.query import Listed
from sayso.reconcile.situations import situations
from sayso.serve.answers import page
from sayso.serve.asking import LONGEST, Asks, Question
from sayso.serve.desk import At, Desk, StillReading, known
from sayso.serve.looks import BESIDES, Look
from sayso.show.page.found import NOTHING, Known, by_report, known_of, mentioned, together
from sayso.show.words import plain

routes = APIRouter()

SEARCH = "/search"
AT_ONCE = 50
"""Claims of one page."""
MENTIONS = 20
"""Reports that hold the words outside their claims; shown after the last claim, or where they alone are asked for."""
COUNTED = 10_000
"""Claims that are counted; of more it is only said that they are more."""
TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Drop:
    """One thing asked for, and the same question without it."""

    words: str
    at: str


@routes.get(SEARCH)
def search(
    request: Request,
    at: At,
    asks: Asks,
    after: Annotated[str | None, Query(max_length=LONGEST)] = None,
    where: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """All that fits, newest first; without words, all claims that the filters leave. `where=texts`: outside claims only.

    A list is of claims, whatever their story, and its links do not keep that.
    """
    asks = replace(asks, story=None)
    filters = asks.filters(at.reader)
    nothing: Page[Listed] = Page((), None)
    found = claims_page(at.reader, filters, AT_ONCE, after) if where != TEXTS else nothing
    besides = mentions(at.reader, filters, MENTIONS) if found.next is None else Mentions()
    number = count(at.reader, filters, COUNTED)
    held, all_there = _held(at, filters, found.rows)
    return page(
        request,
        at,
        "search.html",
        asks,
        situations=situations(at.reader),
        groups=by_report(found.rows, asks.text, held),
        stands_known=all_there,
        number=number,
        counted_to=COUNTED,
        within_texts=where == TEXTS,
        texts=asks.at(SEARCH, {"where": TEXTS}) if found.next and asks.text and not (asks.kind or asks.place) else None,
        besides=mentioned(besides.found, asks.text),
        among=besides.among,
        drops=list(_drops(asks)),
        first=asks.at(SEARCH) if after or where == TEXTS else None,
        more=asks.at(SEARCH, {"after": found.next}) if found.next else None,
    )


def _held(at: Desk, filters: Filters, rows: Sequence[Listed]) -> tuple[Known, bool]:
    """By all that is known at the moment asked for, whatever the words: one look serves every search. Whether that is there
    for all rows; what is not is worked out meanwhile."""
    if not rows:
        return NOTHING, True
    if at.looks.is_archive and filters.recorded_by is None:
        return _held_by_story(at, filters, rows)
    try:
        look = known(at, filters.moment)
    except StillReading:
        return NOTHING, False
    return _known(at, look, rows), True


def _held_by_story(at: Desk, filters: Filters, rows: Sequence[Listed]) -> tuple[Known, bool]:
    """Each claim by its own story."""
    stories = at.looks.stories_of(row.report.id for row in rows)
    looks, left = at.looks.at_hand(filters, dict.fromkeys(stories.values()), BESIDES)
    at.looks.soon_of(filters, left, at.by_claim)
    found = (_known(at, look, [row for row in rows if row.report.id in look.knowledge.world.carriers]) for look in looks)
    return together(found), not left


def _known(at: Desk, look: Look, rows: Sequence[Listed]) -> Known:
    of, claims = at.by_claim(look), [row.claim.id for row in rows]
    return known_of(rows, look.knowledge.world, of.figures_of(claims), of.incidents_of(claims))


def _drops(asks: Question) -> Iterator[Drop]:
    """What to try where nothing fits: the same without one of the filters, or with fewer words."""
    names = {"situation": "in the situation “{}”", "kind": "of the kind “{}”", "place": "in “{}”", "since": "since {}"}
    names |= {"until": "until {}", "as_of": "as of {}", "recorded_by": "as held on {}"}
    for name, words in names.items():
        if value := getattr(asks, name):
            yield Drop("not only " + words.format(plain(value)), asks.at(SEARCH, **{name: None}))
    words_asked = (asks.text or "").split()
    if len(words_asked) > 1:
        for word in words_asked[:5]:
            yield Drop(f"only “{word}”", asks.at(SEARCH, text=word))
