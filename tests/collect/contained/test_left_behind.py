"""Whatever ends the parent, no child stays: Ctrl-C, SIGTERM, SIGKILL, an error, an end without closing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.collect.contained.test_pool import gone

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

BEGIN = """
import time
from sayso.collect.contained.pool import Contained
from tests.collect.contained.jobs import TABLE, job
made = Contained(2, seconds=60, jobs=TABLE)
"""
TELL = """
print(*[child.process.pid for child in made._all], flush=True)
"""
AT_WORK = f"""{BEGIN}
for child in [made._ready_child("pid", "x"), made._ready_child("pid", "x")]: made._free.append(child)
hanging = [made.begin(job("hang"), (0,), "x") for _ in range(2)]
while made._free: time.sleep(0.01)
{TELL}
"""
IDLE = f"""{BEGIN}
made.call(job("pid"), name="x")
{TELL}
"""


@pytest.fixture
def started(request: pytest.FixtureRequest) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A script without a guard for its main part, in a session of its own, and the children that it tells of."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = subprocess.Popen(
        [sys.executable, "-c", request.param],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )
    try:
        assert process.stdout
        yield process, list(map(int, process.stdout.readline().split()))
    finally:
        process.kill()
        process.communicate()


WAITS = "with made: hanging[0].result()"


@pytest.mark.parametrize("started", [AT_WORK + WAITS], indirect=True)
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_to_all_that_was_typed(started: tuple[subprocess.Popen[str], list[int]], sent: signal.Signals) -> None:
    process, children = started
    assert len(children) == 2
    begun = time.monotonic()
    os.killpg(process.pid, sent)
    _, told = process.communicate(timeout=10)
    assert time.monotonic() - begun < 5
    assert process.returncode == -sent
    assert ("KeyboardInterrupt" in told) == (sent == signal.SIGINT)
    assert all(map(gone, children))


ENDS = {
    "without closing": IDLE,
    "while a child is at work": AT_WORK,
    "with an error": IDLE + "raise SystemExit(0)",
    "closed": IDLE + "made.close()",
}


@pytest.mark.parametrize("started", ENDS.values(), ids=list(ENDS), indirect=True)
def test_the_parents_end(started: tuple[subprocess.Popen[str], list[int]]) -> None:
    process, children = started
    assert children
    assert process.wait(10) == 0
    assert all(map(gone, children))
