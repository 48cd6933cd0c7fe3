"""A teller's words, taken apart: the office or body, the country or place before or after it, the person.

"Kazakhstan's Interior Minister Yerlan Turgumbayev" is an office (interior ministry), a country (KZ) and a person. Of a noun
phrase the last institution counts ("an Israeli military court" is a court), before the first preposition ("the ambassador to
the UN" is an embassy), except that a "president of" something is that thing's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sayso.reconcile.origins.office_names import LONGEST, Body, Seat, acronyms, bare, bodies, seats
from sayso.reconcile.origins.spelling import plain
from sayso.reconcile.origins.teller import Teller
from sayso.reconcile.origins.word_lists import table, words
from sayso.understand import language

KEPT = 16_384
"""Phrases whose parts are kept: those of some 1,000 reports."""
TOKEN = re.compile(r"[^\W_](?:[\w.&-]*[^\W_])?\.?|,")
ARTICLES = frozenset(
    {"the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "some", "one", "two", "another", "local"}
)
PREPOSITIONS = frozenset(
    {"of", "for", "in", "at", "from", "on", "with", "to", "who", "that", "which", "about", "along", "near"}
)
PLACING = frozenset({"of", "in", "for", "from"})
UNNAMED = frozenset({"official", "officer", "source", "sources", "insider", "employee"})
HEADS = frozenset({"presidency", "embassy", "prime-minister", "governor"})
"""Offices whose title may be another body's as well: "president of the European Commission"."""
OF_PRESIDENTS = frozenset(
    {
        ",",
        "and",
        "current",
        "then",
        "new",
        "deputy",
        "interim",
        "acting",
        "incumbent",
        "elected",
        "outgoing",
        "longtime",
        "said",
    }
)
AMBIGUOUS = frozenset({"King", "Queen", "Prince", "Major", "Marshall", "Constable"})
"""Surnames that are titles in small letters."""
DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
SIDE = frozenset({"north", "south", "east", "west", "city", "county", "region", "state", "province", "republic"})
PARTICLES = frozenset({"de", "del", "la", "el", "al", "bin", "ibn", "van", "von", "der", "da", "dos", "di", "abu", "ben"})


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `start` to `end` name an institution."""

    start: int
    end: int
    what: Seat | Body


@lru_cache(maxsize=KEPT)
def teller(name: str) -> Teller:
    """What the words of a teller say by themselves.

    >>> found = teller("Kazakhstan's Interior Minister Yerlan Turgumbayev")
    >>> found.seat.office, found.country, found.person
    ('interior-ministry', 'KZ', 'Yerlan Turgumbayev')
    """
    text = DOTTED.sub(lambda m: m.group().replace(".", ""), name.replace("’", "'"))
    text = re.sub(r"'s\b|(?<=s)'(?!\w)", "", text)
    said = TOKEN.findall(text)
    while said and said[0].lower() in ARTICLES - {"one"}:
        said = said[1:]
    while len(said) > 1 and said[0].lower() in words("origin_opening"):
        said = said[1:]
    if not said:
        return Teller(name, untold=True)
    if len(said) == 1 and said[0] in AMBIGUOUS and not name.lower().startswith("the "):
        return Teller(name, name=said[0])
    return replace(_read(name, said, [bare(w) for w in said]), words=name)


def _read(name: str, said: list[str], low: list[str]) -> Teller:
    head_end = _head_end(low)
    found = _matches(said, low)
    first = [m for m in found if m.start < head_end]
    head = low[head_end - 1] if head_end else low[0]
    if head != low[0] and said[head_end - 1][0].isupper():
        head = ""  # a name's last word, not a noun: "Jean Priest, prosecutor of Nice"
    office_at = (first or found)[0].start if found else 0
    by_itself = _by_itself(said, low, head, head_end, office_at, bool(first))
    if by_itself is not None:
        return by_itself
    if not found:
        return _no_institution(name, said, low, head)
    match = _chosen(found, first, low)
    if match is not None and _presides_over_a_body(said, low, match):
        name_of = _name_of(said[_run_before_lower(said, match.start) : match.start])
        return Teller(name, name=name_of, untold=name_of is None)
    if match is None:
        return Teller(name, name=_name_of(said[low.index("of") + 1 :]))
    return _institution(name, said, low, match)


def _by_itself(said: list[str], low: list[str], head: str, head_end: int, office_at: int, institution: bool) -> Teller | None:
    """Somebody who speaks for himself or is nobody's voice, whatever institution his description names."""
    joined = " ".join(low)
    own = next((w for w in words("origin_own_word") if re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", joined)), None)
    former = any(w in words("origin_former") or w.startswith("ex-") for w in low[: max(head_end, office_at)])
    if own and not any(w in low for w in ("spokesman", "spokeswoman", "speaker")):
        return Teller("", for_himself=True, person=_person_anywhere(said, low), role=own.replace(" ", "-"))
    if former:
        return Teller("", for_himself=True, person=_person_anywhere(said, low), role="former-official")
    role = _role_apart(low[:office_at]) if not institution and office_at else None
    if role:
        return Teller("", role=role, person=_person_anywhere(said, low))
    if not institution and office_at and _apart(low[:office_at]):
        return Teller("", for_himself=True, person=_person_anywhere(said, low), role="former-official")
    if head in {"source", "sources"} or (head in UNNAMED and institution):
        return Teller("", untold=True)
    role = table("origin_private").get(head)
    if role and not (institution and head in words("origin_bearers")):
        return Teller("", role=role, person=_person_anywhere(said, low))
    return None


def _role_apart(before: list[str]) -> str | None:
    """The private person in an apposition before an institution: "a nurse at the military hospital"."""
    beside = before[len(before) - 1 - before[::-1].index(",") :] if "," in before else []
    return next(
        (table("origin_private")[w] for w in beside if w in table("origin_private") and w not in words("origin_bearers")), None
    )


def _apart(before: list[str]) -> bool:
    """Does an apposition before an institution say that somebody does not speak for it ("an expert on the army")?"""
    beside = before[len(before) - 1 - before[::-1].index(",") :] if "," in before else before
    return any(w in words("origin_apart") for w in beside)


def _no_institution(name: str, said: list[str], low: list[str], head: str) -> Teller:
    country, rest = _country_first(low)
    if not rest and country:
        return Teller(name, government=True, country=country)
    capital = language.table("source_capitals").get(" ".join(low))
    if capital:
        return Teller(name, government=True, country=capital)
    ending = table("origin_generic").get(" ".join(rest))
    if ending:
        return Teller(name, generic=ending, country=country)
    if rest and rest[0] in {"government", "regime", "cabinet", "junta"}:
        return Teller(name, government=True, country=country)
    role = _role_beside(said, low)
    person = _person_anywhere(said, low)
    if role:
        return Teller(name, role=role, person=person)
    if (
        head in words("origin_untold")
        or not any(w[0].isupper() for w in said)
        or (country and rest and not _capital_in(said, rest))
    ):
        return Teller(name, untold=True, country=country)
    if _only_opens(said, low):
        later = next((at for at in range(1, len(said)) if said[at][0].isupper()), None)
        found = _name_of(said[later:]) if later else None
        return _spoken_for(name, said, low) or Teller(name, name=found, person=person, untold=found is None)
    return _spoken_for(name, said, low) or Teller(name, name=_name_of(said), person=person, country=country)


def _capital_in(said: list[str], rest: list[str]) -> bool:
    return any(word[0].isupper() for word in said[-len(rest) :])


def _only_opens(said: list[str], low: list[str]) -> bool:
    """Does a noun in small letters follow the first word, so that its capital may be the sentence's: "Credit company Equifax"?"""
    follows = said[1] if len(said) > 1 else ","
    return follows[0].islower() and low[1] not in PREPOSITIONS | PARTICLES | {"and", "or"}


def _role_beside(said: list[str], low: list[str]) -> str | None:
    """What a person is in the apposition after the first comma, if a private person: "Ana Diaz, a nurse at the camp"."""
    rest = low[low.index(",") + 1 :] if "," in low else []
    end = _head_end(rest) if rest else 0
    return table("origin_private").get(rest[end - 1]) if end else None


def _spoken_for(name: str, said: list[str], low: list[str]) -> Teller | None:
    """ "Backroads spokeswoman Liz Einbinder", "a spokesman for Acme": the body that is no list's."""
    at = next((i for i, w in enumerate(low) if w.startswith(("spokes", "ceo", "chief"))), None)
    if at is None:
        return None
    after = at + 1
    while after < len(low) and low[after] in {"executive", "director", "officer"}:
        after += 1
    if after < len(low) and low[after] in {"for", "of", "at"}:
        body = _name_of(said[after + 1 :])
    else:
        run = _run_before(said, at)
        body = " ".join(said[run:at])
    return Teller(name, name=body, place=None) if body else None


def _institution(name: str, said: list[str], low: list[str], match: Match) -> Teller:
    start = _run_before(said, match.start)
    before = [w for w in range(start, match.start)]
    country, rest = _country_first(low[start : match.start])
    if country is None and rest and _country(rest[-1]):
        country, rest = _country(rest[-1]), []  # "Nice French President": two headlines run together
    country = country or _country_within(low[: match.start])
    place = " ".join(said[match.start - len(rest) : match.start]) if rest else None
    if place is not None and all(w in words("origin_bearers") | SIDE for w in rest):
        place = None
    after_land: str | None = None
    after_place, at = _place_after(said, low, match.end)
    if after_place and not country:
        country = _country(bare(after_place))
        after_land, after_place = (after_place, None) if country else (None, after_place)
    person = _person_after(said, low, at if after_place or country else match.end) or _person_before(said, low, start)
    if person and place and not before:
        place = None
    what = match.what
    if isinstance(what, Seat) and what.office in HEADS and {"ceo", "founder"} & set(low):
        last = len(low) - 1 - low[::-1].index("of") if "of" in low else match.end
        return Teller(name, name=_name_of(said[last + 1 :]), person=person)
    if isinstance(what, Body):
        seat = Seat(what.key.removeprefix("*/"), "nation") if what.key.startswith("*/") else None
        return Teller(
            name,
            seat=seat,
            body=None if seat else what,
            person=person,
            place=after_place if seat else None,
            country=country if seat else what.country,
        )
    land = " ".join(said[start : match.start - len(rest)]) or None if country and before else None
    return Teller(name, seat=what, person=person, place=place or after_place, country=country, land=land or after_land)


def _chosen(found: list[Match], first: list[Match], low: list[str]) -> Match | None:
    """The institution that speaks; None where a president presides over something of no list."""
    match = first[-1] if first else found[0]
    if len(first) > 1 and _is_head(match) and isinstance(first[-2].what, Body):
        return first[-2]  # "European Commission President"
    if not first and len(found) > 1 and found[0].start > 0:
        match = found[0]
    if _is_head(match) and low[match.end : match.end + 1] == ["of"]:
        inner = [m for m in found if match.end < m.start <= match.end + 3]
        if inner:
            return inner[0]
    return match


def _presides_over_a_body(said: list[str], low: list[str], match: Match) -> bool:
    """ "A union president", "the senior vice president of sales": no president of a country."""
    if (
        not isinstance(match.what, Seat)
        or match.what.office not in {"presidency", "vice-presidency"}
        or low[match.end - 1] != "president"
    ):
        return False
    before = low[match.start - 1] if match.start else ""
    of_noun = (
        low[match.end : match.end + 1] == ["of"]
        and said[match.end + 1 : match.end + 2] != []
        and low[match.end + 1] not in ARTICLES
        and said[match.end + 1][0].islower()
    )
    plain_noun = (
        bool(before)
        and said[match.start - 1][0].islower()
        and before not in ARTICLES | PREPOSITIONS | OF_PRESIDENTS
        and _country(before) is None
    )
    return of_noun or plain_noun or before in {"senior", "executive", "assistant"}


def _run_before_lower(said: list[str], end: int) -> int:
    """Where the capitalised words before the small ones before `end` begin: "NAACP state chapter president"."""
    at = end
    while at and said[at - 1][0].islower() and said[at - 1] not in ARTICLES:
        at -= 1
    return _run_before(said, at)


def _is_head(match: Match) -> bool:
    return isinstance(match.what, Seat) and match.what.office in HEADS


def _matches(said: list[str], low: list[str]) -> list[Match]:
    """Institutions named, the longest at each place, none within another."""
    out: list[Match] = []
    at = 0
    while at < len(low):
        match = _match_at(said, low, at)
        out += [match] if match else []
        at = match.end if match else at + 1
    return out


def _match_at(said: list[str], low: list[str], at: int) -> Match | None:
    for end in range(min(len(low), at + LONGEST), at, -1):
        phrase = " ".join(low[at:end])
        what = seats().get(phrase) or bodies().get(phrase)
        if what is None and end == at + 1:
            what = acronyms().get(said[at])
        if what is not None:
            return Match(at, end, what)
    return None


def _head_end(low: list[str]) -> int:
    """Where the head noun phrase ends: before its first preposition, comma or "and" outside an institution's name."""
    at = 0
    while at < len(low):
        longest = next((e for e in range(min(len(low), at + LONGEST), at, -1) if " ".join(low[at:e]) in _phrases()), None)
        if longest:
            at = longest
            continue
        if at and (low[at] in PREPOSITIONS or low[at] == "," or low[at] == "and"):
            return at
        at += 1
    return len(low)


@cache
def _phrases() -> frozenset[str]:
    return frozenset(seats()) | frozenset(bodies())


@cache
def countries() -> dict[str, str]:
    """Names of countries and their adjectives → ISO 3166-1 alpha-2."""
    return {bare(k): v for k, v in (language.table("source_countries") | table("origin_countries")).items()}


def _country(phrase: str) -> str | None:
    return countries().get(phrase.removeprefix("the "))


def _country_first(low: list[str]) -> tuple[str | None, list[str]]:
    """A country at the beginning, and what is left."""
    rest = [w for w in low if w not in ARTICLES]
    for length in range(min(4, len(rest)), 0, -1):
        country = _country(" ".join(rest[:length]))
        if country:
            return country, rest[length:]
    return None, rest


def _country_within(low: list[str]) -> str | None:
    """The last country named before an institution, with words of small letters between ("an Israeli military court")."""
    return next((found for at in range(len(low) - 1, -1, -1) if (found := _country_first(low[at:])[0])), None)


def _run_before(said: list[str], end: int) -> int:
    """Where the capitalised words right before `end` begin; words for bearers, also in small letters, are within."""
    at = end
    while (
        at
        and said[at - 1] != ","
        and (said[at - 1][0].isupper() or said[at - 1] in PARTICLES or bare(said[at - 1]) in words("origin_bearers"))
    ):
        if bare(said[at - 1]) in ARTICLES | words("origin_opening"):
            break
        at -= 1
    return at


def _place_after(said: list[str], low: list[str], at: int) -> tuple[str | None, int]:
    """ "of Bavaria", "in Cologne", "for the Kharkiv region": the place, and where it ends."""
    while at < len(low) and low[at] in words("origin_bearers"):
        at += 1
    if at >= len(low) or low[at] not in PLACING:
        return None, at
    begin = at + 1
    while begin < len(low) and (low[begin] in ARTICLES or low[begin] in {"city", "town", "state", "region", "province"}):
        begin += 2 if low[begin + 1 : begin + 2] == ["of"] else 1
    end = begin
    while end < len(said) and (said[end][0].isupper() or (low[end] == "and" and end > begin and said[end + 1 : end + 2] != [])):
        end += 1
    return (" ".join(said[begin:end]), end) if end > begin else (None, at)


def _person_after(said: list[str], low: list[str], at: int) -> str | None:
    while at < len(low) and (low[at] in words("origin_bearers") or low[at] == ","):
        at += 1
    end = at
    while end < len(said) and (said[end][0].isupper() or (low[end] in PARTICLES and end > at)):
        end += 1
    run = said[at:end]
    return " ".join(run) if run and _country(" ".join(low[at:end])) is None else None


def _person_before(said: list[str], low: list[str], until: int) -> str | None:
    """ "Yerlan Turgumbayev, the interior minister"; "Serik Shalabayev of the office": the name that begins the phrase."""
    at = 0
    while at < until and low[at] in words("origin_bearers"):
        at += 1
    end = at
    while end < until and (said[end][0].isupper() or (low[end] in PARTICLES and end > at)):
        end += 1
    ended = end < len(said) and (said[end] == "," or low[end] in PREPOSITIONS)
    return " ".join(said[at:end]) if ended and end - at >= 1 and _country(" ".join(low[at:end])) is None else None


def _person_anywhere(said: list[str], low: list[str]) -> str | None:
    """The longest run of two or more capitalised words that is no country; for those who speak for themselves."""
    runs: list[list[str]] = [[]]
    for word, lower in zip(said, low, strict=True):
        known = lower in words("origin_bearers") or _country(lower) is not None or lower in seats()
        if word != "," and not known and (word[0].isupper() or (lower in PARTICLES and runs[-1])):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    return " ".join(longest) if len(longest) > 1 else None


def _name_of(said: list[str]) -> str | None:
    """A proper name at the beginning: its capitalised words, with what joins them."""
    while said and (plain(said[0]) in words("origin_bearers") | ARTICLES):
        said = said[1:]
    end = 0
    while (
        end < len(said)
        and said[end] != ","
        and (
            said[end][0].isupper()
            or said[end][0].isdigit()
            or (end and said[end] in {"of", "the", "for", "and", "de"} | PARTICLES)
        )
    ):
        end += 1
    while end and not said[end - 1][0].isupper() and not said[end - 1][0].isdigit():
        end -= 1
    return " ".join(said[:end]) or None
