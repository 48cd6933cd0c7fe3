"""The how-tos are true: every command in them runs, one after the other, and gives the lines that stand below it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.ledger.query import Reader
from tests.conftest import DEMO, Ran, Sayso
from tests.handbook.howto import File, Step, steps

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [*sorted((DOCS / "howto").glob("*.md")), DOCS / "backup.md"]
SOME_ID = re.compile(r"^[cr]1f04$")
PATIENCE = 60


def test_there_is_one_for_each() -> None:
    assert {page.stem for page in PAGES} >= {"editor", "monitor", "researcher", "administrator"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_gives_what_stands_below_it(
    page: Path, sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_LEDGER", "sayso.ledger")
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "reports").symlink_to(DEMO)
    tried = 0
    for step in steps(page):
        if isinstance(step, File):
            (tmp_path / step.name).write_text(step.text, encoding="utf8")
            continue
        ran = served(step) if step.words[0] == "serve" and not step.fails else sayso(*with_ids(step))
        told = f"{ran.out}\n{ran.err}"
        assert step.missing(told) is None, f"{step.typed}\n{told}"
        assert (ran.status == 0) != step.fails, f"{step.typed}\n{told}"
        tried += 1
    assert tried > 4


def with_ids(step: Step) -> list[str]:
    return [some_id(step, word) if SOME_ID.match(word) else word for word in step.words]


def some_id(step: Step, word: str) -> str:
    """Of the ledger that the command names."""
    with Reader.open(Path(step.words[step.words.index("--ledger") + 1])) as reader:
        return next(reader.claims()).claim.id if word.startswith("c") else next(reader.reports()).id


def served(step: Step) -> Ran:
    """The first line of what goes on until Ctrl-C."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-m", "sayso", *step.words], stdout=pipe, stderr=pipe, text=True)
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    return Ran(0 if process.returncode in (0, 130) else process.returncode, first, err)
