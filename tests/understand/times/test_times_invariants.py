"""What holds of layer `times` on any text: exact spans in order, stretches that do not run backwards, linear time."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from sayso.understand.language import table
from sayso.understand.pipeline import run
from sayso.understand.sentences import sentences
from sayso.understand.times.grammar import CORE, RULES
from sayso.understand.times.layer import times
from sayso.understand.times.words import classed, letters, of_classes
from tests.understand.reports_for_tests import report_of

PIECES = (*table("time_words"), *(m.title() for m in table("months")), *(w.title() for w in table("weekdays")))
NUMBERS = (
    "0",
    "5",
    "31",
    "99",
    "00",
    "2015",
    "2000",
    "1999",
    "0800",
    "2,000",
    "9.30",
    "٣",
    "1st",
    "0th",
    "60s",
    "3000s",
    "999999999999",
)
MARKS = (",", ".", "-", "–", "/", ":", "(", "'s", "\n\n", "people", "said", "will")
sayings = st.lists(st.sampled_from((*PIECES, *NUMBERS, *MARKS)), max_size=25).map(" ".join)
days = st.one_of(st.none(), st.dates().map(str), st.sampled_from(("0001-01-01", "9999-12-31", "2022-01", "not a date")))


@given(st.one_of(sayings, st.text(max_size=80)), days)
def test_spans_are_exact_in_order_and_no_stretch_runs_backwards(text: str, published: str | None) -> None:
    report = report_of(text, published=published)
    end = 0
    for mention in run((sentences, times), report).times:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.value
        end = mention.span.end
        when = mention.when
        assert when is None or (when.start <= when.end and when.words == mention.span.of(text))


@given(sayings)
def test_each_word_has_one_letter(text: str) -> None:
    report = report_of(text)
    for sentence in run((sentences,), report).sentences:
        words = classed(sentence.tokens)
        assert len(words.letters) == len(words.tokens) == len(words.values)


def test_every_class_that_a_rule_names_has_words() -> None:
    named = {name for rule in RULES for name in re.findall(r"(?<!\(\?P)<(\w+)>", rule.pattern)}
    assert named <= set(letters())
    assert of_classes("<month>") == letters()["month"]


def test_a_sentence_without_a_core_word_is_passed_over() -> None:
    report = report_of("The man in the red car and a dog of the first row.")
    words = classed(run((sentences,), report).sentences[0].tokens)
    assert CORE.search(words.letters) is None


def seconds(text: str) -> float:
    """The best of three runs."""
    report = report_of(text)
    found = run((sentences,), report)
    best = 1.0
    for _ in range(3):
        begun = time.process_time()
        times.run(report, found)
        best = min(best, time.process_time() - begun)
    return best


def test_time_grows_with_the_length_alone() -> None:
    for piece in ("On Friday morning 5 January the last a about two of the ", "5 ", "the ", "a half and ", "early late "):
        seconds(piece)
        short, long = seconds(piece * 250), seconds(piece * 1000)
        assert long < 12 * short + 0.005, piece
