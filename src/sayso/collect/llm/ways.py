"""The ways of asking, from the strictest on: not every endpoint holds its answer to a schema, and some refuse a temperature.

The first that an endpoint takes is used from then on. Whatever the way, the answer is held to the same schema here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SEED = 7
"""Any number will do, as long as it is always the same: who is asked twice should answer alike."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One report's. `schema`: a JSON schema that the answer has to fit."""

    system: str
    user: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """`format`: of the answer, None where the endpoint is not told. `reasoning`: as models are asked that fix their own
    temperature."""

    format: str | None
    reasoning: bool = False

    def arguments(self, prompt: Prompt, model: str, max_tokens: int) -> dict[str, Any]:
        """What the client is called with."""
        told: dict[str, Any] = {
            "model": model,
            "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
        }
        bounds = {"max_completion_tokens": max_tokens} if self.reasoning else {"max_tokens": max_tokens}
        steady = {} if self.reasoning else {"temperature": 0, "seed": SEED}
        return told | bounds | steady | self._format(prompt)

    def _format(self, prompt: Prompt) -> dict[str, Any]:
        if self.format == "json_schema":
            held = {"name": "claims", "strict": True, "schema": dict(prompt.schema)}
            return {"response_format": {"type": "json_schema", "json_schema": held}}
        return {"response_format": {"type": self.format}} if self.format else {}


WAYS = (Way("json_schema"), Way("json_object"), Way(None), Way("json_schema", reasoning=True))
