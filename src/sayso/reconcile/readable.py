"""What people said of the reading itself, before anything is made of the claims: misread claims are left out, doubles folded.

The claims stay in the ledger and in `sayso claims`; only what is made of all claims does without them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.reconcile.pairs import parted
from sayso.reconcile.telling import Telling
from sayso.types import Verdict
from sayso.vocabulary import Verdicts


def readable(tellings: Sequence[Telling], verdicts: Mapping[str, Sequence[Verdict]]) -> tuple[Telling, ...]:
    """Without what somebody called misread and nobody confirmed since, and without the later one of two doubles."""
    misread = {id for id, said in verdicts.items() if _last_words(said) & _MISREAD == {Verdicts.WRONG_READING}}
    doubles = {
        double for id, said in verdicts.items() if Verdicts.DUPLICATE in _last_words(said) for double in _later(id, tellings)
    }
    return tuple(t for t in tellings if t.claim.id not in misread | doubles)


_MISREAD = frozenset({Verdicts.WRONG_READING, Verdicts.CONFIRM})


def _last_words(said: Sequence[Verdict]) -> frozenset[Verdicts]:
    """The last verdict of each person."""
    return frozenset({v.reviewer: v.verdict for v in sorted(said, key=lambda v: v.at)}.values())


def _later(subject: str, tellings: Sequence[Telling]) -> tuple[str, ...]:
    """The later of the two claims that the subject of a verdict names; none where it names no two claims that are here."""
    pair = parted(subject)
    told = [t.claim.id for t in tellings if pair and t.claim.id in pair]
    return tuple(told[1:])
