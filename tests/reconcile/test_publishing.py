"""The line that may be published: never a number without its teller and its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bench.contradictions import line
from sayso.reconcile.series_view import series_view
from sayso.reconcile.telling import Telling
from sayso.types import Verdict
from sayso.vocabulary import PopulationKind, Relation, SourceKind, Status, Verdicts, Verification
from tests.reconcile.test_standing import told


def published(*tellings: Telling, verdicts: Sequence[Verdict] = (), **series: object) -> str:
    made = replace(line("s", tellings), **series)  # type: ignore[arg-type]
    return series_view(made, {v.subject: (v,) for v in verdicts}).to_publish


def known(telling: Telling, name: str, kind: SourceKind = SourceKind.GOVERNMENT) -> Telling:
    return replace(telling, origin=replace(telling.origin, name=name, kind=kind))


def test_who_says_so_and_that_nobody_checked() -> None:
    one = known(told("a", "2022-01-07", 18, "x", relation=Relation.AT_LEAST), "Interior Ministry")
    assert published(one, population_kind=PopulationKind.SECURITY, area="Valdoria") == (
        "At least 18 security officers have been killed in Valdoria as of 7 January 2022, according to the Interior Ministry; "
        "not independently verified."
    )


def test_one_person_has() -> None:
    one = known(told("a", "2022-01-07", 1, "x"), "Ada Berg")
    assert published(one).startswith("1 person has been killed as of 7 January 2022, according to Ada Berg;")


def test_officials_whom_nobody_names() -> None:
    one = known(told("a", "2022-01-07", 18, None), "not told (a)", SourceKind.OFFICIAL_UNNAMED)
    assert "according to official information" in published(one)


def test_the_words_of_the_reports_are_kept() -> None:
    one = told("a", "2022-01-07", 26, "x")
    assert published(one, population_kind=PopulationKind.DEMONSTRATORS, population="rioters").startswith("26 rioters have been")


def test_acts_are_no_people() -> None:
    one = told("a", "2022-01-07", 3700, "x")
    assert published(one, kind="arrested", acts=True).startswith("3,700 arrests have been made")


def test_two_that_agree_and_two_that_differ() -> None:
    first = told("a", "2022-01-07", 18, "police")
    assert "according to a hospital and the police" in published(first, told("b", "2022-01-07", 18, "hospital"))
    apart = published(first, told("b", "2022-01-07", 25, "hospital"))
    assert apart == (
        "Origins differ for 7 January 2022 on how many people have been killed: the police 18; a hospital 25; "
        "not independently verified."
    )


def test_those_that_one_number_satisfies_do_not_differ() -> None:
    at_least = known(told("b", "2022-01-07", 50, "embassy", relation=Relation.AT_LEAST), "Embassy")
    assert published(told("a", "2022-01-07", 50, "police"), at_least).startswith(
        "50 people have been killed as of 7 January 2022"
    )
    nobody = published(told("a", "2022-01-07", 5, None), told("b", "2022-01-07", 5, None))
    assert nobody == "5 people have been killed as of 7 January 2022, b reports; not independently verified."


def test_private_persons_are_called_by_their_role() -> None:
    assert "according to a witness;" in published(told("a", "2022-01-07", 5, "witness"))
    assert "according to the family;" in published(told("a", "2022-01-07", 5, "family"))


def test_what_was_taken_back_is_not_published() -> None:
    back = told("b", "2022-01-08", 18, "police", status=Status.RETRACTED, rule="certainty.taken_back")
    assert published(told("a", "2022-01-07", 18, "police"), back) == "No number stands."


def test_a_denial_is_told_with_the_number() -> None:
    denial = told("b", "2022-01-08", 18, "army", status=Status.DENIED)
    assert "denied: army denied it on 8 January 2022" in published(told("a", "2022-01-07", 18, "rebels"), denial)


@pytest.mark.parametrize(
    ("word", "end"), [(Verdicts.CONFIRM, "confirmed by a reviewer."), (Verdicts.UNVERIFIABLE, "not independently verified.")]
)
def test_a_persons_word(word: Verdicts, end: str) -> None:
    one = told("a", "2022-01-07", 18, "police")
    said = Verdict(one.claim.id, word, "seen the list", "Ada", datetime(2022, 1, 8, tzinfo=UTC), "")
    assert published(one, verdicts=[said]).endswith(end)


def test_what_a_report_verified() -> None:
    one = told("a", "2022-01-07", 18, "police")
    checked = replace(one, claim=replace(one.claim, verification=Verification.VERIFIED, verified_by="The Wire"))
    assert published(checked).endswith("verified by The Wire.")


def test_a_part_is_never_told_as_if_it_were_all() -> None:
    one = known(told("a", "2022-01-07", 6, "x"), "Ada Berg")
    assert published(one, part="6 of them").startswith("6 people (a part of a greater number) have been killed as of")
    assert published(one, part="in hospital").startswith("6 people (in hospital) have been killed as of")
    assert published(one, noun="woman", population="women").startswith("6 women have been killed as of")
    assert published(one, population="victims").startswith("6 people have been killed as of")
