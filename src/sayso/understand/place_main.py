"""The main place of a report: the country that it is about, and in it the town or region where its event was.

A headline names the country ("plane crash in Costa Rica"), the third paragraph the town; a count without a place of its own
belongs to the town. The scale of the weights is arbitrary; they were chosen on the development figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sayso.types import Report, Sentence, Where
from sayso.understand.place_grip import BARE, FIRM, TOWNS, Held
from sayso.vocabulary import BlockKind, PlacePrecision

LEAD = 5
"""Sentences of the body that tell what the report is about."""
IN_TITLE, IN_LEAD, MENTION = 3.0, 1.5, 0.5
LOOSE = 0.25
"""Share of its weight that a place keeps which holds nothing firmly ("from Boston", "Moscow said")."""

ORIGIN = 0.2
"""Share of its weight that a place keeps for its country where people or datelines come "from" it."""

SPECIFIC = {
    PlacePrecision.SITE: 0.6,
    PlacePrecision.SITE_IN_CITY: 0.6,
    PlacePrecision.CITY: 0.6,
    PlacePrecision.ADMIN1: 0.3,
    PlacePrecision.COUNTRY: 0.0,
    PlacePrecision.NONE: -1.0,
}
"""How much rather a place is taken for its precision, in steps of grip."""


class MainPlace:
    """`country` is a code or None; `wide` the place named most weightily; `town` the main town or region in the country."""

    def __init__(self, report: Report, sentences: Sequence[Sentence], named: Sequence[Held]) -> None:
        self._weight: Counter[tuple[int | None, str]] = Counter()
        self._place: dict[tuple[int | None, str], Where] = {}
        countries: Counter[str] = Counter()
        lead = _lead(report, sentences)
        for one in named:
            ident = _identity(one.where)
            block = report.blocks[sentences[one.sentence].block].kind
            weight = IN_TITLE if block == BlockKind.TITLE else IN_LEAD if one.sentence in lead else MENTION
            if one.where.country:
                countries[one.where.country] += weight * (ORIGIN if one.grip < BARE else 1.0)
            self._weight[ident] += weight * (1.0 if one.grip >= FIRM else LOOSE)
            self._keep(ident, one.where)
        self.country = max(countries, key=lambda c: countries[c], default=None)
        self.wide = self._heaviest(tuple(PlacePrecision))
        self.town = self._heaviest(TOWNS) or self._heaviest((PlacePrecision.ADMIN1,))

    def of(self, counted: bool) -> Where | None:
        """The main place for a count of people, or for anything else that the report tells."""
        return self.town or self.wide if counted else self.wide

    def within(self, where: Where) -> Where:
        """The main town, if it lies in the country or region `where`; else `where` itself."""
        town = self.town
        if town is None or where.precision not in (PlacePrecision.COUNTRY, PlacePrecision.ADMIN1) or town.country != where.country:
            return where
        return town if where.precision == PlacePrecision.COUNTRY or town.admin1 == where.admin1 else where

    def _keep(self, ident: tuple[int | None, str], where: Where) -> None:
        """The first form of a name stands for the place, but "New York City" rather than "NYC"."""
        known = self._place.get(ident)
        if known is None or (known.name.isupper() and not where.name.isupper()):
            self._place[ident] = where

    def _heaviest(self, precisions: tuple[PlacePrecision, ...]) -> Where | None:
        here = {i: w for i, w in self._weight.items() if self._place[i].precision in precisions}
        inside = {i: w for i, w in here.items() if self._place[i].country == self.country} if self.country else here
        best = max(inside, key=lambda i: inside[i], default=None)
        return self._place[best] if best else None


def _lead(report: Report, sentences: Sequence[Sentence]) -> frozenset[int]:
    aside = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION)
    body = [n for n, s in enumerate(sentences) if report.blocks[s.block].kind not in aside]
    return frozenset(body[:LEAD])


def _identity(where: Where) -> tuple[int | None, str]:
    return (where.geonames, "") if where.geonames else (None, where.name.lower())
