"""SIGKILL at the steps of a backup and of a restore: nothing half is ever taken for whole, and saying it again works.

Every eighth step, and the last two; each of them with FULL=1, which takes over two minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.commands.backups.checking import checked
from sayso.errors import SaysoError
from tests.commands.backups.comparing import evidence, rows, said
from tests.commands.backups.conftest import BACKUP, LEDGER

Killing = Callable[..., dict[str, Any]]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
NEW = "new.ledger"
USERS = f"{LEDGER}.users"
STRIDE = 1 if os.environ.get("FULL") == "1" else 8


@pytest.fixture(scope="module")
def killing() -> Iterator[Killing]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", "tests.commands.backups.killing"], stdin=pipe, stdout=pipe, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        into, out = process.stdin, process.stdout

        def run(*typed: object, within: Path, **when: object) -> dict[str, Any]:
            into.write(json.dumps({"typed": list(map(str, typed)), "within": str(within), **when}) + "\n")
            into.flush()
            answer: dict[str, Any] = json.loads(out.readline())
            return answer

        yield run
        into.close()


def at_each(steps: int) -> list[int]:
    return sorted({*range(1, steps + 1, STRIDE), steps - 1, steps})


def is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            checked(path, file)
        except SaysoError:
            return False
    return True


def test_a_backup_killed_at_each_step(killing: Killing, folder: Path) -> None:
    target = folder / "new.tar"
    typed = ("--ledger", folder / LEDGER, "backup", target)
    steps = killing(*typed, within=folder)["steps"]
    assert steps > 15
    target.unlink()
    for at in at_each(steps):
        assert killing(*typed, within=folder, at=at)["killed"], at
        if target.exists():  # killed once it was whole, or it was not there
            assert is_whole(target), at
            target.unlink()
        assert killing(*typed, within=folder)["status"] == 0, at
        assert is_whole(target) and not list(folder.glob("*.part")), at
        target.unlink()


def test_a_restore_killed_at_each_step(killing: Killing, folder: Path) -> None:
    new, old = folder / "to" / NEW, folder / LEDGER
    typed = ("restore", folder / BACKUP, "--to", new)
    new.parent.mkdir()
    steps = killing(*typed, within=new.parent)["steps"]
    assert steps > 30
    for at in at_each(steps):
        shutil.rmtree(new.parent)
        new.parent.mkdir()
        assert killing(*typed, within=new.parent, at=at)["killed"], at
        if new.exists():  # then with all that belongs to it
            assert_same(new, old, at)
        ran = killing(*typed, within=new.parent)
        assert ran["status"] == 0 or (ran["status"] == 2 and new.exists()), (at, ran)
        assert_same(new, old, at)


def test_a_restore_in_place_of_another_killed_at_each_step(killing: Killing, folder: Path) -> None:
    """The old one is whole in one place or the other, or between the two: no file of it is ever gone."""
    before = folder / "before"
    before.mkdir()
    for path in folder.glob(f"{LEDGER}*"):
        (shutil.copytree if path.is_dir() else shutil.copy)(path, before / path.name)
    shutil.copy(before / f"{LEDGER}.tokens", before / USERS)  # by which the one of before is known
    to = folder / "to"
    typed = ("restore", folder / BACKUP, "--to", to / LEDGER, "--replace")
    shutil.copytree(before, to)
    steps = killing(*typed, within=to)["steps"]
    for at in at_each(steps):
        shutil.rmtree(to)
        shutil.copytree(before, to)
        assert killing(*typed, within=to, at=at)["killed"], at
        ran = killing(*typed, within=to)
        assert ran["status"] == 0, (at, ran)
        assert_same(to / LEDGER, folder / LEDGER, at)
        asides = list(to.glob(f"{LEDGER}-replaced-*Z"))
        whole = [one for one in asides if (to / f"{one.name}.users").read_bytes() == (before / USERS).read_bytes()]
        assert len(whole) == 1, (at, sorted(path.name for path in to.iterdir()))
        assert_same(whole[0], folder / LEDGER, at)


def assert_same(one: Path, other: Path, at: int) -> None:
    assert said(one) == said(other) and evidence(one) == evidence(other), at
    for suffix in (".tokens", ".alerts", ".watch"):
        assert rows(one.with_name(one.name + suffix)) == rows(other.with_name(other.name + suffix)), (at, suffix)


@pytest.mark.parametrize("tenth", (2, 6))
def test_a_backup_killed_at_some_moment(killing: Killing, folder: Path, tenth: int) -> None:
    target = folder / "new.tar"
    typed = ("--ledger", folder / LEDGER, "backup", target)
    killing(*typed, within=folder, after=tenth * 0.02)
    assert not target.exists() or is_whole(target)
    target.unlink(missing_ok=True)
    assert killing(*typed, within=folder)["status"] == 0 and is_whole(target)
