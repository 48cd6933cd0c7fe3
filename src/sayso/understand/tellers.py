"""Who tells is not who does: the sources of a sentence, and what each is said to have said.

"The ministry says eighteen officers were killed" makes the ministry no killer. Only where the content itself begins with a
pronoun is the teller the doer: "The army said it had shelled the town".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.types import Actor, Attribution, Layers, Sentence, Source, Span, Token
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
    """The teller whose words begin with the pronoun at `pronoun`: "Police said they had …", "the army says that it …"."""
    before = pronoun - 1
    while before >= 0 and tokens[before].lower in words("teller_links"):
        before -= 1
    for teller in tellers:
        if before >= 0 and teller.span.end <= teller.cue.start and teller.cue.end == tokens[before].end:
            source = teller.source
            return Actor(source.name, ActorKind(source.kind.value), teller.span, source.normalised, source.country)
    return None


def _tellers(attribution: Attribution) -> Iterator[Teller]:
    """Each source that the sentence names by more than a pronoun."""
    for source in attribution.chain:
        named = source.span is not None and source.name.lower() not in PRONOUNS
        if named and source.span in attribution.source and attribution.cue:
            yield Teller(source, source.span, attribution.cue[-1], attribution.content)
