from __future__ import annotations

from sayso.reconcile.stories.summary import Summary, summaries
from sayso.reconcile.stories.whole import stories
from sayso.reconcile.telling import Carrier
from tests.reconcile.stories.made import DAM, FERRY, two_stories

TITLES = {f"rf{n}": title for n, (title, _) in enumerate(FERRY)} | {f"rd{n}": title for n, (title, _) in enumerate(DAM)}


def summed() -> tuple[Summary, ...]:
    made, placed = two_stories(), stories(two_stories())
    carriers = [
        Carrier(
            f.report, f.report, "Wire" if f.report != "rf1" else "Post", None, TITLES[f.report], None, None, None, f.known_by,
            story=placed[f.report].story, copy="rf0" if f.report == "rf2" else f.report,
        )
        for f in made
    ]  # fmt: skip
    return summaries(reversed(carriers), {f.report: f.terms for f in made})


def test_each_story_is_summed_up_the_latest_first() -> None:
    ferry, dam = summed()
    assert (ferry.id, ferry.reports, ferry.first, ferry.last) == ("sf0", ("rf0", "rf1", "rf2"), "2023-03-01", "2023-03-05")
    assert (ferry.outlets, ferry.copy_groups) == (("Wire", "Post"), 2)
    assert (dam.id, dam.reports) == ("sd0", ("rd0", "rd1"))


def test_the_title_is_one_of_its_headlines() -> None:
    ferry, dam = summed()
    assert ferry.title == "Divers find ferry wreck near Marovo"
    assert dam.title in dict(DAM)


def test_a_story_without_headline_or_date_has_a_name_all_the_same() -> None:
    bare = Carrier("r1", "page-1", None, None, None, None, None, None, None, story="s1")
    (found,) = summaries([bare], {})
    assert (found.title, found.first, found.outlets, found.copy_groups) == ("page-1", None, ("page-1",), 1)


def test_no_reports_no_stories() -> None:
    assert summaries([], {}) == ()
