"""What goes from job to job: files of Arrow batches in a folder that all workers see.

A job writes one file, with one batch for every job that reads it; so a job reads its batch of each of them, and nobody sends
anything to anybody. A file is written under another name first: a worker that dies leaves nothing that looks whole, and a job
that is done twice writes the same twice.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sayso.bulk.places import TEMPORARY, store

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Batch = Any
"""A `pyarrow.RecordBatch`."""


@dataclass(frozen=True, slots=True)
class Files:
    """`folder`: path or fsspec address."""

    folder: str

    def write(self, step: str, number: int, batches: Iterable[Batch], schema: Any) -> int:
        """The file `number` of a step. Batches may be made one by one. Returns its size in bytes."""
        fs, path = store(f"{self.folder}/{step}")
        fs.makedirs(path, exist_ok=True)
        name = f"{path}/{number:06d}.arrow"
        with fs.open(_for_now(name), "wb") as file:
            with pa.ipc.new_file(file, schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as to:
                for batch in batches:
                    to.write_batch(batch)
            size = int(file.tell())
        fs.mv(_for_now(name), name)
        return size

    def read(self, step: str, number: int, batch: int = 0, columns: Sequence[str] | None = None) -> Batch:
        fs, path = store(f"{self.folder}/{step}/{number:06d}.arrow")
        with fs.open(path, "rb") as file:
            some = None
            if columns is not None:
                names = pa.ipc.open_file(file).schema.names
                some = pa.ipc.IpcReadOptions(included_fields=[names.index(column) for column in columns])
            return pa.ipc.open_file(file, options=some).get_batch(batch)

    def gather(self, step: str, files: int, batch: int) -> Batch:
        """Batch `batch` of each of the files 0 to `files`, as one."""
        found = pa.Table.from_batches([self.read(step, number, batch) for number in range(files)])
        return whole(found)

    def forget(self, *steps: str) -> None:
        """Drop what no later job reads."""
        for step in steps:
            fs, path = store(f"{self.folder}/{step}")
            if fs.exists(path):
                fs.rm(path, recursive=True)


def write_part(output: str, table: str, number: int, rows: Batch) -> None:
    """A Parquet file of the result."""
    fs, path = store(f"{output}/{table}")
    fs.makedirs(path, exist_ok=True)
    name = f"{path}/part-{number:06d}.parquet"
    with fs.open(_for_now(name), "wb") as file:
        pq.write_table(pa.Table.from_batches([rows]), file, compression="zstd")
    fs.mv(_for_now(name), name)


def whole(table: Any) -> Batch:
    """One batch of all rows of a table."""
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=table.schema)


def split(rows: Batch, to: Numbers, parts: int) -> Iterator[Batch]:
    """`rows` in so many batches, each row to the one that its number in `to` says; the order stays within each."""
    in_order = np.argsort(to, kind="stable")
    sorted_rows, ends = rows.take(pa.array(in_order)), np.searchsorted(to[in_order], np.arange(parts + 1))
    for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        yield sorted_rows.slice(start, end - start)


def made(columns: Mapping[str, Any], schema: Any) -> Batch:
    """A batch of arrays."""
    return pa.RecordBatch.from_arrays([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


def numbers(rows: Batch, *columns: str) -> tuple[Any, ...]:
    """Columns as numpy's arrays."""
    return tuple(rows.column(column).to_numpy(zero_copy_only=False) for column in columns)


def _for_now(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return f"{folder}/{TEMPORARY}{socket.gethostname()}-{os.getpid()}-{last}"
