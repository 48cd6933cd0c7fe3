"""What can be named or handed over, and which documents come of it."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import io
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from sayso.collect import containers, feeds, linked_feeds, sitemaps
from sayso.collect.contained.jobs import Job
from sayso.collect.door import Door
from sayso.collect.given import Given
from sayso.collect.received import Receiving
from sayso.errors import SaysoError
from sayso.types import Capture, Unreadable
from tests.collect.archives.making import response, zipped
from tests.collect.archives.test_wacz import package

NOW = datetime(2022, 1, 7, 12, tzinfo=UTC)
PAGE = (
    b"<!doctype html><title>Fire in Aktau</title><p>Two people were killed in a fire in Aktau on Friday, the police said.</p>"
)
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><link>https://news.invalid/fire?utm_source=feed</link><pubDate>Fri, 07 Jan 2022 08:00:00 GMT</pubDate></item>
<item><title>Fire again</title><link>https://news.invalid/fire</link></item>
<item><title>Gone</title><link>https://news.invalid/gone</link></item>
<item><title>Feed</title><link>https://news.invalid/feed</link></item>
<item><title>Other</title><link>https://news.invalid/other.xml</link></item>
<item><title>Archive</title><link>https://news.invalid/mails</link></item></channel></rss>"""
OTHER = FEED.replace(b"News", b"Other news")
INDEX = b"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.invalid/today.xml</loc></sitemap><sitemap><loc>https://news.invalid/index.xml</loc></sitemap></sitemapindex>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://news.invalid/fire</loc></url></urlset>"""
MAIL = b"From a@b.invalid Fri Jan  7 08:00:00 2022\nSubject: One\n\nText.\n"
WEB = {
    "https://news.invalid/fire": ("text/html", PAGE),
    "https://news.invalid/": ("text/html", b"<link rel=alternate type=application/rss+xml href=/feed>" + PAGE),
    "https://news.invalid/mails": ("application/mbox", MAIL),
    "https://news.invalid/feed": ("application/rss+xml", FEED),
    "https://news.invalid/other.xml": ("text/xml", OTHER),
    "https://news.invalid/index.xml": ("application/xml", INDEX),
    "https://news.invalid/today.xml": ("application/xml", SITEMAP),
}
JOBS: dict[str, Callable[..., Any]] = {
    "feed": feeds.feed,
    "sitemap": sitemaps.sitemap,
    "linked_feeds": linked_feeds.linked_feeds,
}
R = TypeVar("R")
WORLD_PAGE = Capture("https://news.invalid/fire", NOW, "text/html", hashlib.sha256(PAGE).hexdigest(), PAGE)


class World:
    """A web without a network, and what was kept and told."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.kept: list[str] = []
        self.told: list[str] = []

    def fetch(self, address: str) -> Capture:
        self.asked.append(address)
        found = WEB.get(address.partition("?")[0])
        if found is None:
            raise SaysoError("E073", address=address, status=404)
        return Capture(address, NOW, found[0], hashlib.sha256(found[1]).hexdigest(), found[1])

    def keep(self, capture: Capture) -> Capture:
        self.kept.append(capture.address)
        return capture

    def door(self, stdin: bytes = b"") -> Door:
        def parse(job: Job[R], *arguments: Any, name: str) -> R:
            found: R = JOBS[job.name](*arguments)
            return found

        def tell(address: str, text: str) -> None:
            self.told.append(f"{address}: {text}")

        return Door(io.BufferedReader(io.BytesIO(stdin)), lambda: NOW, 100_000, self.fetch, parse, self.keep, tell)


def came(given: Iterator[Given]) -> list[tuple[str, str]]:
    """The address of each, with "read" or the code that says why not."""
    return [(one.capture.address, one.capture.code if isinstance(one.capture, Unreadable) else "read") for one in given]


def test_an_address_is_fetched_and_kept() -> None:
    world = World()
    assert came(Receiving(world.door()).all_of(["https://news.invalid/fire"])) == [("https://news.invalid/fire", "read")]
    assert world.kept == ["https://news.invalid/fire"]


def test_a_feed_leads_to_its_articles_each_once_and_tells_what_is_not_to_be_had() -> None:
    world = World()
    found = list(Receiving(world.door()).all_of(["https://news.invalid/feed"]))
    assert came(iter(found)) == [
        ("https://news.invalid/fire?utm_source=feed", "read"),
        ("https://news.invalid/gone", "E073"),
        ("https://news.invalid/other.xml", "E077"),
        ("https://news.invalid/mails", "E077"),
    ]
    assert found[0].published == "2022-01-07T08:00:00+00:00"
    assert world.told == [
        "https://news.invalid/feed: a feed of 5 pages; 1 of its entries lead to no page",
        "https://news.invalid/feed: named again in this run, and not fetched again: 1",
    ]
    assert "https://news.invalid/feed" in world.kept


@pytest.mark.parametrize("typed", ["https://news.invalid/feed", "https://news.invalid/mails", "https://news.invalid/index.xml"])
def test_it_tells_how_far_it_is_within_a_feed_and_an_archive(typed: str) -> None:
    told: list[float] = []
    door = replace(World().door(), along=told.append)
    list(Receiving(door).all_of(["https://news.invalid/fire", typed]))
    assert told == sorted(told) and told[0] == 0.5 and told[-1] == pytest.approx(1.0)
    assert typed.endswith("mails") or any(0.5 < share < 1.0 for share in told)


def test_an_archive_that_a_person_names_is_opened_wherever_it_is() -> None:
    assert came(Receiving(World().door()).all_of(["https://news.invalid/mails"])) == [("https://news.invalid/mails#1", "read")]


def test_a_sitemap_that_names_itself_ends() -> None:
    world = World()
    assert came(Receiving(world.door()).all_of(["https://news.invalid/index.xml"])) == [("https://news.invalid/fire", "read")]
    assert world.asked == ["https://news.invalid/index.xml", "https://news.invalid/today.xml", "https://news.invalid/fire"]


def test_a_saved_feed_is_followed(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_bytes(FEED)
    world = World()
    assert ("https://news.invalid/fire?utm_source=feed", "read") in came(
        Receiving(world.door()).all_of([str(tmp_path / "feed.rss")])
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ftp://news.invalid/a", "E015"),
        ("https://user:word@news.invalid/", "E015"),
        ("https:///nowhere", "E015"),
        ("missing.html", "E001"),
    ],
)
def test_a_wrong_argument_is_told_before_anything_is_received(typed: str, code: str) -> None:
    world = World()
    with pytest.raises(SaysoError) as error:
        Receiving(world.door()).all_of(["https://news.invalid/fire", typed])
    assert (error.value.code.code, world.asked) == (code, [])


def test_a_bare_host_is_asked_for_safely() -> None:
    world = World()
    assert came(Receiving(world.door()).all_of(["www.news.invalid"])) == [("https://www.news.invalid", "E073")]


def test_what_is_handed_over_is_told_apart_by_its_name_and_content() -> None:
    world = World()
    found = list(Receiving(world.door()).of_stream("fire.html", io.BytesIO(PAGE)))
    assert came(iter(found)) == [("fire.html", "read")]
    mails = MAIL + b"\n" + MAIL
    assert came(Receiving(world.door()).of_stream("press.mbox", io.BytesIO(mails))) == [
        ("press.mbox#1", "read"),
        ("press.mbox#2", "read"),
    ]


def test_standard_input_may_be_an_archive_or_a_text() -> None:
    world = World()
    assert came(Receiving(world.door(b"Two people died.")).all_of(["-"])) == [("-", "read")]
    assert came(Receiving(world.door(MAIL)).all_of(["-"])) == [("-#1", "read")]


def test_an_address_that_is_named_twice_is_told_and_fetched_once() -> None:
    world = World()
    named = ["https://news.invalid/fire", "https://news.invalid/fire?utm_source=x"]
    assert came(Receiving(world.door()).all_of(named)) == [("https://news.invalid/fire", "read")]
    assert world.told == ["https://news.invalid/fire?utm_source=x: named again in this run, and not fetched again: 1"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.mbox"])
@pytest.mark.parametrize("body", [b"", gzip.compress(b"", mtime=0)])
def test_an_archive_without_anything_in_it_is_told(tmp_path: Path, name: str, body: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(body)
    [(address, code)] = came(Receiving(World().door()).all_of([str(file)]))
    assert (address, code) == (str(file), "E078" if body and name == "a.mbox" else "E004")


def test_what_nobody_foresaw_in_fetching_is_told_and_the_rest_is_fetched() -> None:
    world = World()
    door = world.door()

    def fetch(address: str) -> Capture:
        if address.endswith("/mails"):
            raise RecursionError("the words of a page")
        return world.fetch(address)

    receiving = Receiving(dataclasses.replace(door, fetch=fetch))
    named = ["https://news.invalid/mails", "https://news.invalid/fire"]
    assert came(receiving.all_of(named)) == [("https://news.invalid/mails", "E097"), ("https://news.invalid/fire", "read")]


def test_an_archive_that_its_reader_fails_on_gives_what_was_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def documents(*_: object) -> Iterator[Given]:
        yield Given(WORLD_PAGE)
        raise RecursionError

    monkeypatch.setattr(containers, "documents", documents)
    file, other = tmp_path / "a.mbox", tmp_path / "b.txt"
    file.write_bytes(MAIL)
    other.write_bytes(b"Text.")
    found = came(Receiving(World().door()).all_of([str(file), str(other)]))
    assert found == [(WORLD_PAGE.address, "read"), (str(file), "E097"), (str(other), "read")]


def test_what_cannot_be_kept_as_evidence_is_told_but_a_full_disk_ends_the_run() -> None:
    def keep(error: Exception) -> Callable[[Capture], Capture]:
        def keep(capture: Capture) -> Capture:
            raise error

        return keep

    def run(error: Exception) -> list[tuple[str, str]]:
        door = dataclasses.replace(World().door(), keep=keep(error))
        return came(Receiving(door).all_of(["https://news.invalid/fire"]))

    assert run(ValueError("no record")) == [("https://news.invalid/fire", "E097")]
    with pytest.raises(SaysoError, match="E085"):
        run(SaysoError("E085", path="x", detail="full"))


@pytest.mark.parametrize("body", [zipped([response()]), package({"archive/a.warc.gz": zipped([response()])}), MAIL, b"Text."])
def test_what_comes_through_a_pipe_byte_by_byte_is_told_apart_as_a_file_is(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "same"
    file.write_bytes(body)
    source, sink = os.pipe()

    def write() -> None:
        with os.fdopen(sink, "wb", buffering=0) as end:
            for byte in body[:20]:
                end.write(bytes([byte]))
            end.write(body[20:])

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(source, "rb") as stream:
        piped = came(Receiving(dataclasses.replace(World().door(), stdin=stream)).all_of(["-"]))
    thread.join()
    expected = came(Receiving(World().door()).all_of([str(file)]))
    assert piped == [(address.replace(str(file), "-"), code) for address, code in expected]
    assert [code for _, code in piped] == ["read"]


FORGED = zipped([response(uri="https://agency.example/what-it-never-wrote")])


def test_an_archive_is_believed_only_where_its_address_says_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else whoever has a page could put words under the address of an agency."""
    for path in ("/article", "/crawl.warc.gz"):
        monkeypatch.setitem(WEB, f"https://news.invalid{path}", ("text/html", FORGED))
    assert came(Receiving(World().door()).all_of(["https://news.invalid/article"])) == [
        ("https://news.invalid/article", "E077")
    ]
    found = came(Receiving(World().door()).all_of(["https://news.invalid/crawl.warc.gz"]))
    assert found == [("https://agency.example/what-it-never-wrote", "read")]


def test_a_sitemap_leads_to_no_archive_and_no_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    index = INDEX.replace(b"today.xml", b"crawl.warc.gz").replace(b"index.xml", b"feed")
    monkeypatch.setitem(WEB, "https://news.invalid/all.xml", ("application/xml", index))
    monkeypatch.setitem(WEB, "https://news.invalid/crawl.warc.gz", ("application/warc", FORGED))
    assert came(Receiving(World().door()).all_of(["https://news.invalid/all.xml"])) == [
        ("https://news.invalid/crawl.warc.gz", "E077"),
        ("https://news.invalid/feed", "E077"),
    ]


def test_a_front_page_tells_the_feeds_that_it_names() -> None:
    world = World()
    assert came(Receiving(world.door()).all_of(["https://news.invalid/"])) == [("https://news.invalid/", "read")]
    assert world.told == ["https://news.invalid/: a front page; for the news give https://news.invalid/feed"]


def test_what_a_folder_holds_besides_reports_is_told(tmp_path: Path) -> None:
    for name in ("a.txt", "b.docx", "c.DOCX", "sub/d.xml", "Makefile", ".hidden", "sub/e\n.x\x1b"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"Two people died.")
    world = World()
    assert came(Receiving(world.door()).all_of([str(tmp_path)])) == [(str(tmp_path / "a.txt"), "read")]
    assert world.told == [f"{tmp_path}: 5 files in it passed over: 2 .docx, 1 .xml, 1 .x␛, 1 without an ending"]


def test_links_to_folders_and_pages_that_a_json_tells_are_counted_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_bytes(PAGE)
    (tmp_path / "in" / "a.html.json").write_text('{"text": "Two people died."}')
    (tmp_path / "in" / "more").symlink_to(tmp_path)
    world = World()
    assert came(Receiving(world.door()).all_of([str(tmp_path / "in")])) == [(str(tmp_path / "in" / "a.html.json"), "read")]
    assert world.told == [f"{tmp_path / 'in'}: 2 files in it passed over: 1 link to a folder, 1 with a .json that tells it"]


def test_what_a_feed_in_a_file_names_twice_is_told(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    ways: tuple[Callable[[Receiving], Iterator[Given]], ...] = (
        lambda one: one.all_of([str(file)]),
        lambda one: one.of_stream("feed.xml", io.BytesIO(FEED)),
    )
    for named in ways:
        world = World()
        came(named(Receiving(world.door())))
        assert [told for told in world.told if told.endswith("feed.xml: named again in this run, and not fetched again: 1")]
