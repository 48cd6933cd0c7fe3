"""Where the layers meet: whole claims of whole sentences, and what holds for the claims of any text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.types import Claim
from sayso.understand.mentions import MOST_CLAIMS
from sayso.understand.rules import Rules
from sayso.vocabulary import BlockKind, Manner, Status
from tests.understand.reports_for_tests import report_of

READ = Rules()


def claims(*paragraphs: str, published: str | None = "2022-01-07", kind: BlockKind = BlockKind.BODY) -> list[Claim]:
    return list(READ(report_of(*paragraphs, published=published, kind=kind)).claims)


def one(kind: str, *paragraphs: str, **report: str) -> Claim:
    [claim] = [c for c in claims(*paragraphs, **report) if c.kind == kind]  # type: ignore[arg-type]
    return claim


def test_a_figure_with_everything() -> None:
    claim = one("arrested", "Police arrested more than 40 protesters in Aktau on Thursday, the Interior Ministry said.")
    assert claim.figure is not None and claim.place is not None and claim.time is not None and claim.said is not None
    assert (claim.figure.low, claim.figure.high) == (40, None)
    assert [s.name for s in claim.attribution.chain] == ["the Interior Ministry"]
    assert (claim.place.name, claim.time.start, claim.said.start) == ("Aktau", "2022-01-06", "2022-01-07")
    assert claim.said.words is None


def test_what_was_said_on_a_day_is_not_what_happened_on_it() -> None:
    claim = one("killed", "On Friday, the broadcaster reported that nine miners had been killed.")
    assert claim.said is not None and claim.said.words is not None
    assert (claim.said.start, claim.time) == ("2022-01-07", None)


def test_without_a_publication_date_there_is_no_guess() -> None:
    claim = one("killed", "On Friday six men were killed in Aktau, police said.", published=None)  # type: ignore[arg-type]
    assert (claim.said, claim.time) == (None, None)


def test_a_caption_speaks_in_the_manner_of_a_caption() -> None:
    [claim] = claims("Police lead a demonstrator away in Aktau.", kind=BlockKind.CAPTION)
    assert (claim.kind, claim.attribution.manner, claim.evidence.block) == ("arrest", Manner.CAPTION, BlockKind.CAPTION)


def test_who_demands_has_said_so() -> None:
    claim = one("demand", "Chancellor Ada Berg called for an immediate ceasefire.")
    assert [s.name for s in claim.attribution.chain] == ["Ada Berg"] or "Ada Berg" in claim.attribution.chain[0].name


def test_a_number_that_is_taken_back() -> None:
    claim = one("killed", "Hours later the government took back the figure of 164 people killed.")
    assert claim.status is Status.RETRACTED


@pytest.mark.parametrize(
    ("text", "taken_back"),
    [
        ("An earlier toll of 40 was withdrawn on Sunday.", {40}),
        ("Valdoria mourns as figure of 40 dead is withdrawn.", {40}),
        ("A figure of 40 people killed, given by the ministry that morning, was taken back by the cabinet hours later.", {40}),
        ("The ministry withdrew its toll of 40 killed and said that 52 people had been killed.", {40}),
        ("On Sunday 26 miners were killed, and a toll of 40 dead in the unrest was withdrawn.", {40}),
        ("The ministry stands by its toll of 40 people killed.", set()),
    ],
)
def test_which_number_is_taken_back(text: str, taken_back: set[int]) -> None:
    found = {c.figure.low for c in claims(text) if c.figure and c.status is Status.RETRACTED}
    assert found == taken_back
    assert all(c.status is Status.ASSERTED for c in claims(text) if c.figure and c.figure.low not in taken_back)


def test_an_event_is_not_taken_back_with_its_number() -> None:
    text = "The ministry withdrew its figure of 40 people hurt when rebels shelled the port of Aktau."
    assert {c.kind: c.status for c in claims(text)}.get("shelling") in (Status.ASSERTED, None)


def test_an_arrest_is_not_told_twice() -> None:
    assert [c.kind for c in claims("More than 3,700 people have been arrested.")] == ["arrested"]


def test_the_verb_of_a_number_is_no_second_claim() -> None:
    assert [c.kind for c in claims("Eighteen officers have been killed, the Interior Ministry says.")] == ["killed"]
    assert "attack" in [c.kind for c in claims("Eighteen officers were killed in an attack on their barracks.")]


def test_an_act_with_its_doer_stands_beside_the_number() -> None:
    kinds = [c.kind for c in claims("Soldiers shot at a crowd and killed 12 people.")]
    assert "killed" in kinds and len(kinds) > 1


def test_after_is_no_cause() -> None:
    assert "cause" not in [c.kind for c in claims("After the riots the president dismissed the government.")]


def test_a_cause_needs_a_word_that_says_so() -> None:
    claim = one("cause", "The riots were triggered by a rise in fuel prices.")
    assert claim.cause is not None and claim.effect is not None
    assert "rise in fuel prices" in claim.cause and "riots" in claim.effect


def test_a_membership() -> None:
    claim = one("membership", "In addition to Chad and Niger, the bloc also includes Mali and Togo.")
    assert set(claim.members) == {"Chad", "Niger", "Mali", "Togo"}


def test_the_same_words_keep_their_id() -> None:
    text = "Police arrested 40 protesters in Aktau."
    assert [c.id for c in claims(text)] == [c.id for c in claims(text)]
    other = replace(report_of(text), id="r1")
    assert {c.id for c in claims(text)}.isdisjoint(c.id for c in READ(other).claims)


def test_a_claim_says_why() -> None:
    text = "Police said more than 40 protesters may have been arrested in Aktau on Thursday."
    claim = one("arrested", text)
    because = {r.rule.split(".")[0]: r.span.of(text) for r in claim.because if r.span}
    assert because["attribution"] == "said"
    assert because["place"] == "Aktau"
    assert because["certainty"] == "may"
    assert claim.because[0].span is not None
    assert claim.because[0].span.of(text) == "more than 40 protesters"


VOCABULARY = (
    "12 people 3,700 killed were arrested police said that the ministry in Almaty on Friday “ ” , . and ( ) : ; — Tokayev "
    "denied could not be verified according to due protests explosion Legend \u202e \U0001f525 \ud800 é % $ Jan. 5 2022 "
    "dozens of them \n\n\n • ’s including children U.S. more than"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(WORDS, max_size=30).map(" ".join), min_size=1, max_size=5),
    st.sampled_from([None, "2022-01", "2022-01-07"]),
)
def test_any_text_gives_claims_that_hold(paragraphs: list[str], published: str | None) -> None:
    report = report_of(*paragraphs, published=published)
    reading = READ(report)
    for claim in reading.claims:
        assert claim.evidence.span.of(report.text) == claim.evidence.text
        assert claim.because[0].span is not None
        assert claim.evidence.span.holds(claim.because[0].span)
        for source in claim.attribution.chain:
            assert source.span is None or source.span.of(report.text) == source.name
        report.field_of(claim.evidence.span)
    assert len({c.id for c in reading.claims}) == len(reading.claims)
    events = Counter(c.evidence.span for c in reading.claims)
    figures = Counter(c.evidence.span for c in reading.claims if c.figure)
    assert all(n <= max(MOST_CLAIMS, figures[span]) for span, n in events.items())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_text_is_too_strange(text: str) -> None:
    READ(report_of(text))
