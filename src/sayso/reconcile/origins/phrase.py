"""A teller's words, taken apart: the office or body, the country or place before or after it, the person.

"Kazakhstan's Interior Minister Yerlan Turgumbayev" is an office (interior ministry), a country (KZ) and a person.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from sayso.reconcile.origins.alone import by_itself
from sayso.reconcile.origins.matching import RANKS, Match, chosen, head_end, is_head_of_state, matches, presides_over_a_body
from sayso.reconcile.origins.office_names import POSSESSIVE, Body, Seat, bare
from sayso.reconcile.origins.runs import (
    ARTICLES,
    SIDE,
    country_at_end,
    country_first,
    country_of,
    country_within,
    name_of,
    person_after,
    person_before,
    place_after,
    run_before,
    run_before_lower,
)
from sayso.reconcile.origins.teller import Teller
from sayso.reconcile.origins.unlisted import without_institution
from sayso.reconcile.word_tables import words

KEPT = 16_384
"""Phrases whose parts are kept: those of some 1,000 reports."""
TOKEN = re.compile(r"[^\W_](?:[\w.&-]*[^\W_])?\.?|,")
DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
EVERYWHERE = "*/"
"""Begins the key of a body that every country has under one acronym: MVD."""
NATIONAL = "?/"
"""Begins the key of a body that is a country's where the words name one."""
COMPANIES = frozenset({"ceo", "founder"})
"""Words that make a president a company's."""
AMBIGUOUS = frozenset({"King", "Queen", "Prince", "Major", "Marshall", "Constable"})
"""Surnames that are titles in small letters."""


@lru_cache(maxsize=KEPT)
def teller(name: str) -> Teller:
    """What the words of a teller say by themselves.

    >>> found = teller("Kazakhstan's Interior Minister Yerlan Turgumbayev")
    >>> found.seat.office, found.country, found.person
    ('interior-ministry', 'KZ', 'Yerlan Turgumbayev')
    """
    said = _words(name)
    if not said:
        return Teller(name, untold=True)
    if len(said) == 1 and said[0] in AMBIGUOUS and not name.lower().startswith("the "):
        return Teller(name, name=said[0])
    return replace(_read(said, [bare(w) for w in said]), words=name)


def _words(name: str) -> list[str]:
    """The words of a name and its commas, without possessive endings and without articles and openers before it."""
    text = DOTTED.sub(lambda m: m.group().replace(".", ""), name.replace("’", "'"))
    said = TOKEN.findall(POSSESSIVE.sub("", text))
    while said and said[0].lower() in ARTICLES - {"one"}:
        said = said[1:]
    while len(said) > 1 and said[0].lower() in words("origin_opening"):
        said = said[1:]
    return said


def _read(said: list[str], low: list[str]) -> Teller:
    end = head_end(low)
    found = matches(said, low)
    first = [m for m in found if m.start < end]
    head = low[end - 1] if end else low[0]
    if head != low[0] and said[end - 1][0].isupper():
        head = ""  # a name's last word, not a noun: "Jean Priest, prosecutor of Nice"
    office_at = (first or found)[0].start if found else 0
    alone = by_itself(said, low, head, end, office_at, bool(first))
    if alone is not None:
        return alone
    if not found:
        return without_institution(said, low, head)
    match = chosen(found, first, low)
    if match.end < len(low) and low[match.end] in words("origin_junior"):
        return Teller("", role="junior-official", person=person_after(said, low, match.end + 1))
    if presides_over_a_body(said, low, match):
        body = name_of([w for w in said[run_before_lower(said, match.start) : match.start] if w.lower() not in RANKS])
        person = person_after(said, low, match.end)
        return Teller("", name=body or person, person=person, of_body=bool(body), untold=not (body or person))
    if is_head_of_state(match) and COMPANIES & set(low):
        last = len(low) - 1 - low[::-1].index("of") if "of" in low else match.end
        return Teller("", name=name_of(said[last + 1 :]), untold=last + 1 >= len(said))
    return _institution(said, low, match)


def _institution(said: list[str], low: list[str], match: Match) -> Teller:
    start = run_before(said, match.start)
    country, place, land = _before(said, low, start, match.start)
    after, at = place_after(said, low, match.end)
    if after and not country and country_of(bare(after)):
        country, land, after = country_of(bare(after)), after, None
    named = at if after or country else match.end
    person = person_before(said, low, start) or person_after(said, low, named)
    if isinstance(match.what, Seat):
        return Teller("", seat=match.what, person=person, place=place or after, country=country, land=land)
    if match.what.key.startswith(EVERYWHERE):
        seat = Seat(match.what.key.removeprefix(EVERYWHERE), "nation")
        return Teller("", seat=seat, person=person, place=after, country=country)
    body = _of_country(match.what, country)
    return Teller("", body=body, person=person, country=body.country)


def _of_country(body: Body, country: str | None) -> Body:
    """The national society where a country is named: the Lebanese Red Cross."""
    if not body.key.startswith(NATIONAL):
        return body
    bare_key = body.key.removeprefix(NATIONAL)
    return replace(body, key=f"{country}/{bare_key}" if country else bare_key, country=country)


def _before(said: list[str], low: list[str], start: int, end: int) -> tuple[str | None, str | None, str | None]:
    """Country and place that the words before an institution name, and the words for the country."""
    country, rest = country_first(low[start:end])
    land = " ".join(said[start : end - len(rest)]) or None if country else None
    if country is None and rest and country_of(rest[-1]):
        country, rest = country_of(rest[-1]), []  # "Nice French President": two headlines run together
    country = country_at_end(low[:end])[0] or country or country_within(low[:end])
    no_place = all(word in words("origin_bearers") | SIDE for word in rest)
    return country, None if no_place else " ".join(said[end - len(rest) : end]), land
