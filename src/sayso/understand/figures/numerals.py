"""One number, in digits or in words, at a token: "3,700", "20 000", "2.5 million", "1.2m", "two hundred and fifty", "a dozen".

Values are integers, as people are counted in whole numbers: "2.5" without a scale is none. Words and scales are data
(`number_words`, `number_scales`); the digits of Indian grouping ("1,00,000") are read as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso import limits
from sayso.types import Token
from sayso.understand.language import table
from sayso.understand.word_classes import members

DIGITS = re.compile(r"\d{1,12}(?:[.,]\d{1,3}){0,4}")
GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}(?:\.\d{3})+")
GLUED = re.compile(r"(\d{1,6})(k|m|mn|bn)")
LARGEST = 10**11
"""No count of people is larger: digits beyond it are a telephone number or a serial."""
HALF_DOZENS = frozenset({"half-a-dozen", "half-dozen"})
OPEN_SCALES = frozenset({12, 100})
"""Scales after which a larger one may follow: "two hundred thousand", "a dozen million"."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number whose tokens run up to `end` (exclusive); `scale` is what its last scale word multiplied by."""

    end: int
    value: int
    scale: int = 1
    group: bool = False
    """Is it a noun for so many, which takes "of" before what it counts: "a trio of"?"""


def near(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The tokens up to `limits.MAX_QUANTITY` characters from the beginning of this one: no number is looked for beyond."""
    if at >= len(tokens):
        return tokens
    last = tokens[at].start + limits.MAX_QUANTITY
    if tokens[-1].end <= last:
        return tokens
    return tokens[: bisect_right(tokens, last, at, key=lambda token: token.end)]


def numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The number that starts at token `at`."""
    if at >= len(tokens):
        return None
    if tokens[at].lower[0].isdigit():
        return _digits(tokens, at)
    return _group(tokens, at) or _words(tokens, at)


def _group(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A noun for so many, with or without its article: "trio", "a pair"."""
    at += tokens[at].lower in ("a", "an") and at + 1 < len(tokens)
    value = table("number_groups").get(tokens[at].lower)
    return None if value is None else Numeral(at + 1, int(value), group=True)


def _digits(tokens: Sequence[Token], at: int) -> Numeral | None:
    text, end = tokens[at].text, at + 1
    if not DIGITS.fullmatch(text):
        return _glued(tokens, at)
    if len(text) <= 3 and text.isdigit():
        while end < len(tokens) and len(tokens[end].text) == 3 and tokens[end].text.isdigit() and _one_space(tokens, end):
            text += tokens[end].text
            end += 1
    factor, end = _scales(tokens, end)
    value = _plain(text, factor)
    return None if value is None or value > LARGEST else Numeral(end, value, factor)


def _glued(tokens: Sequence[Token], at: int) -> Numeral | None:
    """As in "2k", "3m" written as one token."""
    match = GLUED.fullmatch(tokens[at].lower)
    if match is None:
        return None
    factor = int(table("number_scales")[match.group(2)])
    return Numeral(at + 1, int(match.group(1)) * factor, factor)


def _plain(text: str, factor: int) -> int | None:
    """The digits times the scale, where that is a whole number: 1.2 × 1,000,000, "3,700", "1.000"."""
    if factor == 1 and GROUPED.fullmatch(text):
        return int(text.replace(",", "").replace(".", ""))
    whole, _, part = text.replace(",", "").partition(".")
    unit: int = 10 ** len(part)
    if "." in part or factor < unit:
        return None
    return int(whole) * factor + int(part or "0") * factor // unit


def _one_space(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].start - tokens[at - 1].end == 1


def _scales(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The product of the scale words from `at` on ("hundred thousand"), and where they end."""
    factor, end = 1, at
    scales = table("number_scales")
    while end < len(tokens) and tokens[end].lower in scales:
        if len(tokens[end].text) < 3 and not (factor == 1 and _is_unit_letter(tokens, end)):
            break
        factor *= int(scales[tokens[end].lower])
        end += 1
    return factor, end


def _is_unit_letter(tokens: Sequence[Token], at: int) -> bool:
    """Is this letter the scale of the digits before it ("1.2m people"), and no metre or initial?"""
    near = tokens[at].start - tokens[at - 1].end <= 1
    return near and (at + 1 == len(tokens) or tokens[at + 1].text[0].isalpha())


def _words(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A number in words: "two hundred and fifty", "a dozen", "half a million", "twenty-five thousand"."""
    divisor, start = _opening(tokens, at)
    total, part, end, scale = 0, None, start, 1
    while end < len(tokens):
        word = tokens[end].lower
        value = small(word)
        if value is not None and _continues(part, value):
            part = (part or 0) + value
        elif word in table("number_scales") and len(word) > 2 and (part is not None or start > at or _unsaid_one(tokens, at)):
            scale = int(table("number_scales")[word])
            total, part = _scaled(total, 1 if part is None else part, scale)
        elif not (word == "and" and scale == 100 and end + 1 < len(tokens) and small(tokens[end + 1].lower) is not None):
            break
        end += 1
    value = total + (part or 0)
    if end == start or (total == 0 and part is None) or value > LARGEST:
        return None
    return Numeral(end, value // divisor, scale)


def _unsaid_one(tokens: Sequence[Token], at: int) -> bool:
    """Is a scale word at `at` bounded without its "a": "over thousand people"?"""
    return at > 0 and tokens[at - 1].lower in members("bounds_scale")


def _continues(part: int | None, value: int) -> bool:
    """May a word for `value` follow what has been read: "twenty" and "five", "two hundred" and "fifty", not "two three"?"""
    if part is None:
        return True
    if part % 100 == 0:
        return part > 0
    return part % 10 == 0 and part % 100 >= 20 and 0 < value < 10


def _scaled(total: int, part: int, scale: int) -> tuple[int, int | None]:
    """Total and open part after a scale word: hundreds stay open ("two hundred and fifty thousand")."""
    return (total, part * scale) if scale in OPEN_SCALES else (total + part * scale, None)


def _opening(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """What the number is to be divided by ("half a million", "a quarter of a million"), and where its words start."""
    words = [token.lower for token in tokens[at : at + 4]]
    if words == ["a", "quarter", "of", "a"]:
        return 4, at + 4
    if words[:1] == ["half"]:
        return 2, at + (2 if words[1:2] in (["a"], ["of"]) else 1)
    if words and words[0] in HALF_DOZENS:
        return 2, at
    return 1, at + (words[:1] in (["a"], ["an"]) and len(words) > 1 and words[1] in table("number_scales"))


@cache
def small(word: str) -> int | None:
    """The value of a number word below a hundred, with "twenty-five" and "two-man"; "half-a-dozen" is twelve to be halved."""
    values = table("number_words")
    if word in values:
        return int(values[word])
    if word in HALF_DOZENS:
        return 12
    tens, hyphen, units = word.rpartition("-")
    if hyphen and units in members("strong"):
        return small(tens)
    if hyphen and tens in values and units in values and int(values[tens]) >= 20 and 0 < int(values[units]) < 10:
        return int(values[tens]) + int(values[units])
    return None


@cache
def openers() -> frozenset[str]:
    """The words with which a number in words can begin."""
    tens = {word for word, value in table("number_words").items() if int(value) >= 20}
    units = {word for word, value in table("number_words").items() if 0 < int(value) < 10}
    plain = set(table("number_words")) | {f"{ten}-{unit}" for ten in tens for unit in units}
    bodies = {f"{number}-{noun}" for number in plain for noun in members("strong")}
    return frozenset({"a", "an", "half"}) | HALF_DOZENS | plain | bodies | table("number_groups").keys()
