"""`sayso review`: a person's decision, kept beside everybody else's, and what the others say."""

from __future__ import annotations

from sayso.commands.judging import Decision, judge
from sayso.commands.knowing import known, reader
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.filters import EVERYTHING
from sayso.ledger.query import Reader
from sayso.printable import clean
from sayso.reconcile.subjects import Subject, claim_subject, subject


def review(session: Session, id: str, verdict: str, why: str, other: str | None, reviewer: str | None) -> None:
    """Append the verdict. SaysoError as `judging.judge`; E027 or E028 for an id that is none or several."""
    decision = Decision(id, verdict, why, reviewer or session.settings.reviewer, other)
    with reader(session) as looking:
        done = judge(session, looking, lambda beginning: _subject(session, looking, beginning), decision)
    session.out.print(clean(f"{done.said.verdict.value.replace('_', ' ')}: {done.name}"), soft_wrap=True, markup=False)
    if done.again:
        session.tell("you said so before; nothing was added")
    for one in done.others:  # opinions stand side by side
        session.tell(f"{one.reviewer} says {one.verdict.value.replace('_', ' ')}: {one.reason}")


def _subject(session: Session, looking: Reader, id: str) -> Subject:
    """A claim is looked up by itself; everything else is made from all claims, so that is made only where it is needed."""
    try:
        return claim_subject(looking.claim(id).claim)
    except SaysoError as unknown:
        if unknown.code.code != "E027":
            raise
        return subject(known(session, looking, EVERYTHING), id)
