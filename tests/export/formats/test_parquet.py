"""Parquet, opened by pyarrow and as a data frame."""

from __future__ import annotations

import io
import sys
from typing import Any

import pyarrow.parquet
import pytest

from sayso.errors import SaysoError
from sayso.export.formats.claim_cells import COLUMNS
from sayso.export.formats.parquet import schema
from sayso.export.formats.registry import FORMATS
from sayso.ledger.filters import Filters
from tests.export.formats.conftest import Written


def opened(content: bytes) -> Any:
    return pyarrow.parquet.read_table(io.BytesIO(content))


def test_typed_columns(demo_export: Written) -> None:
    table = opened(demo_export("parquet"))
    assert tuple(table.column_names) == COLUMNS and table.schema.equals(schema())
    types = {field.name: str(field.type) for field in table.schema}
    assert {types[name] for name in ("figure_low", "place_geonames", "evidence_start")} == {"int64"}
    assert {types[name] for name in ("place_latitude", "confidence")} == {"double"}
    assert types["origin_identified"] == "bool" and types["chain"] == "string"


def test_as_a_data_frame(demo_export: Written) -> None:
    frame = opened(demo_export("parquet", Filters(kind="killed"))).to_pandas()
    retracted = frame[frame.standing == "retracted"]
    assert {164, 103, 3, 26} <= set(retracted.figure_low.dropna())
    assert set(frame.note) == {"written for demonstration"}


def test_one_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SaysoError, match=r"E100 pyarrow .*parquet"):
        schema()


def test_it_is_not_for_a_terminal() -> None:
    assert [name for name, one in FORMATS.items() if one.binary] == ["parquet"]
