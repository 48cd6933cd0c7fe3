"""The reader that a command was asked for. `llm` is put together here: the endpoint, and the reader that asks it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.understand.reader import LLM, Reader, reader

if TYPE_CHECKING:
    from sayso.ledger.store import Store
    from sayso.types import Maker, Reading
    from sayso.understand.llm.reader import Llm
    from sayso.understand.llm.spent import Spent

INSTEAD = "model"
"""Who reads what `llm` does not."""


@contextmanager
def reading_by(session: Session, name: str | None) -> Iterator[Reader]:
    """The reader called `name`, else that of the settings. However the run ends, what `llm` cost is told.

    SaysoError E013 where there is none; of `llm` E100 and E145.
    """
    chosen = name or session.settings.reader
    if chosen != LLM:
        yield reader(chosen)
        return
    with asking(session, lambda error: session.blame(error.line)) as made:
        try:
            yield made
        finally:
            from sayso.commands.llm_account import table

            if made.spent.reports:
                session.err.print(table(made.spent))


@contextmanager
def asking(session: Session, tell: Callable[[SaysoError], None]) -> Iterator[Llm]:
    """`llm`. `tell`: of what it did not read. SaysoError E100, E145."""
    from sayso.collect.llm.endpoint import Endpoint
    from sayso.collect.llm.terms import terms
    from sayso.understand.llm.reader import Around, Llm
    from sayso.understand.llm.spent import Spent

    asked = terms(session.settings)
    endpoint = Endpoint(asked, session.clock)
    try:
        around = Around(lambda: reader(INSTEAD), tell, time.monotonic)
        yield Llm(endpoint.ask, asked.model, asked.max_bytes, around, Spent(asked.price_in, asked.price_out))
    finally:
        endpoint.close()


def remembering(read_it: Reader, store: Store) -> Reader:
    """The same reader. `llm` asks about no report that it has read into this ledger before: adding twice costs nothing more.

    Nor about one that was redacted: the ledger would refuse it, but its text would have left the machine.
    """
    if read_it.name == LLM:
        made = cast("Llm", read_it)
        made.around = replace(made.around, known=_held(store), is_redacted=_redacted(store))
    return read_it


def after_each_round(session: Session, read_it: Reader) -> Callable[[], None]:
    """Tells what `llm` has cost so far; of the other readers nothing."""
    spent = spent_by(read_it)
    if spent is None:
        return lambda: None
    from sayso.commands.llm_account import SoFar

    return SoFar(spent, session.tell)


def spent_by(read_it: Reader) -> Spent | None:
    """None for the readers that cost nothing."""
    return cast("Llm", read_it).spent if read_it.name == LLM else None


def _held(store: Store) -> Callable[[str, Maker], Reading | None]:
    from sayso.ledger.bodies import decode, reading_id
    from sayso.ledger.replay import body_of
    from sayso.types import Reading
    from sayso.vocabulary import EntryKind

    def held(report: str, maker: Maker) -> Reading | None:
        with store.reading() as connection:
            body = body_of(connection, reading_id(report, maker))
        found = decode(EntryKind.READING, body) if body is not None else None
        return found if isinstance(found, Reading) else None

    return held


def _redacted(store: Store) -> Callable[[str], bool]:
    from sqlalchemy import select

    from sayso.ledger.schema import redactions

    def redacted(report: str) -> bool:
        with store.reading() as connection:
            return connection.execute(select(redactions.c.id).where(redactions.c.subject == report)).first() is not None

    return redacted
