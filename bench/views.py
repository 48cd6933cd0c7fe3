"""How long the server takes for each view of a ledger of any size: the whole answer, from the request to the last byte.

python -m bench.views LEDGER     a path, or postgresql://…; builds a ledger of 100,000 claims where no file is there

A file is copied, a database is used as it is; one short report is added, to the copy or to the database. Figures, incidents and
reports are drawn from stories that are drawn from all, a story of many claims as often as it has claims. `cold` are views of
stories that nobody has looked at since the start: as a person meets them, by a link in the list of stories or in a search, after
`THINKS` seconds. Of each view two things are told: how long the answer takes, and, where some answers only said that the view is
being worked out, how many did, and how long until what was asked for is there.
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
from bench.pages import _megabytes, ledger, spread
from sayso.cli import COLLECT_AFTER
from sayso.commands.session import session
from sayso.ledger.address import Database, where
from sayso.ledger.filters import EVERYTHING
from sayso.ledger.query import Reader
from sayso.serve.ahead import ahead
from sayso.serve.app import guarded
from sayso.serve.desk import Desk
from sayso.serve.kept import Kept
from sayso.serve.looks import Looks

HERE = "http://127.0.0.1:8022"
DRAWS = 100
STORIES = 25
"""Stories that figures, incidents and reports are drawn from."""
DAYS = 12
"""Days that the views are drawn from: more take the bench longer, and change nothing."""
KINDS = ("", "kind=killed", "place=KZ", "text=police")
WORDS = ("police", "killed", "ministry", "airport city")
PATIENCE = 600.0
"""Seconds after which what is worked out behind the scenes is not waited for any longer."""

THINKS = 2.0
"""Seconds for which a person looks at a list before following a link."""
COLD = 50
"""Stories of each way in which a person meets one that is cold."""

Row = tuple[str, str]
Draw = Callable[[], str]


def measured(of: Path | Database) -> Iterator[Row]:
    if isinstance(of, Database):
        with ExitStack() as open_:
            yield from _of_ledger(of, open_)
    else:
        yield from _of_file(of)


def _of_file(path: Path) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, ExitStack() as open_:
        yield from _of_ledger(Path(shutil.copy(path, folder)), open_)
    gc.unfreeze()  # or what is garbage now would stay for what is measured next


def _of_ledger(of: Path | Database, open_: ExitStack) -> Iterator[Row]:
    reader = open_.enter_context(Reader.open(of))
    yield "before the ledger is read", _megabytes()
    looks = Looks(reader)
    desk = Desk(session(of), reader, looks, Kept())
    open_.callback(desk.close)
    client = open_.enter_context(TestClient(guarded(desk), base_url=HERE))
    began = time.perf_counter()
    looks.start(EVERYTHING, lambda look: ahead(desk, look))
    _got(client, "/")
    yield "the first page after the start", f"{time.perf_counter() - began:.1f} s, {_megabytes()}"
    looks.until_idle(PATIENCE)
    yield "all that is made ahead", f"{time.perf_counter() - began:.0f} s, {_megabytes()}"
    for name, draw in _views(client, random.Random(6), looks):
        yield name, spread([timed(lambda: _got(client, draw())) for _ in range(DRAWS)])  # noqa: B023
    yield "after all of these", _megabytes()


def _views(client: TestClient, draw: random.Random, looks: Looks) -> Iterator[tuple[str, Draw]]:
    """Each view with a function that draws one of its addresses: any day, and where it takes them any of some filters."""
    days = looks.days()[:DAYS]

    def asked(path: str, kinds: Sequence[str]) -> str:
        of = (f"as_of={draw.choice(days)}", draw.choice(kinds or ("",)))
        return f"{path}?{'&'.join(part for part in of if part)}"

    def at(path: str, *kinds: str) -> Draw:
        return lambda: asked(path, kinds)

    rows = looks.stories(EVERYTHING)
    drawn = draw.choices(rows, [row.claims for row in rows], k=STORIES)
    fronts = [_got(client, f"/?story={row.id}") for row in drawn]
    yield "situation, now", lambda: "/"
    yield "situation, any day", at("/")
    yield "situation, any day and filter", at("/", *KINDS)
    yield "situation of a story", lambda: f"/?story={draw.choice(drawn).id}"
    yield "figure", _drawn(draw, "figure", re.findall(r"/figure/(s\w+)", "".join(fronts)))
    yield "incident", _drawn(draw, "incident", re.findall(r"/incident/(i\w+)", "".join(fronts)))
    yield "report", _drawn(draw, "report", re.findall(r"/report/(r\w+)", "".join(fronts)))
    yield "origins, any day", at("/origins")
    yield "review, any day", at("/review")
    yield "search", lambda: f"/search?text={draw.choice(WORDS)}"
    yield "stories, any day and filter", at("/stories", *KINDS)
    yield "add", lambda: "/add"


def _drawn(draw: random.Random, path: str, ids: Sequence[str]) -> Draw:
    return lambda: f"/{path}/{draw.choice(ids)}"


def _got(client: TestClient, address: str) -> str:
    """However often the page says that it is still reading: that counts."""
    while (answer := client.get(address)).status_code == 202:
        time.sleep(0.1)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return answer.text


def main() -> None:
    gc.set_threshold(COLLECT_AFTER)  # as the command line does
    for name, value in measured(of if isinstance(of := where(sys.argv[1]), Database) else ledger(of)):
        print(f"| {name} | {value} |", flush=True)


if __name__ == "__main__":
    main()
