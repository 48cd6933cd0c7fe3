"""Layer `attributions`: on whose word each thing is said, in the sense of PolNeAR (source, cue, content), in text order.

`relations.py` finds the relations of a sentence, `running.py` lets a quotation run on, `chains.py` tells who passed on what
whom said, and `resolution.py` who a "he" or "the ministry" is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.types import Attribution, Layers, Report, Source, Span
from sayso.understand.attributions.chains import tellers
from sayso.understand.attributions.name_runs import NameRun, name_runs
from sayso.understand.attributions.named_before import Named
from sayso.understand.attributions.quotations import quotations
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.relations import relations
from sayso.understand.attributions.resolution import called, resolve
from sayso.understand.attributions.running import carry_on
from sayso.understand.attributions.source_kinds import country_of, kind_of
from sayso.understand.attributions.transcripts import turns
from sayso.understand.attributions.utterances import utterances
from sayso.understand.pipeline import layer
from sayso.vocabulary import Manner, SourceKind

POSSESSIVE = frozenset({"its", "their", "his"})
"""Owners of a count that say nothing unless they resolve ("its own figure")."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What relations are looked for in: quotations by block, utterances with their blocks, and the names of the report."""

    quoted: Sequence[Sequence[Span]]
    spoken: Sequence[tuple[Words, int]]
    names: tuple[NameRun, ...]


def ground(report: Report, found: Layers) -> Ground:
    """The ground of a report, from its sentences."""
    quoted = [tuple(quotations(report.text, block.span)) for block in report.blocks]
    spoken = utterances(report.text, found.sentences, quoted)
    return Ground(quoted, spoken, name_runs(report.text, found.sentences))


@layer(gives="attributions", needs=("sentences",))
def attributions(report: Report, found: Layers) -> tuple[Attribution, ...]:
    """Every attribution relation of the report."""
    return relations_on(ground(report, found))


def relations_on(ground: Ground) -> tuple[Attribution, ...]:
    """Every attribution relation that the rules find."""
    spoken, named = ground.spoken, Named(ground.names)
    out: list[Attribution] = []
    opened = turns([w for w, _ in spoken])
    told = [([turn] if turn else []) + relations(w) for turn, (w, _) in zip(opened, spoken, strict=True)]
    for w, relation, contents in carry_on(spoken, told):
        chain = chain_of(w, relation, named)
        for source in reversed(chain):
            named.add(source, called(source, named))
        spans = () if relation.source is None else (w.span(*relation.source),)
        out.append(Attribution(chain, _manner(w, relation), spans, (w.span(*relation.cue),), contents))
    return tuple(out)


def chain_of(w: Words, relation: Found, named: Named) -> tuple[Source, ...]:
    """The tellers of a relation, closest to the event first, with the names that they have in the report."""
    links = [_source(w, teller, named) for teller in tellers(w, relation)]
    return tuple(link for link in links if link.normalised or link.name.lower() not in POSSESSIVE)


def _source(w: Words, teller: Range, named: Named) -> Source:
    span = w.span(*teller)
    name = w.text(*teller)
    source = Source(name, kind_of(name), span, resolve(name, span, named), country_of(name))
    return source if source.normalised is None else _completed(source, source.normalised, named)


def _completed(source: Source, name: str, named: Named) -> Source:
    """A source that resolves to `name`, with the kind and the country that go with that name."""
    kind = source.kind if source.kind is not SourceKind.OTHER else named.kind(name) or kind_of(name)
    return replace(source, kind=kind, country=source.country or country_of(name))


def _manner(w: Words, found: Found) -> Manner:
    quoted = [not w.outside(at) for start, end in found.contents for at in range(start, end)]
    return Manner.DIRECT if all(quoted) else Manner.MIXED if any(quoted) else Manner.INDIRECT
