"""One telling about a measure, as gathering needs it: of which measure, for which places, on which day, and what it does.

Whether it opens, holds or ends a measure is the phase of its claim; a claim that is planned, feared, possible or denied does
nothing, and is shown. A day is one only if the text gives a day: "in January" is no day, and the day of the telling stands in.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reconcile.days import DAY
from sayso.reconcile.incidents.places import IN_TOWN
from sayso.reconcile.telling import Telling
from sayso.types import Claim, Where
from sayso.understand.language import table
from sayso.vocabulary import MEASURES, WITHDRAWAL, Phase, PlacePrecision, Status

DEPLOYMENT = "deployment"
BY_STORY = frozenset({"ban", "censorship", "restriction", DEPLOYMENT})
"""Kinds of which a country has many at once: what is told in two stories is two of them."""
THINGS = {"border_closure": ("airspace", "airport", "border", "frontier", "crossing")}
"""What a kind may close, each on its own; the last two are borders."""
SAME_THING = {"frontier": "border", "crossing": "border"}
TELLS = frozenset({Status.ASSERTED, Status.ALLEGED})
"""Statuses that say that it is so."""
SINCE = "since"

Key = tuple[str, ...]
"""A place to look measures up by: country; country and region; country and town."""


@dataclass(frozen=True, slots=True)
class Word:
    """`places` are those of the claim, the country last. `stated`: does the text give the day on which it began or ended?"""

    telling: Telling
    group: Key
    places: tuple[Where, ...]
    day: str
    stated: bool
    phase: Phase | None
    tells: bool

    @property
    def order(self) -> tuple[tuple[str, str], str]:
        return self.telling.carrier.place_in_order, self.telling.claim.id


def speaks(telling: Telling) -> bool:
    """Is it about a measure at all? A withdrawal is about a deployment."""
    return telling.claim.kind in MEASURES or telling.claim.kind == WITHDRAWAL


def word_of(telling: Telling, home: str | None) -> Word:
    """`home`: the country of the measures of its story, for a claim whose own is not told."""
    claim, carrier = telling.claim, telling.carrier
    places = tuple(w for w in (claim.place, *claim.also) if w and (w.country or w.precision is not PlacePrecision.NONE))
    told = claim.time.start if claim.time and len(claim.time.start) >= DAY else None
    said = claim.said.start if claim.said and len(claim.said.start) >= DAY else carrier.published or ""
    phase = Phase.ENDS if claim.kind == WITHDRAWAL and claim.phase is not None else claim.phase
    if phase is Phase.ENDS and (claim.until or _is_to_come(told, carrier.published)):
        phase, told = Phase.HOLDS, None  # "will begin to leave on Friday": until then it holds
    country = next((w.country for w in places if w.country), home)
    return Word(
        telling=telling,
        group=_group(telling, country),
        places=places,
        day=(told or said)[:DAY],
        stated=told is not None and (claim.phase is not Phase.HOLDS or _is_of_the_start(claim)),
        phase=phase,
        tells=claim.status in TELLS,
    )


def _is_of_the_start(claim: Claim) -> bool:
    """Of what holds: does its day tell since when ("declared on 5 January", "since Monday"), or a day on which it held?"""
    if claim.time is None or claim.time.span is None:
        return False
    before = claim.evidence.text[: max(0, claim.time.span.start - claim.evidence.span.start)].casefold().split()
    verb = before[-2:-1] if before[-1:] == ["on"] else before[-1:]
    return verb == [SINCE] or (verb != [] and table("measure_cues").get(verb[0]) == "start")


def _is_to_come(told: str | None, published: str | None) -> bool:
    """Of a day after that of its telling one can only say what is planned."""
    return bool(told and published and len(published) >= DAY and told[:DAY] > published[:DAY])


def _group(telling: Telling, country: str | None) -> Key:
    """What must be equal for two tellings to be of one measure, places aside."""
    kind = DEPLOYMENT if telling.claim.kind == WITHDRAWAL else telling.claim.kind
    story = telling.carrier.story or telling.carrier.id
    scope = (country or "", story if kind in BY_STORY or not country else "")
    return kind, _thing(telling, kind), *scope


def _thing(telling: Telling, kind: str) -> str:
    text = telling.claim.evidence.text.casefold()
    named = next((thing for thing in THINGS.get(kind, ()) if thing in text), "")
    return SAME_THING.get(named, named)


def keys(where: Where) -> tuple[Key, ...]:
    """The keys of a place, its own first, then those of what holds it."""
    country = (where.country or "",)
    if where.precision is PlacePrecision.COUNTRY:
        return (country,)
    region = (*country, "region", where.admin1.casefold()) if where.admin1 else None
    if where.precision is PlacePrecision.ADMIN1:
        return (region or (*country, "region", where.name.casefold()), country)
    town = (*country, "town", str(where.geonames) if where.geonames and where.precision in IN_TOWN else where.name.casefold())
    return (town, region, country) if region else (town, country)
