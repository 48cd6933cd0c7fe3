"""The ids that a figure, a value or an incident may have had before.

Each is called after the claim that told it first: "s", "v" or "i" and the digits of that claim. A report that was published
earlier and comes in later may tell it before, and then it is called after another claim. What people said of it, and addresses
that were sent, go by the older id: since a claim is of one series, one value and one incident at most, the thing that now holds
the claim is the one that was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sayso.reconcile.telling import Telling

T = TypeVar("T")
CLAIM = "c"
SERIES, VALUE, INCIDENT = "s", "v", "i"


def called_after(letter: str, claim: str) -> str:
    """The id of what is called after that claim."""
    return letter + claim.removeprefix(CLAIM)


def claim_of(id: str) -> str:
    """The claim that something is called after."""
    return CLAIM + id[1:]


def called(id: str, things: Iterable[T], own: Callable[[T], str], tellings: Callable[[T], Iterable[Telling]]) -> T | None:
    """The thing of this id, else the one that was once called so. `own` gives the id of a thing, `tellings` its claims."""
    among = list(things)
    claim = claim_of(id)
    found = (one for one in among if own(one) == id)
    once = (one for one in among if own(one)[:1] == id[:1] and any(t.claim.id == claim for t in tellings(one)))
    return next(found, None) or next(once, None)


def every_id(letter: str, tellings: Iterable[Telling]) -> Iterator[str]:
    """All ids that it may have had, the one of now among them."""
    return (called_after(letter, telling.claim.id) for telling in tellings)
