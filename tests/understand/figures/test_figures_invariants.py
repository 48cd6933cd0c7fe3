"""What holds of layer `figures` on any text: exact spans in order, bounds that fit the relation, linear time."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from sayso.understand.figures.layer import figures
from sayso.understand.language import table, words
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from sayso.vocabulary import Group, Relation, kinds
from tests.understand.reports_for_tests import report_of

PIPELINE = (sentences, figures)
NUMBERS = (
    "0",
    "1",
    "12",
    "3,700",
    "2.5",
    "20",
    "000",
    "5-7",
    "two",
    "dozen",
    "hundred",
    "million",
    "half",
    "dozens",
    "99999999999999",
)
NOUNS = (
    "people",
    "man",
    "others",
    "them",
    "arrests",
    "soldiers",
    "Dalits",
    "buses",
    "dead",
    "the",
    "of",
    "and",
    "were",
    "have been",
)
MARKS = (",", ".", "-", "–", ":", "(", ")", "“", "”", "'s", "#", "$", "\n\n", "!")
sayings = st.lists(
    st.sampled_from(
        (
            *NUMBERS,
            *NOUNS,
            *MARKS,
            *table("quantifier_before"),
            *table("figure_kind_verbs_object"),
            *table("figure_kind_states"),
            *table("figure_kind_before"),
        )
    ),
    max_size=25,
).map(" ".join)


@given(st.one_of(sayings, st.text(max_size=80)))
def test_spans_are_exact_and_in_order(text: str) -> None:
    report = report_of(text)
    found = run(PIPELINE, report)
    end = 0
    for mention in found.figures:
        span = mention.figure.span
        assert end <= span.start < span.end <= len(text)
        assert found.sentences[mention.sentence].span.holds(span)
        end = span.start + 1


@given(sayings)
def test_bounds_fit_the_relation(text: str) -> None:
    people = {kind.kind for kind in kinds().values() if kind.group is Group.PEOPLE}
    for mention in run(PIPELINE, report_of(text)).figures:
        low, high, relation = mention.figure.low, mention.figure.high, mention.figure.relation
        assert mention.kind in people
        assert (relation is Relation.VAGUE) == (mention.figure.vague is not None) == (low is None and high is None)
        assert (low is None) == (relation in (Relation.UP_TO, Relation.FEWER_THAN, Relation.VAGUE))
        assert (high is None) == (relation in (Relation.AT_LEAST, Relation.MORE_THAN, Relation.VAGUE))
        assert low is None or high is None or (low < high if relation is Relation.RANGE else low == high)


def test_every_kind_of_the_lists_is_a_kind_of_people() -> None:
    people = {kind.kind for kind in kinds().values() if kind.group is Group.PEOPLE}
    for name in ("verbs_object", "verbs_subject", "states", "before", "counted", "nouns", "premodifiers", "bent"):
        assert set(table(f"figure_kind_{name}").values()) <= people, name
    assert set(table("figure_groups").values()) <= people
    assert words("figure_kind_verbs_attack")


def seconds(text: str) -> float:
    """The best of three runs."""
    report = report_of(text)
    found = run((sentences,), report)
    best = 1.0
    for _ in range(3):
        begun = time.process_time()
        figures.run(report, found)
        best = min(best, time.process_time() - begun)
    return best


def test_time_grows_with_the_length_alone() -> None:
    for piece in (
        "At least 12 people were killed and two of the 30 injured, including a man, ",
        "5 ",
        "a ",
        "over ",
        "killed ",
    ):
        seconds(piece)
        short, long = seconds(piece * 100), seconds(piece * 400)
        assert long < 12 * short + 0.02, piece
