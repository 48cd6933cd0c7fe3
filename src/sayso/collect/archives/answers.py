"""The HTTP answer in a record: its head, and its payload with the transfer encoding undone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.collect.net import message

STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?!\d)")
LONGEST_HEAD = 262_144
"""Bytes of a response's head. What is longer is no head."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`stored` is the payload as the record has it, `payload` the same without chunks. `cut`: the chunks did not add up."""

    head: bytes
    status: int
    headers: Mapping[str, str]
    stored: bytes
    payload: bytes
    cut: bool = False


def answer(block: bytes) -> Answer | None:
    """The response in a block; None where it is none."""
    status = STATUS.match(block)
    if status is None:
        return None
    head, stored = message.parted(block)
    if len(head) > LONGEST_HEAD:
        return None
    headers = message.fields(head)
    payload, cut = message.unchunked(stored) if message.is_chunked(headers) else (stored, False)
    return Answer(head, int(status[1]), headers, stored, payload, cut)
