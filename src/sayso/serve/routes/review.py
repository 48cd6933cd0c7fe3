"""View 5, the review: `/review` asks one question after another, `/review/log` lists what people decided.

A verdict is a form: it is posted, kept in the ledger, and answered with the next question. Who gives it is remembered in a
cookie of this page alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.commands.judging import OF_TWO, Decision, judge, withdraw
from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.reconcile.pairs import parted
from sayso.reconcile.review_queue import left
from sayso.reconcile.subjects import Subject, claim_subject
from sayso.serve import looked
from sayso.serve.answers import page
from sayso.serve.asking import Asks, Question
from sayso.serve.desk import At, Desk, known
from sayso.serve.kept import Made
from sayso.serve.looks import Look
from sayso.serve.shared.asked_by import who
from sayso.serve.sought import Looking, sought
from sayso.serve.status import status_of
from sayso.show.page.opinions import log, words_that_stand
from sayso.show.page.review import JustSaid, following, just_said, review
from sayso.show.page.subjects import Subjects, subjects

routes = APIRouter()

REVIEWER = "sayso_reviewer"
"""Cookie with the name that was typed last."""
LONGEST_NAME = 200
NO_LEDGER_ID = 200
"""Characters of an id, or of two, in an address."""

Id = Annotated[str, Query(max_length=NO_LEDGER_ID)]
Typed = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was typed into the form, so that an error loses nothing of it."""

    verdict: str = ""
    why: str = ""
    other: str = ""
    reviewer: str = ""


def _subjects(look: Look) -> Subjects:
    return subjects(look.knowledge.world.tellings, look.series, look.incidents, look.measures)


def shown(at: Desk, look: Look) -> Made[Subjects]:
    """What people may decide about, of this look or, while it is made, of the last one."""
    return at.kept.lately(look, "subjects", _subjects)


@routes.get("/review")
def asked(request: Request, at: At, asks: Asks, subject: Id = "", said: Id = "") -> HTMLResponse:
    """The question about `subject`, else the first. `said`: on what a verdict was just given."""
    return _page(request, at, asks, subject or None, said=said or None)


@routes.post("/review")
def decided(
    request: Request,
    at: At,
    asks: Asks,
    subject: Typed = "",
    verdict: Typed = "",
    why: Typed = "",
    other: Typed = "",
    reviewer: Typed = "",
    head: Typed = "",
) -> Response:
    """Keep the verdict and go on to the next question; or say what it lacks, with all that was typed."""
    filled = Filled(verdict, why, other.strip(), _signed(request, reviewer))
    filters = asks.filters(at.reader)
    of = _about(at, filters, subject, last).made
    order = [one.subject for one in left(of.queue, words_that_stand(at.reader.opinions(filters)))]
    first, second = parted(subject) or (subject, "")
    given = Decision(first, verdict, why, filled.reviewer, _other(verdict, filled.other or second))
    try:
        done = judge(at.session, at.reader, lambda id: _find(at, of, filters, id), given, _seen(at, head))
    except SaysoError as error:
        return _page(request, at, asks, subject, filled=filled, wrong=error)
    onwards = {"subject": following(order, subject), "said": done.said.subject}
    answer = RedirectResponse(asks.at("/review", onwards), HTTPStatus.SEE_OTHER)
    return answer if who(request) else _remembered(answer, filled.reviewer)


@routes.post("/review/undo")
def undone(
    request: Request, at: At, asks: Asks, subject: Typed = "", why: Typed = "", reviewer: Typed = "", head: Typed = ""
) -> Response:
    """Take back the last word of this reviewer on `subject`, and ask about it again."""
    reviewer = _signed(request, reviewer)
    try:
        done = withdraw(at.session, at.reader, subject, reviewer, why, _seen(at, head))
    except SaysoError as error:
        return _page(request, at, asks, subject, filled=Filled(reviewer=reviewer), wrong=error)
    again = {"subject": done.said.subject, "said": done.said.subject}
    return RedirectResponse(asks.at("/review", again), HTTPStatus.SEE_OTHER)


@routes.get("/review/log")
def decisions(request: Request, at: At, asks: Asks) -> HTMLResponse:
    """All that people had decided by the moment, the newest first."""
    moment = asks.filters(at.reader).moment
    of = shown(at, known(at, moment)).made
    me = _reviewer(request, at)
    told = log(at.reader.opinions(moment), of.named, me)
    return page(request, at, "review_log.html", asks, view=told, me=me, head=at.looks.head.hash)


def _page(
    request: Request,
    at: Desk,
    asks: Question,
    subject: str | None,
    *,
    said: str | None = None,
    filled: Filled | None = None,
    wrong: SaysoError | None = None,
) -> HTMLResponse:
    filters = asks.filters(at.reader)
    looking: Looking = last if request.method == "POST" else known
    me = _reviewer(request, at)
    kept = _about(at, filters, subject or "", looking)
    view = review(kept.made, at.reader.opinions(filters), me, subject)
    return page(
        request,
        at,
        "review.html",
        asks,
        status=_status(wrong),
        view=view,
        said=_just_said(at, looking(at, filters.moment), me, said) if said else None,
        filled=filled or Filled(other=view.question.other if view.question else "", reviewer=me),
        me=me,
        wrong=wrong,
        shown=kept.look.shown,
        head=kept.look.head.hash,
    )


def _status(wrong: SaysoError | None) -> int:
    """What cannot be kept now is no mistake of who asks; all else is told in the form as one."""
    if wrong is None:
        return 200
    return status_of(wrong) if status_of(wrong) >= 500 else 400


def _just_said(at: Desk, look: Look, me: str, subject: str) -> JustSaid | None:
    """Told of whatever moment is shown."""
    return just_said(shown(at, look).made, at.reader.opinions(), me, subject, at.reader.seq_of)


def last(at: Desk, filters: Filters) -> Look:
    """For what is posted: an answer that comes by itself later would have lost what was typed, so this one waits."""
    return at.looks.at(filters, stale_ok=True)


def _about(at: Desk, filters: Filters, id: str, looking: Looking) -> Made[Subjects]:
    """What fits the filters; all that was known at the moment where the id, or one of the two, is not among that.

    SaysoError E052 for what is told of only later. What is nowhere is left to who looks for it.
    """

    def holding(look: Look) -> Made[Subjects] | None:
        of = shown(at, look)
        return of if all(_is_told(of.made, one) for one in parted(id) or (id,)) else None

    try:
        return sought(at, filters, id, KIND.get(id[0], "link"), holding, looking)[1] if id else shown(at, looking(at, filters))
    except SaysoError as error:
        if error.code.code != "E027":
            raise
    return shown(at, looking(at, filters))


KIND = {"c": "claim", "v": "number", "s": "figure", "i": "incident", "m": "measure"}
"""What a thing is by the letter with which its id begins."""


def _is_told(of: Subjects, id: str) -> bool:
    """Does anything there have this id, or several things one that begins so?"""
    try:
        of.find(id)
    except SaysoError as error:
        return error.code.code != "E027"
    return True


def _find(at: Desk, of: Subjects, filters: Filters, id: str) -> Subject:
    """Among what is shown, else among all of the moment: a claim is looked up in the ledger. SaysoError E027, E028."""
    try:
        return of.find(id)
    except SaysoError as unknown:
        if unknown.code.code != "E027" or not id:
            raise
    try:
        return shown(at, last(at, filters.moment)).made.find(id)
    except SaysoError as unknown:
        if unknown.code.code != "E027":
            raise
    return claim_subject(at.reader.claim(id).claim)


def _other(verdict: str, typed: str) -> str | None:
    """What a form sends along with a verdict on one is passed over: the field is there for the other verdicts."""
    return typed or None if verdict in OF_TWO else None


def _seen(at: Desk, head: str) -> str | None:
    """The head that the page showed, None where it says none; SaysoError E036 for what is none of this ledger."""
    if not head:
        return None
    own = head if at.reader.seq_of(head) is not None else None
    seen = own if at.seen_as is None else at.seen_as(head)
    if seen is None:
        raise SaysoError("E036", value=head)
    return seen


def _signed(request: Request, typed: str) -> str:
    """Who gives the verdict: whoever is logged in, and what was typed only where nobody is asked who they are."""
    asked = who(request)
    return asked.name if asked else typed.strip()[:LONGEST_NAME]


def _reviewer(request: Request, at: Desk) -> str:
    asked = who(request)
    if asked is not None:
        return asked.name
    return unquote(request.cookies.get(REVIEWER, ""))[:LONGEST_NAME].strip() or at.session.settings.reviewer


def _remembered(answer: Response, reviewer: str) -> Response:
    answer.set_cookie(REVIEWER, quote(reviewer), looked.KEPT, path="/review", httponly=True, samesite="strict")
    return answer
