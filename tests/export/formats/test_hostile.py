"""Whatever a report holds, no cell of any format runs, breaks its row, or loses a word."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.export.cells import FORMULA, csv_line
from sayso.export.formats.claim_cells import COLUMNS
from sayso.export.formats.registry import FORMATS, Exported
from sayso.ledger.query import Listed
from sayso.printable import clean
from sayso.reconcile.knowledge import Knowledge, knowledge
from sayso.reconcile.world import World
from sayso.types import Claim, Evidence, Outlet, Report, Span
from sayso.vocabulary import BlockKind
from tests.claims_for_tests import event_claim, figure_claim, report
from tests.export.formats.conftest import written
from tests.export.formats.test_claims import NUMBER, plain
from tests.reconcile.made_tellings import figure as told_figure

HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from("=+-@'\t\r\n\",;<>|\ufeff＝＋－＠\x1b\u202e")), max_size=30)
CELLS = (
    "=1+1",
    "+31",
    "-5 dead",
    "@cmd",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "'=1",
    "''=1",
    "'quoted'",
    '"=1",=2',
    "=cmd|' /C calc'!A0",
)


@given(st.lists(HOSTILE, min_size=1, max_size=5))
@example(list(CELLS))
def test_a_cell_comes_back_and_runs_nothing(cells: list[str]) -> None:
    """The rule of docs/exports.md undoes the guard; control characters come back as their pictures."""
    (row,) = csv.reader(io.StringIO(csv_line(cells), newline=""))
    assert not any(FORMULA.match(cell) and cell[0] != "'" and not NUMBER.fullmatch(cell) for cell in row)
    assert [plain(cell) for cell in row] == [clean(cell) for cell in cells]


def exported(of: Report, claims: list[Claim], known: Knowledge) -> Exported:
    listed = [Listed(claim, of, 1, "2026-01-01T00:00:00Z", "2022-01-07T23:59:59.999999Z") for claim in claims]
    return Exported(lambda: iter(listed), lambda _: {}, lambda: known, names=False, at="2022-01-07")


def known_of(words: str) -> Knowledge:
    """An incident and a figure with these words wherever a report could put them."""
    one = told_figure("one", "2022-01-07", 7, place="Bree", happened="2022-01-07")
    claim, place = one.claim, one.claim.place
    assert place
    evidence = Evidence(BlockKind.BODY, Span(0, 9), words)
    doer = event_claim(report()).actor
    assert doer
    named = replace(claim, place=replace(place, name=words or "x"), evidence=evidence, actor=replace(doer, name=words or "x"))
    carrier = replace(one.carrier, outlet=words or "x", url=f"https://h.invalid/{words}", title=words, name=words or "x")
    telling = replace(one, claim=named, carrier=carrier, origin=replace(one.origin, name=words or "x"))
    return knowledge(World((telling,), {carrier.id: carrier}, {}))


def opened(name: str, content: bytes) -> list[dict[str, Any]]:
    if name == "parquet":
        return list(pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist())
    if name == "geojson":
        return [one["properties"] for one in json.loads(content)["features"]]
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("name", ["claims", "acled", "ucdp", "hxl", "geojson", "parquet"])
@settings(max_examples=25, deadline=None)
@given(words=HOSTILE)
@example(words="=cmd|' /C calc'!A0")
@example(words='\r\n"=1;\t@x\ud800\x00')
def test_every_format_stays_whole(name: str, words: str) -> None:
    of = report(title=words, byline=words, url=words, credit=words, outlet=Outlet("x", words or "x"))
    evidence = Evidence(BlockKind.BODY, Span(0, 9), words)
    claims = [figure_claim(of, evidence=evidence), event_claim(of, cause=words, body=words, evidence=evidence)]
    rows = opened(name, written(name, exported(of, claims, known_of(words))))
    assert rows and all(tuple(row) == FORMATS[name].columns for row in rows)
    if name in ("claims", "acled", "ucdp", "hxl"):
        cells = [cell for row in rows for cell in row.values()]
        assert all(isinstance(cell, str) for cell in cells)
        assert not any(FORMULA.match(cell) and cell[0] != "'" and not NUMBER.fullmatch(cell) for cell in cells)
        assert not any(character in cell for cell in cells for character in "\r\x1b\x00\u202e")
    if name == "claims":
        assert [plain(row["evidence"]) for row in rows] == [clean(words)] * 2
        assert tuple(rows[0]) == COLUMNS


def test_a_number_beyond_64_bits_is_unknown_to_parquet() -> None:
    of = report()
    claim = figure_claim(of)
    assert claim.figure
    huge = replace(claim, figure=replace(claim.figure, low=10**30))
    (row,) = opened("parquet", written("parquet", exported(of, [huge], known_of("x"))))
    assert row["figure_low"] is None
    (row,) = opened("claims", written("claims", exported(of, [huge], known_of("x"))))
    assert row["figure_low"] == str(10**30)
