"""The quick look at a report's bytes lets through every report that holds the words, and few others."""

from __future__ import annotations

import pytest

from sayso.ledger import canonical
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.mentions import _may_hold, _needles, mentions
from sayso.ledger.query import Reader
from tests.ledger.by_hand import RULES, later, reading, report


@pytest.mark.parametrize("before", ["", " ", "\n", "\t", "(", "—", "…", "-", "_", "\\", "“"])
def test_a_word_is_found_whatever_stands_before_it(before: str) -> None:
    body = canonical.encode(report(f"Here is{before if before else ' '}Oman, and no woman.", "2022-01-05", "Title"))
    assert _may_hold(body, _needles("oman"))


def test_a_word_within_another_is_none() -> None:
    body = canonical.encode(report("All of the people there: two Omanis and a woman.", "2022-01-05", "Title"))
    assert not _may_hold(body, _needles("oman"))


@pytest.mark.parametrize("reports_at_once", [1, 200])
def test_what_no_claim_holds_now_is_found(
    ledger: Ledger, reader: Reader, reports_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim's words are found by the claim, until another reading ends it."""
    monkeypatch.setattr("sayso.ledger.mentions.AT_ONCE", reports_at_once)
    told, aside, ended = (report(f"Sheep grazed in {place}.", "2022-01-05", place) for place in ("Oman", "Qatar", "Yemen"))
    ledger.add(None, told, reading(told))
    ledger.add(None, aside, reading(aside, 0))
    ledger.add(None, ended, reading(ended))
    assert _names(reader, "sheep") == {"Qatar"}
    ledger.add(None, ended, reading(ended, 0, later(RULES, 2)))
    assert _names(reader, "sheep") == {"Qatar", "Yemen"}
    assert _names(reader, "grazed sheep qatar") == {"Qatar"}
    assert _names(reader, "hee") == _names(reader, "sheep goats") == set()


def _names(reader: Reader, text: str) -> set[str | None]:
    return {one.report.title for one in mentions(reader, Filters(text=text), 20).found}
