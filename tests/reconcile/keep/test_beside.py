"""What stands beside a report while the kept tables are behind the ledger."""

from __future__ import annotations

import pytest

from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep import known
from sayso.reconcile.keep.beside import copied, versions
from sayso.reconcile.world import load
from tests.reconcile.keep.made import POOL, add_all, caught_up

FIRST, COPY, _, NEXT = (one.id for one in POOL[:4])


@pytest.fixture
def behind(ledger: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A ledger whose tables lack the newest report, and must not be made anew for a look."""
    add_all(ledger, [0, 1, 3])
    caught_up(ledger.store)
    add_all(ledger, [2])
    monkeypatch.delattr(known, "aside")
    return reader


def test_the_tables_serve_as_they_are(behind: Reader) -> None:
    report = behind.report(FIRST)
    assert [one.report.id for one in versions(behind, report, behind_ok=True)] == [FIRST, NEXT]
    group = copied(behind, report, behind_ok=True)
    assert group is not None and {one.id for one in group.reports} >= {FIRST, COPY}


@pytest.mark.parametrize("most", [None, 0, 1, 2, 5])
def test_what_is_at_hand_gives_the_same_as_the_tables(ledger: Ledger, reader: Reader, most: int | None) -> None:
    add_all(ledger, [0, 1, 2, 3])
    caught_up(ledger.store)
    carriers = load(reader).carriers.values()
    sizes = set()
    for one in carriers:
        group = [other for other in carriers if other.copy == one.copy]
        report = reader.report(one.id)
        found = copied(reader, report, most)
        assert copied(reader, report, most, reversed(group)) == found
        if most is None:
            assert len(found.reports if found else [report]) == len(group)
            sizes.add(len(group))
        elif found is not None:
            assert len(found.reports) + len(found.left_out) == len(group)
    assert most is not None or max(sizes) > 1


def test_a_report_that_has_no_place_yet_stands_alone(behind: Reader) -> None:
    report = behind.report(POOL[2].id)
    assert [one.report.id for one in versions(behind, report, behind_ok=True)] == [report.id]
    assert copied(behind, report, behind_ok=True) is None


def test_what_was_redacted_since_is_not_named(behind: Reader, ledger: Ledger) -> None:
    for id in (COPY, NEXT):
        ledger.redact(id, "asked")
    report = behind.report(FIRST)
    assert [one.report.id for one in versions(behind, report, behind_ok=True)] == [FIRST]
    assert copied(behind, report, behind_ok=True) is None


def test_without_leave_to_be_behind_all_is_worked_out(behind: Reader) -> None:
    with pytest.raises(NameError):
        versions(behind, behind.report(FIRST))
