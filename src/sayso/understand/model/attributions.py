"""Layer `attributions`: relations from the network, tellers and chains by the rules' grammar.

The network finds who said what; who passed on what whom said, and who "it" or "the ministry" is, stays with the grammar
(`attributions/chains.py`, `attributions/resolution.py`). Where a rule read the same cue with the same source, its chain counts.
A relation that only a rule found stays where the network names nobody: for a figure, or on the word of a ministry, an agency,
the police.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.types import Attribution, Layers, Report, Source, Span
from sayso.understand.attributions.chains import tellers
from sayso.understand.attributions.cues import cue_forms
from sayso.understand.attributions.layer import POSSESSIVE, ground, relations_on, source_of
from sayso.understand.attributions.named_before import Named
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.resolution import called
from sayso.understand.model.network import Answers
from sayso.understand.model.relations import Relation, relations
from sayso.vocabulary import Manner, SourceKind


def attributions(report: Report, found: Layers, answers: Answers, settings: Mapping[str, Any]) -> tuple[Attribution, ...]:
    """Every attribution relation of the report, in the order of the text."""
    here = ground(report, found)
    ruled, spoken = relations_on(here), [w for w, _ in here.spoken]
    told = relations(report.text, answers, settings)
    extra = [a for a in ruled if _only_voice(a, told, found)]
    named = Named(here.names)
    out: list[Attribution] = []
    items: list[Attribution | Relation] = [*told, *extra]
    for item in sorted(items, key=_start):
        one = item if isinstance(item, Attribution) else _attribution(item, _same_cue(item, ruled), spoken, named, here.quoted)
        for source in reversed(one.chain):
            named.add(source, called(source, named))
        out.append(one)
    return tuple(out)


def _start(item: Attribution | Relation) -> int:
    spans = (*item.cue, *item.content) if isinstance(item, Attribution) else (*([item.cue] if item.cue else []), *item.contents)
    return min((s.start for s in spans), default=0)


def _only_voice(ruled: Attribution, told: Sequence[Relation], found: Layers) -> bool:
    """Does a rule name a teller where the network names nobody: for a figure, or a teller of a known kind for anything?"""
    if not ruled.chain or not ruled.content:
        return False
    heard = [c for r in told if r.source for c in r.contents]
    known = all(source.kind is not SourceKind.OTHER for source in ruled.chain)
    if known and not any(c.overlaps(h) for c in ruled.content for h in heard):
        return True
    figures = [f.figure.span for f in found.figures if any(c.holds(f.figure.span) for c in ruled.content)]
    return any(not any(h.overlaps(f) for h in heard) for f in figures)


def _same_cue(relation: Relation, ruled: Sequence[Attribution]) -> Attribution | None:
    """The rule's reading of the same cue, if it names the same source."""
    if relation.cue is None:
        return None
    for one in ruled:
        if any(cue.overlaps(relation.cue) for cue in one.cue):
            same = relation.source is None or any(s.overlaps(relation.source) for s in one.source)
            return one if same and one.chain else None
    return None


def _attribution(
    relation: Relation, ruled: Attribution | None, spoken: Sequence[Words], named: Named, quoted: Sequence[Sequence[Span]]
) -> Attribution:
    chain = ruled.chain if ruled else _chain(relation, spoken, named)
    return Attribution(
        chain,
        _manner(relation.contents, quoted),
        (relation.source,) if relation.source else (),
        (relation.cue,) if relation.cue else (),
        relation.contents,
    )


def _chain(relation: Relation, spoken: Sequence[Words], named: Named) -> tuple[Source, ...]:
    """The tellers of a relation; of one whose source stands in another sentence than its cue, the source alone."""
    if relation.source is None:
        return ()
    w = _utterance(spoken, relation.source)
    source = _range(w, relation.source) if w else None
    if w is None or source is None:
        return ()
    cue = (_range(w, relation.cue) if relation.cue else None) or (source[1], min(source[1] + 1, len(w)))
    contents = tuple(r for c in relation.contents if (r := _range(w, c)) is not None)
    links = [source_of(w, link, named) for link in tellers(w, Found(source, cue, contents, _lemma(w, cue)))]
    return tuple(link for link in links if link.normalised or link.name.lower() not in POSSESSIVE)


def _utterance(spoken: Sequence[Words], span: Span) -> Words | None:
    at = bisect_right(spoken, span.start, key=lambda w: w.tokens[0].start if w.tokens else 0) - 1
    return spoken[at] if at >= 0 and spoken[at].tokens else None


def _range(w: Words, span: Span) -> Range | None:
    """The tokens of an utterance that a span covers."""
    at = [n for n, token in enumerate(w.tokens) if token.start < span.end and span.start < token.end]
    return (at[0], at[-1] + 1) if at else None


def _lemma(w: Words, cue: Range) -> str:
    known = cue_forms()
    forms = (known.get(w.lower[at]) for at in reversed(range(*cue)))
    if "according" in w.lower[cue[0] : cue[1]]:
        return "according to"
    return next((form.lemma for form in forms if form), w.at(cue[1] - 1))


def _manner(contents: Sequence[Span], quoted: Sequence[Sequence[Span]]) -> Manner:
    """Direct where every content is a quotation, mixed where one holds a quotation."""
    marks = [q for block in quoted for q in block]
    inside = [any(q.start <= c.start + 1 and c.end - 1 <= q.end for q in marks) for c in contents]
    if contents and all(inside):
        return Manner.DIRECT
    some = any(q.overlaps(c) for q in marks for c in contents)
    return Manner.MIXED if some else Manner.INDIRECT
