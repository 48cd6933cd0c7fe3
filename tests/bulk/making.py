"""Inputs for bulk reading, the real work on them in this process and its child, and what came of it, to compare."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pyarrow import parquet
from sqlalchemy import create_engine, select

from sayso.bulk.batch import process_batch
from sayso.bulk.job import Job
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.status import Status
from sayso.ledger import bodies, canonical, schema
from sayso.reconcile.keep.schema import version
from sayso.understand.reader import reader
from sayso.vocabulary import EntryKind

BEGUN = datetime(2022, 1, 8, tzinfo=UTC)
Entry = tuple[str, str, str | None]
"""Kind, id, and what `Reader.content_hash` looks at of the body."""


def story(n: int) -> str:
    return f"Police said on Friday that {n} people were killed in a fire in Almaty. Officials named nobody. Number {n}."


def page(n: int) -> bytes:
    return f"<!doctype html><title>Fire {n}</title><p>{story(n)}</p>".encode()


def line(n: int, **more: object) -> str:
    return json.dumps({"title": f"Fire {n}", "text": story(n), "published": "2022-01-07", **more})


@cache
def _versions(name: str) -> str:
    return reader(name).version


def job(output: Path | str, name: str = "rules", **more: Any) -> Job:
    made = Job(str(output), name, _versions("rules" if name not in {"rules", "model"} else name), version(), BEGUN)
    return replace(made, **more)


def done(inputs: Sequence[Path | str], made: Job) -> list[Status]:
    """Every task, one after another."""
    found = [process_batch(task, made) for task in tasks(named(list(map(str, inputs))), made.max_bytes)]
    assert [one.error for one in found if one.error] == []
    return found


def rows(output: Path, table: str) -> list[dict[str, Any]]:
    """In the order of the inputs."""
    if not (output / table).is_dir():
        return []
    found = parquet.read_table(output / table).to_pylist()
    return sorted(found, key=lambda row: (row["sequence"], row.get("number", 0)))


def entries(output: Path) -> list[Entry]:
    """What a ledger has to hold of it."""
    return sorted({*_received(output), *_reports(output), *_readings(output)}, key=str)


def _received(output: Path) -> Iterator[Entry]:
    for row in rows(output, "documents"):
        for kind, body in zip(row["kinds"], row["bodies"], strict=True):
            said = bodies.decode(EntryKind(kind), body.encode())
            yield kind, bodies.id_of(said), None if kind == EntryKind.CAPTURE else _hash(body)


def _reports(output: Path) -> Iterator[Entry]:
    """Of the same report in two tasks, the first counts."""
    first = {row["report"]: row["body"] for row in reversed(rows(output, "reports"))}
    for report, body in first.items():
        yield str(EntryKind.REPORT), report, _hash(body)


def _readings(output: Path) -> Iterator[Entry]:
    claims: dict[tuple[int, str], list[str]] = {}
    for row in rows(output, "claims"):
        claims.setdefault((row["sequence"], row["report"]), []).append(row["body"])
    for row in rows(output, "layers"):
        of_report = [claim.encode() for claim in claims.get((row["sequence"], row["report"]), [])]
        assert len(of_report) == row["claims"]
        reading = bodies.decode(EntryKind.READING, row["body"].encode())
        whole = canonical.encode_with(reading, "claims", of_report)
        yield str(EntryKind.READING), bodies.id_of(bodies.decode(EntryKind.READING, whole)), _hash(whole.decode())


def entries_of_ledger(path: Path) -> list[Entry]:
    """The same of a ledger."""
    with create_engine(f"sqlite:///{path}").connect() as connection:
        entry = schema.entries.c
        found = connection.execute(select(entry.kind, entry.id, entry.body)).all()
    return sorted(
        ((kind, id, None if kind == EntryKind.CAPTURE else hashlib.sha256(body).hexdigest()) for kind, id, body in found),
        key=str,
    )


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode("ascii")).hexdigest()
