"""`sayso token`: made once, shown once, kept as a hash in a file that is its owner's alone."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from pathlib import Path

import pytest

from sayso.commands.token_file import Token, TokenFile, hashed, new_secret
from sayso.errors import SaysoError
from tests.conftest import Sayso


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The tokens of the ledger of `sayso`."""
    return tmp_path / "test.ledger.tokens"


def test_a_token_is_256_bits_shown_once_and_kept_as_a_hash(sayso: Sayso, kept: Path) -> None:
    made = sayso("token", "new", "dashboard")
    secret = made.out.strip()
    assert made.status == 0 and re.fullmatch(r"sayso_[A-Za-z0-9_-]{43}", secret)
    assert secret not in made.err
    assert secret.encode() not in kept.read_bytes() and hashed(secret).encode() in kept.read_bytes()
    assert secret not in sayso("token", "list").out


def test_every_bit_of_a_token_comes_from_the_source_of_randomness() -> None:
    asked: list[int] = []

    def random_bytes(number: int) -> bytes:
        asked.append(number)
        return bytes(range(number))

    assert new_secret(random_bytes) == "sayso_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    assert asked == [32]


def test_the_file_is_its_owners_alone(sayso: Sayso, kept: Path) -> None:
    sayso("token", "new", "dashboard")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.chmod(0o644)
    sayso("token", "new", "other")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_two_tokens_differ_and_a_name_is_given_once(sayso: Sayso) -> None:
    first, second = sayso("token", "new", "a").out, sayso("token", "new", "b").out
    assert first != second
    again = sayso("token", "new", "a")
    assert again.status == 2 and again.err.startswith("E136") and again.out == ""


def test_a_revoked_token_stays_in_the_list_and_its_name_is_not_given_again(sayso: Sayso) -> None:
    sayso("token", "new", "a")
    sayso("token", "new", "b", "--expires", "2999-01-31")
    assert sayso("token", "revoke", "a").status == 0
    lines = [json.loads(line) for line in sayso("token", "list", "--format", "jsonl").out.splitlines()]
    assert [(one["name"], one["state"]) for one in lines] == [("a", "revoked"), ("b", "valid")]
    assert lines[1]["expires_at"] == "2999-01-31T23:59:59.999999Z"
    assert sayso("token", "new", "a").err.startswith("E136")
    assert sayso("token", "revoke", "a").err.startswith("E137")
    assert "b" in sayso("token", "list", "--format", "table").out


def test_without_any_token_the_list_says_that_the_api_is_open(sayso: Sayso, kept: Path) -> None:
    listed = sayso("token", "list", "--format", "table")
    assert listed.status == 0 and "open to this machine" in listed.err
    assert sayso("token", "revoke", "a").err.startswith("E137")
    assert not kept.exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (
            [
                "",
            ],
            "E033",
        ),
        (["  "], "E033"),
        (["a\nb"], "E033"),
        (["a\x1b[2J"], "E033"),
        (["a" * 101], "E033"),
        (["a", "--expires", "tomorrow"], "E011"),
        (["a", "--expires", "2001-01-01"], "E033"),
    ],
    ids=["empty", "blank", "two lines", "escape", "long", "no date", "over"],
)
def test_what_is_no_token_is_not_made(sayso: Sayso, kept: Path, typed: list[str], code: str) -> None:
    made = sayso("token", "new", *typed)
    assert made.status == 2 and made.err.startswith(code) and made.out == ""
    assert not kept.exists()


@pytest.mark.parametrize("body", [b"", b"no database", b"SQLite format 3\x00" + bytes(500)], ids=["empty", "text", "torn"])
def test_a_file_that_cannot_be_used_is_told_by_its_code(sayso: Sayso, kept: Path, body: bytes) -> None:
    kept.write_bytes(body)
    assert sayso("token", "list").err.startswith("E135")
    with pytest.raises(SaysoError, match="E135"):
        TokenFile(kept).tokens()


def test_a_table_of_another_shape_is_told_by_its_code(kept: Path) -> None:
    with sqlite3.connect(kept) as connection:
        connection.execute("CREATE TABLE tokens (name TEXT, made_at TEXT)")
        connection.execute("INSERT INTO tokens VALUES ('a', 'b')")
    with pytest.raises(SaysoError, match="E135"):
        TokenFile(kept).tokens()


def test_a_token_holds_until_the_end_of_its_last_day() -> None:
    one = Token("a", "", "2026-01-01", "2027-01-31T23:59:59.999999Z")
    assert one.holds("2027-01-31T12:00:00.000000Z")
    assert not one.holds("2027-02-01T00:00:00.000000Z")
    assert not Token("a", "", "2026-01-01", revoked_at="2026-02-01").holds("2026-03-01")
