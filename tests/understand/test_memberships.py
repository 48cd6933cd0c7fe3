"""Who belongs to which body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.understand.entities.layer import entities
from sayso.understand.memberships import memberships
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from tests.understand.reports_for_tests import report_of

PIPELINE = (sentences, entities, memberships)
WORDS = [
    *",.",
    "In addition to",
    "Chad",
    "Mali",
    "and",
    "the alliance",
    "includes",
    "a member of",
    "members of",
    "are",
    "Niger",
    "NATO",
]

# sentence, body, members
CASES: dict[str, tuple[str, str, set[str]]] = {
    "includes": ("The alliance includes Chad, Mali and Niger.", "alliance", {"Chad", "Mali", "Niger"}),
    "named earlier": (
        "In addition to Chad and Mali, the alliance also includes Niger and Togo.",
        "alliance",
        {"Chad", "Mali", "Niger", "Togo"},
    ),
    "members are": ("The members of the bloc are Peru and Chile.", "bloc", {"Peru", "Chile"}),
    "a relative clause": ("The bloc, which comprises Peru and Chile, met on Monday.", "bloc", {"Peru", "Chile"}),
    "a member of": ("Norway, a member of NATO, sent a ship.", "NATO", {"Norway"}),
    "are members of": ("Norway and Iceland are members of the alliance.", "alliance", {"Norway", "Iceland"}),
}
NONE = {
    "no body": "The menu includes Chile and Peru on its map.",
    "no names": "The alliance includes several small states.",
    "a person's trade": "He is a member of staff.",
}


@pytest.mark.parametrize(("text", "body", "members"), CASES.values(), ids=CASES)
def test_members(text: str, body: str, members: set[str]) -> None:
    (found,) = run(PIPELINE, report_of(text)).memberships
    assert found.body.of(text) == body
    assert {m.of(text) for m in found.members} == members


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_no_membership(text: str) -> None:
    assert run(PIPELINE, report_of(text)).memberships == ()


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_spans(some: list[str]) -> None:
    report = report_of(" ".join(some) or "x")
    layers = run(PIPELINE, report)
    for found in layers.memberships:
        assert found.members and found.span.holds(found.body)
        assert all(found.span.holds(m) and not m.overlaps(found.body) for m in found.members)
        assert layers.sentences[found.sentence].span.holds(found.span)
