"""Who tells is not who does: the sources of a sentence, and what each is said to have said.

"The ministry says eighteen officers were killed" makes the ministry no killer. Only where the content itself begins with a
pronoun is the teller the doer: "The army said it had shelled the town".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.types import Actor, Attribution, Layers, Source, Span, Token
from sayso.understand.language import words
from sayso.vocabulary import PRONOUNS, ActorKind


@dataclass(frozen=True, slots=True)
class Teller:
    """`source` said, by the words `cue`, what `content` holds; `content` is empty where the report has not got it."""

    source: Source
    span: Span
    cue: Span
    content: tuple[Span, ...]

    def tells(self, span: Span) -> bool:
        return any(part.overlaps(span) for part in self.content) and not self.cue.overlaps(span)


def tellers_by_sentence(found: Layers) -> list[list[Teller]]:
    """For each sentence the tellers named in it."""
    tellers = sorted((t for a in found.attributions for t in _tellers(a)), key=lambda t: t.span)
    out: list[list[Teller]] = []
    at = 0
    for sentence in found.sentences:
        while at < len(tellers) and tellers[at].span.start < sentence.span.start:
            at += 1
        first = at
        while at < len(tellers) and tellers[at].span.start < sentence.span.end:
            at += 1
        out.append(tellers[first:at])
    return out


def teller_as_doer(tokens: Sequence[Token], pronoun: int, tellers: Sequence[Teller]) -> Actor | None:
    """The teller whose words begin with the pronoun at `pronoun`: "Police said they had …", "the army says that it …".

    Further on ("… and that it had …") only where nobody else tells anything in the sentence.
    """
    before = pronoun - 1
    while before > 0 and tokens[before].lower in words("teller_links"):
        before -= 1
    told = [t for t in tellers if t.span.end <= t.cue.start and t.cue.end <= tokens[pronoun].start]
    near = next((t for t in told if t.cue.end == tokens[before].end), None)
    alone = told[0] if len(tellers) == 1 and told and tokens[pronoun - 1].lower == "that" else None
    return _as_actor(near or alone)


def _as_actor(teller: Teller | None) -> Actor | None:
    """The teller under its name without an article."""
    if teller is None:
        return None
    source, article = teller.source, 4 if teller.source.name.lower().startswith("the ") else 0
    span = Span(teller.span.start + article, teller.span.end)
    return Actor(source.name[article:], ActorKind(source.kind.value), span, source.normalised, source.country)


def _tellers(attribution: Attribution) -> Iterator[Teller]:
    """Each source that the sentence names by more than a pronoun."""
    for source in attribution.chain:
        named = source.span is not None and source.name.lower() not in PRONOUNS
        if named and source.span in attribution.source and attribution.cue:
            yield Teller(source, source.span, attribution.cue[-1], attribution.content)
