"""A sentence is quoted letter for letter; of one that is too long for a page, the part with the number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.show.situation_report.limits import SENTENCE
from sayso.show.situation_report.quoting import OMITTED, quoted
from sayso.types import OWN_VOICE, Claim, Evidence, Span
from sayso.vocabulary import BlockKind
from tests.ledger.by_hand import claim, report


def long(before: int, after: int) -> Claim:
    """A claim whose number stands so many characters into its sentence."""
    made = claim(report("Some words."), 0)
    text = "a" * before + " 12 people " + "b" * after
    assert made.figure
    figure = replace(made.figure, span=Span(before + 1, before + 10))
    return replace(
        made, figure=figure, evidence=Evidence(BlockKind.BODY, Span(0, len(text)), text), because=(), attribution=OWN_VOICE
    )


@pytest.mark.parametrize(("before", "after"), [(0, 10), (0, 20_000), (20_000, 0), (9_000, 9_000), (500, 600)])
def test_the_number_is_always_in_it(before: int, after: int) -> None:
    parts = quoted(long(before, after))
    told = "".join(part.text for part in parts)
    assert len(told) <= SENTENCE + 2 * len(f" {OMITTED}")
    assert [part.text for part in parts if "figure" in part.kinds] == ["12 people"]
    whole = long(before, after).evidence.text
    assert told.replace(f"{OMITTED} ", "").replace(f" {OMITTED}", "") in whole
    assert (OMITTED in told) == (len(whole) > SENTENCE)
