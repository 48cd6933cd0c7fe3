"""Numbers in words and digits: which tokens of a sentence state how many, and what they say.

    "at least 18"  18, none, at_least      "some 30"  30, 30, about         "between 5 and 7"  5, 7, range
    "two dozen"    24, 24, exact           "scores"   none, none, vague     "a further 12"     12, 12, exact, new

What the number counts is not looked at here (`counted.py` does that), so ages and dates are numbers too. Words are data:
`number_words`, `number_scales`, `number_vague`, `quantifier_before`, `quantifier_after`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso import limits
from sayso.types import Token
from sayso.understand.language import table
from sayso.understand.phrases import Phrases
from sayso.vocabulary import Relation, Scope

DIGITS = re.compile(r"\d{1,12}(?:[.,]\d{1,3}){0,4}")
GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}(?:\.\d{3})+")
RANGE_WORDS = frozenset({"to", "or", "-", "–", "—", "and"})
LARGEST = 10**11
"""No count of people is larger: digits beyond it are a telephone number or a serial."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """The tokens `first` to `end` (exclusive) that say how many. `core` is the first token after the quantifier."""

    first: int
    core: int
    end: int
    low: int | None
    high: int | None
    relation: Relation
    vague: str | None = None
    scope: Scope = Scope.TOTAL
    bare: bool = True
    """May stand right before the counted noun ("several men"); "dozens" needs an "of"."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number without its quantifier: tokens up to `end`, and value; `places` is what its scale multiplied by."""

    end: int
    value: int
    scale: int = 1


def quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Every statement of how many among the tokens of a sentence, in order; none overlaps another."""
    out: list[Quantity] = []
    at = 0
    while at < len(tokens):
        found = quantity(tokens, at) if tokens[at].lower in _openers() or tokens[at].lower[0].isdigit() else None
        if found is None:
            at += 1
        else:
            out.append(found)
            at = found.end
    return out


def quantity(tokens: Sequence[Token], at: int) -> Quantity | None:
    """The quantity that starts at token `at`, quantifiers included."""
    relation, scope, core = _quantifiers(tokens, at)
    found = _between(tokens, core) or _amount(tokens, core) or _vague(tokens, core)
    if found is None and core > at:  # "some" alone is no quantifier but a number that names none
        found, relation, scope = _vague(tokens, at), None, Scope.TOTAL
    if found is None:
        return None
    if tokens[found.end - 1].end - tokens[at].start > limits.MAX_QUANTITY:
        return None
    found = _after(tokens, found)
    return _bounded(found, at, relation, scope)


def _quantifiers(tokens: Sequence[Token], at: int) -> tuple[Relation | None, Scope, int]:
    """Quantifier words from `at` on: what they say of the bound and of the scope, and where the number must start."""
    relation: Relation | None = None
    scope = Scope.TOTAL
    while match := _before().match(tokens, at):
        at, said = match
        if said == "new":
            scope = Scope.NEW
        elif relation in (None, Relation.EXACT):
            relation = Relation(said)
    return relation, scope, at


def _bounded(found: Quantity, first: int, relation: Relation | None, scope: Scope) -> Quantity:
    """The quantity with what its quantifier makes of low and high."""
    low, high = found.low, found.high
    if found.relation is Relation.EXACT and relation is not None:
        if relation in (Relation.AT_LEAST, Relation.MORE_THAN):
            high = None
        elif relation in (Relation.UP_TO, Relation.FEWER_THAN):
            low = None
        kept = relation
    else:
        kept = found.relation
    new = Scope.NEW if Scope.NEW in (scope, found.scope) else Scope.TOTAL
    return Quantity(first, found.core, found.end, low, high, kept, found.vague, new, found.bare)


def _amount(tokens: Sequence[Token], at: int) -> Quantity | None:
    """A number, or two that make a range."""
    first = _number(tokens, at)
    if first is None:
        return None
    link = first.end
    if link < len(tokens) and tokens[link].lower in RANGE_WORDS - {"and"}:
        second = _number(tokens, link + 1)
        if second is not None and _makes_range(tokens[link].lower, first, second):
            low = _shared_scale(first, second)
            if low < second.value:
                return Quantity(at, at, second.end, low, second.value, Relation.RANGE)
    return Quantity(at, at, first.end, first.value, first.value, Relation.EXACT)


def _shared_scale(first: _Number, second: _Number) -> int:
    """The lower bound where the scale or the thousands are said once: "5 to 6 million", "5-6,000"."""
    if first.scale == 1 and second.scale > 1:
        return first.value * second.scale
    return first.value * 1000 if first.scale == 1 and first.value * 1000 < second.value and first.value < 100 else first.value


def _makes_range(link: str, first: _Number, second: _Number) -> bool:
    """"5 to 7" and "10 or 12", not "3 or 200"; 2010-2015 are years."""
    if 1900 <= first.value <= 2100 and 1900 <= second.value <= 2100:
        return False
    return link != "or" or second.value <= 2 * first.value + 10


def _between(tokens: Sequence[Token], at: int) -> Quantity | None:
    """"between 5 and 7", "from 10 to 12"."""
    if at >= len(tokens) or tokens[at].lower not in ("between", "from"):
        return None
    first = _number(tokens, at + 1)
    if first is None or first.end >= len(tokens) or tokens[first.end].lower not in RANGE_WORDS:
        return None
    second = _number(tokens, first.end + 1)
    if second is None or first.value >= second.value:
        return None
    return Quantity(at, at, second.end, first.value, second.value, Relation.RANGE)


def _number(tokens: Sequence[Token], at: int) -> _Number | None:
    """One number in digits or words, with its scales."""
    if at >= len(tokens):
        return None
    if tokens[at].lower[0].isdigit():
        return _digits(tokens, at)
    return _words(tokens, at)


def _digits(tokens: Sequence[Token], at: int) -> _Number | None:
    text, end = tokens[at].text, at + 1
    if not DIGITS.fullmatch(text):
        return _glued(tokens, at)
    if len(text) <= 3 and "." not in text and "," not in text:
        while end < len(tokens) and len(tokens[end].text) == 3 and tokens[end].text.isdigit() and _one_space(tokens, end):
            text += tokens[end].text
            end += 1
    factor, end = _scales(tokens, end)
    number = _plain(text, factor)
    return None if number is None or number > LARGEST else _Number(end, number, factor)


def _glued(tokens: Sequence[Token], at: int) -> _Number | None:
    """"2k", "3m" written as one token."""
    match = re.fullmatch(r"(\d{1,6})(k|m|mn|bn)", tokens[at].lower)
    if match is None:
        return None
    factor = int(table("number_scales")[match.group(2)])
    return _Number(at + 1, int(match.group(1)) * factor, factor)


def _plain(text: str, factor: int) -> int | None:
    """The digits times the scale, where that is a whole number: 1.2 × 1,000,000, "3,700", "1.000"."""
    if factor == 1 and GROUPED.fullmatch(text):
        return int(text.replace(",", "").replace(".", ""))
    whole, dot, part = text.replace(",", "").partition(".")
    if "." in part or (part and factor < 10 ** len(part)):
        return None
    return int(whole) * factor + (int(part) * factor // 10 ** len(part) if dot else 0)


def _one_space(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].start - tokens[at - 1].end == 1


def _scales(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The product of the scale words from `at` on ("hundred thousand"), and where they end."""
    factor, end = 1, at
    scales = table("number_scales")
    while end < len(tokens) and tokens[end].lower in scales:
        word = tokens[end].lower
        short = len(word) < 3
        if short and not (factor == 1 and _is_unit_letter(tokens, end)):
            break
        factor *= int(scales[word])
        end += 1
    return factor, end


def _is_unit_letter(tokens: Sequence[Token], at: int) -> bool:
    """Is this letter the scale of the digits before it ("1.2m people"), and no metre or initial?"""
    near = tokens[at].start - tokens[at - 1].end <= 1
    return near and (at + 1 == len(tokens) or tokens[at + 1].text[0].isalpha())


def _words(tokens: Sequence[Token], at: int) -> _Number | None:
    """A number in words: "two hundred and fifty", "a dozen", "half a million", "twenty-five thousand"."""
    half, start = _opening(tokens, at)
    total, part, end, scale = 0, None, start, 1
    scales = table("number_scales")
    while end < len(tokens):
        word = tokens[end].lower
        value = _small(word)
        if value is not None and (part is None or (part % 100 == 0 and part) or (part % 10 == 0 and part % 100 >= 20 and value < 10)):
            part = (part or 0) + value
        elif word in scales and len(word) > 2 and (part is not None or start > at):
            scale = int(scales[word])
            total, part = _scaled(total, 1 if part is None else part, scale)
        elif word == "and" and scale == 100 and end + 1 < len(tokens) and _small(tokens[end + 1].lower) is not None:
            pass
        else:
            break
        end += 1
    value = total + (part or 0)
    if end == start or (total == 0 and part is None) or value > LARGEST:
        return None
    return _Number(end, value // 2 if half else value, scale)


def _opening(tokens: Sequence[Token], at: int) -> tuple[bool, int]:
    """Is the number halved ("half a million"), and where do its words start after "a", "half a", "half"?"""
    words = [token.lower for token in tokens[at : at + 3]]
    if words[:1] == ["half"]:
        skip = 2 if words[1:2] in (["a"], ["of"]) else 1
        return True, at + skip
    if words[:1] in (["half-a-dozen"], ["half-dozen"]):
        return True, at
    return False, at + 1 if words[:1] in (["a"], ["an"]) and words[1:2] and words[1] in table("number_scales") else at


def _scaled(total: int, part: int, scale: int) -> tuple[int, int | None]:
    """Total and open part after a scale word: hundreds stay open ("two hundred and fifty thousand")."""
    if scale == 100 or scale == 12:
        return total, part * scale
    return total + part * scale, None


@cache
def _small(word: str) -> int | None:
    """The value of a number word below a hundred, hyphenated tens included; "half-a-dozen" is twelve to be halved."""
    values = table("number_words")
    if word in values:
        return int(values[word])
    if word in ("half-a-dozen", "half-dozen"):
        return 12
    tens, hyphen, units = word.partition("-")
    if hyphen and tens in values and units in values and int(values[tens]) >= 20 and 0 < int(values[units]) < 10:
        return int(values[tens]) + int(values[units])
    return None


def _vague(tokens: Sequence[Token], at: int) -> Quantity | None:
    """"dozens", "several hundred", "a few": the words are kept, and no number is made of them."""
    match = _vague_words().match(tokens, at)
    if match is None:
        return None
    end, place = match
    words = " ".join(token.lower for token in tokens[at:end])
    return Quantity(at, at, end, None, None, Relation.VAGUE, words, bare=place != "of")


def _after(tokens: Sequence[Token], found: Quantity) -> Quantity:
    """The quantity with the words after it that bound it: "12 or so", "12 plus", "100-odd"."""
    hyphen = found.end < len(tokens) and tokens[found.end].text == "-"
    match = _after_words().match(tokens, found.end + hyphen)
    if match is None or found.relation is not Relation.EXACT:
        return found
    end, said = match
    if hyphen and said != "about":
        return found
    return _bounded(Quantity(found.first, found.core, end, found.low, found.high, found.relation), found.first, Relation(said), found.scope)


@cache
def _before() -> Phrases:
    return Phrases(table("quantifier_before"))


@cache
def _after_words() -> Phrases:
    return Phrases(table("quantifier_after"))


@cache
def _vague_words() -> Phrases:
    return Phrases(table("number_vague"))


@cache
def _openers() -> frozenset[str]:
    """Words with which a quantity can begin: every other token is passed over at once."""
    tens = {t for t, v in table("number_words").items() if int(v) >= 20}
    units = {u for u, v in table("number_words").items() if 0 < int(v) < 10}
    hyphenated = {f"{t}-{u}" for t in tens for u in units}
    scales = {s for s in table("number_scales") if len(s) > 2}
    return frozenset(
        {"a", "an", "half", "half-a-dozen", "half-dozen", "between", "from"}
        | set(table("number_words"))
        | hyphenated
        | _before().openers()
        | _vague_words().openers()
        | scales
    )
