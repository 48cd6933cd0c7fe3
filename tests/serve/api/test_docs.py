"""docs/api.md names every route and parameter, and its examples run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from sayso.serve.app import guarded
from tests.serve.api.conftest import API, make_token
from tests.serve.conftest import desk_of

DOCS = Path(__file__).resolve().parents[3] / "docs"
TEXT = (DOCS / "api.md").read_text(encoding="utf8")
WRITTEN_FOR = "127.0.0.1:8022"


@pytest.fixture(scope="module")
def described(demo_ledger: Path) -> Iterator[dict[str, Any]]:
    from starlette.testclient import TestClient

    with ExitStack() as open_:
        client = TestClient(guarded(desk_of(demo_ledger, open_)), base_url=f"http://{WRITTEN_FOR}")
        yield client.get(f"{API}/openapi.json").json()


@pytest.fixture(scope="module")
def address(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Where a server answers, and a token of its ledger."""
    own = Path(shutil.copy(demo_ledger, tmp_path_factory.mktemp("docs") / "own.ledger"))
    with ExitStack() as open_:
        config = uvicorn.Config(guarded(desk_of(own, open_)), port=0, log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        begun = threading.Event()
        server.startup = _then(server.startup, begun.set)  # type: ignore[method-assign]
        thread.start()
        assert begun.wait(60)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"127.0.0.1:{port}", make_token(own)
        server.should_exit = True
        thread.join(60)


def _then(startup: Any, done: Any) -> Any:
    async def started(*of: Any, **more: Any) -> None:
        await startup(*of, **more)
        done()

    return started


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def test_every_route_is_documented_and_no_other(described: dict[str, Any]) -> None:
    told = re.findall(r"^### GET (\S+)", TEXT, re.MULTILINE)
    assert sorted(told) == sorted(API + path for path in described["paths"])


def test_every_parameter_is_documented(described: dict[str, Any]) -> None:
    names = {p["name"] for path in described["paths"].values() for p in path["get"].get("parameters", ()) if p["in"] == "query"}
    rows = {name for row in re.findall(r"^\| (`[^|]+) \|", TEXT, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert names <= rows


def test_every_status_that_is_described_is_documented(described: dict[str, Any]) -> None:
    statuses = {status for path in described["paths"].values() for status in path["get"]["responses"]} - {"200", "304"}
    told = set(re.findall(r"\b(4\d\d|5\d\d)\b", TEXT.split("## Errors")[1].split("## Routes")[0]))
    assert statuses <= told


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("number", range(len(_blocks("sh"))))
def test_each_example_for_a_shell_runs(address: tuple[str, str], tmp_path: Path, number: int) -> None:
    at, token = address
    script = "set -e\n" + _blocks("sh")[number].replace(WRITTEN_FOR, at).replace(
        "curl -s", f'curl -sf -H "Authorization: Bearer {token}"'
    )
    ran = subprocess.run(
        ["sh", "-c", script],
        env={"TOKEN": token, "PATH": "/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    if "etag" in script:
        assert ran.stdout == "304"
    else:
        body = json.loads(ran.stdout)
        assert body.get("items") or body.get("item")


def test_each_example_in_python_runs(address: tuple[str, str]) -> None:
    at, token = address
    for block in _blocks("python"):
        script = block.replace(WRITTEN_FOR, at).replace("token=None", f"token={token!r}")
        ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, text=True)
        assert ran.returncode == 0, ran.stderr
        assert "Kazakhstan 238 238" in ran.stdout


def test_the_example_of_an_error_is_one() -> None:
    from sayso.serve.api.shapes.parts import Problem

    [block] = _blocks("json")
    assert Problem.model_validate_json(block).code == "E027"
