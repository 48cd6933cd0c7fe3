"""Tellers known by a bare name, through the offices that other reports give: `with_holders` for many tellings."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reconcile.origins.holders import Holder, with_holders
from sayso.reconcile.telling import Origin
from sayso.types import Claim

Asked = tuple[Origin, str, str | None]


class Offices:
    """The office-holders that were known by some moment. What was asked once is remembered."""

    def __init__(self, holders: Sequence[Holder]) -> None:
        self._holders = holders
        self._answers: dict[Asked, Origin] = {}

    def through(self, origin: Origin, claim: Claim) -> Origin:
        """The origin of `claim`, as the report of it tells, through the offices known."""
        if not claim.attribution.chain or not origin.identified:
            return origin
        first = claim.attribution.chain[0]
        asked = (origin, first.name, first.normalised)
        if asked not in self._answers:
            self._answers[asked] = with_holders(origin, self._holders, claim)
        return self._answers[asked]
