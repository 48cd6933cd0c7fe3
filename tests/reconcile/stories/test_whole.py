"""The law of the house: as of any moment is the whole, restricted; and the order of giving does not matter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reconcile.stories.assign import story_id
from sayso.reconcile.stories.choice import BEST, NEAR_ENOUGH
from sayso.reconcile.stories.index import Features
from sayso.reconcile.stories.whole import recompute_from, stories
from tests.reconcile.stories.made import DAM, FERRY, features, two_stories

WORDS = ("ferry", "dam", "divers", "wreck", "Marovo", "Telsk", "storm", "captain", "police", "harbour", "strike", "budget")


@st.composite
def many(draw: st.DrawFn) -> list[Features]:
    """Reports on a few days, some without a date, of few words, so that they share them in all ways."""
    sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
    rows = draw(st.lists(st.tuples(sentence, sentence, st.none() | st.integers(1, 28)), max_size=14))
    return [features(f"r{n}", title, body, day) for n, (title, body, day) in enumerate(rows)]


@settings(deadline=None)
@given(many(), st.randoms(use_true_random=False))
def test_the_order_of_giving_does_not_matter(made: list[Features], random: object) -> None:
    mixed = list(made)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert stories(mixed) == stories(made)


@settings(deadline=None)
@given(many(), st.integers(0, 14))
def test_as_of_is_the_whole_without_what_came_later(made: list[Features], count: int) -> None:
    known = sorted(made, key=lambda f: f.place_in_order)[:count]
    whole = stories(made)
    assert stories(known) == {one.report: whole[one.report] for one in known}


@settings(deadline=None)
@given(many(), st.integers(0, 13))
def test_a_late_report_changes_nothing_before_its_place(made: list[Features], number: int) -> None:
    whole = stories(made)
    if number >= len(made):
        return
    late = made[number]
    stored = {id: placed.story for id, placed in stories(one for one in made if one is not late).items()}
    redone = recompute_from(late.place_in_order, made, stored)
    assert redone == {one.report: whole[one.report] for one in made if one.place_in_order >= late.place_in_order}


@settings(deadline=None)
@given(many())
def test_a_story_is_named_after_its_first_report(made: list[Features]) -> None:
    placed = stories(made)
    first: dict[str, str] = {}
    for one in placed.values():
        assert one.story == story_id(first.setdefault(one.story, one.report))
        assert (one.report == first[one.story]) == one.because.startswith("the first of its story")


def test_two_events_are_two_stories() -> None:
    placed = stories(two_stories())
    assert {id: one.story for id, one in placed.items()} == {
        "rf0": "sf0",
        "rf1": "sf0",
        "rf2": "sf0",
        "rd0": "sd0",
        "rd1": "sd0",
    }


def test_a_story_goes_on_after_300_days() -> None:
    later = features(
        "rz", "Inquiry into Marovo ferry ends", "The ferry that sank off Marovo had no radio, says the inquiry.", 20, 12
    )
    assert stories([*two_stories(), later])["rz"].story == "sf0"


def test_a_copy_goes_where_its_text_is() -> None:
    assert stories([*two_stories(), features("rz", *DAM[0], 20)])["rz"].story == "sd0"


def test_a_reprint_under_another_headline() -> None:
    assert stories([*two_stories(), features("rz", "Latest news", FERRY[0][1], 20)])["rz"].story == "sf0"


def test_one_report_on_two_places_does_not_join_what_it_only_mentions() -> None:
    other = features("rz", "Budget passes parliament", "Parliament passed the budget. A ferry also made news.", 9)
    assert stories([*two_stories(), other])["rz"].story == "sz"


def test_a_short_report_joins_the_story_that_fills_the_news() -> None:
    """Two stories ran side by side for weeks after one short report on the same unrest had founded the second."""
    short = (
        "Navy adds two boats",
        "The navy sent two boats for the missing passengers of the ferry, an officer said at the harbour.",
    )
    running = [features(f"rf{n}{m}", *row, m + 1) for n, row in enumerate(FERRY) for m in range(2)]
    alone = stories([running[0], features("rz", *short, 3)])["rz"]
    among = stories([*running, features("rz", *short, 3)])["rz"]
    months_later = stories([*running, features("rz", *short, 3, 9)])["rz"]
    assert (alone.story, months_later.story) == ("sz", "sz")
    assert among.nearness < NEAR_ENOUGH
    assert among.story == "sf00"


def test_why() -> None:
    placed = stories(two_stories())
    assert placed["rf0"].because == "the first of its story: shares nothing with an earlier report"
    assert placed["rf2"].because.startswith("shares “ferry”, ")
    assert f"with {BEST - 1} reports since 1 March 2023 (alike 0." in placed["rf2"].because
