"""The tables [[alert]] of `sayso.toml`, checked strictly: a rule with a misspelt key would watch something else in silence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.reconcile.alerts.rule import DEFAULT, On, Rule, Threshold
from sayso.vocabulary import Group, kinds

STDOUT, ATOM = "stdout", "atom:"
KEYS = {"name", "situation", "kinds", "threshold", "on", "to", "secret_variable"}
PERCENT = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?%", re.ASCII)
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
LONGEST_NAME = 100
MOST = 10**9
"""People, as a threshold: nothing counts more."""


@dataclass(frozen=True, slots=True)
class AlertRule:
    """`to`: targets, each "stdout", "atom:" and an absolute path, or an address. `secret_variable` names a variable of the
    environment; the secret itself stands in no file."""

    rule: Rule
    to: tuple[str, ...]
    secret_variable: str | None
    path: Path
    """The file that it stands in, for errors."""


@dataclass(frozen=True, slots=True)
class _Table:
    """One table, and where it stands; every `wrong` names file, table and key."""

    path: Path
    name: str
    of: Mapping[str, Any]

    def wrong(self, key: str, detail: str) -> NoReturn:
        raise SaysoError("E092", path=self.path, detail=printable(f"[[alert]] {self.name}, {key}: {detail}"))

    def text(self, key: str) -> str:
        value = self.of.get(key)
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, "is missing" if value is None else "must be a text that is not empty")
        return value

    def texts(self, key: str, default: Sequence[str]) -> tuple[str, ...]:
        value = self.of.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.wrong(key, "must be a list of texts")
        return tuple(dict.fromkeys(value))


def rules(table: Mapping[str, Any], path: Path) -> tuple[AlertRule, ...]:
    """All [[alert]] of a parsed `sayso.toml`; none where it has none. SaysoError E092 names the table and the key."""
    tables = table.get("alert", [])
    if not isinstance(tables, (list, tuple)) or not all(isinstance(one, dict) for one in tables):
        raise SaysoError("E092", path=path, detail="alert: must be written as [[alert]]")
    found = tuple(_rule(_Table(path, _named(number, one), one)) for number, one in enumerate(tables, start=1))
    names = [one.rule.name for one in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SaysoError("E092", path=path, detail=f"[[alert]] “{twice[0]}”, name: two have this one")
    return found


def load(path: Path) -> tuple[AlertRule, ...]:
    """The rules of a file. SaysoError E092 where it cannot be read, is no TOML, or something in a rule is wrong."""
    try:
        return rules(tomllib.loads(path.read_bytes().decode("utf8")), path)
    except OSError as error:
        detail = error.strerror or "it cannot be read"
    except UnicodeDecodeError:
        detail = "not UTF-8"
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is one; a number of 5,000 digits and deep lists give others
        detail = str(error)
    raise SaysoError("E092", path=path, detail=detail)


def _named(number: int, table: Mapping[str, Any]) -> str:
    name = table.get("name")
    return f"“{name}”" if isinstance(name, str) and name.strip() else f"number {number}"


def _rule(table: _Table) -> AlertRule:
    for key in table.of:
        if key not in KEYS:
            table.wrong(key, f"is no key of it; one of: {', '.join(sorted(KEYS))}")
    if len(table.text("name")) > LONGEST_NAME or not table.text("name").isprintable():
        table.wrong("name", f"must be one line of {LONGEST_NAME} characters at most")
    rule = Rule(table.text("name"), table.text("situation"), _kinds(table), _threshold(table), _on(table))
    to = tuple(_target(table, one) for one in table.texts("to", [STDOUT]))
    if not to:
        table.wrong("to", "names no target")
    return AlertRule(rule, to, _secret_variable(table, to), table.path)


def _kinds(table: _Table) -> tuple[str, ...]:
    people = [name for name, kind in kinds().items() if kind.group is Group.PEOPLE]
    asked = table.texts("kinds", ())
    for one in asked:
        if one not in people:
            table.wrong("kinds", f"“{one}” is no kind of figure; one of: {', '.join(people)}")
    return asked


def _threshold(table: _Table) -> Threshold:
    value = table.of.get("threshold")
    percent = PERCENT.fullmatch(value) if isinstance(value, str) else None
    if value is None:
        return Threshold()
    if percent:
        return Threshold(float(percent[1]), percent=True)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        table.wrong("threshold", 'must be a whole number, or a percentage like "10%"')
    return Threshold(float(value))


def _on(table: _Table) -> tuple[On, ...]:
    asked = table.texts("on", [str(one) for one in DEFAULT])
    for one in asked:
        if one not in set(On):
            table.wrong("on", f"“{one}” is no sort of change; one of: {', '.join(On)}")
    if not asked:
        table.wrong("on", "names no sort of change")
    return tuple(On(one) for one in asked)


def _target(table: _Table, to: str) -> str:
    """An address as it is; the path of a feed starts at the folder of the file that names it."""
    if to == STDOUT:
        return to
    if to.startswith(ATOM) and to.removeprefix(ATOM).strip():
        return f"{ATOM}{(table.path.absolute().parent / to.removeprefix(ATOM)).resolve()}"
    if not is_address(to):
        shown = f"…@{to.rpartition('@')[2]}" if "@" in to else to  # what stands before it may be a password
        table.wrong("to", f"“{shown}” is none of: stdout, atom:FILE, an http or https address without a password")
    return to


def is_address(to: str) -> bool:
    try:
        parts = urlsplit(to)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None and to.isprintable()
    except ValueError:
        return False


def _secret_variable(table: _Table, to: Sequence[str]) -> str | None:
    if "secret_variable" not in table.of:
        if any(is_address(one) for one in to):
            table.wrong("secret_variable", "is missing: name the variable of the environment with the secret that signs")
        return None
    name = table.text("secret_variable")
    if not VARIABLE.fullmatch(name):
        table.wrong("secret_variable", "must be the name of a variable of the environment, and never the secret itself")
    return name
