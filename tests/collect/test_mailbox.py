"""A mailbox gives its messages, one by one."""

from __future__ import annotations

import io
import mailbox as standard
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import mailbox
from sayso.types import Capture, Unreadable

NOW = datetime(2022, 1, 7, 12, tzinfo=UTC)
FROM = b"From press@agency.example Fri Jan  7 12:00:00 2022\n"


def read(body: bytes, limit: int = 1_000) -> list[Capture | Unreadable]:
    return [given.capture for given in mailbox.captures(io.BytesIO(body), "a.mbox", limit, lambda: NOW)]


def bodies(body: bytes, limit: int = 1_000) -> list[bytes | str]:
    return [one.body if isinstance(one, Capture) else one.code for one in read(body, limit)]


def test_each_message_is_a_capture_with_its_number() -> None:
    first, second = read(FROM + b"Subject: a\n\nOne.\n\n" + FROM + b"Subject: b\n\nTwo.\n")
    assert isinstance(first, Capture) and isinstance(second, Capture)
    assert (first.address, first.media_type, first.body) == ("a.mbox#1", "message/rfc822", b"Subject: a\n\nOne.\n\n")
    assert (second.address, second.body) == ("a.mbox#2", b"Subject: b\n\nTwo.\n")


@pytest.mark.parametrize(
    ("line", "is_kept_as"),
    [
        (b"From Monday on the city is closed.\n", b"From Monday on the city is closed.\n"),
        (b">From the minister we heard nothing.\n", b"From the minister we heard nothing.\n"),
        (b">>From him.\n", b">From him.\n"),
    ],
)
def test_a_line_that_looks_like_the_next_message_stays_in_this_one(line: bytes, is_kept_as: bytes) -> None:
    assert bodies(FROM + b"Subject: a\n\n" + line) == [b"Subject: a\n\n" + is_kept_as]


def test_the_next_message_begins_only_after_an_empty_line() -> None:
    assert len(bodies(FROM + b"Subject: a\n\nOne.\n" + FROM + b"Two.\n")) == 1


def test_a_message_that_is_too_large_is_told_and_the_next_is_read() -> None:
    long = FROM + b"Subject: a\n\n" + b"x" * 200_000 + b"\n\n"
    assert bodies(long + FROM + b"Subject: b\n\nTwo.\n") == ["E005", b"Subject: b\n\nTwo.\n"]


@pytest.mark.parametrize(
    ("body", "codes"),
    [(b"", []), (b"Subject: a\n\nOne.\n", ["E078"]), (FROM, ["E004"]), (b"\xff\xfe\0", ["E078"])],
)
def test_what_gives_no_message_is_told(body: bytes, codes: list[str]) -> None:
    assert bodies(body) == codes


def test_it_divides_as_the_standard_library_writes(tmp_path: Path) -> None:
    box = standard.mbox(tmp_path / "a.mbox")
    for n in range(3):
        message = standard.mboxMessage(f"Subject: {n}\n\nOne.\n\nFrom here on it burns.\n")
        message.set_from("press@agency.example", (2022, 1, 7, 12, 0, 0, 4, 7, 0))
        box.add(message)
    box.close()
    found = bodies((tmp_path / "a.mbox").read_bytes())
    assert [str(body).count("From here on it burns.") for body in found] == [1, 1, 1]


@given(st.binary(max_size=300))
def test_any_bytes_lead_to_no_exception(body: bytes) -> None:
    read(body)
    read(FROM + body)
