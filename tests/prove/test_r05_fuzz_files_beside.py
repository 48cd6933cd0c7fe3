"""R5: files that a person writes (`sayso.toml`, the table of outlets, settings) and those that lie beside a ledger."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import strategies as st

from sayso.collect.schedule.records import Item, Kind, Watched
from sayso.collect.schedule.state import State
from sayso.commands import alert_rules
from sayso.commands.alert_outbox import Outbox
from sayso.commands.token_file import Token, TokenFile, hashed
from sayso.commands.watch_file import watch_file
from sayso.errors import SaysoError
from sayso.read import outlet_table
from sayso.settings import Settings
from tests.prove.fuzzing import WHOLE, Door, of
from tests.prove.mutated import mutated, mutated_text
from tests.prove.proof import Proof

TOML = (
    '[watch]\nevery = "30m"\nrefetch = ["2h", "6h"]\n[[feed]]\nurl = "http://news.invalid/feed"\n'
    '[[page]]\nurl = "https://a.invalid/"\n'
    'every = "90s"\n'
    '[[alert]]\nname = "Dead in Almaty"\nsituation = "unrest"\nkinds = ["killed"]\nthreshold = "10%"\non = ["value"]\n'
    'to = ["stdout", "atom:feed.xml"]\n',
    '[[sitemap]]\nurl = "https://news.invalid/map"\n[[alert]]\nname = "a"\nsituation = "b"\n'
    'to = ["https://a.invalid/hook"]\nsecret_variable = "X"\n',
)
OUTLETS = (
    ",".join(outlet_table.COLUMNS)
    + "\n"
    + "steppe.invalid www.steppe.invalid,Steppe Wire,The Wire;SW,agency,KZ,en ru,State,AP,yes\n",
    'site,name\nsteppe.invalid,"Steppe, Wire"\nhighland.invalid,Highland One\n',
)
KEYS = st.sampled_from(
    ["watch", "feed", "page", "alert", "every", "refetch", "url", "name", "kinds", "threshold", "on", "to", "situation"]
)
TOML_VALUES = st.sampled_from(
    ['"1h"', "[]", "{}", "1", "-0.5", "nan", "1979-05-27", "true", '""', "[[]]", "'''", '"atom:"', "9" * 30]
) | st.text(max_size=6)
ANY_TOML = st.lists(
    st.tuples(st.sampled_from(["", "[[feed]]\n", "[watch]\n", "[[alert]]\n", "[a.b]\n"]), KEYS, TOML_VALUES).map(
        lambda parts: f"{parts[0]}{parts[1]} = {parts[2]}"
    ),
    max_size=9,
).map("\n".join)
ANY_CSV = st.lists(
    st.lists(st.text(max_size=8) | st.sampled_from([*outlet_table.COLUMNS, "yes", "KZ", "a.b"]), max_size=9).map(",".join),
    max_size=6,
).map("\n".join)


def _toml(path: Path) -> None:
    """Both readers of the file, each in words of its own: what one refuses, the other still has to read."""
    try:
        watch_file(path)
    except SaysoError:
        alert_rules.load(path)
        raise
    alert_rules.load(path)


def _outlets(path: Path) -> None:
    found = outlet_table.with_file(path)
    found.find("Steppe Wire", "http://steppe.invalid/1"), found.by_site("a.b"), found.by_name("the ")


@pytest.mark.parametrize(
    ("name", "whole", "good", "take"),
    [("sayso.toml", ANY_TOML, TOML, _toml), ("table of outlets", ANY_CSV, OUTLETS, _outlets)],
    ids=["toml", "outlets"],
)
def test_files_that_a_person_writes(
    name: str, whole: st.SearchStrategy[str], good: Sequence[str], take: Callable[[Path], None], tmp_path: Path, proof: Proof
) -> None:
    door, path = Door(name), tmp_path / "file"
    as_bytes = [one.encode() for one in good]
    for body in as_bytes:  # unharmed they are taken, or changes of them would be refused for what they were before
        path.write_bytes(body)
        take(path)
    for body in of(proof.count(WHOLE), whole.map(lambda text: text.encode("utf-8", "surrogatepass")), as_bytes, mutated):
        path.write_bytes(body)
        door.put(body, lambda _: take(path))
    door.told(proof, f" ({door.refused:,} refused in words)")


def test_settings(monkeypatch: pytest.MonkeyPatch, proof: Proof) -> None:
    """What an environment may hold: anything but NUL."""
    door = Door("settings")
    names = [f"SAYSO_{name.upper()}" for name in Settings.model_fields]
    values = (
        "20000000",
        "10.5",
        "model",
        "127.0.0.1:8000, a.example",
        "/tmp/x",
        "postgresql://a@b/c",
        "true",
        "1e308",
        "Sayso/1 (x)",
    )
    whole = st.text(max_size=20) | st.integers().map(str) | st.floats().map(str)
    for number, text in enumerate(of(proof.count(WHOLE), whole, values, mutated_text)):
        value = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
        with monkeypatch.context() as patch:
            patch.setenv(names[number % len(names)], value)
            door.put((names[number % len(names)], value), lambda _: Settings().allowed_hosts)
    door.told(proof, f" ({door.refused:,} refused in words)")


def _tokens(path: Path) -> None:
    file = TokenFile(path)
    for one in file.tokens():
        one.holds("2022-01-07T00:00:00.000000Z")
    file.add(Token("fresh", hashed("x"), "2022-01-07T00:00:00.000000Z"))


def _outbox(path: Path) -> None:
    with Outbox.open(path) as box:
        box.compared("a"), box.held("a"), box.due("9"), box.deliveries(), box.newest("stdout", 5), box.waiting(), box.stale()


def _state(path: Path) -> None:
    with State(path) as state:
        list(state.polled()), state.due_articles(1e9, 1), state.next_article()
        state.begin([Watched(Kind.FEED, "http://b.invalid/", 60.0)], 2.0)


def _made(name: str, path: Path) -> bytes:
    """A file with something in it, as one process left it."""
    if name == "tokens":
        for n in range(3):
            TokenFile(path).add(Token(f"t{n}", hashed(str(n)), "2022-01-07T00:00:00.000000Z", "2023-01-07T00:00:00.000000Z"))
    elif name == "alerts":
        _outbox(path)
        _filled(path)
    else:
        with State(path) as state:
            state.begin([Watched(Kind.FEED, "http://a.invalid/", 60.0)], 1.0)
            [polled] = state.polled()
            state.listed(polled, [Item("http://a.invalid/1", "http://a.invalid/1", "2022-01-07")], 1.0)
    return path.read_bytes()


def _filled(path: Path) -> None:
    """A row in every table, of whatever it takes: another program may have written there."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [(row[1], row[2]) for row in db.execute(f"PRAGMA table_info({table})")]
            values = [
                1 if kind == "INTEGER" else {"line": json.dumps({"id": "a"}), "state": ""}.get(name, "a")
                for name, kind in columns
            ]
            db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(columns))})", values)


@pytest.mark.parametrize(
    ("name", "take"), [("tokens", _tokens), ("alerts", _outbox), ("watch", _state)], ids=["tokens", "alerts", "watch"]
)
def test_files_beside_a_ledger(name: str, take: Callable[[Path], None], tmp_path: Path, proof: Proof) -> None:
    door, path = Door(f"the file of {name} beside a ledger"), tmp_path / "x.ledger.side"
    good = _made(name, path)
    take(path)
    for body in of(proof.count(WHOLE), st.binary(max_size=200).map(good[:100].__add__), [good], mutated):
        for old in tmp_path.iterdir():
            old.unlink()
        path.write_bytes(body)
        door.put(body, lambda _: take(path))
    door.told(proof, f" ({door.refused:,} refused in words)")
