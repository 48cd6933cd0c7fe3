"""Quantities: which words state how many, and what they say. No text here is from a corpus."""

from __future__ import annotations

import pytest

from sayso import limits
from sayso.types import Span
from sayso.understand.figures.numbers import Quantity, quantities
from sayso.understand.sentences import tokens


def found(text: str) -> list[Quantity]:
    return quantities(list(tokens(text, Span(0, len(text)))))


def only(text: str) -> tuple[int | None, int | None, str]:
    """Low, high and relation of the only quantity of a text."""
    [quantity] = found(text)
    return quantity.low, quantity.high, str(quantity.relation)


NUMBERS = [
    ("six men", 6),
    ("twenty-five men", 25),
    ("two hundred and fifty men", 250),
    ("two hundred and fifty thousand men", 250_000),
    ("one million two hundred thousand men", 1_200_000),
    ("a dozen men", 12),
    ("two dozen men", 24),
    ("half a dozen men", 6),
    ("half-a-dozen men", 6),
    ("a hundred men", 100),
    ("half a million men", 500_000),
    ("a quarter of a million men", 250_000),
    ("3,700 men", 3_700),
    ("1.000 men", 1_000),
    ("20 000 men", 20_000),
    ("1,00,000 men", 100_000),
    ("2.5 million men", 2_500_000),
    ("1.2m men", 1_200_000),
    ("2 K form a chain", 2_000),
    ("5k men", 5_000),
    ("1.5 lakh men", 150_000),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers(text: str, value: int) -> None:
    assert only(text) == (value, value, "exact")


BOUNDS = [
    ("at least 18 men", 18, None, "at_least"),
    ("no fewer than twenty men", 20, None, "at_least"),
    ("12 or more men", 12, None, "at_least"),
    ("more than a dozen men", 12, None, "more_than"),
    ("over 3,700 men", 3_700, None, "more_than"),
    ("well over 100 men", 100, None, "more_than"),
    ("470 plus men", 470, None, "more_than"),
    ("some 30 men", 30, 30, "about"),
    ("nearly 2,500 men", 2_500, 2_500, "about"),
    ("a total of around 1,800 men", 1_800, 1_800, "about"),
    ("an estimated 40 men", 40, 40, "about"),
    ("100-odd men", 100, 100, "about"),
    ("12 or so men", 12, 12, "about"),
    ("up to 32 men", None, 32, "up_to"),
    ("no more than 32 men", None, 32, "up_to"),
    ("fewer than 50 men", None, 50, "fewer_than"),
    ("as many as 95 men", 95, 95, "exact"),
    ("only 21 men", 21, 21, "exact"),
    ("between 5 and 7 men", 5, 7, "range"),
    ("5 to 7 men", 5, 7, "range"),
    ("5-7 men", 5, 7, "range"),
    ("about 5-6,000 men", 5_000, 6_000, "range"),
    ("5 to 6 million men", 5_000_000, 6_000_000, "range"),
    ("two or three men", 2, 3, "range"),
]


@pytest.mark.parametrize(("text", "low", "high", "relation"), BOUNDS)
def test_bounds(text: str, low: int | None, high: int | None, relation: str) -> None:
    assert only(text) == (low, high, relation)


@pytest.mark.parametrize(
    "words",
    [
        "dozens",
        "scores",
        "hundreds",
        "tens of thousands",
        "several",
        "several hundred",
        "a few",
        "a handful",
        "some",
        "multiple",
    ],
)
def test_vague_words_are_kept_and_give_no_number(words: str) -> None:
    [quantity] = found(f"{words} of the men")
    assert (quantity.low, quantity.high, str(quantity.relation), quantity.vague) == (None, None, "vague", words)


@pytest.mark.parametrize("text", ["a further 12 men", "another 20 men", "an additional 1,600 men"])
def test_words_that_add_to_a_total_make_it_new(text: str) -> None:
    assert str(found(text)[0].scope) == "new"


@pytest.mark.parametrize(
    "text", ["a man", "the men", "an hour", "half the town", "between us", "from home", "more than enough", ""]
)
def test_no_number(text: str) -> None:
    assert not found(text)


def test_a_number_of_people_is_whole() -> None:
    assert not found("2.5 men")


def test_two_numbers_in_a_row_are_two() -> None:
    assert [(q.low, q.high) for q in found("3 killed and 12 wounded")] == [(3, 3), (12, 12)]


def test_years_make_no_range() -> None:
    assert [str(q.relation) for q in found("from the 2010-2015 talks")] == ["exact", "exact"]


def test_nothing_longer_than_the_limit_is_a_quantity() -> None:
    [quantity] = found("over" + " " * limits.MAX_QUANTITY + "12 men")
    assert (quantity.first, str(quantity.relation)) == (1, "exact")


def test_no_number_is_larger_than_all_people() -> None:
    assert not found("ring 999999999999 now")
    assert not found("two " + "hundred " * 20 + "men")
