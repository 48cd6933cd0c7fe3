"""A ledger with everything that can lie beside one, and a backup of it, made once a session and copied for each test."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.collect.schedule.records import Article
from sayso.collect.schedule.state import State
from sayso.commands.alert_outbox import TABLES as ALERTS
from sayso.commands.people import user_rows
from sayso.commands.people.record import Hand
from sayso.commands.people.roles import Role
from sayso.commands.people.user_file import UserFile
from sayso.commands.people.user_rows import User
from sayso.commands.token_file import Token, TokenFile
from sayso.ledger.query import Reader
from tests.command import done
from tests.commands.test_reading import TEXT
from tests.once import once

LEDGER, BACKUP = "filled.ledger", "filled.tar"
REPORTS = [
    {"id": "aktau", "title": "Clashes in Aktau", "text": TEXT.splitlines()[2], "published": "2022-01-07"},
    {"id": "secret", "title": "Rain", "text": "A witness named Oddname said that four people died.", "published": "2022-01-07"},
]


def filled(folder: Path) -> None:
    """Reports, evidence, a saved situation, a redaction, tokens, users, a watch and alerts."""
    ledger = folder / LEDGER
    for report in REPORTS:
        one = folder / f"{report['id']}.json"
        one.write_text(json.dumps([report]), encoding="utf8")
        done(ledger, "add", str(one), "--reader", "rules")
    done(ledger, "redact", id_of(ledger, "Rain"), "--why", "she asked for it")
    done(ledger, "situation", "new", "unrest", "--place", "KZ")
    TokenFile(folder / f"{LEDGER}.tokens").add(Token("dashboard", "0" * 64, "2022-01-08T12:00:00Z"))
    ann = User("Ann", Role.ADMINISTRATOR, None, "no hash", "2022-01-08T12:00:00Z")
    user_rows.add(UserFile(folder / f"{LEDGER}.users"), ann, Hand(datetime(2022, 1, 8, 12, tzinfo=UTC)))
    with closing(sqlite3.connect(folder / f"{LEDGER}.alerts", isolation_level=None)) as alerts:
        alerts.executescript(ALERTS)
        alerts.execute("INSERT INTO stale VALUES ('https://hook.invalid/')")
    with State(folder / f"{LEDGER}.watch") as watch:
        watch.put(Article("https://wire.invalid/1", "https://wire.invalid/1", 1.5))
    done(ledger, "backup", str(folder / BACKUP))


def id_of(ledger: Path, title: str) -> str:
    with Reader.open(ledger) as reader:
        return next(report.id for report in reader.reports() if report.title == title)


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "backed up", filled)


@pytest.fixture
def folder(filled_once: Path, tmp_path: Path) -> Iterator[Path]:
    """A working folder of the test's own with the ledger, what lies beside it, and the backup."""
    shutil.copytree(filled_once, tmp_path, dirs_exist_ok=True)
    yield tmp_path


@pytest.fixture
def backup(folder: Path) -> Path:
    return folder / BACKUP
