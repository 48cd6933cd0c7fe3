"""CSV and Markdown: opened by their consumers, and harmless there."""

import csv
import io

import pytest

from sayso.export.rows import COLUMNS, csv_lines, markdown_lines, row
from sayso.types import Evidence, Span
from sayso.vocabulary import BlockKind
from tests.claims_for_tests import event_claim, figure_claim, report


def opened(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_opens_with_its_columns() -> None:
    of = report()
    rows = opened("".join(csv_lines([(of, figure_claim(of)), (of, event_claim(of))])))
    assert tuple(rows[0]) == COLUMNS
    assert [r["kind"] for r in rows] == ["arrested", "arrest"]
    assert (rows[0]["low"], rows[0]["high"], rows[0]["source"]) == ("40", "", "the ministry")


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-5 dead", "@cmd", "\tx"])
def test_csv_runs_no_formula(cell: str) -> None:
    of = report()
    claim = figure_claim(of, evidence=Evidence(BlockKind.BODY, Span(0, 1), cell))
    assert opened("".join(csv_lines([(of, claim)])))[0]["evidence"] == "'" + cell


def test_a_control_character_is_shown_and_not_obeyed() -> None:
    of = report()
    claim = figure_claim(of, evidence=Evidence(BlockKind.BODY, Span(0, 1), "\r=1+1\x1b[2J"))
    assert opened("".join(csv_lines([(of, claim)])))[0]["evidence"] == "␍=1+1␛[2J"


def test_a_negative_longitude_stays_a_number() -> None:
    of = report()
    place = figure_claim(of).place
    assert place
    west = figure_claim(of, place=type(place)(place.name, place.precision, longitude=-99.1, latitude=19.4))
    assert opened("".join(csv_lines([(of, west)])))[0]["longitude"] == "-99.1"


def test_markdown_keeps_its_columns_whatever_the_words() -> None:
    of = report()
    claim = figure_claim(of, evidence=Evidence(BlockKind.BODY, Span(0, 1), "a | b \\ <b>\nc"))
    header, rule, line = markdown_lines([(of, claim)])
    assert line.replace("\\|", "").count("|") == header.count("|") == rule.count("|")
    assert "<b>" not in line


def test_a_demonstration_is_noted() -> None:
    of = report(demonstration=True)
    assert row(of, figure_claim(of))["note"] == "written for demonstration"
