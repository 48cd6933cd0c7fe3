"""What one test of a row proves: how many of everything it does, what it saw, and what became of every input."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

KEPT = Path(__file__).resolve().parents[2] / ".prove"
"""Where results lie until they stand in `docs/reliability.md`: a folder a form, a file a test."""
FULL = os.environ.get("FULL", "") not in ("", "0")
FORM = "full" if FULL else "short"


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the inputs of one run."""

    run: str
    inputs: int
    reports: int
    duplicates: int
    refused: int
    unreadable: int

    @property
    def whole(self) -> bool:
        return self.inputs == self.reports + self.duplicates + self.refused + self.unreadable


@dataclass(slots=True)
class Proof:
    """Given to each test of a row as `proof`. A test that fails makes its row fail; one that calls `not_met` does not."""

    row: str
    seen: list[str] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)

    def count(self, whole: int) -> int:
        """`whole` with FULL=1, a tenth of it otherwise, at least one."""
        return whole if FULL else max(1, whole // 10)

    def saw(self, sentence: str) -> None:
        """A line of the table: numbers and what they are of, as "300 kills: 0 lost". Only what was counted or measured."""
        self.seen.append(sentence)

    def not_met(self, why: str) -> None:
        """The number asked for was not reached: what was, and why. Stands in the table instead of being hidden."""
        self.unmet.append(why)

    def account(
        self, run: str, *, inputs: int, reports: int, duplicates: int = 0, refused: int = 0, unreadable: int = 0
    ) -> None:
        """R18: AssertionError where an input of this run is neither kept nor told of. `run` names it in a few words."""
        account = Account(run, inputs, reports, duplicates, refused, unreadable)
        self.accounts.append(account)
        assert account.whole, account


@dataclass(frozen=True, slots=True)
class Result:
    """What stays of one test: `outcome` "passed", "failed" or "skipped"; `seconds` of wall time; `when` an ISO date."""

    row: str
    test: str
    outcome: str
    seconds: float
    when: str
    commit: str
    machine: str
    seen: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    why: str = ""

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        file = self.file(folder, self.test)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), "utf-8")
        part.replace(file)

    @staticmethod
    def file(folder: Path, test: str) -> Path:
        return folder / f"{''.join(letter if letter.isalnum() else '_' for letter in test)}.json"


def results(folder: Path) -> list[Result]:
    return [_result(json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))]


def forget(folder: Path, rows: Collection[str]) -> None:
    """What is known of these rows: they are run again, and a test that is gone since then proves nothing any more."""
    for path in folder.glob("*.json"):
        if json.loads(path.read_text("utf-8"))["row"] in rows:
            path.unlink()
            path.with_suffix(".txt").unlink(missing_ok=True)


def _result(told: Mapping[str, Any]) -> Result:
    accounts = tuple(Account(**account) for account in told["accounts"])
    return Result(**{**told, "seen": tuple(told["seen"]), "unmet": tuple(told["unmet"]), "accounts": accounts})
