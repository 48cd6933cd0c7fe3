"""What counts as an event of PLOVER, and how: tables of a sentence and what is coded of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sayso.export.formats.coded import QUADS, coded
from sayso.vocabulary import kinds
from tests.conftest import Sayso
from tests.export.formats.written import added, of

REPORT = {"publisher": "Steppe Wire", "published": "2022-01-07"}
CASES: dict[str, tuple[str, list[tuple[str, str | None, str, dict[str, int]]]]] = {
    "an arrest with its number": (
        "Police arrested 40 people in Almaty on 6 January.",
        [("COERCE", "arrest", "2022-01-06", {"arrested": 40})],
    ),
    "no number of an upper end alone": (
        "Police arrested up to 40 people in Almaty on 6 January.",
        [("COERCE", "arrest", "2022-01-06", {})],
    ),
    "dozens are twelve": (
        "Police arrested dozens of people in Almaty on 6 January.",
        [("COERCE", "arrest", "2022-01-06", {"arrested": 12})],
    ),
    "the dead are the size of the act": (
        "Soldiers shelled Almaty on 6 January. The shelling killed 26 people in Almaty on 6 January.",
        [("ASSAULT", "heavy-weapons", "2022-01-06", {"dead": 26})],
    ),
    "deaths alone are no event of PLOVER": ("Twelve people died in Almaty on 6 January.", []),
    "a plan is no event": ("The government will impose a curfew in Almaty.", []),
    "a denial is an event, what it denies is none": (
        "Police denied that they had arrested 40 people in Almaty.",
        [("REJECT", None, "2022-01-07", {})],
    ),
    "without a day, the day of the publication": (
        "A curfew was imposed in Almaty.",
        [("COERCE", "curfew", "2022-01-07", {})],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_coded(sayso: Sayso, tmp_path: Path, name: str) -> None:
    text, expected = CASES[name]
    ledger = added(sayso, tmp_path, [REPORT | {"id": "one", "text": text}])
    with of(ledger) as whole:
        assert [(one.event, one.mode, one.day, one.size) for one in coded(whole)] == expected


def test_one_event_a_report_and_happening(sayso: Sayso, tmp_path: Path) -> None:
    """A headline and its text, and two outlets: two events of one link."""
    told = {"title": "40 people arrested in Almaty", "published": "2022-01-07"}
    text = "Police arrested 40 people in Almaty on 6 January. The 40 people arrested in Almaty were held overnight."
    reports: list[dict[str, Any]] = [
        told | {"id": outlet, "publisher": outlet, "text": f"{text} {outlet} has more."} for outlet in ("A Wire", "B Post")
    ]
    with of(added(sayso, tmp_path, reports)) as whole:
        found = [one for one in coded(whole) if one.event == "COERCE"]
    assert len(found) == len({one.report.id for one in found}) == 2
    assert len({one.link for one in found}) == 1 and found[0].link
    assert {one.spoken.claim.evidence.block for one in found} == {"body"}


def test_an_event_without_any_day_is_left_out_and_said(sayso: Sayso, tmp_path: Path) -> None:
    said: list[str] = []
    ledger = added(sayso, tmp_path, [{"id": "undated", "text": "Police arrested 40 people in Almaty."}])
    with of(ledger, said=said) as whole:
        assert list(coded(whole)) == []
    assert said == ["left out, since neither words nor report tell a day: 1"]


@pytest.mark.parametrize("verdict", ["refute", "wrong_reading"])
def test_what_a_person_refuted_or_called_misread_is_no_event(sayso: Sayso, tmp_path: Path, verdict: str) -> None:
    ledger = added(sayso, tmp_path, [REPORT | {"id": "one", "text": "Police arrested 40 people in Almaty on 6 January."}])
    with of(ledger) as whole:
        (one,) = coded(whole)
    for told in one.told:
        assert sayso("review", told.claim.id, verdict, "--why", "seen it", "--reviewer", "Ann").status == 0
    with of(ledger) as whole:
        assert list(coded(whole)) == []


def test_every_category_of_the_kinds_has_its_quadrant() -> None:
    events = {kind.plover_event for kind in kinds().values() if kind.plover_event}
    assert events <= set().union(*QUADS.values())
    assert sum(map(len, QUADS.values())) == len(set().union(*QUADS.values())) == 16
