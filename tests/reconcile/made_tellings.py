"""Tellings for tests: made-up reports read by the rules, and claims made slot by slot."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bench.tellings import carrier
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.types import Claim, Evidence, Figure, Report, Span, When, Where
from sayso.understand.reader import Reader, reader
from sayso.vocabulary import BlockKind, PlacePrecision, PopulationKind, Relation, Scope, SourceKind, TimePrecision
from tests.claims_for_tests import event_claim, figure_claim, report
from tests.understand.reports_for_tests import titled

PLACES = {
    "Arda": Where("Arda", PlacePrecision.COUNTRY, geonames=1, country="AR"),
    "Bree": Where("Bree", PlacePrecision.CITY, geonames=2, country="AR", admin1="North"),
    "Dale": Where("Dale", PlacePrecision.CITY, geonames=3, country="AR", admin1="East"),
}


@cache
def _rules() -> Reader:
    return reader("rules")


def read(name: str, day: str, text: str, title: str = "", story: str = "s") -> list[Telling]:
    """What the rules make of a made-up report of that day. A line of `text` is a paragraph."""
    made = titled(title, text)
    of = replace(made, id=f"r{name}", name=name, published=day)
    return [Telling(c, carrier(of, story), origin(c, carrier(of, story))) for c in _rules()(of).claims]


def figure(
    report_name: str,
    day: str,
    number: int,
    *,
    kind: str = "killed",
    people: str | None = "people",
    who: PopulationKind = PopulationKind.PEOPLE,
    scope: Scope = Scope.TOTAL,
    place: str | None = None,
    happened: str | None = None,
    at: int = 0,
    story: str = "s",
) -> Telling:
    """A telling of a number, slot by slot. `at` tells apart the claims of one report."""
    of = report(report_name, day)
    told = Figure(number, number, Relation.EXACT, Span(0, 2), None, people, who, scope)
    return _told(figure_claim(of, kind=kind, figure=told), of, at, place, happened, story)


def event(
    report_name: str,
    day: str,
    kind: str,
    *,
    place: str | None = None,
    happened: str | None = None,
    at: int = 0,
    story: str = "s",
) -> Telling:
    of = report(report_name, day)
    return _told(event_claim(of, kind=kind), of, at, place, happened, story)


def _told(claim: Claim, of: Report, at: int, place: str | None, happened: str | None, story: str) -> Telling:
    sentence = Span(at * 10, at * 10 + 9)
    made = replace(
        claim,
        id=f"c{of.name}-{at}",
        evidence=Evidence(BlockKind.BODY, sentence, "Of them."),
        place=replace(PLACES[place], span=sentence) if place else None,
        time=When(happened, happened, TimePrecision.DAY, happened, sentence) if happened else None,
        said=None,
    )
    return Telling(made, carrier(of, story), origin(made, carrier(of, story)))


def origin(claim: Claim, of: Carrier) -> Origin:
    """The first teller by its name, the outlet where nobody is named: no test here hangs on how tellers are resolved."""
    first = next(iter(claim.attribution.chain), None)
    if first is None:
        return Origin(f"outlet/{of.publisher}", of.publisher, SourceKind.MEDIA, identified=False)
    name = (first.normalised or first.name).casefold().removeprefix("the ")
    return Origin(f"named/{name}", name, first.kind, first.country)
