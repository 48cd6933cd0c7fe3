"""What is taken back, corrected or denied: by whom, on which day, and how far it reaches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reconcile.standing import Word, value_standings
from sayso.reconcile.telling import Telling
from sayso.reconcile.undone import How, taken_back, undone
from sayso.reconcile.values import Value
from sayso.reconcile.withdrawn_parts import parts, withdrawn_totals
from sayso.types import Evidence, Span, When
from sayso.vocabulary import Relation, Scope, Status, TimePrecision
from tests.reconcile.test_standing import of, told

TAKEN_BACK = "certainty.taken_back"
NOTE = "certainty.correction"


def back(name: str, day: str, number: int, who: str | None = None) -> Telling:
    return told(name, day, number, who, status=Status.RETRACTED, rule=TAKEN_BACK)


def note(name: str, day: str, number: int, outlet: str) -> Telling:
    return told(name, day, number, None, status=Status.RETRACTED, rule=NOTE, outlet=outlet)


def copy(telling: Telling, like: Telling) -> Telling:
    return replace(telling, carrier=replace(telling.carrier, copy=like.carrier.copy))


def page(telling: Telling, url: str, outlet: str = "Wire") -> Telling:
    return replace(telling, carrier=replace(telling.carrier, url=url, outlet=outlet))


def in_so_many_words(telling: Telling, day: str) -> Telling:
    said = When(day, day, TimePrecision.DAY, "on that day")
    return replace(telling, claim=replace(telling.claim, said=said))


def gone(values: tuple[Value, ...]) -> set[tuple[str, int | None, str | None]]:
    back_ = taken_back(undone(values))
    return {(v.origin.key, v.figure.low, v.day) for v in values if v.id in back_}


FIRST = told("a", "2022-01-09", 164, "health")
OF_GROVE = note("b", "2022-01-08", 26, "Grove")
CASES = {
    "by the origin itself": ((FIRST, back("b", "2022-01-10", 164, "health")), {("health", 164, "2022-01-09")}),
    "by an office that counted nothing": ((FIRST, back("b", "2022-01-10", 164, "cabinet")), {("health", 164, "2022-01-09")}),
    "as a report tells that names nobody": ((FIRST, back("b", "2022-01-10", 164)), {("health", 164, "2022-01-09")}),
    "another number": ((FIRST, back("b", "2022-01-10", 165, "health")), set()),
    "a repeat in a report's own voice goes with it": (
        (FIRST, told("c", "2022-01-09", 164, None), back("b", "2022-01-10", 164, "health")),
        {("health", 164, "2022-01-09"), ("outlet/c", 164, "2022-01-09")},
    ),
    "a late report of it goes with it": (
        (FIRST, back("b", "2022-01-10", 164, "cabinet"), told("z", "2022-08-31", 164, "health")),
        {("health", 164, "2022-01-09"), ("health", 164, "2022-08-31")},
    ),
    "another that counted the same stays": (
        (FIRST, told("c", "2022-01-09", 164, "hospital"), back("b", "2022-01-10", 164, "health")),
        {("health", 164, "2022-01-09")},
    ),
    "another that counts the same later stays": (
        (FIRST, back("b", "2022-01-10", 164, "health"), told("c", "2022-01-12", 164, "hospital")),
        {("health", 164, "2022-01-09")},
    ),
    "given anew in so many words": (
        (FIRST, back("b", "2022-01-10", 164), in_so_many_words(told("c", "2022-01-12", 164, "health"), "2022-01-12")),
        {("health", 164, "2022-01-09")},
    ),
    "a page's note, for that outlet": (
        (told("a", "2022-01-07", 26, "ministry", outlet="Grove"), note("b", "2022-01-08", 26, "Grove")),
        {("ministry", 26, "2022-01-07")},
    ),
    "a page's note, not for another outlet": (
        (told("a", "2022-01-07", 26, "ministry", outlet="Wire"), note("b", "2022-01-08", 26, "Grove")),
        set(),
    ),
    "a note, for copies": (
        (copy(told("a", "2022-01-07", 26, "ministry"), OF_GROVE), OF_GROVE),
        {("ministry", 26, "2022-01-07")},
    ),
    "a denial takes nothing back": (
        (FIRST, told("b", "2022-01-10", 164, "army", status=Status.DENIED)),
        set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_how_far_it_reaches(case: str) -> None:
    tellings, wanted = CASES[case]
    assert gone(of(*tellings)) == wanted


def test_day_doer_and_claim() -> None:
    found = of(
        FIRST, back("c", "2022-01-10", 164), back("b", "2022-01-10", 164, "cabinet"), back("d", "2022-01-15", 164, "health")
    )
    (first,) = taken_back(undone(found)).values()
    assert (first.how, first.day, first.by.origin.key, first.claim) == (How.TAKEN_BACK, "2022-01-10", "cabinet", "cb-0")
    stands = value_standings(found)
    sentences = {v.day: stands[v.id].sentence for v in found if v.is_given}
    assert sentences == {"2022-01-09": "retracted: taken back on 10 January 2022 by cabinet"}


URL = "https://wire.example.invalid/news/1"


def test_a_page_that_lowers_its_number_had_it_wrong() -> None:
    wrong, right = (
        page(told("a", "2022-01-07", 26, "ministry"), URL),
        page(told("b", "2022-01-07", 18, "ministry"), URL + "?utm_source=x"),
    )
    (one,) = undone(of(wrong, right))
    assert (one.value.figure.low, one.how, one.claim) == (26, How.CORRECTED, "cb-0")
    elsewhere = page(told("c", "2022-01-07", 26, "ministry"), "https://grove.example.invalid/2", "Grove")
    assert not taken_back(undone(of(wrong, right, elsewhere)))


@pytest.mark.parametrize(
    ("number", "day", "who", "url"),
    [
        (30, "2022-01-07", "ministry", URL),  # a toll that has grown on a page kept up to date
        (18, "2022-01-08", "ministry", URL),  # another day
        (18, "2022-01-07", "hospital", URL),  # another teller
        (18, "2022-01-07", "ministry", "https://wire.example.invalid/news/2"),  # another page
    ],
)
def test_what_a_newer_version_does_not_correct(number: int, day: str, who: str, url: str) -> None:
    first, second = page(told("a", "2022-01-07", 26, "ministry"), URL), page(told("b", day, number, who), url)
    assert undone(of(first, second)) == ()


def test_a_page_that_keeps_both_numbers_corrects_nothing() -> None:
    first, second = page(told("a", "2022-01-07", 26, "ministry"), URL), page(told("b", "2022-01-07", 18, "ministry"), URL)
    kept = replace(first, carrier=second.carrier, claim=replace(first.claim, id="cb-1"))
    assert undone(of(first, second, kept)) == ()


def test_nothing_is_taken_back_before_it_is() -> None:
    tellings = (FIRST, told("c", "2022-01-09", 164, None), back("d", "2022-01-10", 164, "cabinet"))
    words = [{value_standings(of(*tellings[:n]))[v.id].word for v in of(*tellings[:n])} for n in (1, 2, 3)]
    assert [Word.RETRACTED in some for some in words] == [False, False, True]


def test_parts_fall_with_their_total_and_nothing_else_does() -> None:
    sentence, other = FIRST.claim.evidence, replace(FIRST.claim.evidence, span=Span(90, 99))
    totals = of(FIRST, back("b", "2022-01-10", 164, "health"))
    withdrawn = withdrawn_totals([totals])
    part = _beside(told("a", "2022-01-09", 3, "health"), sentence, Scope.SUBSET)
    again = told("z", "2022-02-01", 3, "health")
    assert set(parts(of(part, again), withdrawn).values()) == {"told as part of 164, taken back on 10 January 2022"}
    assert len(parts(of(part, again), withdrawn)) == 2
    for stays in (
        _beside(told("a", "2022-01-09", 3, "health"), sentence, Scope.TOTAL),
        _beside(told("a", "2022-01-09", 3, "health"), other, Scope.SUBSET),
        _beside(told("a", "2022-01-09", 3, "hospital"), sentence, Scope.SUBSET),
    ):
        assert parts(of(stays), withdrawn) == {}


def _beside(telling: Telling, evidence: Evidence, scope: Scope) -> Telling:
    assert telling.claim.figure
    figure = replace(telling.claim.figure, scope=scope)
    return replace(telling, claim=replace(telling.claim, id=f"{telling.claim.id}+", evidence=evidence, figure=figure))


def test_who_denies_a_number_denies_it_whatever_the_words_around_it() -> None:
    said = told("a", "2022-01-07", 106, "amnesty", relation=Relation.AT_LEAST)
    denial = told("b", "2022-01-08", 106, "judiciary", status=Status.DENIED)
    found = of(said, denial)
    [one] = undone(found)
    assert (one.how, one.value.figure.relation) == (How.DENIED, Relation.AT_LEAST)
    assert {value_standings(found)[v.id].word for v in found if v.is_given} == {Word.DENIED}
    assert not undone(of(said, told("b", "2022-01-08", 107, "judiciary", status=Status.DENIED)))
