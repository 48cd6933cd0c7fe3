"""The ids that a figure, a value or an incident may have had before.

Each is called after the claim that told it first: "s", "v" or "i" and the digits of that claim. A report that was published
earlier and comes in later may tell it before, and then it is called after another claim. What people said of it, and addresses
that were sent, go by the older id: since a claim is of one series, one value and one incident at most, the thing that now holds
the claim is the one that was meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.reconcile.telling import Telling

CLAIM = "c"
SERIES, VALUE, INCIDENT = "s", "v", "i"


def called_after(letter: str, claim: str) -> str:
    """The id of what is called after that claim."""
    return letter + claim.removeprefix(CLAIM)


def claim_of(id: str) -> str:
    """The claim that something is called after."""
    return CLAIM + id[1:]


def every_id(id: str, tellings: Iterable[Telling]) -> tuple[str, ...]:
    """All ids that a thing of these tellings may have had, `id`, which it has now, first."""
    return tuple(dict.fromkeys((id, *(called_after(id[:1], telling.claim.id) for telling in tellings))))
