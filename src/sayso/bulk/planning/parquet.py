"""Parquet: some rows a task, which it brings along. A group of a million rows cannot be entered in its middle."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso import limits
from sayso.bulk import tables
from sayso.bulk.planning.archives import problem_task
from sayso.bulk.planning.course import Course
from sayso.bulk.task import Kind, Task
from sayso.errors import SaysoError
from sayso.printable import printable

if TYPE_CHECKING:
    import pyarrow

MAGIC = b"PAR1"


def of_parquet(input: str, stream: BinaryIO, size: int | None, course: Course) -> Iterator[Task]:
    """SaysoError E100 without pyarrow, E104 where no column is known. What is damaged is told in its place (E078)."""
    pa, parquet = libraries()
    address, cutting = printable(input), None
    try:
        file = parquet.ParquetFile(stream, page_checksum_verification=True)
        known = tables.columns(file.schema_arrow.names)
        if known is None:
            detail = f"no column is called {', '.join((*tables.TEXT, *tables.PAGE))}"
            raise SaysoError("E104", path=address, detail=detail)
        cutting = _Cutting(input, file.metadata.num_rows, size or 0, course)
        for batch in file.iter_batches(limits.BULK_DOCUMENTS, columns=known.all):
            yield from cutting.tasks(batch)
        yield from cutting.rest()
        if not cutting.row:
            raise SaysoError("E004", path=address)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield from cutting.rest() if cutting else ()
        wrong = SaysoError("E078", path=address, detail=printable(str(error))[:150])
        yield problem_task(input, address, wrong)


def libraries() -> tuple[Any, Any]:
    """SaysoError E100."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise SaysoError("E100", package="pyarrow", extra="bulk") from error
    return pyarrow, pyarrow.parquet


class _Cutting:
    """`row`: of the next task, from 0."""

    def __init__(self, input: str, rows: int, size: int, course: Course) -> None:
        self.input, self.rows, self.size, self.course = input, rows, size, course
        self.row = 0
        self._held: list[pyarrow.RecordBatch] = []

    def tasks(self, batch: pyarrow.RecordBatch) -> Iterator[Task]:
        """Those that it fills. Fewer rows a task where they are large; one that is alone too large for a task is one."""
        if batch.num_rows > 1 and batch.get_total_buffer_size() > limits.BULK_BYTES:
            half = batch.num_rows // 2
            yield from self.tasks(_copied(batch.slice(0, half)))
            yield from self.tasks(_copied(batch.slice(half)))
            return
        if batch.num_rows:
            if self._is_full(batch):
                yield from self.rest()
            self._held.append(batch)

    def rest(self) -> Iterator[Task]:
        """What waits for more rows."""
        if self._held:
            pa, _ = libraries()
            [whole] = pa.Table.from_batches(self._held).combine_chunks().to_batches()
            self._held = []
            yield self._task(whole)

    def _is_full(self, batch: pyarrow.RecordBatch) -> bool:
        """With that batch it would be too large."""
        all = [*self._held, batch]
        size: int = sum(one.get_total_buffer_size() for one in all)
        return size > limits.BULK_BYTES or sum(one.num_rows for one in all) > self.course.documents

    def _task(self, batch: pyarrow.RecordBatch) -> Task:
        start, self.row = self.row, self.row + batch.num_rows
        data = packed(batch)
        return Task(
            number=0,
            input=self.input,
            kind=Kind.ROWS,
            start=start,
            end=self.row,
            documents=batch.num_rows,
            size=self.size * self.row // self.rows - self.size * start // self.rows,
            digest=hashlib.blake2b(data, digest_size=16).hexdigest(),
            first=start + 1,
            alone=self.rows == 1,
            data=data,
        )


def _copied(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    """Without the rows that a slice only hides."""
    pa, _ = libraries()
    return batch.take(pa.array(range(batch.num_rows)))


def packed(batch: pyarrow.RecordBatch) -> bytes:
    pa, _ = libraries()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> pyarrow.Table:
    pa, _ = libraries()
    return pa.ipc.open_stream(data).read_all()
