"""Where and how a model is asked, as the settings have it, checked before anything is asked.

The person who runs Sayso types the address into the environment, so it may be of this machine or its network: that is where
local models are. In the clear (`http`) it may only be that, since reports and the key would travel readable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import SecretStr

from sayso.collect.net.addresses import Address, address
from sayso.collect.net.guard import NEVER_PUBLIC, as_ip, is_public
from sayso.errors import SaysoError
from sayso.settings import Settings

PATH = "/chat/completions"
"""What is asked for below the address of the endpoint, as every OpenAI-compatible server has it."""
NAME = re.compile(r"[\x21-\x7e]{1,120}")
"""Of a model: printable ASCII without spaces. It becomes part of each claim's maker."""
KEY = re.compile(r"[\x21-\x7e]{0,4000}")
"""What a header can carry. The key itself is never repeated, not even where it is wrong."""


@dataclass(frozen=True, slots=True)
class Terms:
    """`asked`: the one address that is ever asked. Nothing here shows the key."""

    asked: Address
    model: str
    key: SecretStr
    seconds: float
    """For all about one report: ways, tries and waits together."""
    max_bytes: int
    """Bytes of text of a report that is asked about."""
    max_tokens: int
    """Tokens that the model may answer with."""
    price_in: float | None = None
    """Of a million tokens that are sent, in whatever money the person counts."""
    price_out: float | None = None


def terms(settings: Settings) -> Terms:
    """SaysoError E145 for what is missing or does not fit."""
    if not settings.llm_url or not settings.llm_model:
        raise _wrong("SAYSO_LLM_URL and SAYSO_LLM_MODEL are to be set")
    if not NAME.fullmatch(settings.llm_model):
        raise _wrong("SAYSO_LLM_MODEL is no model's name")
    if not KEY.fullmatch(settings.llm_key.get_secret_value()):
        raise _wrong("SAYSO_LLM_KEY holds what a header cannot carry")
    base = settings.llm_url.strip().rstrip("/").removesuffix(PATH)  # people copy the whole
    return Terms(
        asked=_asked(base),
        model=settings.llm_model,
        key=settings.llm_key,
        seconds=settings.llm_timeout,
        max_bytes=settings.llm_max_bytes,
        max_tokens=settings.llm_max_tokens,
        price_in=settings.llm_price_in,
        price_out=settings.llm_price_out,
    )


def _asked(base: str) -> Address:
    """The address is not repeated in an error: somebody may have put a password into it."""
    if "?" in base or "#" in base:
        raise _wrong("SAYSO_LLM_URL ends before ? and #")
    try:
        asked = address(base + PATH)
    except SaysoError as error:
        raise _wrong(f"SAYSO_LLM_URL: {error.values['detail']}") from None
    if asked.scheme == "http" and not _is_near(asked.host):
        raise _wrong("SAYSO_LLM_URL: http only to this machine or its network, else https")
    return asked


def _is_near(host: str) -> bool:
    ip = as_ip(host)
    return NEVER_PUBLIC.fullmatch(host) is not None if ip is None else not is_public(ip)


def _wrong(detail: str) -> SaysoError:
    return SaysoError("E145", detail=detail)
