"""What institutions and offices are called: phrase → office, made from the word lists.

Ministries are spelled out from what they are for, so that "ministry of X", "X minister" and "minister for X" are one office.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.reconcile.origins.spelling import plain
from sayso.reconcile.word_tables import rows
from sayso.vocabulary import SourceKind

FORMS = (
    "{} ministry",
    "{} minister",
    "{} ministers",
    "ministry of {}",
    "ministry of the {}",
    "ministry for {}",
    "ministry for the {}",
    "minister of {}",
    "minister of the {}",
    "minister for {}",
    "minister for the {}",
)
AMERICAN = ("department of {}", "secretary of {}", "{} secretary")
"""What a country calls its ministries that has secretaries; "health department" is a town's as a rule and has its own line."""
POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?!\w)")
LONGEST = 8
"""Words of the longest phrase that is looked up."""
KINDS = (
    ("police", SourceKind.POLICE),
    ("sheriff", SourceKind.POLICE),
    ("gendarmerie", SourceKind.POLICE),
    ("army", SourceKind.MILITARY),
    ("navy", SourceKind.MILITARY),
    ("air-force", SourceKind.MILITARY),
    ("national-guard", SourceKind.MILITARY),
    ("fire-brigade", SourceKind.EMERGENCY),
    ("rescue", SourceKind.EMERGENCY),
    ("emergenc", SourceKind.EMERGENCY),
    ("civil-defence", SourceKind.EMERGENCY),
    ("civil-protection", SourceKind.EMERGENCY),
    ("disaster", SourceKind.EMERGENCY),
    ("coast-guard", SourceKind.EMERGENCY),
    ("ambulance", SourceKind.EMERGENCY),
    ("coroner", SourceKind.MEDICAL),
    ("state-television", SourceKind.MEDIA),
    ("state-radio", SourceKind.MEDIA),
    ("red-cross", SourceKind.NGO),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """An office that every country, region or town has: `reach` is nation, town, or where (as the words say)."""

    office: str
    reach: str
    lands: tuple[str, ...] = ()
    """The countries that call it so; none for a title of every country."""

    @property
    def kind(self) -> SourceKind:
        return next(
            (kind for word, kind in KINDS if word in self.office and "ministry" not in self.office), SourceKind.GOVERNMENT
        )


@dataclass(frozen=True, slots=True)
class Body:
    """A body of which there is one in the world; `key` begins with `*` where every country has one under this acronym."""

    key: str
    name: str
    kind: SourceKind
    country: str | None


def bare(phrase: str) -> str:
    """Lower case, without accents and possessive endings: how phrases are looked up."""
    return POSSESSIVE.sub("", plain(phrase))


@cache
def seats() -> dict[str, Seat]:
    """Phrase → office. The lists' own lines win over what is made from the ministries."""
    made: dict[str, Seat] = {}
    for topic, name in ((row[0], row[1]) for row in rows("origin_ministries")):
        for form in FORMS + AMERICAN:
            made[bare(form.format(topic))] = Seat(f"{name}-ministry", "nation")
    return made | {bare(row[0]): _seat(row) for row in rows("origin_offices")}


@cache
def bodies() -> dict[str, Body]:
    """Name in small letters → body."""
    return {bare(row[0]): _body(row) for row in rows("origin_bodies") if row[0].islower()}


@cache
def acronyms() -> dict[str, Body]:
    """Acronym as written → body."""
    return {row[0]: _body(row) for row in rows("origin_bodies") if not row[0].islower()}


def title(office: str) -> str:
    """An office's name to print, from its key: "interior-ministry" → "Interior Ministry"."""
    return office.replace("-", " ").title()


def _seat(row: tuple[str, ...]) -> Seat:
    return Seat(row[1], row[2], tuple(row[3].split()) if len(row) > 3 else ())


def _body(row: tuple[str, ...]) -> Body:
    country = row[3] if len(row) > 3 and row[3] else None
    return Body(row[1], row[0], SourceKind(row[2]), country)
