"""View 3, one report: `/report/ID`, and `/claim/ID`, which leads to the claim in its report."""

from __future__ import annotations

import threading
from collections import OrderedDict

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.ledger.append import Head
from sayso.ledger.filters import Filters
from sayso.reconcile.keep.beside import copied, versions
from sayso.serve.answers import page
from sayso.serve.asking import Asks
from sayso.serve.desk import At
from sayso.serve.looks import Look
from sayso.show.page.by_report import ByReport, by_report
from sayso.show.page.report import report_page
from sayso.show.page.situation import slider
from sayso.types import Claim

routes = APIRouter()

KEPT = 4
"""Looks whose reports are kept at hand."""


@routes.get("/report/{id}")
def report(id: str, request: Request, at: At, asks: Asks) -> HTMLResponse:
    """The report whose id begins so, or that has this name. SaysoError E027, E028 as `Reader.report`.

    Its claims are shown whatever is asked for; how they stand is as of the moment asked for, by all that is known then.
    """
    filters = asks.filters(at.reader)
    moment = Filters(as_of=filters.as_of, recorded_by=filters.recorded_by)
    found = at.reader.report(id)
    look = at.looks.at(moment, stale_ok=True)
    known = _known.of(look)

    def claims_of(id: str) -> list[Claim]:
        """As the look has them at hand; what came after its moment is read from the ledger."""
        if id in known.tellings:
            return [telling.claim for telling in known.tellings[id]]
        return [one.claim for one in at.reader.claims(Filters(report=id, recorded_by=filters.recorded_by))]

    view = report_page(
        found,
        claims_of(found.id),
        known,
        filters.as_of,
        at.reader.captures(found.id),
        versions(at.reader, found, claims_of),
        copied(at.reader, found),
    )
    return page(request, at, "report.html", asks, view=view, slider=slider(look.first, look.last, filters.as_of))


@routes.get("/claim/{id}")
def claim(id: str, at: At, asks: Asks) -> RedirectResponse:
    """SaysoError E027, E028 as `Reader.claim`."""
    found = at.reader.claim(id)
    return RedirectResponse(f"{asks.at(f'/report/{found.report.id}')}#{found.claim.id}", 307)


class _Known:
    """What looks hold of each report, for the last few of them. A head and filters say which look it is, in any ledger."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[Head, Filters], ByReport] = OrderedDict()

    def of(self, look: Look) -> ByReport:
        with self._lock:
            found = self._made.pop((look.head, look.filters), None)
            if found is None:
                found = by_report(look.knowledge.world, look.series, look.incidents)
            self._made[look.head, look.filters] = found
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
            return found


_known = _Known()
