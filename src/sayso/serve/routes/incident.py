"""One incident, where a dot of the timeline leads: `/incident/ID`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.serve.answers import page
from sayso.serve.asking import Asks
from sayso.serve.desk import At, moments
from sayso.serve.sought import sought
from sayso.show.page.incident import incident_page
from sayso.show.page.situation import slider

routes = APIRouter()


@routes.get("/incident/{id}")
def incident(id: str, request: Request, at: At, asks: Asks) -> HTMLResponse:
    """The incident of this id, outside the filters too; 404 where nobody had told it yet."""
    filters = asks.filters(at.reader)
    look, (one, standing) = sought(at, filters, id, "incident", lambda look: at.by_claim(look).incident(id))
    counting = at.by_claim(look).figures_of(telling.claim.id for telling in one.tellings)
    return page(
        request,
        at,
        "incident.html",
        asks,
        look,
        only=one.id,
        view=at.kept.of(look, ("incident", id), lambda _: incident_page(one, standing, counting)),
        slider=slider(moments(at, look), filters.as_of),
    )
