"""Keeps captures until it is killed. `python keeping_process.py FOLDER SEED`: prints a line for each that is on the disk."""

import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from sayso.collect.evidence import Evidence
from tests.collect.evidence.made import capture


def main(folder: str, seed: str) -> None:
    chance = random.Random(int(seed))
    with Evidence(Path(folder), lambda: datetime.now(UTC)) as evidence:
        while True:
            bodies = [b"body %d " % chance.randrange(3000) * chance.randrange(1, 2000) for _ in range(5)]
            kept = [evidence.keep(capture(body)) for body in bodies]
            evidence.sync()
            sys.stdout.writelines(f"{one.sha256} {one.warc} {one.offset}\n" for one in kept)
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
