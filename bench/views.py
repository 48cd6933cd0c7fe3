"""How long the server takes for each view at 100,000 claims: the whole answer, from the request to the last byte.

python -m bench.views LEDGER     builds that ledger where it is not there, and prints the table
"""

from __future__ import annotations

import gc
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from starlette.testclient import TestClient

from bench.model import timed
from bench.pages import ledger, spread
from sayso.commands.session import session
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.query import Reader
from sayso.serve.ahead import ahead
from sayso.serve.app import guarded
from sayso.serve.desk import Desk
from sayso.serve.kept import Kept
from sayso.serve.looks import Looks

HERE = "http://127.0.0.1:8022"
DRAWS = 100
DAYS = 12
"""Days that the views are drawn from: more take the bench longer, and change nothing."""
KINDS = ("", "kind=killed", "place=Almaty", "text=police")

Row = tuple[str, str]


def measured(path: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, ExitStack() as open_:
        reader = open_.enter_context(Reader.open(Path(shutil.copy(path, folder))))
        looks = Looks(reader)
        desk = Desk(session(Path(folder) / path.name), reader, looks, Kept())
        yield "reading the ledger, and the first look", _seconds(lambda: ahead(desk, looks.at(EVERYTHING)))
        gc.freeze()  # as a server does once it is warm
        days = looks.days()[:DAYS]

        def behind() -> None:
            for day in looks.days()[: DAYS + 1]:  # one more: each is compared with the day before
                ahead(desk, looks.at(Filters(as_of=day)))

        yield f"its latest {DAYS} days, which a server works out behind the scenes", _seconds(behind)
        client = open_.enter_context(TestClient(guarded(desk), base_url=HERE))
        draw = random.Random(6)
        for name, address in _views(client, draw, days):
            yield name, spread([timed(lambda: _got(client, address())) for _ in range(DRAWS)])  # noqa: B023
    gc.unfreeze()  # or what is garbage now would stay for what is measured next


def _views(client: TestClient, draw: random.Random, days: Sequence[str]) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each view with a function that draws one of its addresses: any day, and where it takes them any of some filters."""

    def at(path: str, *kinds: str) -> Callable[[], str]:
        return lambda: (
            f"{path}?{'&'.join(part for part in (f'as_of={draw.choice(days)}', draw.choice(kinds or ('',))) if part)}"
        )

    front = _got(client, "/")
    figures = re.findall(r"/figure/(s\w+)", front)
    reports = re.findall(r"/report/(r\w+)", _got(client, "/search?text=police"))
    incidents = re.findall(r"/incident/(i\w+)", front)
    yield "situation, now", lambda: "/"
    yield "situation, any day", at("/")
    yield "situation, any day and filter", at("/", *KINDS)
    yield "figure", lambda: f"/figure/{draw.choice(figures)}"
    yield "report", lambda: f"/report/{draw.choice(reports)}"
    yield "incident", lambda: f"/incident/{draw.choice(incidents)}"
    yield "origins, any day", at("/origins")
    yield "review, any day", at("/review")
    yield "search", lambda: f"/search?text={draw.choice(('police', 'killed', 'ministry', 'airport city'))}"
    yield "add", lambda: "/add"


def _got(client: TestClient, address: str) -> str:
    while (answer := client.get(address)).status_code == 202:
        time.sleep(0.1)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return answer.text


def _seconds(run: Callable[[], object]) -> str:
    return f"{timed(run):.0f} s"


def main() -> None:
    for name, value in measured(ledger(Path(sys.argv[1]))):
        print(f"| {name} | {value} |", flush=True)


if __name__ == "__main__":
    main()
