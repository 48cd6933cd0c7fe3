"""Lines of entries, packed (gzip, RFC 1952, one member) and unpacked, a piece at a time, whatever their number."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from sayso import limits
from sayso.commands.backups.form import DamagedError
from sayso.ledger.entry_line import entry_of, line_of
from sayso.types import Entry

GZIP = 31
"""zlib's word for a header and an end as in RFC 1952; the header has no time and no name."""
LEVEL = 6
AT_ONCE = 1 << 20


def packed(entries: Iterable[Entry]) -> Iterator[bytes]:
    """ValueError for an entry that cannot be a line."""
    way = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    for entry in entries:
        if some := way.compress(line_of(entry)):
            yield some
    yield way.flush()


def unpacked(chunks: Iterable[bytes]) -> Iterator[Entry]:
    """DamagedError for what is no such lines, and for a bomb."""
    for number, line in enumerate(_lines(_inflated(chunks)), 1):
        try:
            yield entry_of(line)
        except (ValueError, TypeError) as error:
            raise DamagedError(f"line {number} of its entries cannot be read ({error})") from error


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    way, came, given = zlib.decompressobj(GZIP), 0, 0
    for chunk in chunks:
        came, left = came + len(chunk), chunk
        while left or not way.eof:
            try:
                some = way.decompress(left, AT_ONCE)
            except zlib.error as error:
                raise DamagedError(f"its entries cannot be unpacked ({error})") from error
            given += len(some)
            if given > limits.MIN_RATIO_BYTES and given > limits.MAX_RATIO * came:
                raise DamagedError(f"its entries unpack to more than {limits.MAX_RATIO} times their size")
            if some:
                yield some
            left = way.unconsumed_tail
            if way.unused_data or (way.eof and left):
                raise DamagedError("there is something after its entries")
            if not left and len(some) < AT_ONCE:
                break
    if not way.eof:
        raise DamagedError("its entries were cut off")


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for chunk in chunks:
        begin = len(held)
        held += chunk
        while (end := held.find(b"\n", begin)) >= 0:
            yield bytes(held[:end])
            del held[: end + 1]
            begin = 0
        if len(held) > limits.MAX_ENTRY_LINE:
            raise DamagedError(f"an entry of more than {limits.MAX_ENTRY_LINE:,} bytes")
    if held:
        raise DamagedError("its last entry is not whole")
