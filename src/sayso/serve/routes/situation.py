"""View 1, the situation: `/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from sayso.ledger.filters import Filters
from sayso.reconcile.moment import moment as day_shown
from sayso.serve import looked
from sayso.serve.answers import page
from sayso.serve.asking import Asks
from sayso.serve.desk import At, Desk, known
from sayso.serve.looks import Look
from sayso.show.page.changed import Changes, Known, changes
from sayso.show.page.drawn import course, sparks
from sayso.show.page.places import places
from sayso.show.page.rendering import moment
from sayso.show.page.situation import moments_before, situation_page, slider
from sayso.vocabulary import PlacePrecision

routes = APIRouter()

DAYS = {"day": 1, "week": 7, "month": 30}
LOOK = "look"


@dataclass(frozen=True, slots=True)
class Compared:
    """What the view is compared with: `how` is "look", "day", "week" or "month"."""

    how: str
    since: str
    """In words."""
    found: Changes


@routes.get("/")
def situation(
    request: Request,
    at: At,
    asks: Asks,
    compare: Annotated[str, Query(max_length=10)] = "",
) -> HTMLResponse:
    """All that is known of what is asked for, by the moment asked for."""
    filters = asks.filters(at.reader)
    look = known(at, filters)
    last = looked.read(request.cookies.get(looked.COOKIE))
    seen = looked.again(last, at.looks.head.seq, at.clock())
    day = day_shown(filters.as_of or filters.until, at.clock().date(), look.knowledge.world.carriers.values())
    view = situation_page(look.knowledge, look.series, look.incidents, look.measures, day)
    answer = page(
        request,
        at,
        "situation.html",
        asks,
        title=asks.situation or _place(look, asks.place) or "Everything in this ledger",
        view=view,
        slider=slider(look.first, look.last, filters.as_of),
        compared=_compared(at, look, filters, seen, compare),
        sparks=sparks(view.large, day),
        course=course(
            look.measures, look.incidents, day, (look.first or "")[:10] or None, lambda id: asks.at(f"/incident/{id}")
        ),
        places=places(view.tellings, view.standings, lambda where: asks.at("/search", place=where.name)),
        behind=at.looks.head.seq - look.head.seq,
    )
    answer.set_cookie(looked.COOKIE, seen.written(), looked.KEPT, httponly=True, samesite="strict")
    return answer


def _compared(at: Desk, look: Look, filters: Filters, seen: looked.Looked, how: str) -> Compared | None:
    """With the look before where that is asked for, or where something has come in since; else with the day before."""
    if how == LOOK or (not how and filters.as_of is None and seen.before < look.head.seq):
        before = at.looks.without(look, as_of=filters.as_of, seq=seen.before)
        since = f"since you looked, {moment(seen.before_at.isoformat())}"
        return Compared(LOOK, since, changes(_known(before), _known(look)))
    how = how if how in DAYS else "day"
    earlier = moments_before(filters.as_of, look.last, DAYS[how])
    if earlier is None:
        return None
    before = at.looks.without(look, as_of=earlier, seq=None)
    return Compared(how, f"in the {how} after {moment(earlier)}", changes(_known(before), _known(look)))


def _place(look: Look, asked: str | None) -> str | None:
    """What reports call the country whose code was given; any other place as it was asked for."""
    whole = (t.claim.place for t in look.knowledge.tellings)
    return next((p.name for p in whole if p and p.country == asked and p.precision is PlacePrecision.COUNTRY), asked)


def _known(look: Look) -> Known:
    return Known(look.series, look.incidents, look.measures)
