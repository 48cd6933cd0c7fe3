"""View 1, the situation: `/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from sayso.ledger.filters import Filters
from sayso.read.dates import iso
from sayso.reconcile.days import DAY
from sayso.reconcile.of_stories import of_stories
from sayso.reconcile.situations import situations
from sayso.serve import looked
from sayso.serve.answers import page
from sayso.serve.asking import LONGEST, Asks, Question
from sayso.serve.desk import At, Desk, day_shown, drawn_until, known, moments
from sayso.serve.kept import Made
from sayso.serve.looks import AT_ONCE, Look
from sayso.serve.shared.asked_by import who
from sayso.show.page.changed import Changes, Known, changes
from sayso.show.page.drawn import Chart, course, sparks
from sayso.show.page.places import Places, place_called, places
from sayso.show.page.rendering import moment
from sayso.show.page.situation import SituationPage, moments_before, situation_page, slider

routes = APIRouter()

DAYS = {"day": 1, "week": 7, "month": 30}
LOOK, MORNING = "look", "morning"


@dataclass(frozen=True, slots=True)
class Front:
    """What the view makes of a look: the same for everybody who asks the same."""

    view: SituationPage
    sparks: Mapping[str, Markup]
    course: Chart
    places: Places


@dataclass(frozen=True, slots=True)
class Compared:
    """What the view is compared with: `how` is a word of `LOOK`, `MORNING`, `DAYS`, or a moment."""

    how: str
    since: str
    """In words."""
    found: Changes | None
    """None while it is being worked out."""


@routes.get("/")
def situation(request: Request, at: At, asks: Asks, compare: Annotated[str, Query(max_length=LONGEST)] = "") -> HTMLResponse:
    """All that is known of what is asked for, by the moment asked for."""
    filters = asks.filters(at.reader)
    found = known(at, filters)
    made = shown(at, found, asks)
    look, front = made.look, made.made
    asked_by = who(request)
    cookie = looked.name(at.ledger, asks.query(as_of=None), asked_by.name if asked_by else "")
    seen = looked.again(looked.read(request.cookies.get(cookie)), look.head.seq, at.clock())
    answer = page(
        request,
        at,
        "situation.html",
        asks,
        look,
        title=asks.situation or _place(look, asks.place) or story_called(at, look, asks) or "Everything in this ledger",
        situations=situations(at.reader),
        front=front,
        view=front.view,
        slider=slider(moments(at, look), filters.as_of),
        compare=compare,
        compared=_compared(at, look, filters, seen, compare),
    )
    is_tls = request.url.scheme == "https"
    answer.set_cookie(cookie, seen.written(), looked.KEPT, secure=is_tls, httponly=True, samesite="strict")
    return answer


def story_called(at: Desk, look: Look, asks: Question) -> str | None:
    """What the one story that is asked for is called."""
    rows = at.looks.stories(of_stories(Filters(as_of=look.filters.as_of), frozenset({asks.story}))) if asks.story else ()
    lines = at.looks.lines(look.filters, [one for one in rows if one.id == asks.story])
    return lines[0].title if lines else None


def shown(at: Desk, look: Look, asks: Question) -> Made[Front]:
    """What the view makes of `look`, or of one before it while that takes long; `asks` is for the links in it."""
    day = day_shown(at, look)
    return at.kept.lately(look, ("situation", asks, day), lambda look: _front(look, asks, day))


def _front(look: Look, asks: Question, day: str) -> Front:
    view = situation_page(look.knowledge, look.series, look.incidents, look.measures, day, _place(look, asks.place))
    first, last = (look.first or "")[:DAY] or None, drawn_until(look, day)
    return Front(
        view=view,
        sparks=sparks(view.large, last),
        course=course(look.measures, look.incidents, day, (first, last), lambda id: asks.at(f"/incident/{id}")),
        places=places(view.tellings, lambda where: asks.at("/search", place=where.name)),
    )


def _compared(at: Desk, look: Look, filters: Filters, seen: looked.Looked, how: str) -> Compared | None:
    """With the look before where that is asked for, or where something has come in since; else with a moment: by a word, or as
    it was typed (SaysoError E011 for what is none). Without either the day before."""
    if how == LOOK or (not how and filters.as_of is None and seen.before < look.head.seq):
        since = f"since you looked, {moment(seen.before_at.isoformat())}"
        return Compared(LOOK, since, _changes(at, look, filters.as_of, seen.before))
    how = how or "day"
    earlier = iso(how) if how not in (*DAYS, MORNING) else _earlier(look, filters, how)
    if earlier is None:
        return None
    day = (filters.as_of or look.last or "")[:DAY]
    said = {MORNING: f"on {moment(day)}", **{name: f"in the {name} after {moment(earlier)}" for name in DAYS}}
    return Compared(how, said.get(how, f"since {moment(earlier)}"), _changes(at, look, earlier, None))


def compared_with_day_before(at: Desk, look: Look) -> None:
    """As the view compares it where nothing else is asked for."""
    earlier = _earlier(look, look.filters, "day")
    if earlier is not None:
        _changes(at, look, earlier, None)


def _earlier(look: Look, filters: Filters, how: str) -> str | None:
    """The moment before: so many days, or the end of the day before the one shown."""
    if how == MORNING:
        return moments_before((filters.as_of or look.last or "")[:DAY] or None, None, 1)
    large = len(look.knowledge.tellings) > AT_ONCE  # of which the days are worked out before anybody asks
    return moments_before(filters.as_of or ((look.last or "")[:DAY] if large else None) or None, look.last, DAYS[how])


def _changes(at: Desk, look: Look, as_of: str | None, seq: int | None) -> Changes | None:
    """Against what had been published by `as_of` and was an entry up to `seq`; None while that is being worked out."""
    before = at.looks.soon(look, as_of=as_of, seq=seq)
    if before is None:
        return None
    name = ("changes", as_of, seq, before.head.seq)
    return at.kept.of(look, name, lambda look: changes(_known(before), _known(look)))


def _place(look: Look, asked: str | None) -> str | None:
    return place_called(look.knowledge.tellings, asked)


def _known(look: Look) -> Known:
    return Known(look.series, look.incidents, look.measures)
