"""Runs of words in a teller's name: the country or place before an institution, the place after it, the person.

All work on two lists of equal length: the words as said, and the same in small letters without possessive endings.
"""

from __future__ import annotations

import re
from functools import cache

from sayso.reconcile.origins.office_names import bare, bodies, seats
from sayso.reconcile.origins.spelling import plain
from sayso.reconcile.word_tables import table, words
from sayso.understand import language

ARTICLES = frozenset(
    {"the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "some", "one", "two", "another", "local"}
)
PREPOSITIONS = frozenset(
    {"of", "for", "in", "at", "from", "on", "with", "to", "who", "that", "which", "about", "along", "near"}
)
PLACING = frozenset({"of", "in", "for", "from"})
ADJECTIVE = re.compile(r"[A-Z]\w*-[a-z]+")
"""No place: "Russian-installed", "Hamas-run"."""
SIDE = frozenset({"north", "south", "east", "west", "city", "county", "region", "state", "province", "republic"})
PARTICLES = frozenset({"de", "del", "la", "el", "al", "bin", "ibn", "van", "von", "der", "da", "dos", "di", "abu", "ben"})
LONGEST_COUNTRY = 5
"""Words of a country's name."""


@cache
def countries() -> dict[str, str]:
    """Names of countries and their adjectives → ISO 3166-1 alpha-2."""
    return {bare(k): v for k, v in (language.table("source_countries") | table("origin_countries")).items()}


def country_of(phrase: str) -> str | None:
    return countries().get(phrase.removeprefix("the "))


def country_first(low: list[str]) -> tuple[str | None, list[str]]:
    """A country at the beginning, and what is left."""
    rest = [w for w in low if w not in ARTICLES]
    for length in range(min(LONGEST_COUNTRY, len(rest)), 0, -1):
        country = country_of(" ".join(rest[:length]))
        if country:
            return country, rest[length:]
    return None, rest


def country_at_end(low: list[str]) -> tuple[str | None, int]:
    """A country right before an institution, and its words: "Democratic Republic of Congo's army"."""
    for length in range(min(LONGEST_COUNTRY, len(low)), 0, -1):
        country = country_of(" ".join(low[-length:]))
        if country:
            return country, length
    return None, 0


def country_within(low: list[str]) -> str | None:
    """The last country named before an institution, with words of small letters between ("an Israeli military court")."""
    return next((found for at in range(len(low) - 1, -1, -1) if (found := country_first(low[at:])[0])), None)


def run_before(said: list[str], end: int) -> int:
    """Where the capitalised words right before `end` begin; words for bearers, also in small letters, are within."""
    at = end
    while (
        at
        and said[at - 1] != ","
        and (said[at - 1][0].isupper() or said[at - 1] in PARTICLES or bare(said[at - 1]) in words("origin_bearers") | SIDE)
    ):
        if bare(said[at - 1]) in ARTICLES | words("origin_opening") or ADJECTIVE.fullmatch(said[at - 1]):
            break
        at -= 1
    return at


def run_before_lower(said: list[str], end: int) -> int:
    """Where the capitalised words before the small ones before `end` begin: "NAACP state chapter president"."""
    at = end
    while at and said[at - 1][0].islower() and said[at - 1] not in ARTICLES:
        at -= 1
    return run_before(said, at)


def place_after(said: list[str], low: list[str], at: int) -> tuple[str | None, int]:
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


def _of_a_name(word: str, inside: bool) -> bool:
    """May a word be part of a person's name: capitalised, or a particle within it ("al-Qidra", "de")?"""
    return word[0].isupper() or (inside and (word.lower() in PARTICLES or word.startswith(("al-", "el-", "ul-"))))


def person_after(said: list[str], low: list[str], at: int) -> str | None:
    while at < len(low) and low[at] in words("origin_bearers") | SIDE | {","}:
        at += 1
    end = at
    while end < len(said) and _of_a_name(said[end], end > at):
        end += 1
    run = said[at:end]
    return " ".join(run) if run and country_of(" ".join(low[at:end])) is None else None


def person_before(said: list[str], low: list[str], until: int) -> str | None:
    """ "Yerlan Turgumbayev, the interior minister"; "Serik Shalabayev of the office": the name that begins the phrase."""
    at = 0
    while at < until and low[at] in words("origin_bearers"):
        at += 1
    end = at
    while end < until and _of_a_name(said[end], end > at):
        end += 1
    body = not words("origin_body_nouns").isdisjoint(low[at:end])
    ended = not body and end < len(said) and (said[end] == "," or low[end] in PREPOSITIONS)
    return " ".join(said[at:end]) if ended and end - at >= 1 and country_of(" ".join(low[at:end])) is None else None


def person_anywhere(said: list[str], low: list[str]) -> str | None:
    """The first run of two or more capitalised words that is no country; for those who speak for themselves."""
    runs: list[list[str]] = [[]]
    for word, lower in zip(said, low, strict=True):
        known = lower in words("origin_bearers") or country_of(lower) is not None or lower in seats()
        if word != "," and not known and _of_a_name(word, bool(runs[-1])):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    names = [run for run in runs if len(run) > 1 and " ".join(run).lower() not in bodies()]
    return " ".join(names[0]) if names else None


def name_of(said: list[str]) -> str | None:
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
