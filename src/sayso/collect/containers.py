"""Files of many documents: which reader takes which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO

from sayso.collect import sniff
from sayso.collect.archives.tally import Tally
from sayso.collect.given import Given


def documents(
    kind: str, stream: BinaryIO, address: str, clock: Callable[[], datetime], max_bytes: int, tally: Tally
) -> Iterator[Given]:
    """The documents of a container of `kind` (`sniff.container`), in order. What is no document is counted in `tally`."""
    from sayso.collect import mailbox  # late, as few runs have any
    from sayso.collect.archives import wacz, warc

    if kind == sniff.WARC:
        yield from warc.captures(stream, address, max_bytes, tally)
    elif kind == sniff.WACZ:
        yield from wacz.captures(stream, address, max_bytes, tally)
    else:
        yield from mailbox.captures(stream, address, max_bytes, clock)
