"""View 5, the review: `/review` asks one question after another, `/review/log` lists what people decided.

A verdict is a form: it is posted, kept in the ledger, and answered with the next question. Who gives it is remembered in a
cookie of this page alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, unquote, urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.commands.judging import OF_TWO, Given, judge, withdraw
from sayso.errors import SaysoError
from sayso.ledger.filters import EVERYTHING
from sayso.reconcile.pairs import parted
from sayso.reconcile.review_queue import left
from sayso.reconcile.subjects import Subject, claim_subject
from sayso.serve.answers import page
from sayso.serve.asking import Asks, Question
from sayso.serve.desk import At, Desk, known
from sayso.serve.kept import Made
from sayso.serve.looks import Look
from sayso.show.page.opinions import log, words_that_stand
from sayso.show.page.review import following, just_said, review
from sayso.show.page.subjects import Subjects, subjects

routes = APIRouter()

REVIEWER = "sayso_reviewer"
"""Cookie with the name that was typed last."""
KEPT = 60 * 60 * 24 * 400
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
    filled = Filled(verdict, why, other.strip(), reviewer.strip()[:LONGEST_NAME])
    of = _known(at, asks, subject)
    order = [one.subject for one in left(of.queue, words_that_stand(at.reader.opinions()))]
    first, second = parted(subject) or (subject, "")
    given = Given(first, verdict, why, filled.reviewer, _other(verdict, filled.other or second))
    try:
        done = judge(at.session, at.reader, lambda id: _find(at, of, id), given, _seen(at, head))
    except SaysoError as error:
        return _page(request, at, asks, subject, filled=filled, wrong=error)
    onwards = {"subject": following(order, subject) or "", "said": done.said.subject}
    return _remembered(_to("/review", asks, onwards), filled.reviewer)


@routes.post("/review/undo")
def undone(
    request: Request, at: At, asks: Asks, subject: Typed = "", why: Typed = "", reviewer: Typed = "", head: Typed = ""
) -> Response:
    """Take back the last word of this reviewer on `subject`, and ask about it again."""
    try:
        done = withdraw(at.session, at.reader, subject, reviewer, why, _seen(at, head))
    except SaysoError as error:
        return _page(request, at, asks, subject, filled=Filled(reviewer=reviewer), wrong=error)
    return _to("/review", asks, {"subject": done.said.subject, "said": done.said.subject})


@routes.get("/review/log")
def decisions(request: Request, at: At, asks: Asks) -> HTMLResponse:
    """All that people decided, the newest first."""
    of = shown(at, known(at, EVERYTHING)).made
    me = _reviewer(request, at)
    told = log(at.reader.opinions(), lambda id: _found(at, of, id), me)
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
    look = known(at, asks.filters(at.reader))
    kept = shown(at, look)
    of = kept.made
    me = _reviewer(request, at)
    opinions = at.reader.opinions()
    try:
        view = review(of, opinions, me, subject)
    except SaysoError as error:
        if error.code.code != "E027" or look.filters == EVERYTHING:
            raise
        view = review(_known(at, asks, subject or ""), opinions, me, subject)
    mine = next((one.verdict for one in reversed(opinions) if one.verdict.subject == said and one.verdict.reviewer == me), None)
    seen = at.reader.seq_of(mine.head) if mine else None
    everything = shown(at, known(at, EVERYTHING)).made if said else of
    return page(
        request,
        at,
        "review.html",
        asks,
        status=400 if wrong else 200,
        view=view,
        said=just_said(everything, opinions, me, said, seen) if said else None,
        filled=filled or Filled(other=view.question.other if view.question else "", reviewer=me),
        me=me,
        wrong=wrong,
        head=kept.look.head.hash,
    )


def _known(at: Desk, asks: Question, id: str) -> Subjects:
    """What fits the filters; everything where the id, or one of the two, is not among that."""
    of = shown(at, at.looks.at(asks.filters(at.reader), stale_ok=True)).made
    if all(_in(of, one) for one in parted(id) or (id,)):
        return of
    return shown(at, at.looks.at(EVERYTHING, stale_ok=True)).made


def _in(of: Subjects, id: str) -> bool:
    return not id or any(id in ids for ids in (of.values, of.series, of.incidents, of.measures)) or id in of.tellings


def _find(at: Desk, of: Subjects, id: str) -> Subject:
    """Among what is shown, else among all: a claim is looked up in the ledger. SaysoError E027, E028."""
    try:
        return of.find(id)
    except SaysoError as unknown:
        if unknown.code.code != "E027" or not id:
            raise
    try:
        return shown(at, at.looks.at(EVERYTHING, stale_ok=True)).made.find(id)
    except SaysoError as unknown:
        if unknown.code.code != "E027":
            raise
    return claim_subject(at.reader.claim(id).claim)


def _found(at: Desk, of: Subjects, id: str) -> Subject | None:
    try:
        return of.find(id)
    except SaysoError:
        return None


def _other(verdict: str, typed: str) -> str | None:
    """What a form sends along with a verdict on one is passed over: the field is there for the other verdicts."""
    return typed or None if verdict in OF_TWO else None


def _seen(at: Desk, head: str) -> str | None:
    """The head that the page showed; SaysoError E036 for what is none of this ledger."""
    if not head:
        return None
    if at.reader.seq_of(head) is None:
        raise SaysoError("E036", value=head)
    return head


def _reviewer(request: Request, at: Desk) -> str:
    return unquote(request.cookies.get(REVIEWER, ""))[:LONGEST_NAME].strip() or at.session.settings.reviewer


def _remembered(answer: Response, reviewer: str) -> Response:
    answer.set_cookie(REVIEWER, quote(reviewer), KEPT, path="/review", httponly=True, samesite="strict")
    return answer


def _to(path: str, asks: Question, also: dict[str, str]) -> RedirectResponse:
    query = urlencode({**asks.asked, **{name: value for name, value in also.items() if value}})
    return RedirectResponse(f"{path}?{query}" if query else path, 303)
