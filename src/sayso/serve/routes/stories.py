"""All stories, a page at a time: `/stories`. Of a large archive the other views show the largest; here each can be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from sayso.ledger.filters import Filters
from sayso.reconcile.situations import situations
from sayso.serve.answers import page
from sayso.serve.asking import Asks, Question
from sayso.serve.desk import At, Desk, reading
from sayso.serve.looks import Look
from sayso.serve.routes import situation

routes = APIRouter()

STORIES = "/stories"
AT_ONCE = 50
"""Stories of one page."""


@routes.get(STORIES)
def stories(request: Request, at: At, asks: Asks, page_number: Annotated[int, Query(alias="page", ge=1)] = 1) -> HTMLResponse:
    """Those that have anything to show of what is asked for, the largest first. SaysoError E011."""
    filters = asks.filters(at.reader)
    reading(at, filters)
    every = at.looks.stories(filters)
    first = (page_number - 1) * AT_ONCE
    here = every[first : first + AT_ONCE]
    ahead_of(at, filters, asks, [row.id for row in here])
    return page(
        request,
        at,
        "stories.html",
        asks,
        situations=situations(at.reader),
        lines=at.looks.lines(filters, here),
        number=len(every),
        claims=sum(one.fitting for one in every),
        first=first + 1,
        before=asks.at(STORIES, {"page": str(page_number - 1)}) if page_number > 1 else None,
        after=asks.at(STORIES, {"page": str(page_number + 1)}) if first + AT_ONCE < len(every) else None,
    )


def ahead_of(at: Desk, filters: Filters, asks: Question, stories: Sequence[str]) -> None:
    """What these links lead to, worked out before they are followed. What a story tells at a moment serves every question."""
    moment = Question(as_of=asks.as_of)

    def then(look: Look) -> None:
        at.by_claim(look)
        if filters == filters.moment:
            situation.shown(at, look, replace(moment, story=next(iter(look.shown.stories or ()), None)))

    at.looks.soon_of(filters, stories, then)
