"""What schemathesis finds: it makes questions out of the description, fitting and unfitting ones, and holds the answers to it.

Bounded, and the same each time. `python -m tests.serve.api.test_contract EXAMPLES [SEED]` asks as many of each route as one likes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import schemathesis
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished
from starlette.types import ASGIApp

from tests.serve.api.conftest import API
from tests.serve.conftest import PATIENCE

EXAMPLES, SEED = 12, 9
"""Questions that each route is asked in one phase, and what they are drawn with."""


def found(app: ASGIApp, examples: int, seed: int, token: str | None = None) -> tuple[Counter[str], list[str]]:
    """How many answers were held to the description, by route; and what was wrong with any."""
    asked = GenerationConfig(max_examples=examples, deterministic=seed == SEED, database="none", no_shrink=True)
    headers = {"Authorization": f"Bearer {token}"} if token else None
    project = ProjectConfig(generation=asked, headers=headers, workers=1, continue_on_failure=True, request_timeout=PATIENCE)
    config = SchemathesisConfig(seed=seed, projects=ProjectsConfig(default=project))
    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app, config=config, timeout=PATIENCE)
    held, wrong = Counter[str](), list[str]()
    for event in from_schema(schema).execute():
        if isinstance(event, ScenarioFinished):
            held[event.recorder.label] += len(event.recorder.cases)
            wrong += _wrong(event)
        elif isinstance(event, NonFatalError):
            wrong.append(str(event.info))
    return held, wrong


def _wrong(event: ScenarioFinished) -> Iterator[str]:
    for id, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                case = event.recorder.cases[id].value
                yield f"{check.name}: {case.as_curl_command()}\n{check.failure_info.failure}"


def test_schemathesis_finds_nothing(open_demo: ASGIApp) -> None:
    held, wrong = found(open_demo, EXAMPLES, SEED)
    assert wrong == []
    assert len(held) > 20 and sum(held.values()) > 1_000
