"""What people said of the reading itself, before anything is made of the claims: misread claims are left out, doubles folded.

The claims stay in the ledger and in `sayso claims`; only what is made of all claims does without them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sayso.reconcile.pairs import parted
from sayso.reconcile.telling import Telling
from sayso.types import Verdict
from sayso.vocabulary import Verdicts


def readable(tellings: Sequence[Telling], verdicts: Mapping[str, Sequence[Verdict]]) -> tuple[Telling, ...]:
    """Without what somebody called misread and nobody confirmed since, and without the later one of two doubles."""
    at = {t.claim.id: (n,) for n, t in enumerate(tellings)} if verdicts else {}
    gone = unreadable(verdicts, at.get)
    return tuple(t for t in tellings if t.claim.id not in gone) if gone else tuple(tellings)


def unreadable(verdicts: Mapping[str, Sequence[Verdict]], at: Callable[[str], tuple[object, ...] | None]) -> frozenset[str]:
    """Ids of the claims that are left out. `at`: where a claim stands in the order of all; None for one not here."""
    words = {id: _last_words(said) for id, said in verdicts.items()}
    gone = {id for id, said in words.items() if said & _MISREAD == {Verdicts.WRONG_READING}}
    for id, said in words.items():
        pair = parted(id) if Verdicts.DUPLICATE in said else None
        places = {one: place for one in pair or () if (place := at(one)) is not None}
        if len(places) > 1:
            gone.add(max(places, key=places.__getitem__))
    return frozenset(gone)


_MISREAD = frozenset({Verdicts.WRONG_READING, Verdicts.CONFIRM})


def _last_words(said: Sequence[Verdict]) -> frozenset[Verdicts]:
    """The last verdict of each person."""
    return frozenset({v.reviewer: v.verdict for v in sorted(said, key=lambda v: v.at)}.values())
