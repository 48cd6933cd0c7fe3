"""View 1, the situation: `/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from sayso.ledger.filters import COUNTRY_CODE, Filters
from sayso.reconcile.moment import moment as day_shown
from sayso.serve import looked
from sayso.serve.answers import page
from sayso.serve.asking import Asks, Question
from sayso.serve.desk import At, Desk, known
from sayso.serve.looks import Look
from sayso.show.page.changed import Changes, Known, changes
from sayso.show.page.drawn import Chart, course, sparks
from sayso.show.page.places import Places, places
from sayso.show.page.rendering import moment
from sayso.show.page.situation import SituationPage, moments_before, situation_page, slider
from sayso.vocabulary import PlacePrecision

routes = APIRouter()

DAYS = {"day": 1, "week": 7, "month": 30}
LOOK = "look"


@dataclass(frozen=True, slots=True)
class Front:
    """What the view makes of a look: the same for everybody who asks the same."""

    view: SituationPage
    sparks: Mapping[str, Markup]
    course: Chart
    places: Places


@dataclass(frozen=True, slots=True)
class Compared:
    """What the view is compared with: `how` is "look", "day", "week" or "month"."""

    how: str
    since: str
    """In words."""
    found: Changes | None
    """None while it is being worked out."""


@routes.get("/")
def situation(request: Request, at: At, asks: Asks, compare: Annotated[str, Query(max_length=10)] = "") -> HTMLResponse:
    """All that is known of what is asked for, by the moment asked for."""
    filters = asks.filters(at.reader)
    look = known(at, filters)
    front = shown(at, look, asks)
    seen = looked.again(looked.read(request.cookies.get(looked.COOKIE)), at.looks.head.seq, at.clock())
    answer = page(
        request,
        at,
        "situation.html",
        asks,
        title=asks.situation or _place(look, asks.place) or "Everything in this ledger",
        front=front,
        view=front.view,
        slider=slider(look.first, look.last, filters.as_of, len(look.knowledge.tellings)),
        compare=compare,
        compared=_compared(at, look, filters, seen, compare),
        behind=at.looks.head.seq - look.head.seq,
    )
    answer.set_cookie(looked.COOKIE, seen.written(), looked.KEPT, httponly=True, samesite="strict")
    return answer


def shown(at: Desk, look: Look, asks: Question) -> Front:
    """What the view makes of `look`; `asks` is for the links in it."""
    of = look.filters
    day = day_shown(of.as_of or of.until, at.clock().date(), look.knowledge.world.carriers.values())
    return at.kept.of(look, ("situation", asks, day), lambda look: _front(look, asks, day))


def _front(look: Look, asks: Question, day: str) -> Front:
    view = situation_page(look.knowledge, look.series, look.incidents, look.measures, day)
    first = (look.first or "")[:10] or None
    return Front(
        view=view,
        sparks=sparks(view.large, day),
        course=course(look.measures, look.incidents, day, first, lambda id: asks.at(f"/incident/{id}")),
        places=places(view.tellings, lambda where: asks.at("/search", place=where.name)),
    )


def _compared(at: Desk, look: Look, filters: Filters, seen: looked.Looked, how: str) -> Compared | None:
    """With the look before where that is asked for, or where something has come in since; else with the day before."""
    if how == LOOK or (not how and filters.as_of is None and seen.before < look.head.seq):
        since = f"since you looked, {moment(seen.before_at.isoformat())}"
        return Compared(LOOK, since, _changes(at, look, filters.as_of, seen.before))
    how = how if how in DAYS else "day"
    earlier = moments_before(filters.as_of, look.last, DAYS[how])
    if earlier is None:
        return None
    return Compared(how, f"in the {how} after {moment(earlier)}", _changes(at, look, earlier, None))


def _changes(at: Desk, look: Look, as_of: str | None, seq: int | None) -> Changes | None:
    """Against what had been published by `as_of` and was an entry up to `seq`; None while that is being worked out."""
    before = at.looks.soon(look, as_of=as_of, seq=seq)
    if before is None:
        return None
    name = ("changes", as_of, seq, before.head.seq)
    return at.kept.of(look, name, lambda look: changes(_known(before), _known(look)))


def _place(look: Look, asked: str | None) -> str | None:
    """What reports call the country whose code was given; any other place as it was asked for."""
    whole = (t.claim.place for t in look.knowledge.tellings) if asked and len(asked) == COUNTRY_CODE else ()
    return next((p.name for p in whole if p and p.country == asked and p.precision is PlacePrecision.COUNTRY), asked)


def _known(look: Look) -> Known:
    return Known(look.series, look.incidents, look.measures)
