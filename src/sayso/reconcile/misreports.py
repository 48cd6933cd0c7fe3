"""Two readings of one origin's number on one day: its own correction, or one outlet that misquoted it? And what one text tells
of itself.

A correction reaches everybody: what follows it is told by whoever reports it. Of a misquotation one outlet is alone, while
others, who did not copy each other, give another number on the same word the same day. A text that gives two numbers on
nobody's word tells how a toll rose: whoever wrote it knew of both. Its headline is another
matter: it stands for the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from sayso.reconcile.algebra import DAY
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value
from sayso.vocabulary import BlockKind

ENOUGH_OTHERS = 2
"""Outlets that agree with each other, so that the one which differs from both is more likely to have erred."""

Texts = Mapping[object, Set[str]]
"""Ids of the reports of which the text gives a number."""

NONE: frozenset[str] = frozenset()


def is_misreport(a: Value, b: Value) -> bool:
    """Of two numbers of one known origin and day: is one of them in one outlet only, against several others?"""
    if not (a.origin.identified and a.origin.key == b.origin.key):
        return False
    one, other = _outlets(a), _outlets(b)
    few, many = sorted((one, other), key=len)
    return len(few) == 1 and len(many - few) >= ENOUGH_OTHERS


def texts_of(of: Iterable[Value]) -> Texts:
    """Which texts give each number on nobody's word, headlines aside."""
    texts: dict[object, set[str]] = defaultdict(set)
    for value in of:
        if value.is_given and not value.origin.identified:
            texts[value.number] |= {t.carrier.id for t in value.tellings if not in_headline(t)}
    return texts


def told_together(a: Value, b: Value, texts: Texts) -> bool:
    """Nobody's numbers, both of which some text gives: how a toll rose. Who else gives one of them tells of the same rise."""
    nobodys = not (a.origin.identified or b.origin.identified)
    return nobodys and not texts.get(a.number, NONE).isdisjoint(texts.get(b.number, NONE))


def headline_against_text(a: Value, b: Value) -> bool:
    """Does one report give the one in its headline and the other in its text?"""
    heads, texts = (
        tuple({t.carrier.id for t in v.tellings if in_headline(t) is wanted} for v in (a, b)) for wanted in (True, False)
    )
    return bool(heads[0] & texts[1] or heads[1] & texts[0])


def in_headline(telling: Telling) -> bool:
    return telling.claim.evidence.block is BlockKind.TITLE


def _outlets(value: Value) -> set[str]:
    """Who published it on the day that it is for, copies counted once."""
    same_day = [t.carrier for t in value.tellings if (t.carrier.published or "")[:DAY] == value.day]
    first = {carrier.copy: carrier.publisher for carrier in reversed(same_day)}
    return set(first.values())
