"""Claims as one CSV: every field of the line format, opened by two readers, and taken back from what guards a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pandas
import pytest

from sayso.errors import SaysoError
from sayso.export.cells import FORMULA
from sayso.export.formats.claim_cells import COLUMNS
from sayso.export.formats.registry import FORMATS, Exported, Format, format_of
from sayso.export.lines import claim_line
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from tests.export.formats.conftest import Written

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def opened(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def plain(cell: str) -> str:
    """As docs/exports.md says how to undo the guard."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def flat(line: Any, at: str = "") -> dict[str, str]:
    """A line of the line format as the columns name its parts; what is null is not there."""
    if isinstance(line, dict):
        parts = {name: flat(value, f"{at}_{name}".strip("_")) for name, value in line.items()}
        return {name: value for part in parts.values() for name, value in part.items()}
    return {} if line is None or isinstance(line, list) else {at: str(line)}


SHORT = {
    **{f"{part}_name": part for part in ("actor", "target")},
    **{"attribution_manner": "manner", "attribution_cue": "cue", "evidence_text": "evidence"},
    **{"maker_reader": "reader", "maker_version": "reader_version", "verification_evidence_text": "verification_evidence"},
}
"""What the columns call shorter than the line format's path says."""


def test_pandas_opens_it(demo_export: Written, demo_reader: Reader) -> None:
    frame = pandas.read_csv(io.BytesIO(demo_export("claims")), dtype={"figure_low": "Int64"})
    assert tuple(frame.columns) == COLUMNS and frame.claim.is_unique
    assert len(frame) == sum(1 for _ in demo_reader.claims())
    killed = frame[(frame.kind == "killed") & (frame.figure_low == 164)]
    assert set(killed.standing) == {"retracted"} and "taken back" in " ".join(killed.standing_because)


def test_every_field_of_the_line_format(demo_export: Written, demo_reader: Reader) -> None:
    """Each claim, field by field; spans as field, start and end."""
    rows = {row["claim"]: row for row in opened(demo_export("claims"))}
    listed = list(demo_reader.claims())
    assert len(rows) == len(listed)
    for one in listed:
        line, row = claim_line(one.report, one.claim), rows[one.claim.id]
        for name, value in flat(line).items():
            column = SHORT.get(name, name)
            if column.startswith("verification_evidence_"):
                continue  # its sentence is there; block and place of it are in the line format alone
            assert plain(row[column]) == value, (one.claim.id, name)
        for part in ("figure", "actor", "target", "evidence"):
            if line[part]:
                assert [row[f"{part}_start"], row[f"{part}_end"]] == [str(n) for n in line[part]["span"]]
        assert row["chain"] == " < ".join(teller["name"] for teller in line["attribution"]["chain"])


def test_the_order_is_that_of_the_ledger(demo_export: Written, demo_reader: Reader) -> None:
    filters = Filters(kind="killed", as_of="2022-01-10")
    assert [row["claim"] for row in opened(demo_export("claims", filters))] == [
        one.claim.id for one in demo_reader.claims(filters)
    ]


def test_what_it_amounts_to(demo_export: Written) -> None:
    rows = opened(demo_export("claims", Filters(as_of="2022-01-08", kind="killed")))
    told = {(row["figure_low"], row["figure_population_kind"], row["standing"]) for row in rows}
    assert {("26", "demonstrators", "corroborated"), ("26", "security", "retracted"), ("18", "security", "single")} <= told
    assert {row["origin"] for row in rows if row["figure_low"] == "18"} == {"Interior Ministry"}
    assert all(row["story"] and row["note"] == "written for demonstration" for row in rows)


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        ("sb6252c1429c56b33", {"killed"}),
        ("2022-01-15-steppe-wire-225-bodies", {"killed", "injured"}),
        ("KZ/health-ministry", {"killed", "injured"}),
    ],
)
def test_one_thing_alone(demo_export: Written, only: str, kinds: set[str]) -> None:
    """A figure, a report by its name, an origin."""
    rows = opened(demo_export("claims", Filters(), only))
    assert 0 < len(rows) < 60 and kinds <= {row["kind"] for row in rows}
    if only[0] == "s":
        assert {row["figure_id"] for row in rows} == {only}
    if only[0] == "2":
        assert {row["report"] for row in rows} == {only}


def test_an_incident_and_a_story_alone(demo_export: Written, of_demo: Any) -> None:
    whole = opened(demo_export("claims"))
    incident = next(row["incident"] for row in whole if row["incident"])
    assert {row["incident"] for row in opened(demo_export("claims", Filters(), incident))} == {incident}
    story = whole[0]["story"]
    assert {row["story"] for row in opened(demo_export("claims", Filters(), story))} == {story}
    known = of_demo(Filters(), incident).knowledge()
    assert [one.id for one in known.shown_incidents()] == [incident]


@pytest.mark.parametrize("only", ["nothing", "s0000000000000000", "i0000000000000000"])
def test_of_nothing(of_demo: Any, only: str) -> None:
    with pytest.raises(SaysoError, match="E027"):
        of_demo(Filters(), only)


def test_names_of_formats() -> None:
    assert list(FORMATS)[:6] == ["claims", "acled", "ucdp", "hxl", "geojson", "parquet"]
    assert all(isinstance(one, Format) and one.name == name for name, one in FORMATS.items())
    with pytest.raises(SaysoError, match=r"E120 .*claims, acled"):
        format_of("xls")


def test_at_is_the_day_asked_for_or_that_of_an_archive(of_demo: Any) -> None:
    of: Exported = of_demo(Filters(as_of="2022-01"))
    assert of.at == "2022-01-31"
    assert of_demo().at == "2022-09-14"  # two weeks after the last report
