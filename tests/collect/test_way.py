"""How far a run is: it grows, it never falls, and it ends at 1."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from sayso.collect.way import Way, read_of


@given(st.lists(st.lists(st.floats(0, 1), max_size=4), min_size=1, max_size=5))
def test_it_never_falls_and_ends_at_one(parts: list[list[float]]) -> None:
    told: list[float] = []
    way = Way(told.append)
    for number, shares in enumerate(parts):
        with way.part(number, len(parts)):
            for share in shares:
                way.at(share)
    assert told == sorted(told) and told[-1] == approx(1.0)


def test_parts_of_a_part_share_its_width() -> None:
    told: list[float] = []
    way = Way(told.append)
    with way.part(0, 2), way.part(1, 4):
        way.at(0.5)
    assert told == [approx(0.1875), approx(0.25), approx(0.5)]


def test_what_was_read_of_a_stream_and_nothing_known_of_a_pipe() -> None:
    stream = io.BytesIO(b"x" * 10)
    read = read_of(stream)
    stream.read(5)
    assert read() == 0.5

    class Pipe(io.BytesIO):
        def seek(self, *_: int) -> int:
            raise OSError

    assert read_of(Pipe())() == 0.0
