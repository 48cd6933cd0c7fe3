"""The side file NAME.watch: when each address is due, and what is known of it. SQLite in write-ahead mode, each change whole
or not at all, in their order. A process that is killed loses none; after a power cut the last of them may be missing, which
costs a fetch: what they speak of is on the disk before them, and the ledger knows what it has. Losing the file loses no report.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sayso.collect.schedule.hosts import host
from sayso.collect.schedule.records import Article, Item, Kind, Known, Polled, Watched
from sayso.collect.side_files import writing
from sayso.errors import SaysoError
from sayso.printable import printable

MARK = 0x53577431
"""Of our files ("SWt1"), in the header that SQLite leaves to the application."""
TABLES = f"""
PRAGMA application_id = {MARK};
CREATE TABLE polled (
  kind TEXT, address TEXT, due REAL NOT NULL, etag TEXT, last_modified TEXT, sha256 TEXT, told_by TEXT,
  failures INTEGER NOT NULL, success REAL, failure REAL, reason TEXT, PRIMARY KEY (kind, address)
) WITHOUT ROWID;
CREATE TABLE articles (
  address TEXT PRIMARY KEY, url TEXT NOT NULL, due REAL, published TEXT, first REAL,
  etag TEXT, last_modified TEXT, sha256 TEXT, told_by TEXT,
  failures INTEGER NOT NULL, host TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX articles_due ON articles (due) WHERE due IS NOT NULL;
"""
PUT_POLLED = "INSERT OR REPLACE INTO polled VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
PUT_ARTICLE = "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
NEW_ARTICLE = PUT_ARTICLE.replace("OR REPLACE", "OR IGNORE")
DUE_ARTICLES = """
SELECT address, url, due, published, first, etag, last_modified, sha256, told_by, failures FROM (
  SELECT *, row_number() OVER (PARTITION BY host ORDER BY due, address) AS place FROM articles WHERE due <= ?
) WHERE place <= ? ORDER BY due, address
"""
BRING_BACK = "UPDATE articles SET due = ? WHERE due > ?"
LONGEST = 31 * 86400.0
"""Seconds. No article is put off for longer: what is fetched again is so within 30 days."""
AT = "SELECT address FROM articles WHERE ? IN (address, url, told_by)"
FORGOTTEN = "forgotten: sha256:"
"""The address of an article of which nothing is kept but the digest of its address: so it is never asked for again."""
POSTPONE = "UPDATE articles SET due = ? WHERE host = ? AND due < ?"


class State:
    """Used by one thread. Every method raises SaysoError E022 or E090 where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        """The state in `path`, made where there is none."""
        self.path = path
        with self._coded():
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=10)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> State:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def begin(self, watched: Iterable[Watched], at: float) -> None:
        """What was never polled is due at once; so is an article that a clock which was set back put off beyond all bounds."""
        with self._writing():
            self._connection.execute(BRING_BACK, (at, at + LONGEST))
            known = {(row[0], row[1]) for row in self._connection.execute("SELECT kind, address FROM polled")}
            for one in watched:
                if (one.kind, one.address) not in known:
                    self._put(Polled(one.kind, one.address, at))

    def polled(self) -> Iterator[Polled]:
        """Every address that was ever polled."""
        with self._coded():
            rows = self._connection.execute("SELECT * FROM polled ORDER BY kind, address").fetchall()
        for kind, address, due, etag, last_modified, sha256, of, failures, success, failure, reason in rows:
            known = Known(etag, last_modified, sha256, of)
            with self._coded():
                polled = Polled(Kind(kind), address, due, known, failures, success, failure, reason)
            yield polled

    def due_articles(self, at: float, of_a_host: int) -> list[Article]:
        """What is due, of each host only the first."""
        with self._coded():
            rows = self._connection.execute(DUE_ARTICLES, (at, of_a_host)).fetchall()
        return [Article(a, url, due, told, first, Known(e, m, s, o), n) for a, url, due, told, first, e, m, s, o, n in rows]

    def next_article(self) -> float | None:
        """When the next article is due."""
        with self._coded():
            found = self._connection.execute("SELECT min(due) FROM articles WHERE due IS NOT NULL").fetchone()[0]
        return None if found is None else float(found)

    def listed(self, after: Polled, items: Iterable[Item], at: float) -> list[Article]:
        """A list was read: its new articles are due, and only with them is kept that the list is known. The new ones."""
        new = []
        with self._writing():
            for item in items:
                article = Article(item.address, item.url, at, item.published)
                if (
                    not self._is_forgotten(article.address)
                    and self._connection.execute(NEW_ARTICLE, _article_row(article)).rowcount
                ):
                    new.append(article)
            self._put(after)
        return new

    def put(self, after: Polled | Article) -> None:
        with self._writing():
            self._put(after)

    def postpone(self, host: str, until: float) -> None:
        """Nothing of this host before `until`."""
        with self._writing():
            self._connection.execute(POSTPONE, (until, host, until))

    def forget(self, addresses: Iterable[str]) -> None:
        """Articles that were found or fetched at one of these are not asked for again, and only digests of their addresses
        stay. Then every page of the file is written anew, since what was deleted may lie in it still."""
        with self._writing():
            found = {row[0] for address in addresses for row in self._connection.execute(AT, (address,))}
            for address in found:
                self._connection.execute("DELETE FROM articles WHERE address = ?", (address,))
                self._put(Article(_forgotten(address), "", None))
        with self._coded():
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _put(self, after: Polled | Article) -> None:
        if isinstance(after, Polled):
            self._connection.execute(PUT_POLLED, _polled_row(after))
        elif not self._is_forgotten(after.address):
            self._connection.execute(PUT_ARTICLE, _article_row(after))

    def _is_forgotten(self, address: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM articles WHERE address = ?", (_forgotten(address),))
        return found.fetchone() is not None

    def _prepare(self) -> None:
        mark = self._connection.execute("PRAGMA application_id").fetchone()[0]
        empty = not self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if mark != MARK and not empty:
            raise SaysoError("E090", path=self.path, detail="it is something else")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")  # FULL waits for the disk with every article
        if empty:
            self._connection.executescript(f"BEGIN IMMEDIATE;{TABLES}COMMIT;")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._coded(), writing(self._connection):
            yield

    @contextmanager
    def _coded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as error:  # ValueError: a row that holds something else
            full = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
            raise SaysoError("E022" if full else "E090", path=self.path, detail=printable(str(error))) from error


def _forgotten(address: str) -> str:
    return FORGOTTEN + hashlib.sha256(address.encode("utf8", "surrogatepass")).hexdigest()


def _polled_row(one: Polled) -> tuple[object, ...]:
    known = one.known
    told = (known.etag, known.last_modified, known.sha256, known.of)
    return (one.kind, one.address, one.due, *told, one.failures, one.success, one.failure, one.reason)


def _article_row(one: Article) -> tuple[object, ...]:
    known = one.known
    told = (known.etag, known.last_modified, known.sha256, known.of)
    return (one.address, one.url, one.due, one.published, one.first, *told, one.failures, host(one.url))
