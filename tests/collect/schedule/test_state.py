"""The side file: what is acknowledged stays, and a list is known only together with what it lists."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.collect.schedule.records import Article, Item, Kind, Known, Polled, Watched
from sayso.collect.schedule.state import State
from sayso.errors import SaysoError

FEED = Watched(Kind.FEED, "http://news.invalid/feed", 900)


def items(*names: str, host: str = "news.invalid") -> list[Item]:
    return [Item(f"http://{host}/{name}", f"http://{host}/{name}?utm_source=feed", "2022-01-07") for name in names]


def test_all_comes_back_as_it_was_put(tmp_path: Path) -> None:
    polled = Polled(Kind.FEED, FEED.address, 5.5, Known("e", "m", "s", "o"), 2, 1.0, 2.0, "why")
    article = Article("http://news.invalid/a", "http://news.invalid/a?x", 3.0, "2022", 1.0, Known("e", None, "s"), 1)
    with State(tmp_path / "w") as state:
        state.begin([FEED], 1.0)
        state.put(polled)
        state.put(article)
    with State(tmp_path / "w") as state:
        state.begin([FEED], 99.0)  # it is known
        assert list(state.polled()) == [polled]
        assert state.due_articles(3.0, 10) == [article] and state.due_articles(2.9, 10) == []
        assert state.next_article() == 3.0


def test_an_article_that_is_known_is_not_due_anew(tmp_path: Path) -> None:
    with State(tmp_path / "w") as state:
        polled = Polled(Kind.FEED, FEED.address, 900.0)
        assert len(state.listed(polled, items("a", "b"), 1.0)) == 2
        state.put(replace(state.due_articles(1.0, 10)[0], due=None, first=1.0))
        assert [one.address for one in state.listed(polled, items("a", "b", "c"), 2.0)] == ["http://news.invalid/c"]
        assert [one.address for one in state.due_articles(2.0, 10)] == ["http://news.invalid/b", "http://news.invalid/c"]


def test_a_list_is_not_known_where_writing_down_its_articles_is_stopped(tmp_path: Path) -> None:
    def broken() -> object:
        yield items("a")[0]
        raise KeyboardInterrupt

    with State(tmp_path / "w") as state:
        state.begin([FEED], 1.0)
        with pytest.raises(KeyboardInterrupt):
            state.listed(Polled(Kind.FEED, FEED.address, 900.0, Known("new")), broken(), 1.0)  # type: ignore[arg-type]
        assert [one.known for one in state.polled()] == [Known()] and state.next_article() is None


def test_of_each_host_only_the_first(tmp_path: Path) -> None:
    with State(tmp_path / "w") as state:
        state.listed(Polled(Kind.FEED, FEED.address, 0.0), items(*"abcde"), 1.0)
        state.listed(Polled(Kind.FEED, FEED.address, 0.0), items("x", host="other.invalid"), 2.0)
        found = [one.address[-1] for one in state.due_articles(9.0, 2)]
    assert found == ["a", "b", "x"]


def test_a_host_is_left_alone_and_another_is_not(tmp_path: Path) -> None:
    with State(tmp_path / "w") as state:
        state.listed(Polled(Kind.FEED, FEED.address, 0.0), [*items("a"), *items("x", host="other.invalid")], 1.0)
        state.postpone("news.invalid", 50.0)
        assert [one.address[-1] for one in state.due_articles(9.0, 2)] == ["x"]
        state.postpone("news.invalid", 20.0)  # never earlier
        assert [one.due for one in state.due_articles(50.0, 2)] == [1.0, 50.0]


def test_what_is_no_state_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"not a database, and long enough to be seen as none" * 20)
    with sqlite3.connect(tmp_path / "other") as other:
        other.execute("CREATE TABLE t (x)")
    for name in ("text", "other", "absent/w"):
        with pytest.raises(SaysoError) as error:
            State(tmp_path / name)
        assert error.value.code.code == "E090"


def test_what_is_forgotten_is_not_asked_for_again_and_its_address_is_gone(tmp_path: Path) -> None:
    path, url = tmp_path / "l.watch", "https://news.invalid/somebody"
    feed = Polled(Kind.FEED, "https://news.invalid/feed", 1.0)
    with State(path) as state:
        state.listed(feed, [Item(url, url)], 1.0)
        state.forget([url])
        state.put(Article(url, url, 3.0))
        assert state.listed(feed, [Item(url, url)], 2.0) == [] and state.due_articles(9.0, 9) == []
    assert b"somebody" not in path.read_bytes()
