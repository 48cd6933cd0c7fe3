"""What one text says of two numbers by giving both.

Whoever writes two numbers on nobody's word tells how a toll rose, and whoever uses two nouns ("10 foreigners", "nine guests")
counts two groups. Only where the text names two tellers for one thing does it tell of a disagreement. A headline is another
matter: it stands for its text, and may not fit it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value
from sayso.reconcile.word_tables import table
from sayso.types import Figure
from sayso.understand.figures.population import singular
from sayso.vocabulary import BlockKind


class Words(NamedTuple):
    """Of whom a text gives a number, and whether on the word of a known origin."""

    people: str | None
    named: bool


Texts = Mapping[object, Mapping[str, Set[Words]]]
"""By number and report."""


def texts_of(of: Iterable[Value]) -> Texts:
    """Where each number is given, headlines aside."""
    texts: dict[object, dict[str, set[Words]]] = defaultdict(lambda: defaultdict(set))
    for value in of:
        for telling in value.tellings if value.is_given else ():
            if telling.claim.figure and not in_headline(telling):
                words = Words(noun(telling.claim.figure), value.origin.identified)
                texts[value.number][telling.carrier.id].add(words)
    return texts


def told_together(a: Value, b: Value, texts: Texts) -> bool:
    """Does some text give both, as nobody's numbers or of different people? Who else gives one of them means the same."""
    one, other = texts.get(a.number, {}), texts.get(b.number, {})
    nobodys = not (a.origin.identified or b.origin.identified)
    both = ((p, q) for report in one.keys() & other.keys() for p in one[report] for q in other[report])
    return any(_of_two_things(p, q, nobodys) for p, q in both)


def _of_two_things(p: Words, q: Words, nobodys: bool) -> bool:
    rising = nobodys and not (p.named or q.named)
    return rising or bool(p.people and q.people and p.people != q.people)


def noun(figure: Figure) -> str | None:
    """The noun for those who are counted; None where it may be anybody ("people", "victims")."""
    words = figure.population.split() if figure.population else []
    last = singular(words[-1].lower()) if words else None
    return None if last is None or table("series_people").get(last) == "people" else last


def headline_against_text(a: Value, b: Value) -> bool:
    """Does one report give the one in its headline and the other in its text?"""
    return any(not _reports(x, True).isdisjoint(_reports(y, False)) for x, y in ((a, b), (b, a)))


def _reports(value: Value, headline: bool) -> set[str]:
    return {t.carrier.id for t in value.tellings if in_headline(t) is headline}


def in_headline(telling: Telling) -> bool:
    return telling.claim.evidence.block is BlockKind.TITLE
