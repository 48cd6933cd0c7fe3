"""View 6, searching: `/search` lists the claims that fit, by report, and reports that hold the words outside their claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.ledger.mentions import Mentions, mentions
from sayso.ledger.paging import claims_page, count
from sayso.serve.answers import page
from sayso.serve.asking import LONGEST, Asks, Question
from sayso.serve.desk import At
from sayso.show.page.found import by_report, mentioned

routes = APIRouter()

SEARCH = "/search"
AT_ONCE = 50
"""Claims of one page."""
MENTIONS = 20
"""Reports that hold the words outside their claims; shown with the first page."""


@dataclass(frozen=True, slots=True)
class Drop:
    """One thing asked for, and the same question without it."""

    words: str
    at: str


@routes.get(SEARCH)
def search(request: Request, at: At, asks: Asks, after: Annotated[str | None, Query(max_length=LONGEST)] = None) -> Response:
    """All that fits, newest first; without words, all claims that the filters leave."""
    filters = asks.filters(at.reader)
    found = claims_page(at.reader, filters, AT_ONCE, after)
    besides = Mentions() if after else mentions(at.reader, filters, MENTIONS)
    return page(
        request,
        at,
        "search.html",
        asks,
        groups=by_report(found.rows, asks.text),
        number=count(at.reader, filters),
        besides=mentioned(besides.found, asks.text),
        among=besides.among,
        drops=list(_drops(asks)),
        first=asks.at(SEARCH) if after else None,
        more=f"{asks.at(SEARCH)}{'&' if asks.asked else '?'}after={quote(found.next, safe='')}" if found.next else None,
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
