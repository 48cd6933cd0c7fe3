"""One incident, where a dot of the timeline leads: `/incident/ID`."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.reconcile.former_ids import INCIDENT, claim_of
from sayso.reconcile.incidents import Incident
from sayso.reconcile.standing import Standing
from sayso.serve.answers import page
from sayso.serve.asking import Asks
from sayso.serve.desk import At, Desk, known, moments
from sayso.serve.looks import Look
from sayso.show.page.incident import incident_page
from sayso.show.page.situation import slider

routes = APIRouter()


@routes.get("/incident/{id}")
def incident(id: str, request: Request, at: At, asks: Asks) -> HTMLResponse:
    """The incident of this id, outside the filters too; 404 where nobody had told it yet."""
    filters = asks.filters(at.reader)
    look, (one, standing) = _found(at, filters, id)
    return page(
        request,
        at,
        "incident.html",
        asks,
        look,
        view=at.kept.of(look, ("incident", id), lambda look: incident_page(one, standing, look.series)),
        slider=slider(moments(at, look), filters.as_of),
    )


def _found(at: Desk, filters: Filters, id: str) -> tuple[Look, tuple[Incident, Standing]]:
    """SaysoError E027 where there is none, E052 where it is told later than the moment."""
    moment = Filters(as_of=filters.as_of, recorded_by=filters.recorded_by)
    for asked in dict.fromkeys((filters, moment, replace(moment, as_of=None))):
        look = known(at, asked)
        found = _called(look, id)
        if found is not None and asked.as_of == filters.as_of:
            return look, found
        if found is not None:
            raise SaysoError("E052", what="incident", moment=filters.as_of)
    raise SaysoError("E027", id=id)


def _called(look: Look, id: str) -> tuple[Incident, Standing] | None:
    """The one of this id, else the one that was once called so."""
    found = next((told for told in look.incidents if told[0].id == id), None)
    if found is not None or not id.startswith(INCIDENT):
        return found
    claim = claim_of(id)
    return next((told for told in look.incidents if any(t.claim.id == claim for t in told[0].tellings)), None)
