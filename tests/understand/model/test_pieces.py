"""Pieces and windows: spans are true, and together the windows answer for every piece once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Layers
from sayso.understand.model.network import HALF_PAIRS
from sayso.understand.model.pieces import CONTEXT, PIECES, Ints, feature, pieces, windows
from sayso.understand.model.reader import shared
from sayso.understand.sentences import sentences
from tests.understand.reports_for_tests import report_of


def cut(lengths: list[int], paragraph: int) -> tuple[Ints, Ints]:
    """Sentences of these lengths, as many to a paragraph as the test says."""
    numbers = np.arange(len(lengths))
    return np.repeat(numbers, lengths).astype(np.int64), np.repeat(numbers // paragraph, lengths).astype(np.int64)


@given(st.lists(st.integers(1, 400), max_size=40), st.integers(1, 9))
def test_windows_own_each_piece_once_and_are_never_too_long(lengths: list[int], paragraph: int) -> None:
    sentence, block = cut(lengths, paragraph)
    found = list(windows(sentence, block))
    assert [p for w in found for p in range(w.own, w.end)] == list(range(len(sentence)))
    assert all(0 < w.end - w.first <= PIECES and 0 <= w.own - w.first <= CONTEXT for w in found)
    assert all(block[w.first] == block[w.own] for w in found)  # what it sees again is of its own paragraph


@given(st.lists(st.integers(1, PIECES - CONTEXT), min_size=1, max_size=40), st.integers(1, 9))
def test_a_sentence_that_fits_is_never_cut(lengths: list[int], paragraph: int) -> None:
    sentence, block = cut(lengths, paragraph)
    for window in windows(sentence, block):
        inside = set(sentence[window.own : window.end].tolist())
        assert all(np.count_nonzero(sentence[window.own : window.end] == n) == lengths[n] for n in inside)


@given(st.text(min_size=1, max_size=80))
def test_spans_are_true(text: str) -> None:
    """Whatever the text: half pairs, NUL, bidi marks, combining marks. Spans count the report's own characters."""
    report = report_of(text)
    found = sentences.run(report, Layers())
    plain = HALF_PAIRS.sub("\ufffd", report.text)
    assert len(plain) == len(report.text)
    got = pieces(shared().tokenizer, plain, found)
    assert len({len(a) for a in (got.ids, got.features, got.starts, got.ends, got.sentence, got.block)}) == 1
    for start, end, number in zip(got.starts, got.ends, got.sentence, strict=True):
        assert found[number].span.start <= start <= end <= found[number].span.end


@given(st.lists(st.sampled_from(["Almaty", "police", "said", "164", "“", "”", "unlikeliest", "—", "O’Neill"]), min_size=1))
def test_the_words_of_a_piece_are_those_at_its_span(words: list[str]) -> None:
    report = report_of(" ".join(words))
    got = pieces(shared().tokenizer, report.text, sentences.run(report, Layers()))
    for number, start, end in zip(got.ids.tolist(), got.starts.tolist(), got.ends.tolist(), strict=True):
        token = shared().tokenizer.id_to_token(number) or ""
        assert token.removeprefix("##") == report.text[start:end].lower()


def test_case_and_paragraphs_are_features() -> None:
    text = "Almaty: UN says 5.\nno more"
    told = {
        word: feature(text, text.index(word), text.index(word) + len(word)) for word in ("Almaty", "UN", "5", "no", "says", ":")
    }
    assert len(set(told.values())) == len(told)
    assert told["no"] % 3 == told["Almaty"] % 3 == 2  # both begin a line
