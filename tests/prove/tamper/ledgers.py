"""The ledger that is tampered with: every kind of entry, a row in every view and every kept table, hostile words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sayso.ledger.address import Place
from sayso.ledger.append import Hand
from sayso.ledger.bodies import Setting, Stamp
from sayso.ledger.ledger import Ledger
from sayso.ledger.opening import open_store
from sayso.ledger.query import Reader
from sayso.ledger.store import Store
from sayso.ledger.verify import Finding, verify
from sayso.reconcile.keep import check
from sayso.reconcile.keep.anew import anew
from sayso.types import Unreadable, Verdict
from sayso.vocabulary import Verdicts
from tests.ledger.by_hand import CLOCK, Clock
from tests.reconcile.keep.made import POOL, add_all, caught_up


def make(where: Place) -> str:
    """A ledger there; its head."""
    with Ledger.open(where, Clock(), create=True) as ledger:
        add_all(ledger, range(len(POOL)))
        ledger.add_unreadable(Unreadable("broken.pdf", "E003", "not text"))
        head = Reader(ledger.store).head()
        ledger.append_verdict(Verdict(POOL[0].id, Verdicts.REFUTE, "the ministry took it back", "Ann", CLOCK, head.hash))
        ledger.append_setting(Setting("situation/flood", '{"place": "KZ"}', CLOCK))
        ledger.append_stamp(Stamp(head.hash, head.seq, "https://stamps.invalid", CLOCK, failure="no answer"))
        ledger.redact(POOL[9].id, "a family asked")
        caught_up(ledger.store)
        return Reader(ledger.store).head().hash


@contextmanager
def opened(where: Place) -> Iterator[Store]:
    with closing(open_store(where, 5)) as store:
        yield store


def found(store: Store, head: str | None) -> list[Finding]:
    """All that `sayso verify` looks at, but for evidence and stamps."""
    return verify(store, head, deep=True) or check.unfit(store)


def mended(store: Store) -> None:
    """As `sayso rebuild` does it."""
    Ledger(store, Hand(Clock(), os.urandom)).rebuild()
    anew(store, 1)
