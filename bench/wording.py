"""Which words of the base texts change from story to story and from report to report, and what stands in their place.

Each word is as long as the one it replaces, so that no span moves. Names change their letters by the story, vowels among
vowels and consonants among consonants. Other words that are not everywhere in news become other ones, drawn by how rare they
are: those that many of the base texts say ("rioters") by the story, since they tell what it is about, the rest by the report.
What all news says ("police", "killed", "said") stays, as do months, days and words for numbers.
"""

from __future__ import annotations

import calendar
import random
import re
import string
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.reconcile.stories.rarity import rarity
from sayso.reconcile.stories.words import stem
from sayso.types import Reading, Report
from sayso.vocabulary import EntityType

WORD = re.compile(r"[^\W\d_]+")
PIECE = re.compile(r"[^\W\d_]+|\d+(?:,\d{3})*")
VOWELS = "aeiou"
CONSONANTS = "".join(sorted(set(string.ascii_lowercase) - set(VOWELS)))
NAMED = frozenset({EntityType.LOC, EntityType.ORG, EntityType.PER})
IN_MANY = 12
"""Base texts, of 64, from which on a word is one of the story."""
EVERYWHERE = 8
"""Class of rarity (`reconcile/words`) up to which a word stays: one in sixteen documents says it."""
SHORTEST = 4
"""Letters of a word that changes."""
AGENCY = "steppe"
"""The word of the demonstration agency's name that becomes another agency's."""
AGENCIES = (AGENCY, "baltic", "harbor", "meadow", "summit")
STAYS = (
    frozenset(name.lower() for name in (*calendar.month_name, *calendar.day_name, *calendar.month_abbr) if name)
    | {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "eighteen", "twenty"}
    | {"hundred", "hundreds", "thousand", "thousands", "million", "dozens", "some", "wire", "written", "demonstration"}
)
OF_OFFICES = 13
"""Class of rarity up to which a word of a name is one of offices ("Interior", "Health"), and stays."""
RAREST, LISTED_FROM = 22, 8
"""Classes of rarity that words are drawn from; two classes further, half as many documents hold one."""


def letters(draw: random.Random) -> dict[int, int]:
    """For `str.translate`: each vowel another vowel, each consonant another consonant, capitals alike."""
    became = dict[str, str]()
    for some in (VOWELS, CONSONANTS):
        became |= dict(zip(some, draw.sample(some, len(some)), strict=True))
    return {ord(a): ord(b) for a, b in (became | {a.upper(): b.upper() for a, b in became.items()}).items()}


def like(model: str, word: str) -> str:
    """`word`, which is in small letters, with capitals as `model` has them."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word


def names_in(read: Sequence[tuple[Report, Reading]]) -> frozenset[str]:
    """Words, in small letters, that stand in names and nowhere in small letters."""
    told = {
        word
        for report, reading in read
        for entity in reading.layers.entities
        if entity.type in NAMED
        for word in WORD.findall(entity.span.of(report.text))
        if word[0].isupper()
    }
    small = {word for report, _ in read for word in WORD.findall(report.text) if word[0].islower()}
    return frozenset(w.lower() for w in told if rarity(stem(w)) > OF_OFFICES) - small - STAYS


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words that others are drawn for: with each story, and with each report."""

    by_story: frozenset[str]
    by_report: frozenset[str]


def drawn_in(read: Sequence[tuple[Report, Reading]], names: frozenset[str]) -> Drawn:
    held = Counter(word for report, _ in read for word in set(WORD.findall(report.text.lower())))
    changing = {
        word: times
        for word, times in held.items()
        if len(word) >= SHORTEST and len(word) in pools() and word not in names | STAYS and rarity(stem(word)) > EVERYWHERE
    }
    by_story = frozenset(word for word, times in changing.items() if times >= IN_MANY)
    return Drawn(by_story, frozenset(changing) - by_story)


def drawn(word: str, draw: random.Random) -> str:
    """Another word of as many letters."""
    pool = pools()[len(word)]
    return pool[int(draw.random() * len(pool))]


@cache
def pools() -> Mapping[int, tuple[str, ...]]:
    """Words of news by their length, each so many times that one is drawn as often as news says it."""
    found: dict[int, list[str]] = defaultdict(list)
    file = resources.files("sayso.reconcile").joinpath("words", "en", "rarity.txt")
    for line in file.read_text(encoding="utf8").splitlines():
        word, _, level = line.partition("\t")
        if word.isascii() and word.isalpha() and LISTED_FROM <= int(level) <= RAREST and word not in STAYS:
            found[len(word)] += [word] * round(2 ** ((RAREST - int(level)) / 2))
    return {length: tuple(words) for length, words in found.items() if len(set(words)) > 1}
