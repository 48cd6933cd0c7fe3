"""View 6, searching: `/search` lists the claims that fit, by report, and reports of which only the title fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.ledger.hits import hits, number
from sayso.ledger.titles import titled
from sayso.serve.answers import page
from sayso.serve.asking import LONGEST, Asks, Question
from sayso.serve.desk import At
from sayso.show.page.found import by_report, marked, words_of

routes = APIRouter()

SEARCH = "/search"
AT_ONCE = 50
"""Claims of one page."""
TITLES = 20
"""Reports of which only the title fits; shown with the first page."""


@dataclass(frozen=True, slots=True)
class Drop:
    """One thing asked for, and the same question without it."""

    words: str
    at: str


@routes.get(SEARCH)
def search(request: Request, at: At, asks: Asks, after: Annotated[str | None, Query(max_length=LONGEST)] = None) -> Response:
    """All that fits, newest first; without words, all claims that the filters leave."""
    filters = asks.filters(at.reader)
    found = hits(at.reader, filters, AT_ONCE, after)
    searched = words_of(asks.text)
    titles = () if after else titled(at.reader, filters, TITLES)
    return page(
        request,
        at,
        "search.html",
        asks,
        groups=by_report(found.listed, asks.text),
        number=number(at.reader, filters),
        titles=[(one, marked(one.title or one.name, searched)) for one in titles],
        most_titles=TITLES,
        drops=list(_drops(asks)),
        first=asks.at(SEARCH) if after else None,
        more=f"{asks.at(SEARCH)}{'&' if asks.asked else '?'}after={quote(found.after, safe='')}" if found.after else None,
    )


def _drops(asks: Question) -> Iterator[Drop]:
    """What to try where nothing fits: the same without one of the filters, or with fewer words."""
    names = {"situation": "in the situation “{}”", "kind": "of the kind “{}”", "place": "in “{}”", "since": "since {}"}
    names |= {"until": "until {}", "as_of": "as of {}", "recorded_by": "as held on {}"}
    for name, words in names.items():
        if value := getattr(asks, name):
            yield Drop("not only " + words.format(value.replace("_", " ")), asks.at(SEARCH, **{name: None}))
    words_asked = (asks.text or "").split()
    if len(words_asked) > 1:
        for word in words_asked[:5]:
            yield Drop(f"only “{word}”", asks.at(SEARCH, text=word))
