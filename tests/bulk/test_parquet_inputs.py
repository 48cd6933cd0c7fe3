"""Rows of Parquet as documents."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from sayso import limits
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from tests.bulk.making import BEGUN, done, job, line, page, rows, story


def written(path: Path, table: dict[str, list[Any]], group: int = 100) -> Path:
    parquet.write_table(pa.table(table), path, row_group_size=group, write_page_checksum=True)
    return path


@pytest.mark.parametrize("group", [1, 3, 100])
def test_rows_of_text_are_read_as_lines_are(group: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 3)
    numbers = range(5)
    table: dict[str, list[Any]] = {
        "Title": [f"Fire {n}" for n in numbers],
        "maintext": [story(n) for n in numbers],
        "date_publish": [date(2022, 1, 7)] * 5,
        "other": list(numbers),
    }
    (tmp_path / "a.jsonl").write_text("\n".join(line(n) for n in numbers))
    done([tmp_path / "a.jsonl"], job(tmp_path / "lines"))
    done([written(tmp_path / "a.parquet", table, group)], job(tmp_path / "rows"))
    kept = ("name", "title", "published", "report", "body")
    of_lines, of_rows = ([[row[k] for k in kept] for row in rows(tmp_path / out, "reports")] for out in ("lines", "rows"))
    assert of_rows == of_lines and len(of_rows) == 5
    assert [row["offset"] for row in rows(tmp_path / "rows", "documents")] == list(numbers)


def test_rows_of_pages_have_address_and_moment(tmp_path: Path) -> None:
    fetched = datetime(2021, 5, 1, 12, tzinfo=UTC)
    table: dict[str, list[Any]] = {
        "url": ["http://news.example/1", "http://news.example/2", None, "http://news.example/x.css", "http://news.example/0"],
        "content": [page(1), page(2), page(3), b"a {}", b" "],
        "fetch_time": [fetched, None, fetched, fetched, fetched],
        "content_mime_type": ["text/html", None, "text/html", "text/css", "text/html"],
    }
    [status] = done([written(tmp_path / "a.parquet", table)], job(tmp_path / "out"))
    found = rows(tmp_path / "out", "documents")
    address = str(tmp_path / "a.parquet") + "#3"
    assert [row["address"] for row in found] == [*table["url"][:2], address, table["url"][4]]
    assert [row["fetched_at"] for row in found] == [fetched, BEGUN, fetched, None]
    assert [(row["status"], row["code"]) for row in found] == [*[("read", None)] * 3, ("unreadable", "E004")]
    assert status.passed == (("style", 1),)
    assert [row["url"] for row in rows(tmp_path / "out", "reports")][:2] == table["url"][:2]


@pytest.mark.parametrize(
    ("table", "code"), [({"numbers": [1]}, "E104"), ({"text": pa.array([], pa.string())}, "E004")], ids=["no text", "no rows"]
)
def test_a_table_without_anything_is_told(table: dict[str, Any], code: str, tmp_path: Path) -> None:
    [task] = tasks(named([str(written(tmp_path / "a.parquet", table))]))
    assert task.problem and task.problem.code == code


def test_a_damaged_file_gives_what_is_whole(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"text": [story(n) * 20 for n in range(300)]}, 100)
    body = bytearray(path.read_bytes())
    start = parquet.read_metadata(path).row_group(1).column(0).data_page_offset
    body[start : start + 40] = bytes(40)
    path.write_bytes(body)
    *whole, last = tasks(named([str(path)]))
    assert last.problem and last.problem.code == "E078" and sum(task.documents or 0 for task in whole) >= 64
    path.write_bytes(bytes(body[:100]))
    [alone] = tasks(named([str(path)]))
    assert alone.problem and alone.problem.code == "E078"


def test_large_rows_make_small_tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BULK_BYTES", 10_000)
    found = list(tasks(named([str(written(tmp_path / "a.parquet", {"text": ["x" * 4_000] * 9}))])))
    assert sum(task.documents or 0 for task in found) == 9 and max(task.documents or 0 for task in found) <= 2
    assert [task.first for task in found][:2] == [1, 1 + (found[0].documents or 0)]


def strings(*values: bytes) -> pa.Array:
    """As a writer leaves them that looks at no byte."""
    return pa.Array.from_buffers(pa.string(), len(values), pa.array(values, pa.binary()).buffers())


CELLS: dict[str, pa.Array] = {
    "a moment after 9999": pa.array([0, 10**18, None], pa.timestamp("us")),
    "a moment before 1": pa.array([0, -(10**17), None], pa.timestamp("us")),
    "a day after 9999": pa.array([0, 2**31 - 1, None], pa.int32()).cast(pa.date32()),
    "nanoseconds": pa.array([0, 10**18 + 1, None], pa.timestamp("ns")),
    "no UTF-8": strings(b"1970-01-01", b"\xff\xfe", b""),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_that_is_no_value_costs_no_other_row(name: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"text": [story(n) for n in range(3)], "published": CELLS[name]})
    [status] = done([path], job(tmp_path / "out"))
    assert (status.documents, status.read) == (3, 3)
    assert [row["published"] for row in rows(tmp_path / "out", "reports")][::2] == ["1970-01-01", None]


def test_texts_of_bytes_are_texts(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"text": [story(1).encode(), story(2).encode()]})
    done([path], job(tmp_path / "out"))
    assert [story(1) in row["body"] for row in rows(tmp_path / "out", "reports")] == [True, False]
    path = written(tmp_path / "b.parquet", {"text": strings(story(1).encode(), b"Fire in Almaty kills \xff 3.")})
    [status] = done([path], job(tmp_path / "out2"))
    assert status.read == 2 and rows(tmp_path / "out2", "documents")[1]["notes"] == []


def test_pages_that_are_none_and_moments_beyond_all_years_cost_their_rows_alone(tmp_path: Path) -> None:
    table: dict[str, Any] = {"html": [page(1), page(2)], "fetched_at": ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00-14:00"]}
    [status] = done([written(tmp_path / "a.parquet", table)], job(tmp_path / "out"))
    assert status.read == 2 and [row["fetched_at"] for row in rows(tmp_path / "out", "documents")] == [BEGUN] * 2
    [status] = done([written(tmp_path / "b.parquet", {"html": [{"a": 1}, {"a": 2}]})], job(tmp_path / "out2"))
    assert (status.documents, [one.code for one in status.problems]) == (2, ["E003", "E003"])
