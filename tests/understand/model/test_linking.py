"""Contents find their cue, cues their source."""

from __future__ import annotations

import numpy as np

from sayso.understand.model.answers import WIDTH
from sayso.understand.model.linking import Links
from sayso.understand.model.network import SLICES, Answers
from sayso.understand.model.pieces import Pieces


def answers(length: int, likes: dict[tuple[str, int], float], asked: dict[tuple[str, int], float]) -> Answers:
    """Every piece asks and is asked along one axis of the link vectors, by as much as the test says."""
    values = np.zeros((length, WIDTH), np.float16)
    for (head, at), strength in (likes | asked).items():
        values[at, SLICES[head].start] = strength
    zeros = np.zeros(length, np.int64)
    pieces = Pieces(zeros, zeros, np.arange(length), np.arange(length) + 1, zeros, zeros.copy())
    return Answers(pieces, values, np.zeros((1, WIDTH), np.float16), zeros)


def test_the_cue_that_the_network_links_wins_over_the_nearer_one() -> None:
    told = answers(12, {("link_content", at): 8.0 for at in (4, 5)}, {("link_cue", 2): 9.0, ("link_cue", 7): -9.0})
    assert Links(told).cue_of([(4, 6)], [(2, 3), (7, 8)]) == [0]


def test_without_a_preference_the_cue_beside_it_wins() -> None:
    assert Links(answers(30, {}, {})).cue_of([(20, 24)], [(2, 3), (18, 20)]) == [1]


def test_a_cue_that_would_say_nothing_takes_one_of_two_contents() -> None:
    told = answers(20, {}, {("link_cue", 3): 0.1})
    assert Links(told).cue_of([(4, 8), (10, 14)], [(3, 4), (15, 16)]) == [0, 1]


def test_no_cue_no_link() -> None:
    assert Links(answers(5, {}, {})).cue_of([(0, 2)], []) == [None]
    assert Links(answers(5, {}, {})).source_of([(0, 1)], []) == [None]


def test_what_is_further_than_a_window_is_no_part_of_it() -> None:
    assert Links(answers(600, {}, {})).cue_of([(500, 520)], [(2, 3)]) == [None]
    assert Links(answers(600, {}, {})).source_of([(500, 501)], [(2, 3)]) == [None]


def test_a_headline_is_not_the_words_of_somebody_below_it() -> None:
    told = answers(20, {}, {})
    told.pieces.block[8:] = 1
    assert Links(told).cue_of([(2, 6)], [(9, 10)]) == [None]
    assert Links(told).cue_of([(12, 16)], [(9, 10)]) == [0]
