"""The line format is a contract: every key, in its order, and spans within their field."""

import json

from sayso.export.lines import claim_line
from sayso.types import Attribution, Source, When, Where
from sayso.vocabulary import Manner, Phase, PlacePrecision, SourceKind, TimePrecision
from tests.claims_for_tests import TEXT, event_claim, figure_claim, report

KEYS = (
    "claim report outlet published kind figure actor target attribution place time said status verification "
    "verification_evidence evidence maker confidence"
)


def test_a_figure_claim() -> None:
    of = report()
    line = claim_line(of, figure_claim(of))
    assert " ".join(line) == KEYS
    start = TEXT.index("more than")
    assert line["figure"] == {
        "low": 40,
        "high": None,
        "relation": "more_than",
        "vague": None,
        "population": "protesters",
        "population_kind": "demonstrators",
        "scope": "total",
        "area": None,
        "as_of": None,
        "field": "text",
        "span": [start, start + len("more than 40 protesters")],
    }
    assert line["attribution"]["cue"] == "said"
    assert [s["name"] for s in line["attribution"]["chain"]] == ["the ministry"]
    assert line["place"]["geonames"] == 1526384
    assert line["time"] == {
        "start": "2022-01-06",
        "end": "2022-01-06",
        "precision": "day",
        "words": "Thursday",
        "role": "happened",
    }
    assert line["said"] == {"start": "2022-01-07", "end": "2022-01-07", "precision": "day", "words": None}
    assert line["evidence"] == {"block": "body", "credit": None, "field": "text", "span": [0, len(TEXT)], "text": TEXT}
    json.dumps(line)


def test_an_event_claim_has_its_actor_and_no_figure() -> None:
    of = report()
    line = claim_line(of, event_claim(of))
    assert line["figure"] is None
    assert line["actor"] == {"name": "Police", "kind": "police", "country": None, "field": "text", "span": [0, 6]}


def test_a_measure_has_its_phase_and_planned_end_behind_the_other_keys() -> None:
    of = report()
    end = When("2022-01-19", "2022-01-19", TimePrecision.DAY, "19 January")
    country = Where("Kazakhstan", PlacePrecision.COUNTRY, country="KZ")
    curfew = event_claim(of, kind="curfew", phase=Phase.HOLDS, until=end, also=(country,))
    line = claim_line(of, curfew)
    assert " ".join(line) == f"{KEYS} phase until also"
    assert line["phase"] == "holds"
    assert line["until"] == {"start": "2022-01-19", "end": "2022-01-19", "precision": "day", "words": "19 January"}
    assert [place["name"] for place in line["also"]] == ["Kazakhstan"]
    json.dumps(line)


def test_a_phase_that_is_not_told_is_null_and_other_kinds_have_none() -> None:
    of = report()
    assert claim_line(of, event_claim(of, kind="withdrawal"))["phase"] is None
    assert "phase" not in claim_line(of, event_claim(of))


def test_a_pronoun_is_printed_as_the_name_it_stands_for() -> None:
    of = report()
    it = Source("It", SourceKind.GOVERNMENT, None, normalised="Interior Ministry")
    claim = figure_claim(of, attribution=Attribution((it,), Manner.INDIRECT))
    [teller] = claim_line(of, claim)["attribution"]["chain"]
    assert (teller["name"], teller["written"]) == ("Interior Ministry", "It")
    [teller] = claim_line(of, figure_claim(of))["attribution"]["chain"]
    assert teller["name"] == "the ministry" and "written" not in teller


def test_relations_have_their_own_fields() -> None:
    of = report()
    member = claim_line(of, event_claim(of, kind="membership", members=("A", "B"), body="the bloc"))
    assert (member["members"], member["body"]) == (["A", "B"], "the bloc")
    cause = claim_line(of, event_claim(of, kind="cause", cause="prices", effect="unrest"))
    assert (cause["cause"], cause["effect"]) == ("prices", "unrest")


def test_a_demonstration_says_so_on_every_line() -> None:
    of = report(demonstration=True)
    assert claim_line(of, figure_claim(of))["note"] == "written for demonstration"
