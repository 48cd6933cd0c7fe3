"""One incident, where a dot of the timeline leads: `/incident/ID`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.serve.answers import page
from sayso.serve.asking import Asks
from sayso.serve.desk import At, known
from sayso.show.page import told
from sayso.show.page.incident import incident_page

routes = APIRouter()


@routes.get("/incident/{id}")
def incident(id: str, request: Request, at: At, asks: Asks) -> HTMLResponse:
    """SaysoError E027 where there is none."""
    filters = asks.filters(at.reader)
    for asked in dict.fromkeys((filters, Filters(as_of=filters.as_of, recorded_by=filters.recorded_by))):
        look = known(at, asked)
        for one, standing in look.incidents:
            if one.id == id:
                stands = told.standings(look.series, ())
                return page(request, at, "incident.html", asks, view=incident_page(one, standing, stands, look.series))
    raise SaysoError("E027", id=id)
