"""The watch over real sockets on 127.0.0.1: feeds, validators, robots, and what a hostile feed can write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.collect.contained.pool import Contained
from sayso.collect.net.fetch import Web
from sayso.collect.net.fetched import FetchLimits
from sayso.collect.schedule.records import Again, Kind, Known, Watched
from sayso.commands.watch_web import Reached, failed
from sayso.errors import SaysoError
from sayso.ledger.query import Reader
from tests.collect.net.serving import Server
from tests.commands.test_watching import Bench
from tests.commands.watch_fakes import Clock, page, said
from tests.commands.watched_site import RSS, Site, rss


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site() -> Iterator[Site]:
    with Server() as server:
        yield Site(server)


@pytest.fixture
def bench(tmp_path: Path, site: Site, clock: Clock) -> Iterator[Bench]:
    web = Web(FetchLimits(delay_seconds=0), [site.server.site], "", clock)
    with Contained() as contained:
        reach = Reached(web, contained.call)
        yield Bench(tmp_path, reach, clock, Watched(Kind.FEED, site.server.url("/feed"), 900))


def test_a_changed_article_is_a_second_version_after_an_hour_and_304s_bring_nothing(
    bench: Bench, site: Site, clock: Clock
) -> None:
    site.feed([site.article(number) for number in range(3)])
    assert bench.round() == {"reports": 3}
    site.sent_whole.clear()
    clock.forward(hours=1)
    site.article(1, dead=5)
    assert bench.round() == {"reports": 1} and site.sent_whole == ["/1"]
    assert "1 not modified, 0 failed; articles: 2 not modified;" in said(bench.session)[-1]
    with Reader.open(bench.session.ledger) as looking:
        versions = [one.text for one in looking.reports() if "number 1 " in one.text]
        dates = {one.published for one in looking.reports()}
    assert len(versions) == 2 and any("killed 5" in text for text in versions)
    assert all(date and date.startswith("2022-01-07T10:00") for date in dates)


def test_one_article_under_tracking_parameters_is_one_report(bench: Bench, site: Site) -> None:
    address = site.article(1)
    site.put("/1?utm_source=rss", site.bodies["/1"])
    site.feed([f"{address}?utm_source=rss", f"{address}?fbclid=3", address, f"{address}#top"])
    assert bench.round() == {"reports": 1} and site.sent_whole == ["/feed", "/1?utm_source=rss"]


def test_a_feed_with_script_in_its_titles_says_nothing_on_a_terminal(bench: Bench, site: Site) -> None:
    title = "&lt;script&gt;alert(1)&lt;/script&gt;&#x9b;31m<![CDATA[<script>alert(2)</script>]]>"
    site.feed([site.article(1), "javascript:alert(3)", "file:///etc/passwd", "http://169.254.169.254/latest"], title)
    assert bench.round() == {"reports": 1, "unreadable": 1}
    lines = said(bench.session)
    assert all(line.isprintable() for line in lines) and "alert" not in "".join(lines)
    assert any("2 of its entries lead to no article" in line for line in lines)
    with Reader.open(bench.session.ledger) as looking:
        assert all("alert" not in one.text for one in looking.reports())


def test_an_article_that_leads_to_the_front_page_is_no_version_of_it(bench: Bench, site: Site, clock: Clock) -> None:
    """So answer many sites who have taken an article down; their front page told the news of the day as if it were a report."""
    site.feed([site.article(1), site.server.url("/gone")])
    site.put("/", page("Forty people were killed elsewhere, the ministry said on Friday."))
    site.server.redirect("/gone", "/")
    assert bench.round() == {"reports": 1}
    clock.forward(hours=1)
    site.server.redirect("/1", "/")
    assert bench.round() == {} and len(bench.texts()) == 1
    assert "articles: 2 failed" in said(bench.session)[-1]


def test_what_robots_refuses_is_told_once(bench: Bench, site: Site, clock: Clock) -> None:
    site.server.page("/robots.txt", b"User-agent: *\nDisallow: /1", {"Content-Type": "text/plain"})
    site.feed([site.article(1), site.article(2)])
    assert bench.round() == {"reports": 1, "unreadable": 1}
    clock.forward(hours=1)
    assert bench.round() == {}
    assert "/1" not in site.server.asked and sum("robots.txt" in line for line in said(bench.session)) == 1


def test_a_feed_that_robots_refuses_is_told_once(bench: Bench, site: Site, clock: Clock) -> None:
    site.server.page("/robots.txt", b"User-agent: *\nDisallow: /", {"Content-Type": "text/plain"})
    for _ in range(8):
        bench.round()
        clock.forward(hours=24)
    assert site.server.asked == [] and sum("E075" in line for line in said(bench.session)) == 1


def test_a_feed_that_is_gone_is_told_once_and_asked_less(bench: Bench, site: Site, clock: Clock) -> None:
    for _ in range(20):
        bench.round()
        clock.forward(minutes=15)
    assert 2 <= len(site.server.asked) <= 5 and sum("E073" in line for line in said(bench.session)) == 1


def test_a_sitemap_and_the_sitemaps_that_it_names(bench: Bench, site: Site, clock: Clock) -> None:
    of = site.server.url
    sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
    site.put("/news", sitemap.format(f"<url><loc>{site.article(1)}</loc></url>").encode(), "text/xml")
    index = "".join(f"<sitemap><loc>{of(name)}</loc></sitemap>" for name in ("/news", "/absent"))
    site.put(
        "/index",
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>'.encode(),
        "text/xml",
    )
    bench.lines = (Watched(Kind.SITEMAP, of("/index"), 900),)
    assert bench.round() == {"reports": 1}
    assert sum("/absent" in line for line in said(bench.session)) == 1
    site.put("/news", sitemap.format(f"<url><loc>{site.article(2)}</loc></url>").encode(), "text/xml")
    clock.forward(minutes=15)
    assert bench.round() == {"reports": 1}  # the index is as it was, what it names is not


def test_a_304_that_nobody_asked_for_hides_nothing(bench: Bench, site: Site, clock: Clock) -> None:
    site.feed([site.article(1)])
    site.server.page("/1", b"", status=304)
    assert bench.round() == {}
    site.article(1)
    clock.forward(minutes=15)
    assert bench.round() == {"reports": 1}


def test_a_page_instead_of_a_feed(bench: Bench, site: Site) -> None:
    site.put("/feed", b"<html><body>We are moving.</body></html>")
    bench.round()
    assert any(line.startswith("E077 ") for line in said(bench.session))
    site.put("/feed", rss([site.article(1)]), RSS)
    bench.clock.forward(hours=1)
    assert bench.round() == {"reports": 1}


def test_a_feed_among_the_articles_is_told_and_never_read_as_a_text(bench: Bench, site: Site) -> None:
    site.put("/1", rss([site.server.url("/2")]), "text/html")
    site.feed([site.server.url("/1")])
    assert bench.round() == {"unreadable": 1}
    assert any("E077" in line and "feed where an article was expected" in line for line in said(bench.session))


def test_what_errors_mean() -> None:
    assert failed(SaysoError("E075", address="a")).again is Again.NEVER
    assert failed(SaysoError("E070", address="a", detail="private")).again is Again.NEVER
    unanswered = failed(SaysoError("E071", address="a", detail="refused"))
    assert unanswered.again is Again.LATER and unanswered.of_host


def test_statuses(bench: Bench, site: Site) -> None:
    reach = bench.web
    for status, told, again, of_host in (
        (404, {}, Again.LATER, False),
        (410, {}, Again.NEVER, False),
        (500, {}, Again.LATER, False),
        (429, {"Retry-After": "7"}, Again.LATER, True),
    ):
        target = f"/status{status}"
        site.server.page(target, b"", told, status)
        found = reach.fetch(site.server.url(target), Known())
        assert (found.again, found.of_host, found.wait) == (again, of_host, 7.0 if told else None)  # type: ignore[union-attr]
