"""Stopped anywhere and started again: nothing lost, nothing twice, and nobody waits for an end that was asked for."""

from __future__ import annotations

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from tests.collect.net.serving import Server
from tests.command import sayso
from tests.commands.watch_fakes import page
from tests.commands.watched_site import Site

ROOT = Path(__file__).parents[2]
KILLS = 20
LONGEST = 0.2
"""Seconds after the first request in which a kill comes."""
ARTICLES = 16
SIGNALS = (signal.SIGKILL, signal.SIGTERM)
WITHIN = 15.0
"""Seconds in which SIGTERM ends a watch, on a machine with much else to do; less than a host hangs here."""


class Heard:
    """Set with the first request, and with the first for an article: the moment of a kill counts from there."""

    def __init__(self) -> None:
        self.event, self.article = threading.Event(), threading.Event()

    def __call__(self, target: str) -> None:
        self.event.set()
        if target != "/feed":
            self.article.set()

    def clear(self) -> None:
        self.event.clear()
        self.article.clear()


@pytest.fixture
def site() -> Iterator[Site]:
    with Server() as server:
        made = Site(server, Heard())
        made.feed([(made.plain if number < ARTICLES - 1 else made.article)(number) for number in range(ARTICLES)])
        yield made


@pytest.fixture(autouse=True)
def allowed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_ALLOW_HOSTS", site.server.site)
    monkeypatch.setenv("SAYSO_DELAY_SECONDS", "0")
    monkeypatch.setenv("SAYSO_READER", "rules")


def config(folder: Path, site: Site, every: str = "1h") -> Path:
    path = folder / "sayso.toml"
    path.write_text(f'[[feed]]\nurl = "{site.server.url("/feed")}"\nevery = "{every}"\n', encoding="utf8")
    return path


def said(ledger: Path) -> list[tuple[str, str]]:
    """Kind and id of every entry, sorted. The id of a capture says address, bytes and report, but not when it was fetched."""
    with closing(sqlite3.connect(ledger)) as database:
        try:
            return sorted(database.execute("SELECT kind, id FROM entries"))
        except sqlite3.OperationalError:  # killed before the tables were made
            return []


def unfinished(ledger: Path) -> int:
    with closing(sqlite3.connect(f"{ledger}.watch")) as database:
        return int(database.execute("SELECT count(*) FROM articles WHERE first IS NULL").fetchone()[0])


@contextmanager
def process(folder: Path, typed: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    (folder / "warm.html").write_bytes(page("Two people were killed, police said on Friday."))
    command = [sys.executable, "-m", "tests.commands.watching_process", str(folder / "warm.html"), *typed]
    with (
        (folder / "told").open("wb") as told,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told, text=True, cwd=ROOT) as made,
    ):
        assert made.stdout and made.stdout.readline() == "ready\n"
        yield made
        assert made.stdin
        made.stdin.close()


def started(made: subprocess.Popen[str], ledger: Path) -> int:
    """The process id."""
    assert made.stdin and made.stdout
    made.stdin.write(f"{ledger}\n")
    made.stdin.flush()
    return int(made.stdout.readline())


def ended(made: subprocess.Popen[str]) -> int:
    """Waits; the status."""
    assert made.stdin and made.stdout
    made.stdin.write("\n")
    made.stdin.flush()
    return int(made.stdout.readline())


def test_killed_at_any_moment_nothing_is_lost_and_nothing_twice(tmp_path: Path, site: Site) -> None:
    typed, rng = ["watch", "--once", "--config", str(config(tmp_path, site))], random.Random(7)
    alone = tmp_path / "alone.ledger"
    subprocess.run(sayso(alone, *typed), check=True, capture_output=True)
    assert isinstance(site.heard, Heard) and len(said(alone)) == ARTICLES * 3
    kills = halves = series = 0
    with process(tmp_path, typed) as made:
        while kills < KILLS:
            path, series = tmp_path / f"{series}.ledger", series + 1
            while kills < KILLS and entries(path) < ARTICLES * 3:
                kill(made, path, site.heard, kills % 5 == 0, rng.uniform(0, LONGEST), SIGNALS[kills % 2])
                kills, halves = kills + 1, halves + (0 < entries(path) < ARTICLES * 3)
            started(made, path)
            assert ended(made) == 0
            assert said(path) == said(alone) and unfinished(path) == 0
            with Reader.open(path) as reader:
                assert verify(reader.store, deep=True) == []
    assert halves > 3, "the kills came all before or after the work"


def kill(made: subprocess.Popen[str], ledger: Path, heard: Heard, early: bool, after: float, number: signal.Signals) -> None:
    heard.clear()
    pid = started(made, ledger)
    assert (heard.event if early else heard.article).wait(20)  # there is something left, so it is asked for
    time.sleep(after)
    os.kill(pid, number)
    assert ended(made) in (-signal.SIGKILL, 0)


def entries(ledger: Path) -> int:
    return len(said(ledger)) if ledger.exists() else 0


def test_sigterm_ends_a_watch_that_sleeps_and_one_that_is_at_work(tmp_path: Path, site: Site) -> None:
    assert isinstance(site.heard, Heard)
    hanging = threading.Event()

    def hang(link: socket.socket) -> None:
        hanging.wait(20)

    site.server.raw("/3", hang)  # it hangs while the watch is asked to end
    path = tmp_path / "l"
    typed = sayso(path, "watch", "--config", str(config(tmp_path, site)))
    with subprocess.Popen(typed, stderr=subprocess.PIPE, text=True) as watch:
        assert site.heard.event.wait(20)
        with subprocess.Popen(typed, stderr=subprocess.PIPE, text=True) as second:
            assert second.stderr and second.stderr.read().startswith("E089 ") and second.wait(10) == 2
        asked = time.monotonic()
        watch.send_signal(signal.SIGTERM)
        assert watch.stderr and watch.stderr.read().startswith("received ")
        assert watch.wait(20) == 0 and time.monotonic() - asked < WITHIN
    hanging.set()
