"""Claims in words."""

import pytest

from sayso.show.words import amount, counted, sureness, tellers, what
from sayso.types import OWN_VOICE, Attribution, Figure, Maker, Source, Span
from sayso.vocabulary import Manner, Relation, SourceKind, Status, Verification
from tests.claims_for_tests import event_claim, figure_claim, report

AMOUNTS = [
    (6, 6, Relation.EXACT, None, "6"),
    (3700, None, Relation.MORE_THAN, None, "more than 3,700"),
    (18, None, Relation.AT_LEAST, None, "at least 18"),
    (2500, 2500, Relation.ABOUT, None, "about 2,500"),
    (None, 32, Relation.UP_TO, None, "up to 32"),
    (None, 10, Relation.FEWER_THAN, None, "fewer than 10"),
    (5, 7, Relation.RANGE, None, "5–7"),
    (None, None, Relation.VAGUE, "dozens", "dozens"),
]


@pytest.mark.parametrize(("low", "high", "relation", "vague", "wanted"), AMOUNTS)
def test_amount(low: int | None, high: int | None, relation: Relation, vague: str | None, wanted: str) -> None:
    assert amount(Figure(low, high, relation, Span(0, 1), vague)) == wanted


COUNTED = [
    (None, Relation.VAGUE, "dozens", "people", "dozens of people"),
    (None, Relation.VAGUE, "several", "men", "several men"),
    (3, Relation.EXACT, None, "them", "3 of them"),
    (3, Relation.EXACT, None, None, "3"),
]


@pytest.mark.parametrize(("number", "relation", "vague", "population", "wanted"), COUNTED)
def test_counted(number: int | None, relation: Relation, vague: str | None, population: str | None, wanted: str) -> None:
    assert counted(Figure(number, number, relation, Span(0, 1), vague, population)) == wanted


def test_what_a_claim_is_about() -> None:
    of = report()
    assert what(figure_claim(of)) == "more than 40 protesters"
    assert what(event_claim(of)) == "Police"
    assert what(event_claim(of, actor=None)) == ""
    assert what(event_claim(of, kind="cause", cause="prices", effect="unrest")) == "prices → unrest"


def test_who_told_it() -> None:
    of = report()
    assert tellers(figure_claim(of).attribution) == "the ministry [Interior Ministry]"
    assert tellers(OWN_VOICE) == "the report itself"
    assert tellers(Attribution(manner=Manner.INDIRECT)) == "not named"
    assert tellers(Attribution(manner=Manner.CAPTION)) == "caption"
    chain = (Source("local media", SourceKind.MEDIA, None), Source("an agency", SourceKind.AGENCY, None))
    assert tellers(Attribution(chain, Manner.INDIRECT)) == "local media ‹ an agency"


def test_how_sure() -> None:
    of = report()
    assert sureness(figure_claim(of)) == ""
    model = Maker("model", "0+test")
    assert sureness(figure_claim(of, confidence=0.49, maker=model)) == "reader unsure"
    assert sureness(figure_claim(of, confidence=0.5, maker=model)) == ""
    assert sureness(figure_claim(of, confidence=0.49)) == ""  # a rule's score is no share
    doubtful = figure_claim(of, status=Status.FEARED, verification=Verification.UNVERIFIABLE)
    assert sureness(doubtful) == "feared, unverifiable"
