"""An origin from a teller's own words: the office, body, outlet or private person that they name."""

from __future__ import annotations

import re

from sayso.read import agencies
from sayso.reconcile.origins.office_names import Seat
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.origins.seats import Scene, is_region_at_home, joined, key_and_name, locate
from sayso.reconcile.origins.spelling import folded, plain, slug
from sayso.reconcile.origins.teller import Teller
from sayso.reconcile.origins.voices import UNTOLD, media_key, outlet_key, outlet_name, untold
from sayso.reconcile.telling import Origin
from sayso.reconcile.word_tables import words
from sayso.types import Report, Source
from sayso.understand.places.gazetteer import gazetteer
from sayso.understand.places.key import key
from sayso.vocabulary import PRONOUNS, SourceKind

PERSON = "person-"
BY_SCENE = ", the country of this report"
"""Ends the reason for a country that no word of the teller names."""
MEDIA = frozenset({SourceKind.MEDIA, SourceKind.AGENCY})
BODIES = frozenset({SourceKind.NGO, SourceKind.COMPANY, SourceKind.INTERNATIONAL_ORG, SourceKind.ARMED_GROUP})
PRESIDING = frozenset({"presidency", "vice-presidency"})
SHORT = frozenset({"un", "us", "eu"})
SMALL = frozenset({"of", "for", "the", "and", "to", "on", "without"})
REGIONS = frozenset({"region", "province", "state", "republic", "regional", "department", "canton", "district"})
ACRONYM = re.compile(r"[A-Z]{2,6}")
TITLED = re.compile(r"^(?:mr|mrs|ms|dr|sir|lt|col|gen|maj|capt|sgt)\b\.? ", re.IGNORECASE)


def as_named(source: Source, said: Teller, report: Report, scene: Scene) -> Origin | None:
    """The origin that the words alone give (with the report's country and town); None where they stand for another name."""
    if said.body:
        return Origin(
            said.body.key, _body_name(said), said.body.kind, said.body.country, True, (f"“{said.words}” is {_body_name(said)}",)
        )
    if said.seat:
        return _seated(source, said, scene)
    if said.generic or said.government or said.words.lower() in PRONOUNS:
        return None
    if said.for_himself:
        return _for_himself(said, report, scene)
    if said.role:
        why = f"“{said.words}” is a private person, known in this report only"
        return Origin(f"{report.id}:{said.role}", said.role, source.kind, None, True, (why,))
    if said.untold or not said.name:
        return untold(report, f"“{said.words}” does not say who", source.kind)
    return _proper_name(source, said, report, scene)


def by_scene(origin: Origin) -> bool:
    """Is its country only that of the report? Another report that names the country knows better."""
    return any(why.endswith(BY_SCENE) for why in origin.because)


def _seated(source: Source, said: Teller, scene: Scene) -> Origin:
    assert said.seat
    if said.seat.office in PRESIDING and said.place and not _country_of(said.place, scene):
        return _presides(source, said, said.place, scene)
    place, land = said.place, said.country or source.country or _titles_own(said.seat, scene)
    if said.land and not place and said.seat.reach != "nation" and is_region_at_home(said.land, scene):
        place, land = said.land, None
    key, name, country = key_and_name(said.seat, place, land, scene)
    whose = f"{said.person} speaks for the {name}" if said.person else f"“{said.words}” is the {name}"
    where = () if land or place or not country else (f"of {_country_name(country)}{BY_SCENE}",)
    return Origin(key, name, said.seat.kind, country, True, (whose, *where))


def _country_name(code: str) -> str:
    place = gazetteer().country(code)
    return place.name if place else code


def _country_of(place: str, scene: Scene) -> bool:
    """Is it a place that has a president: a country, a capital that stands for it, or a region of the report's country?"""
    found = locate(place, scene.country, False)
    return found is not None and (found.national or found.town or found.country == scene.country)


def _titles_own(seat: Seat, scene: Scene) -> str | None:
    """The country whose title it is, where the report is on another: a "Foreign Secretary" in Seoul is Britain's."""
    return None if not seat.lands or scene.country in seat.lands else seat.lands[0]


def _presides(source: Source, said: Teller, over: str, scene: Scene) -> Origin:
    """A president of something that is no country: of a region unknown to the gazetteer, or of a body of no list."""
    why = f"“{said.words}” presides over {over}"
    if REGIONS.isdisjoint(plain(said.words).split()):
        return Origin(slug(over), over, source.kind, said.country, True, (why,))
    key = joined(scene.country, f"{slug(over)}/regional-presidency")
    return Origin(key, f"Regional Presidency of {over}", SourceKind.GOVERNMENT, scene.country, True, (why,))


def _for_himself(said: Teller, report: Report, scene: Scene) -> Origin | None:
    if said.person and said.role != "former-official":
        key = joined(said.country or scene.country, PERSON + slug(folded(said.person)))
        return Origin(
            key,
            said.person,
            SourceKind.GOVERNMENT,
            said.country or scene.country,
            True,
            (f"{said.person} speaks for himself or herself",),
        )
    if said.person:
        return person(said.person, SourceKind.OTHER, report, scene)
    return untold(report, f"“{said.words}” is not named", SourceKind.GOVERNMENT)


def _proper_name(source: Source, said: Teller, report: Report, scene: Scene) -> Origin | None:
    name = said.name or said.words
    if source.kind in MEDIA or agencies.named(name) == (name,):
        if said.person and said.name == said.person and source.kind not in MEDIA:
            return None
        outlet = media_key(name)
        if UNTOLD + outlet in {outlet_key(report), UNTOLD + media_key(outlet_name(report) or "")}:
            return untold(report, f"“{said.words}” is the outlet itself")
        return Origin(outlet, name, source.kind, said.country, True, (f"{name} told it first as far as this report says",))
    if source.normalised and not body_like(name):
        return None  # the reader knows whose name it is part of
    spelled = expanded(name, report.text) if ACRONYM.fullmatch(name) else None
    if spelled or ACRONYM.fullmatch(name) or _is_body(source, said, name):
        name = spelled or name
        return Origin(
            slug(name), name, source.kind, said.country, True, (f"“{said.words}”: a body of no list, by its own name",)
        )
    if _is_noun(name, report.text) or " and " in name:
        return untold(report, f"“{said.words}” names nobody", source.kind)
    return person(name, source.kind, report, scene)


def _is_body(source: Source, said: Teller, name: str) -> bool:
    """Where persons are private, only a noun of its own makes a body: "the witness Aigul Bekova" is none, nor is a professor
    for the university after "of" in his name."""
    if source.kind in ROLES:
        return body_like(name.partition(" of ")[0])
    return source.kind in BODIES or body_like(name) or _is_thing(said)


def _is_noun(name: str, text: str) -> bool:
    """Is a single word no name: written in small letters elsewhere in the report, or the people of a country?"""
    if " " in name:
        return False
    return f" {name.lower()} " in text or key(name) in gazetteer().demonyms


def person(name: str, kind: SourceKind, report: Report, scene: Scene) -> Origin:
    """Somebody known by name only, in this report only."""
    name = TITLED.sub("", name)
    why = f"{name}, whose office this report does not give"
    return Origin(f"{report.id}:{PERSON}{slug(folded(name))}", name, kind, scene.country, True, (why,))


def body_like(name: str) -> bool:
    """Has a name a noun that makes it a body's ("Metropolitan Transportation Authority")?"""
    return not words("origin_body_nouns").isdisjoint(plain(name).split())


def expanded(acronym: str, text: str) -> str | None:
    """The name that a report gives for an acronym: "Metropolitan Transportation Authority (MTA)"; or whose initials it is."""
    initials = r"\s+(?:(?:of|for|the|and|on)\s+)*".join(rf"{letter}[a-z]+" for letter in acronym)
    found = re.search(rf"\b{initials}\b", text)
    return " ".join(found.group().split()) if found else None


def _is_thing(said: Teller) -> bool:
    """Names of three and more words, or with "of" or "the" before them, are seldom a person's."""
    name = said.name or ""
    if said.of_body:
        return True
    first = said.words.split(maxsplit=1)[0].lower()
    return " of " in name or (first == "the" and bool(name)) or (said.person is None and " " in name and name != said.words)


def _body_name(said: Teller) -> str:
    assert said.body
    return said.body.name if not said.body.name.islower() else " ".join(map(_capital, said.body.name.split()))


def _capital(word: str) -> str:
    return word.upper() if word in SHORT else word if word in SMALL else word[:1].upper() + word[1:]
