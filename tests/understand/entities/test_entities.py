"""Names with their types, exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.understand.entities.layer import entities
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from tests.understand.reports_for_tests import report_of

CASES: dict[str, tuple[str, set[tuple[str, str]]]] = {
    "a title is no part of the name": ("On Monday President Ana Lopez left.", {("Monday", "DATE"), ("Ana Lopez", "PER")}),
    "a body by its last word": (
        "The Ministry of Health and the Health Ministry spoke.",
        {("Ministry of Health", "ORG"), ("Health Ministry", "ORG")},
    ),
    "small words inside": ("We met Maria von der Berg there.", {("Maria von der Berg", "PER")}),
    "a body before a title": (
        "We heard Berin Commission President Maria Berg.",
        {("Berin Commission", "ORG"), ("Maria Berg", "PER")},
    ),
    "a people before a name": ("We heard German Chancellor Maria Berg.", {("German", "NORP"), ("Maria Berg", "PER")}),
    "a listed country of two words": ("He flew to Saudi Arabia.", {("Saudi Arabia", "LOC")}),
    "a place after a preposition": ("They live in Berin now.", {("Berin", "LOC")}),
    "a site": ("It hit the Central Airport at night.", {("Central Airport", "FAC")}),
    "capitals": ("The new IMF plan failed.", {("IMF", "ORG")}),
    "money": ("It cost $ 3 million and 40 euros.", {("$ 3 million", "MONEY"), ("40 euros", "MONEY")}),
    "a date": ("It began on 7 January 2022 and ended in May.", {("7 January 2022", "DATE"), ("May", "DATE")}),
    "a common word at the head": ("Fuel is dear.", set()),
    "last name of a person named before": ("We met Ana Lopez. Then Lopez left.", {("Ana Lopez", "PER"), ("Lopez", "PER")}),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_entities(text: str, wanted: set[tuple[str, str]]) -> None:
    assert {(e.span.of(text), str(e.type)) for e in run((sentences, entities), report_of(text)).entities} == wanted


@given(st.text(alphabet=st.sampled_from("Ab c.,$1-’ MmPD\n20of"), max_size=120))
def test_in_order_and_apart(text: str) -> None:
    report = report_of(text or "x")
    end = -1
    for entity in run((sentences, entities), report).entities:
        assert entity.span.start >= end and entity.span.of(report.text).strip() == entity.span.of(report.text) != ""
        end = entity.span.end


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    run((sentences, entities), report_of(text or "x"))
