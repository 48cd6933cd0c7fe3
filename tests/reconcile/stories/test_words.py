from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.stories.words import cut, is_date, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Launches", "launched"),
        ("launching", "launch"),
        ("missile", "missiles"),
        ("stopped", "stop"),
        ("called", "calls"),
        ("city", "cities"),
        ("Tokayev’s", "Tokayev"),
        ("crashes", "crash"),
    ],
)
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("bus", "bu"), ("crisis", "crisi"), ("sing", "s"), ("red", "r"), ("glass", "glas")])
def test_what_only_looks_like_an_ending_stays(one: str, other: str) -> None:
    assert stem(one) != other


@given(st.text(alphabet="abcdeginsy'’-", max_size=12))
def test_a_stem_is_small_and_no_longer_than_the_word(word: str) -> None:
    assert len(stem(word)) <= len(word)
    assert stem(word) == stem(word.upper())


def test_words_and_numbers_are_cut() -> None:
    assert list(cut("Two-stage rocket, 3,811 held; Tokayev's aide.")) == [
        "Two-stage",
        "rocket",
        "3,811",
        "held",
        "Tokayev's",
        "aide",
    ]


def test_dates_are_known_but_a_march_and_mars_are_words() -> None:
    assert all(is_date(stem(word)) for word in ("2018", "January", "Mondays", "1999"))
    assert not any(is_date(stem(word)) for word in ("march", "Mars", "sun", "3018", "120"))
