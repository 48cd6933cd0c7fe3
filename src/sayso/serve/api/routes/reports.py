"""Reports without their texts: `/reports`, `/reports/{id}`, `/reports/{id}/claims`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from sayso.errors import SaysoError
from sayso.export.report_lines import listed_report_line, report_line
from sayso.ledger.at_moment import was_there
from sayso.ledger.filters import Filters
from sayso.ledger.paging import ListedReport, listed_reports
from sayso.ledger.paging import Page as Rows
from sayso.serve.api.answering import answered
from sayso.serve.api.asking import Asks, AsksDays, AsksPage
from sayso.serve.api.described import told
from sayso.serve.api.paging import Item, one_thing
from sayso.serve.api.problems import PREFIX
from sayso.serve.api.rows import claims_of, rows_of
from sayso.serve.api.shapes.parts import Listed, One
from sayso.serve.api.shapes.told import Claim, ReportListed, ReportWhole
from sayso.serve.asking import LONGEST
from sayso.serve.desk import At, Desk
from sayso.types import Report

routes = APIRouter()
PART = "Reports"
Id = Annotated[str, Path(max_length=LONGEST, description="Its id, as much of its beginning as no other has, or its name.")]


@routes.get("/reports", summary="Reports", **told(Listed[ReportListed], PART, 404))
def reports(request: Request, at: At, asks: Annotated[AsksDays, Query()]) -> Response:
    """All reports by when they were published or updated, the newest first, without their texts."""
    filters = asks.filters(at.reader)

    def fetch(after: str | None) -> Rows[ListedReport]:
        return listed_reports(at.reader, asks.limit, after, filters)

    def item(one: ListedReport) -> Item:
        return Item("", one.id, lambda: listed_report_line(one), lambda: one.demonstration)

    return answered(request, at, asks, lambda: rows_of(at, request.url.path, asks, fetch, item))


@routes.get("/reports/{id}", summary="One report", **told(One[ReportWhole], PART, 404, 409))
def report(request: Request, at: At, id: Id, asks: Annotated[Asks, Query()]) -> Response:
    """What is known of it, without its text; `claims` leads to what it tells."""

    def make() -> Item:
        found = _known(at, id, asks)
        captures, claims = at.reader.captures(found.id), f"{PREFIX}/reports/{found.id}/claims"
        line = report_line(found, captures) | {"claims": claims}
        return Item("", found.id, lambda: line, lambda: found.demonstration)

    return answered(request, at, asks, lambda: one_thing(at.looks.head, make()))


@routes.get("/reports/{id}/claims", summary="Claims of a report", **told(Listed[Claim], PART, 404, 409))
def claims(request: Request, at: At, id: Id, asks: Annotated[AsksPage, Query()]) -> Response:
    """In the order of its text; private persons have the name of their role."""

    def filters() -> Filters:
        return replace(asks.filters(at.reader), report=_known(at, id, asks).id)

    return answered(request, at, asks, lambda: claims_of(at, request.url.path, asks, filters()))


def _known(at: Desk, id: str, asks: Asks) -> Report:
    """SaysoError E052 for a report that came only later; E027, E028 as `Reader.report`."""
    found, filters = at.reader.report(id), asks.filters(at.reader)
    if not was_there(at.reader, found.id, filters):
        raise SaysoError("E052", what="report", moment=filters.as_of or filters.recorded_by)
    return found
