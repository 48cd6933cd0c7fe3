"""What is told, and is no fact, or none of these people: in no format as one. Each case was seen in an export."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sayso.export.formats.ftm import entities
from sayso.export.formats.hxl import hxl_rows
from sayso.export.formats.parties import Party
from sayso.export.formats.toll import number
from sayso.ledger.filters import Filters
from tests.conftest import Sayso
from tests.export.formats.conftest import Written
from tests.export.formats.written import added, json_lines, of, written

UNTRUE = {
    "feared": "ALMATY, Jan 7 - Officials fear an attack on the airport of Shymkent.",
    "denied": "AKTAU, Jan 7 - The Interior Ministry denied that soldiers had shelled Aktau on 6 January.",
    "if": "ASTANA, Jan 7 - If protesters storm the parliament in Astana, troops would shoot, the president said.",
}
EVENTS = ("acled", "ucdp", "hxl", "geojson", "timemap", "ftm")


def press(sayso: Sayso, folder: Path, *texts: str) -> Path:
    return added(sayso, folder, [{"id": f"r{n}", "text": text, "published": "2022-01-07"} for n, text in enumerate(texts)])


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf8"))))


def happened(name: str, body: bytes) -> Sequence[Any]:
    """The events of an export."""
    if name == "ftm":
        return [one for one in json_lines(body) if one["schema"] == "Event"]
    if name in ("geojson", "timemap"):
        whole = json.loads(body)
        return (
            whole["events"] if name == "timemap" else [f for f in whole["features"] if f["properties"]["feature"] == "incident"]
        )
    return rows(body)[1:] if name == "hxl" else rows(body)


@pytest.mark.parametrize("name", EVENTS)
def test_what_nobody_tells_as_a_fact_is_no_event(sayso: Sayso, tmp_path: Path, name: str) -> None:
    """A feared attack and a denied shelling were rows of violence; "if protesters storm" was a riot."""
    with of(press(sayso, tmp_path, *UNTRUE.values())) as whole:
        assert len(list(whole.claims())) >= len(UNTRUE)
        assert happened(name, written(name, whole)) == []


def test_an_attack_on_a_town_is_none_on_civilians(demo_export: Written) -> None:
    """ "Almaty was attacked by 20,000 people": nobody tells of civilians, and a town is no actor."""
    attacks = [row for row in rows(demo_export("acled")) if "Almaty had been attacked" in row["notes"]]
    assert attacks
    for row in attacks:
        assert (row["event_type"], row["sub_event_type"], row["actor2"], row["civilian_targeting"]) == ("", "", "", "")
        assert row["inter2"] != "Civilians"


def test_an_attack_that_killed_people_is_one_on_civilians(sayso: Sayso, tmp_path: Path) -> None:
    text = "TARAZ, Jan 7 - Gunmen attacked a market in Taraz on 6 January, killing five people, officials said."
    with of(press(sayso, tmp_path, text)) as whole:
        (row,) = rows(written("acled", whole))
    assert (row["event_type"], row["inter2"], row["fatalities"]) == ("Violence against civilians", "Civilians", "5")


def test_followthemoney_says_of_164_that_it_was_taken_back(demo_export: Written) -> None:
    told = [
        words for one in json_lines(demo_export("ftm")) for words in one["properties"].get("summary", []) if ": 164 " in words
    ]
    assert told and {words.endswith("; retracted)") for words in told} == {True}


def test_before_it_was_taken_back_it_stood(demo_export: Written) -> None:
    asked = Filters(as_of="2022-01-09T17:00")
    told = [words for one in json_lines(demo_export("ftm", asked)) for words in one["properties"].get("summary", [])]
    assert "killed: 164 (Health Ministry)" in told


def test_every_entity_of_the_demo_says_demonstration(of_demo: Any) -> None:
    for one in entities(of_demo()):
        assert "written for demonstration" in json.dumps(one).lower(), one


@pytest.mark.parametrize("as_of", ["2022-01-07", "2022-01-09", "2022-12"])
def test_low_best_and_high_are_in_order(of_demo: Any, as_of: str) -> None:
    """ "More than 2,000 injured" had a best of 2,000 and a least of 2,001."""
    views = of_demo(Filters(as_of=as_of)).knowledge().shown_series()
    told = [one for one in map(number, views) if one.best is not None]
    assert any(one.high is None for one in told) or len(told) > 5
    assert all(one.low is not None and one.low <= one.best <= (one.high or one.best) for one in told if one.best is not None)


def test_a_part_of_a_number_is_no_number_of_a_place(of_demo: Any) -> None:
    """ "Twenty of the civilians killed" stood as the killed of Kazakhstan, beside a row with 238."""
    (row,) = [row for row in hxl_rows(of_demo()) if row["date_start"] is None]
    assert row["killed"] is None and "20 civilians" in str(row["description"])


@pytest.mark.parametrize(
    ("name", "body"),
    [("Tokayev", False), ("President Tokayev", False), ("Interior Ministry", True), ("government", True)],
)
def test_a_person_is_no_organisation(name: str, body: bool) -> None:
    assert Party(name, name, ("GOV",), "KAZ").is_body is body
