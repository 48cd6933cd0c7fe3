"""The columns of what bulk reading writes. `docs/bulk.md` lists the same, and a test holds it to this file.

All values that a person searches or lists are in columns of their own, made safe for every store (`ledger.storable`); `body`
holds the exact value in canonical bytes (`ledger.canonical`), which are ASCII.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow

FORMAT = 1
"""Of the folder: a change of what a column means is a change of this number."""


class Type(StrEnum):
    TEXT = "string"
    INTEGER = "int64"
    NUMBER = "double"
    YES_NO = "bool"
    BYTES = "binary"
    MOMENT = "timestamp[us, UTC]"
    TEXTS = "list<string>"


@dataclass(frozen=True, slots=True)
class Column:
    """`needed`: it is never null."""

    name: str
    type: Type
    meaning: str
    needed: bool = False


@dataclass(frozen=True, eq=False)
class Table:
    """`dated`: in a folder `date=YYYY-MM-DD` by the day of publication, `date=unknown` where a report tells none.

    Each is itself alone: to hash all columns for every row took as long as to write it.
    """

    name: str
    columns: tuple[Column, ...]
    dated: bool

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _text(name: str, meaning: str, needed: bool = False) -> Column:
    return Column(name, Type.TEXT, meaning, needed)


def _integer(name: str, meaning: str, needed: bool = False) -> Column:
    return Column(name, Type.INTEGER, meaning, needed)


SEQUENCE = _integer(
    "sequence", "place of the document among all of the job: sorted by it, everything has the order of the inputs", True
)
DOCUMENT = _text("document", "the document it was read from", True)
REPORT = _text("report", "id of the report: a hash of its content", True)
KNOWN_BY = _text("known_by", "last microsecond in which this version may have been published, ISO 8601 in UTC")
PUBLISHED = _text("published", "when it was published, an ISO 8601 prefix as precise as it was told")

DOCUMENTS = Table(
    "documents",
    (
        SEQUENCE,
        _text("document", "id of the document in this job", True),
        _integer("task", "number of the task", True),
        _integer("place", "place in the task, from 0", True),
        _text("input", "the input it came from, as it was named", True),
        _text("address", "its own address: the URL in an archive, else the path of the file", True),
        _text("media_type", "what it is; null where it was not taken"),
        _text("sha256", "of its bytes, in hex; of a file of JSON lines that is small enough for `sayso add`, of the file"),
        _integer("size", "bytes of it"),
        _text("warc", "the archive that holds it; of a WACZ, the path, # and the name of the WARC"),
        _integer(
            "offset", "where in the input its record begins (of gzip, its member), or its line, in bytes; of Parquet, its row"
        ),
        Column("fetched_at", Type.MOMENT, "when it was fetched; of what does not tell, when the job was begun"),
        _text("status", "read, duplicate, unreadable, killed or timed_out", True),
        _text("code", "the first error's code (docs/errors.md), where anything in it could not be read"),
        _text("reason", "the first error in words"),
        Column("reports", Type.TEXTS, "ids of the reports in it, in order", True),
        Column("notes", Type.TEXTS, "what was not as expected in it, though nothing is lost", True),
        Column("kinds", Type.TEXTS, "of each of `bodies`: capture or unreadable", True),
        Column(
            "bodies", Type.TEXTS, "what the ledger keeps of it beside reports and readings: canonical bytes, in order", True
        ),
    ),
    dated=False,
)

REPORTS = Table(
    "reports",
    (
        SEQUENCE,
        DOCUMENT,
        REPORT,
        _text("name", "the id given in the input, else the file's stem", True),
        _text("outlet", "name of who published it"),
        _text("url", "its address"),
        _text("title", "its headline"),
        _text("byline", "who wrote it"),
        _text("credit", "the agency whose copy the text is"),
        PUBLISHED,
        _text("updated", "when it was last updated, as it tells"),
        KNOWN_BY,
        _text("language", "ISO 639-1"),
        Column("demonstration", Type.YES_NO, "it says of itself that it was written for demonstration", True),
        _integer("characters", "code points of its text", True),
        _text("body", "the whole report with its full text, canonical bytes", True),
    ),
    dated=True,
)

CLAIMS = Table(
    "claims",
    (
        SEQUENCE,
        DOCUMENT,
        REPORT,
        _integer("number", "place among the claims of the report, from 0", True),
        _text("claim", "id of the claim", True),
        PUBLISHED,
        KNOWN_BY,
        Column("demonstration", Type.YES_NO, "as of the report", True),
        _text("kind", "what is claimed (sayso explain lists all kinds)", True),
        _text("kind_group", "the group of the kind", True),
        _text("status", "asserted, denied, feared, possible, planned, ordered, alleged, hypothetical or retracted", True),
        _text("verification", "what the report says of it: unstated, unverified, unverifiable or verified", True),
        _integer("low", "the figure's lower bound; null where the words give none"),
        _integer("high", "the figure's upper bound"),
        _text("relation", "exact, more_than, at_least, about, up_to, fewer_than, range, vague or none"),
        _text("vague", "the word, where it is no number (dozens)"),
        _text("population", "who is counted, as written"),
        _text("population_kind", "who is counted, normalised"),
        _text("scope", "total, new or subset"),
        _text("place", "where, as named"),
        _text("place_key", "the same to compare by: case and white space made even"),
        _text("admin1_key", "the first-level region, likewise"),
        _integer("geonames", "GeoNames id"),
        _text("country", "ISO 3166-1 alpha-2"),
        Column("latitude", Type.NUMBER, "degrees; null where no point is known"),
        Column("longitude", Type.NUMBER, "degrees; null where no point is known"),
        _text("place_precision", "site, site_in_city, city, admin1, country or none"),
        _text("time_start", "when it happened: beginning, an ISO 8601 prefix"),
        _text("time_end", "when it happened: end, inclusive"),
        _text("time_role", "happened, or as_of for a running total"),
        _text("said_start", "when it was said, an ISO 8601 prefix"),
        _text("origin", "the teller closest to the event; null in the report's own voice"),
        _text("origin_kind", "what sort of source that is"),
        _text("chain", "all tellers, the closest to the event first: a JSON array", True),
        _text("evidence", "the sentence, caption or headline that says so, never more", True),
        _text("block", "where it stands: title, lead, body, heading, caption, entry or quote", True),
        _text("reader", "who read it", True),
        _text("reader_version", "version and hash of its rules or model", True),
        Column("confidence", Type.NUMBER, "0 to 1", True),
        _text("body", "the whole claim, canonical bytes", True),
    ),
    dated=True,
)

LAYERS = Table(
    "layers",
    (
        SEQUENCE,
        DOCUMENT,
        REPORT,
        _text("reader", "who read it", True),
        _text("reader_version", "version and hash of its rules or model", True),
        _integer("claims", "how many claims it read", True),
        _text("body", "the reading with its layers and without its claims, canonical bytes", True),
    ),
    dated=True,
)

FEATURES = Table(
    "features",
    (
        SEQUENCE,
        DOCUMENT,
        REPORT,
        _text("place", "place in the order of publication, as text that sorts so", True),
        KNOWN_BY,
        _text("address", "its address, to find other versions by"),
        Column("keys", Type.BYTES, "keys of its sketch: signed 64-bit numbers", True),
        Column("runs", Type.BYTES, "its sketch", True),
        Column("lengths", Type.BYTES, "its sketch", True),
        Column("terms", Type.BYTES, "what it is about: JSON", True),
        _text("credit", "whose copy it says it is"),
        _text("credit_because", "the words that say so"),
    ),
    dated=False,
)

TABLES = (DOCUMENTS, REPORTS, CLAIMS, LAYERS, FEATURES)
OF_REPORTS = (REPORTS, CLAIMS, LAYERS, FEATURES)
"""All but the one that commits."""


@cache
def arrow(table: Table) -> pyarrow.Schema:
    """The table as Parquet has it, without `date`, which is the name of its folder."""
    import pyarrow as pa

    types = {
        Type.TEXT: pa.string(),
        Type.INTEGER: pa.int64(),
        Type.NUMBER: pa.float64(),
        Type.YES_NO: pa.bool_(),
        Type.BYTES: pa.binary(),
        Type.MOMENT: pa.timestamp("us", tz="UTC"),
        Type.TEXTS: pa.list_(pa.string()),
    }
    return pa.schema([pa.field(one.name, types[one.type], nullable=not one.needed) for one in table.columns])
