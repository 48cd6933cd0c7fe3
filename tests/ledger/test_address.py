from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import SaysoError
from sayso.ledger.address import Database, beside, where

FULL = "postgresql://ann:s3cret@db.example:5433/crisis?options=-csearch_path%3Dteam&sslmode=require"


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        "postgres://ann:s3cret@h/d",
        "postgresql://ann@h/d?password=s3cret&sslpassword=s3cret",
        "postgresql://ann:s3c?ret#s3cret@h/d",
        "postgresql://h/d?user=ann@corp&password=s3cret&scram_client_key=s3cret",
    ],
)
def test_no_password_is_ever_shown(text: str) -> None:
    found = where(text)
    assert isinstance(found, Database)
    assert "s3cret" not in f"{found} {found!r} {(found,)} {beside(found, '.watch')}"
    assert found.url == text


def test_a_database_is_shown_with_the_rest_of_its_address() -> None:
    assert str(where(FULL)) == "postgresql://ann@db.example:5433/crisis?options=-csearch_path%3Dteam&sslmode=require"


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://ann:s3/cret@h/d",
        "postgresql://ann:s3@cret@h/d",
        "postgresql://ann:s3/cret?x=1@h/d",
        "postgresql://ann:s3:/cret",
        "postgresql://[ann:s3cret/x",
        "postgresql:/ann:s3cret@h/d",
        "postgres:ann:s3cret@h/d",
        "host=h user=ann password=s3cret",
        "password = s3cret",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_and_nothing_of_it_shown(text: str) -> None:
    with pytest.raises(SaysoError, match="E025") as refused:
        where(text)
    assert not any(part in refused.value.line for part in ("s3", "cret", "ann:"))
    assert "s3" not in f"{Database(text)} {Database(text)!r} {Database(text).file_name}"


def test_what_is_shown_may_be_typed_again() -> None:
    shown = str(where("postgresql://ann:s3cret@h/d?options=-c%20search_path%3Dteam"))
    assert shown == "postgresql://ann@h/d?options=-c%20search_path%3Dteam" and where(shown) == Database(shown)


@pytest.mark.parametrize(
    ("options", "schema"),
    [
        ("", None),
        ("?options=-csearch_path%3DTeam,public", "team"),
        ("?options=-csearch_path%3D%22Team%22", "Team"),
        ("?options=-csearch_path%3D%22a%22%22b%22", 'a"b'),
        ("?options=-csearch_path%3D%22a%5C%20b%22", "a b"),
        ("?options=-csearch_path%3Done%20-csearch_path%3Dtwo", "two"),
        ("?options=-csearch_path%3D%22$user%22,public", None),
    ],
)
def test_a_schema_is_named_as_the_server_reads_it(options: str, schema: str | None) -> None:
    assert Database(f"postgresql://h/d{options}").schema == schema


@pytest.mark.parametrize(
    "text", ["sayso.ledger", "my password=1 ledger", "old.password=1", "/a/b.ledger", "postgresql/x", "c:/x", "a b://c"]
)
def test_all_else_is_a_file(text: str) -> None:
    assert where(text) == Path(text)


@pytest.mark.parametrize("text", ["mysql://ann:s3cret@h/d", "sqlite:///x", "https://example.org/x"])
def test_other_addresses_are_refused_without_their_passwords(text: str) -> None:
    with pytest.raises(SaysoError) as refused:
        where(text)
    assert refused.value.code.code == "E025" and "s3cret" not in refused.value.line


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FULL, "postgresql-db.example-5433-crisis-team"),
        ("postgresql://h/d", "postgresql-h-5432-d"),
        ("postgresql:///d?host=/run/pg&port=6000", "postgresql-%2Frun%2Fpg-6000-d"),
        ("postgresql://%2Frun%2Fpg/d", "postgresql-%2Frun%2Fpg-5432-d"),
        ("postgresql://u@[::1]:5432/d", "postgresql-%5B%3A%3A1%5D-5432-d"),
        ("postgresql://u@[::1]/d", "postgresql-%5B%3A%3A1%5D-5432-d"),
        ("postgresql://a:1,b:2/d", "postgresql-a%3A1,b%3A2-5432-d"),
        ("postgresql:///d", "postgresql-local-5432-d"),
        ("postgresql:///d?options=-c%20search_path=%22x/y%22", "postgresql-local-5432-d-x%2Fy"),
    ],
)
def test_what_belongs_to_a_database_is_named_without_its_user(text: str, name: str) -> None:
    assert beside(where(text), ".evidence") == Path(name + ".evidence")


def test_what_belongs_to_a_file_lies_beside_it() -> None:
    assert beside(Path("/a/sayso.ledger"), ".watch") == Path("/a/sayso.ledger.watch")
