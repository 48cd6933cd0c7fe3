"""What people said: which of it stands, and how it is told on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sayso.ledger.query import Opinion
from sayso.reconcile.pairs import parted
from sayso.reconcile.subjects import Subject
from sayso.reconcile.withdrawals import that_stand
from sayso.vocabulary import Verdicts

MOST = 200
"""Decisions that the log shows; the rest are counted."""
NOT_HERE = "what is not told here"
"""Name of what cannot be found in what is shown."""
IN_WORDS = {
    Verdicts.CONFIRM: "confirms",
    Verdicts.REFUTE: "refutes",
    Verdicts.UNVERIFIABLE: "calls unverifiable",
    Verdicts.DUPLICATE: "calls one a duplicate of the other",
    Verdicts.WRONG_READING: "calls misread",
    Verdicts.SAME_INCIDENT: "calls the same incident",
    Verdicts.OTHER_INCIDENT: "calls another incident",
    Verdicts.WITHDRAW: "takes back",
}


@dataclass(frozen=True, slots=True)
class Opined:
    """One decision. `names`: of what, in words; `subjects`: their ids, two where it is said of two."""

    opinion: Opinion
    does: str
    names: tuple[str, ...]
    subjects: tuple[str, ...]
    stands: bool
    """False of what its reviewer took back, and of the taking back itself."""
    taken_back: bool
    mine: bool
    """It stands, and is the last word of the person who looks: they can take it back."""


@dataclass(frozen=True, slots=True)
class Log:
    opinions: tuple[Opined, ...]
    """The newest first."""
    more: int


def log(opinions: Sequence[Opinion], find: Callable[[str], Subject | None], me: str) -> Log:
    told = opined(opinions, find, me)
    return Log(tuple(told[::-1][:MOST]), max(0, len(told) - MOST))


def opined(opinions: Sequence[Opinion], find: Callable[[str], Subject | None], me: str) -> tuple[Opined, ...]:
    """`opinions` in their order. `find`: None for what is not there any longer."""
    standing = {id(v) for v in that_stand([one.verdict for one in opinions])}
    own = {one.verdict.subject: one.id for one in opinions if one.verdict.reviewer == me and id(one.verdict) in standing}
    names: dict[str, str] = {}
    return tuple(
        _opined(one, id(one.verdict) in standing, own.get(one.verdict.subject) == one.id, find, names) for one in opinions
    )


def words_that_stand(opinions: Iterable[Opinion]) -> frozenset[str]:
    """Subjects on which somebody has a word that stands."""
    return frozenset(verdict.subject for verdict in that_stand([one.verdict for one in opinions]))


def _opined(one: Opinion, stands: bool, mine: bool, find: Callable[[str], Subject | None], names: dict[str, str]) -> Opined:
    taken_back = not stands and one.verdict.verdict is not Verdicts.WITHDRAW
    subjects = parted(one.verdict.subject) or (one.verdict.subject,)
    for subject in subjects:
        if subject not in names:
            found = find(subject)
            names[subject] = found.name if found else NOT_HERE
    return Opined(one, IN_WORDS[one.verdict.verdict], tuple(names[s] for s in subjects), subjects, stands, taken_back, mine)
