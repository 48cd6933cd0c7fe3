"""View 2, one figure: `/figure/ID`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.serve.answers import page
from sayso.serve.asking import Asks
from sayso.serve.desk import At, day_shown, drawn_until, moments
from sayso.serve.sought import sought
from sayso.show.page.drawn import figure_chart
from sayso.show.page.figure import figure_page
from sayso.show.page.situation import slider

routes = APIRouter()


@routes.get("/figure/{id}")
def figure(id: str, request: Request, at: At, asks: Asks) -> HTMLResponse:
    """The series of this id, outside the filters too; 404 where nobody had told it yet."""
    filters = asks.filters(at.reader)
    look, view = sought(at, filters, id, "figure", lambda look: at.by_claim(look).figure(id))
    day = day_shown(at, look)
    shown, drawn = at.kept.of(
        look, ("figure", id, day), lambda _: (figure_page(view), figure_chart(view, drawn_until(look, day)))
    )
    return page(
        request,
        at,
        "figure.html",
        asks,
        look,
        only=view.series.id,
        view=shown,
        drawn=drawn,
        slider=slider(moments(at, look), filters.as_of),
    )
