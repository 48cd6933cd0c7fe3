"""The seam between the ledger and a database: everything that SQLAlchemy Core cannot say for all of them alike.

`sqlite/` and `postgresql/` implement it. What stands above it (`schema`, `views`, `ledger`, `query`, `verify`) is the same over
every store.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum
from typing import Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable

T = TypeVar("T")


class Content(Enum):
    """What is found at an address."""

    NOTHING = "nothing"
    LEDGER = "ledger"
    OTHER = "other"


class Store(Protocol):
    """Every method that touches the database raises SaysoError (E021, E022, E024, E025, E026, and of a server E053 to E059) and
    never a driver's error."""

    @property
    def address(self) -> str:
        """Where the ledger is, for messages."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the ledger."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that holds the only write lock from its beginning, so that nobody else appends in between.

        Committed at the end of the block, rolled back when the block raises; E021 where the lock cannot be had in time.
        """

    def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` gives in a transaction as `writing`. On a server that is lost in between it is run again, from the
        beginning and on another connection: also where the lost COMMIT did happen, so `work` must see what is there already.
        """

    def content(self, connection: Connection) -> Content:
        """What is there, without changing it."""

    def prepare(self) -> None:
        """Before the first tables are made: what must be set outside a transaction."""

    def hold_off(self, connection: Connection) -> None:
        """Before tables are dropped: nobody reads until the transaction ends, or we wait for them. E021."""

    def protect(self, connection: Connection) -> None:
        """Mark the database as a ledger and let it refuse, by itself, whatever is not appending.

        Said again, it makes the guards anew.
        """

    def create_search(self, connection: Connection) -> None:
        """An index over evidence and title of `claims` that follows inserts and deletes by itself."""

    def drop_search(self, connection: Connection) -> None:
        """Take the index away, if there is one."""

    def renew_search(self, connection: Connection) -> None:
        """Make the index anew from what is in `claims`, so that no word of a deleted row stays in it."""

    def few(self, connection: Connection, words: str) -> bool:
        """Whether so few rows of `claims` hold all `words` that looking up and sorting every one of them is quick."""

    def matches(self, words: str, in_order: bool = False) -> ColumnElement[bool]:
        """That a row of `claims` holds all `words`, in any order, whatever characters they contain.

        `in_order`: the first rows of an order are wanted, so it is better to go along it and test each row than to sort all
        that match.
        """

    def one_of_few(self, words: str) -> ColumnElement[bool]:
        """As `matches`, where `few` rows hold them: all of these are looked up first."""

    def within(self, words: str, first: ColumnElement[int], end: ColumnElement[int]) -> ColumnElement[bool]:
        """That one of the rows of `claims` from `first` to before `end` holds all `words`; for few rows, whatever the words."""

    def rows_with(self, words: str) -> Executable:
        """Selects the `row` of each row of `claims` that `matches`, in any order; from the index alone where it can."""

    def may_scrub(self, connection: Connection) -> None:
        """Before anything is erased: E059 where this role could not scrub afterwards."""

    def scrub(self) -> None:
        """Overwrite what deleted rows left behind, in every file of the ledger. E021 where somebody still reads it."""

    def renew_statistics(self) -> None:
        """After very much was written: what the database goes by when it chooses its ways. Says nothing where it may not."""

    def damage(self, connection: Connection) -> list[str]:
        """What the database finds wrong with its own files."""

    def unfit(self, connection: Connection) -> list[str]:
        """What is missing or changed of the guards and the search index; `protect` and `create_search` make them anew."""

    def close(self) -> None: ...
