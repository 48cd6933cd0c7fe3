"""Layer `attributions`: on whose word each thing is said, in the sense of PolNeAR (source, cue, content), in text order."""

from __future__ import annotations

from sayso.types import Attribution, Layers, Report, Source, Span
from sayso.understand.layer import layer
from sayso.understand.quotations import quotations
from sayso.understand.quoted_words import Words, words_of
from sayso.understand.relations import Found, relations
from sayso.vocabulary import Manner, SourceKind


@layer(gives="attributions", needs=("sentences",))
def attributions(report: Report, found: Layers) -> tuple[Attribution, ...]:
    """Every attribution relation of the report."""
    quoted = {number: tuple(quotations(report.text, block.span)) for number, block in enumerate(report.blocks)}
    out: list[Attribution] = []
    for sentence in found.sentences:
        w = words_of(sentence, quoted[sentence.block])
        out += [_attribution(report, w, relation) for relation in relations(w)]
    return tuple(out)


def _attribution(report: Report, w: Words, found: Found) -> Attribution:
    source = () if found.source is None else (w.span(*found.source),)
    chain = tuple(Source(span.of(report.text), SourceKind.OTHER, span) for span in source)
    contents = tuple(w.span(*content) for content in found.contents)
    return Attribution(chain, _manner(w, found), source, (w.span(*found.cue),), contents)


def _manner(w: Words, found: Found) -> Manner:
    quoted = [not w.outside(at) for start, end in found.contents for at in range(start, end)]
    return Manner.DIRECT if all(quoted) else Manner.MIXED if any(quoted) else Manner.INDIRECT
