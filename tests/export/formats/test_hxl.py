"""HXL, opened by its own library."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import hxl
import pytest

from sayso.export.formats.hxl import TAGS
from sayso.ledger.filters import Filters
from tests.export.formats.conftest import Written


def opened(content: bytes, folder: Path) -> Any:
    path = folder / "export.csv"
    path.write_bytes(content)
    return hxl.data(str(path), hxl.InputOptions(allow_local=True))


def test_its_own_library_finds_every_tag(demo_export: Written, tmp_path: Path) -> None:
    data = opened(demo_export("hxl"), tmp_path)
    assert [column.display_tag for column in data.columns] == list(TAGS.values())
    assert [column.header for column in data.columns] == list(TAGS)


def test_tags_stand_on_row_two(demo_export: Written) -> None:
    """On row one they break every reader of CSV."""
    header, tags, *rows = csv.reader(io.StringIO(demo_export("hxl").decode()))
    assert header == list(TAGS) and tags == list(TAGS.values()) and all(len(row) == len(header) for row in rows)


@pytest.mark.parametrize(("as_of", "killed"), [("2022-01-15", "225"), ("2022-12", "238")])
def test_the_killed_of_the_demo_by_tag(demo_export: Written, tmp_path: Path, as_of: str, killed: str) -> None:
    data = opened(demo_export("hxl", Filters(as_of=as_of)), tmp_path)
    rows = data.with_rows("#loc+name=Kazakhstan").with_rows("#event+id=SAYSO-i117ced1c6bbbfba4")
    (row,) = list(rows)
    assert row.get("#affected+killed-min-max") == killed
    assert (row.get("#country+code"), row.get("#meta+note")) == ("KZ", "written for demonstration")
    assert row.get("#geo+lat") in (None, "")


def test_a_place_of_its_own_has_a_row_of_its_own(demo_export: Written, tmp_path: Path) -> None:
    data = opened(demo_export("hxl"), tmp_path).with_rows("#loc+name=Almaty").with_rows("#event+id=SAYSO-i117ced1c6bbbfba4")
    (row,) = list(data)
    assert row.get("#affected+killed-min-max") == "139" and row.get("#geo+lat").startswith("43.25")
