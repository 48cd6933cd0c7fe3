"""How long the server takes for each view of a ledger of any size: the whole answer, from the request to the last byte.

python -m bench.views LEDGER     a path, or postgresql://…; builds a ledger of 100,000 claims where no file is there

A file is copied, a database is used as it is; one report is added, to the copy or to the database. Figures, incidents and
reports are drawn from stories that are drawn from all, a story of many claims as often as it has claims. Cold are views of
stories that nobody has looked at since the start: from nowhere, or as a person meets them, by a link in the list of stories or
in a search that was looked at for `THINKS` seconds. Of each view the time of its answer is told, and, where answers only said
that the view is being worked out, how many did, and when the view was there.
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
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from starlette.testclient import TestClient

from bench.pages import _megabytes, ledger, spread
from bench.texts import bench_reports
from sayso.cli import COLLECT_AFTER, SWITCH
from sayso.commands.session import session
from sayso.ledger.address import Database, where
from sayso.ledger.filters import EVERYTHING
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep.follow import follow, settle
from sayso.reconcile.of_stories import of_stories
from sayso.serve.ahead import ahead
from sayso.serve.app import guarded
from sayso.serve.desk import Desk
from sayso.serve.kept import Kept
from sayso.serve.looks import Looks
from sayso.understand.reader import reader

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
FOLLOWED = 5
"""Links that are followed of one list."""
LISTED = 50
"""Stories of one page of the list."""
WORKED_IN = "being worked in"
"""What a page says that is older than the ledger."""
LATER = 202
"""Status of an answer that says that the view is being worked out."""

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
        yield name, _taken([_took(client, draw()) for _ in range(DRAWS)])
    yield from _cold(client, random.Random(7), looks)
    yield from _after_adding(client, of)
    yield "after all of these", _megabytes()


class Took(NamedTuple):
    """Seconds until the answer, and until the view was there."""

    answer: float
    view: float
    at_once: bool


def _took(client: TestClient, address: str) -> Took:
    began = time.perf_counter()
    at_once = client.get(address).status_code != LATER
    answer = time.perf_counter() - began
    if not at_once:
        _got(client, address)
    return Took(answer, time.perf_counter() - began, at_once)


def _taken(took: Sequence[Took]) -> str:
    later = [one.view for one in took if not one.at_once]
    said = (
        f"; {len(later)} of {len(took)} answered that they are being worked out, there after {spread(later)}" if later else ""
    )
    return spread([one.answer for one in took]) + said


def _cold(client: TestClient, draw: random.Random, looks: Looks) -> Iterator[Row]:
    """Stories drawn each as often as another, without those that were looked at."""
    every = looks.stories(EVERYTHING)
    rows = [row.id for row in every if not looks.there(of_stories(EVERYTHING, frozenset({row.id})))]
    yield "cold story, from nowhere", _taken([_took(client, f"/?story={id}") for id in draw.sample(rows, min(COLD, len(rows)))])
    from_list = [f"/stories?page={draw.randint(1, len(every) // LISTED + 1)}" for _ in range(COLD // FOLLOWED)]
    yield "story, from the list of stories", _taken(list(_followed(client, draw, from_list, r"story=\w+", "/?")))
    days = looks.days()
    from_search = [f"/search?text={draw.choice(WORDS)}&until={draw.choice(days)}" for _ in range(COLD // FOLLOWED)]
    yield "report, from a search", _taken(list(_followed(client, draw, from_search, r"report/r\w+", "/")))


def _followed(client: TestClient, draw: random.Random, lists: Sequence[str], link: str, before: str) -> Iterator[Took]:
    """Some links of each list."""
    for address in lists:
        links = sorted(set(re.findall(link, _got(client, address))))
        time.sleep(THINKS)
        for one in draw.sample(links, min(FOLLOWED, len(links))):
            yield _took(client, f"{before}{one}")


def _after_adding(client: TestClient, of: Path | Database) -> Iterator[Row]:
    """The front page, while it works in what came and until it shows it."""
    *_, (capture, report) = bench_reports(1)
    with Ledger.open(of, lambda: datetime.now(UTC)) as grown:
        grown.add(capture, report, reader("rules")(report))
        follow(grown.store)
        settle(grown.store, 1)
    took, began = list[Took](), time.monotonic()
    behind = True
    while behind and time.monotonic() - began < PATIENCE:
        took.append(_took(client, "/"))
        behind = WORKED_IN in _got(client, "/")
        time.sleep(0.1)
    yield "the first page after a report has come in", f"{1000 * took[0].answer:.0f} ms"
    yield "the front page until it shows that", f"{_taken(took)}; after {time.monotonic() - began:.1f} s"


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
    gc.set_threshold(COLLECT_AFTER)  # as the command line does, and the next line too
    sys.setswitchinterval(SWITCH)
    for name, value in measured(of if isinstance(of := where(sys.argv[1]), Database) else ledger(of)):
        print(f"| {name} | {value} |", flush=True)


if __name__ == "__main__":
    main()
