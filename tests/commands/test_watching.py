"""Rounds of the watch over a web that is a table: what is fetched when, what comes into the ledger, what a person is told."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sayso.collect.given import Given
from sayso.collect.schedule.records import Again, Failed, Kind, Known, Watched
from sayso.collect.schedule.state import State
from sayso.commands.watch_crew import MOST_BYTES, Crew
from sayso.commands.watch_file import WatchFile
from sayso.commands.watch_jobs import Reach
from sayso.commands.watch_list import list_all
from sayso.commands.watch_loop import Watch
from sayso.commands.watch_round import LONGEST, OF_A_HOST, Round
from sayso.commands.watching import watched
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.understand.reader import reader
from tests.commands.watch_fakes import START, Clock, Web, feed, page, said, session

REFETCH = (3600.0, 21_600.0, 86_400.0)
FEED, A, B = "http://news.invalid/feed", "http://news.invalid/a", "http://news.invalid/b"
SIX = page("Six miners were killed in the collapse, the ministry said on Friday.")
NINE = page("Nine miners were killed in the collapse, the ministry said on Friday.")


class Bench:
    """A watch of one ledger, to be run round by round, as a process each that was started anew."""

    def __init__(self, folder: Path, web: Reach, clock: Clock, *lines: Watched) -> None:
        self.web, self.clock, self.lines = web, clock, lines
        self.session = session(folder, clock)

    @contextmanager
    def started(self) -> Iterator[Watch]:
        with Ledger.open(self.session.ledger, self.clock, create=True) as ledger, watched(self.session.ledger) as state:
            known = WatchFile(tuple(self.lines), REFETCH)
            yield Watch(self.session, known, ledger, reader("rules"), state, self.web)

    def round(self) -> dict[str, int]:
        """What was received, without what was not."""
        with self.started() as watch:
            watch.state.begin(self.lines, self.clock().timestamp())
            return {name: count for name, count in watch.round().parts.items() if count}

    def texts(self) -> list[str]:
        with Reader.open(self.session.ledger) as looking:
            return sorted(one.text for one in looking.reports())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def bench(tmp_path: Path, web: Web, clock: Clock) -> Bench:
    web.pages |= {FEED: f"{A} {B}".encode(), A: SIX, B: page("Two divers are missing, the ministry said on Friday.")}
    return Bench(tmp_path, web, clock, feed("news.invalid"))


def test_a_round_reads_the_articles_of_its_feeds(bench: Bench) -> None:
    assert bench.round() == {"reports": 2}
    assert len(bench.texts()) == 2 and any("Six miners" in text for text in bench.texts())
    line = said(bench.session)[-1]
    assert line.startswith("received 2 = 2 reports + 0 duplicates + 0 unchanged + 0 refused + 0 unreadable; ")
    assert "; 1 polled, 0 not modified, 0 failed; next 2022-01-07 12:1" in line


def test_a_round_tells_what_it_kept_without_a_reader(bench: Bench, web: Web) -> None:
    words = "По данным министерства, при прорыве дамбы погибли двенадцать человек, поиски продолжаются в нижней долине."
    web.pages[B] = f"<html><body><article><h1>Прорыв дамбы</h1><p>{words}</p><p>{words}</p></article></body></html>".encode()
    bench.round()
    unread, line = said(bench.session)[-2:]
    assert unread.startswith("1 report in a language without a reader: ru 1; kept") and line.startswith("received 2 = ")


def test_nothing_is_fetched_before_it_is_due(bench: Bench, web: Web, clock: Clock) -> None:
    bench.round()
    web.asked.clear()
    clock.forward(minutes=13)
    assert bench.round() == {} and not web.asked
    clock.forward(minutes=2)
    assert bench.round() == {} and web.asked == {FEED: 1}
    assert said(bench.session)[-1].startswith("received 0; 1 polled, 1 not modified, 0 failed; next ")


def test_a_clock_that_was_wrong_by_years_stops_nothing(bench: Bench, web: Web, clock: Clock) -> None:
    """Set right, it finds all that is due in the future of another clock: that was never fetched again."""
    clock.forward(days=20_000)
    bench.round()
    clock.forward(days=-20_000)
    bench.round()
    assert web.asked == {FEED: 2, A: 2, B: 2}
    clock.forward(hours=1)
    bench.round()
    assert web.asked == {FEED: 3, A: 3, B: 3}


def test_a_sleep_ends_where_the_clock_is_set_back(bench: Bench, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    with bench.started() as watch:
        monkeypatch.setattr("sayso.commands.watch_loop.time.sleep", lambda _: clock.forward(days=-1))
        watch._sleep(clock().timestamp() + 900)
    assert clock() == START - timedelta(days=1)


def test_an_article_that_changed_is_a_second_version_after_an_hour(bench: Bench, web: Web, clock: Clock) -> None:
    bench.round()
    web.pages[A] = NINE
    clock.forward(minutes=59)
    assert bench.round() == {}
    clock.forward(minutes=1)
    assert bench.round() == {"reports": 1}
    assert sum("Six miners" in text for text in bench.texts()) == sum("Nine miners" in text for text in bench.texts()) == 1
    assert len(bench.texts()) == 3 and "articles: 1 not modified" in said(bench.session)[-1]


def test_fetches_end_after_the_last_of_the_fixed_times(bench: Bench, web: Web, clock: Clock) -> None:
    for _ in range(40):
        bench.round()
        clock.forward(hours=1)
    assert (web.asked[A], web.asked[B]) == (4, 4) and len(bench.texts()) == 2


def test_bytes_that_came_again_are_unchanged_where_no_304_is_spoken(bench: Bench, web: Web, clock: Clock) -> None:
    def fetch(address: str, known: object, article: bool = False) -> object:
        return Web.fetch(web, address, Known())

    web.fetch = fetch  # type: ignore[method-assign, assignment]
    bench.round()
    clock.forward(hours=1)
    assert bench.round() == {"unchanged": 2}


def test_one_article_under_several_tracking_parameters_is_one(bench: Bench, web: Web) -> None:
    web.pages[FEED] = f"{A}?utm_source=x {A}?utm_source=y {A}".encode()
    web.pages[A + "?utm_source=x"] = SIX
    assert bench.round() == {"reports": 1} and web.asked.total() == 2


def test_a_feed_that_is_gone_is_told_once_and_asked_less_and_less(bench: Bench, web: Web, clock: Clock) -> None:
    bench.round()
    gone = web.pages.pop(FEED)
    web.asked.clear()
    for _ in range(24 * 4):
        clock.forward(minutes=15)
        bench.round()
    assert web.asked[FEED] < 9
    assert sum("status 404" in line for line in said(bench.session)) == 1
    web.pages[FEED] = gone
    clock.forward(hours=24)
    bench.round()
    assert "1 polled" in said(bench.session)[-1]
    clock.forward(minutes=15)
    web.asked.clear()
    bench.round()
    assert web.asked[FEED] == 1


def test_an_article_that_is_refused_is_kept_as_unreadable_once(bench: Bench, web: Web, clock: Clock) -> None:
    web.pages[A] = Failed("E074", f"E074 {A}: refused by robots.txt: look", Again.NEVER)
    assert bench.round() == {"reports": 1, "unreadable": 1}
    clock.forward(hours=30)
    assert bench.round() == {}
    assert web.asked[A] == 1 and sum("robots" in line for line in said(bench.session)) == 1


def test_an_article_that_cannot_be_had_is_tried_again_then_unreadable(bench: Bench, web: Web, clock: Clock) -> None:
    del web.pages[A]
    told = []
    for _ in range(60):
        told.append(bench.round().get("unreadable", 0))
        clock.forward(minutes=10)
    assert sum(told) == 1 and told[0] == 0 and web.asked[A] == 6


def test_an_ill_host_is_left_alone_and_its_articles_are_not_forgotten(bench: Bench, web: Web, clock: Clock) -> None:
    names = [f"http://news.invalid/{number}" for number in range(30)]
    web.pages = {FEED: " ".join(names).encode()}
    web.pages |= dict.fromkeys(names, Failed("E072", "E072 no answer: wait", of_host=True))
    bench.round()
    assert web.asked.total() == 2
    web.pages |= {name: page(f"Fire number {number} killed two people, police said.") for number, name in enumerate(names)}
    clock.forward(minutes=11)
    bench.round()
    assert len(bench.texts()) == 30


def test_a_wait_that_the_server_asks_for_is_kept(bench: Bench, web: Web, clock: Clock) -> None:
    web.pages[FEED] = Failed("E072", "E072 busy: wait", wait=7200)
    bench.round()
    clock.forward(minutes=119)
    bench.round()
    assert web.asked[FEED] == 1
    clock.forward(minutes=1)
    bench.round()
    assert web.asked[FEED] == 2


def test_a_page_is_read_each_time_it_changed(tmp_path: Path, web: Web, clock: Clock) -> None:
    live = Bench(tmp_path, web, clock, Watched(Kind.PAGE, A, 300))
    web.pages[A] = SIX
    assert live.round() == {"reports": 1}
    clock.forward(minutes=5)
    assert live.round() == {}
    web.pages[A] = NINE
    clock.forward(minutes=5)
    assert live.round() == {"reports": 1} and live.round() == {} and web.asked[A] == 3


def test_a_document_that_breaks_a_parser_costs_its_feed_alone(bench: Bench, web: Web) -> None:
    web.pages["http://bad.invalid/feed"] = b"\xff"  # the fake's listing raises UnicodeDecodeError
    bench.lines = (feed("bad.invalid"), feed("news.invalid"))
    assert bench.round() == {"reports": 2}
    assert any(line.startswith("E099 http://bad.invalid/feed: UnicodeDecodeError") for line in said(bench.session))


def test_what_was_fetched_but_not_kept_is_fetched_again(bench: Bench, web: Web, tmp_path: Path) -> None:
    """Stopped before the ledger has it, or before the side file knows: the next start makes it good, and nothing is twice."""
    with State(tmp_path / "test.ledger.watch") as state:
        state.begin(bench.lines, bench.clock().timestamp())
        turn = Round(state, web, REFETCH, bench.clock, lambda line: None)
        given = turn.given(bench.lines)
        assert isinstance(next(given), Given)  # taken, never settled
        given.close()
    assert bench.round() == {"reports": 2}
    with State(tmp_path / "test.ledger.watch") as state:  # the ledger has it, the side file does not know
        state.put(replace(state.due_articles(9e9, 9)[0], due=0.0, first=None, known=Known()))
    assert bench.round() == {"unchanged": 1} and len(bench.texts()) == 2


def test_nothing_more_is_taken_once_the_end_is_asked_for(bench: Bench, web: Web) -> None:
    with bench.started() as watch:
        watch.state.begin(bench.lines, bench.clock().timestamp())
        watch.stopped = lambda: web.asked[A] > 0
        watch.round()
        assert watch.state.next_article() is not None
    assert bench.round()["reports"] >= 1 and len(bench.texts()) == 2


def test_once_ends_when_nothing_is_due(bench: Bench, web: Web) -> None:
    names = [f"http://news.invalid/{number}" for number in range(2 * OF_A_HOST + 1)]
    web.pages = {FEED: " ".join(names).encode()}
    web.pages |= {name: page(f"Fire number {number} killed two people, police said.") for number, name in enumerate(names)}
    with bench.started() as watch:
        watch.run(once=True)
    assert len(bench.texts()) == len(names) and web.asked[FEED] == 1
    assert sum(line.startswith("received") for line in said(bench.session)) == 3


def test_what_nobody_foresaw_in_a_round_does_not_end_the_watch(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = []

    def round() -> None:
        rounds.append(1)
        watch.stopped = lambda: len(rounds) > 1
        raise RecursionError("deep")

    with bench.started() as watch:
        monkeypatch.setattr(Watch, "round", lambda _: round())
        monkeypatch.setattr(Watch, "_sleep", lambda *_: None)
        watch.run(once=False)
        assert len(rounds) == 2
        with pytest.raises(RecursionError):
            watch.stopped = lambda: False
            watch.run(once=True)
    assert any(line.startswith("E099 RecursionError: deep") for line in said(bench.session))


def test_a_second_watch_on_a_ledger_is_refused(bench: Bench) -> None:
    with bench.started(), pytest.raises(SaysoError) as error, bench.started():
        pass
    assert error.value.code.code == "E089"


def test_a_host_that_hangs_does_not_keep_the_others_waiting(tmp_path: Path, web: Web, clock: Clock) -> None:
    hanging, rest = threading.Event(), [f"h{number}.invalid" for number in range(100)]

    def hang() -> bytes:
        assert hanging.wait(20)
        return b""

    web.pages["http://hangs.invalid/feed"] = hang
    for name in rest:
        web.pages |= {f"http://{name}/feed": f"http://{name}/a".encode(), f"http://{name}/a": page(f"Six died at {name}.")}
    lines = [feed(name) for name in ("hangs.invalid", *rest)]
    with State(tmp_path / "w") as state:
        state.begin(lines, clock().timestamp())
        turn = Round(state, web, REFETCH, clock, lambda line: None)
        came = 0
        for one in turn.given(lines):
            turn.settled(one)
            came += 1
            if came == len(rest):
                hanging.set()  # all others are done by now, or this waits for ever
    assert came == len(rest) and turn.tally.polls["polled"] == len(rest) + 1


def test_a_host_that_is_slow_for_hours_leaves_the_feeds_their_turn(
    bench: Bench, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a round has no time for is due, and the next one has it."""
    seconds = itertools.count(0, LONGEST * 0.6)
    with monkeypatch.context() as patch:
        patch.setattr("sayso.commands.watch_round.time.monotonic", lambda: next(seconds))
        web.pages[FEED] = " ".join(f"{A}{n}" for n in range(9)).encode()
        web.pages |= {f"{A}{n}": SIX for n in range(9)}
        bench.round()
    assert sum(web.asked.values()) < 9
    bench.round()
    assert web.asked == {FEED: 1} | {f"{A}{n}": 1 for n in range(9)}


def test_what_waits_to_be_read_is_bounded() -> None:
    size, most = 4_000_000, []
    crew: Crew[int, bytes] = Crew(lambda job: bytes(size), len, threads=8)
    for number in range(40):
        crew.add([(f"h{number}", number)])
    for _ in crew.results(lambda: False):
        time.sleep(0.002)
        most.append(crew._held)
    crew.end()
    assert len(most) == 40 and max(most) <= MOST_BYTES


def test_the_list_tells_how_it_went(bench: Bench, web: Web, clock: Clock) -> None:
    bench.lines = (feed("gone.invalid"), feed("news.invalid"))
    bench.round()
    config = bench.session.beside(".toml")
    config.write_text("".join(f'[[feed]]\nurl = "{one.address}"\n' for one in (*bench.lines, feed("new.invalid"))))
    list_all(bench.session, config, "jsonl")
    gone, news, new = (json.loads(line) for line in bench.session.out.file.getvalue().splitlines())  # type: ignore[attr-defined]
    assert gone["last_failure"] == "2022-01-07T12:00:00Z" and "404" in gone["reason"] and gone["failures"] == 1
    assert news["last_success"] == "2022-01-07T12:00:00Z" and news["reason"] is None and news["next"] > news["last_success"]
    assert new["next"] is None and new["last_success"] is None
    list_all(bench.session, config, "table")
    table = bench.session.out.file.getvalue()  # type: ignore[attr-defined]
    assert "2022-01-07 12:00" in table and "never" in table and "at once" in table
