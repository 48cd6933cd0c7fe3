"""Why a report is in its story, in words: what it shares, with how many reports, since when, how alike.

A name that the list of rarity does not know may be a private person's. It is told only where a headline tells it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reconcile.days import DAY, when
from sayso.reconcile.stories.rarity import RAREST, rarity
from sayso.reconcile.stories.terms import Term

TOLD = 4
"""Shared terms that a reason names."""


def joined(shared: Sequence[Sequence[Term]], days: Sequence[str | None], value: float) -> str:
    """Of a report that joined a story. `shared` and `days` are of the reports that it was compared with, one each."""
    since = min((day for day in days if day), default=None)
    reports = "1 report" if len(shared) == 1 else f"{len(shared)} reports"
    began = f" {'of' if len(shared) == 1 else 'since'} {when(since[:DAY])}" if since else ""
    return f"shares {told_of(_together(shared))} with {reports}{began} (alike {value:.2f})"


def founded(shared: Sequence[Term], value: float) -> str:
    """Of a report that founded a story. `shared` is what it has in common with the nearest report of the nearest story."""
    if not shared:
        return "the first of its story: shares nothing with an earlier report"
    return f"the first of its story: the nearest shares only {told_of(shared)} (alike {value:.2f})"


def told_of(shared: Sequence[Term]) -> str:
    """ "“gas price”, “Aktau” and “protests”". A word of a pair that is told is not told again."""
    chosen: list[Term] = []
    for term in shared:
        if len(chosen) == TOLD:
            break
        if tellable(term) and not any(_repeats(term, other) for other in chosen):
            chosen.append(term)
    quoted = [f"“{term.shown}”" for term in chosen]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:]))) or "names"


def tellable(term: Term) -> bool:
    """Is it no name, or one that news often has, or one in the headline?"""
    if term.headline or not any(word[0].isupper() for word in term.shown.split(" ")):
        return True
    return all(rarity(key) < RAREST for key in term.key.split(" "))


def _repeats(term: Term, other: Term) -> bool:
    return bool(set(term.key.split(" ")) & set(other.key.split(" ")))


def _together(shared: Sequence[Sequence[Term]]) -> list[Term]:
    """The terms shared with most of the reports first, then in the order in which they were given."""
    times: dict[str, int] = {}
    terms: dict[str, Term] = {}
    for term in (term for of_one in shared for term in of_one):
        times[term.key] = times.get(term.key, 0) + 1
        terms.setdefault(term.key, term)
    return sorted(terms.values(), key=lambda term: (-times[term.key], -term.weight, term.key))
