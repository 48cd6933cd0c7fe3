"""Tellers known by a bare name, through the offices that other reports give: `with_holders` for many tellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sayso.reconcile.origins.holders import Holder, keys_of, with_holders
from sayso.reconcile.telling import Origin
from sayso.types import Claim

Asked = tuple[Origin, str, str | None]


class Offices:
    """The office-holders that were known by some moment. What was asked once is remembered."""

    def __init__(self, holders: Iterable[Holder]) -> None:
        self._by_key: dict[str, list[Holder]] = defaultdict(list)
        self._answers: dict[Asked, Origin] = {}
        for holder in holders:
            for key in holder.keys:
                self._by_key[key].append(holder)

    def through(self, origin: Origin, claim: Claim) -> Origin:
        """The origin of `claim`, as its own report tells, through the offices known."""
        if not claim.attribution.chain or not origin.identified:
            return origin
        first = claim.attribution.chain[0]
        asked = (origin, first.name, first.normalised)
        if asked not in self._answers:
            self._answers[asked] = self._through(origin, claim)
        return self._answers[asked]

    def _through(self, origin: Origin, claim: Claim) -> Origin:
        found = {holder for key in keys_of(origin, claim) for holder in self._by_key.get(key, ())}
        return with_holders(origin, sorted(found), claim) if found else origin
