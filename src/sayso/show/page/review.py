"""View 5: the review. At the left what to look at, in its order; at the right one question; what was just said above both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sayso.ledger.query import Opinion
from sayso.reconcile.doubts import Doubt, Why
from sayso.reconcile.figure_words import number
from sayso.reconcile.pairs import parted
from sayso.reconcile.publishing import teller
from sayso.reconcile.review_queue import RULE, Doubtful, left
from sayso.show.page.cards import heading
from sayso.show.page.opinions import NOT_HERE, Opined, opined, words_that_stand
from sayso.show.page.review_question import AskedAbout, asked_about
from sayso.show.page.subjects import Subjects
from sayso.show.words import plain

MOST = 60
"""Questions listed; the rest are counted."""
LATELY = 6
"""Decisions listed below the queue."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question in the list. `others`: further doubts about it."""

    subject: str
    number: str
    of: str
    who: str
    doubt: Doubt
    others: int
    now: bool


@dataclass(frozen=True, slots=True)
class Review:
    rows: tuple[Row, ...]
    more: int
    rule: str
    question: AskedAbout | None
    opinions: tuple[Opined, ...]
    """On what the question is about, the oldest first."""
    mine: Opined | None
    """My last word on it, which I can take back."""
    before: str | None
    """The questions before and after this one."""
    after: str | None
    place: int
    """Of this question among those left, from 1; 0 where it is none of them."""
    left: int
    lately: tuple[Opined, ...]


@dataclass(frozen=True, slots=True)
class JustSaid:
    """What this person said last of something, and what others said of it meanwhile."""

    opined: Opined
    since: tuple[Opined, ...]


def review(of: Subjects, opinions: Sequence[Opinion], me: str, subject: str | None) -> Review:
    """`opinions`: those given by the moment. `subject`: what to ask about; None = the first.

    SaysoError E027 where nothing has that id, E028 for several.
    """
    waiting = left(of.queue, words_that_stand(opinions))
    order = [one.subject for one in waiting]
    shown = subject or (order[0] if order else None)
    question = asked_about(of, shown) if shown else None
    at = order.index(question.id) if question and question.id in order else None
    told = opined(opinions, of.named, me)
    here = tuple(one for one in told if question and _concerns(one, question))
    if question and any(one.stands for one in here):
        question = replace(question, doubts=tuple(one for one in question.doubts if one.why is not Why.UNREVIEWED))
    rows = tuple(_row(one, question) for one in waiting[:MOST])
    return Review(
        rows=rows,
        more=max(0, len(waiting) - MOST),
        rule=RULE,
        question=question,
        opinions=here,
        mine=next((one for one in reversed(here) if one.mine), None),
        before=order[at - 1] if at else None,
        after=following(order, question.id if question else None),
        place=0 if at is None else at + 1,
        left=len(order),
        lately=tuple([one for one in reversed(told) if NOT_HERE not in one.names][:LATELY]),
    )


def following(order: Sequence[str], subject: str | None) -> str | None:
    """The question after `subject`; the first where it is none of them, None where none is left."""
    others = [one for one in order if one != subject]
    if subject in order:
        at = order.index(subject)
        return order[at + 1] if at + 1 < len(order) else next(iter(others), None)
    return next(iter(others), None)


def just_said(
    of: Subjects, opinions: Sequence[Opinion], me: str, subject: str, seq_of: Callable[[str], int | None]
) -> JustSaid | None:
    """My last word on `subject`, taking back too. `seq_of`: number of the entry that a head is of."""
    told = [one for one in opined(opinions, of.named, me) if one.opinion.verdict.subject == subject]
    mine = next((one for one in reversed(told) if one.opinion.verdict.reviewer == me), None)
    if mine is None:
        return None
    seen = seq_of(mine.opinion.verdict.head)
    since = (
        one
        for one in told
        if seen is not None and seen < one.opinion.seq < mine.opinion.seq and one.opinion.verdict.reviewer != me
    )
    return JustSaid(mine, tuple(since))


def _concerns(one: Opined, question: AskedAbout) -> bool:
    return one.opinion.verdict.subject in question.concerns or bool(
        parted(one.opinion.verdict.subject) and question.subject in one.subjects
    )


def _row(one: Doubtful, question: AskedAbout | None) -> Row:
    first, *others = one.doubts
    now = question is not None and question.id == one.subject
    if one.view is not None and one.value is not None:
        return Row(one.subject, number(one.value.figure), heading(one.view), teller(one.value), first, len(others), now)
    happened = plain(one.incident.kind) if one.incident else ""
    place = one.incident.place.name if one.incident and one.incident.place else ""
    if parted(one.subject) and one.telling is not None:
        claim = one.telling.claim
        shown = number(claim.figure) if claim.figure else plain(claim.kind)
        return Row(one.subject, shown, plain(claim.kind), one.telling.carrier.publisher, first, len(others), now)
    return Row(one.subject, happened, place, "", first, len(others), now)
