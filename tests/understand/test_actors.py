"""Who did it and to whom, from the order of words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Actor, EventMention
from sayso.understand.entities import entities
from sayso.understand.events import events
from sayso.understand.layer import run
from sayso.understand.sentences import sentences
from sayso.vocabulary import ActorKind
from tests.understand.reports_for_tests import report_of

WORDS = [
    *"“”,;:.",
    "police",
    "by",
    "was",
    "arrested",
    "President",
    "Ana",
    "Lopez",
    "and",
    "of",
    "who",
    "the",
    "Russian",
    "to",
    "sent",
]

# sentence, kind of the event, actor, target (None = none told)
CASES: dict[str, tuple[str, str, str | None, str | None]] = {
    "active": ("Rebels kidnapped two engineers.", "abduction", "Rebels", "engineers"),
    "passive with agent": ("Two engineers were kidnapped by rebels.", "abduction", "rebels", "engineers"),
    "passive without agent": ("Two journalists were arrested on Monday.", "arrest", None, "journalists"),
    "headline passive": ("Five protesters arrested in Berin", "arrest", None, "protesters"),
    "adverb between": ("The airport was briefly occupied by demonstrators.", "occupation", "demonstrators", None),
    "title before a name": ("President Ana Lopez dismissed the cabinet.", "dismissal", "Ana Lopez", "cabinet"),
    "a name in apposition": (
        "The president of the republic, Ana Lopez, dismissed the cabinet.",
        "dismissal",
        "Ana Lopez",
        "cabinet",
    ),
    "a shared subject": ("Ana Lopez fired aides and imposed a curfew.", "curfew", "Ana Lopez", None),
    "a relative clause": ("Police arrested miners who had blocked the road.", "occupation", "miners", None),
    "a place after the subject": ("Students in Berin blocked the main road.", "occupation", "Students", None),
    "of carries on": (
        "Members of the Northern Alliance dispatched soldiers.",
        "deployment",
        "Members of the Northern Alliance",
        "soldiers",
    ),
    "agent of a noun": ("A strike by bus drivers began on Monday.", "strike", "bus drivers", None),
    "a people's name before a noun": ("Fresh Israeli air strikes hit the port.", "air_strike", "Israeli", None),
    "predicate": ("The European Union is ready to help.", "offer", "European Union", None),
    "bare verb": ("Russian soldiers control the airport", "control", "Russian soldiers", None),
    "a body's own service": ("The consular service could be restricted soon.", "restriction", "consular service", None),
    "to shoot whom": ("The general gave an order to shoot armed looters.", "shoot_order", "general", "armed looters"),
    "quotation marks": ("Some 300 “bandits” had attacked the town.", "attack", "bandits", None),
    "no actor is better than a thing": ("Heavy snow blocked the road.", "occupation", None, None),
    "nobody does an accident": ("The ministry said a ministry plane crashed.", "accident", None, None),
}
KINDS = {
    "Police": ActorKind.POLICE,
    "Rebels": ActorKind.ARMED_GROUP,
    "Soldiers": ActorKind.MILITARY,
    "A mob": ActorKind.CROWD,
    "The European Union": ActorKind.INTERNATIONAL_ORG,
    "Turkey": ActorKind.COUNTRY,
    "Prime Minister Ana Lopez": ActorKind.GOVERNMENT,
}
COUNTRIES = {"Kyrgyz soldiers": "KG", "South Korean police": "KR", "US troops": "US", "Turkey": "TR", "Guards": None}


def first(text: str, kind: str) -> EventMention:
    found = run((sentences, entities, events), report_of(text)).events
    return next(e for e in found if e.kind == kind)


def name(actor: Actor | None) -> str | None:
    return actor.name if actor else None


@pytest.mark.parametrize(("text", "kind", "actor", "target"), CASES.values(), ids=CASES)
def test_roles(text: str, kind: str, actor: str | None, target: str | None) -> None:
    event = first(text, kind)
    assert name(event.actor) == actor
    assert target is None or name(event.target) == target


@pytest.mark.parametrize(("doer", "kind"), KINDS.items(), ids=KINDS)
def test_kind(doer: str, kind: ActorKind) -> None:
    actor = first(f"{doer} attacked the village.", "attack" if doer != "A mob" else "mob_violence").actor
    assert actor and actor.kind is kind


@pytest.mark.parametrize(("doer", "country"), COUNTRIES.items(), ids=COUNTRIES)
def test_country(doer: str, country: str | None) -> None:
    actor = first(f"{doer} attacked the village.", "attack").actor
    assert actor and actor.country == country


def test_a_last_name_resolves_to_the_whole_name_and_its_title() -> None:
    report = report_of("President Ana Lopez spoke on Monday.", "Later Lopez dismissed the cabinet.")
    event = next(e for e in run((sentences, entities, events), report).events if e.kind == "dismissal")
    assert event.actor and (event.actor.name, event.actor.normalised) == ("Lopez", "Ana Lopez")
    assert event.actor.kind is ActorKind.GOVERNMENT


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_names_are_verbatim(some: list[str]) -> None:
    report = report_of(" ".join(some) or "x")
    for event in run((sentences, entities, events), report).events:
        for actor in (event.actor, event.target):
            assert actor is None or (actor.span.of(report.text) == actor.name and actor.name.strip())
