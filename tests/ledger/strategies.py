"""Hypothesis strategies for the central types, made from their type hints."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TypeVar

from hypothesis import strategies as st

from sayso.ledger.bodies import Receipt, Redaction, Setting
from sayso.types import Claim, Layers, Reading, Report, Span, Unreadable, Verdict

T = TypeVar("T")
ANY_TEXT = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["\x00", "\ud800", "\udfffa\x00", "\u202eabc", "e\u0301", "😀"]
)
"""All planes, with what breaks naive stores: NUL, lone surrogates, bidirectional marks, combining marks."""

st.register_type_strategy(str, ANY_TEXT)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
st.register_type_strategy(datetime, st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=OFFSETS))
st.register_type_strategy(Span, st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda p: Span(min(p), max(p))))
TYPES = (Report, Claim, Layers, Reading, Unreadable, Verdict, Receipt, Redaction, Setting)


def anything(kind: type[T]) -> st.SearchStrategy[T]:
    """Any value of a type of `types.py`."""
    return st.from_type(kind)
