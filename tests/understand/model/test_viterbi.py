"""The best legal path: never illegal, never worse than any other legal one."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.understand.model.viterbi import NEVER, best, legal_moves, runs

TAGS = ("O", "B-a", "I-a", "B-b", "I-b")
SCORES = st.lists(st.lists(st.floats(-4, 4, width=32), min_size=5, max_size=5), min_size=1, max_size=5)


def worth(scores: np.ndarray, path: tuple[int, ...], moves: np.ndarray) -> float:
    start = NEVER if TAGS[path[0]][0] == "I" else 0.0
    steps = sum(float(moves[a, b]) for a, b in pairwise(path))
    return float(start) + steps + sum(float(scores[at, tag]) for at, tag in enumerate(path))


@settings(max_examples=40)
@given(SCORES)
def test_no_path_is_better(rows: list[list[float]]) -> None:
    scores = np.array(rows, np.float32)
    moves = legal_moves(TAGS)
    (path,) = best([scores], TAGS, moves)
    rivals = max(worth(scores, p, moves) for p in product(range(len(TAGS)), repeat=len(scores)))
    assert abs(worth(scores, tuple(path.tolist()), moves) - rivals) < 1e-3


@given(st.lists(SCORES, min_size=1, max_size=4))
def test_sequences_side_by_side_are_read_as_if_alone(several: list[list[list[float]]]) -> None:
    arrays = [np.array(rows, np.float32) for rows in several]
    together = best(arrays, TAGS, legal_moves(TAGS))
    assert [p.tolist() for p in together] == [best([a], TAGS, legal_moves(TAGS))[0].tolist() for a in arrays]


@given(SCORES)
def test_an_inner_tag_follows_only_its_own(rows: list[list[float]]) -> None:
    (path,) = best([np.array(rows, np.float32)], TAGS, legal_moves(TAGS))
    tags = [TAGS[n] for n in path]
    assert all(tag[0] != "I" or (at and tags[at - 1][2:] == tag[2:]) for at, tag in enumerate(tags))


def test_runs_are_the_spans_of_a_path() -> None:
    path = np.array([TAGS.index(t) for t in ("O", "B-a", "I-a", "B-a", "O", "B-b")])
    assert runs(path, TAGS) == [("a", 1, 3), ("a", 3, 4), ("b", 5, 6)]
