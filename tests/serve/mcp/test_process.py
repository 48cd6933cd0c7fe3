"""The real command: with the SDK's own client over standard input and output, and with bytes by hand."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from sayso import __version__
from sayso.ledger.address import Place
from sayso.serve.mcp.tools import TOOLS
from tests.conftest import given

PATIENCE = 60


async def talk(place: Place) -> list[str]:
    """A conversation as an assistant has it; the client checks every answer against the schema of its tool."""
    program, *typed = [sys.executable, "-m", "sayso", "--ledger", given(place), "mcp"]
    async with Client(stdio_client(StdioServerParameters(command=program, args=typed, env=dict(os.environ)))) as client:
        told = client.server_info
        assert told is not None and (told.name, told.version) == ("sayso", __version__)
        assert "untrusted" in (client.instructions or "")
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert list(tools) == list(TOOLS)
        for tool in tools.values():
            assert tool.annotations is not None and tool.annotations.read_only_hint and tool.output_schema is not None
            for schema in (tool.input_schema, tool.output_schema):
                jsonschema.Draft202012Validator.check_schema(schema)
                assert schema["type"] == "object"

        figures = await client.call_tool("figures", {"kind": "killed", "place": "KZ", "as_of": "2022-01-09T14:00"})
        [figure, *_] = figures.structured_content["figures"]
        assert figure["best"] == 164
        assert json.loads(figures.content[0].text) == figures.structured_content  # type: ignore[union-attr]
        evidence = await client.call_tool("evidence", {"ids": figure["evidence"]})
        disagreements = await client.call_tool("disagreements", {})
        assert disagreements.structured_content["in_all"] == 2

        wrong = await client.call_tool("figures", {"as_of": "yesterday"})
        assert wrong.is_error and wrong.content[0].text.startswith("E011 ")  # type: ignore[union-attr]
        with pytest.raises(MCPError, match="E155"):
            await client.call_tool("delete", {})
        return [one["quote"] for one in evidence.structured_content["evidence"]]


def test_an_assistant_asks(demo_place: Place) -> None:
    quotes = asyncio.run(talk(demo_place))
    assert quotes[0].startswith("A total of 164 people have been killed")


ALONE = """
import os, socket, sys
def connect(*_):
    os._exit(99)
socket.socket.connect = socket.socket.connect_ex = connect
from sayso.cli import main
main()
"""
"""The command, in a process that ends when it would connect anywhere."""


def started(ledger: Path) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    typed = [sys.executable, "-c", ALONE, "--ledger", str(ledger), "mcp"]
    return subprocess.Popen(typed, stdin=pipe, stdout=pipe, stderr=pipe)


@pytest.fixture
def running(demo_ledger: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = started(demo_ledger)
    yield process
    process.kill()
    process.communicate()


def send(process: subprocess.Popen[bytes], *messages: dict[str, Any]) -> None:
    assert process.stdin is not None
    for message in messages:
        process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
    process.stdin.flush()


def answer(process: subprocess.Popen[bytes], id: int) -> dict[str, Any]:
    assert process.stdout is not None
    for line in process.stdout:
        told: dict[str, Any] = json.loads(line)
        if told.get("id") == id:
            return told
    raise AssertionError("it ended")


HELLO = {
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "by hand", "version": "1"}},
}
READY = {"method": "notifications/initialized"}
ASKED = {"id": 2, "method": "tools/call", "params": {"name": "figures", "arguments": {"kind": "killed", "limit": 1}}}


def test_it_ends_with_its_input_and_prints_nothing_else(running: subprocess.Popen[bytes]) -> None:
    """Whatever is no message of the protocol, it goes on after it."""
    assert running.stdin is not None
    send(running, HELLO)
    assert answer(running, 1)["result"]["serverInfo"]["name"] == "sayso"
    running.stdin.write(b"\xff\xfe not JSON\n\n[]\n" + b"x" * 1_100_000 + b"\n")
    send(running, READY, ASKED)
    told = answer(running, 2)["result"]
    assert told["structuredContent"]["figures"][0]["kind"] == "killed" and not told["isError"]
    out, err = running.communicate(timeout=PATIENCE)  # closes its input
    assert running.returncode == 0
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in out.splitlines())
    assert b"Traceback" not in err


def test_ctrl_c_ends_it(running: subprocess.Popen[bytes]) -> None:
    send(running, HELLO)
    answer(running, 1)  # it waits for the next line from here on
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=PATIENCE) == 130
    assert running.stderr is not None and running.stderr.read().splitlines()[-1] == b"stopped; what was kept is whole"


def test_without_a_ledger_it_says_so_and_ends(tmp_path: Path) -> None:
    process = started(tmp_path / "none.ledger")
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (2, b"") and err.startswith(b"E020 ")
    assert list(tmp_path.iterdir()) == []
