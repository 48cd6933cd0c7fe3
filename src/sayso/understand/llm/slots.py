"""What the words that a model points at come to, by our own rules: how many, who, where, when. Every span is of the report."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import Actor, FigureMention, Sentence, Source, Span, TimeMention, Token, When, Where
from sayso.understand.attributions.source_kinds import country_of, kind_of
from sayso.understand.events import doer_kinds
from sayso.understand.figures.counted import Counted, counted
from sayso.understand.figures.cues import cues
from sayso.understand.figures.mentions import mention
from sayso.understand.figures.numbers import Quantity, quantities
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.llm.answer import SaidActor, SaidSource
from sayso.understand.llm.pointing import Pointing
from sayso.vocabulary import ActorKind, PlacePrecision, SourceKind

RULE = "llm.pointed"
"""Name of the rule by which a claim of this reader was made."""
UNMEASURED = 0.5
"""Confidence of each of its claims: nobody has measured how many of them are right, and a model's own word is no measure."""


def figure(pointing: Pointing, number: int, span: Span, kind: str) -> FigureMention | None:
    """The one count of people among the words at `span`, as our grammar reads it in its sentence; None where there is not one.

    A bound that stands before the words ("at least" before a pointed "18") belongs to the number and is read with it.
    """
    sentence = pointing.found.sentences[number]
    told = [q for q in quantities(sentence.tokens) if _core(sentence, q).overlaps(span)]
    signs = cues(sentence.tokens)
    starts = frozenset(cue.first for cue in signs)
    groups = [group for q in quantities(sentence.tokens) if (group := counted(sentence.tokens, q, starts)) is not None]
    own = [group for group in groups if _is_among(group, told)]
    if len(told) != 1 or len(own) != 1:
        return None
    scene, before = Scene(sentence.tokens, signs, groups), [f for f in pointing.found.figures if f.sentence < number]
    return mention(pointing.report, scene, own[0], Kind(kind, RULE, UNMEASURED), before, number)


def _core(sentence: Sentence, quantity: Quantity) -> Span:
    """The number itself, without the quantifiers around it."""
    return Span(sentence.tokens[quantity.core].start, sentence.tokens[quantity.end - 1].end)


def _is_among(group: Counted, told: Sequence[Quantity]) -> bool:
    return any(group.quantity.core == quantity.core for quantity in told)


def source(pointing: Pointing, said: SaidSource, span: Span) -> Source:
    """Its kind by our word lists and rules, on which it hangs whose name is published; the model's where neither tells."""
    name = span.of(pointing.report.text)
    links = [link for told in pointing.found.attributions for link in told.chain if link.span]
    normalised = next((link.normalised for link in links if link.span == span), None)
    kinds = (kind_of(name), *(link.kind for link in links if _is_of(link, name, span)), said.kind)
    kind = next((kind for kind in kinds if kind is not SourceKind.OTHER), SourceKind.OTHER)
    return Source(name, kind, span, normalised, country_of(name))


def _is_of(link: Source, name: str, span: Span) -> bool:
    """Are these words a part of a source that the rules found? "Aigul Omarova" is, where "a nurse, Aigul Omarova" spoke."""
    return name in link.name or (link.span is not None and link.span.overlaps(span))


def actor(pointing: Pointing, said: SaidActor, span: Span) -> Actor:
    tokens = _tokens_at(pointing, span)
    kind = doer_kinds.kind_of_doer(tokens, pointing.found.entities)
    chosen = said.kind if kind is None or kind is ActorKind.OTHER else kind
    return Actor(span.of(pointing.report.text), chosen, span, None, doer_kinds.country_of(tokens))


def place(pointing: Pointing, span: Span) -> Where:
    """The place of the gazetteer that the words name, the nearest to a point of several; without one, words and no point."""
    named = [where for where in pointing.found.places if where.span is not None and where.span.overlaps(span)]
    if named:
        return min(named, key=lambda where: (_width(where), where.span or span))
    return Where(span.of(pointing.report.text), PlacePrecision.NONE, span)


def _width(where: Where) -> int:
    return list(PlacePrecision).index(where.precision)


def time(pointing: Pointing, span: Span) -> TimeMention | None:
    """The time expression among the words, as our grammar resolved it against the day of writing."""
    told = (m for m in pointing.found.times if m.span.overlaps(span) and m.when is not None)
    return next(told, None)


def when(pointing: Pointing, span: Span) -> When | None:
    told = time(pointing, span)
    return told.when if told else None


def _tokens_at(pointing: Pointing, span: Span) -> tuple[Token, ...]:
    """Never empty: what is pointed at begins and ends with a token."""
    sentence = next(s for s in pointing.found.sentences if s.span.holds(span))
    return tuple(token for token in sentence.tokens if span.start <= token.start and token.end <= span.end)
