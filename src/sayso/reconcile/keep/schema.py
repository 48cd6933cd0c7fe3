"""The tables of what is worked out once a report and kept: copies, stories, origins and office-holders.

They are views like those of the ledger, but follow it at a distance (`follow`): the row of `followed` says up to which entry.
Made by another `VERSION`, they are dropped and made anew; nothing in them is more than a function of the entries
and of the table of outlets.
Conventions: `place` is `Carrier.place_in_order` as one text that sorts like it (`in_order`); terms and keys are 64-bit numbers,
so that the look-up tables hold no word of any report.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table

from sayso.ledger.schema import RowNumber, Text
from sayso.read.outlets_in_use import in_use

VERSION = 6
"""Of the rules behind these tables: a change of what they hold is a change of this number. Beside it they keep the version of
the table of outlets, since keys of origins come from there."""


def version() -> str:
    """By what the tables are made: these rules, and the table of outlets in use."""
    return f"{VERSION} {in_use().version}"


derived = MetaData()

followed = Table(
    "followed",
    derived,
    Column("version", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("open_from", Text),  # the place from which on reports may have to be set in order again; null = all are
)

placed = Table(
    "placed_reports",
    derived,
    Column("report", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("known_by", Text),
    Column("address", Text),
    Column("keys", LargeBinary, nullable=False),
    Column("runs", LargeBinary, nullable=False),
    Column("lengths", LargeBinary, nullable=False),
    Column("terms", LargeBinary, nullable=False),
    Column("credit", Text),
    Column("credit_because", Text),
    Column("story", Text),
    Column("because", Text),
    Index("placed_reports_place", "place"),
    Index("placed_reports_story", "story", "place"),  # those that wait for theirs are found without looking at all
    Index("placed_reports_address", "address"),
)

copy_keys = Table(
    "copy_keys",
    derived,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("place", Text, primary_key=True),
    Column("report", Text, nullable=False),
    Index("copy_keys_report", "report"),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    derived,
    Column("later", Text, primary_key=True),
    Column("earlier", Text, primary_key=True),
    Column("share", Float, nullable=False),
    Column("because", Text, nullable=False),
    Index("copies_earlier", "earlier"),
)

story_terms = Table(
    "story_terms",
    derived,
    Column("term", BigInteger, primary_key=True, autoincrement=False),
    Column("place", Text, primary_key=True),
    Column("report", Text, nullable=False),
    Column("weight", Float, nullable=False),
    Column("headline", Float, nullable=False),
    Index("story_terms_report", "report"),
    sqlite_with_rowid=False,
)

origins = Table(
    "claim_origins",
    derived,
    Column("row", RowNumber, primary_key=True, autoincrement=False),
    Column("report", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("identified", Boolean, nullable=False),
    Column("because", Text, nullable=False),
    Index("claim_origins_report", "report"),
)

holders = Table(
    "office_holders",
    derived,
    Column("report", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)


def in_order(known_by: str | None, report: str) -> str:
    """`Carrier.place_in_order` as one text: moments are all of one length, so it sorts like the pair."""
    return f"{known_by or ''} {report}"


def from_text(place: str) -> tuple[str, str]:
    """`Carrier.place_in_order` again."""
    known_by, _, report = place.partition(" ")
    return known_by, report
