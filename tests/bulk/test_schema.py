"""The columns that are documented are those that are written."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from sayso.bulk import tables
from sayso.bulk.schema import TABLES, Table, arrow
from sayso.ledger import schema
from sayso.reconcile.keep.schema import placed
from tests.bulk.making import done, job

DOC = (Path(__file__).resolve().parents[2] / "docs" / "bulk.md").read_text(encoding="utf8")
BY_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@BY_TABLE
def test_every_column_is_documented_with_type_and_meaning(table: Table) -> None:
    part = DOC.split(f"\n### {table.name}\n")[1].split("\n#")[0]
    told = [row for row in re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \|$", part, re.MULTILINE) if row[0] != "date"]
    assert told == [(one.name, f"{one.type}{'' if one.needed else ', or null'}", one.meaning) for one in table.columns]
    assert ("| `date` |" in part) == table.dated


def test_what_is_written_has_these_columns(demo: Path, tmp_path: Path) -> None:
    done([sorted(demo.glob("*.txt"))[0]], job(tmp_path / "out"))
    for table in TABLES:
        [file] = (tmp_path / "out" / table.name).rglob("*.parquet")
        assert parquet.read_schema(file).remove_metadata().equals(arrow(table)), table.name
        assert all(str(arrow(table).field(one.name).type) == _arrow_words(one.type) for one in table.columns)
        assert ("date=" in str(file)) == table.dated


def _arrow_words(told: str) -> str:
    return {"timestamp[us, UTC]": "timestamp[us, tz=UTC]", "list<string>": str(pa.list_(pa.string()))}.get(told, told)


def test_claims_have_every_column_that_a_ledger_lists_them_by() -> None:
    own = {"row", "seq", "recorded_at", "ended", "title", "id"}
    assert {column.name for column in schema.claims.c} - own <= set(next(t for t in TABLES if t.name == "claims").names)


def test_features_are_what_is_kept_of_a_report() -> None:
    by_neighbours = {"story", "because"}
    kept = {column.name for column in placed.c} - by_neighbours
    assert kept == set(next(t for t in TABLES if t.name == "features").names) - {"sequence", "document"}


@pytest.mark.parametrize(
    "names", [tables.OBJECT, tables.PAGE, tables.URL, tables.FETCHED], ids=["object", "page", "url", "fetched"]
)
def test_the_columns_that_are_taken_are_documented(names: tuple[str, ...]) -> None:
    part = DOC.split("**Parquet.**")[1].split("\n\n")[0]
    assert [name for name in names if f"`{name}`" not in part] == ["author"] * (names is tables.OBJECT)
