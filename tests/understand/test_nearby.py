"""Things near a span are those of the sentences that it touches."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Sentence, Span
from sayso.understand.nearby import Nearby

SENTENCES = [Sentence(Span(start, start + 10), 0, ()) for start in range(0, 100, 10)]
SPANS = st.tuples(st.integers(0, 99), st.integers(1, 30)).map(lambda pair: Span(pair[0], min(100, pair[0] + pair[1])))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_nothing_that_overlaps_is_missed(items: list[Span], asked: Span) -> None:
    near = Nearby(SENTENCES, ((n, (span,)) for n, span in enumerate(items))).near(asked)
    assert {n for n, span in enumerate(items) if span.overlaps(asked)} <= set(near)
    assert near == sorted(set(near))


def test_a_report_without_sentences() -> None:
    assert Nearby([], [("a", (Span(0, 1),))]).near(Span(0, 1)) == ["a"]
