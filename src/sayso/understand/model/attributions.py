"""Layer `attributions`: relations from the network, tellers and chains by the rules' grammar.

The network finds who said what; who passed on what whom said, and who "it" or "the ministry" is, stays with the grammar
(`attributions/chains.py`, `attributions/resolution.py`). Where a rule read the same cue with the same source, its chain
counts; and where the network finds what was said but not by whom, so does the chain of a rule that attributes the same words.
A relation that only a rule found stays where the network names nobody: for a figure, or on the word of a ministry, an agency,
the police.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.types import Attribution, Layers, Report, Source, Span
from sayso.understand.attributions.cues import cue_forms
from sayso.understand.attributions.layer import chain_of, ground, relations_on
from sayso.understand.attributions.named_before import Named
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.resolution import called
from sayso.understand.model.network import Answers
from sayso.understand.model.relations import Relation, relations
from sayso.understand.nearby import Nearby
from sayso.vocabulary import Manner, SourceKind

Told = tuple[Relation, Attribution | None]
"""A relation of the network, and the rule's reading that gives it its chain."""


def attributions(report: Report, found: Layers, answers: Answers, settings: Mapping[str, Any]) -> tuple[Attribution, ...]:
    """Every attribution relation of the report, in the order of the text."""
    here = ground(report, found)
    ruled = [a for a in relations_on(here) if a.chain]
    by_cue = Nearby(found.sentences, ((a, a.cue) for a in ruled))
    by_content = Nearby(found.sentences, ((a, a.content) for a in ruled))
    marks = Nearby(found.sentences, ((q, (q,)) for block in here.quoted for q in block))
    told = [(r, _same_cue(r, by_cue) or _same_content(r, by_content)) for r in relations(report.text, answers, settings)]
    extra = _only_voices(ruled, told, found)
    named = Named(here.names)
    spoken = [w for w, _ in here.spoken]
    out: list[Attribution] = []
    items: list[Attribution | Told] = [*told, *extra]
    for item in sorted(items, key=_start):
        one = item if isinstance(item, Attribution) else _attribution(item, spoken, named, marks)
        for source in reversed(one.chain):
            named.add(source, called(source, named))
        out.append(one)
    return tuple(out)


def _start(item: Attribution | Told) -> int:
    if isinstance(item, Attribution):
        return min((s.start for s in (*item.cue, *item.content)), default=0)
    relation = item[0]
    return min(s.start for s in (*([relation.cue] if relation.cue else []), *relation.contents))


def _same_cue(relation: Relation, ruled: Nearby[Attribution]) -> Attribution | None:
    """The rule's reading of the same cue, if it names the same source."""
    if relation.cue is None:
        return None
    one = next((a for a in ruled.near(relation.cue) if any(cue.overlaps(relation.cue) for cue in a.cue)), None)
    same = one is not None and (relation.source is None or any(s.overlaps(relation.source) for s in one.source))
    return one if same else None


def _same_content(relation: Relation, ruled: Nearby[Attribution]) -> Attribution | None:
    """Of a relation whose teller the network has not found: the rule's that attributes the same words."""
    if relation.source is not None:
        return None
    near = ((one, content) for content in relation.contents for one in ruled.near(content))
    return next((one for one, content in near if any(_mostly(content, c) for c in one.content)), None)


def _mostly(one: Span, other: Span) -> bool:
    """Does the other hold more than half of it?"""
    return min(one.end, other.end) - max(one.start, other.start) > (one.end - one.start) / 2


def _only_voices(ruled: Sequence[Attribution], told: Sequence[Told], found: Layers) -> list[Attribution]:
    """Rules' attributions where nobody is named by the network: of a figure, or by a teller of a known kind of anything."""
    used = {id(rule) for _, rule in told if rule}
    spans = ((c, (c,)) for relation, rule in told if relation.source or rule for c in _contents(relation, rule))
    heard = Nearby(found.sentences, spans)
    figures = Nearby(found.sentences, ((f.figure.span, (f.figure.span,)) for f in found.figures))

    def silent(span: Span) -> bool:
        return not any(c.overlaps(span) for c in heard.near(span))

    def only(one: Attribution) -> bool:
        if any(silent(f) for c in one.content for f in figures.near(c) if c.holds(f)):
            return True
        known = all(source.kind is not SourceKind.OTHER for source in one.chain)
        return known and id(one) not in used and all(silent(c) for c in one.content)

    return [one for one in ruled if one.content and only(one)]


def _attribution(told: Told, spoken: Sequence[Words], named: Named, marks: Nearby[Span]) -> Attribution:
    relation, ruled = told
    source = (relation.source,) if relation.source else ruled.source if ruled else ()
    cue = (relation.cue,) if relation.cue else ruled.cue if ruled else ()
    chain = ruled.chain if ruled else _chain(relation, spoken, named)
    contents = _contents(relation, ruled)
    return Attribution(chain, _manner(contents, marks), source, cue, contents)


def _contents(relation: Relation, ruled: Attribution | None) -> tuple[Span, ...]:
    """What the network found to be said; of a teller of whom it found no words, what the rule did."""
    return relation.contents or (ruled.content if ruled else ())


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
    return chain_of(w, Found(source, cue, contents, _lemma(w, cue)), named)


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


def _manner(contents: Sequence[Span], marks: Nearby[Span]) -> Manner:
    """Direct where every content is a quotation, mixed where one holds a quotation."""
    near = [(content, marks.near(content)) for content in contents]
    inside = [any(q.start <= c.start + 1 and c.end - 1 <= q.end for q in quotations) for c, quotations in near]
    if contents and all(inside):
        return Manner.DIRECT
    some = any(q.overlaps(c) for c, quotations in near for q in quotations)
    return Manner.MIXED if some else Manner.INDIRECT
