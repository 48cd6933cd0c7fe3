"""What slows down whoever guesses: waits that grow and end, over a restart, and lock nobody out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.commands.people.attempts import FORGOTTEN, NAME, PAIR, attempt, forget, give_back, not_looked_at, take
from sayso.commands.people.record import Hand
from sayso.commands.people.user_file import UserFile

START = datetime(2026, 1, 1, tzinfo=UTC)
HOME, ELSEWHERE = "192.0.2.7", "198.51.100.1"


@pytest.fixture
def file(tmp_path: Path) -> UserFile:
    made = UserFile(tmp_path / "l.users")
    made.make()
    return made


def tried(file: UserFile, after: float, address: str | None = HOME, name: str = "Ann") -> float:
    """The seconds that a try has to wait, made so many seconds after the start."""
    return take(file, attempt(name, address, START + timedelta(seconds=after)))


def test_waits_double_up_to_the_longest_and_a_try_in_between_costs_nothing(file: UserFile) -> None:
    now, waits = 0.0, list[float]()
    for _ in range(PAIR.free):
        assert tried(file, now) == 0
    while len(waits) < 13:
        wait = tried(file, now)
        assert wait == tried(file, now), "while one waits, nothing is counted"
        waits.append(wait)
        now += wait
        assert tried(file, now) == 0
    assert waits == [min(PAIR.longest, 2.0**n) for n in range(13)]


def test_a_restart_forgets_none(file: UserFile) -> None:
    for _ in range(PAIR.free):
        tried(file, 0)
    assert tried(UserFile(file.path), 0.25) == 0.75


def test_a_day_without_a_failure_does(file: UserFile) -> None:
    for _ in range(PAIR.free):
        tried(file, 0)
    assert [tried(file, FORGOTTEN + 1) for _ in range(PAIR.free)] == [0] * PAIR.free


def test_from_many_addresses_a_name_waits_but_not_where_it_logged_in_before(file: UserFile) -> None:
    """Nobody is locked out by others; a new address waits at most half a minute."""
    assert tried(file, 0) == 0
    give_back(file, attempt("Ann", HOME, START), Hand(START, keep_days=30))
    for number in range(40):
        tried(file, number * 60, f"198.51.100.{number}")
    assert 0 < tried(file, 39 * 60, "203.0.113.1") <= NAME.longest
    assert tried(file, 39 * 60, HOME) == 0


def test_nothing_is_known_of_addresses_where_none_are_to_be_kept(file: UserFile) -> None:
    give_back(file, attempt("Ann", HOME, START), Hand(START, keep_days=0))
    with file.reading() as rows:
        assert rows.execute("SELECT count(*) FROM known").fetchone() == (0,)


def test_tries_at_the_same_moment_are_all_counted(file: UserFile) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = [*pool.map(lambda _: tried(file, 0), range(24))]
    assert waits.count(0) == PAIR.free and all(wait == 1 for wait in waits if wait)


def test_a_right_password_begins_anew_and_an_address_pays_for_its_failures(file: UserFile) -> None:
    for _ in range(PAIR.free):
        tried(file, 0)
    give_back(file, attempt("Ann", HOME, START), Hand(START))
    assert tried(file, 0) == 0
    for number in range(40):
        tried(file, 0, ELSEWHERE, f"guess {number}")
    assert tried(file, 0, ELSEWHERE, "another guess") > 0


def test_another_spelling_and_another_address_of_the_same_network_are_the_same(file: UserFile) -> None:
    for number in range(PAIR.free):
        assert tried(file, 0, f"2001:db8::{number}", ("Ann", "ANN", "Ａnn", " ann", "aNN")[number]) == 0
    assert tried(file, 0, "2001:db8::ffff:1") == 1
    assert tried(file, 0, "2001:db8:0:1::1") == 0
    for _ in range(PAIR.free):
        tried(file, 0, "::ffff:192.0.2.9")
    assert tried(file, 0, "192.0.2.9") == 1


def test_who_got_another_password_is_not_waited_for_elsewhere(file: UserFile) -> None:
    for number in range(NAME.free):
        tried(file, 0, f"198.51.100.{number}")
    assert tried(file, 0, "203.0.113.1") == 1
    forget(file, "ann")
    assert tried(file, 0, "203.0.113.1") == 0


@pytest.mark.parametrize("address", [None, "", "testclient", "\ud800", "fe80::1%eth0", "a" * 10_000])
def test_an_address_may_be_anything(file: UserFile, address: str | None) -> None:
    assert [tried(file, 0, address, "\x00\ud800") for _ in range(6)] == [0] * 5 + [1]


def test_no_name_and_no_address_can_be_read_from_the_file(file: UserFile) -> None:
    tried(file, 0, HOME, "a password typed as a name")
    kept = b"".join(one.read_bytes() for one in file.path.parent.iterdir())
    assert b"typed" not in kept and HOME.encode() not in kept


def test_who_is_sent_away_for_the_crowd_has_not_failed(file: UserFile) -> None:
    """And of a wait that was over nothing begins anew; a failure after it counts as it did."""
    for number in range(PAIR.free + 3):
        assert tried(file, number * 10) == 0
    later = (PAIR.free + 3) * 10
    for number in range(20):
        one = attempt("Ann", HOME, START + timedelta(seconds=later + number))
        assert take(file, one) == 0
        not_looked_at(file, one)
    assert tried(file, later + 20) == 0
    assert tried(file, later + 20) == 2.0**4
