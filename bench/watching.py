"""One round of `sayso watch` over 500 feeds: seconds, and the peak memory of its largest process.

A process of its own serves 500 hosts, 127.0.x.y, each with robots.txt, a feed and pages of 3,000 characters of dense crisis
news with some 29 claims each. The watch is the real command, with its own threads, waiting (a second between two requests to
one host), reading and ledger: with two new articles in each feed, once more where nothing has changed, and with one new article
in each feed. Reading and the ledger take nearly all of it.

    python -m bench.watching [rules|model] [FEEDS]
"""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from bench.texts import CHARACTERS, page, texts

FEEDS, ARTICLES = 500, (2, 1)

Row = tuple[str, str]
Pages = list[bytes]


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "rules"
    feeds = int(sys.argv[2]) if len(sys.argv) > 2 else FEEDS
    print("| measure | value |\n|---|---|")
    for measure, value in rows(name, feeds):
        print(f"| {measure} | {value} |", flush=True)


def rows(name: str = "rules", feeds: int = FEEDS) -> Iterator[Row]:
    """SystemExit where a feed was not polled, or an article is not in the ledger."""
    for articles in ARTICLES:
        with _served(feeds, articles) as port, tempfile.TemporaryDirectory() as folder:
            what = f"watch, reader {name}: a round of {feeds} feeds, "
            yield what + f"{feeds * articles:,} new articles", _round(Path(folder), name, feeds, port, feeds * articles)
            if articles == ARTICLES[0]:
                _all_due(Path(folder))
                yield what + "nothing new", _round(Path(folder), name, feeds, port, 0)


@contextmanager
def _served(feeds: int, articles: int) -> Iterator[int]:
    """The port of all hosts."""
    ours, theirs = get_context("spawn").Pipe()
    serving = get_context("spawn").Process(target=_serve, args=(theirs, feeds, articles), daemon=True)
    serving.start()
    try:
        yield ours.recv()
    finally:
        serving.terminate()


def _round(folder: Path, name: str, feeds: int, port: int, new: int) -> str:
    """Seconds from start to end, and what it used."""
    hosts = [f"{_host(number)}:{port}" for number in range(feeds)]
    (folder / "sayso.toml").write_text("".join(f'[[feed]]\nurl = "http://{host}/feed"\n' for host in hosts), encoding="utf8")
    environment = {**os.environ, "SAYSO_ALLOW_HOSTS": ",".join(hosts)}
    ledger, config = str(folder / "ledger"), str(folder / "sayso.toml")
    typed = [sys.executable, "-m", "sayso", "--ledger", ledger, "watch", "--once", "--config", config, "--reader", name]
    start = time.perf_counter()
    with (folder / "told").open("wb") as told:
        watch = subprocess.Popen(typed, env=environment, stderr=told)
        _, status, usage = os.wait4(watch.pid, 0)
    seconds, said = time.perf_counter() - start, (folder / "told").read_text()
    account = f"= {new} reports + 0 " if new else "received 0; "
    if status or account not in said or f"{feeds} polled" not in said or " 0 failed" not in said:
        raise SystemExit(said)
    return f"{seconds:.1f} s ({usage.ru_utime + usage.ru_stime:.1f} s of CPU), {usage.ru_maxrss / 1024:.0f} MB"


def _all_due(folder: Path) -> None:
    """As if a quarter of an hour had passed."""
    with sqlite3.connect(folder / "ledger.watch") as state:
        state.execute("UPDATE polled SET due = 0")


def _host(number: int) -> str:
    return f"127.0.{number // 250 + 1}.{number % 250 + 1}"


def _serve(ready: Connection, feeds: int, articles: int) -> None:
    pages = [page(text) for text in texts(feeds * articles, lambda _: CHARACTERS)]
    asyncio.run(_serving(ready, feeds, pages))


async def _serving(ready: Connection, feeds: int, pages: Pages) -> None:
    with socket.socket() as free:
        free.bind((_host(0), 0))
        port = free.getsockname()[1]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        third, fourth = (int(part) for part in writer.get_extra_info("sockname")[0].split(".")[2:])
        writer.write(_answer(head, (third - 1) * 250 + fourth - 1, port, pages, len(pages) // feeds))
        await writer.drain()
        writer.close()

    servers = [await asyncio.start_server(answer, _host(number), port, backlog=16) for number in range(feeds)]
    ready.send(port)
    await asyncio.gather(*(server.serve_forever() for server in servers))


def _answer(head: str, host: int, port: int, pages: Pages, articles: int) -> bytes:
    target, tag = head.split(" ", 2)[1], f'"{host}"'
    if target == "/feed":
        if tag in head:
            return _response(304, b"", tag)
        links = "".join(f"<item><link>http://{_host(host)}:{port}/{number}</link></item>" for number in range(articles))
        return _response(200, f'<rss version="2.0"><channel>{links}</channel></rss>'.encode(), tag)
    if target[1:].isdigit():
        return _response(200, pages[host * articles + int(target[1:])], tag)
    return _response(404, b"", tag)


def _response(status: int, body: bytes, tag: str) -> bytes:
    told = ("Content-Type: text/html", f"ETag: {tag}", f"Content-Length: {len(body)}", "Connection: close")
    return "\r\n".join([f"HTTP/1.1 {status} X", *told, "", ""]).encode() + body


if __name__ == "__main__":
    main()
