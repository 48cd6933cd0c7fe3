"""The main place of a report: the country that it is about, and in it the town or region where its event was.

A headline names the country ("plane crash in Costa Rica"), the third paragraph the town; a count without a place of its own
belongs to the town. The scale of the weights is arbitrary; they were chosen on the development figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.types import Report, Sentence, Where
from sayso.understand.places.gazetteer import gazetteer
from sayso.understand.places.grip import BARE, FIRM, Held, is_local
from sayso.understand.places.layer import where
from sayso.vocabulary import BlockKind, PlacePrecision

LEAD = 5
"""Sentences of the body that tell what the report is about."""
IN_TITLE, IN_LEAD, MENTION = 3.0, 1.0, 0.5
LOOSE = 0.25
"""Share of its weight that a place keeps which holds nothing firmly ("from Boston", "Moscow said")."""

LOCAL = 2.0
"""How much more a town weighs than a region."""
LOOSE_COUNTRY = 0.5
"""The same for its country."""
MOST_MENTIONS = 6
"""Mentions that count for a country: the home of the victims is named often, the country of the event first."""
BESIDE = 40
"""Characters at most between a town and the region that it is said to be in: "near Gaya in the eastern state of Bihar"."""
ORIGIN = 0.2
"""Share of its weight that a place keeps for its country where people or datelines come "from" it."""


Identity = tuple[int | None, str]
"""GeoNames' id, or the name of a place without one."""


class MainPlace:
    """`country` is a code or None, `nation` its place; `wide` the place named most weightily; `town` the place within it where
    things happened."""

    def __init__(self, report: Report, sentences: Sequence[Sentence], named: Sequence[Held]) -> None:
        self._text = report.text
        self._place: dict[Identity, Where] = {}
        for one in named:
            self._keep(_identity(one.where), one.where)
        lead = _lead(report, sentences)
        weighed = [(one, _weight(report, sentences, one, lead)) for one in named]
        self.country = _country(weighed)
        self.nation = _nation(named, self.country)
        self.wide = self._heaviest((one, weight * (1.0 if one.grip >= FIRM else LOOSE)) for one, weight in weighed)
        firm = [(one, weight) for one, weight in weighed if one.grip >= FIRM]
        within = [(one, w * (LOCAL if one.local else 1.0)) for one, w in firm if one.local or _is_region(one.where)]
        local = self.wide is not None and is_local(self.wide)
        self.town = self.wide if local else self._narrowed(self._heaviest(within), firm)

    def of(self, counted: bool) -> Where | None:
        """The main place for a count of people, or for anything else that the report tells."""
        return self.town or self.wide if counted else self.wide

    def within(self, wider: Where) -> Where:
        """The main town, if it lies in the country or region `wider`; else `wider` itself."""
        town = self.town
        if town is None or town.country != wider.country:
            return wider
        inside = wider.precision == PlacePrecision.COUNTRY or (_is_region(wider) and town.admin1 == wider.admin1)
        return town if inside else wider

    def _narrowed(self, place: Where | None, firm: Sequence[tuple[Held, float]]) -> Where | None:
        """For a region the weightiest town that is named with it: "in Qlaramo, Herat", however often Herat is named alone."""
        if place is None or not _is_region(place):
            return place
        begins = [one.start for one, _ in firm if one.where.geonames == place.geonames]
        with_it = ((one, w) for one, w in firm if one.local and any(self._lies_in(one, at) for at in begins))
        return self._heaviest(with_it) or place

    def _lies_in(self, one: Held, region_at: int) -> bool:
        between = self._text[one.end : region_at]
        return 0 < len(between) <= BESIDE and (between == ", " or between.lstrip(",").startswith(" in "))

    def _keep(self, ident: Identity, where: Where) -> None:
        """The first form of a name stands for the place, but "New York City" rather than "NYC"."""
        known = self._place.get(ident)
        if known is None or (known.name.isupper() and not where.name.isupper()):
            self._place[ident] = where

    def _heaviest(self, weighed: Iterable[tuple[Held, float]]) -> Where | None:
        """The weightiest place, in the main country if that is known."""
        sums: defaultdict[Identity, float] = defaultdict(float)
        for one, weight in weighed:
            if self.country in (None, one.where.country):
                sums[_identity(one.where)] += weight
        best = max(sums, key=lambda i: sums[i], default=None)
        return self._place[best] if best else None


def _country(weighed: Sequence[tuple[Held, float]]) -> str | None:
    sums: defaultdict[str, float] = defaultdict(float)
    mentions: Counter[str] = Counter()
    for one, weight in weighed:
        code = one.where.country
        if code and mentions[code] < MOST_MENTIONS:
            sums[code] += weight * (ORIGIN if one.grip < BARE else 1.0 if one.grip >= FIRM else LOOSE_COUNTRY)
            mentions[code] += 1
    return max(sums, key=lambda c: sums[c], default=None)


def _nation(named: Sequence[Held], country: str | None) -> Where | None:
    """The country as the report names it first, else as the gazetteer does."""
    for one in named:
        if one.where.precision == PlacePrecision.COUNTRY and one.where.country == country:
            return one.where
    place = gazetteer().country(country) if country else None
    return where(place.name, None, place, gazetteer()) if place else None


def _weight(report: Report, sentences: Sequence[Sentence], one: Held, lead: frozenset[int]) -> float:
    if report.blocks[sentences[one.sentence].block].kind == BlockKind.TITLE:
        return IN_TITLE
    return IN_LEAD if one.sentence in lead else MENTION


def _is_region(where: Where) -> bool:
    return where.precision == PlacePrecision.ADMIN1


def _lead(report: Report, sentences: Sequence[Sentence]) -> frozenset[int]:
    aside = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION)
    body = [n for n, s in enumerate(sentences) if report.blocks[s.block].kind not in aside]
    return frozenset(body[:LEAD])


def _identity(where: Where) -> Identity:
    return (where.geonames, "") if where.geonames else (None, where.name.lower())
