"""Killed at any moment, thirty times: all that was acknowledged is there, and nothing is there twice."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from sayso.collect.evidence import Evidence, body
from sayso.collect.evidence.catching_up import digest_of, gives_a_body
from sayso.collect.evidence.members import member_at
from tests.collect.evidence import keeping_process
from tests.collect.evidence.made import clock

ROOT = Path(__file__).parents[3]


def killed_after(lines: int, folder: Path, seed: int) -> list[str]:
    """The acknowledged lines of a process that is killed once it has printed so many."""
    typed = [sys.executable, str(Path(keeping_process.__file__)), str(folder), str(seed)]
    code = f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / 'src')]!r}; sys.argv = {typed[1:]!r};"
    code += "from tests.collect.evidence.keeping_process import main; main(*sys.argv[1:])"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    return [*said, *(rest[: rest.rfind("\n") + 1].splitlines(keepends=True))]


def digests(folder: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in folder.glob("*.warc.gz"):
        at, size = 0, path.stat().st_size
        with path.open("rb") as stream:
            while at < size:
                try:
                    member = member_at(stream, at, 10**9)
                except EOFError:
                    break
                found.update([digest_of(member)] if gives_a_body(member) else [])
                at += member.length
    return found


def test_killed_thirty_times(tmp_path: Path) -> None:
    chance, told = random.Random(7), list[str]()
    said = [line for seed in range(30) for line in killed_after(chance.randrange(1, 40), tmp_path, seed)]
    for line in set(said):
        sha256, warc, offset = line.split()
        body(tmp_path, warc, int(offset), sha256)
    found = digests(tmp_path)
    assert found.total() == len(found) and {line.split()[0] for line in said} <= found.keys()
    with Evidence(tmp_path, clock, told.append) as evidence:
        assert all(evidence.find(sha256) for sha256 in found)
