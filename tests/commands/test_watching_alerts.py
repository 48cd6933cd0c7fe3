"""The watch alerts after each round: a figure that changed between two rounds is told on standard output."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sayso.commands.alerting import Sum
from sayso.errors import SaysoError
from tests.collect.net.serving import Server
from tests.commands.watch_fakes import page
from tests.commands.watched_site import Site
from tests.conftest import Sayso

WORDS = "{} protesters were killed in Almaty on Wednesday, the Health Ministry said on Friday."
ALERT = '[[alert]]\nname = "deaths"\nsituation = "unrest"\nkinds = ["killed"]\n'


def test_a_changed_figure_is_told_after_the_round_that_brought_it(
    sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_DELAY_SECONDS", "0")
    config = tmp_path / "sayso.toml"
    with Server() as server:
        monkeypatch.setenv("SAYSO_ALLOW_HOSTS", server.site)
        site = Site(server)
        site.put("/1", page(WORDS.format("Six")))
        site.feed([server.url("/1")])
        feed = f'[[feed]]\nurl = "{server.url("/feed")}"\n'
        config.write_text(feed + ALERT, encoding="utf8")
        typed = ("watch", "--once", "--config", config, "--reader", "rules")
        refused = sayso(*typed)
        assert refused.status == 2 and refused.err.startswith("E092 ") and not server.asked  # no such situation
        assert sayso("situation", "new", "unrest", "--place", "KZ").status == 0
        config.write_text(feed, encoding="utf8")
        assert sayso(*typed).status == 0
        config.write_text(feed + ALERT, encoding="utf8")
        assert sayso(*typed).status == 0  # the rule is new: from now on
        site.put("/2", page(WORDS.format("Nineteen")))
        site.feed([server.url("/2")])
        with closing(sqlite3.connect(tmp_path / "test.ledger.watch")) as state, state:
            state.execute("UPDATE polled SET due = 0")
        ran = sayso(*typed)
    assert ran.status == 0 and "1 alert found; 1 handed over" in ran.err
    assert "19" in json.dumps([json.loads(line) for line in ran.out.splitlines()])


def test_a_wrong_alert_ends_the_watch_before_it_begins(sayso: Sayso, tmp_path: Path) -> None:
    config = tmp_path / "sayso.toml"
    config.write_text('[[feed]]\nurl = "http://news.invalid/feed"\n[[alert]]\nname = "x"\n', encoding="utf8")
    ran = sayso("watch", "--once", "--config", config)
    assert ran.status == 2 and ran.err.startswith("E092 ")


def test_an_alert_that_fails_ends_no_watch(sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as a situation that was called otherwise meanwhile."""
    monkeypatch.setenv("SAYSO_DELAY_SECONDS", "0")
    calls: list[object] = []

    def renamed(*given: object, **more: object) -> Sum:
        calls.append(given)
        if len(calls) > 1:
            raise SaysoError("E092", path="sayso.toml", detail="no situation called unrest")
        return Sum()

    monkeypatch.setattr("sayso.commands.watching.check", renamed)
    config = tmp_path / "sayso.toml"
    with Server() as server:
        monkeypatch.setenv("SAYSO_ALLOW_HOSTS", server.site)
        site = Site(server)
        site.put("/1", page(WORDS.format("Six")))
        site.feed([server.url("/1")])
        config.write_text(f'[[feed]]\nurl = "{server.url("/feed")}"\n' + ALERT, encoding="utf8")
        ran = sayso("watch", "--once", "--config", config, "--reader", "rules")
    assert ran.status == 0 and len(calls) > 1
    assert "E092 sayso.toml: no situation called unrest" in " ".join(ran.err.split())
    assert "received 1 = 1 reports" in ran.err
