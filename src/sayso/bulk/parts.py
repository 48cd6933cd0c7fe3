"""The files that one task leaves in the output: the rows of each table and day, and last of all its documents, which commit it.

Whoever finds the file of the documents knows that all others are there and whole. Files that were written before a worker died
are written again under the same names, with the same rows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.bulk.places import Place
from sayso.bulk.planning.parquet import libraries
from sayso.bulk.schema import DOCUMENTS, OF_REPORTS, Table, arrow
from sayso.bulk.status import Status, from_json

STATUS = b"sayso.status"
"""Key of the status in the metadata of a file of documents."""
DAYS = b"sayso.days"
"""Likewise, of the days of each table in which the task left a file: nobody has to look through all days for them."""
SUFFIX = ".parquet"
ROW_GROUP = 50_000
"""Rows: more than a task has, so that each file has one group."""
LEVEL = 3
"""Of zstd. Columns have no dictionaries: of some hundred rows they are larger than what they save."""
UNCOMPARED = frozenset({"body", "bodies", "evidence", "chain", "reason", "notes", *("keys", "runs", "lengths", "terms")})
"""Columns by whose least and greatest value nobody looks for rows; those of long texts took two fifths of a file."""

Rows = list[list[Any]]


class Parts:
    """What is to be written of a task. Reports that came before in it are kept once."""

    def __init__(self) -> None:
        self.documents: Rows = []
        self._rows: dict[tuple[Table, str | None], Rows] = defaultdict(list)
        self._reports: set[str] = set()

    def add(self, report: str, day: str, rows: Sequence[Rows], sequence: int, document: str) -> bool:
        """The rows of each table of `OF_REPORTS`. False where the report is there already."""
        if report in self._reports:
            return False
        self._reports.add(report)
        for table, some in zip(OF_REPORTS, rows, strict=True):
            self._rows[table, day if table.dated else None] += [[sequence, document, *row] for row in some]
        return True

    def write(self, place: Place, name: str, status: Status) -> None:
        """OSError where the place takes no more; then the task is not done."""
        for (table, day), rows in self._rows.items():
            if rows:
                place.write(path(table, day, name), _parquet(table, rows))
        told = {STATUS: status.to_json().encode("ascii"), DAYS: json.dumps(self._days()).encode("ascii")}
        place.write(path(DOCUMENTS, None, name), _parquet(DOCUMENTS, self.documents, told))

    def _days(self) -> dict[str, list[str]]:
        days: dict[str, list[str]] = {}
        for (table, day), rows in self._rows.items():
            if rows and day:
                days.setdefault(table.name, []).append(day)
        return days


@dataclass(frozen=True, slots=True)
class Done:
    """A task that an earlier run did."""

    name: str

    @property
    def number(self) -> int:
        return int(self.name.split("-")[1])


def done(place: Place) -> Iterator[Done]:
    """Every task that is committed, in any order."""
    for name in place.names(DOCUMENTS.name):
        if name.startswith("part-") and name.endswith(SUFFIX):
            yield Done(name.removesuffix(SUFFIX))


def status_of(place: Place, name: str) -> Status | None:
    """What became of a task that is done; None where it is not, or where its file is not whole: then it is done again."""
    data = place.read(path(DOCUMENTS, None, name))
    if data is None:
        return None
    pa, parquet = libraries()
    try:
        told = parquet.read_metadata(pa.BufferReader(data)).metadata or {}
        return from_json(told[STATUS])
    except (pa.ArrowException, KeyError, ValueError, OSError):
        return None


def path(table: Table, day: str | None, name: str) -> str:
    """The file of a task, below the folder of the results."""
    return f"{table.name}/date={day}/{name}{SUFFIX}" if day else f"{table.name}/{name}{SUFFIX}"


def _parquet(table: Table, rows: Rows, told: dict[bytes, bytes] | None = None) -> bytes:
    pa, parquet = libraries()
    schema = arrow(table)
    if told:
        schema = schema.with_metadata(told)
    made = zip(*rows, strict=True) if rows else ([] for _ in schema)  # a stretch may hold requests alone
    columns = [pa.array(column, field.type) for column, field in zip(made, schema, strict=True)]
    data = pa.Table.from_arrays(columns, schema=schema)
    sink = pa.BufferOutputStream()
    compared = [name for name in table.names if name not in UNCOMPARED]
    packing = {"compression": "zstd", "compression_level": LEVEL, "use_dictionary": False, "write_statistics": compared}
    parquet.write_table(data, sink, row_group_size=ROW_GROUP, **packing)
    return bytes(sink.getvalue())
