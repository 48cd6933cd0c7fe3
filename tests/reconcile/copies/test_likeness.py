"""The exact check, a case for each way in which texts are alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.copies.likeness import LEAST_WORDS, Likeness, likeness
from sayso.reconcile.copies.sketches import sketch
from tests.reconcile.copies.made import FERRY, STATEMENT, TOLD_AGAIN, report


def compared(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    return likeness(sketch(report(*one)), sketch(report(*other)))


def test_a_reprint_is_a_copy() -> None:
    found = compared(FERRY, FERRY)
    assert (found.copy, found.share) == (True, 1.0)
    assert found.because == "6 of the shorter text’s 6 own sentences, 100% of it, stand in the other"


def test_a_cut_text_is_a_copy() -> None:
    assert compared(FERRY, FERRY[:2]).copy


def test_a_text_taken_up_into_another_is_a_copy() -> None:
    assert compared(FERRY[:4], TOLD_AGAIN + FERRY[:4]).copy


def test_numbers_brought_up_to_date_leave_a_copy() -> None:
    edited = tuple(s.replace("forty", "fifty").replace("Seven", "Nine").replace("Two", "Three") for s in FERRY)
    assert compared(FERRY, edited).share == 1.0


def test_half_of_the_sentences_is_enough_and_less_is_not() -> None:
    assert compared(FERRY[:2] + TOLD_AGAIN[:2], FERRY).copy
    assert not compared(FERRY[:1] + TOLD_AGAIN[:2], FERRY).copy


def test_the_same_in_other_sentences_is_no_copy() -> None:
    found = compared(FERRY, TOLD_AGAIN)
    assert (found.copy, found.shared) == (False, 0)


def test_a_shared_statement_is_no_copy() -> None:
    said = f"{STATEMENT} the minister said in the evening."
    assert not compared((TOLD_AGAIN[0], said, said, said), (FERRY[0], said, said, said)).copy


def test_a_few_short_sentences_make_no_copy() -> None:
    short = ("The search goes on tonight.", "Nobody knows what comes next.", "More news will follow soon.")
    assert not compared(short + TOLD_AGAIN[:2], short + FERRY).copy


def test_a_line_of_the_site_is_no_text() -> None:
    """Two pages of videos that hold nothing but the invitation below every video of the site."""
    line = ("Talk to us in our new chat room. Learn what is going on in our town as it happens.",)
    assert not compared(line, line).copy


def test_nothing_is_like_nothing() -> None:
    assert not compared((), ()).copy


texts = st.lists(st.sampled_from(FERRY + TOLD_AGAIN), max_size=8).map(tuple)


@given(texts, texts)
def test_it_does_not_matter_which_is_named_first(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert compared(one, other) == compared(other, one)


@given(texts)
def test_a_text_is_wholly_in_itself(one: tuple[str, ...]) -> None:
    found = compared(one, one)
    enough = sum(len(sentence.split()) for sentence in one) >= LEAST_WORDS
    assert (found.share, found.copy) == ((1.0, True) if enough else (0.0, False))
