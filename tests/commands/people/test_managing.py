"""`sayso user …`, typed; over both stores where a situation of the ledger is asked for."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from sayso.commands.people import passwords
from sayso.commands.people.passwords import Cost
from tests.conftest import Ran, Sayso
from tests.stores import OVER_BOTH

READER = ("--role", "reader")
GOOD = b"correct horse battery\n"
REPORT = "At least 18 people were killed in Almaty on Thursday, the Interior Ministry said."


@pytest.fixture(autouse=True)
def hashes_are_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "Cost", lambda: Cost(time=1, memory=8, parallelism=1))


def users(sayso: Sayso) -> list[dict[str, object]]:
    return [json.loads(line) for line in sayso("user", "list", "--format", "jsonl").out.splitlines()]


def added(sayso: Sayso, name: str, *more: str, password: bytes = GOOD) -> Ran:
    role = () if "--role" in more else ("--role", "reader")
    return sayso("user", "add", name, *role, *more, stdin=password)


@OVER_BOTH
def test_a_user_from_the_first_day_to_the_last(sayso: Sayso, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf8")
    assert sayso("add", tmp_path / "a.txt", "--published", "2022-01-07", "--reader", "rules").status == 0
    assert sayso("situation", "new", "unrest", "--place", "KZ").status == 0
    assert added(sayso, "Ann", "--role", "administrator").status == 0
    assert added(sayso, "Cem", "--role", "reviewer", "--situation", "unrest").status == 0
    unknown = added(sayso, "Dee", "--situation", "floods")
    assert unknown.status != 0 and unknown.err.startswith("E042")
    assert [(one["name"], one["role"], one["situations"]) for one in users(sayso)] == [
        ("Ann", "administrator", None),
        ("Cem", "reviewer", ["unrest"]),
    ]
    assert sayso("user", "situations", "cem", "--everything").status == 0
    assert sayso("user", "role", "Cem", "editor").status == 0
    assert sayso("user", "situations", "Cem", "unrest").err.startswith("E168"), "an editor sees everything"
    assert sayso("user", "situations", "Cem", "floods").err.startswith("E042")
    assert sayso("user", "password", "Cem", stdin=b"another good one\r\n").status == 0
    assert sayso("user", "remove", "Cem").status == 0
    assert sayso("user", "remove", "Ann").err.startswith("E168"), "the last administrator stays"
    told = [json.loads(line) for line in sayso("user", "log", "--format", "jsonl").out.splitlines()]
    assert [one["what"] for one in told] == [
        *("user removed", "password changed", "role changed", "situations changed", "user added", "user added"),
    ]
    assert not any(word in sayso("user", "log").out for word in ("correct horse", "another good", "argon2"))


def test_the_file_is_its_owners_alone(sayso: Sayso, tmp_path: Path) -> None:
    added(sayso, "Ann")
    kept = tmp_path / "test.ledger.users"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert b"correct horse" not in kept.read_bytes() and b"$argon2id$" in kept.read_bytes()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("add", "ann", *READER), "E167"),
        (("add", "ＡＮＮ", *READER), "E167"),
        (("add", "", *READER), "E168"),
        (("add", "a\nb", *READER), "E168"),
        (("add", "a\u202eb", *READER), "E168"),
        (("add", "a\x1b[31mb", *READER), "E168"),
        (("add", "a\udcffb", *READER), "E168"),
        (("add", "x" * 101, *READER), "E168"),
        (("add", "Bob"), "E033"),
        (("add", "Bob", "--role", "king"), "E168"),
        (("add", "Bob", "--role", "editor", "--situation", "unrest"), "E168"),
        (("role", "Bob", "reader"), "E166"),
        (("role", "Ann", "king"), "E168"),
        (("password", "Bob"), "E166"),
        (("remove", "Bob"), "E166"),
        (("remove", "a\udcffb\x1b[31m"), "E166"),
        (("sessions", "--end", "Bob"), "E166"),
        (("situations", "Ann"), "E033"),
    ],
    ids=lambda one: ascii(" ".join(one))[:40] if isinstance(one, tuple) else one,
)
def test_what_cannot_be_done_says_so_and_changes_nothing(sayso: Sayso, typed: tuple[str, ...], code: str) -> None:
    added(sayso, "Ann", "--role", "administrator")
    before = users(sayso)
    ran = sayso("user", *typed, stdin=GOOD)
    assert ran.status == 2 and ran.err.startswith(code) and ran.out == "", ran
    assert "\x1b" not in ran.err and users(sayso) == before


@pytest.mark.parametrize("password", [b"", b"\n", b"short\n", b"\xff" * 20, b"a" * 5000, b"Anne of the desk\n"])
def test_a_password_that_is_not_taken_makes_no_user(sayso: Sayso, password: bytes) -> None:
    ran = added(sayso, "Anne of the desk", password=password)
    assert ran.status == 2 and ran.err.startswith("E165") and users(sayso) == []


def test_before_there_is_anybody(sayso: Sayso, tmp_path: Path) -> None:
    """Nothing is made by looking; a server says how the first is made."""
    for typed in (("list",), ("sessions",), ("log",)):
        assert sayso("user", *typed).status == 0
    assert sayso("user", "remove", "Ann").err.startswith("E160")
    assert sayso("serve", "--auth", "--port", "0").err.startswith("E160")
    assert not list(tmp_path.glob("*.users*"))
