"""Invariants of lines that others read: whatever a report holds, a row stays a row, and a value comes back."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.export.formats.ftm import _utc
from sayso.export.formats.json_text import dumped, web
from sayso.export.formats.polecat import COLUMNS, line
from sayso.printable import clean

WORDS = st.text(st.one_of(st.characters(), st.sampled_from("=+-@'\"\t\r\n\\\x1b\x9b\u2028\u202e\ud800<>&")), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda v: st.lists(v) | st.dictionaries(st.sampled_from("abc"), v),
    max_leaves=8,
)


@given(st.lists(WORDS, min_size=2, max_size=4))
@example(['"\t"'] * len(COLUMNS))
def test_a_row_of_polecat_has_its_cells(cells: list[str]) -> None:
    """For who reads quotation marks and for who does not."""
    text = line(cells).decode("utf8")
    assert text.endswith("\n") and len(text.splitlines()) <= 1 + (text == "\n")
    plain = text.removesuffix("\n").split("\t")
    quoted = next(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    assert len(plain) == len(cells) and quoted == plain
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for cell in plain if not cell.lstrip("-").replace(".", "", 1).isdigit()
    )


@pytest.mark.parametrize("for_pages", [False, True])
@given(value=VALUES)
def test_a_value_comes_back_from_json(for_pages: bool, value: Any) -> None:
    body = dumped(value, for_pages=for_pages)
    assert json.loads(body) == _cleaned(value)
    assert b"\n" not in body and not (for_pages and set(b"<>&") & set(body))
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in body.decode("utf8"))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("told", "utc"),
    [
        (None, None),
        ("2022-01", "2022-01"),
        ("2022-01-07", "2022-01-07"),
        ("2022-01-07T14:15", "2022-01-07T14:15"),
        ("2022-01-07T02:00:00+06:00", "2022-01-06T20:00:00"),
        ("2022-01-07T14:15Z", "2022-01-07T14:15:00"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01"),
    ],
)
def test_moments_of_followthemoney(told: str | None, utc: str | None) -> None:
    assert _utc(told) == utc


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/1", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (None, False),
    ],
)
def test_addresses_that_a_reader_may_follow(url: str | None, kept: bool) -> None:
    assert web(url) == (url if kept else None)
