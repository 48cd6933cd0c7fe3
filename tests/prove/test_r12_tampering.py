"""R12: whatever is changed behind the ledger's back is found, and where it is. An independent verifier agrees on each case."""

from __future__ import annotations

import ast
import random
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from sayso.ledger import schema
from sayso.ledger.address import Database
from sayso.ledger.store import Store
from sayso.ledger.verify import Finding, verify
from tests.ledger import independent_verifier
from tests.ledger.tampering import unguard
from tests.prove.proof import Proof
from tests.prove.tamper import chain, ledgers, made_from
from tests.prove.tamper.chain import Lies
from tests.stores import Server

ENTRIES, TYPES, VIEWS, SERVED, SERVED_VIEWS = 600, 60, 240, 120, 60
"""Changes of each sort; with those of the file's bytes and of evidence (`test_r12_bytes`) 1,500."""
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Whole:
    """A ledger that nobody touched, the rows of its entries, and its head."""

    path: Path
    rows: list[Lies]
    head: str


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    path = tmp_path_factory.mktemp("whole") / "whole.ledger"
    head = ledgers.make(path)
    with ledgers.opened(path) as store, store.reading() as connection:
        return Whole(path, chain.read(connection), head)


@pytest.fixture
def copy(whole: Whole, tmp_path: Path) -> Path:
    return tmp_path / "copy.ledger"


def test_the_independent_verifier_is_small_and_knows_nothing_of_sayso(whole: Whole, proof: Proof) -> None:
    source = Path(independent_verifier.__file__).read_text("utf-8")
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {name for node in imports for name in _names(node)}
    assert len(source.splitlines()) <= MOST_LINES
    assert names <= sys.stdlib_module_names
    assert independent_verifier.faults(whole.path, whole.head) == set()
    proof.saw(f"independent verifier: {len(source.splitlines())} lines, standard library only")


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    found = [node.module or "."] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return [name.partition(".")[0] for name in found]


def test_changes_of_entries(whole: Whole, copy: Path, proof: Proof) -> None:
    done: Counter[str] = Counter()
    for seed in range(proof.count(ENTRIES)):
        rng = random.Random(f"entries {seed}")
        change = chain.ALL[seed % len(chain.ALL)](rng, whole.rows)
        tampered(whole, copy, change)
        judged(copy, whole.head, change, f"seed {seed}")
        done[change.sort] += 1
    told(proof, "changes of entries", done)


def test_the_same_bytes_as_another_type(whole: Whole, copy: Path, proof: Proof) -> None:
    for seed in range(proof.count(TYPES)):
        change = chain.other_type(random.Random(f"types {seed}"), whole.rows)
        tampered(whole, copy, change)
        judged(copy, whole.head, change, f"seed {seed}")
    proof.saw(f"{proof.count(TYPES)} fields of another type: all found and located, by both")


def tampered(whole: Whole, copy: Path, change: chain.Change) -> None:
    shutil.copy(whole.path, copy)
    with ledgers.opened(copy) as store, store.writing() as connection:
        unguard(connection)
        change.do(connection)


def judged(path: Path, head: str, change: chain.Change, seed: str) -> None:
    """Found where it is by both, and with the same list; by neither without the head where only that can tell."""
    with ledgers.opened(path) as store:
        ours = {finding.seq for finding in verify(store, head)}
        deep = verify(store, head, deep=True)
    theirs = independent_verifier.faults(path, head)
    case = f"{seed}, {change.sort}: {change.what}; found {sorted(ours)}, by the other {sorted(theirs)}"
    assert change.at <= ours, case
    assert ours == theirs, case
    assert ours <= {finding.seq for finding in deep}, case


def test_changes_of_what_is_made_from_the_entries(whole: Whole, copy: Path, proof: Proof) -> None:
    done: Counter[str] = Counter()
    ways = (*made_from.ALL, made_from.other_type, made_from.words)
    for seed in range(proof.count(VIEWS)):
        shutil.copy(whole.path, copy)
        with ledgers.opened(copy) as store:
            changed = one_change(store, ways[seed % len(ways)], f"views {seed}")
            named(changed, ledgers.found(store, whole.head), f"seed {seed}")
        assert independent_verifier.faults(copy, whole.head) == set(), f"seed {seed}"
        done[changed.sort] += 1
    told(proof, "changes of views, kept tables, guards and index of words", done)


def one_change(store: Store, way: made_from.Change, seed: str) -> made_from.Changed:
    """The first that can be made, of those that the seed draws."""
    rng = random.Random(seed)
    while True:
        with store.writing() as connection:
            changed = way(rng, connection)
        if changed is not None:
            return changed


def named(changed: made_from.Changed, findings: list[Finding], seed: str) -> None:
    case = f"{seed}, {changed.sort}: {changed.what}; told {[finding.what for finding in findings]}"
    assert any(all(name in finding.what for name in changed.named) for finding in findings), case
    assert {finding.code for finding in findings} == {"E032"}, case


@pytest.fixture
def served(postgresql: Server) -> Iterator[Database]:
    with postgresql.schemas() as schemas:
        yield schemas()


def test_changes_in_postgresql(served: Database, tmp_path: Path, proof: Proof) -> None:
    head, done = ledgers.make(served), Counter[str]()
    with ledgers.opened(served) as store:
        with store.writing() as connection:
            rows = chain.read(connection)
            unguard(connection)
        for seed in range(proof.count(SERVED)):
            change = chain.ALL[seed % len(chain.ALL)](random.Random(f"served {seed}"), rows)
            with store.writing() as connection:
                change.do(connection)
            _judged_as_file(store, tmp_path / "dump", head, change, f"seed {seed}")
            with store.writing() as connection:
                connection.execute(schema.entries.delete())
                _put_back(connection, rows)
            done[change.sort] += 1
    told(proof, "changes of entries in PostgreSQL", done)


def _judged_as_file(store: Store, dump: Path, head: str, change: chain.Change, seed: str) -> None:
    ours = {finding.seq for finding in verify(store, head)}
    with store.reading() as connection:
        dumped(chain.read(connection), dump)
    theirs = independent_verifier.faults(dump, head)
    case = f"{seed}, {change.sort}: {change.what}; found {sorted(ours)}, by the other {sorted(theirs)}"
    assert change.at <= ours and ours == theirs, case


def dumped(rows: list[Lies], path: Path) -> None:
    """The entries as they lie in the database, as the one table that the independent verifier reads."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE entries ({independent_verifier.COLUMNS})")
        values = [tuple(getattr(row, name) for name in ("seq", *chain.COLUMNS)) for row in rows]
        database.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def _put_back(connection: Connection, rows: list[Lies]) -> None:
    names = ("seq", *chain.COLUMNS)
    statement = text(f"INSERT INTO entries ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})")
    connection.execute(statement, [{name: getattr(row, name) for name in names} for row in rows])


def test_changes_of_views_in_postgresql(served: Database, tmp_path: Path, proof: Proof) -> None:
    head, done = ledgers.make(served), Counter[str]()
    with ledgers.opened(served) as store:
        with store.reading() as connection:
            dumped(chain.read(connection), tmp_path / "dump")
        assert independent_verifier.faults(tmp_path / "dump", head) == set()
        for seed in range(proof.count(SERVED_VIEWS)):
            way = made_from.ALL[seed % len(made_from.ALL)]
            changed = one_change(store, way, f"served views {seed}")
            named(changed, ledgers.found(store, head), f"seed {seed}")
            ledgers.mended(store)
            done[changed.sort] += 1
            with store.reading() as connection:
                dumped(chain.read(connection), tmp_path / "dump")
            assert independent_verifier.faults(tmp_path / "dump", head) == set(), f"seed {seed}"
        assert ledgers.found(store, head) == []
    told(proof, "changes of views, kept tables and guards in PostgreSQL", done)


def told(proof: Proof, what: str, done: Counter[str]) -> None:
    assert sum(done.values())
    proof.saw(
        f"{sum(done.values())} {what} of {len(done)} sorts: all found and located; the independent verifier agrees on each"
    )
