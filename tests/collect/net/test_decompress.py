"""Compressed bodies: whole, cut, and made to burst."""

from __future__ import annotations

import gzip
import resource
import time
import zlib
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collect.net.decompress import EncodingError, TooLargeError, decoded

packed = partial(gzip.compress, mtime=0)
"""The same bytes each time: they are in the names of tests."""

TEXT = b"Twelve people were hurt. " * 400
LIMIT = 20_000_000


def deflated(data: bytes, wbits: int) -> bytes:
    engine = zlib.compressobj(wbits=wbits)
    return engine.compress(data) + engine.flush()


def bomb(megabytes: int) -> bytes:
    """gzip of zeros, made quickly: after a full flush, each megabyte is the same bytes. Its end is missing."""
    engine = zlib.compressobj(9, wbits=-15)
    block = engine.compress(bytes(1_000_000)) + engine.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08" + bytes(7) + block * megabytes


@pytest.mark.parametrize(
    ("payload", "encoding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (packed(TEXT), "gzip"),
        (packed(TEXT), " X-GZIP "),
        (packed(TEXT) + bytes(300), "gzip"),
        (packed(TEXT[:100]) + packed(TEXT[100:]), "gzip"),
        (b"".join(packed(TEXT[at : at + 25]) for at in range(0, len(TEXT), 25)), "gzip"),
        (deflated(TEXT, 15), "deflate"),
        (deflated(TEXT, -15), "deflate"),
        (packed(deflated(TEXT, 15)), "deflate, gzip"),
    ],
)
def test_what_comes_out(payload: bytes, encoding: str) -> None:
    assert decoded(payload, encoding, LIMIT) == TEXT


@pytest.mark.parametrize(
    ("payload", "encoding", "says"),
    [
        (TEXT, "br", "encoded as br"),
        (TEXT, "zstd\x1b[2J", "encoded as zstd␛"),
        (TEXT, "gzip", "broken gzip"),
        (TEXT, "deflate", "broken deflate"),
        (packed(TEXT)[:-1], "gzip", "cut"),
        (packed(TEXT)[:-8] + bytes(8), "gzip", "broken gzip"),
        (packed(TEXT) + b"<script>", "gzip", "broken gzip"),
        (packed(TEXT) + packed(TEXT)[:30], "gzip", "cut"),
        (deflated(TEXT, 15)[:-5], "deflate", "cut"),
        (packed(b"") * 10_001, "gzip", "members"),
        (TEXT, "gzip, gzip, gzip", "more than twice"),
    ],
)
def test_what_is_refused(payload: bytes, encoding: str, says: str) -> None:
    with pytest.raises(EncodingError, match=says.replace("[", r"\[")):
        decoded(payload, encoding, LIMIT)


def test_nothing_is_nothing() -> None:
    assert decoded(b"", "gzip", LIMIT) == b""


def test_a_bomb_does_not_burst() -> None:
    """1 GB in 1 MB; and one bomb in another."""
    large = bomb(1_000)
    assert len(large) < 1_200_000
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(TooLargeError):
        decoded(large, "gzip", LIMIT)
    with pytest.raises((TooLargeError, EncodingError)):
        decoded(packed(large), "gzip, gzip", LIMIT)
    assert time.monotonic() - begun < 2
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1_024 < 50


def test_a_small_bomb_is_told_by_its_ratio() -> None:
    with pytest.raises(EncodingError, match="200 to one"):
        decoded(bomb(3), "gzip", LIMIT)


def test_the_limit_is_exact() -> None:
    assert len(decoded(packed(TEXT), "gzip", len(TEXT))) == len(TEXT)
    with pytest.raises(TooLargeError):
        decoded(packed(TEXT), "gzip", len(TEXT) - 1)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.sampled_from(["gzip", "deflate", "gzip, gzip", "x"]))
def test_any_bytes(data: bytes, cut: int, encoding: str) -> None:
    """Whole, or refused: never a part."""
    for payload in (data, packed(data)[:cut], deflated(data, 15)[:cut] + data):
        try:
            assert isinstance(decoded(payload, encoding, 100), bytes)
        except (EncodingError, TooLargeError):
            continue
