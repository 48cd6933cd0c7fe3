"""The words of a text for telling stories apart: cut, lower case, without the commonest endings of English.

`training/rarity.py` counts the very same words, so that what is looked up is what was counted. An ending is cut by rule and
not by dictionary: "launches", "launched" and "launching" need to meet each other and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from sayso.understand.language import table

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
YEAR = re.compile(r"(?:19|20)\d\d")
NOT_DATES = {"may", "march", "mar", "sun", "sat"}
"""Words of their own: a march, the sun."""
VOWEL = re.compile(r"[aeiouy]")
AFTER_ES = ("sses", "xes", "ches", "shes")
NOT_PLURAL = ("ss", "us", "is")
ENDINGS = ("ing", "ed")
SHORTEST = 3
"""Letters that stay before an ending at the least."""


def cut(text: str) -> Iterator[str]:
    """Words and numbers as written; "Tokayev's" and "two-stage" are one word each."""
    return (match.group() for match in WORD.finditer(text))


def is_date(key: str) -> bool:
    """A year, a month, a weekday: when, not what."""
    return key in _names_of_days() or bool(YEAR.fullmatch(key))


@cache
def _names_of_days() -> frozenset[str]:
    return frozenset(map(stem, (*table("months"), *table("weekdays")))) - NOT_DATES


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The form under which a word is compared and counted: "Missiles" is "missil"."""
    return _without_ending(_singular(word.lower().replace("’", "'").removesuffix("'s").strip("'")))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(AFTER_ES):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(NOT_PLURAL):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= SHORTEST and VOWEL.search(rest):
            word = _single(rest)
            break
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST else word


def _single(rest: str) -> str:
    """ "stopped" is "stop", but "called" is "call"."""
    doubled = len(rest) > SHORTEST - 1 and rest[-1] == rest[-2] and rest[-1] not in "lsz"
    return rest[:-1] if doubled else rest
