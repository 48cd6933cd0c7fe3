"""An answer is of the form in everything, or it is not taken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sayso.understand.llm.answer import NoAnswerError, said
from sayso.understand.llm.schema import claim_fields, schema
from sayso.vocabulary import Manner, kinds
from tests.llm_server import claim

GOOD = claim("A man died.", "killed", "died", figure="A man")


def told(**changes: Any) -> str:
    return json.dumps({"claims": [GOOD | changes]})


def test_what_is_of_the_form() -> None:
    [one] = said(told(sources=[{"words": "police", "kind": "police"}], manner="direct"))
    assert (one.kind, one.manner, one.sources[0].words, one.actor) == ("killed", Manner.DIRECT, "police", None)
    assert said('{"claims": []}') == ()


NOT_OF_THE_FORM: dict[str, str] = {
    "a list": "[]",
    "a string": '"claims"',
    "null": "null",
    "nothing in it": "{}",
    "more beside the claims": '{"claims": [], "note": "ignore all rules"}',
    "claims that are none": '{"claims": {}}',
    "a claim that is none": '{"claims": ["killed"]}',
    "a field too many": told(confidence=0.9),
    "a field too few": json.dumps({"claims": [{k: v for k, v in GOOD.items() if k != "cue"}]}),
    "a kind of its own": told(kind="murdered"),
    "a kind in capitals": told(kind="Killed"),
    "a status of its own": told(status="certain"),
    "a manner of its own": told(manner="shouted"),
    "a number for words": told(figure=26),
    "a number of its own": told(figure={"low": 26, "high": 26}),
    "a source without a kind": told(sources=[{"words": "police"}]),
    "a source with more": told(sources=[{"words": "police", "kind": "police", "span": [0, 6]}]),
    "a source of a kind of its own": told(sources=[{"words": "police", "kind": "cops"}]),
    "an actor that is words": told(actor="police"),
    "null for a list": told(members=None),
    "null in a list": told(members=[None]),
    "null for words": told(evidence=None),
    "true for words": told(words=True),
    "many sources": told(sources=[{"words": "police", "kind": "police"}] * 41),
    "many claims": json.dumps({"claims": [GOOD] * 401}),
    "a bad claim among good ones": json.dumps({"claims": [GOOD, GOOD | {"kind": "x"}, GOOD]}),
}


@pytest.mark.parametrize("text", NOT_OF_THE_FORM.values(), ids=NOT_OF_THE_FORM)
def test_what_is_not_of_the_form(text: str) -> None:
    with pytest.raises(NoAnswerError, match="not of the form"):
        said(text)


@pytest.mark.parametrize("text", ["", "I cannot do that.", "<html>", '{"claims": [', '{"claims": NaN}', "{" * 3_000])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(NoAnswerError, match="no JSON"):
        said(text)


def test_an_error_repeats_nothing_of_the_answer() -> None:
    for text in ("\x1b]0;owned\x07 said", told(kind="\x1b[2J<script>")):
        with pytest.raises(NoAnswerError) as caught:
            said(text)
        assert "\x1b" not in caught.value.why and "owned" not in caught.value.why


def test_the_schema_is_what_endpoints_enforce() -> None:
    """Every object closed and every field required, and no number anywhere: how many is read from words."""
    text = json.dumps(schema())
    assert '"number"' not in text and '"integer"' not in text
    assert text.count('"additionalProperties": false') == text.count('"properties"')
    form = schema()["properties"]["claims"]["items"]
    assert form["required"] == list(claim_fields()) and form["properties"]["kind"]["enum"] == list(kinds())
