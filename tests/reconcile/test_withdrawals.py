"""What was taken back: after a verdict and its withdrawal everything stands as before them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.withdrawals import that_stand
from sayso.types import Verdict
from sayso.vocabulary import Verdicts

START = datetime(2024, 1, 1, tzinfo=UTC)
ANY = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(list(Verdicts))), max_size=12)


def log(said: list[tuple[str, Verdicts]]) -> tuple[Verdict, ...]:
    return tuple(
        Verdict("v1", word, f"reason {n}", who, START + timedelta(minutes=n), "") for n, (who, word) in enumerate(said)
    )


def words(said: list[tuple[str, Verdicts]]) -> list[tuple[str, Verdicts]]:
    return [(v.reviewer, v.verdict) for v in that_stand(log(said))]


CONFIRM, REFUTE, BACK = Verdicts.CONFIRM, Verdicts.REFUTE, Verdicts.WITHDRAW
CASES: tuple[tuple[list[tuple[str, Verdicts]], list[tuple[str, Verdicts]]], ...] = (
    ([], []),
    ([("A", BACK)], []),
    ([("A", CONFIRM), ("A", BACK)], []),
    ([("A", CONFIRM), ("A", REFUTE), ("A", BACK)], [("A", CONFIRM)]),
    ([("A", CONFIRM), ("A", REFUTE), ("A", BACK), ("A", BACK)], []),
    ([("A", CONFIRM), ("B", REFUTE), ("A", BACK)], [("B", REFUTE)]),
    ([("A", CONFIRM), ("B", BACK)], [("A", CONFIRM)]),
)


def test_cases() -> None:
    for said, stands in CASES:
        assert words(said) == stands, said


@given(ANY, st.sampled_from("ABC"), st.sampled_from([w for w in Verdicts if w is not BACK]))
def test_a_verdict_and_its_withdrawal_are_as_if_nothing_had_been_said(
    before: list[tuple[str, Verdicts]], who: str, word: Verdicts
) -> None:
    assert words([*before, (who, word), (who, BACK)]) == words(before)


@given(ANY)
def test_others_are_not_touched(said: list[tuple[str, Verdicts]]) -> None:
    for who in "ABC":
        alone = [one for one in said if one[0] == who]
        assert [one for one in words(said) if one[0] == who] == words(alone)
