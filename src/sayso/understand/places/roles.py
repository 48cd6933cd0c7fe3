"""What the words around a name say of it: is it a place here, a part of a person's or body's name, and how sure is that?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sayso.types import Token
from sayso.understand.language import words
from sayso.understand.places.gazetteer import Gazetteer, PlaceKind
from sayso.understand.places.names import Named, adjoining, capital

HEADLINE = 0.6
"""Share of capitalised words of four letters and more from which a sentence is written like a headline."""

LOOK_BACK = 6
"""Tokens that are looked at before a name for the preposition that governs it."""


class Role(StrEnum):
    PLACE = "place"
    SITE = "site"
    """A place of its own within the named one: "Almaty Airport"."""
    MODIFIER = "modifier"
    """Stands before a noun: "London police", "US-led"."""
    PERSON = "person"
    BODY = "body"
    ROAD = "road"
    OTHER = "other"
    """Part of a longer name that is not known."""


class Support(IntEnum):
    """How much the sentence itself says that the name is a place."""

    NONE = 0
    WEAK = 1
    """After "of", "to", "for"."""
    LOCATIVE = 2
    """After "in", "near", "outside" …, or in a list with such a name."""
    CERTAIN = 3
    """"the town of X"; "X, Kentucky"; the place of a dateline."""


@dataclass(frozen=True, slots=True)
class Context:
    """One sentence as the rules read it. `headline`: its capitals say nothing."""

    text: str
    tokens: tuple[Token, ...]
    headline: bool
    known: Gazetteer
    common: frozenset[str] = frozenset()
    """Words that the report writes in lower case, and so uses as ordinary words."""


def context(text: str, tokens: tuple[Token, ...], known: Gazetteer, common: frozenset[str]) -> Context:
    long = [t for t in tokens if len(t.text) > 3 and t.text[0].isalpha()]
    upper = sum(capital(t) for t in long)
    return Context(text, tokens, len(long) > 3 and upper >= HEADLINE * len(long), known, common)


def role(here: Context, name: Named) -> Role:
    """What the name is part of; `PLACE` where nothing speaks against it."""
    if name.part:
        return Role.MODIFIER
    if name.end < len(here.tokens) and here.tokens[name.end].lower in words("place_things"):
        return Role.OTHER
    before, after = _before(here, name), _after(here, name)
    if found := _of_body(here, name) or _by_word_before(here, name, before):
        return found
    return _by_words_after(here, name, after) if after else Role.PLACE


def _before(here: Context, name: Named) -> Token | None:
    """The capitalised word right before the name, if it may belong to it."""
    at = name.first - 1
    if at < 0 or not capital(here.tokens[at]):
        if at > 0 and here.tokens[at].text == "." and len(here.tokens[at - 1].text) == 1:  # an initial: "Samuel L. Jackson"
            return here.tokens[at - 1]
        return None
    token = here.tokens[at]
    if not adjoining(here.text, token, here.tokens[name.first]):
        return None
    opener = at == 0 and (token.lower in words("place_ordinary") or token.lower in words("place_never"))
    return None if opener or len(token.text) == 1 else token


def _after(here: Context, name: Named) -> list[Token]:
    """The capitalised words right after the name."""
    run: list[Token] = []
    left = here.tokens[name.end - 1]
    for token in here.tokens[name.end : name.end + 5]:
        if not capital(token) or not adjoining(here.text, left, token):
            break
        run.append(token)
        left = token
    return run


def _of_body(here: Context, name: Named) -> Role | None:
    """ "University of X", "Duke of X" are bodies and persons."""
    at = name.first - 1
    if at > 0 and here.tokens[at].lower == "the":
        at -= 1
    if at < 1 or here.tokens[at].lower != "of":
        return None
    head = here.tokens[at - 1]
    return Role.BODY if capital(head) and head.lower in words("place_before_of") else None


def _by_word_before(here: Context, name: Named, before: Token | None) -> Role | None:
    if before is None:
        return None
    word = before.lower
    if word in words("place_directions") and not largest(name):
        return Role.OTHER  # "Eastern Creek" is a place of its own
    if word in words("place_directions") or word in words("place_settlements") or word in here.known.demonyms:
        return None
    if word in words("place_titles") or word in words("place_given_names") or len(word) == 1:
        return Role.PERSON
    if here.headline or name.first == 1:
        return None
    return Role.OTHER


def _by_words_after(here: Context, name: Named, after: list[Token]) -> Role:
    follows = [t.lower for t in after]
    if follows[0] in words("place_divisions"):
        return Role.PLACE
    if site_end(here, name) > name.end:
        return Role.SITE
    if any(w in words("place_organisations") for w in follows):
        return Role.BODY
    if follows[0] in words("place_roads"):
        return Role.ROAD
    if follows[0] in words("place_titles") or here.headline:
        return Role.MODIFIER
    if here.tokens[name.first].lower in words("place_given_names") and name.end - name.first == 1:
        return Role.PERSON
    return Role.MODIFIER if largest(name) else Role.OTHER


def largest(name: Named) -> bool:
    """Is it a name that readers know without being told: a country, region, capital or large town?"""
    return any(not p.is_town or p.population >= 300_000 or p.kind == PlaceKind.CAPITAL for p in name.places)


def site_end(here: Context, name: Named) -> int:
    """The token after the site that bears the name ("Almaty International Airport"); the name's own end where there is none."""
    for end in range(min(len(here.tokens), name.end + 3), name.end, -1):
        phrase = " ".join(t.lower for t in here.tokens[name.end : end])
        if phrase in words("place_sites"):
            return end
    return name.end


def support(here: Context, name: Named, listed: Support) -> Support:
    """`listed` is the support of the name before this one in the sentence, where only a comma or "and" stands between."""
    at = name.first - 1
    tokens = here.tokens
    if _heads(here, name):
        return Support.CERTAIN
    if name.end < len(tokens) and tokens[name.end].text in words("place_people"):
        return Support.LOCATIVE
    for _ in range(LOOK_BACK):
        if at < 0:
            return Support.NONE
        word = tokens[at].lower
        if word in words("place_locatives"):
            return Support.LOCATIVE
        if word == "of":
            return Support.CERTAIN if at > 0 and tokens[at - 1].lower in words("place_settlements") else Support.WEAK
        if word in ("to", "for", "between", "and", ",", "or") and at == name.first - 1:
            return max(listed, Support.WEAK if word in ("to", "for", "between") else Support.NONE)
        if word in words("place_settlements") and not capital(tokens[at]):
            return Support.LOCATIVE
        if word not in words("place_directions") and word not in ("the", "a", "city"):
            return Support.NONE
        at -= 1
    return Support.NONE


def _heads(here: Context, name: Named) -> bool:
    """The place of a dateline: "ALMATY, Jan 7 (Agency) —", "Bowling Green, Ky. (WXYZ)"."""
    if name.first > 0 or not here.tokens[0].text.isupper():
        return False
    follows = [t.text for t in here.tokens[name.end : name.end + 9]]
    return bool(follows) and follows[0] in (",", "(", "-", "–", "—") and any(f in ("-", "–", "—", "(", "--") for f in follows)


def as_division(here: Context, name: Named) -> bool:
    """Is the name used as that of a region: "X province", "the state of X"?"""
    if name.end < len(here.tokens) and here.tokens[name.end].lower in words("place_divisions"):
        return True
    at = name.first
    return at > 1 and here.tokens[at - 1].lower == "of" and here.tokens[at - 2].lower in words("place_divisions")
