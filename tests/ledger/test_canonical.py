from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ledger import bodies, canonical
from sayso.types import OWN_VOICE, Attribution, Claim, Layers, Reading, Span, Unreadable
from sayso.vocabulary import EntryKind
from tests.ledger.by_hand import claim, report
from tests.ledger.strategies import TYPES, anything


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_type_survives_the_way_to_bytes_and_back(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(anything(kind))
    body = canonical.encode(value)
    again = canonical.decode(kind, body)
    assert again == value
    assert canonical.encode(again) == body
    assert body.isascii()


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_bytes_are_those_of_the_rules_walked_through_field_by_field(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(anything(kind))
    assert canonical.encode(value) == json.dumps(walked(value), sort_keys=True, separators=(",", ":")).encode("ascii")


def walked(value: Any) -> Any:
    """The rules of `canonical` once more, as slow as they read."""
    if isinstance(value, datetime):
        return canonical.moment(value)
    if isinstance(value, tuple):
        return [walked(item) for item in value]
    if not is_dataclass(value):
        return value
    hints = get_type_hints(type(value))
    said = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) != f.default}
    floats = {name for name in said if hints[name] in (float, float | None)}
    return {name: float(part) if name in floats else walked(part) for name, part in said.items()}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(anything(Reading))
def test_a_reading_is_heard_as_it_was_said(reading: Reading) -> None:
    said = bodies.say(reading)
    heard = bodies.hear(EntryKind.READING, said.canonical)
    assert heard.claims == said.claims
    assert heard.body == replace(reading, layers=Layers())


@given(st.text(st.characters()))
def test_any_text_survives(text: str) -> None:
    value = Unreadable(text, "E003", text)
    assert canonical.decode(Unreadable, canonical.encode(value)) == value


@pytest.mark.parametrize(
    ("value", "body"),
    [
        (Span(1, 2), b'{"end":2,"start":1}'),
        (Unreadable("ü\ud800\x00", "E003", ""), b'{"address":"\\u00fc\\ud800\\u0000","code":"E003","reason":""}'),
        (OWN_VOICE, b"{}"),
        ({"b": [1, 0.1, None], "a": True}, b'{"a":true,"b":[1,0.1,null]}'),
    ],
)
def test_the_bytes_are_these(value: object, body: bytes) -> None:
    assert canonical.encode(value) == body


def test_a_whole_number_in_a_field_of_floats_is_written_as_a_float() -> None:
    made = claim(report("One."), 0)
    assert canonical.encode(replace(made, confidence=1)) == canonical.encode(replace(made, confidence=1.0))


def test_an_equal_default_made_anew_is_left_out() -> None:
    made = replace(claim(report("One."), 0), members=())
    assert "members" not in json.loads(canonical.encode(made))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical.encode(replace(claim(report("One."), 0), confidence=number))


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        canonical.moment(datetime(2022, 1, 7))


def test_moments_are_of_one_length_and_sort_as_text() -> None:
    moments = [datetime(1, 1, 1, tzinfo=UTC), datetime(999, 5, 1, tzinfo=UTC), datetime(2022, 1, 7, 1, 2, 3, 4, tzinfo=UTC)]
    written = [canonical.moment(at) for at in moments]
    assert written == sorted(written)
    assert {len(at) for at in written} == {27}


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"a":1}', b"null", b'{"end":1,"start":2}', b"\xff", b"[" * 100_000])
def test_other_bytes_are_a_value_error(body: bytes) -> None:
    for kind in (Span, Claim, Reading) if body == b"{}" else (Span, Claim, Reading, Attribution):
        with pytest.raises(ValueError, match=r"."):
            canonical.decode(kind, body)


def test_items_encoded_before_give_the_same_bytes() -> None:
    value = {"claims": [], "text": '"claims":[]'}
    assert canonical.encode_with(value, "claims", (b"1", b"2")) == canonical.encode({**value, "claims": [1, 2]})
