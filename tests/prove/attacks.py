"""Strings that a regular expression may need long for: made from what it repeats, and from its own letters.

A pattern is slow where one letter can be taken in several ways, or where each place of the text is the beginning of another
long try. So its repeated parts are repeated, after what must stand before them, and a letter that fits nowhere ends it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from re import _constants as names
from re import _parser as parser
from typing import Any

EVERYWHERE = (
    *("a", "A", "1", " ", "\n", "\t", ".", ",", "-", '"', "<", "\\", "é", "\u2028", "_"),
    *("a ", "Aa ", "1 ", "1,", "a.", "<a ", "a\n", " \n", "A. ", "a-", "a'", '"a" ', "January 1, ", "said "),
)
"""Units of what is tried on every pattern: letters, digits, spaces, marks, and mixtures of them."""
MANY = 10
"""From how many times a part may stand it counts as one that repeats."""
MISFITS = "\x01\x02\U000f0000;|~^"
CATEGORIES = {
    names.CATEGORY_DIGIT: "1",
    names.CATEGORY_SPACE: " ",
    names.CATEGORY_WORD: "a",
    names.CATEGORY_NOT_DIGIT: "a",
    names.CATEGORY_NOT_SPACE: "a",
    names.CATEGORY_NOT_WORD: ",",
}
LETTERS = "aA1 ,.-\n'\"<>/:;=_()[]{}é“”\x00"
"""From which one is taken for a class that says only what it does not hold."""


def attacks(pattern: str | bytes, flags: int, count: int, seed: int = 7) -> Iterator[tuple[str, str, str]]:
    """`count` of (before, unit, end): the text is `before`, then the unit again and again, then `end`."""
    dice = random.Random(f"{seed} {pattern!r}")
    found = dict.fromkeys(_own(pattern, flags, dice))
    yield from islice([*found, *(("", unit, _misfit(pattern, flags)) for unit in _shuffled(EVERYWHERE, dice))], count)


def text(attack: tuple[str, str, str], length: int) -> str:
    before, unit, end = attack
    return (before + unit * (length // len(unit) + 1))[: length - len(end)] + end


def _shuffled(units: Sequence[str], dice: random.Random) -> list[str]:
    return dice.sample(units, len(units))


def _own(pattern: str | bytes, flags: int, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    """Of its own parts: at most 22."""
    tree = parser.parse(pattern, flags)
    misfit = _misfit(pattern, flags)
    repeats = list(_repeats(tree, "", dice))
    for before, unit in dice.sample(repeats, min(len(repeats), 8)):
        yield before, unit, misfit
        yield "", before + unit, misfit
    if len(repeats) > 1:
        (first, one), (_, two) = dice.sample(repeats, 2)
        yield first, one + two, misfit
    whole = [_one(tree, dice) for _ in range(4)]
    for one in filter(None, whole):
        yield "", one, misfit
        yield "", one[: max(1, len(one) // 2)], misfit
    alphabet = sorted({letter for one in whole for letter in one} | {unit[0] for _, unit in repeats})
    if alphabet:
        yield "", "".join(dice.choice(alphabet) for _ in range(997)), misfit
        yield alphabet[0], dice.choice(alphabet), misfit


def _misfit(pattern: str | bytes, flags: int) -> str:
    made: re.Pattern[Any] = re.compile(pattern, flags)
    asked = [letter for letter in MISFITS if isinstance(pattern, str) or letter.isascii()]
    return next((one for one in asked if not made.search(one if isinstance(pattern, str) else one.encode())), "\x01")


def _repeats(tree: Any, before: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Each part that repeats, as what may stand before it in a match, and one time of it."""
    so_far = before
    for operation, value in tree:
        if operation in (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT):
            _least, most, inner = value
            if most >= MANY:
                unit = _one(inner, dice)
                if unit:
                    yield so_far, unit
                    yield so_far, _one(inner, dice) or unit
            yield from _repeats(inner, so_far, dice)
        else:
            for inner in _inner(operation, value):
                yield from _repeats(inner, so_far, dice)
        so_far += _of(operation, value, dice)


def _inner(operation: Any, value: Any) -> list[Any]:
    if operation is names.SUBPATTERN:
        return [value[-1]]
    if operation is names.BRANCH:
        return list(value[1])
    if operation in (names.ASSERT, names.ASSERT_NOT):
        return [value[1]]
    if operation is names.ATOMIC_GROUP:
        return [value]
    return []


def _one(tree: Any, dice: random.Random) -> str:
    """Some text that the tree takes, or nearly."""
    return "".join(_of(operation, value, dice) for operation, value in tree)


def _of(operation: Any, value: Any, dice: random.Random) -> str:
    if operation is names.LITERAL:
        return chr(value)
    if operation is names.NOT_LITERAL:
        return next(one for one in LETTERS if ord(one) != value)
    if operation is names.ANY:
        return "a"
    if operation is names.IN:
        return _in(value, dice)
    if operation in (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT):
        least, most, inner = value
        times = max(least, min(most, dice.choice((1, 1, 2, 3))))
        return "".join(_one(inner, dice) for _ in range(min(times, 50)))
    if operation is names.BRANCH:
        return _one(dice.choice(value[1]), dice)
    if operation is names.SUBPATTERN:
        return _one(value[-1], dice)
    if operation is names.ATOMIC_GROUP:
        return _one(value, dice)
    if operation is names.ASSERT and value[0] > 0:
        return _one(value[1], dice)
    return ""


def _in(items: Sequence[tuple[Any, Any]], dice: random.Random) -> str:
    """A letter of a class."""
    if items[0][0] is names.NEGATE:
        return next(one for one in LETTERS if not any(_holds(item, one) for item in items[1:]))
    operation, value = dice.choice(list(items))
    if operation is names.CATEGORY:
        return CATEGORIES[value]
    if operation is names.RANGE:
        return chr(dice.choice((value[0], value[1])))
    return chr(value)


def _holds(item: tuple[Any, Any], letter: str) -> bool:
    operation, value = item
    if operation is names.CATEGORY:
        return bool(re.match(_category(value), letter))
    if operation is names.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    return operation is names.LITERAL and chr(value) == letter


def _category(value: Any) -> str:
    kinds = {
        names.CATEGORY_DIGIT: r"\d",
        names.CATEGORY_NOT_DIGIT: r"\D",
        names.CATEGORY_SPACE: r"\s",
        names.CATEGORY_NOT_SPACE: r"\S",
        names.CATEGORY_WORD: r"\w",
        names.CATEGORY_NOT_WORD: r"\W",
    }
    return kinds[value]
