"""Whatever a server answers, no claim holds anything but words of the report, closed words, and numbers read from its words."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.types import Claim, Reading, Span
from sayso.understand.figures.numbers import quantities
from sayso.understand.llm.answer import NoAnswerError, said
from sayso.understand.llm.claims import held
from sayso.understand.llm.layers import with_pointed
from sayso.understand.sentences import tokens
from sayso.vocabulary import ActorKind, Manner, SourceKind, Status, Verification, kinds
from tests.understand.llm.reading import MAKER, REPORT, SENTENCES, found

FOUND = found()
TEXT = REPORT.text
CUTS = sorted({at for s in FOUND.sentences for t in s.tokens for at in (t.start, t.end)})
HOSTILE = ("", " ", "999", "at least 9,000 guards", "=HYPERLINK(1)", "<script>", "\x1b[2J", "\ud800", "\u202e", "the army")


@st.composite
def words(draw: st.DrawFn) -> str:
    """Of the report, cut anywhere or between its tokens; or made up."""
    start, end = sorted((draw(st.sampled_from(CUTS)), draw(st.sampled_from(CUTS))))
    shift = draw(st.sampled_from((0, 0, 0, 0, 1)))
    whole = st.sampled_from((*SENTENCES, "at least 18 guards", "3,700 people", "12", "police", "Almaty", "On Friday morning"))
    return draw(st.one_of(whole, whole, st.just(TEXT[start + shift : end]), st.sampled_from(HOSTILE), st.text(max_size=8)))


def named(closed: Any) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"words": words(), "kind": st.sampled_from([str(k) for k in closed])})


def maybe(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.none(), what)


CLAIM = st.fixed_dictionaries(
    {
        "evidence": st.one_of(st.sampled_from(SENTENCES), words()),
        "kind": st.one_of(st.sampled_from(("killed", "arrested", "membership", "cause")), st.sampled_from(list(kinds()))),
        "words": words(),
        "figure": maybe(words()),
        "sources": st.lists(named(SourceKind), max_size=2),
        "cue": maybe(words()),
        "manner": st.sampled_from([str(m) for m in Manner]),
        "actor": maybe(named(ActorKind)),
        "target": maybe(named(ActorKind)),
        "place": maybe(words()),
        "time": maybe(words()),
        "said": maybe(words()),
        "status": st.sampled_from([str(s) for s in Status]),
        "verification": st.sampled_from([str(v) for v in Verification]),
        "verification_words": maybe(words()),
        "members": st.lists(words(), max_size=2),
        "body": maybe(words()),
        "cause": maybe(words()),
        "effect": maybe(words()),
    }
)


def spans(claim: Claim) -> list[tuple[Span, str]]:
    """Every span of a claim that has a name, with it."""
    out = [(claim.evidence.span, claim.evidence.text)]
    out += [(one.span, one.name) for one in (claim.actor, claim.target) if one]
    out += [(link.span, link.name) for link in claim.attribution.chain if link.span]
    out += [(when.span, when.words) for when in (claim.time, claim.said, claim.until) if when and when.span and when.words]
    if claim.verification_evidence:
        out.append((claim.verification_evidence.span, claim.verification_evidence.text))
    return out


def holds(claim: Claim) -> None:
    for span, name in spans(claim):
        assert span.of(TEXT) == name
    for place in (claim.place, *claim.also):  # "across the country" is told by the rules under the country's name
        assert place is None or place.name in TEXT or place.geonames is not None
    people = claim.figure.population if claim.figure else None
    for told in (*claim.members, claim.body, claim.cause, claim.effect, people):
        assert told is None or told in TEXT
    assert claim.verified_by is None and all(link.span for link in claim.attribution.chain)
    if claim.figure:
        read = [(q.low, q.high, q.relation) for q in quantities(tuple(tokens(TEXT, claim.evidence.span)))]
        assert (claim.figure.low, claim.figure.high, claim.figure.relation) in read
        assert claim.evidence.span.holds(claim.figure.span)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CLAIM, max_size=4))
def test_every_slot_is_words_of_the_report(claims: list[dict[str, Any]]) -> None:
    made = held(REPORT, FOUND, said(json.dumps({"claims": claims})), MAKER)
    assert len(made.claims) + made.dropped.total() == len(claims)
    for claim in made.claims:
        holds(claim)
    reading = Reading(REPORT.id, MAKER, with_pointed(FOUND, made.pointed), made.claims)
    ends = len(TEXT)
    layers = reading.layers
    all_spans = [s for a in layers.attributions for s in (*a.source, *a.cue, *a.content)]
    all_spans += [e.trigger for e in layers.events] + [f.figure.span for f in layers.figures]
    all_spans += [s for c in layers.causes for s in (c.cause, c.effect)] + [s for m in layers.memberships for s in m.members]
    assert all(0 <= s.start < s.end <= ends for s in all_spans)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=6), st.sampled_from(("claims", "killed"))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(st.text(max_size=4), st.sampled_from(("claims", "kind", "words", "evidence"))), inner, max_size=3
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), JSON.map(json.dumps), JSON.map(lambda value: json.dumps({"claims": [value]}))))
def test_anything_else_is_no_answer(text: str) -> None:
    """Or has no claims: nothing that is not of the form gives one."""
    try:
        assert said(text) == ()
    except NoAnswerError as error:
        assert error.why in ("it is no JSON", "it is not of the form that was asked for")
