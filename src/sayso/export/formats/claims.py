"""`claims`: one claim a row, the line format (docs/line-format.md) flattened, with its report and what it amounts to.

It is written as it is read: a ledger of a million claims needs no more memory than one of a thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from sayso.export.formats.claim_cells import COLUMNS, claim_cells
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.table import Row, write_rows
from sayso.ledger.query import Listed

AT_ONCE = 5_000
"""Claims in hand at a time: how they stand is asked for together."""


def claim_rows(of: Exported) -> Iterator[Row]:
    for some in batches(of.claims()):
        stands = of.stands(some)
        yield from (claim_cells(listed, stands.get(listed.claim.id), of.names) for listed in some)


def batches(claims: Iterator[Listed], size: int = AT_ONCE) -> Iterator[Sequence[Listed]]:
    while some := list(islice(claims, size)):
        yield some


def _write(of: Exported, into: BinaryIO) -> None:
    write_rows(COLUMNS, claim_rows(of), into)


FORMAT = Format(
    name="claims",
    suffix=".csv",
    media="text/csv; charset=utf-8",
    about="Every claim with its words and who told it: CSV, one claim a row",
    columns=COLUMNS,
    write=_write,
    streams=True,
)
