"""Small reports and readings made by hand. Without Hypothesis, since processes of their own import this too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sayso.types import (
    Attribution,
    Block,
    Capture,
    Claim,
    Entity,
    Evidence,
    Field,
    Figure,
    Layers,
    Maker,
    Reading,
    Report,
    Sentence,
    Source,
    Span,
    Token,
    Where,
)
from sayso.vocabulary import BlockKind, EntityType, Manner, PlacePrecision, Relation, SourceKind

CLOCK = datetime(2022, 1, 8, 12, 0, tzinfo=UTC)
RULES = Maker("rules", "1")


def report(words: str, published: str | None = "2022-01-07", title: str = "Title") -> Report:
    """A report with a title and one sentence; the id follows from all three."""
    text = f"{title}\n\n{words}"
    id = "r" + sha256(repr((words, published, title)).encode("ascii", "backslashreplace")).hexdigest()
    blocks = (Block(BlockKind.TITLE, Span(0, len(title))), Block(BlockKind.BODY, Span(len(title) + 2, len(text))))
    fields = (Field("title", blocks[0].span), Field("text", blocks[1].span))
    return Report(id, f"name of {words[:20]}", text, fields, blocks, title=title, published=published)


def reading(of: Report, claims: int = 1, maker: Maker = RULES) -> Reading:
    """A reading that finds `claims` claims in the one sentence of `report`."""
    span = of.blocks[1].span
    sentence = Sentence(span, 1, (Token("word", "word", span.start, span.end),))
    layers = Layers(sentences=(sentence,), entities=(Entity(span, EntityType.ORG),))
    return Reading(of.id, maker, layers, tuple(claim(of, number, maker) for number in range(claims)))


def claim(of: Report, number: int, maker: Maker = RULES) -> Claim:
    span = of.blocks[1].span
    ministry = Source("the ministry", SourceKind.GOVERNMENT, span, normalised="Interior Ministry", country="KZ")
    return Claim(
        id="c" + sha256(f"{of.id} {number}".encode()).hexdigest(),
        report=of.id,
        kind="killed" if number % 2 == 0 else "arrest",
        attribution=Attribution((ministry,), Manner.INDIRECT, (span,), (span,), (span,)),
        evidence=Evidence(BlockKind.BODY, span, of.text[span.start : span.end]),
        maker=maker,
        confidence=0.5,
        figure=Figure(number, number, Relation.EXACT, span) if number % 2 == 0 else None,
        place=Where("Almaty", PlacePrecision.CITY, span, 1526384, "KZ", "Almaty", 43.25, 76.9),
    )


def capture(of: Report, address: str = "a.txt", at: datetime = CLOCK) -> Capture:
    body = of.text.encode("utf8", "surrogatepass")
    return Capture(address, at, "text/plain", sha256(body).hexdigest(), body)


def later(maker: Maker, version: int) -> Maker:
    return replace(maker, version=str(version))


class Clock:
    """A clock that goes on by a minute each time it is asked."""

    def __init__(self, at: datetime = CLOCK) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at
