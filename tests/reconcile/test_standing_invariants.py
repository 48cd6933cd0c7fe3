"""What holds of standing whatever is told: order does not matter, ids stay, and nothing is known before it is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reconcile import bounds, value_rules
from sayso.reconcile.algebra import Between, Told, between
from sayso.reconcile.links import links
from sayso.reconcile.standing import BY_PERSON, Word, value_standings
from sayso.reconcile.telling import Telling
from sayso.types import Verdict
from sayso.vocabulary import Status, Verdicts
from tests.reconcile.test_standing import of, series_standing, told

WHO = (None, "ministry", "police", "hospital")
SAID = st.tuples(
    st.integers(1, 9), st.sampled_from((5, 7, 12)), st.sampled_from(WHO), st.sampled_from(("", "back", "note", "denied"))
)
RULE = {"back": "certainty.taken_back", "note": "certainty.correction"}
STATUS = {"": Status.ASSERTED, "back": Status.RETRACTED, "note": Status.RETRACTED, "denied": Status.DENIED}


def telling(n: int, day: int, number: int, who: str | None, how: str) -> Telling:
    return told(f"r{n}", f"2022-01-0{day}", number, who, status=STATUS[how], rule=RULE.get(how), outlet=f"o{n % 3}")


@st.composite
def tolls(draw: st.DrawFn) -> Sequence[Telling]:
    said = draw(st.lists(SAID, min_size=1, max_size=9))
    made = [telling(n, *one) for n, one in enumerate(said)]
    return sorted(made, key=lambda t: (t.carrier.place_in_order, t.claim.id))


@given(tolls(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_tellings_are_given_does_not_matter(made: Sequence[Telling], random: st.DataObject) -> None:
    other = list(made)
    random.shuffle(other)  # type: ignore[attr-defined]
    wanted, found = of(*made), of(*other)
    assert value_standings(found) == value_standings(wanted)
    assert series_standing("s", found) == series_standing("s", wanted)
    assert links(found) == links(wanted)


@given(tolls())
@settings(max_examples=60, deadline=None)
def test_nothing_stands_otherwise_for_what_is_told_later(made: Sequence[Telling]) -> None:
    """Every value of a prefix is a value of the whole; what takes back is always among what was told by then."""
    for n in range(1, len(made)):
        early = of(*made[:n])
        assert {v.id for v in early} <= {v.id for v in of(*made)}
        acts = any(t.claim.status is Status.RETRACTED for t in made[:n])
        assert acts or Word.RETRACTED not in {one.word for one in value_standings(early).values()}


@given(tolls())
@settings(max_examples=60, deadline=None)
def test_links_are_of_claims_that_are_told_and_no_more_than_a_few_a_telling(made: Sequence[Telling]) -> None:
    found, ids = links(of(*made)), {t.claim.id for t in made}
    assert all(one.claim in ids and one.of in ids and one.claim != one.of and one.because for one in found)
    assert len({one.id for one in found}) == len(found)


def test_a_hundred_reports_of_one_retraction_are_a_hundred_links() -> None:
    first = [told(f"a{n}", "2022-01-01", 164, who) for n, who in enumerate(("ministry", None))]
    acts = [
        told(f"b{n}", f"2022-02-{n % 28 + 1:02}", 164, None, status=Status.RETRACTED, rule=RULE["back"]) for n in range(100)
    ]
    assert len([one for one in links(of(*first, *acts)) if one.kind == "denies"]) <= len(acts) + len(first)


@given(st.lists(st.sampled_from(list(BY_PERSON)), min_size=1, max_size=5))
def test_persons_outrank_the_rules_and_stay_side_by_side(words: Sequence[Verdicts]) -> None:
    (value,) = of(told("a", "2022-01-01", 5, "ministry"))
    said = [
        Verdict(value.id, word, "seen it", f"reviewer {n}", datetime(2022, 1, 2, n, tzinfo=UTC), "")
        for n, word in enumerate(words)
    ]
    stands = value_standings([value], {value.id: said})[value.id]
    assert stands.by_rules is Word.SINGLE
    assert [v.verdict for v in stands.by_person] == list(words)
    assert stands.word is (BY_PERSON[words[0]] if len(set(words)) == 1 else Word.CONTESTED)
    assert "by the rules single: only ministry says so" in stands.because


def test_a_long_line_takes_time_in_proportion() -> None:
    """Each of two thousand values is compared with a few, not with each other: counted in comparisons, not in seconds."""
    counted = {n: _comparisons(n) for n in (100, 400)}
    assert counted[400] <= 6 * counted[100]


def _comparisons(number: int) -> int:
    days = [f"{2020 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(number)]
    found = of(*(told(f"r{n}", day, 5 + n, WHO[1 + n % 3]) for n, day in enumerate(days)))
    seen: list[Told] = []

    def counting(a: Told, b: Told) -> Between:
        seen.append(a)
        return between(a, b)

    with pytest.MonkeyPatch.context() as patched:
        for module in (value_rules, bounds):
            patched.setattr(module, "between", counting)
        series_standing("s", found)
    return len(seen)
