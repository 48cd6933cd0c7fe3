"""What the headers of an answer say. Every value is a stranger's: what cannot be read is as if it were not there."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sayso.collect.net import content_type
from sayso.collect.net.exchange import Answer
from sayso.collect.net.fetched import Validators

LONGEST = 300
"""Characters of a header's value that a parser is given."""
MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")
VALIDATOR = re.compile(r"[\x20-\x7e]{1,300}")
SECONDS = re.compile(r"[0-9]{1,9}")


def media_type(answer: Answer) -> str:
    """`text/html`; empty where nothing readable is told."""
    told = content_type.essence(answer.header("content-type") or "")
    return told if MEDIA_TYPE.fullmatch(told) else ""


def charset(answer: Answer) -> str | None:
    """The character encoding of `Content-Type`, if Python knows it."""
    return content_type.charset(answer.header("content-type") or "")


def location(answer: Answer) -> str | None:
    """Where a redirect leads. Servers write what is not ASCII in UTF-8, as browsers read it."""
    told = answer.header("location")
    try:
        return told and told.encode("latin-1").decode("utf8")
    except UnicodeDecodeError:
        return told


def validators(answer: Answer, final: str) -> Validators:
    return Validators(_validator(answer.header("etag")), _validator(answer.header("last-modified")), final)


def conditions(known: Validators | None) -> dict[str, str]:
    """The headers by which a server is asked for something only if it has changed."""
    if known is None:
        return {}
    told = {"If-None-Match": _validator(known.etag), "If-Modified-Since": _validator(known.last_modified)}
    return {name: value for name, value in told.items() if value}


def retry_after(answer: Answer, now: datetime) -> float | None:
    """Seconds from `now` (RFC 9110, 10.2.3: a number of seconds or a date)."""
    told = (answer.header("retry-after") or "")[:LONGEST]
    if SECONDS.fullmatch(told):
        return float(told)
    try:
        at = parsedate_to_datetime(told)
        return max((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now.timestamp(), 0.0)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _validator(value: str | None) -> str | None:
    return value if value and VALIDATOR.fullmatch(value) else None
