"""The command line, called in this process: what a person types, and what comes back."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.cli import main

DEMO = Path(__file__).resolve().parents[1] / "demo" / "reports"


@dataclass(frozen=True, slots=True)
class Ran:
    """Exit status and both streams of one command."""

    status: int
    out: str
    err: str


Sayso = Callable[..., Ran]


@pytest.fixture
def sayso(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Sayso:
    """`sayso("read", path)` with a ledger and a working folder of the test's own."""
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "test.ledger"))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["sayso", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = 0
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return run


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, added once with the reader of rules. For reading only: copy it before you change it."""
    path = tmp_path_factory.mktemp("demo") / "demo.ledger"
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as end:
        patch.setenv("SAYSO_LEDGER", str(path))
        patch.setattr(sys, "argv", ["sayso", "add", str(DEMO), "--reader", "rules"])
        main()
    assert end.value.code == 0
    return path


@pytest.fixture
def demo() -> Path:
    """The folder of the demo reports."""
    return DEMO
