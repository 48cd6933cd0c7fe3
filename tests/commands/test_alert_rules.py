"""The tables [[alert]]: what they may hold, and what is wrong with the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sayso.commands.alert_rules import load, rules
from sayso.errors import SaysoError
from sayso.reconcile.alerts import On, Threshold

PLAIN: dict[str, Any] = {"name": "dead", "situation": "unrest"}
HOOK = {"to": ["https://example.invalid/hook"], "secret_variable": "SAYSO_HOOK_SECRET"}
FILE = Path("/made/up/sayso.toml")


def test_a_rule_with_everything() -> None:
    table = PLAIN | {"kinds": ["killed"], "threshold": "10%", "on": ["value", "origins"], "secret_variable": "S"}
    table["to"] = ["stdout", "atom:alerts.xml", "https://example.invalid/hook"]
    [one] = rules({"alert": [table]}, FILE)
    assert (one.rule.name, one.rule.situation, one.rule.kinds) == ("dead", "unrest", ("killed",))
    assert one.rule.threshold == Threshold(10.0, percent=True) and one.rule.on == (On.VALUE, On.ORIGINS)
    assert one.to == ("stdout", "atom:/made/up/alerts.xml", "https://example.invalid/hook")
    assert one.secret_variable == "S"


def test_a_rule_needs_a_name_and_a_situation_only() -> None:
    [one] = rules({"alert": [PLAIN], "watch": [{"feed": "not ours"}]}, FILE)
    assert (one.to, one.rule.kinds, one.rule.on) == (("stdout",), (), (On.VALUE, On.STANDING))
    assert one.rule.threshold == Threshold() and rules({}, FILE) == ()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"situation": "unrest"}, "[[alert]] number 1, name: is missing"),
        ({"name": "dead"}, "[[alert]] “dead”, situation: is missing"),
        (PLAIN | {"name": 5}, "number 1, name: must be a text"),
        (PLAIN | {"name": "two\nlines"}, "name: must be one line"),
        (PLAIN | {"treshold": 5}, "treshold: is no key of it"),
        (PLAIN | {"kinds": ["kiled"]}, "kinds: “kiled” is no kind of figure; one of: killed"),
        (PLAIN | {"kinds": ["curfew"]}, "kinds: “curfew” is no kind of figure"),
        (PLAIN | {"kinds": "killed"}, "kinds: must be a list of texts"),
        (PLAIN | {"threshold": -1}, "threshold: must be a whole number"),
        (PLAIN | {"threshold": 10**400}, "threshold: must be a whole number"),
        (PLAIN | {"threshold": True}, "threshold: must be a whole number"),
        (PLAIN | {"threshold": "10 percent"}, "threshold: must be a whole number"),
        (PLAIN | {"threshold": 2.5}, "threshold: must be a whole number"),
        (PLAIN | {"on": ["words"]}, "on: “words” is no sort of change"),
        (PLAIN | {"on": []}, "on: names no sort of change"),
        (PLAIN | {"to": []}, "to: names no target"),
        (PLAIN | {"to": ["atom:"]}, "to: “atom:” is none of"),
        (PLAIN | {"to": ["ftp://example.invalid"]}, "to: “ftp://example.invalid” is none of"),
        (PLAIN | {"to": ["https://me:word@example.invalid/"]} | {"secret_variable": "S"}, "without a password"),
        (PLAIN | HOOK | {"secret_variable": ""}, "secret_variable: must be a text"),
        (PLAIN | HOOK | {"secret_variable": "whsec_a+b/c="}, "never the secret itself"),
        (PLAIN | {"to": HOOK["to"]}, "secret_variable: is missing"),
    ],
)
def test_what_is_wrong_is_named(table: dict[str, Any], told: str) -> None:
    with pytest.raises(SaysoError) as error:
        rules({"alert": [table]}, FILE)
    assert error.value.code.code == "E092"
    assert error.value.line.startswith(f"E092 {FILE}: ") and told in error.value.line and "\n" not in error.value.line


@pytest.mark.parametrize("table", [{"alert": PLAIN}, {"alert": ["dead"]}, {"alert": [PLAIN, PLAIN]}])
def test_tables_are_a_list_and_each_has_its_own_name(table: dict[str, Any]) -> None:
    with pytest.raises(SaysoError, match="E092"):
        rules(table, FILE)


def test_a_password_in_an_address_is_not_printed() -> None:
    with pytest.raises(SaysoError) as error:
        rules({"alert": [PLAIN | {"to": ["https://me:wo@rd@example.invalid/hook"], "secret_variable": "S"}]}, FILE)
    assert "wo" not in error.value.line.partition("without")[0] and "“…@example.invalid/hook”" in error.value.line


NOT_READ = (b"[[alert]", b"\xff\xfe", b"a = " + b"9" * 5_000, b"a = " + b"[" * 5_000, None)


@pytest.mark.parametrize("written", NOT_READ)
def test_a_file_that_is_no_toml_is_said_so(tmp_path: Path, written: bytes | None) -> None:
    path = tmp_path / "sayso.toml"
    if written is not None:
        path.write_bytes(written)
    with pytest.raises(SaysoError, match="E092"):
        load(path)
