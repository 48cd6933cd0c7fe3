"""Saved views: `/situations` lists them, and saves the one that the form tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from sayso.commands import situations as saved
from sayso.errors import SaysoError
from sayso.ledger.filters import COUNTRY_CODE
from sayso.reconcile.situations import Situation, situation, situations
from sayso.serve.answers import page
from sayso.serve.asking import LONGEST, Asks, Question, question
from sayso.serve.desk import At, Desk
from sayso.show.page.adding import Wrong, wrong
from sayso.understand.places.gazetteer import gazetteer

routes = APIRouter()

SITUATIONS = "/situations"
LONGEST_NAME = 80

Field = Annotated[str, Form(max_length=LONGEST)]


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    words: str


@routes.get(SITUATIONS)
def all_saved(request: Request, at: At, asks: Asks) -> Response:
    """SaysoError as `Question.filters`: the page tells the moment that the address asks for."""
    asks.filters(at.reader)
    return _page(request, at, asks, "", None, 200)


@routes.post(SITUATIONS)
def save(
    request: Request,
    at: At,
    name: Field = "",
    situation: Field = "",
    kind: Field = "",
    place: Field = "",
    since: Field = "",
    until: Field = "",
    text: Field = "",
    anew: Annotated[bool, Form(alias="replace")] = False,
) -> Response:
    """Save the filters under a name and show them so; or say what is wrong, with the form as it was. A moment is not saved."""
    asks = question(situation=situation, kind=kind, place=place, since=since, until=until, text=text)
    try:
        made = _made(at, name.strip(), asks)
        saved.save(at.session, made, anew)
    except SaysoError as error:
        if error.code.code not in HERE:
            raise
        told = wrong(error)
        return _page(request, at, asks, name, Wrong(told.code, told.what, HERE[told.code] or told.remedy), 409)
    return RedirectResponse(f"/?situation={quote(made.name)}", HTTPStatus.SEE_OTHER)


HERE = {"E043": "give another name, or tick “replace it”", "E063": "", "E011": "", "E016": ""}
"""What is told in the form itself; the remedy where that of the code speaks of the command line."""


def _made(at: Desk, name: str, asks: Question) -> Situation:
    """What is asked for, on top of the situation that is looked at. SaysoError E063 for no name, E011, E016, E042."""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise SaysoError("E063", longest=LONGEST_NAME)
    under = situation(at.reader, asks.situation) if asks.situation else Situation("")
    kinds = [asks.kind] if asks.kind else under.kinds
    return saved.asked(
        name,
        asks.place or under.place,
        asks.since or under.since,
        asks.until or under.until,
        asks.text or under.text,
        kinds,
    )


def _named(one: Situation) -> Situation:
    """With the name of the country whose code is its place, as no report is at hand here that says what it calls it."""
    country = gazetteer().country(one.place.upper()) if one.place and len(one.place) == COUNTRY_CODE else None
    return replace(one, place=country.name) if country else one


def _page(request: Request, at: Desk, asks: Question, name: str, wrong: Wrong | None, status: int) -> Response:
    rows = [Row(one.name, saved.words(_named(one))) for one in situations(at.reader)]
    return page(request, at, "situations.html", asks, status=status, rows=rows, name=name, wrong=wrong)
