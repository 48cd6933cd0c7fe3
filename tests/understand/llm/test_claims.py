"""What a model points at becomes a claim whose values are ours, or it is dropped and counted."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.types import Figure
from sayso.understand.claims import claims_of
from sayso.understand.llm.pointed import Dropped
from sayso.vocabulary import (
    ActorKind,
    BlockKind,
    Manner,
    Phase,
    PlacePrecision,
    Relation,
    SourceKind,
    Status,
    TimeRole,
    Verification,
)
from tests.llm_server import claim
from tests.understand.llm.reading import ARRESTS, BLOC, BORDER, GUARDS, MAKER, REPORT, TALKS, found, read
from tests.understand.reports_for_tests import report_of

KILLED = claim(GUARDS, "killed", "were killed", figure="at least 18 guards")
CLOSED = claim(BORDER, "border_closure", "closed the border")


def figure(words: str, evidence: str = GUARDS, kind: str = "killed") -> Figure | None:
    """Of a claim with these words for its figure; None where it is dropped for its number."""
    made = read(claim(evidence, kind, words, figure=words))
    if not made.claims:
        assert made.dropped == {Dropped.NUMBER: 1}
        return None
    return made.claims[0].figure


class TestFigures:
    def test_the_number_is_read_from_the_words(self) -> None:
        made = figure("at least 18 guards")
        assert made is not None
        assert (made.low, made.high, made.relation, made.population) == (18, None, Relation.AT_LEAST, "guards")
        assert made.span.of(REPORT.text) == "at least 18 guards"

    @pytest.mark.parametrize("words", ["18", "18 guards", "guards were killed in Almaty", "least 18"])
    def test_a_bound_is_never_lost(self, words: str) -> None:
        made = figure(words)
        assert made is None or made.relation is Relation.AT_LEAST
        assert (made is None) is ("18" not in words)

    @pytest.mark.parametrize(
        ("words", "low"), [("3,700 people", 3700), ("12", 12), ("3,700 people were arrested and 12 were hurt", None)]
    )
    def test_words_with_two_numbers_are_none(self, words: str, low: int | None) -> None:
        made = figure(words, ARRESTS, "arrested")
        assert (made.low if made else None) == low

    @pytest.mark.parametrize(
        ("evidence", "words"),
        [
            ("He was 19 years old when he died.", "19 years old"),
            ("Twelve buses burned in 2022.", "2022"),
            ("Twelve buses burned in 2022.", "Twelve buses"),
            ("It cost 5 million dollars.", "5 million dollars"),
            ("Everybody in the house died.", "Everybody"),
        ],
    )
    def test_what_is_no_count_of_people(self, evidence: str, words: str) -> None:
        made = read(claim(evidence, "killed", words, figure=words), report=report_of(evidence))
        assert made.claims == () and made.dropped == {Dropped.NUMBER: 1}

    def test_an_id_is_that_of_the_other_readers(self) -> None:
        """So that verdicts stay with a claim, whoever reads the report again."""
        of_rules = {c.id: c for c in claims_of(REPORT, found(), MAKER)}
        [made] = read(KILLED).claims
        assert made.figure == of_rules[made.id].figure and made.place == of_rules[made.id].place


DROPPED: dict[str, tuple[dict[str, Any], Dropped]] = {
    "evidence that is not there": (KILLED | {"evidence": "At least 19 guards were killed."}, Dropped.WORDS),
    "evidence over two sentences": (KILLED | {"evidence": f"{GUARDS} {TALKS}"}, Dropped.WORDS),
    "words of another sentence": (KILLED | {"words": "will not talk"}, Dropped.WORDS),
    "a figure of another sentence": (KILLED | {"figure": "3,700 people"}, Dropped.WORDS),
    "an invented number": (KILLED | {"figure": "at least 1,800 guards"}, Dropped.WORDS),
    "a part of a number": (claim(ARRESTS, "arrested", "arrested", figure="700 people"), Dropped.WORDS),
    "a source that is not there": (KILLED | {"sources": [{"words": "Reuters", "kind": "agency"}]}, Dropped.WORDS),
    "a cue that is not there": (
        KILLED | {"sources": [{"words": "state radio", "kind": "media"}], "cue": "shouted"},
        Dropped.WORDS,
    ),
    "an actor that is not there": (KILLED | {"actor": {"words": "the army", "kind": "military"}}, Dropped.WORDS),
    "a target that is not there": (CLOSED | {"target": {"words": "the army", "kind": "military"}}, Dropped.WORDS),
    "a place that is not there": (KILLED | {"place": "Astana"}, Dropped.WORDS),
    "a time that is not there": (KILLED | {"time": "on Thursday"}, Dropped.WORDS),
    "a day of saying that is not there": (KILLED | {"said": "Thursday"}, Dropped.WORDS),
    "checking that is not there": (KILLED | {"verification": "verified", "verification_words": "We checked."}, Dropped.WORDS),
    "members that are not there, where the kind has none": (CLOSED | {"members": ["Westland"]}, Dropped.WORDS),
    "an effect that is not there, where the kind has none": (CLOSED | {"effect": "the war"}, Dropped.WORDS),
    "people without a figure": (KILLED | {"figure": None}, Dropped.MISFIT),
    "a figure without people": (CLOSED | {"figure": "5"}, Dropped.MISFIT),
    "a membership without members": (claim(BLOC, "membership", "members", body="bloc"), Dropped.MISFIT),
    "a membership without a body": (claim(BLOC, "membership", "members", members=["Norland"]), Dropped.MISFIT),
    "a member that is not there": (claim(BLOC, "membership", "members", members=["Westland"], body="bloc"), Dropped.WORDS),
    "a cause without an effect": (claim(BORDER, "cause", "rose", cause="the fuel price rose"), Dropped.MISFIT),
    "a cause of another sentence": (claim(BORDER, "cause", "rose", cause="18 guards", effect="the unrest"), Dropped.WORDS),
}


@pytest.mark.parametrize(("told", "why"), DROPPED.values(), ids=DROPPED)
def test_what_is_dropped(told: dict[str, Any], why: Dropped) -> None:
    made = read(told, CLOSED)
    assert [c.kind for c in made.claims] == ["border_closure"] and made.dropped == {why: 1}


class TestSlots:
    def test_sources_in_their_order(self) -> None:
        sources = [{"words": "police", "kind": "other"}, {"words": "His office", "kind": "government"}]
        told = claim(ARRESTS, "arrested", "arrested", figure="3,700 people", sources=sources, cue="said", manner="indirect")
        [made] = read(told).claims
        assert [(s.name, s.kind) for s in made.attribution.chain] == [
            ("police", SourceKind.POLICE),
            ("His office", SourceKind.GOVERNMENT),
        ]
        assert made.attribution.manner is Manner.INDIRECT
        assert [c.of(REPORT.text) for c in made.attribution.cue] == ["said"]

    def test_whose_name_is_private_is_not_for_a_model_to_say(self) -> None:
        """What our lists know of a name counts: on it hangs whether it is published."""
        text = "A local doctor said that 12 people died."
        told = claim(text, "killed", "died", figure="12 people", sources=[{"words": "A local doctor", "kind": "government"}])
        [made] = read(told, report=report_of(text)).claims
        assert made.attribution.chain[0].kind is SourceKind.MEDICAL

    @pytest.mark.parametrize(
        ("who", "kind"),
        [
            ("Aigul Omarova, a local resident, said", SourceKind.WITNESS),
            ("Doctor Aigul Omarova said", SourceKind.MEDICAL),
            ("A nurse, Aigul Omarova, said", SourceKind.MEDICAL),
        ],
    )
    def test_a_bare_name_cut_out_of_a_private_source_stays_private(self, who: str, kind: SourceKind) -> None:
        """A model that points at the name alone, and calls it a government, would have it published."""
        text = f"{who} that 12 people died."
        told = claim(text, "killed", "died", figure="12 people", sources=[{"words": "Aigul Omarova", "kind": "government"}])
        [made] = read(told, report=report_of(text)).claims
        assert [(s.name, s.kind) for s in made.attribution.chain] == [("Aigul Omarova", kind)]

    def test_nothing_is_verified_without_words_that_say_so(self) -> None:
        [made] = read(KILLED | {"verification": "verified"}).claims
        assert (made.verification, made.verification_evidence) == (Verification.UNSTATED, None)

    def test_without_a_source_it_is_the_reports_own_voice(self) -> None:
        [made] = read(KILLED | {"manner": "direct", "cue": "reported"}).claims
        assert made.attribution.manner is Manner.OWN_VOICE and made.attribution.chain == ()

    def test_with_a_source_it_is_not(self) -> None:
        [made] = read(KILLED | {"sources": [{"words": "state radio", "kind": "media"}]}).claims
        assert made.attribution.manner is Manner.INDIRECT

    def test_a_caption(self) -> None:
        report = report_of("Police lead a man away in Almaty.", kind=BlockKind.CAPTION)
        [made] = read(claim("Police lead a man away", "arrest", "lead a man away"), report=report).claims
        assert made.attribution.manner is Manner.CAPTION and made.evidence.block is BlockKind.CAPTION

    def test_a_name_in_a_sentence_before(self) -> None:
        told = claim(ARRESTS, "arrested", "arrested", figure="3,700 people", actor={"words": "Nurlan Abaev", "kind": "other"})
        [made] = read(told).claims
        assert made.actor is not None and made.actor.span.of(REPORT.text) == made.actor.name == "Nurlan Abaev"

    def test_who_acts_is_known_by_our_lists(self) -> None:
        [made] = read(CLOSED | {"actor": {"words": "The ministry", "kind": "crowd"}}).claims
        assert made.actor is not None and made.actor.kind is ActorKind.GOVERNMENT

    def test_a_place_is_the_gazetteers(self) -> None:
        [made] = read(KILLED | {"place": "Almaty"}).claims
        assert made.place is not None and made.place.geonames == 1526384
        assert made.place.latitude == pytest.approx(43.25, abs=0.01)

    def test_a_place_that_no_gazetteer_has_gets_no_point(self) -> None:
        [made] = read(CLOSED | {"place": "the border"}).claims
        assert made.place is not None
        assert (made.place.name, made.place.precision, made.place.latitude) == ("the border", PlacePrecision.NONE, None)

    def test_a_place_that_is_not_pointed_at_is_chosen_by_the_rules(self) -> None:
        [made] = read(KILLED).claims
        assert made.place is not None and made.place.name == "Almaty"

    def test_a_day_is_our_grammars(self) -> None:
        [made] = read(CLOSED | {"time": "5 January 2022"}).claims
        assert made.time is not None and (made.time.start, made.time.words) == ("2022-01-05", "5 January 2022")

    def test_a_day_is_reckoned_from_the_day_of_writing(self) -> None:
        [made] = read(KILLED | {"said": "On Friday morning"}).claims
        assert made.said is not None and made.said.start == "2022-01-07"

    def test_words_that_are_no_time_tell_none(self) -> None:
        [made] = read(CLOSED | {"time": "the fuel price"}).claims
        assert made.time is None

    def test_as_of_dates_the_count(self) -> None:
        text = "As of Thursday, 12 people had died."
        [made] = read(claim(text, "killed", "died", figure="12 people", time="Thursday"), report=report_of(text)).claims
        assert made.time is not None and (made.time.start, made.time.role) == ("2022-01-06", TimeRole.AS_OF)

    def test_status_and_verification_are_the_models(self) -> None:
        checked = {"status": "feared", "verification": "unverified", "verification_words": "will not talk"}
        [made] = read(KILLED | checked).claims
        assert (made.status, made.verification) == (Status.FEARED, Verification.UNVERIFIED)
        assert made.verification_evidence is not None and made.verification_evidence.text == TALKS

    def test_what_begins_holds_and_ends_is_ours(self) -> None:
        [made] = read(CLOSED).claims
        assert made.phase is Phase.STARTS

    def test_members_and_causes(self) -> None:
        bloc = claim(BLOC, "membership", "members are", members=["Norland", "Ostland"], body="The bloc")
        why = claim(BORDER, "cause", "rose", cause="the fuel price rose", effect="the unrest")
        cause, membership = read(bloc, why).claims
        assert (membership.members, membership.body) == (("Norland", "Ostland"), "The bloc")
        assert (cause.cause, cause.effect) == ("the fuel price rose", "the unrest")


class TestHowMany:
    def test_nothing_twice(self) -> None:
        made = read(KILLED, KILLED | {"status": "feared"})
        assert len(made.claims) == 1 and made.dropped == {Dropped.TWICE: 1}

    def test_four_on_one_sentence_figures_first(self) -> None:
        kinds = ("attack", "shooting", "riot", "explosion", "looting")
        made = read(*(claim(GUARDS, kind, "were killed") for kind in kinds), KILLED)
        assert {c.kind for c in made.claims} == {"killed", "attack", "shooting", "riot"}
        assert made.dropped == {Dropped.CROWDED: 2}

    def test_in_the_order_of_the_text_and_always_the_same(self) -> None:
        one, other = read(CLOSED, KILLED), read(KILLED, CLOSED)
        assert one.claims == other.claims and [c.kind for c in one.claims] == ["killed", "border_closure"]
