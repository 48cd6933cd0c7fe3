"""R17: every view and kept table dropped and made again from the entries is the same; and how long that takes."""

from __future__ import annotations

import os
import random
import resource
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from bench.keeping import fill
from sayso.ledger import schema
from sayso.ledger.address import Place
from sayso.ledger.append import head
from sayso.ledger.ledger import Ledger
from sayso.ledger.opening import open_store
from sayso.ledger.query import Reader
from sayso.ledger.store import Store
from sayso.reconcile.keep.anew import anew
from sayso.reconcile.keep.schema import derived
from tests.ledger.by_hand import Clock
from tests.prove.proof import Proof
from tests.prove.tamper import ledgers
from tests.reconcile.keep.made import POOL, Step, caught_up, do, kept_rows
from tests.stores import Somewhere

HISTORIES, STEPS = 30, 25
CLAIMS, ASKED, SECONDS = 100_000, 100_000, 60.0
"""Claims of the ledger that is timed; entries and seconds that were asked for."""


def test_random_histories(somewhere: Somewhere, store: str, proof: Proof) -> None:
    for seed in range(proof.count(HISTORIES)):
        rng, where = random.Random(f"history {seed}"), somewhere()
        with Ledger.open(where, Clock(), create=True) as ledger:
            for _ in range(STEPS):
                do(ledger, Step(rng.choice(WHAT), rng.randrange(len(POOL)), rng.randrange(1, 4)))
            caught_up(ledger.store)
            before = seen(ledger.store)
            with ledger.store.writing() as connection:
                drop_everything(ledger.store, connection)
            ledger.rebuild()
            anew(ledger.store, 1)
            assert seen(ledger.store) == before, f"seed {seed}"
            assert ledgers.found(ledger.store, Reader(ledger.store).head().hash) == [], f"seed {seed}"
    proof.saw(f"{proof.count(HISTORIES)} random histories over {store}: every view dropped, and the same after a rebuild")


WHAT = ("add", "add", "add", "add", "verdict", "redact", "follow", "settle", "set_new")


def seen(store: Store) -> tuple[str, object]:
    return Reader(store).state_hash(), kept_rows(store)


def drop_everything(store: Store, connection: Connection) -> None:
    store.drop_search(connection)
    schema.views.drop_all(connection)
    derived.drop_all(connection)
    assert not {*schema.views.tables, *derived.tables} & set(inspect(connection).get_table_names())


@pytest.mark.stores("sqlite")
def test_how_long_it_takes(tmp_path: Path, proof: Proof) -> None:
    path, claims = tmp_path / "many.ledger", proof.count(CLAIMS)
    with Ledger.open(path, lambda: datetime.now(UTC), create=True) as ledger:
        fill(ledger, claims)
        anew(ledger.store, os.cpu_count() or 1)
        before = seen(ledger.store)
        with ledger.store.reading() as connection:
            entries = head(connection).seq
    wall, processor = _timed(path)
    store = open_store(path, 5)
    assert seen(store) == before
    store.close()
    proof.saw(f"{entries:,} entries with {claims:,} claims made anew in {wall:.0f} s ({processor:.0f} s of processor time)")
    if entries < ASKED or wall > SECONDS:
        proof.not_met(
            f"asked are {ASKED:,} entries in {SECONDS:.0f} s; timed were {entries:,}, whose reports have "
            f"{3 * claims / entries:.0f} claims each, in {wall:.0f} s: nearly all of it is work on claims"
        )


def _timed(place: Place) -> tuple[float, float]:
    """Seconds of the clock and of all processors, for what `sayso rebuild` does."""
    start, used = time.monotonic(), _used()
    with Ledger.open(place, lambda: datetime.now(UTC)) as ledger:
        ledger.rebuild()
        anew(ledger.store, os.cpu_count() or 1)
    return time.monotonic() - start, _used() - used


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)
