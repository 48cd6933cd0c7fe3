"""News agencies: who is named in a credit, and is this line nothing but a credit?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.read.wordlist import either, table

NAMED = re.compile(rf"(?<![\w-]){either('agencies')}(?![\w-])", re.IGNORECASE)
SHORT = re.compile(r"[A-Z]{2,5}|dpa")
"""Short names count only as they are written: "AP" is an agency, "ap" is not."""
INITIALS = re.compile(r"[A-Za-z]{1,4}(?:/[A-Za-z]{1,4}){0,5}")
JOINTS = re.compile(
    r"(?:[\s,;/&+()\[\]—–-]|\band\b|\bwith\b|\bvia\b|\binput(?:s)? from\b|\bagencies\b|\bstaff\b)*", re.IGNORECASE
)
LONGEST_CREDIT = 100
"""Characters of a line of credits."""


def named(text: str) -> tuple[str, ...]:
    """The agencies named in a text, by their short names, each once.

    >>> named("(AFP, dpa)")
    ('AFP', 'dpa')
    """
    found = (match.group() for match in NAMED.finditer(text))
    return tuple(dict.fromkeys(short(name) for name in found if not _only_looks_short(name)))


def short(name: str) -> str:
    """The short name of an agency, under which all its credits are kept: "The Associated Press" → "AP"."""
    return table("agencies").get(" ".join(name.lower().split()), name)


def short_of(names: Iterable[str]) -> str:
    """The short name of the agency that is called all of these; the first of them where none is known."""
    called = list(names)
    return next((table("agencies")[name.lower()] for name in called if name.lower() in table("agencies")), called[0])


def credit_line(text: str) -> tuple[str, ...]:
    """The agencies of a line that names agencies and, at most, initials of editors: "jm/dm (AFP, dpa)". Else nothing."""
    if len(text) > LONGEST_CREDIT:
        return ()
    agencies = tuple(dict.fromkeys(short(match.group()) for match in NAMED.finditer(text)))
    if not agencies:
        return ()
    first, _, others = NAMED.sub(" ", text).strip().partition(" ")
    rest = others if INITIALS.fullmatch(first) else f"{first} {others}"
    return agencies if JOINTS.fullmatch(rest) else ()


def _only_looks_short(name: str) -> bool:
    """Short names that are also words or syllables ("mena", "nan", "apa", "trend") count only in their written form."""
    written = short(name)
    return len(name) <= 5 and name != written and not name.isupper()
