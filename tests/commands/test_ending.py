"""How commands end, from outside: statuses and single lines, whatever stops them or is wrong with their streams."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso import __version__
from tests.commands.test_reading import TEXT, put, refused
from tests.conftest import Sayso

SAYSO = [sys.executable, "-m", "sayso"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["claims", "--bogus"], "sayso claims --help"),
        (["nonsense"], "sayso --help"),
        (["read"], "sayso read --help"),
        (["claims", "--limit", "0"], "sayso claims --help"),
        (["redact", "r1"], "sayso redact --help"),
    ],
)
def test_a_usage_error_is_one_coded_line(sayso: Sayso, typed: list[str], told: str) -> None:
    ran = sayso(*typed)
    assert refused(ran, "E033") and told in ran.err and len(ran.err.splitlines()) == 1
    assert ran.status == 2


def test_help_and_version(sayso: Sayso) -> None:
    assert sayso("--version").out == f"sayso {__version__}\n"
    asked, nothing = sayso("--help"), sayso()
    assert (asked.status, nothing.status) == (0, 2)
    assert asked.out == nothing.out and "redact" in asked.out


@pytest.mark.parametrize(("name", "value"), [("MAX_BYTES", "abc"), ("MAX_BYTES", "-1"), ("WAIT_SECONDS", "nan")])
def test_a_setting_that_does_not_fit_is_named(sayso: Sayso, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SAYSO_{name}", value)
    ran = sayso("explain")
    assert refused(ran, "E035") and f"SAYSO_{name}=“{value}”" in ran.err and ran.status == 2


@pytest.mark.parametrize("format", ["jsonl", "table"])
def test_a_pipe_that_is_closed_early_is_no_error(tmp_path: Path, format: str) -> None:
    path = put(tmp_path, "a.txt", TEXT)
    reading, writing = os.pipe()
    os.close(reading)
    command = [*SAYSO, "read", str(path), "--published", "2022-01-07", "--format", format]
    with os.fdopen(writing, "wb") as pipe:
        ran = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("to", [">/dev/full", ">&-"])
@pytest.mark.parametrize("typed", ["--version", "explain"])
def test_output_that_cannot_be_written_is_one_coded_line(to: str, typed: str) -> None:
    ran = subprocess.run(["sh", "-c", f'"$@" {to}', "sh", *SAYSO, typed], capture_output=True, text=True, check=False)
    assert ran.stderr.startswith("E034 ") and len(ran.stderr.splitlines()) == 1, ran.stderr
    assert ran.returncode == 1


def test_closed_input_and_errors_are_no_trouble() -> None:
    ran = subprocess.run(["sh", "-c", '"$@" <&- 2>&-', "sh", *SAYSO, "explain", "killed"], capture_output=True, check=False)
    assert ran.returncode == 0 and b"killed" in ran.stdout


def test_ctrl_c_within_an_exec_is_the_same_status(tmp_path: Path) -> None:
    """Once in thirty times, while modules were being imported: Python then ends by the signal, whatever status it is told."""
    (tmp_path / "pressed.py").write_text(
        "import sys\nfrom sayso.commands.ending import ended\nsys.exit(ended(lambda: exec('raise KeyboardInterrupt')))\n"
    )
    ran = subprocess.run([sys.executable, "-m", "pressed"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (130, "stopped; what was kept is whole\n")


HEARS_CTRL_C = (
    sys.executable,
    "-c",
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])",
)
"""Who runs the tests behind the scenes ignores it, and what is started inherits that."""


def _until_it_waits_for_input(pid: int) -> None:
    """Where the system tells; else long enough for a machine that is not too busy."""
    end = time.monotonic() + 10
    time.sleep(0.3)
    where = Path(f"/proc/{pid}/wchan")
    while where.exists() and where.read_text() not in ("", "0") and time.monotonic() < end:
        if "pipe_read" in where.read_text():
            return
        time.sleep(0.05)


def test_ctrl_c_stops_with_one_line(tmp_path: Path) -> None:
    environment = {**os.environ, "SAYSO_LEDGER": str(tmp_path / "l")}
    running = subprocess.Popen(
        [*HEARS_CTRL_C, *SAYSO, "add", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    while not (tmp_path / "l-wal").exists() and running.poll() is None:
        time.sleep(0.05)
    _until_it_waits_for_input(running.pid)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=10)
    assert running.returncode == 130
    assert told.splitlines()[-1] == "stopped; what was kept is whole"
    assert "received 0" in told and "Traceback" not in told
