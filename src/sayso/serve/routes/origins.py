"""View 4, the origins: `/origins`, and one of them, `/origins?origin=KEY`."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from sayso.errors import SaysoError
from sayso.reconcile.situations import situations
from sayso.serve.answers import page
from sayso.serve.asking import Asks, Question
from sayso.serve.desk import At, Desk, known, moments
from sayso.serve.looks import Look
from sayso.serve.sought import sought
from sayso.show.page import told
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
        return at.kept.of(look, ("origin", origin, asks), lambda of: _one(of, origin, asks))

    look, view = sought(at, filters, origin, "origin", one)
    return page(request, at, "origin.html", asks, look, view=view, slider=moves)


def _one(look: Look, origin: str, asks: Question) -> OneOrigin | None:
    mine = [t for t in look.knowledge.fitting if t.origin.key == origin]
    stands = told.standings(look.series, look.incidents)
    try:
        return one_origin(origin, mine, look.series, stands, _to(asks))
    except SaysoError:
        return None


def _to(asks: Question) -> Href:
    def address(key: str) -> str:
        at = asks.at("/origins")
        return f"{at}{'&' if asks.asked else '?'}origin={quote(key, safe='')}"

    return address
