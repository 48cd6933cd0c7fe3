"""Tellers known by a bare name, through the offices that other reports give: `with_holders` for many tellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sayso.reconcile.origins.holders import Holder, keys_of, with_holders
from sayso.reconcile.telling import Origin
from sayso.types import Claim

Asked = tuple[Origin, str, str | None]


def asked(origin: Origin, claim: Claim) -> Asked | None:
    """All that the answer for a teller hangs on besides the offices; None where no office could tell anything."""
    if not claim.attribution.chain or not origin.identified:
        return None
    first = claim.attribution.chain[0]
    return origin, first.name, first.normalised


class Offices:
    """The office-holders that were known by some moment. What was asked once is remembered."""

    def __init__(self, holders: Iterable[Holder]) -> None:
        self._by_key: dict[str, list[Holder]] = defaultdict(list)
        self._answers: dict[Asked, Origin] = {}
        for holder in holders:
            for key in holder.keys:
                self._by_key[key].append(holder)

    def knows(self, keys: frozenset[str]) -> bool:
        """Is anybody known by one of these keys?"""
        return not self._by_key.keys().isdisjoint(keys)

    def through(self, origin: Origin, claim: Claim) -> Origin:
        """The origin of `claim`, as its own report tells, through the offices known."""
        question = asked(origin, claim)
        if question is None:
            return origin
        if question not in self._answers:
            self._answers[question] = self._through(origin, claim)
        return self._answers[question]

    def _through(self, origin: Origin, claim: Claim) -> Origin:
        found = {holder for key in keys_of(origin, claim) for holder in self._by_key.get(key, ())}
        return with_holders(origin, sorted(found), claim) if found else origin
