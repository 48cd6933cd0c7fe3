"""One set of inputs, as mixed as what people give: texts, pages, JSON lines, a web archive, a mailbox, a feed, the demo.

Among them: the same text under two names, from two outlets, at two addresses, twice in one file, and what cannot be read.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.collect.archives import making
from tests.collect.net.serving import Server
from tests.commands.watched_site import RSS, rss
from tests.prove.killed.made_reports import day, story

HTML = {"Content-Type": "text/html; charset=utf-8"}
EACH = 6
"""Reports of a file of lines, of an archive, of a mailbox and of a feed; each file has one of them twice, and one bad one."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is typed for an input, and how many things come of it. `alone`: `sayso bulk` takes it, too."""

    typed: str
    inputs: int = 1
    alone: bool = True


def mixed(folder: Path, server: Server, reports: int) -> list[Given]:
    """About so many reports, in the order in which they are made."""
    folder.mkdir()
    of_kind = max(1, reports // (8 * EACH))
    numbers = count()
    found: list[Given] = []
    for _ in range(of_kind):
        found.append(_lines(folder, [next(numbers) for _ in range(EACH)]))
        found.append(_archive(folder, [next(numbers) for _ in range(EACH)]))
        found.append(_mail(folder, [next(numbers) for _ in range(EACH)]))
        found.append(_feed(server, [next(numbers) for _ in range(EACH)]))
    for number in range(next(numbers), reports):
        found += _several_names(folder, number) if number % 4 == 0 else [_one(folder, number)]
    return [*found, *_unreadable(folder)]


def demo(folder: Path) -> list[Given]:
    """Each of its files by itself."""
    return [Given(str(path)) for path in sorted(folder.iterdir())]


def shuffled(given: Sequence[Given], seed: int) -> list[Given]:
    found = list(given)
    random.Random(seed).shuffle(found)
    return found


def page(number: int, outlet: str = "Steppe Wire", address: str | None = None, more: str = "") -> bytes:
    """Dated, so that the day of publishing is another than that of adding."""
    site = address or f"https://{outlet.split(maxsplit=1)[0].lower()}.example/{number}"
    head = (
        f'<title>Case {number}</title><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="{day(number)}"><link rel="canonical" href="{site}">{more}'
    )
    return f"<!doctype html><html><head>{head}</head><body><article><p>{story(number)}</p></article></body></html>".encode()


def _one(folder: Path, number: int) -> Given:
    if number % 2:
        return _file(folder / f"{number:05}.txt", story(number).encode())
    return _file(folder / f"{number:05}.html", page(number))


def _several_names(folder: Path, number: int) -> list[Given]:
    """The same text under two names, the least of which is made last; then from two outlets; then at two addresses."""
    match number // 4 % 3:
        case 0:
            names = (f"z{number:05}", f"{number:05}", f"a{number:05}")
            return [_file(folder / f"{name}.txt", story(number).encode()) for name in names]
        case 1:
            return [_file(folder / f"{number:05}-{one[:3]}.html", page(number, one)) for one in ("Steppe Wire", "Ala Times")]
    sites = (f"https://steppe.example/{place}/{number}" for place in ("news", "world"))
    return [_file(folder / f"{number:05}-{site[23]}.html", page(number, address=site)) for site in sites]


def _lines(folder: Path, numbers: Sequence[int]) -> Given:
    told = [json.dumps({"title": f"Case {one}", "text": story(one), "published": day(one)}) for one in numbers]
    return _file(folder / f"lines-{numbers[0]:05}.jsonl", "\n".join([*told, told[1], "{bad", ""]).encode(), EACH + 2)


def _archive(folder: Path, numbers: Sequence[int]) -> Given:
    pages = [making.response(page(one), f"https://steppe.example/{one}") for one in numbers]
    bad = making.response(b"  ", "https://steppe.example/empty")
    records = [making.record("warcinfo", b"software: none", uri=""), *pages, bad, pages[1]]
    return _file(folder / f"archive-{numbers[0]:05}.warc.gz", making.zipped(records), EACH + 2)


def _mail(folder: Path, numbers: Sequence[int]) -> Given:
    messages = [
        f"From press@steppe.example Fri Jan  7 12:00:00 2022\nFrom: Press <press@steppe.example>\nSubject: Case {one}\n"
        f"Date: {int(day(one)[8:]):02} Jan 2022 12:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{story(one)}\n\n"
        for one in numbers
    ]
    messages.append(messages[1])
    return _file(folder / f"mail-{numbers[0]:05}.mbox", "".join(messages).encode(), EACH + 1, alone=False)


def _feed(server: Server, numbers: Sequence[int]) -> Given:
    for one in numbers:
        server.page(f"/{one}", page(one), HTML)
    target = f"/feed-{numbers[0]}"
    links = [server.url(f"/{one}") for one in (*numbers, f"gone-{numbers[0]}")]
    server.page(target, rss(links), {"Content-Type": RSS})
    return Given(server.url(target), EACH + 1, alone=False)


def _unreadable(folder: Path) -> list[Given]:
    bodies = {"empty.txt": b" \n", "picture.html": b"\x89PNG\r\n\x1a\n\0\0", "broken.pdf": b"%PDF-1.4 and nothing else"}
    return [_file(folder / name, body) for name, body in bodies.items()]


def _file(path: Path, body: bytes, inputs: int = 1, alone: bool = True) -> Given:
    path.write_bytes(body)
    return Given(str(path), inputs, alone)
