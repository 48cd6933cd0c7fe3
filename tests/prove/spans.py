"""Reports of whatever Unicode has, and claims anywhere in them: a span is the quote, wherever it is kept or shown."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from hypothesis import strategies as st

from sayso.collect import sniff
from sayso.read.assemble import Draft, assemble
from sayso.read.contained import found_in
from sayso.types import OWN_VOICE, Capture, Claim, Evidence, Figure, Layers, Maker, Reading, Report, Span
from sayso.vocabulary import BlockKind, Relation
from tests.prove.drawn import drawn

SEED = 6
CLAIMS = 50
"""Claims of one report, so that a page has them all beside its text."""
MAKER = Maker("rules", "0+spans")
PIECES = (
    *("\x00", "\ud800", "\udfff", "\ud83d", "\ude00", "\ud83d\ude00", "\udbff\udfff", "\U0010ffff", "\ufffe", "\ufeff"),
    *("\r\n", "\r", "\n", "\n\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\t", "\x1b[2J", "\x7f"),
    *("\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u061c", "שלום 12", "مرحبا ١٢", "\u200b", "\u200d", "\u00ad"),
    *("e\u0301", "o\u0308\u0323", "\u0301", "a" + "\u0300" * 12, "각", "ﬁ", "İ", "ẞ", "Ω", "\u1d15e"),
    *("👩‍👩‍👧‍👦", "🏳️‍🌈", "🇰🇿", "👍🏽", "😀", "𝕏", "𠜎", "\U000e0041", "1️⃣"),
    *("<b>", "</mark>", "&amp;", "&#x0;", "\\ud83d", '"', "'", "]]>", "<!--", "{{ 7*7 }}", "12 people", "said", " "),
)
TEXT = st.lists(st.sampled_from(PIECES) | st.text(st.characters(), max_size=12), min_size=20, max_size=90).map("".join)
OBJECT = st.fixed_dictionaries({"title": TEXT, "text": TEXT})


@dataclass(frozen=True, slots=True)
class Case:
    """A report as a file gave it, and claims of it. `quotes`: by the id of a claim the words of its evidence and of its figure,
    taken from the text before anything was kept."""

    report: Report
    claims: tuple[Claim, ...]
    quotes: dict[str, tuple[str, str]]

    @property
    def reading(self) -> Reading:
        return Reading(self.report.id, MAKER, Layers(), self.claims)


def cases(count: int, seed: int = SEED) -> list[Case]:
    """So many reports that `count` claims are in them, a claim a case."""
    made: list[Case] = []
    for round_ in range(20):
        lacking = count - sum(len(one.claims) for one in made)
        if lacking <= 0:
            break
        for number, told in enumerate(drawn(OBJECT, lacking // CLAIMS + 2, seed + round_)):
            made.extend(_case(told, f"s{seed}-{round_}-{number}", min(CLAIMS, count - sum(len(one.claims) for one in made))))
    found = list({one.report.id: one for one in made}.values())
    assert of_all(found) == count
    return found


def _case(told: dict[str, str], name: str, most: int) -> Iterator[Case]:
    """By the reader of JSON, in which everything is escaped; or put together from text that no decoder has looked at."""
    if name.endswith(("1", "3", "5", "7", "9")):
        reports = [assemble(Draft(name, told["text"], told["title"], published="2022-01-07"), "x")]
    else:
        body = json.dumps({**told, "id": name, "published": "2022-01-07", "url": f"http://a.example/{name}"}).encode("ascii")
        capture = Capture("x.json", datetime(2022, 1, 8, tzinfo=UTC), sniff.JSON, hashlib.sha256(body).hexdigest(), body)
        reports = [found for found in found_in(capture, None) if isinstance(found, Report)]
    for report in reports:
        spans = list(_spans(report, random.Random(name), most))
        if spans:
            claims = tuple(_claim(report, number, *pair) for number, pair in enumerate(spans))
            yield Case(report, claims, {one.id: _quotes(report, one) for one in claims})


def _spans(report: Report, dice: random.Random, most: int) -> Iterator[tuple[BlockKind, Span, Span]]:
    """Blocks, and spans cut anywhere in them, one within the other: between the halves of a pair, before a combining mark."""
    blocks = [block for block in report.blocks if block.span.end > block.span.start]
    for _ in range(most if blocks else 0):
        block = dice.choice(blocks)
        whole = _within(block.span, dice)
        yield block.kind, whole, _within(whole, dice)


def _within(span: Span, dice: random.Random) -> Span:
    start = dice.randrange(span.start, span.end)
    return Span(start, dice.randrange(start + 1, span.end + 1))


def _claim(report: Report, number: int, block: BlockKind, evidence: Span, figure: Span) -> Claim:
    return Claim(
        id="c" + hashlib.sha256(f"{report.id} {number}".encode()).hexdigest()[:16],
        report=report.id,
        kind="killed",
        attribution=OWN_VOICE,
        evidence=Evidence(block, evidence, evidence.of(report.text)),
        maker=MAKER,
        confidence=0.9,
        figure=Figure(number + 1, number + 1, Relation.EXACT, figure),
    )


def _quotes(report: Report, claim: Claim) -> tuple[str, str]:
    assert claim.figure
    return claim.evidence.text, claim.figure.span.of(report.text)


def of_all(made: Sequence[Case]) -> int:
    return sum(len(one.claims) for one in made)
