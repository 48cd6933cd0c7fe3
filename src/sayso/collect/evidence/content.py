"""The body in a record's block: the head of HTTP taken off, its chunks joined, its content encoding undone, within a limit."""

from __future__ import annotations

from sayso.collect.net import message
from sayso.collect.net.decompress import EncodingError, TooLargeError, decoded


def body_of(kind: str, block: bytes, limit: int) -> bytes:
    """The body that a record of `kind` gives, of at most `limit` bytes. ValueError where there is none."""
    if kind != "response":
        return block
    if message.HEAD_END.search(block) is None:
        raise ValueError("a response without an end of its head")
    head, payload = message.parted(block)
    told = message.fields(head)
    if message.is_chunked(told):
        joined, cut = message.unchunked(payload)
        payload = payload if cut else joined  # what is no series of chunks was joined before it was kept
    try:
        return decoded(payload, told.get("content-encoding", ""), limit)
    except EncodingError as error:
        raise ValueError(str(error)) from error
    except TooLargeError as error:
        raise ValueError(f"more than {limit:,} bytes") from error
