"""Who did it and to whom, from the order of words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import Actor, EventMention
from sayso.understand.pipeline import run
from sayso.understand.rules import PIPELINE
from sayso.vocabulary import ActorKind
from tests.understand.reports_for_tests import report_of

EVENTS = frozenset({"events"})
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
    "predicate": ("The African Union is ready to help.", "offer", "African Union", None),
    "bare verb": ("Russian soldiers control the airport", "control", "Russian soldiers", None),
    "a body's own service": ("The consular service could be restricted soon.", "restriction", "consular service", None),
    "to shoot whom": ("The general gave an order to shoot armed looters.", "shoot_order", "general", "armed looters"),
    "quotation marks": ("Some 300 “bandits” had attacked the town.", "attack", "bandits", None),
    "no actor is better than a thing": ("Heavy snow blocked the road.", "occupation", None, None),
    "nobody does an accident": ("The ministry said a ministry plane crashed.", "accident", None, None),
    "a crowd by its number": ("Thousands marched through Berin.", "peaceful_protest", "Thousands", None),
    "what only counts": ("Police arrested a number of students.", "arrest", "Police", "students"),
    "a figure is no target": ("The number of people detained is disputed.", "arrest", None, None),
    "an adverb is no part of a name": ("The ministry also blames looters.", "accusation", "ministry", "looters"),
    "a number begins a phrase": ("Envoys told parliament 30 miners went on strike.", "strike", "miners", None),
    "as opens a clause": ("The king dismissed the cabinet as crowds stormed the palace office.", "occupation", "crowds", None),
    "a possessor": ("Norland's air force shelled the port.", "shelling", "Norland's air force", None),
    "no group": ("No group has claimed responsibility.", "responsibility", None, None),
    "what was claimed": (
        "The group Dawn Front claimed responsibility for the raid.",
        "responsibility",
        "group Dawn Front",
        None,
    ),
    "claimed by": ("The attack, claimed by rebels, killed two.", "attack", "rebels", None),
    "in an attack by": ("Two monks died in an attack by gunmen.", "attack", "gunmen", None),
    "under attack from": ("The town came under attack from rebels.", "attack", "rebels", None),
    "under whose control": ("The port is under the control of the army.", "control", "army", None),
    "sides of a clash": ("Clashes between soldiers and rebels went on.", "armed_clash", "soldiers", "rebels"),
    "both signed": ("The government and the rebels signed a ceasefire.", "ceasefire", "government and the rebels", None),
    "arrest befalls": ("The editor's arrest caused an outcry.", "arrest", None, "editor"),
    "shot dead": ("Special forces shot dead two attackers.", "armed_clash", "Special forces", "attackers"),
    "shot and killed": ("Police shot and killed the driver.", "shooting", "Police", "driver"),
    "at least is no place": ("A gunman killed at least five tourists.", "attack", "gunman", "tourists"),
    "sentenced to": ("Lopez sentenced to three years in prison", "trial", None, None),
    "kidnapped years ago": ("The girls kidnapped more than two years ago are free.", "abduction", None, "girls"),
    "held captive by": ("The nurses still held captive by rebels are well.", "abduction", "rebels", "nurses"),
    "hostage is no name": ("Inmates took eleven guards hostage.", "abduction", "Inmates", "guards"),
    "of doing": ("Parents accused the army of doing nothing.", "accusation", "Parents", "army"),
    "on whom": ("The bloc imposed sanctions on nine generals.", "sanction", "bloc", "generals"),
    "fired at whom": (
        "Police fired tear gas at opposition supporters.",
        "protest_with_intervention",
        "Police",
        "opposition supporters",
    ),
    "a place is no target": ("Two died in the shooting at Berin University.", "shooting", None, None),
    "a city in its country": ("Clashes in Berin, Norway, killed two soldiers.", "armed_clash", None, None),
    "whom one orders evacuated": ("The king ordered the villagers to be evacuated.", "evacuation", None, "villagers"),
    "whom one orders to shoot": ("The president ordered troops to shoot without warning.", "shoot_order", "president", None),
    "a verb after will": ("The rebels will withdraw from two towns.", "withdrawal", "rebels", None),
    "armed is no verb": ("Armed men kidnapped a trader.", "abduction", "Armed men", "trader"),
    "warplanes": ("Israeli warplanes bombed a depot.", "air_strike", "Israeli warplanes", None),
    "a whole name": ("Islamic State attacks shook the city.", "attack", "Islamic State", None),
    "a headline is no name": ("Migrants In Germany Accused Of Coordinated Theft", "accusation", None, "Migrants"),
    "an age is no part of a name": ("A 23-year-old clerk attacked the guards.", "attack", "clerk", "guards"),
    "an adjective names nobody": ("The king deplored a horrible terrorist attack.", "attack", None, None),
}
TELLERS: dict[str, tuple[str, str, str | None]] = {
    "the teller does nothing": ("The Interior Ministry says eighteen officers were shot dead.", "shooting", None),
    "a headline's teller": ("Ministry reports 18 security officers killed", "attack", None),
    "whom the teller names": ("A hospital official said the army had shelled the market.", "shelling", "army"),
    "the teller is told as it": ("The army said it had shelled the market.", "shelling", "army"),
    "the teller is told as they": ("Police said on Monday that they had arrested a clerk.", "arrest", "Police"),
    "and that he": (
        "President Ana Lopez said that rain fell and that she had dismissed the cabinet.",
        "dismissal",
        "President Ana Lopez",
    ),
    "another's it": ("The army said the port was calm, but it was shelled.", "shelling", None),
    "who announces enacts": ("President Ana Lopez announced a curfew.", "curfew", "Ana Lopez"),
}
KINDS = {
    "Police": ActorKind.POLICE,
    "Rebels": ActorKind.ARMED_GROUP,
    "Soldiers": ActorKind.MILITARY,
    "A mob": ActorKind.CROWD,
    "The European Union": ActorKind.INTERNATIONAL_ORG,
    "Turkey": ActorKind.COUNTRY,
    "The Islamic State group": ActorKind.ARMED_GROUP,
    "Prime Minister Ana Lopez": ActorKind.GOVERNMENT,
}
COUNTRIES = {"Kyrgyz soldiers": "KG", "South Korean police": "KR", "US troops": "US", "Turkey": "TR", "Guards": None}


def first(text: str, kind: str) -> EventMention:
    found = run(PIPELINE, report_of(text), EVENTS).events
    return next(e for e in found if e.kind == kind)


def name(actor: Actor | None) -> str | None:
    return actor.name if actor else None


@pytest.mark.parametrize(("text", "kind", "actor", "target"), CASES.values(), ids=CASES)
def test_roles(text: str, kind: str, actor: str | None, target: str | None) -> None:
    event = first(text, kind)
    assert name(event.actor) == actor
    assert target is None or name(event.target) == target


@pytest.mark.parametrize(("text", "kind", "actor"), TELLERS.values(), ids=TELLERS)
def test_who_tells_does_not_do(text: str, kind: str, actor: str | None) -> None:
    assert name(first(text, kind).actor) == actor


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
    event = next(e for e in run(PIPELINE, report, EVENTS).events if e.kind == "dismissal")
    assert event.actor and (event.actor.name, event.actor.normalised) == ("Lopez", "Ana Lopez")
    assert event.actor.kind is ActorKind.GOVERNMENT


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_names_are_verbatim(some: list[str]) -> None:
    report = report_of(" ".join(some) or "x")
    for event in run(PIPELINE, report, EVENTS).events:
        for actor in (event.actor, event.target):
            assert actor is None or (actor.span.of(report.text) == actor.name and actor.name.strip())
