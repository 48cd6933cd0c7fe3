"""How claims stand in a large ledger: a few stories at a time, the same as of all at once, and bounded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest

from sayso.cli import main
from sayso.commands.exported_stands import ByStory
from sayso.export.formats.exported import Stands
from sayso.export.formats.stands import stands_of
from sayso.ledger.address import Place
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.query import Listed, Reader
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.of_stories import claims_in, reports_of, stories_of
from sayso.reconcile.world import load

STORIES = {
    "almaty": "Police killed 26 protesters in Almaty on Friday, the Interior Ministry said.",
    "jakarta": "The earthquake in Jakarta killed 40 people on Friday, the disaster agency said. Thousands fled their homes.",
    "lagos": "Gunmen abducted 12 pupils from a school near Lagos on Friday, police in Nigeria said.",
}


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Three stories, each told twice, the reports of one apart from each other."""
    folder = tmp_path_factory.mktemp("several")
    told = [
        {"id": f"{name}-{day}", "title": name.capitalize(), "text": text, "published": f"2022-01-{day}"}
        for day in ("07", "09")
        for name, text in STORIES.items()
    ]
    (folder / "reports.json").write_text(json.dumps(told), encoding="utf8")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as end:
        patch.setattr(
            sys, "argv", ["sayso", "--ledger", str(folder / "own"), "add", str(folder / "reports.json"), "--reader", "rules"]
        )
        main()
    assert end.value.code == 0
    with Reader.open(folder / "own") as reader:
        yield reader


@dataclass
class Counted:
    """What was worked out, in which groups."""

    groups: list[frozenset[str]]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    found, own = Counted([]), ByStory._work_out

    def work_out(self: ByStory, stories: Sequence[str]) -> None:
        found.groups.append(frozenset(stories))
        own(self, stories)

    monkeypatch.setattr(ByStory, "_work_out", work_out)
    return found


def all_of(by_story: ByStory, listed: Sequence[Listed], size: int) -> Mapping[str, Stands]:
    parts = (by_story(listed[start : start + size]) for start in range(0, len(listed), size))
    return {id: stands for part in parts for id, stands in part.items()}


@pytest.mark.parametrize("few", [True, False], ids=["a story at a time", "together"])
def test_the_same_as_of_all_at_once(several: Reader, counted: Counted, few: bool) -> None:
    listed = list(several.claims())
    stories = stories_of(several, {one.report.id for one in listed})
    sizes = claims_in(several, set(stories.values()))
    assert len(sizes) == 3 and sum(sizes.values()) == len(listed)
    whole = stands_of(knowledge(load(several, EVERYTHING)))
    by_story = ByStory(several, EVERYTHING, max(sizes.values()) if few else len(listed))
    assert all_of(by_story, listed, len(listed)) == {one.claim.id: whole[one.claim.id] for one in listed}
    assert {one.report.id: whole[one.claim.id].story for one in listed} == stories
    assert (len(counted.groups) > 1) is few


def test_no_story_is_worked_out_twice_while_it_is_remembered(several: Reader, counted: Counted) -> None:
    all_of(ByStory(several, EVERYTHING), list(several.claims()), 1)
    assert sorted(len(group) for group in counted.groups) == [1, 1, 1]
    assert len(frozenset.union(*counted.groups)) == 3


def test_what_is_remembered_is_bounded(several: Reader, counted: Counted) -> None:
    listed = list(several.claims())
    forgetful = ByStory(several, EVERYTHING, remembered=0)
    assert all_of(forgetful, listed, 1).keys() == {one.claim.id for one in listed}
    assert len(forgetful._known) == 1 and len(counted.groups) > 3


def test_of_a_story_that_is_too_large_nothing_is_told(several: Reader, counted: Counted) -> None:
    assert all_of(ByStory(several, EVERYTHING, at_once=0), list(several.claims()), 5) == {}
    assert counted.groups == []


def test_of_an_earlier_state_nothing_is_told(several: Reader) -> None:
    assert ByStory(several, Filters(recorded_by="2099"))(list(several.claims())) == {}


def test_stories_by_their_reports_over_both_stores(demo_place: Place) -> None:
    with Reader.open(demo_place) as reader:
        listed = list(reader.claims())
        stories = stories_of(reader, {one.report.id for one in listed})
        (story,) = set(stories.values())
        assert claims_in(reader, [story]) == {story: len(listed)}
        assert reports_of(reader, [story]) >= stories.keys() and reports_of(reader, ["nothing"]) == frozenset()
        some = {listed[0].report.id}
        assert [one.claim.id for one in reader.claims(reports=some)] == [
            one.claim.id for one in listed if one.report.id in some
        ]
