"""The tables: `entries`, which is the ledger, and the views, which are made from it and can be dropped at any time.

SQLAlchemy Core, no SQL of one database. Conventions of the view tables:
* `row` is the entry's seq × 2^20 + a number within the entry: the same in every rebuild, and rising with the seq.
* `seq` is the entry that made the row and `ended` the one that superseded it (none = it still holds): as-recorded at seq S is
  `seq <= S and (ended is null or ended > S)`. Rows of a redacted entry are gone on both axes: that is what redaction is for.
* `known_by` is the last microsecond in which the report may have been published; as-of T is `known_by <= T`.
* Text is made storable (`views.storable`): no store takes lone surrogates, PostgreSQL takes no NUL. `body` is exact.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy import Text as AnyText
from sqlalchemy.schema import SchemaItem

from sayso.ledger.compressed import Body

VERSION = "0002"
"""The newest of `migrations/versions`. A change of the views alone is a version too: they are rebuilt when it is reached."""

ROWS_PER_ENTRY = 1 << 20

RowNumber = BigInteger().with_variant(Integer(), "sqlite")
"""Only a column of type INTEGER is SQLite's own row number, which the full-text index refers to."""

Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
"""Ordered by code point on every store, as SQLite does it: moments, ids and places are compared by it."""

kept = MetaData()
views = MetaData()

version = Table("alembic_version", kept, Column("version_num", String(32), primary_key=True))

entries = Table(
    "entries",
    kept,
    Column("seq", RowNumber, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False, unique=True),
    Column("recorded_at", Text, nullable=False),
    Column("body", Body),
    Column("salt", LargeBinary),
    Column("commitment", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("entries_kind", "kind", "seq"),
    Index("entries_recorded_at", "recorded_at", "seq"),
)


def _view(name: str, *items: SchemaItem) -> Table:
    """A view table: every row knows which entry made it."""
    return Table(
        name,
        views,
        Column("row", RowNumber, primary_key=True, autoincrement=False),
        Column("seq", BigInteger, nullable=False),
        Column("recorded_at", Text, nullable=False),
        *items,
    )


captures = _view(
    "captures",
    Column("id", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("fetched_at", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("warc", Text),
    Column("offset", BigInteger),
    Index("captures_report", "report"),
    Index("captures_name", "name"),
)

reports = _view(
    "reports",
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("credit", Text),
    Column("published", Text),
    Column("updated", Text),
    Column("known_by", Text),
    Column("language", Text),
    Column("demonstration", Boolean, nullable=False),
    Column("characters", Integer, nullable=False),
    Index("reports_name", "name"),
    Index("reports_known_by", "known_by"),
)

readings = _view(
    "readings",
    Column("ended", BigInteger),
    Column("id", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Index("readings_report", "report"),
)

claims = _view(
    "claims",
    Column("ended", BigInteger),
    Column("id", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("title", Text),
    Column("known_by", Text),
    Column("demonstration", Boolean, nullable=False),
    Column("kind", Text, nullable=False),
    Column("kind_group", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("verification", Text, nullable=False),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("relation", Text),
    Column("vague", Text),
    Column("population", Text),
    Column("population_kind", Text),
    Column("scope", Text),
    Column("place", Text),
    Column("place_key", Text),
    Column("admin1_key", Text),
    Column("geonames", BigInteger),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("place_precision", Text),
    Column("time_start", Text),
    Column("time_end", Text),
    Column("time_role", Text),
    Column("said_start", Text),
    Column("origin", Text),
    Column("origin_kind", Text),
    Column("chain", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("block", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("reader_version", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("claims_id", "id"),
    Index("claims_report", "report", "ended"),
    # in the order of the lists, and with what counting and testing a row needs: a page or a count of a million claims reads
    # no claim that it does not show (SQLite has the row in every index; of a point, all that are near are sorted)
    Index("claims_known_by", "known_by", "seq", "ended"),
    Index("claims_kind", "kind", "known_by", "seq", "ended"),
    Index("claims_place", "place_key", "known_by", "seq", "ended", "kind", "place_precision", "country"),
    Index("claims_admin1", "admin1_key", "known_by", "seq", "ended", "kind"),
    Index("claims_country", "country", "known_by", "seq", "ended", "kind"),
    Index("claims_point", *("latitude", "longitude", "known_by", "seq", "ended", "kind"), postgresql_include=["row"]),
)

unreadable = _view(
    "unreadable",
    Column("id", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sha256", Text),
)

verdicts = _view(
    "verdicts",
    Column("id", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("head", Text, nullable=False),
    Index("verdicts_subject", "subject"),
)

redactions = _view(
    "redactions",
    Column("id", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("redactions_subject", "subject"),
)

settings = _view(
    "settings",
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("settings_name", "name"),
)
