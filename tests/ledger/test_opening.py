from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sayso.errors import SaysoError
from sayso.ledger import migrations, opening, schema
from sayso.ledger.address import Place
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.opening import open_store
from sayso.ledger.query import Reader
from sayso.ledger.sqlite import SQLiteStore
from sayso.ledger.verify import verify
from tests.ledger.by_hand import Clock, capture, reading, report
from tests.ledger.tampering import columns
from tests.stores import Somewhere

ONE = report("One.")
NEXT = '''"""A change for the tests: a column more."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("entries", sa.Column("note", sa.Text))
'''


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations, and one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0003_note.py").write_text(NEXT)
    return folder


def test_a_missing_ledger(path: Path) -> None:
    with pytest.raises(SaysoError, match="E020"):
        Reader.open(path)
    with pytest.raises(SaysoError, match="E020"):
        Ledger.open(path, Clock())
    assert not path.exists()


@pytest.mark.parametrize("content", [b"Not a database at all. " * 100, b"SQLite format 3\x00" + b"\x01" * 1000, b"x"])
def test_a_file_of_another_kind_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(SaysoError, match="E024"):
        Ledger.open(path, Clock(), create=True)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE entries (a)")
    before = path.read_bytes()
    with pytest.raises(SaysoError, match="E024"):
        Ledger.open(path, Clock(), create=True)
    assert path.read_bytes() == before


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match="E024"):
        Ledger.open(tmp_path, Clock(), create=True)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match="E025"):
        Ledger.open(tmp_path / "none" / "l", Clock(), create=True)


def test_an_empty_file_becomes_a_ledger_only_when_asked(path: Path) -> None:
    path.touch()
    with pytest.raises(SaysoError, match="E020"):
        Reader.open(path)
    with Ledger.open(path, Clock(), create=True) as ledger:
        assert ledger.add(None, ONE, reading(ONE)) is Added.ADDED


@pytest.mark.parametrize("name", ["a b.ledger", "ü?#%20.ledger", "-"])
def test_any_name_of_a_file(tmp_path: Path, name: str) -> None:
    with Ledger.open(tmp_path / name, Clock(), create=True):
        assert (tmp_path / name).exists()


def test_a_newer_ledger(where: Place, ledger: Ledger) -> None:
    with ledger.store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SaysoError, match="E023") as refused:
        Reader.open(where)
    assert "9999" in refused.value.line


def test_the_first_migration_makes_what_a_fresh_ledger_has(somewhere: Somewhere) -> None:
    with closing(open_store(somewhere(), 1, create=True)) as store, store.reading() as connection:
        fresh = columns(connection)
    with closing(open_store(somewhere(), 1, create=True)) as store, store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE entries")
        connection.exec_driver_sql("DROP TABLE alembic_version")
        migrations.migrate(connection)
        assert columns(connection) == fresh


def test_the_newest_migration_is_the_version_of_this_program() -> None:
    assert sorted(file.name for file in (migrations.SCRIPTS / "versions").glob("0*.py"))[-1].startswith(schema.VERSION)


def test_an_old_ledger_is_migrated_in_place(
    where: Place, ledger: Ledger, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add(capture(ONE), ONE, reading(ONE, 2))
    state = Reader(ledger.store).state_hash()
    with ledger.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE settings")  # views of the old version need not be those of the new
    ledger.close()
    monkeypatch.setattr(schema, "VERSION", "0003")
    with closing(opening.store_at(where, 1, create=False)) as store:
        opening.upgrade(store, scripts)
        with store.reading() as connection:
            assert "note" in {name for name, _, _ in columns(connection)}
        assert Reader(store).state_hash() == state
        assert verify(store) == []


def test_a_migration_that_fails_leaves_the_old_ledger(
    path: Path, ledger: Ledger, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add(None, ONE, reading(ONE))
    ledger.close()
    before = path.read_bytes()
    (scripts / "versions" / "0003_note.py").write_text(NEXT + "    raise RuntimeError('power cut')\n")
    with monkeypatch.context() as newer:
        newer.setattr(schema, "VERSION", "0003")
        with closing(SQLiteStore(path, 1, create=False)) as store, pytest.raises(RuntimeError):
            opening.upgrade(store, scripts)
    assert path.read_bytes() == before
    with Reader.open(path) as reader:
        assert verify(reader.store, deep=True) == []


def test_a_ledger_in_use_is_waited_for_and_then_refused(path: Path, ledger: Ledger) -> None:
    with ledger.store.writing(), Ledger.open(path, Clock(), wait_seconds=0.05) as other:
        with pytest.raises(SaysoError, match="E021"):
            other.add(None, ONE, reading(ONE))
        assert Reader(other.store).head().seq == 0  # reading goes on
    with Ledger.open(path, Clock()) as other:
        assert other.add(None, ONE, reading(ONE)) is Added.ADDED


def test_opening_does_not_load_alembic_or_pydantic(path: Path) -> None:
    program = (
        "import sys, pathlib, datetime; from sayso.ledger.ledger import Ledger\n"
        f"Ledger.open(pathlib.Path({str(path)!r}), lambda: datetime.datetime.now(datetime.UTC), create=True).close()\n"
        "sys.exit(any(m.partition('.')[0] in ('alembic', 'mako', 'pydantic') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_opening_again_keeps_the_locks_of_who_reads(path: Path, ledger: Ledger) -> None:
    """Once: opening looked into the file and closed it, which drops every lock of the process. Then the next process that
    closed the ledger took itself for the last one, and removed the log under those who went on."""
    other = f"import sqlite3; c = sqlite3.connect({str(path)!r}); c.execute('SELECT 1 FROM entries'); c.close()"
    with Reader.open(path) as reader:
        head = reader.head()
        Ledger.open(path, Clock()).close()
        subprocess.run([sys.executable, "-c", other], check=True)
        assert path.with_name(path.name + "-shm").exists()
        assert reader.head() == head
