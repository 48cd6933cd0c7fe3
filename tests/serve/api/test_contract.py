"""What schemathesis finds: it makes questions out of the description, fitting and unfitting ones, and holds the answers to it.

Bounded, and the same each time. `python -m tests.serve.api.test_contract LEDGER EXAMPLES [SEED]` asks as many as one likes.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import (
    CoveragePhaseConfig,
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.engine import from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished
from starlette.types import ASGIApp

import sayso.serve.app
from sayso.serve.api.application import api
from sayso.serve.app import guarded
from sayso.serve.shared.listening import LOOPBACK
from tests.serve.api.conftest import API, make_token
from tests.serve.conftest import PATIENCE, desk_of

EXAMPLES, SEED = 2, 9
"""Questions that each route is asked in one phase, and what they are drawn with."""
OF_EACH_SORT = (
    *("/figures", "/claims", "/reports", "/figures/{id}", "/reports/{id}/claims"),
    *("/situations/{name}", "/head", "/health"),
)
"""One route of all that take the same: each of its parameters is tried, one after the other, in every way that there is."""


def found(
    app: ASGIApp, examples: int, seed: int, *, paths: Collection[str] = (), coverage: bool = True, token: str | None = None
) -> tuple[Counter[str], list[str]]:
    """How many answers were held to the description, by route; and what was wrong with any. `paths`: else all."""
    asked = GenerationConfig(max_examples=examples, deterministic=seed == SEED, database="none", no_shrink=True)
    project = ProjectConfig(
        generation=asked,
        headers={"Authorization": f"Bearer {token}"} if token else None,
        workers=1,
        continue_on_failure=True,
        request_timeout=PATIENCE,
        phases=PhasesConfig(coverage=CoveragePhaseConfig(enabled=coverage)),
    )
    config = SchemathesisConfig(seed=seed, projects=ProjectsConfig(default=project))
    schema: Any = schemathesis.openapi.from_asgi(f"{API}/openapi.json", app, config=config, timeout=PATIENCE)
    if paths:
        schema = schema.include(path=list(paths))
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


@pytest.fixture(scope="module")
def app(demo_ledger: Path) -> Iterator[ASGIApp]:
    """The demo, also under the name by which schemathesis asks."""
    with ExitStack() as open_:
        yield guarded(desk_of(demo_ledger, open_), (*LOOPBACK, "testserver"))


def test_of_every_route_nothing_is_found(app: ASGIApp) -> None:
    held, wrong = found(app, EXAMPLES, SEED, coverage=False)
    assert wrong == []
    assert len(held) > 20


def test_of_every_parameter_nothing_is_found(app: ASGIApp) -> None:
    held, wrong = found(app, 1, SEED, paths=OF_EACH_SORT)
    assert wrong == []
    assert held["GET /figures"] > 100


def test_with_tokens_every_route_that_says_so_asks_for_one(
    demo_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is also asked without and with a wrong one, which are not to be too many."""
    own = Path(shutil.copy(demo_ledger, tmp_path / "own.ledger"))
    monkeypatch.setattr(sayso.serve.app, "api", partial(api, most_wrong=1_000_000))
    with ExitStack() as open_:
        closed = guarded(desk_of(own, open_), (*LOOPBACK, "testserver"))
        held, wrong = found(closed, 1, SEED, coverage=False, token=make_token(own))
    assert wrong == []
    assert len(held) > 20


if __name__ == "__main__":
    with ExitStack() as opened:
        asked_of = guarded(desk_of(Path(sys.argv[1]), opened), (*LOOPBACK, "testserver"))
        held_to, problems = found(asked_of, int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else SEED)
        print(f"{sum(held_to.values()):,} answers, {len(problems)} of them wrong", *problems, sep="\n\n")
