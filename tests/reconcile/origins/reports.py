"""Reports and claims made by hand for the tests of origins: one claim a teller, each with a place."""

from __future__ import annotations

from dataclasses import replace

from sayso.reconcile.origins import origins_of
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.types import Attribution, Claim, Figure, Report, Source, Span, Where
from sayso.vocabulary import Manner, PlacePrecision, Relation, SourceKind
from tests.claims_for_tests import figure_claim, report

G = SourceKind.GOVERNMENT


def a_report(text: str, name: str = "one", published: str | None = "2023-05-01", **changes: object) -> Report:
    return report(name, published, text=text, title=None, **changes)


def source(name: str, of: Report, kind: SourceKind = G, normalised: str | None = None, nth: int = 0) -> Source:
    """The `nth` place of the words in the text; without a span where the text lacks them."""
    at = -1
    for _ in range(nth + 1):
        at = of.text.find(name, at + 1)
    return Source(name, kind, Span(at, at + len(name)) if at >= 0 else None, normalised)


def claim(of: Report, *chain: Source, number: int = 12, place: Where | None = None, id: str = "c") -> Claim:
    made = figure_claim(report())
    figure = Figure(number, number, Relation.EXACT, Span(0, 1))
    manner = Manner.INDIRECT if chain else Manner.OWN_VOICE
    return replace(made, id=id, report=of.id, kind="killed", figure=figure, attribution=Attribution(chain, manner), place=place)


def town(name: str, country: str) -> Where:
    return Where(name, PlacePrecision.CITY, country=country)


def land(country: str) -> Where:
    return Where(country, PlacePrecision.COUNTRY, country=country)


def origins_in(of: Report, *sources: Source, place: Where | None = None) -> list[Origin]:
    claims = [claim(of, one, place=place, id=f"c{n}") for n, one in enumerate(sources)]
    return list(origins_of(of, claims))


def telling(of: Report, one: Claim, origin: Origin, copy: str = "") -> Telling:
    outlet = of.outlet.name if of.outlet else None
    carrier = Carrier(of.id, of.name, outlet, of.url, of.title, of.credit, of.published, None, of.published, copy=copy)
    return Telling(one, carrier, origin)
