"""What network and rules make together, with a network whose answers the test chooses."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from sayso.types import Attribution, Layers, Report, Span
from sayso.understand.attributions.choice import Attributions
from sayso.understand.certainty import status_of
from sayso.understand.events.layer import events as ruled_events
from sayso.understand.figure_status import status_of_figure
from sayso.understand.figures.layer import figures as ruled_figures
from sayso.understand.figures.scene import Kind
from sayso.understand.mentions import mentions_of
from sayso.understand.model.attributions import attributions
from sayso.understand.model.causes import causes, with_rules
from sayso.understand.model.certainty import certainties
from sayso.understand.model.entities import entities
from sayso.understand.model.events import events
from sayso.understand.model.figures import decided, figures
from sayso.understand.model.labels import CAUSES, ENTITIES, FIRST, KINDS, NONE, POPULATIONS, STATUSES, TAGS
from sayso.understand.model.network import SLICES
from sayso.understand.sentences import sentences
from sayso.vocabulary import EntityType, PopulationKind, Status
from tests.understand.model.networks import answers_of, settings
from tests.understand.reports_for_tests import report_of

SURE = 12.0


def attributed(report: Report, **tags: str) -> tuple[Attribution, ...]:
    """The attributions where the network tags these words: `content="nine people"` is a B-content and I-contents."""
    found = cut(report)
    found = replace(found, figures=ruled_figures.run(report, found))
    said: dict[tuple[str, int], dict[str, float]] = {}
    for role, words in tags.items():
        first, *rest = words.split()
        said["tags", TAGS.index(f"B-{role}")] = {first: SURE}
        said["tags", TAGS.index(f"I-{role}")] = dict.fromkeys(rest, SURE)
    return attributions(report, found, answers_of(report, found.sentences, said), settings())


def cut(report: Report) -> Layers:
    return Layers(sentences=sentences.run(report, Layers()))


def shares(kind: str, share: float) -> np.ndarray:
    out = np.full(len(KINDS), (1 - share) / (len(KINDS) - 1), np.float32)
    out[KINDS.index(kind)] = share
    return out


@pytest.mark.parametrize(
    ("network", "rules", "kind"),
    [
        (shares("killed", 0.9), Kind("killed", "predicate", 0.9), "killed"),
        (shares("injured", 0.999), Kind("killed", "part-played", 0.5), "injured"),
        (shares("injured", 0.6), Kind("killed", "predicate", 0.97), "killed"),
        (shares(NONE, 0.3), None, None),
        (shares("trapped", 0.9999), None, "trapped"),
        (shares(NONE, 0.9999), Kind("gathered", "part-played", 0.5), None),
    ],
)
def test_the_surer_voice_decides_the_kind(network: np.ndarray, rules: Kind | None, kind: str | None) -> None:
    found = decided(network, rules, settings())
    assert (found.kind if found else None) == kind


def test_a_figure_that_both_see_keeps_the_rules_numbers_and_population() -> None:
    report = report_of("Twelve people were killed.")
    told = answers_of(report, cut(report).sentences, {
        ("kind", KINDS.index("killed")): {"Twelve": SURE},
        ("population", POPULATIONS.index(PopulationKind.MEDICS)): {"Twelve": SURE, "people": SURE},
    })  # fmt: skip
    (mention,) = figures(report, cut(report), told, settings())
    assert (mention.kind, mention.figure.low, mention.figure.population_kind) == ("killed", 12, PopulationKind.PEOPLE)


def test_a_number_that_the_network_is_sure_counts_nobody_makes_no_figure() -> None:
    report = report_of("The film shows a crowd of 300 people.")
    found = cut(report)
    assert ruled_figures.run(report, found) != ()
    said = {("kind", KINDS.index(NONE)): {"300": 2 * SURE}}
    assert figures(report, found, answers_of(report, found.sentences, said), settings()) == ()


def test_the_status_of_a_figure_is_the_rules() -> None:
    """Neither the network's status nor its doubt about the event makes a figure less than asserted."""
    report = report_of("Seven people were killed in an attack.")
    found = cut(report)
    found = replace(found, figures=ruled_figures.run(report, found))
    found = replace(found, events=ruled_events.run(report, found))
    said = {
        ("status", STATUSES.index("alleged")): {"Seven": SURE, "people": SURE},
        ("fact", 0): {"attack": -3.0, "killed": -3.0},
    }
    seen = certainties(found, (), answers_of(report, found.sentences, said), settings())
    assert [c.status for c in seen] == [Status.HYPOTHETICAL]
    assert status_of_figure(replace(found, certainties=seen), found.figures[0]) == (Status.ASSERTED, None)


def test_entities_keep_the_rules_sums() -> None:
    report = report_of("Roe paid 5 dollars.")
    told = answers_of(report, cut(report).sentences, {("entity", ENTITIES.index("B-PER")): {"Roe": SURE}})
    found = entities(report.text, cut(report).sentences, told)
    assert [(e.span.of(report.text), e.type) for e in found] == [("Roe", EntityType.PER), ("5 dollars", EntityType.MONEY)]


def test_a_relation_of_the_network_gets_its_chain_from_the_grammar() -> None:
    report = report_of("Nine died, state radio reported, citing the Health Ministry.")
    relation, *_ = attributed(report, content="Nine died", source="state radio", cue="reported")
    assert [s.of(report.text) for s in relation.content] == ["Nine died"]
    assert [s.name for s in relation.chain] == ["the Health Ministry", "state radio"]


def test_a_teller_of_a_figure_that_only_a_rule_sees_stays() -> None:
    (relation,) = attributed(report_of("According to the ministry, nine people died."))
    assert [s.name for s in relation.chain] == ["the ministry"]


def test_an_event_that_only_the_network_sees_stands_on_its_word() -> None:
    report = report_of("Shells fell on the village.")
    found = cut(report)
    kind = FIRST.index("shelling")
    told = answers_of(report, found.sentences, {
        ("first", kind): dict.fromkeys(("Shells", "fell", "on", "the", "village", "."), 6.0) | {"Shells": 60.0},
    })  # fmt: skip
    found_events = events(report, found, [], told, settings())
    assert [(e.kind, e.trigger.of(report.text)) for e in found_events] == [("shelling", "Shells")]
    assert list(mentions_of(report, replace(found, events=found_events))) == []  # its word alone makes no claim


def test_a_sentence_that_the_network_finds_empty_tells_nothing_by_a_faint_rule() -> None:
    report = report_of("The film tells of a strike.")
    found = cut(report)
    told = answers_of(
        report, found.sentences, {("first", FIRST.index(NONE)): dict.fromkeys(report.text[:-1].split(), 30.0) | {".": 30.0}}
    )
    faint = [replace(e, score=0.3) for e in ruled_events.run(report, found)]
    assert events(report, found, faint, told, settings()) == ()


def test_cause_and_effect_of_a_causal_sentence() -> None:
    report = report_of("Floods closed roads.")
    said = {
        ("causal", 0): dict.fromkeys(("Floods", "closed", "roads", "."), 9.0),
        ("cause", CAUSES.index("B-cause")): {"Floods": SURE},
        ("cause", CAUSES.index("B-effect")): {"closed": SURE},
        ("cause", CAUSES.index("I-effect")): {"roads": SURE},
    }
    (cause,) = causes(report.text, cut(report).sentences, answers_of(report, cut(report).sentences, said), settings())
    assert (cause.cause.of(report.text), cause.effect.of(report.text)) == ("Floods", "closed roads")
    assert not cause.rule.startswith("cause:")  # no word says why, so no claim is made of it
    ruled = replace(cause, rule="cause: because", effect=Span(cause.effect.start, cause.effect.end - 1))
    assert with_rules((cause,), (ruled,)) == (replace(cause, rule="cause: because"),)
    assert with_rules((), (ruled, replace(ruled, rule="time: after"))) == (ruled,)


def test_a_count_whose_teller_only_the_rules_see_is_not_the_reports_own() -> None:
    """The network tags what was said and nothing else: the rule that reads the teller gives the chain."""
    report = report_of("The police said that nine people died.")
    (relation,) = attributed(report, content="nine people died")
    assert [s.name for s in relation.chain] == ["The police"]
    found = replace(cut(report), attributions=(relation,))
    count = Span(report.text.index("nine"), report.text.index(" died"))
    assert [s.name for s in Attributions(report, found).of(count, 0).chain] == ["The police"]


def test_a_person_whom_only_the_rules_see_is_not_lost() -> None:
    (relation,) = attributed(report_of("Smith said that the town was quiet."), content="that the town was quiet")
    assert [s.name for s in relation.chain] == ["Smith"]


def test_a_half_read_attribution_is_one() -> None:
    (relation,) = attributed(report_of("The police said that nine people died."), cue="said", content="that nine people died")
    assert [s.name for s in relation.chain] == ["The police"]


def test_the_network_doubts_an_event_and_says_so() -> None:
    report = report_of("Police arrested Roe.")
    found = cut(report)
    found = replace(found, events=ruled_events.run(report, found))
    told = answers_of(report, found.sentences, {("fact", 0): {"arrested": -2.5}})
    found = replace(found, certainties=certainties(found, (), told, settings()))
    assert status_of(found, 0, found.events[0].trigger)[0] is Status.HYPOTHETICAL
    assert certainties(found, (), answers_of(report, found.sentences, {("fact", 0): {"arrested": 2.5}}), settings()) == ()


def test_a_name_has_one_type_all_through_a_report() -> None:
    report = report_of("Aru fell. Aru burned. Aru starved.")
    said = {("entity", ENTITIES.index("B-LOC")): {"Aru": SURE}}
    told = answers_of(report, cut(report).sentences, said)
    at = SLICES["entity"].start + ENTITIES.index("B-PER")
    told.values[0, at] = 2 * SURE  # the network takes the first one for a person
    assert {e.type for e in entities(report.text, cut(report).sentences, told)} == {EntityType.LOC}


def test_a_name_with_a_hyphen_is_whole() -> None:
    report = report_of("Wong Tak-wah left, and US-led troops came.")
    told = answers_of(report, cut(report).sentences, {
        ("entity", ENTITIES.index("B-PER")): {"Wong": SURE},
        ("entity", ENTITIES.index("I-PER")): {"Tak-wah": SURE},
        ("entity", ENTITIES.index("B-LOC")): {"US": SURE, "US-led": SURE},
    })  # fmt: skip
    assert next(e.span.of(report.text) for e in entities(report.text, cut(report).sentences, told)) == "Wong Tak-wah"


def test_layers_take_time_in_step_with_the_text() -> None:
    """Twice the text, twice the time: nothing compares every relation with every other."""

    def seconds(times: int) -> float:
        report = report_of(" ".join(["The police said that nine people died."] * times))
        start = time.process_time()
        told = attributed(report, source="police", cue="said", content="that nine people died")
        assert len(told) == times
        return time.process_time() - start

    short, long = (min(seconds(n) for _ in range(3)) for n in (300, 1200))
    assert long < 4 * 1.6 * short
