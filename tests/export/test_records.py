"""Lines of a view as CSV and Markdown: the same columns whatever a line holds, and cells that a spreadsheet does not run."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.export.records import csv_records, markdown_records
from sayso.printable import clean

NAMES = ("a", "b", "c")
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["=1+1", "@x", "-2+3", "+1", "\r=x", "\u202ex"])
)
VALUE = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=2), max_leaves=5
)
RECORDS = st.lists(st.dictionaries(st.sampled_from((*NAMES, "other")), VALUE), max_size=4)


@settings(max_examples=60, deadline=None)
@given(records=RECORDS)
def test_csv_has_its_columns_and_no_cell_that_runs(records: list[dict[str, Any]]) -> None:
    header, *rows = csv.reader(io.StringIO("".join(csv_records(NAMES, records)), newline=""))
    assert header == list(NAMES) and len(rows) == len(records)
    for cells in rows:
        assert len(cells) == len(NAMES)
        for cell in cells:
            assert cell == clean(cell)
            assert not cell.startswith(("=", "+", "@", "\t", "\r")) and (not cell.startswith("-") or cell[1:].isdigit())


@settings(max_examples=60, deadline=None)
@given(records=RECORDS)
def test_markdown_is_a_line_a_record(records: list[dict[str, Any]]) -> None:
    made = list(markdown_records(NAMES, records))
    assert len(made) == len(records) + 2
    for line in made:
        assert "\n" not in line and line == clean(line)
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == len(NAMES) + 1


def test_lists_and_parts_are_told_in_words() -> None:
    _, row = csv_records(("a", "b", "c"), [{"a": ["x", "y"], "b": {"n": 1, "m": None}, "c": True}])
    assert row == "x; y,n: 1,yes\r\n"
