"""View 3, one report: `/report/ID`; `/claim/ID` leads to the claim in its report, `/reports` lists all of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.ledger.filters import Filters
from sayso.ledger.paging import listed_reports
from sayso.reconcile.keep.beside import copied, versions
from sayso.serve.answers import page
from sayso.serve.asking import Asks, Question
from sayso.serve.desk import At, known, moments
from sayso.serve.desk import of_report as story_of_report
from sayso.show.page.of_report import of_report, tellings_of
from sayso.show.page.report import report_page
from sayso.show.page.situation import slider
from sayso.types import Claim

routes = APIRouter()

MOST_COPIES = 24
"""Copies of the text that are named; the rest are counted."""

REPORTS = 50
"""On one page of the list."""


@routes.get("/reports")
def reports(request: Request, at: At, asks: Asks, after: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    """All reports that fit the days asked for, the newest first; `after` is where the page before ended. SaysoError E011.

    Kind, place, words and situation are of claims: the list does not look at them, and its links do not keep them.
    """
    asks = Question(since=asks.since, until=asks.until, as_of=asks.as_of, recorded_by=asks.recorded_by)
    listed = listed_reports(at.reader, REPORTS, after or None, asks.filters(at.reader))
    return page(request, at, "reports.html", asks, listed=listed, is_first=not after)


@routes.get("/report/{id}")
def report(id: str, request: Request, at: At, asks: Asks) -> HTMLResponse:
    """The report whose id begins so, or that has this name. SaysoError E027, E028 as `Reader.report`.

    Its claims are shown whatever is asked for; how they stand is as of the moment asked for, by all that is known then.
    """
    filters = asks.filters(at.reader)
    found = at.reader.report(id)
    look = known(at, story_of_report(at, filters, found.id))
    world = look.knowledge.world
    by_claim, claims = at.by_claim(look), [telling.claim.id for telling in tellings_of(world, found.id)]
    of = of_report(found.id, world, by_claim.figures_of(claims), by_claim.incidents_of(claims))

    def claims_of(id: str) -> list[Claim]:
        """As the look has them at hand; what came after its moment is read from the ledger."""
        at_hand = [telling.claim for telling in tellings_of(world, id)]
        return at_hand or [one.claim for one in at.reader.claims(Filters(report=id, recorded_by=filters.recorded_by))]

    view = report_page(
        found,
        claims_of(found.id),
        of,
        filters.as_of,
        at.reader.captures(found.id),
        versions(at.reader, found, claims_of, behind_ok=True),
        copied(at.reader, found, MOST_COPIES, at.looks.copies(found.id), behind_ok=True),
    )
    return page(
        request,
        at,
        "report.html",
        asks,
        look,
        only=found.id,
        view=view,
        slider=slider(moments(at, look), filters.as_of),
    )


@routes.get("/claim/{id}")
def claim(id: str, at: At, asks: Asks) -> RedirectResponse:
    """SaysoError E027, E028 as `Reader.claim`."""
    found = at.reader.claim(id)
    return RedirectResponse(f"{asks.at(f'/report/{found.report.id}')}#{found.claim.id}", HTTPStatus.TEMPORARY_REDIRECT)
