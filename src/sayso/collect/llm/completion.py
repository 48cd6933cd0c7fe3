"""What a chat completion says: the text of its one choice, and the tokens that it took. Everything else is passed over.

The format is that of OpenAI's "create chat completion", which other servers follow more or less; nothing in it is believed
before it is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.collect.llm.failure import NotAnsweredError
from sayso.collect.llm.strict_json import NotJsonError, parsed

MOST_TOKENS = 1_000_000_000
"""More than any model takes; a number beyond it is none."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """None where the server does not tell."""

    sent: int | None = None
    answered: int | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """`why_not`: why the text is no answer, in closed words; None where it is one."""

    text: str
    tokens: Tokens
    why_not: str | None = None


def completion(body: bytes) -> Completion:
    """Raises NotAnsweredError for what is no completion."""
    try:
        whole = parsed(body.decode("utf8"))
    except (NotJsonError, UnicodeDecodeError):
        raise NotAnsweredError("its answer is no JSON") from None
    choices = whole.get("choices") if isinstance(whole, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(message, dict):
        raise NotAnsweredError("its answer is no chat completion")
    told = message.get("content")
    return Completion(told if isinstance(told, str) else "", _tokens(whole.get("usage")), _why_not(first, message))


def _why_not(choice: Any, message: dict[str, Any]) -> str | None:
    if message.get("tool_calls") or message.get("function_call"):
        return "it called a tool, and there are none"
    if message.get("refusal") or choice.get("finish_reason") == "content_filter":
        return "it refused"
    if choice.get("finish_reason") == "length":
        return "it was cut at SAYSO_LLM_MAX_TOKENS"
    return None if isinstance(message.get("content"), str) else "it said nothing"


def _tokens(usage: Any) -> Tokens:
    told = usage if isinstance(usage, dict) else {}
    return Tokens(_count(told.get("prompt_tokens")), _count(told.get("completion_tokens")))


def _count(told: Any) -> int | None:
    return told if type(told) is int and 0 <= told <= MOST_TOKENS else None
