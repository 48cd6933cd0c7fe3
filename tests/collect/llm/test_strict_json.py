"""JSON that means one thing, or none."""

from __future__ import annotations

import pytest

from sayso.collect.llm.strict_json import NotJsonError, found, parsed

BROKEN = {
    "nothing": "",
    "words": "Here are the claims.",
    "a key twice": '{"claims": [], "claims": [1]}',
    "a key twice, deep": '{"claims": [{"kind": "killed", "kind": "injured"}]}',
    "NaN": '{"claims": NaN}',
    "Infinity": '{"claims": [-Infinity]}',
    "deep lists": '{"claims": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "deep objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "a number of 10,000 digits": '{"claims": ' + "9" * 10_000 + "}",
    "cut": '{"claims": [{"kind": "kil',
    "single quotes": "{'claims': []}",
    "a comma too many": '{"claims": [],}',
    "brackets without end": "{" * 5_000,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_none(text: str) -> None:
    for read in (parsed, found):
        with pytest.raises(NotJsonError):
            read(text)


def test_something_after_its_end() -> None:
    with pytest.raises(NotJsonError):
        parsed('{"claims": []} and more')


@pytest.mark.parametrize(
    "text",
    [
        '{"claims": []}',
        '```json\n{"claims": []}\n```',
        'The claims:\n{"claims": []}\nThat is all.',
        '<think>There are {curly} words in it.</think>\n{"claims": []}',
    ],
)
def test_the_object_in_a_text(text: str) -> None:
    assert found(text) == {"claims": []}
