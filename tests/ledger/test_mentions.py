"""The quick look at a report's bytes lets through every report that holds the words, and few others."""

from __future__ import annotations

import pytest

from sayso.ledger import canonical
from sayso.ledger.mentions import _may_hold, _needles
from tests.ledger.by_hand import report


@pytest.mark.parametrize("before", ["", " ", "\n", "\t", "(", "—", "…", "-", "_", "\\", "“"])
def test_a_word_is_found_whatever_stands_before_it(before: str) -> None:
    body = canonical.encode(report(f"Here is{before if before else ' '}Oman, and no woman.", "2022-01-05", "Title"))
    assert _may_hold(body, _needles("oman"))


def test_a_word_within_another_is_none() -> None:
    body = canonical.encode(report("All of the people there: two Omanis and a woman.", "2022-01-05", "Title"))
    assert not _may_hold(body, _needles("oman"))
