"""Ray: what only it must hold, beside what every engine must (`test_engines`)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.bulk.parts import done
from sayso.bulk.places import Local
from tests.bulk.making import line
from tests.bulk.test_resuming import wait_until

pytest.importorskip("ray", reason="Ray is not installed: pip install 'sayso[ray]'")
PATH = {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
WAIT = 120.0


def bulk(folder: Path, documents: int, **environment: str) -> subprocess.Popen[str]:
    inputs = folder / "a.jsonl"
    inputs.write_text("\n".join(map(line, range(documents))), encoding="utf8")
    typed = ["bulk", str(inputs), "-o", str(folder / "out"), "--reader", "rules", "--engine", "ray", "--workers", "1"]
    found = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    return subprocess.Popen(
        [sys.executable, "-m", "sayso", *typed], env=found | PATH | environment, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", "nobody.invalid:6379"])
def test_a_cluster_that_does_not_answer_is_told_at_once(address: str, tmp_path: Path) -> None:
    """Ray by itself tried for more than two minutes, with warnings of its own."""
    with bulk(tmp_path, 1, RAY_ADDRESS=address) as process:
        _, said = process.communicate(timeout=WAIT)
    *_, last = said.splitlines()
    assert process.returncode == 1
    assert last.startswith(f"E108 the Ray cluster cannot be used (no answer from {address}: ")
    assert "Traceback" not in said and "rpc_client" not in said


def test_a_key_ends_the_run_and_the_cluster_that_it_started(tmp_path: Path) -> None:
    """Tasks that were done are whole."""
    with bulk(tmp_path, 20_000) as process:
        wait_until(lambda: any(done(Local(tmp_path / "out"))) or process.poll() is not None)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=WAIT)
    assert process.returncode == 130, said
    assert "Traceback" not in said and "received " in said
    wait_until(lambda: not _at_work(str(tmp_path)))
    assert any(done(Local(tmp_path / "out")))


def _at_work(words: str) -> list[str]:
    """Processes of the run that are still there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if words.encode() in told and process.name != str(os.getpid()):
            found.append(process.name)
    return found
