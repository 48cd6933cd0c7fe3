"""R5: whatever an endpoint of a language model answers, it is claims that hold, or no answer in closed words."""

from __future__ import annotations

import json
import random

from hypothesis import strategies as st

from sayso.collect.llm.completion import completion
from sayso.collect.llm.failure import NotAnsweredError
from sayso.understand.llm.answer import NoAnswerError, said
from sayso.understand.llm.claims import held
from tests.llm_server import claim
from tests.prove.drawn import drawn
from tests.prove.fuzzing import SEED, WHOLE, Door, of
from tests.prove.mutated import mutated
from tests.prove.proof import Proof
from tests.understand.llm.reading import ARRESTS, BORDER, GUARDS, MAKER, REPORT
from tests.understand.llm.test_properties import CLAIM, FOUND, JSON, holds

ANSWERS = st.lists(CLAIM, max_size=4).map(lambda claims: json.dumps({"claims": claims}).encode())
ANY = (
    JSON.map(lambda value: json.dumps({"claims": [value]}).encode())
    | JSON.map(lambda value: json.dumps(value).encode())
    | st.binary(max_size=200)
)
KILLED = claim(GUARDS, "killed", "were killed", figure="at least 18 guards")
CLOSED = claim(BORDER, "border_closure", "closed the border")
HELD = claim(ARRESTS, "arrested", "were arrested", figure="3,700 people")
GOOD = ((KILLED,), (CLOSED,), (HELD,), (KILLED, CLOSED, HELD)) * 10
WRAPPED = ("{}", "```json\n{}\n```", "Here it is:\n{}\nThat is all.", "<think>{{</think>{}", "[{}]")


def test_answers(proof: Proof) -> None:
    door, dice, claims, none = Door("answers of a language model"), random.Random(SEED), 0, 0

    def take(body: bytes) -> None:
        nonlocal claims, none
        text = dice.choice(WRAPPED).replace("{}", body.decode("utf-8", "replace"))
        sent = json.dumps({"choices": [{"message": {"content": text}}], "usage": {"prompt_tokens": 1}}).encode()
        for answer in (sent, body):
            try:
                made = held(REPORT, FOUND, said(completion(answer).text), MAKER)
            except (NoAnswerError, NotAnsweredError):
                none += 1
                continue
            claims += len(made.claims)
            for one in made.claims:
                holds(one)

    count = proof.count(WHOLE)
    good = [*drawn(ANSWERS, 20, SEED), *(json.dumps({"claims": list(some)}).encode() for some in GOOD)]
    for body in of(count, ANSWERS | ANY, good, mutated):
        door.put(body, take)
    assert claims > count // 20
    door.told(proof, f" ({claims:,} claims that hold, {none:,} times no answer)")
