"""A transaction that fails leaves nothing, and what it failed of is what is told; a lock is for one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.collect.side_files import alone, writing


def test_all_or_nothing(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (n)")
        with pytest.raises(ValueError, match="stopped"), writing(connection):
            connection.execute("INSERT INTO t VALUES (1)")
            raise ValueError("stopped")
        with writing(connection):
            connection.execute("INSERT INTO t VALUES (2)")
        assert connection.execute("SELECT n FROM t").fetchall() == [(2,)]


def test_what_ended_the_transaction_itself_is_told_and_not_that_it_is_over(tmp_path: Path) -> None:
    """SQLite rolls back by itself when the disk is full; a second ROLLBACK would tell of that and hide the disk."""
    with closing(sqlite3.connect(tmp_path / "x", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (n)")
        with pytest.raises(sqlite3.OperationalError, match="full"), writing(connection):
            connection.execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full")


def test_one_holds_it_and_the_next_does_when_that_is_over(tmp_path: Path) -> None:
    with alone(tmp_path / "lock") as first, alone(tmp_path / "lock") as second:
        assert (first, second) == (True, False)
    with alone(tmp_path / "lock") as third:
        assert third
    assert (tmp_path / "lock").stat().st_size == 0


def test_a_lock_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error), alone(tmp_path / "no" / "lock"):
        pass
