"""View 4, the origins: `/origins`, and one of them, `/origins?origin=KEY`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.reconcile.of_stories import of_stories
from sayso.reconcile.situations import situations
from sayso.serve.answers import page
from sayso.serve.asking import Asks, Question
from sayso.serve.desk import At, Desk, known, moments
from sayso.serve.looks import Look
from sayso.serve.sought import sought
from sayso.show.page.origins import Href, OneOrigin, OriginsPage, one_origin, origins_page
from sayso.show.page.situation import slider

routes = APIRouter()

LONGEST = 300
"""Characters of an origin's key."""


def shown(at: Desk, look: Look, asks: Question) -> OriginsPage:
    """All origins, of this look or, while that is made, of the last one."""
    return at.kept.lately(look, ("origins", asks), lambda of: origins_page(of.knowledge.fitting, of.series, _to(asks))).made


@routes.get("/origins")
def origins(request: Request, at: At, asks: Asks, origin: Annotated[str, Query(max_length=LONGEST)] = "") -> HTMLResponse:
    """All of them, or the one of that key. SaysoError E027 where nobody of that key tells anything, E052 where
    only later."""
    filters = asks.filters(at.reader)
    look = known(at, filters)
    moves = slider(moments(at, look), filters.as_of)
    if not origin:
        return page(
            request, at, "origins.html", asks, look, view=shown(at, look, asks), slider=moves, situations=situations(at.reader)
        )

    def one(look: Look) -> OneOrigin | None:
        return at.kept.of(
            look,
            ("origin", origin, asks),
            lambda of: one_origin(origin, of.knowledge.fitting, of.series, of.incidents, _to(asks)),
        )

    look, view = _sought(at, filters, origin, one)
    return page(request, at, "origin.html", asks, look, only=origin, view=view, slider=moves)


def _sought(at: Desk, filters: Filters, origin: str, one: Callable[[Look], OneOrigin | None]) -> tuple[Look, OneOrigin]:
    """In what is shown; of an archive also in the stories that tell it."""
    try:
        return sought(at, filters, origin, "origin", one)
    except SaysoError as error:
        stories = at.looks.stories_of_origin(origin) if error.code.code in ("E027", "E052") else frozenset[str]()
        if not stories:
            raise
    return sought(at, of_stories(filters, stories), origin, "origin", one)


def _to(asks: Question) -> Href:
    return lambda key: asks.at("/origins", {"origin": key})
