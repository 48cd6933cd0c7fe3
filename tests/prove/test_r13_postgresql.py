"""R13 over PostgreSQL: the data folder of a server of the test's own, searched file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sayso.commands import keeping
from sayso.commands.session import session
from sayso.ledger.address import Database
from sayso.ledger.query import Reader
from tests.ledger.postgresql.cluster import Cluster, cluster
from tests.prove.proof import Proof
from tests.prove.removal.searching import Search, files
from tests.prove.removal.told import added, ids, reports
from tests.prove.tamper import ledgers

REPORTS = 30


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("server")) as made:
        yield made


def as_superuser(server: Cluster, *statements: str) -> None:
    url = server.url.replace("postgresql://sayso:", "postgresql://postgres:", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def data_folder(server: Cluster) -> Path:
    return Path((server.folder / "address").read_text().splitlines()[1]) / "data"


def test_the_data_folder(
    server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], proof: Proof
) -> None:
    monkeypatch.chdir(tmp_path)  # where evidence of a ledger in a database lies
    place, some = Database(server.url), reports(max(4, proof.count(REPORTS)), "postgresql")
    added(place, tmp_path / "in", some)
    as_superuser(server, "CHECKPOINT")
    gone, data = some[::2], data_folder(server)
    search = Search([w for one in gone for w in one.words.values()])
    before = search.in_files(files(data, tmp_path))
    assert set().union(*(words for name, words in before.items() if "/base/" in name)) == set(search.words)
    assert any("/pg_wal/" in name for name in before)
    with Reader.open(place) as reader:
        head, known = reader.head().hash, ids(reader)
    for one in gone:
        keeping.redact(session(place.url), known[one.name], "a family asked")
    with ledgers.opened(place) as store:
        assert ledgers.found(store, head) == []
    left = search.in_files(files(data, tmp_path))
    log = {name for name in left if "/pg_wal/" in name}
    assert set(left) == log, "only the write-ahead log may hold them: tables, TOAST and indexes are written anew"
    proof.saw(
        f"{len(gone)} of {len(some)} reports redacted in PostgreSQL: 0 of {len(search.words)} words in heap, TOAST or index"
    )
    proof.not_met(f"PostgreSQL's write-ahead log still has them ({len(log)} files): only the server writes over it")
    as_superuser(server, *FORGET_THE_LOG)
    assert search.in_files(files(data, tmp_path)) == {}
    proof.saw("and none in the write-ahead log either, after the three statements of docs/postgresql.md")


FORGET_THE_LOG = (
    "ALTER SYSTEM SET wal_recycle = off",
    "SELECT pg_reload_conf()",
    "SELECT pg_switch_wal()",
    "CHECKPOINT",
    "SELECT pg_switch_wal()",
    "CHECKPOINT",
)
