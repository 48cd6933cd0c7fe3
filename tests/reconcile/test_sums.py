"""Sums of parts: only of what a sentence lists side by side without a total, and marked as a sum."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sayso.reconcile.sums import RULE, sums
from sayso.reconcile.telling import Telling
from sayso.types import Figure, Span
from sayso.vocabulary import PopulationKind, Relation, Scope
from tests.reconcile.test_standing import told

KINDS = {
    "children": PopulationKind.CHILDREN,
    "officers": PopulationKind.SECURITY,
    "rebels": PopulationKind.MILITANTS,
}


def listed(sentence: str, teller: str = "ministry", relation: Relation = Relation.EXACT) -> list[Telling]:
    """A telling for each "5 men" of the sentence."""
    made = []
    for found in re.finditer(r"(\d+) (\w+)", sentence):
        number, noun = int(found[1]), found[2]
        kind = KINDS.get(noun, PopulationKind.PEOPLE)
        figure = Figure(number, number, relation, Span(*found.span()), population=noun, population_kind=kind)
        one = told("a", "2022-01-07", number, teller)
        evidence = replace(one.claim.evidence, text=sentence, span=Span(0, len(sentence)))
        made.append(replace(one, claim=replace(one.claim, id=f"c{teller}{number}{noun}", figure=figure, evidence=evidence)))
    return made


def test_a_list_without_a_total_has_a_sum_that_is_marked_as_one() -> None:
    [one] = sums(listed("The flood killed 5 men, 6 women and 3 children."))
    assert (one.number, one.rule) == (14, RULE)
    assert one.text == "14 is a sum of parts, told by nobody: 5 men, 6 women, 3 children (ministry)"


@pytest.mark.parametrize(
    "sentence",
    [
        "The flood killed 14 people: 5 men, 6 women and 3 children.",  # a total is told
        "The flood killed 5 men. It killed 6 women who came later.",  # not side by side
        "The flood killed 5 men.",
        "The fight killed 4 officers and 9 rebels.",  # two sides
        "The flood killed 5 men and 6 men.",  # the same people, perhaps
    ],
)
def test_there_is_none_where(sentence: str) -> None:
    assert not sums(listed(sentence))


def test_no_bound_no_subset_and_no_two_tellers_are_added() -> None:
    text = "The flood killed 5 men and 6 women."
    assert not sums(listed(text, relation=Relation.AT_LEAST))
    one, other = listed(text)
    assert one.claim.figure
    part = replace(one, claim=replace(one.claim, figure=replace(one.claim.figure, scope=Scope.SUBSET)))
    assert not sums([part, other])
    assert not sums([one, listed(text, "hospital")[1]])


def test_what_two_reports_list_alike_is_one_sum() -> None:
    text = "The flood killed 5 men and 6 women."
    first = listed(text)
    second = [replace(t, carrier=replace(t.carrier, id="rb"), claim=replace(t.claim, id=f"{t.claim.id}b")) for t in first]
    assert len(sums([*first, *second])) == 1
