"""Quotations of a paragraph, marks included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Span
from sayso.understand.attributions.quotations import quotations

TABLE = [
    ("He said “yes” and “no”.", ["“yes”", "“no”"]),
    ('He said "yes".', ['"yes"']),
    ("He said ''yes''.", ["''yes''"]),
    ("He said ‘yes’ twice.", ["‘yes’"]),
    ("He said 'yes, sir,' twice.", ["'yes, sir,'"]),
    ("Roe's dog and the boys' toys.", []),
    ("“Not closed", ["“Not closed"]),
    ("“Reopened\n“here”", ["“Reopened", "“here”"]),
    ("“One ‘inner’ quote”", ["“One ‘inner’ quote”"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [q.of(text) for q in quotations(text, Span(0, len(text)))] == expected


@given(st.text(alphabet="ab “”\"'‘’«».,\n", max_size=60))
def test_in_order_and_apart(text: str) -> None:
    end = 0
    for q in quotations(text, Span(0, len(text))):
        assert end <= q.start < q.end <= len(text)
        end = q.end
