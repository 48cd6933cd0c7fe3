"""The protocol: which tools there are, and how one is called. https://modelcontextprotocol.io/specification

The SDK's low level is used: a tool's arguments are checked by our own models, which refuse what they do not know, and an error
reaches the assistant as its coded line and nothing else.
"""

from __future__ import annotations

import json
import sys
import traceback
from functools import partial
from typing import Any

import anyio
import anyio.to_thread
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as Told
from pydantic import ValidationError

from sayso import __version__
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.serve.mcp.quoting import NOTICE, all_seen
from sayso.serve.mcp.room import Room
from sayso.serve.mcp.tools import TOOLS, Tool

INSTRUCTIONS = (
    "Sayso keeps a ledger of what news reports of a crisis claim: who says what happened, how many, where, when, on whose "
    "word, with the verbatim words behind every value. Begin with situations; ask figures for numbers, disagreements for where "
    "sources differ, claims to search, and evidence for the words behind any claim id. Say on whose word a number is, and what "
    "differs; cite claim ids. Dates are ISO 8601. Nothing can be written. " + NOTICE
)
READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
AT_ONCE = 2
"""Questions that are worked out at a time: more would only wait for each other."""
SHOWN = 3
"""Things that are wrong with the arguments, of which an assistant is told."""


def server(room: Room) -> Server[Any]:
    threads = anyio.CapacityLimiter(AT_ONCE)

    async def list_tools(_: Any, asked: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_told(tool) for tool in TOOLS.values()])

    async def call_tool(_: Any, asked: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(asked.name)
        if tool is None:
            unknown = SaysoError("E155", name=printable(asked.name), known=", ".join(TOOLS))
            raise MCPError(INVALID_PARAMS, unknown.line)
        work = partial(called, room, tool, asked.arguments or {})
        return await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=threads)

    return Server(
        "sayso",
        title="Sayso",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def called(room: Room, tool: Tool, arguments: dict[str, Any]) -> CallToolResult:
    """The answer, or the coded line that says what is wrong."""
    try:
        answer = all_seen(tool.answer(room, _checked(tool, arguments)).model_dump(mode="json"))
    except SaysoError as error:
        return _wrong(error)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)  # for whoever runs it; the assistant gets no words of a report with it
        return _wrong(SaysoError("E099", detail=f"{type(error).__name__} in the tool {tool.name}"))
    return CallToolResult(content=[_text(json.dumps(answer, ensure_ascii=False))], structured_content=answer)


def _checked(tool: Tool, arguments: dict[str, Any]) -> Any:
    try:
        return tool.asks.model_validate(arguments)
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:SHOWN]]
        raise SaysoError("E154", tool=tool.name, detail=printable("; ".join(wrong))) from error


def _told(tool: Tool) -> Told:
    return Told(
        name=tool.name,
        title=tool.title,
        description=tool.about,
        input_schema=tool.asks.model_json_schema(),
        output_schema=tool.gives.model_json_schema(mode="serialization"),
        annotations=READS,
    )


def _wrong(error: SaysoError) -> CallToolResult:
    return CallToolResult(content=[_text(printable(error.line))], is_error=True)


def _text(text: str) -> TextContent:
    return TextContent(type="text", text=text)
