"""`sayso review`: a person's decision on a claim, value, figure, incident or link, kept beside everybody else's."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.commands.knowing import known, reader
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.filters import EVERYTHING
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.printable import clean
from sayso.reconcile.pairs import paired
from sayso.reconcile.subjects import Subject, subject
from sayso.types import Verdict
from sayso.vocabulary import Verdicts

OF_TWO = frozenset({Verdicts.DUPLICATE, Verdicts.SAME_INCIDENT, Verdicts.OTHER_INCIDENT})
"""Verdicts that are said of two things."""


def review(session: Session, id: str, verdict: str, why: str, other: str | None, reviewer: str | None) -> None:
    """Append the verdict.

    Raises SaysoError E046 for a verdict that is none, E047 without a reason, E044 without a reviewer, E045 where it is said of
    two and only one is given, E048 where it is said of one and two are given or of one thing twice, E027 or E028 for an id that
    is none or several.
    """
    word, who = _verdict(verdict), reviewer or session.settings.reviewer
    if not why.strip():
        raise SaysoError("E047")
    if not who.strip():
        raise SaysoError("E044")
    if word in OF_TWO and other is None:
        raise SaysoError("E045", verdict=word.value)
    if word not in OF_TWO and other is not None:
        raise SaysoError("E048", detail=f"{word.value} is said of one, and --with names another")
    with reader(session) as looking:
        about = _subject(session, looking, id)
        beside = _subject(session, looking, other) if other is not None else None
        if beside is not None and about.id == beside.id:
            raise SaysoError("E048", detail=f"{word.value} is said of two, and both are {about.id}")
        of = paired(about.id, beside.id) if beside else about.id
        said = Verdict(of, word, why, who, session.clock(), looking.head().hash)
        before = looking.verdicts(of)
    again = _said_last(before, said)
    if not again:
        with Ledger.open(session.ledger, session.clock, wait_seconds=session.settings.wait_seconds) as ledger:
            ledger.append_verdict(said)
    names = about.name if beside is None else f"{about.name}, and {beside.name}"
    session.out.print(clean(f"{word.value.replace('_', ' ')}: {names}"), soft_wrap=True, markup=False)
    if again:
        session.tell("you said so before; nothing was added")
    for one in before:  # opinions stand side by side
        if one.reviewer != who:
            session.tell(f"{one.reviewer} says {one.verdict.value.replace('_', ' ')}: {one.reason}")


def _said_last(before: Sequence[Verdict], said: Verdict) -> bool:
    """Is it what this reviewer said last of the same, for the same reason?"""
    own = [one for one in before if one.reviewer == said.reviewer]
    return bool(own) and (own[-1].verdict, own[-1].reason) == (said.verdict, said.reason)


def _verdict(name: str) -> Verdicts:
    word = name.replace("-", "_").lower()
    if word not in set(Verdicts):
        raise SaysoError("E046", name=name, known=", ".join(Verdicts))
    return Verdicts(word)


def _subject(session: Session, looking: Reader, id: str) -> Subject:
    """A claim is looked up by itself; everything else is made from all claims, so that is made only where it is needed."""
    try:
        found = looking.claim(id)
    except SaysoError as unknown:
        if unknown.code.code != "E027":
            raise
        return subject(known(session, looking, EVERYTHING), id)
    return Subject(found.claim.id, f"“{found.claim.evidence.text}”")
