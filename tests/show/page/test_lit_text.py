"""The text of a report under the marks of its claims: letter for letter, and no claim without its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.tellings import demo
from sayso.show.page.lit_text import Entry, LitText, Piece, Words, lit_text
from sayso.types import OWN_VOICE, Block, Claim, Evidence, Figure, Report, Span
from sayso.understand.reader import all_read, reader
from sayso.vocabulary import BlockKind, Relation
from tests.claims_for_tests import event_claim, figure_claim, report


@cache
def read_demo() -> tuple[tuple[Report, tuple[Claim, ...]], ...]:
    reports = demo()
    return tuple(zip(reports, (one.claims for one in all_read(reader("rules").many(reports))), strict=True))


def all_words(text: LitText) -> Iterator[Words]:
    yield text.title
    for part in text.parts:
        if isinstance(part, Entry):
            yield part.heading
            yield from (inner.words for inner in part.parts)
        else:
            yield part.words
    yield from text.outside


def pieces(text: LitText) -> list[Piece]:
    return [piece for words in all_words(text) for sentence in words for piece in sentence.pieces]


def letters(text: str) -> list[str]:
    return sorted("".join(text.split()))


def words_for(text: LitText, claim: Claim, kind: str) -> str:
    return "".join(piece.text for piece in pieces(text) if claim.id in piece.of and kind in piece.kinds)


@pytest.mark.parametrize("number", range(32))
def test_the_demo_letter_for_letter(number: int) -> None:
    of, claims = read_demo()[number]
    lit = lit_text(of, claims)
    shown = [("".join(sentence.text for sentence in words)) for words in all_words(lit)]
    assert all(words in of.text for words in shown)
    assert letters("".join(shown)) == letters(of.text)


@pytest.mark.parametrize("number", range(32))
def test_the_words_of_every_claim_of_the_demo(number: int) -> None:
    of, claims = read_demo()[number]
    lit = lit_text(of, claims)
    assert claims
    assert sorted(anchor for piece in pieces(lit) for anchor in piece.anchors) == sorted(claim.id for claim in claims)
    for claim in claims:
        if claim.figure:
            assert words_for(lit, claim, "figure") == claim.figure.span.of(of.text)
        for source in claim.attribution.chain:
            assert source.span is None or source.span.of(of.text) in words_for(lit, claim, "source")


def test_an_anchor_is_at_what_happened_and_not_at_who_says_so() -> None:
    of = report()
    claim = figure_claim(of)
    [at] = [piece for piece in pieces(lit_text(of, [claim])) if piece.anchors]
    assert (at.text, at.kinds) == ("more than 40 protesters", ("figure",))


def test_words_of_several_claims_lead_to_the_one_that_begins_there() -> None:
    of = report()
    figure, event = figure_claim(of), event_claim(of)
    lit = lit_text(of, [event, figure])
    by_text = {piece.text: piece for piece in pieces(lit)}
    assert by_text["more than 40 protesters"].of == (figure.id,)
    assert by_text["the ministry"].of == (event.id, figure.id)
    assert by_text["arrested"].anchors == (event.id,)
    [told] = [sentence for words in all_words(lit) for sentence in words if sentence.of]
    assert set(told.of) == {figure.id, event.id}


def test_marks_that_overlap_are_cut_where_either_begins_or_ends() -> None:
    of = report()
    narrow = figure_claim(of)
    assert narrow.figure
    wide_span = Span(narrow.figure.span.start - len("arrested "), narrow.figure.span.end - len(" protesters"))
    wide = figure_claim(of, id="cwide", figure=replace(narrow.figure, span=wide_span))
    lit = lit_text(of, [narrow, wide])
    assert words_for(lit, narrow, "figure") == "more than 40 protesters"
    assert words_for(lit, wide, "figure") == "arrested more than 40"
    assert [p.of for p in pieces(lit) if p.text == "more than 40"] == [(narrow.id, "cwide")]


def test_a_claim_without_a_word_of_its_own_has_its_sentence() -> None:
    of = report()
    bare = event_claim(of, because=(), attribution=OWN_VOICE)
    lit = lit_text(of, [bare])
    assert words_for(lit, bare, "whole") == bare.evidence.text


def test_a_whole_title_that_is_a_figure_is_marked() -> None:
    text = "164 killed"
    whole = Span(0, len(text))
    of = report(text=text, title=text, fields=(), blocks=(Block(BlockKind.TITLE, whole),))
    claim = replace(
        figure_claim(report()),
        evidence=Evidence(BlockKind.TITLE, whole, text),
        attribution=OWN_VOICE,
        figure=Figure(164, 164, Relation.EXACT, whole),
        because=(),
    )
    assert words_for(lit_text(of, [claim]), claim, "figure") == text


def test_blocks_are_what_they_are_on_the_page() -> None:
    lines = ("Site name", "A title", "A lead.", "Body.", "Why", "“Said.”", "A caption.", "Share this")
    kinds = (None, "title", "lead", "body", "heading", "quote", "caption", None)
    text, blocks = "", list[Block]()
    for line, kind in zip(lines, kinds, strict=True):
        if kind:
            span = Span(len(text), len(text) + len(line))
            blocks.append(Block(BlockKind(kind), span, credit="Wire" if kind == "caption" else None))
        text += f"{line}\n\n"
    lit = lit_text(report(text=text, fields=(), blocks=tuple(blocks)), [])
    assert ["".join(s.text for s in lit.title)] == ["A title"]
    assert [part.kind for part in lit.parts] == ["lead", "body", "heading", "quote", "caption"]
    assert ["".join(s.text for s in words) for words in lit.outside] == ["Site name", "Share this"]
    assert lit.characters_outside == len("Site name") + len("Share this")


def entry_text(*posts: tuple[str, str]) -> Report:
    text, blocks = "", list[Block]()
    for at, line in posts:
        blocks.append(Block(BlockKind.ENTRY, Span(len(text), len(text) + len(line)), at=at))
        text += f"{line}\n\n"
    return report(text=text, fields=(), blocks=tuple(blocks))


def test_what_was_posted_at_one_time_is_one_entry_under_its_heading() -> None:
    of = entry_text(
        ("2022-01-07T15:40", "Two counts differ"),
        ("2022-01-07T15:40", "One says so."),
        ("2022-01-07T15:40", "Another does not."),
        ("2022-01-07T13:05", "No heading here."),
        ("2022-01-07T13:05", "Only text."),
        ("2022-01-07T10:20", "A lone line"),
    )
    first, second, third = (part for part in lit_text(of, []).parts if isinstance(part, Entry))
    assert "".join(s.text for s in first.heading) == "Two counts differ"
    assert len(first.parts) == 2
    assert (second.heading, len(second.parts)) == ((), 2)
    assert (third.heading, len(third.parts), third.at) == ((), 1, "2022-01-07T10:20")


def test_a_report_without_a_block_is_all_outside() -> None:
    of = report(blocks=())
    claim = figure_claim(of)
    lit = lit_text(of, [claim])
    assert (lit.title, lit.parts) == ((), ())
    assert "".join(p.text for p in pieces(lit)) == of.text
    assert words_for(lit, claim, "figure") == "more than 40 protesters"


spans = st.tuples(st.integers(0, 60), st.integers(1, 25)).map(lambda at: Span(at[0], at[0] + at[1]))


@given(
    st.text(min_size=90, max_size=90), st.lists(st.tuples(spans, spans), max_size=8), st.lists(st.integers(1, 89), max_size=5)
)
def test_any_spans_over_any_text(text: str, of_claims: list[tuple[Span, Span]], cuts: list[int]) -> None:
    edges = sorted({0, *cuts, len(text)})
    blocks = tuple(Block(BlockKind.BODY, Span(a, b)) for a, b in pairwise(edges))
    of = replace(report(), text=text, fields=(), blocks=blocks)
    claims = [
        Claim(
            id=f"c{n}",
            report=of.id,
            kind="killed",
            attribution=OWN_VOICE,
            evidence=Evidence(BlockKind.BODY, sentence, sentence.of(text)),
            maker=figure_claim(report()).maker,
            confidence=1.0,
            figure=Figure(1, 1, Relation.EXACT, figure),
        )
        for n, (sentence, figure) in enumerate(of_claims)
    ]
    lit = lit_text(of, claims)
    assert "".join(piece.text for piece in pieces(lit)) == text
    for claim in claims:
        assert claim.figure
        assert words_for(lit, claim, "figure") == claim.figure.span.of(text)
        assert claim.id in lit.anchored
