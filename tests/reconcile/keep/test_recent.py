from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reconcile.keep.recent import Latest, RecentStories
from sayso.reconcile.stories.index import Features, Memory
from sayso.reconcile.stories.terms import Term

WORDS = st.sets(st.sampled_from("abcdef"), max_size=4).map(sorted)
EACH = 2


def features(number: int, words: list[str]) -> Features:
    return Features(f"r{number:03}", f"2022-01-01T00:00:{number:02}.000000Z", tuple(Term(w, w, 0.5) for w in words))


@settings(deadline=None)
@given(st.lists(WORDS, max_size=15))
def test_who_comes_after_is_answered_as_by_all_that_came(held: list[list[str]]) -> None:
    everything, recent = Memory(), RecentStories(EACH)
    for one in (features(number, words) for number, words in enumerate(held)):
        asked = list("abcdef")
        answer = list(recent.holdings(asked, one.place_in_order, EACH))
        assert answer == list(everything.holdings(asked, one.place_in_order, EACH))
        reports = sorted({holding.report for holding in answer})
        assert recent.members(reports) == everything.members(reports)
        everything.add(one, f"story {one.report}")
        recent.add(one, f"story {one.report}")


def test_what_is_among_the_latest_of_nothing_any_more_is_let_go() -> None:
    latest: Latest[str, str, str] = Latest(3, str)
    for number in range(100):
        latest.add(f"r{number}", "whole", [(key, f"r{number}") for key in ("in all", f"in every tenth {number % 10}")])
    assert set(latest.whole) == {f"r{number}" for number in range(70, 100)}
    latest.add("none", "whole", [])
    assert "none" not in latest.whole
