"""View 2, one figure: `/figure/ID`."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.reconcile.former_ids import SERIES, claim_of
from sayso.reconcile.moment import moment as day_shown
from sayso.reconcile.series_view import SeriesView
from sayso.serve.answers import page
from sayso.serve.asking import Asks
from sayso.serve.desk import At, Desk, drawn_until, known, moments
from sayso.serve.looks import Look
from sayso.show.page.drawn import figure_chart
from sayso.show.page.figure import figure_page
from sayso.show.page.situation import slider

routes = APIRouter()


@routes.get("/figure/{id}")
def figure(id: str, request: Request, at: At, asks: Asks) -> HTMLResponse:
    """The series of this id, outside the filters too; 404 where nobody had told it yet."""
    filters = asks.filters(at.reader)
    look, view = found(at, filters, id)
    day = day_shown(filters.as_of, at.clock().date(), look.knowledge.world.carriers.values())
    shown, drawn = at.kept.of(
        look, ("figure", id, day), lambda _: (figure_page(view), figure_chart(view, drawn_until(look, day)))
    )
    return page(
        request,
        at,
        "figure.html",
        asks,
        look,
        view=shown,
        drawn=drawn,
        slider=slider(moments(at, look), filters.as_of),
    )


def found(at: Desk, filters: Filters, id: str) -> tuple[Look, SeriesView]:
    """SaysoError E027 where there is none."""
    moment = Filters(as_of=filters.as_of, recorded_by=filters.recorded_by)
    for asked in dict.fromkeys((filters, moment, replace(moment, as_of=None))):
        look = known(at, asked)
        view = _view(look, id)
        if view is not None and asked.as_of == filters.as_of:
            return look, view
        if view is not None:
            raise SaysoError("E052", what="figure", moment=filters.as_of)
    raise SaysoError("E027", id=id)


def _view(look: Look, id: str) -> SeriesView | None:
    """The one of this id, else the one that was once called so."""
    view = next((view for view in look.series if view.series.id == id), None)
    if view is not None or not id.startswith(SERIES):
        return view
    claim = claim_of(id)
    return next((view for view in look.series if any(t.claim.id == claim for t in view.series.tellings)), None)
