"""Statements of how many: which tokens of a sentence make one, and what they say.

    "at least 18"  18, none, at_least      "some 30"  30, 30, about         "between 5 and 7"  5, 7, range
    "two dozen"    24, 24, exact           "scores"   none, none, vague     "a further 12"     12, 12, exact, new

What is counted is not looked at here (`counted.py` does that), so ages and dates are quantities too. Words are data:
`number_vague`, `quantifier_before`, `quantifier_after`; `numerals.py` reads the number itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.types import Token
from sayso.understand.figures.numerals import Numeral, near, numeral, openers
from sayso.understand.language import table, words
from sayso.understand.phrases import Phrases
from sayso.understand.word_classes import members
from sayso.vocabulary import Relation, Scope

YEARS = range(1800, 2101)
"""Two of these with a dash between are a stretch of time."""

MOST_QUANTIFIERS = 4
"""Quantifiers before one number: "an additional total of at least"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """The tokens `first` to `end` (exclusive) that say how many. `core` is the first token after the quantifiers."""

    first: int
    core: int
    end: int
    low: int | None
    high: int | None
    relation: Relation
    vague: str | None = None
    scope: Scope = Scope.TOTAL
    bare: bool = True
    """May it stand right before the counted noun ("several men")? "dozens" needs an "of"."""


def quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Every quantity among the tokens of a sentence, in order; none overlaps another."""
    out: list[Quantity] = []
    at = 0
    while at < len(tokens):
        found = quantity(tokens, at) if _may_open(tokens, at) else None
        if found is not None:
            out.append(found)
        at = at + 1 if found is None else found.end
    return out


def quantity(tokens: Sequence[Token], at: int) -> Quantity | None:
    """The quantity that starts at token `at`, quantifiers included; None where none does, or it is too long to be one."""
    seen = near(tokens, at)
    relation, scope, core = _quantifiers(seen, at)
    found = _between(seen, core) or _amount(seen, core) or _vague(seen, core) or _nobody(seen, core)
    if found is None and core > at:  # "some" alone is no quantifier but a number that names none
        found, relation, scope = _vague(seen, at), None, Scope.TOTAL
    if found is None or found.end == len(seen) < len(tokens):  # what goes on beyond what is looked at is not half of itself
        return None
    return replace(_bounded(_after(tokens, found), relation), first=at, scope=scope)


def _may_open(tokens: Sequence[Token], at: int) -> bool:
    """Can a quantity begin here, by this word and the next? A filter for speed: it passes over "a man" and "over the hill"."""
    word = tokens[at].lower
    if word[0].isdigit() or word in _whole():
        return True
    after = tokens[at + 1].lower if word in _openers() and at + 1 < len(tokens) else ""
    return after != "" and (after[0].isdigit() or after in _whole() or after in _inner())


def _quantifiers(tokens: Sequence[Token], at: int) -> tuple[Relation | None, Scope, int]:
    """Quantifier words from `at` on: what they say of the bound and of the scope, and where the number must start."""
    relation: Relation | None = None
    scope = Scope.TOTAL
    for _ in range(MOST_QUANTIFIERS):
        match = _before().match(tokens, at)
        if match is None or _of_a_verb(tokens, at):
            break
        at, said = match
        if said == Scope.NEW:
            scope = Scope.NEW
        elif relation in (None, Relation.EXACT):
            relation = Relation(said)
    return relation, scope, at


def _of_a_verb(tokens: Sequence[Token], at: int) -> bool:
    """Does "over" at `at` belong to the verb before it: "handed over 90 prisoners"?"""
    return at > 0 and tokens[at].lower == "over" and tokens[at - 1].lower in members("takes_over")


def _bounded(found: Quantity, relation: Relation | None) -> Quantity:
    """The quantity with what a quantifier makes of low and high. Ranges and vague words stay what they are."""
    if found.relation is not Relation.EXACT or relation is None:
        return found
    if relation in (Relation.AT_LEAST, Relation.MORE_THAN):
        return replace(found, relation=relation, high=None)
    if relation in (Relation.UP_TO, Relation.FEWER_THAN):
        return replace(found, relation=relation, low=None)
    return replace(found, relation=relation)


def _amount(tokens: Sequence[Token], at: int) -> Quantity | None:
    """A number, or two that make a range."""
    first = numeral(tokens, at)
    if first is None:
        return None
    exact = Quantity(at, at, first.end, first.value, first.value, Relation.EXACT, bare=not first.group)
    if _rises(tokens, at - 1) or first.end >= len(tokens) or tokens[first.end].lower not in members("range") - {"and"}:
        return exact
    second = numeral(tokens, first.end + 1)
    if second is None or not _makes_range(tokens[first.end].lower, first, second):
        return exact
    low = _shared_scale(first, second)
    return Quantity(at, at, second.end, low, second.value, Relation.RANGE) if low < second.value else exact


def _shared_scale(first: Numeral, second: Numeral) -> int:
    """The lower bound where the scale or the thousands are said once: "5 to 6 million", "5-6,000"."""
    if first.scale > 1:
        return first.value
    if second.scale > 1:
        return first.value * second.scale
    thousands = first.value < 100 and first.value * 1000 < second.value
    return first.value * 1000 if thousands else first.value


def _makes_range(link: str, first: Numeral, second: Numeral) -> bool:
    """As in "5 to 7" and "10 or 12", not "3 or 200"; 2010-2015 are years."""
    if first.value in YEARS and second.value in YEARS:
        return False
    return link != "or" or second.value <= 2 * first.value + 10


def _between(tokens: Sequence[Token], at: int) -> Quantity | None:
    """As in "between 5 and 7", "from 10 to 12"."""
    if at >= len(tokens) or tokens[at].lower not in ("between", "from") or _rises(tokens, at):
        return None
    first = numeral(tokens, at + 1)
    if first is None or first.end >= len(tokens) or tokens[first.end].lower not in members("range"):
        return None
    second = numeral(tokens, first.end + 1)
    if second is None or first.value >= second.value or (first.value in YEARS and second.value in YEARS):
        return None
    return Quantity(at, at, second.end, first.value, second.value, Relation.RANGE)


def _rises(tokens: Sequence[Token], at: int) -> bool:
    """Is "from" at `at` said of a count that changes, so that what follows is no range: "rose from 12 to 15"?"""
    return at > 0 and tokens[at].lower == "from" and tokens[at - 1].lower in words("figure_rises")


def _vague(tokens: Sequence[Token], at: int) -> Quantity | None:
    """As in "dozens", "several hundred", "a few": the words are kept, and no number is made of them."""
    match = _vague_words().match(tokens, at)
    if match is None:
        return None
    end, place = match
    said = " ".join(token.lower for token in tokens[at:end])
    return Quantity(at, at, end, None, None, Relation.VAGUE, said, bare=place != "of")


def _nobody(tokens: Sequence[Token], at: int) -> Quantity | None:
    """As in "no one was hurt", "nobody": zero, in words that are their own noun."""
    match = _none().match(tokens, at)
    return None if match is None else Quantity(at, at, match[0], 0, 0, Relation.EXACT)


def _after(tokens: Sequence[Token], found: Quantity) -> Quantity:
    """The quantity with the words after it that bound it: "12 or so", "12 plus", "100-odd"."""
    hyphen = found.end < len(tokens) and tokens[found.end].text == "-"
    match = _after_words().match(tokens, found.end + hyphen)
    if match is None or found.relation is not Relation.EXACT or (hyphen and match[1] != Relation.ABOUT):
        return found
    return replace(_bounded(found, Relation(match[1])), end=match[0])


@cache
def _before() -> Phrases[str]:
    return Phrases(table("quantifier_before"))


@cache
def _after_words() -> Phrases[str]:
    return Phrases(table("quantifier_after"))


@cache
def _vague_words() -> Phrases[str]:
    return Phrases(table("number_vague"))


@cache
def _none() -> Phrases[str]:
    return Phrases(dict.fromkeys(words("number_none"), ""))


@cache
def _whole() -> frozenset[str]:
    """Words that may be a quantity by themselves: "twelve", "dozens"."""
    single = {
        entry
        for name in ("number_vague", "number_none")
        for entry in (table(name) if name == "number_vague" else words(name))
        if " " not in entry
    }
    return openers() - {"a", "an", "half"} | single


@cache
def _openers() -> frozenset[str]:
    """Words with which a longer quantity can begin."""
    plain = frozenset({"a", "an", "half", "between", "from"})
    return plain | _before().openers() | _vague_words().openers() | _none().openers()


@cache
def _inner() -> frozenset[str]:
    """Words that can stand second in a quantity."""
    entries = (*table("quantifier_before"), *table("number_vague"), *words("number_none"))
    return frozenset(word for entry in entries for word in entry.split()) | frozenset(table("number_scales")) | {"a", "quarter"}
