"""`features/` as bulk reading wrote it: its parts, packed into loads, and rows of a load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sayso.bulk.places import TEMPORARY, store
from sayso.errors import SaysoError

LOAD_BYTES = 32_000_000
"""Of the parts that one job reads together: some 15,000 reports of a page each."""

COLUMNS = {
    "report": pa.string(),
    "place": pa.string(),
    "known_by": pa.string(),
    "address": pa.string(),
    "keys": pa.binary(),
    "runs": pa.binary(),
    "lengths": pa.binary(),
    "terms": pa.binary(),
    "credit": pa.string(),
}
"""What grouping takes of them, beside `sequence`."""


def loads(output: str, size: int = LOAD_BYTES) -> tuple[tuple[str, ...], ...]:
    """The parts of features that are committed: those whose part of `documents/` is there. Raises SaysoError E113."""
    found = _parts(output, "features")
    done = {_stem(path) for path in _parts(output, "documents")}
    chosen = {path: size for path, size in found.items() if _stem(path) in done}
    if not chosen:
        raise SaysoError("E113", path=output)
    return tuple(_packed(chosen, size))


def read(paths: Sequence[str], columns: Sequence[str]) -> Any:
    """A `pyarrow.Table`: the rows of all parts, one after the other. Raises SaysoError E114, E116."""
    return pa.concat_tables([_read(path, columns) for path in paths])


def _read(path: str, columns: Sequence[str]) -> Any:
    fs, inner = store(path)
    try:
        with fs.open(inner, "rb") as file:
            part = pq.ParquetFile(file)
            lacking = [name for name in columns if name not in part.schema_arrow.names]
            if lacking:
                raise SaysoError("E114", path=path, detail=f"it has no column {lacking[0]}")
            return pa.table({name: part.read([name]).column(0).cast(_type(name)) for name in columns})
    except (OSError, pa.ArrowException) as error:
        raise SaysoError("E116", path=path, detail=str(error).partition("\n")[0]) from error


def _type(name: str) -> Any:
    return COLUMNS.get(name, pa.int64())


def _parts(output: str, table: str) -> dict[str, int]:
    """Path and size of each part of a table, in the order of their names."""
    fs, path = store(f"{output}/{table}")
    if not fs.exists(path):
        return {}
    found = fs.find(path, detail=True)
    parts = {name: int(told["size"]) for name, told in found.items() if name.endswith(".parquet") and not _hidden(name)}
    return {_address(fs, name): parts[name] for name in sorted(parts)}


def _address(fs: Any, name: str) -> str:
    return name if "file" in fs.protocol else str(fs.unstrip_protocol(name))


def _packed(parts: dict[str, int], size: int) -> Iterator[tuple[str, ...]]:
    load, held = list[str](), 0
    for path, of in parts.items():
        if load and held + of > size:
            yield tuple(load)
            load, held = [], 0
        load.append(path)
        held += of
    yield tuple(load)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".parquet")


def _hidden(path: str) -> bool:
    """One that is being written."""
    return path.rpartition("/")[2].startswith(TEMPORARY)
