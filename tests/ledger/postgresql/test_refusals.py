"""A server that refuses: a role that may only read, a full disk. A coded error, nothing half there, and on it goes later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from sayso.errors import SaysoError
from sayso.ledger.address import Database, Place
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from tests.ledger.by_hand import Clock, capture, reading, report
from tests.stores import POSTGRESQL, Server

pytestmark = pytest.mark.stores(POSTGRESQL)
ONE, TWO = report("One."), report("Two.")
SECRET = "s3cret-of-the-tests"
FULL = """CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"""


@pytest.fixture
def place(where: Place, ledger: Ledger) -> Database:
    ledger.add(capture(ONE), ONE, reading(ONE, 2))
    assert isinstance(where, Database)
    return where


@pytest.fixture
def only_reads(place: Database, postgresql: Server) -> Iterator[Database]:
    """The ledger as another role of the same server has it."""
    role = f"reads_{place.schema}"
    run = postgresql.connection.execute
    try:
        run(f"CREATE ROLE {role} LOGIN PASSWORD '{SECRET}'")
    except psycopg.errors.InsufficientPrivilege:
        pytest.skip("the role of SAYSO_TEST_POSTGRESQL may not make others")
    run(f"GRANT USAGE ON SCHEMA {place.schema} TO {role}")
    run(f"GRANT SELECT ON ALL TABLES IN SCHEMA {place.schema} TO {role}")
    parts = urlsplit(place.url)
    yield Database(urlunsplit(parts._replace(netloc=f"{role}:{SECRET}@{parts.netloc.rpartition('@')[2]}")))
    run(f"REVOKE ALL ON ALL TABLES IN SCHEMA {place.schema} FROM {role}")
    run(f"REVOKE ALL ON SCHEMA {place.schema} FROM {role}")
    run(f"DROP ROLE {role}")


def test_who_may_only_read_reads_all_of_it(only_reads: Database) -> None:
    with Reader.open(only_reads) as reader:
        assert len(list(reader.claims())) == 2
        assert verify(reader.store, deep=True) == []


@pytest.mark.parametrize(
    "change",
    [lambda x: x.add(capture(TWO), TWO, reading(TWO)), lambda x: x.redact(ONE.id, "asked"), Ledger.rebuild],
    ids=["add", "redact", "rebuild"],
)
def test_and_writes_nothing(only_reads: Database, reader: Reader, change: Callable[[Ledger], object]) -> None:
    before = reader.head(), reader.state_hash()
    with Ledger.open(only_reads, Clock(), wait_seconds=1) as ledger, pytest.raises(SaysoError, match="E059") as refused:
        change(ledger)
    assert SECRET not in refused.value.line
    assert (reader.head(), reader.state_hash()) == before


def test_a_full_disk(place: Database, ledger: Ledger, reader: Reader) -> None:
    with ledger.store.writing() as connection:
        connection.exec_driver_sql(FULL)
        connection.exec_driver_sql("CREATE TRIGGER no_space BEFORE INSERT ON claims FOR EACH ROW EXECUTE FUNCTION no_space()")
    before = reader.head()
    with pytest.raises(SaysoError, match="E022"):
        ledger.add(capture(TWO), TWO, reading(TWO))
    assert reader.head() == before and reader.counts().reports == 1
    with ledger.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER no_space ON claims")
    assert ledger.add(capture(TWO), TWO, reading(TWO)) is Added.ADDED
    assert verify(ledger.store, deep=True) == []


def test_a_password_that_is_wrong_is_told_without_it(place: Database) -> None:
    parts = urlsplit(place.url)
    host = parts.netloc.rpartition("@")[2]
    wrong = Database(urlunsplit(parts._replace(netloc=f"{parts.username}:{SECRET}@{host}")))
    with pytest.raises(SaysoError, match="E054") as refused:
        Reader.open(wrong)
    assert SECRET not in refused.value.line


def test_a_schema_without_the_right_to_use_it_is_no_empty_place(only_reads: Database, postgresql: Server) -> None:
    postgresql.connection.execute(f"REVOKE USAGE ON SCHEMA {only_reads.schema} FROM reads_{only_reads.schema}")
    with pytest.raises(SaysoError, match="E059"):
        Reader.open(only_reads)
