"""`parquet`: the columns of `claims` as Apache Parquet, typed, for data frames and SQL. It needs pyarrow (extra `parquet`).

Words are as they are: nothing here is a spreadsheet, and no cell is guarded. Rows are written in groups as they are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.errors import SaysoError
from sayso.export.formats.claim_cells import COLUMNS
from sayso.export.formats.claims import claim_rows
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.table import Cell, Row

if TYPE_CHECKING:
    import pyarrow

GROUP = 20_000
"""Rows of a row group: some 20 MB while it is being written."""
LARGEST = 2**63 - 1
INTEGERS = frozenset(
    {"figure_low", "figure_high", "place_geonames"}
    | {f"{part}_{end}" for part in ("figure", "actor", "target", "evidence") for end in ("start", "end")}
)
NUMBERS = frozenset({"place_latitude", "place_longitude", "confidence"})
YES_NO = frozenset({"origin_identified"})


def schema() -> pyarrow.Schema:
    """SaysoError E100 without pyarrow."""
    pa, _ = libraries()
    return pa.schema([pa.field(name, _type(pa, name)) for name in COLUMNS])


def _type(pa: Any, name: str) -> Any:
    if name in INTEGERS:
        return pa.int64()
    if name in NUMBERS:
        return pa.float64()
    return pa.bool_() if name in YES_NO else pa.string()


def libraries() -> tuple[Any, Any]:
    """SaysoError E100 without pyarrow."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise SaysoError("E100", package="pyarrow", extra="parquet") from error
    return pyarrow, pyarrow.parquet


def _write(of: Exported, into: BinaryIO) -> None:
    pa, parquet = libraries()
    named = schema()
    rows = claim_rows(of)
    with parquet.ParquetWriter(_Forward(into), named, compression="zstd") as writer:
        while some := list(islice(rows, GROUP)):
            writer.write_table(pa.table(_columns(some), schema=named))


def _columns(rows: Sequence[Row]) -> dict[str, list[Cell]]:
    return {name: [_value(row[name]) for row in rows] for name in COLUMNS}


def _value(value: Cell) -> Cell:
    """As Parquet can hold it: no half of a surrogate pair, no number beyond 64 bits (which is unknown then)."""
    if isinstance(value, str):
        return value.encode("utf8", "replace").decode("utf8")
    return None if isinstance(value, int) and abs(value) > LARGEST else value


class _Forward:
    """A stream that only goes forward, as a pipe does; it knows how far it is, which the footer needs."""

    def __init__(self, into: BinaryIO) -> None:
        self._into, self._at, self.closed = into, 0, False

    def write(self, some: bytes) -> int:
        self._into.write(some)
        self._at += len(some)
        return len(some)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        self._into.flush()

    def close(self) -> None:
        self.closed = True

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


FORMAT = Format(
    name="parquet",
    suffix=".parquet",
    media="application/vnd.apache.parquet",
    about="Every claim as Apache Parquet, typed, for data frames and SQL",
    columns=COLUMNS,
    write=_write,
    streams=True,
    binary=True,
)
