"""`sayso copy`: a ledger into another, from one store to the other or into a second file, with the same chain and head."""

from __future__ import annotations

import os
from pathlib import Path

from sayso.commands.progress import counted
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.address import Place, beside, where
from sayso.ledger.belongings import BESIDE
from sayso.ledger.copying import Copied, copy
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep.anew import anew
from sayso.reconcile.keep.follow import follow, settle


def copy_ledger(session: Session, source: str, target: str) -> None:
    """Copy what is not there yet, prove it, and let the views follow; say what lies beside.

    SaysoError E020 where there is no source, E024 where the target is something else, E067 for a ledger onto itself, and as
    `ledger.copying.copy`.
    """
    from_, to = where(source), where(target)
    if _same(from_, to):
        raise SaysoError("E067", source=from_)
    patience = session.settings.wait_seconds
    with Reader.open(from_, patience) as read, Ledger.open(to, session.clock, create=True, wait_seconds=patience) as written:
        empty = Reader(written.store).head().seq == 0
        with counted(session.err, "entries") as told:
            copied = copy(read.store, written.store, told)
        _catch_up(written, empty, copied)
    for line in _lines(from_, to, copied):
        session.out.print(line, soft_wrap=True, markup=False)
    for line in _beside(from_, to):
        session.tell(line)


def _same(one: Place, other: Place) -> bool:
    if isinstance(one, Path) and isinstance(other, Path):
        return one.exists() and other.exists() and one.samefile(other)
    return one == other


def _catch_up(written: Ledger, empty: bool, copied: Copied) -> None:
    """The tables that follow the ledger, with every core where all of them are to be made."""
    if empty:
        anew(written.store, os.cpu_count() or 1)
    else:
        follow(written.store)
        settle(written.store)
    if copied.erased:
        written.store.scrub()


def _lines(source: Place, target: Place, copied: Copied) -> list[str]:
    what = f"{copied.new:,} entries copied" if copied.new else "nothing new to copy"
    return [f"{target}: {what}; it holds all {copied.head.seq:,} of {source}, verified", f"head {copied.head.hash}"]


def _beside(source: Place, target: Place) -> list[str]:
    """What there is beside the source and not in the ledger, and where it belongs: not copied, since what was received may be
    many times the ledger, and a copy for another place may not want the rest."""
    return [
        f"{what} is not in the ledger: copy {there} to {beside(target, suffix)}"
        for suffix, what in BESIDE.items()
        if (there := beside(source, suffix)).exists() and there != beside(target, suffix)
    ]
