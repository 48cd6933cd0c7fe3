"""A person's decision on a claim, value, figure, incident, link or measure: what is checked, and what is appended.

The command and the page both do it through here; each finds subjects in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.pairs import paired
from sayso.reconcile.subjects import Subject
from sayso.reconcile.withdrawals import that_stand
from sayso.types import Verdict
from sayso.vocabulary import Verdicts

OF_TWO = frozenset({Verdicts.DUPLICATE, Verdicts.SAME_INCIDENT, Verdicts.OTHER_INCIDENT})
"""Verdicts that are said of two things."""
OF_EITHER = frozenset({Verdicts.WITHDRAW})
"""Said of one thing or of two, as what it takes back."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, as it was typed. `other`: the second of two things."""

    id: str
    verdict: str
    why: str
    reviewer: str
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it."""

    said: Verdict
    name: str
    """Of what it was said, in words."""
    again: bool
    """It is what this reviewer had said last, for the same reason: nothing was added."""
    others: tuple[Verdict, ...]
    """What other persons say of the same, the earlier first."""


def judge(
    session: Session, looking: Reader, find: Callable[[str], Subject], decision: Decision, head: str | None = None
) -> Done:
    """Append the verdict. `find` gives a subject by the beginning of its id, `head` is the hash of the last entry that the
    reviewer saw; None = the last there is.

    Raises SaysoError E046 for a verdict that is none, E047 without a reason, E044 without a reviewer, E045 where it is said of
    two and only one is given, E048 where it is said of one and two are given or of one thing twice, E049 where there is nothing
    to withdraw, and what `find` raises for an id that is none or several.
    """
    word = _checked(decision)
    about = find(decision.id)
    beside = find(decision.other) if decision.other is not None else None
    if beside is not None and about.id == beside.id:
        raise SaysoError("E048", detail=f"{word.value} is said of two, and both are {about.id}")
    of = paired(about.id, beside.id) if beside else about.id
    said = Verdict(of, word, decision.why.strip(), decision.reviewer.strip(), session.clock(), head or looking.head().hash)
    names = about.name if beside is None else f"{about.name}, and {beside.name}"
    return _append(session, looking, said, names, () if beside else about.former)


def withdraw(session: Session, looking: Reader, subject: str, reviewer: str, why: str, head: str | None = None) -> Done:
    """Take back the last word of `reviewer` on `subject`, which may be two. SaysoError E044, E047 and E049 as above."""
    decision = Decision(subject, Verdicts.WITHDRAW, why, reviewer)
    said = Verdict(subject, _checked(decision), why.strip(), reviewer.strip(), session.clock(), head or looking.head().hash)
    return _append(session, looking, said, subject)


def _append(session: Session, looking: Reader, said: Verdict, name: str, former: Collection[str] = ()) -> Done:
    """`former`: ids by which the same thing went before. What was said by one of these is taken back by it."""
    before = that_stand(looking.verdicts(said.subject, *former))
    own = [one for one in before if one.reviewer == said.reviewer]
    if said.verdict is Verdicts.WITHDRAW and own:
        said = replace(said, subject=own[-1].subject)
    if said.verdict is Verdicts.WITHDRAW and not own:
        raise SaysoError("E049", reviewer=said.reviewer, id=said.subject)
    again = _said_last(own, said)
    if not again:
        with Ledger.open(session.ledger, session.clock, wait_seconds=session.settings.wait_seconds) as ledger:
            ledger.append_verdict(said)
    return Done(said, name, again, tuple(one for one in before if one.reviewer != said.reviewer))


def _said_last(own: Sequence[Verdict], said: Verdict) -> bool:
    return bool(own) and (own[-1].verdict, own[-1].reason) == (said.verdict, said.reason)


def _checked(decision: Decision) -> Verdicts:
    name = decision.verdict.replace("-", "_").lower()
    if name not in set(Verdicts):
        raise SaysoError("E046", name=decision.verdict, known=", ".join(Verdicts))
    word = Verdicts(name)
    if not decision.why.strip():
        raise SaysoError("E047")
    if not decision.reviewer.strip():
        raise SaysoError("E044")
    if word in OF_TWO and decision.other is None:
        raise SaysoError("E045", verdict=word.value)
    if word not in OF_TWO | OF_EITHER and decision.other is not None:
        raise SaysoError("E048", detail=f"{word.value} is said of one, and --with names another")
    return word
