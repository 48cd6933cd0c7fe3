"""The tables of what is worked out once a report and kept: sketches and copies, terms and stories, origins and office-holders.

They are views like those of the ledger, but follow it at a distance (`follow`): a row of `followed` says up to which entry.
Made by another `VERSION`, they are dropped and made anew; nothing in them is more than a function of the entries.
Conventions: `place` is `Carrier.place_in_order` as one text that sorts like it; terms and bands are signed 64-bit hashes, so
that no word of an erased report stays behind in them.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text

from sayso.ledger.schema import RowNumber

VERSION = 1
"""Of the rules behind these tables: a change of what they hold is a change of this number."""

derived = MetaData()

followed = Table(
    "followed",
    derived,
    Column("version", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("stories_from", Text),
    # Place from which on stories are not yet assigned; null = all are.
)

sketches = Table(
    "sketches",
    derived,
    Column("report", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

bands = Table(
    "bands",
    derived,
    Column("band", BigInteger, primary_key=True),
    Column("report", Text, primary_key=True),
    Index("bands_report", "report"),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    derived,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("share", Float, nullable=False),
    Column("because", Text, nullable=False),
    Index("copies_b", "b"),
)

terms = Table(
    "report_terms",
    derived,
    Column("term", BigInteger, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("report", Text, nullable=False),
    Column("weight", Float, nullable=False),
    Index("report_terms_report", "report"),
    sqlite_with_rowid=False,
)

stories = Table(
    "stories",
    derived,
    Column("report", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("features", LargeBinary, nullable=False),
    Column("story", Text),
    Column("because", Text),
    Index("stories_place", "place"),
    Index("stories_story", "story"),
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
    Column("name", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("office_holders_name", "name"),
)
