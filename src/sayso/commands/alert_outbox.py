"""Alerts that were found, and to whom each was handed: written down before anything is sent, in a file beside the ledger.

`NAME.alerts` is a SQLite file of its own, because the ledger holds what was reported and not what was sent. It can be deleted:
then the present is the baseline again. One process at a time delivers (`alone`); its lock goes with it, however it ends.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sayso.collect import side_files
from sayso.errors import SaysoError
from sayso.ledger import canonical
from sayso.ledger.address import Place, beside
from sayso.ledger.append import Head
from sayso.printable import printable
from sayso.reconcile.alerts.alert import State
from sayso.reconcile.alerts.comparing import Held

TABLES = """
CREATE TABLE IF NOT EXISTS compared (rule TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS held (rule TEXT, series TEXT, state TEXT, PRIMARY KEY (rule, series));
CREATE TABLE IF NOT EXISTS alerts (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, line TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
  alert TEXT NOT NULL REFERENCES alerts (id), target TEXT NOT NULL, secret_variable TEXT,
  state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, due TEXT NOT NULL, detail TEXT, PRIMARY KEY (alert, target));
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (state, due);
CREATE TABLE IF NOT EXISTS rests (alert TEXT, report TEXT, PRIMARY KEY (alert, report)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stale (target TEXT PRIMARY KEY);
"""
REDACTED = "a report that it rests on was redacted since"
WAITING, DONE, GIVEN_UP = "waiting", "done", "given up"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert for one target. `due` is the moment of the next try, `detail` why the last one failed."""

    alert: str
    line: dict[str, Any]
    target: str
    secret_variable: str | None
    state: str
    tries: int
    due: str
    detail: str | None


def outbox_path(ledger: Place) -> Path:
    """`sayso.ledger.alerts` beside `sayso.ledger`."""
    return beside(ledger, ".alerts")


class Outbox:
    """SaysoError E093 where the file cannot be read or written. Times are as `canonical.moment` writes them."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._connection = path, connection

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Outbox]:
        with _coded(path), ExitStack() as opening:
            connection = opening.enter_context(closing(sqlite3.connect(path, timeout=10.0, isolation_level=None)))
            connection.executescript("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;" + TABLES)
            opened = opening.pop_all()
        with opened:  # what goes wrong from here on is not always the file's fault
            yield cls(path, connection)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else compares and delivers; then nobody can until this ends."""
        with ExitStack() as held:
            with _coded(self.path):
                mine = held.enter_context(side_files.alone(self.path.with_name(self.path.name + "-lock")))
            yield mine

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _coded(self.path), side_files.writing(self._connection) as db:
            yield db

    def _rows(self, sql: str, *values: object) -> list[Any]:
        with _coded(self.path):
            return self._connection.execute(sql, values).fetchall()

    def compared(self, rule: str) -> Head | None:
        """The end of the ledger up to which a rule has compared; None for a rule that never did."""
        rows = self._rows("SELECT seq, hash, at FROM compared WHERE rule = ?", rule)
        return Head(*rows[0]) if rows else None

    def held(self, rule: str) -> Held:
        rows = self._rows("SELECT series, state FROM held WHERE rule = ?", rule)
        with _coded(self.path):
            return {series: canonical.decode(State, said) if said else None for series, said in rows}

    def keep(
        self,
        rule: str,
        head: Head,
        held: Held,
        lines: Iterable[dict[str, Any]],
        to: Mapping[str, str | None],
        now: str,
        rests: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> int:
        """All that a comparison gave, or nothing of it. `to`: targets with the names of the variables of their secrets;
        `rests`: by alert, the reports that gave words to it.

        How many alerts are new: one that was found before is not found again, but a state that comes again is.
        """
        new = 0
        with self._writing() as db:
            for found in lines:
                line = _as_news(db, found)
                added = db.execute(
                    "INSERT OR IGNORE INTO alerts (id, line) VALUES (?, ?)", (line["id"], json.dumps(line))
                ).rowcount
                new += added
                reports = [(line["id"], report) for report in rests.get(found["id"], ()) if added]
                db.executemany("INSERT INTO rests VALUES (?, ?)", reports)
                for target, variable in to.items() if added else ():
                    db.execute(
                        "INSERT INTO deliveries (alert, target, secret_variable, state, due) VALUES (?, ?, ?, ?, ?)",
                        (line["id"], target, variable, WAITING, now),
                    )
            db.execute("DELETE FROM held WHERE rule = ?", (rule,))
            states = [(rule, series, canonical.encode(of).decode() if of else None) for series, of in held.items()]
            db.executemany("INSERT INTO held VALUES (?, ?, ?)", states)
            db.execute("INSERT OR REPLACE INTO compared VALUES (?, ?, ?, ?)", (rule, head.seq, head.hash, head.recorded_at))
        return new

    def due(self, now: str) -> list[Delivery]:
        """What is to be tried now, in the order in which it was found."""
        return self._deliveries("WHERE d.state = ? AND d.due <= ? ORDER BY a.number, d.rowid", WAITING, now)

    def deliveries(self) -> list[Delivery]:
        """All, in the order in which they were found."""
        return self._deliveries("ORDER BY a.number, d.rowid")

    def newest(self, target: str, most: int) -> list[dict[str, Any]]:
        """Lines of the last alerts for a target, the newest first, whatever became of them."""
        newest = self._deliveries("WHERE d.target = ? ORDER BY a.number DESC LIMIT ?", target, most)
        return [one.line for one in newest]

    def waiting(self) -> int:
        return int(self._rows("SELECT count(*) FROM deliveries WHERE state = ?", WAITING)[0][0])

    def _deliveries(self, where: str, *values: object) -> list[Delivery]:
        rows = self._rows(
            "SELECT a.id, a.line, d.target, d.secret_variable, d.state, d.tries, d.due, d.detail"
            f" FROM deliveries d JOIN alerts a ON d.alert = a.id {where}",
            *values,
        )
        with _coded(self.path):
            return [Delivery(id, json.loads(line), *rest) for id, line, *rest in rows]

    def settle(self, one: Delivery, state: str, detail: str | None, due: str) -> None:
        """What became of a try."""
        with self._writing() as db:
            db.execute(
                "UPDATE deliveries SET state = ?, tries = tries + 1, detail = ?, due = ? WHERE alert = ? AND target = ?",
                (state, detail, due, one.alert, one.target),
            )

    def forget(self, reports: Iterable[str]) -> None:
        """Take what was redacted out of every alert that rests on one of these reports: words, tellers, titles and addresses.

        The numbers stay. Feeds that still hold it are `stale` from then on. Then every page of the file is written anew: moving
        a row leaves copies of it behind, whatever is overwritten.
        """
        gone, forgotten = set(reports), False
        rows = self._rows("SELECT id, line, (SELECT json_group_array(report) FROM rests WHERE alert = id) FROM alerts")
        for id, kept, rests in rows if gone else ():
            line = json.loads(kept)
            if not gone.isdisjoint([*json.loads(rests), *(one["report"] for one in line["evidence"])]):
                self._forget(id, _without(line, gone), gone)
                forgotten = True
        if forgotten:
            with _coded(self.path):
                self._connection.execute("VACUUM")

    def _forget(self, id: str, line: dict[str, Any], gone: Set[str]) -> None:
        with self._writing() as db:
            db.execute("UPDATE alerts SET line = ? WHERE id = ?", (json.dumps(line), id))
            db.executemany("DELETE FROM rests WHERE alert = ? AND report = ?", [(id, report) for report in gone])
            db.execute("INSERT OR IGNORE INTO stale SELECT target FROM deliveries WHERE alert = ?", (id,))

    def stale(self) -> list[str]:
        """Targets that had something which was redacted since."""
        return [target for (target,) in self._rows("SELECT target FROM stale")]

    def renewed(self, target: str) -> None:
        with self._writing() as db:
            db.execute("DELETE FROM stale WHERE target = ?", (target,))


def _as_news(db: sqlite3.Connection, line: dict[str, Any]) -> dict[str, Any]:
    """Under another id where its state was told before what it is compared with: 9, then 5, then 9 again is three alerts."""
    told = db.execute("SELECT json_extract(line, '$.head.seq') FROM alerts WHERE id = ?", (line["id"],)).fetchone()
    if told is None or told[0] > line["since"]["seq"]:
        return line
    return _as_news(db, line | {"id": hashlib.sha256(f"{line['id']} again".encode()).hexdigest()})


def _without(line: dict[str, Any], reports: Set[str]) -> dict[str, Any]:
    left = [one for one in line["evidence"] if one["report"] not in reports]
    states = {name: line[name] and line[name] | {"why": ""} for name in ("before", "after")}
    return line | states | {"news": [REDACTED], "told": [], "evidence": left}


@contextmanager
def _coded(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, ValueError, TypeError) as error:  # of its rows, where they hold something else
        raise SaysoError("E093", path=path, detail=printable(str(error))) from error
