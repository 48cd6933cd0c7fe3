from __future__ import annotations

from sayso.reconcile.stories.index import Memory
from tests.reconcile.stories.made import two_stories


def test_only_the_latest_before_a_place_are_given() -> None:
    made = two_stories()
    index = Memory()
    for one in reversed(made):
        index.add(one, "s")
    ferry = sorted((one for one in made if one.report.startswith("rf")), key=lambda f: f.place_in_order)
    assert [h.report for h in index.holdings(["ferry"], ferry[2].place_in_order, 50)] == ["rf0", "rf1"]
    assert [h.report for h in index.holdings(["ferry"], ferry[2].place_in_order, 1)] == ["rf1"]
    assert list(index.holdings(["ferry", "no-such"], ferry[0].place_in_order, 50)) == []


def test_undated_reports_stand_before_all_dated_ones() -> None:
    one = two_stories()[0]
    assert one.place_in_order > ("", "r9")
