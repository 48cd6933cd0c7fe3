"""The record only grows, whoever writes; addresses are forgotten in time."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.commands.people import session_rows, user_rows
from sayso.commands.people.attempts import attempt, give_back
from sayso.commands.people.record import Hand, What, forget_addresses, lines, write_down
from sayso.commands.people.roles import Role
from sayso.commands.people.session_rows import Lasting
from sayso.commands.people.user_file import UserFile
from sayso.commands.people.user_rows import User
from sayso.errors import SaysoError

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LASTING = Lasting(12, 24 * 365)
HOME = "192.0.2.7"


def hand(days: float = 0, keep_days: float = 30) -> Hand:
    return Hand(NOW + timedelta(days=days), "Ann", HOME, keep_days)


@pytest.fixture
def file(tmp_path: Path) -> UserFile:
    made = UserFile(tmp_path / "l.users")
    user_rows.add(made, User("Ann", Role.ADMINISTRATOR, None, "hash", "2026-03-01T00:00:00Z"), hand())
    return made


@pytest.mark.parametrize(
    "changed",
    [
        "DELETE FROM record",
        "UPDATE record SET user = 'Bob'",
        "UPDATE record SET at = '2020-01-01T00:00:00Z'",
        "UPDATE record SET address = '203.0.113.9'",
        "UPDATE record SET address = NULL, detail = 'reader'",
        "UPDATE record SET seq = seq + 10, address = NULL",
        "UPDATE OR REPLACE record SET seq = 2 WHERE seq = 1",
        "INSERT OR REPLACE INTO record (seq, at, what) VALUES (1, '2020-01-01T00:00:00Z', 'logged in')",
        "REPLACE INTO record (seq, at, what) SELECT seq, at, 'logged out' FROM record",
    ],
)
def test_the_file_itself_refuses_a_change(file: UserFile, changed: str) -> None:
    with file.writing() as rows:
        write_down(rows, hand(), What.LOGGED_IN, "Ann")
    before = list(lines(file))
    with pytest.raises(SaysoError, match="only grows"), file.writing() as rows:
        rows.execute(changed)
    assert list(lines(file)) == before and len(before) == 2


def test_addresses_are_forgotten_after_their_days_and_nothing_else(file: UserFile) -> None:
    session_rows.begin(file, "Ann", "old", hand(), LASTING)
    give_back(file, attempt("Ann", HOME, NOW), hand())
    with file.writing() as rows:
        forget_addresses(rows, hand(29.9))
    assert {one.address for one in lines(file)} == {HOME}
    told = [(one.at, one.what, one.user, one.by, one.detail) for one in lines(file)]
    with file.writing() as rows:
        forget_addresses(rows, hand(30.1))
        assert rows.execute("SELECT count(*) FROM known").fetchone() == (0,)
        assert rows.execute("SELECT address FROM sessions").fetchall() == [(None,)]
    assert {one.address for one in lines(file)} == {None}
    assert [(one.at, one.what, one.user, one.by, one.detail) for one in lines(file)] == told
    assert HOME.encode() not in b"".join(one.read_bytes() for one in file.path.parent.iterdir()), "overwritten, not left over"


def test_with_no_days_no_address_is_written_at_all(tmp_path: Path) -> None:
    file = UserFile(tmp_path / "l.users")
    user_rows.add(file, User("Ann", Role.READER, None, "hash", "2026-03-01T00:00:00Z"), hand(keep_days=0))
    session_rows.begin(file, "Ann", "id", hand(keep_days=0), LASTING)
    give_back(file, attempt("Ann", HOME, NOW), hand(keep_days=0))
    assert HOME.encode() not in b"".join(one.read_bytes() for one in tmp_path.iterdir())


def test_what_is_written_down_is_whole_with_what_it_tells_of(file: UserFile) -> None:
    """One transaction: where the change fails, nothing is told of it."""
    with pytest.raises(SaysoError, match="E167"):
        user_rows.add(file, User("ANN", Role.READER, None, "hash", "2026-03-01T00:00:00Z"), hand())
    with pytest.raises(SaysoError, match="last administrator"):
        user_rows.remove(file, "Ann", hand())
    with pytest.raises(RuntimeError), file.writing() as rows:
        write_down(rows, hand(), What.LOGGED_IN, "Ann")
        raise RuntimeError
    assert [one.what for one in lines(file)] == ["user added"]


def test_of_a_password_that_was_changed_nothing_is_left(file: UserFile) -> None:
    user_rows.change_password(file, "Ann", "another", hand())
    with sqlite3.connect(file.path) as rows:
        assert rows.execute("SELECT password FROM users").fetchall() == [("another",)]
    assert b"hash" not in file.path.read_bytes().replace(b"sha256", b"")
