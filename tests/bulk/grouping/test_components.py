"""Connected components by rounds of stars, against one look at all pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.bulk.grouping.components import both, large_star, once, small_star, unsettled
from sayso.reconcile.copies.groups import groups
from sayso.reconcile.telling import Carrier

Pairs = list[tuple[int, int]]


def by_rounds(pairs: Pairs) -> tuple[dict[int, int], int]:
    """The first of each number's group, and how many rounds that took."""
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    node, root = once(*both(found[:, 0], found[:, 1]))
    rounds = 0
    while unsettled(node, root):
        node, root = once(*large_star(node, root))
        node, root = once(*both(*small_star(node, root)))
        rounds += 1
    return {int(one): int(first) for one, first in zip(node, root, strict=True) if one > first}, rounds


def at_once(pairs: Pairs) -> dict[int, int]:
    """By `copies.groups`, which has all pairs in memory."""
    ids = {f"{number:06d}" for pair in pairs for number in pair}
    found = groups(
        (Carrier(id, "", None, None, None, None, None, None, None) for id in ids),
        ((f"{one:06d}", f"{other:06d}") for one, other in pairs),
    )
    return {int(one): int(first) for one, first in found.items() if one != first}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(lambda pair: pair[0] > pair[1])))
def test_any_pairs(pairs: Pairs) -> None:
    assert by_rounds(pairs)[0] == at_once(pairs)


@pytest.mark.parametrize(
    ("pairs", "most"),
    [
        ([], 0),
        ([(n, 0) for n in range(1, 9)], 0),
        ([(n + 1, n) for n in range(1000)], 12),
        ([(1000 - n if n % 2 else n, 500) for n in range(1000) if n != 500 and (1000 - n if n % 2 else n) > 500], 1),
        ([(n, n // 2) for n in range(1, 1000)], 8),
        ([(n + 500, n) for n in range(500)] + [(n + 500, n + 1) for n in range(499)], 14),
    ],
    ids=["none", "a star", "a chain", "a star of later ones", "a tree", "a zigzag"],
)
def test_rounds_grow_slowly(pairs: Pairs, most: int) -> None:
    """A chain of a thousand copies takes a dozen rounds, not a thousand."""
    found, rounds = by_rounds(pairs)
    assert found == at_once(pairs)
    assert rounds <= most
