"""One spelling for a name: letters of other scripts' transliterations folded, so that Turgumbayev is Turgumbaev.

The folded form serves comparing only; nothing prints it. It may join names that differ (Said and Saeed): who uses it asks for
the same country or for given names as well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.fuzz import ratio

KEPT = 8192
"""Names whose folded form is kept: those of some 1,000 reports."""
ALIKE = 90
"""Percent that two folded full names must share. Spellings of one name share 92 or more; brothers share less."""
KEY = 3
"""Letters at the beginning of a surname that all its spellings share, once folded."""
SHORTEST = 6
"""Letters below which a name must be equal: "Kim" and "Kin" are two."""
STEPS = tuple(
    (re.compile(was), becomes)
    for was, becomes in (
        (r"[’'`ʼ]", ""),
        (r"^ye|^je", "e"),
        (r"shch|sch|tsch", "sh"),
        (r"dzh|zh|dj", "j"),
        (r"kh|ch(?=[bdfgklmnprstvwz])", "h"),
        (r"ph", "f"),
        (r"ck|q|c(?![h])", "k"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee|ii|iy|yi|yy", "i"),
        (r"x", "ks"),
        (r"y", "i"),
        (r"(?<=[aeou])i(?=[aeou])", ""),
        (r"(?<=[^aeiou])i(?=[aeou])", ""),
        (r"ij$|ii$", "i"),
        (r"ff$|v$|f$", "v"),
        (r"(.)\1+", r"\1"),
    )
)


def plain(text: str) -> str:
    """Lower case without accents, with straight apostrophes.

    >>> plain("Médecins’")
    "medecins'"
    """
    text = text.replace("’", "'").replace("ʼ", "'")
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.replace("ı", "i")) if not unicodedata.combining(c)).lower()


def slug(text: str) -> str:
    """A name as part of a key.

    >>> slug("Human Rights Watch")
    'human-rights-watch'
    """
    return re.sub(r"[\W_]+", "-", plain(text)).strip("-")


@lru_cache(maxsize=KEPT)
def folded(name: str) -> str:
    """A name with its spellings folded, word by word.

    >>> folded("Kassym-Jomart Tokayev") == folded("Kasym-Zhomart Tokaev")
    True
    """
    return " ".join(_word(word) for word in re.split(r"[\s-]+", plain(name)) if word)


def same_name(a: str, b: str) -> bool:
    """Are these two full names, already folded, spellings of one?"""
    if a == b:
        return True
    long = min(len(a), len(b)) >= SHORTEST
    return long and a[:1] == b[:1] and ratio(a, b) >= ALIKE


def name_keys(name: str) -> frozenset[str]:
    """The beginnings of a folded name's words but the first (of its only word): two spellings of one person share one.

    By these, holders are looked up where there are many.
    """
    parts = name.split()
    return frozenset(word[:KEY] for word in parts[1:] or parts)


def same_person(a: str, b: str) -> bool:
    """May two names, already folded, be one person's: the surnames are one, and so are the given names where both have them."""
    first, second = a.split(), b.split()
    if name_keys(a).isdisjoint(name_keys(b)):
        return False
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        return same_name(short[0], long[-1]) or (len(long) > 2 and short[0] in long[1:])
    return same_name(a, b) or (short[0][:3] == long[0][:3] and (short[-1] == long[-1] or short[-1] in long[1:]))


def _word(word: str) -> str:
    for was, becomes in STEPS:
        word = was.sub(becomes, word)
    return word
