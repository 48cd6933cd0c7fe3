"""Rebuilding with several processes gives what following alone gives."""

from __future__ import annotations

import pytest

from sayso.ledger.address import Place
from sayso.ledger.ledger import Ledger
from sayso.reconcile.keep import anew as anew_module
from sayso.reconcile.keep.anew import anew
from sayso.reconcile.keep.check import unfit
from sayso.reconcile.keep.follow import follow, settle
from tests.ledger.by_hand import Clock, capture, reading
from tests.reconcile.keep.made import POOL, rows
from tests.stores import POSTGRESQL

KNOWN = "SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = current_schema()"


@pytest.mark.parametrize("cores", [1, 2])
def test_made_anew_with_any_number_of_processes_it_is_the_same(
    where: Place, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(anew_module, "ENOUGH", 0)
    with Ledger.open(where, Clock(), create=True) as ledger:
        for one in POOL:
            ledger.add(capture(one), one, reading(one, 2))
        ledger.redact(POOL[3].id, "asked")
        follow(ledger.store)
        settle(ledger.store)
        with ledger.store.reading() as connection:
            before = rows(connection)
        anew(ledger.store, cores)
        with ledger.store.reading() as connection:
            assert rows(connection) == before
        assert unfit(ledger.store) == []


@pytest.mark.stores(POSTGRESQL)
def test_a_server_knows_at_once_what_was_written(where: Place) -> None:
    """It had no statistics for up to a minute after a copy or a rebuild, just when all of it was read for the first time."""
    with Ledger.open(where, Clock(), create=True) as ledger:
        for one in POOL:
            ledger.add(capture(one), one, reading(one, 2))
        anew(ledger.store, 1)
        with ledger.store.reading() as connection:
            known = set(connection.exec_driver_sql(KNOWN).scalars())
    assert {"entries", "claims", "placed_reports", "copy_keys"} <= known
