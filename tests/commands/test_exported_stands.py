"""How claims stand in a large ledger: a few stories at a time, the same as of all at once, and bounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.commands.exported_stands import ByStory
from sayso.export.formats.exported import Stands
from sayso.export.formats.stands import stands_of
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.query import Listed, Reader
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.world import load
from tests.conftest import Sayso

STORIES = {
    "almaty": "Police killed 26 protesters in Almaty on Friday, the Interior Ministry said.",
    "jakarta": "The earthquake in Jakarta killed 40 people on Friday, the disaster agency said. Thousands fled their homes.",
    "lagos": "Gunmen abducted 12 pupils from a school near Lagos on Friday, police in Nigeria said.",
}


@pytest.fixture
def several(sayso: Sayso, tmp_path: Path) -> Iterator[Reader]:
    """Three stories, each told twice, the reports of one apart from each other."""
    for day in ("07", "09"):
        for name, text in STORIES.items():
            path = tmp_path / f"{name}-{day}.txt"
            path.write_text(text, encoding="utf8")
            assert sayso("add", str(path), "--published", f"2022-01-{day}", "--reader", "rules").status == 0
    with Reader.open(tmp_path / "test.ledger") as reader:
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


@pytest.mark.parametrize("at_once", [5, 1000])
def test_the_same_as_of_all_at_once(several: Reader, counted: Counted, at_once: int) -> None:
    listed = list(several.claims())
    whole = stands_of(knowledge(load(several, EVERYTHING)))
    assert all_of(ByStory(several, EVERYTHING, at_once), listed, 2) == {one.claim.id: whole[one.claim.id] for one in listed}
    assert len({stands.story for stands in whole.values()}) == 3 <= len(counted.groups)


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
