"""Which words are said to have led to which, and in what sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.understand.causes.layer import causes
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from tests.understand.reports_for_tests import report_of

WORDS = [
    *"“”,;:.",
    "because of",
    "after",
    "to demand",
    "led to",
    "the",
    "trigger for",
    "was",
    "anger",
    "over",
    "as",
    "police",
    "said",
]

# sentence, cause, effect, sense
CASES: dict[str, tuple[str, str, str, str]] = {
    "due to": ("Schools stay closed due to the unrest.", "the unrest", "Schools stay closed", "cause"),
    "because": ("The road is shut because rebels mined it.", "rebels mined it", "The road is shut", "cause"),
    "led to": ("A dispute over land led to clashes.", "A dispute over land", "clashes", "cause"),
    "has triggered": ("The verdict has triggered riots in Berin.", "The verdict", "riots in Berin", "cause"),
    "was sparked by": ("The revolt was sparked by a tax.", "a tax", "The revolt", "cause"),
    "the trigger for": (
        "The trigger for the revolt was anger at a tax on salt.",
        "anger at a tax on salt",
        "the revolt",
        "cause",
    ),
    "at the head": ("In response to the raid, miners downed tools.", "the raid", "miners downed tools", "cause"),
    "turned into": ("The marches turned into violent riots.", "The marches", "violent riots", "cause"),
    "the result keeps its verb": ("A bomb exploded, killing six men.", "A bomb exploded", "killing six men", "cause"),
    "arrested for": ("Two men were arrested for spying.", "spying", "Two men were arrested", "cause"),
    "attribution is no part": ("Trains stopped due to flooding, officials said.", "flooding", "Trains stopped", "cause"),
    "nor is the frame of speech": (
        "The ministry said that trains stopped due to flooding.",
        "flooding",
        "trains stopped",
        "cause",
    ),
    "an adverbial at the head is no part": (
        "On Monday, trains stopped due to flooding.",
        "flooding",
        "trains stopped",
        "cause",
    ),
    "purpose": ("Nurses marched to demand better pay.", "to demand better pay", "Nurses marched", "purpose"),
    "protest against": ("Farmers held a rally against the dam.", "against the dam", "Farmers held a rally", "purpose"),
    "in time": ("Shops closed after the raid.", "the raid", "Shops closed", "time"),
    "protest over": ("Drivers began a protest over fuel prices.", "fuel prices", "Drivers began a protest", "cause"),
}
NONE = {
    "over a number": "Guards hurt over 70 people in the protest.",
    "after as a time": "The plane fell shortly after noon.",
    "as a role": "She was known as a fierce critic.",
    "an unknown cause": "The cause of the crash was not known.",
    "a question": "Police are looking into what caused the fire.",
    "a decision to": "They decided to demand more money.",
    "causes as a noun": "The inquiry into the causes of the fire goes on.",
    "violence against": "There was violence against street traders.",
}


@pytest.mark.parametrize(("text", "cause", "effect", "sense"), CASES.values(), ids=CASES)
def test_ends(text: str, cause: str, effect: str, sense: str) -> None:
    found = run((sentences, causes), report_of(text)).causes
    assert (cause, effect, sense) in [(c.cause.of(text), c.effect.of(text), c.rule.split(":")[0]) for c in found]


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_no_cause(text: str) -> None:
    assert run((sentences, causes), report_of(text)).causes == ()


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_ends_lie_in_their_sentence_apart_from_the_signal(some: list[str]) -> None:
    report = report_of(" ".join(some) or "x")
    layers = run((sentences, causes), report)
    for found in layers.causes:
        whole = layers.sentences[found.sentence].span
        assert whole.holds(found.cause) and whole.holds(found.effect)
        assert not found.cause.overlaps(found.effect)
        assert found.signal and whole.holds(found.signal)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    run((sentences, causes), report_of(text or "x"))
