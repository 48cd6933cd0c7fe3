"""Make the kept tables anew from all entries, with every core: what is kept of a report hangs on that report alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from sqlalchemy import func, select

from sayso.ledger import schema
from sayso.ledger.store import Store
from sayso.read.outlets_in_use import in_use, use
from sayso.reconcile.keep.follow import begin_anew, follow, settle
from sayso.reconcile.keep.work import Job, Work

ENOUGH = 3_000
"""Entries from which on a second process is worth the second that it takes to start."""

AT_ONCE = 20
"""Entries that a process gets at a time."""


def anew(store: Store, cores: int) -> None:
    """Raises as `follow`. Processes are spawned, not forked: a database must not be carried over."""
    begin_anew(store)
    store.renew_statistics()  # of the entries: whoever copied or rebuilt them has just written them all
    if cores > 1 and _entries(store) > ENOUGH:
        spawn = get_context("spawn")
        with ProcessPoolExecutor(cores, mp_context=spawn, initializer=use, initargs=(in_use(),)) as pool:

            def spread(work: Callable[[Job], Work], jobs: Iterable[Job]) -> Iterable[Work]:
                return pool.map(work, jobs, chunksize=AT_ONCE)

            follow(store, spread)
    else:
        follow(store)
    settle(store)
    store.renew_statistics()


def _entries(store: Store) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.max(schema.entries.c.seq))).scalar() or 0
