"""What holds of layer `attributions` on any text: exact spans inside one block, in order, and time that grows with the text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Span
from sayso.understand.attributions.choice import Attributions
from sayso.understand.language import table
from sayso.understand.pipeline import run
from tests.understand.attributions.attributions_for_tests import PIPELINE, read
from tests.understand.reports_for_tests import report_of

WORDS = (
    "said",
    "told",
    "AFP",
    "according",
    "to",
    "citing",
    "quoted",
    "as",
    "saying",
    "by",
    "Roe",
    "the",
    "ministry",
    "he",
    "it",
    "who",
    "that",
    "and",
    "was",
    "reported",
    "ten",
    "died",
    "on",
    "Friday",
    "reportedly",
    "claim",
    *sorted(table("cue_verbs"))[:20],
)
MARKS = (",", ".", ":", "“", "”", '"', "'", "''", "(", ")", "—", "?", "!", "…", "’s", "\n\n")
sayings = st.lists(st.sampled_from((*WORDS, *MARKS)), max_size=30).map(" ".join)


@given(st.one_of(sayings, st.text(max_size=80)))
def test_spans_are_exact_and_stay_in_their_block(text: str) -> None:
    report, found = read(*text.split("\n\n"))
    at = 0
    for a in found.attributions:
        assert len(a.cue) == 1 and a.content
        assert a.cue[0].start >= at
        at = a.cue[0].start
        block = next(b.span for b in report.blocks if b.span.holds(a.cue[0]))
        assert all(block.holds(span) and span.start < span.end for span in (*a.source, *a.cue, *a.content))
        assert all(s.span is not None and s.span.of(report.text) == s.name for s in a.chain)


@given(sayings, st.integers(0, 200))
def test_choice_never_fails_and_repeats_no_teller(text: str, at: int) -> None:
    report, found = read(text)
    choice = Attributions(report, found)
    for number, sentence in enumerate(found.sentences):
        start = min(sentence.span.end - 1, sentence.span.start + at)
        names = [(s.normalised or s.name).lower() for s in choice.of(Span(start, start + 1), number).chain]
        assert len(names) == len(set(names))


def seconds(text: str) -> float:
    report = report_of(text)
    start = time.process_time()
    run(PIPELINE, report)
    return time.process_time() - start


def test_time_grows_with_the_text() -> None:
    """Eight times the text may take eight times the time, with room for noise, but not sixty-four times."""
    saying = "Police in Oslo said “ten died”, and he told AFP, citing Jane Roe, that it was over. “Why?” she asked. "
    seconds(saying)
    assert seconds(saying * 800) < 24 * max(seconds(saying * 100), 0.01)


def test_a_sentence_of_nothing_but_cues_is_read_in_time() -> None:
    assert seconds("said told according to X, citing " * 2_000) < 5
