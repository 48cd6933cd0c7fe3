"""Which words of a report a model's words are."""

from __future__ import annotations

import time

import pytest

from sayso.types import Layers, Span
from sayso.understand.llm.pointing import Pointing
from tests.understand.llm.reading import ARRESTS, GUARDS, REPORT, TALKS, found
from tests.understand.reports_for_tests import report_of

POINTING = Pointing(REPORT, found())


def words(told: str, number: int = 0) -> str | None:
    """What is found for `told`, seen from the beginning of a sentence."""
    sentence = POINTING.found.sentences[number]
    span = POINTING.anywhere(told, sentence, Span(sentence.span.start, sentence.span.start))
    return span.of(REPORT.text) if span else None


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("state radio", "state radio"),
        ("at least 18 guards", "at least 18 guards"),
        ('"We will not talk,"', "“We will not talk,”"),
        ("The bloc's members", "The bloc’s members"),
        ("state \n radio", "state radio"),
        ("  Almaty ", "Almaty"),
        ("Nurlan Abaev", "Nurlan Abaev"),
        ("3,700", "3,700"),
        ("700", None),
        ("3700", None),
        ("state televsion", None),
        ("State radio", None),
        ("radi", None),
        ("killed in Almaty. “We", None),
        ("18 to 20 guards", None),
        ("", None),
        ("   ", None),
        (".*", None),
        ("\x1b[2J", None),
        ("state radio" * 500, None),
    ],
)
def test_the_same_words_or_none(told: str, found: str | None) -> None:
    assert words(told) == found


def test_a_sentence_by_some_of_its_words() -> None:
    assert [POINTING.sentence(told) for told in ("guards were killed in Almaty", TALKS)] == [
        (0, Span(REPORT.text.index("guards"), len(GUARDS) - 1)),
        (1, Span(len(GUARDS) + 1, len(GUARDS) + 1 + len(TALKS))),
    ]


@pytest.mark.parametrize("told", [f"{GUARDS} {TALKS}", "nobody said this", "", GUARDS.upper()])
def test_no_sentence(told: str) -> None:
    assert POINTING.sentence(told) is None


def test_the_nearest_within_the_sentence_then_the_nearest_of_all() -> None:
    report = report_of("Police said police shot. The army left. Police said the police chief of police fell.")
    pointing = Pointing(report, found(report))
    last = pointing.found.sentences[2]
    at = [m for m in range(len(report.text)) if report.text.startswith("police", m)]
    assert pointing.anywhere("police", last, Span(at[-1], at[-1])) == Span(at[-1], at[-1] + 6)
    assert pointing.anywhere("police", last, Span(last.span.start, last.span.start)) == Span(at[-2], at[-2] + 6)
    middle = pointing.found.sentences[1]
    assert pointing.anywhere("police", middle, middle.span) == Span(at[0], at[0] + 6)
    assert pointing.within("police", middle, middle.span) is None
    assert ARRESTS in REPORT.text


def test_white_space_of_any_length_and_shape() -> None:
    report = report_of("The  state\u00a0\n radio   said so.  It rained.")
    pointing = Pointing(report, found(report))
    first = pointing.found.sentences[0]
    span = pointing.within("state radio said", first, first.span)
    assert span is not None and span.of(report.text) == "state\u00a0\n radio   said"
    assert pointing.within("It rained", first, first.span) is None


def test_a_writer_and_an_endpoint_together_cost_no_time() -> None:
    """Words that are nearly in the text at every place: four hundred such look-ups took minutes of a processor, after the
    time of the report was over."""
    report = report_of(("x " * 900 + ". ") * 33)
    pointing = Pointing(report, Layers())
    began = time.process_time()
    assert all(pointing.sentence("x " * (800 + n) + "y") is None for n in range(100))
    assert time.process_time() - began < 2.0
