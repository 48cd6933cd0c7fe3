"""What is taken for a password, and what is kept of it."""

from __future__ import annotations

import pytest

from sayso import limits
from sayso.commands.people.passwords import Cost, Passwords, checked
from sayso.errors import SaysoError

CHEAP = Cost(time=1, memory=8, parallelism=1)
GOOD = "correct horse battery"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "12 characters"),
        ("e" * 11, "12 characters"),
        ("e" * 12, "again and again"),
        ("ab" * 513, "more than 1,024"),
        ("Anne of the desk", "the user's name"),
        ("ＡNNE of the desk ", "the user's name"),
    ],
    ids=["none", "short", "one character", "long", "the name", "the name otherwise"],
)
def test_what_is_not_taken(password: str, why: str) -> None:
    with pytest.raises(SaysoError, match="E165") as told:
        checked(password, "Anne of the desk")
    assert why in str(told.value)


@pytest.mark.parametrize("password", ["ab" * 6, "ab" * 512, "пароль из слов", "🙂🙃" * 6, "  spaces stay  "])
def test_what_is_taken_holds_and_nothing_else_does(password: str) -> None:
    passwords = Passwords(CHEAP)
    kept = passwords.hashed(checked(password, "Ann"))
    assert passwords.holds(password, kept)
    assert not any(passwords.holds(other, kept) for other in (password + " ", password[:-1], password.swapcase() + "x", ""))
    assert kept != passwords.hashed(password), "each hash has a salt of its own"
    assert password not in kept


def test_hashes_are_argon2id_at_the_cost_of_rfc_9106() -> None:
    """Its second recommendation, for where memory is short: 3 passes over 64 MiB by 4 threads, 16 bytes of salt, 32 of hash."""
    kept = Passwords().hashed(GOOD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert [len(part) for part in kept.split("$")[-2:]] == [22, 43]


def test_another_keyboard_types_the_same() -> None:
    passwords = Passwords(CHEAP)
    assert passwords.holds("café au lait, deux", passwords.hashed("cafe\u0301 au lait, deux"))


def test_a_longer_one_is_not_the_same_cut_off() -> None:
    passwords, longest = Passwords(CHEAP), "ab" * (limits.LONGEST_PASSWORD // 2)
    assert not passwords.holds(longest + "c", passwords.hashed(longest))


@pytest.mark.parametrize("kept", [None, "", "$argon2id$", "plain text", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"])
@pytest.mark.parametrize("password", ["", GOOD, "\ud800" * 12, "\x00" * 12])
def test_no_user_and_no_hash_let_nobody_in(kept: str | None, password: str) -> None:
    assert not Passwords(CHEAP).holds(password, kept)


def test_an_older_hash_is_known() -> None:
    assert Passwords(Cost(time=2, memory=8, parallelism=1)).is_old(Passwords(CHEAP).hashed(GOOD))
    assert not Passwords(CHEAP).is_old(Passwords(CHEAP).hashed(GOOD))
