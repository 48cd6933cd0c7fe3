"""Who speaks for himself or is nobody's voice, whatever institution his description names: a nurse at an army hospital."""

from __future__ import annotations

import re

from sayso.reconcile.origins.runs import person_anywhere
from sayso.reconcile.origins.teller import Teller
from sayso.reconcile.word_tables import table, words

UNNAMED = frozenset({"official", "officer", "source", "sources", "insider", "employee"})
"""Heads of phrases for one person of an institution who is not named: he is not the institution."""
FIGHTER = "fighter"
"""The role in which a body's people are the body: "the M23 rebels"."""
SPOKESMEN = frozenset({"spokesman", "spokeswoman", "speaker"})


def by_itself(said: list[str], low: list[str], head: str, head_end: int, office_at: int, institution: bool) -> Teller | None:
    """Somebody who speaks for himself or is nobody's voice, whatever institution his description names."""
    joined = " ".join(low)
    own = next((w for w in words("origin_own_word") if re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", joined)), None)
    former = any(w in words("origin_former") or w.startswith("ex-") for w in low[: max(head_end, office_at)])
    if own and not any(w in low for w in SPOKESMEN):
        return Teller("", for_himself=True, person=person_anywhere(said, low), role=own.replace(" ", "-"))
    if former:
        return Teller("", for_himself=True, person=person_anywhere(said, low), role="former-official")
    role = _role_apart(low[:office_at]) if not institution and office_at else None
    if role:
        return Teller("", role=role, person=person_anywhere(said, low))
    if not institution and office_at and _apart(low[:office_at]):
        return Teller("", for_himself=True, person=person_anywhere(said, low), role="former-official")
    if head in {"source", "sources"} or (head in UNNAMED and institution):
        return Teller("", untold=True)
    role = table("origin_private").get(head)
    if role and not (institution and (head in words("origin_bearers") or role == FIGHTER)):
        return Teller("", role=role, person=person_anywhere(said, low))
    return None


def _role_apart(before: list[str]) -> str | None:
    """The private person in an apposition before an institution: "a nurse at the military hospital"."""
    beside = before[len(before) - 1 - before[::-1].index(",") :] if "," in before else []
    return next(
        (table("origin_private")[w] for w in beside if w in table("origin_private") and w not in words("origin_bearers")), None
    )


def _apart(before: list[str]) -> bool:
    """Does an apposition before an institution say that somebody does not speak for it ("an expert on the army")?"""
    beside = before[len(before) - 1 - before[::-1].index(",") :] if "," in before else before
    return any(w in words("origin_apart") for w in beside)
