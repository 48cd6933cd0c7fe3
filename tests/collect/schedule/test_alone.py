"""One watch a ledger; a process that was killed holds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sayso.collect.schedule.alone import alone
from sayso.errors import SaysoError

HOLD = """
import sys, time
from pathlib import Path
from sayso.collect.schedule.alone import alone
with alone(Path(sys.argv[1]), Path("l")):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_is_told_and_a_killed_one_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "held\n"
        with pytest.raises(SaysoError) as error, alone(path, Path("my.ledger")):
            pass
        assert error.value.line.startswith("E089 my.ledger: ")
        process.kill()
    with alone(path, Path("my.ledger")):
        pass


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SaysoError) as error, alone(tmp_path / "no" / "lock", Path("l")):
        pass
    assert error.value.code.code == "E090"
