"""Ends of contents: whole words, marks in pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Span
from sayso.understand.model.snapping import snapped

CASES = [
    ("he said “it is over”, she said", "“it is over", "“it is over”"),
    ("he said it is over", "it is ov", "it is over"),
    ("he said 'no'", "o", "no"),
    ("“a” and “b” he said", "“a” and “b", "“a” and “b"),  # one pair is closed inside: nothing is missing
    ("he said that", "that", "that"),
]


@pytest.mark.parametrize(("text", "found", "wanted"), CASES)
def test_ends(text: str, found: str, wanted: str) -> None:
    at = text.rindex(found)
    assert snapped(text, Span(at, at + len(found))).of(text) == wanted


@given(st.text(min_size=1, max_size=40), st.data())
def test_a_content_never_shrinks_nor_leaves_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = snapped(text, Span(start, end))
    assert found.start <= start
    assert end <= found.end <= len(text)
