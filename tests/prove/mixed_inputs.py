"""Folders of all that can be given, whole and broken, with a count made while they are written, not while they are read."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.collect.archives import making
from tests.collect.archives.test_wacz import package

PLACES = ("Almaty", "Aktau", "Atyrau", "Taraz", "Semey", "Oskemen")
NOBODY = "http://127.0.0.1:1"
"""An address that is refused before anybody is asked."""


@dataclass(slots=True)
class Mix:
    """What was written below `folder`. `passed`: files in folders that are no inputs, which have to be counted all the same;
    `records`: of archives, without a document; `again`: addresses that lists name once more.
    """

    folder: Path
    rng: random.Random
    seed: int
    reports: int = 0
    duplicates: int = 0
    unreadable: int = 0
    passed: int = 0
    records: int = 0
    again: int = 0
    texts: list[str] = field(default_factory=list)
    """Of the reports so far, those that were written as plain text."""
    files: int = 0

    @property
    def inputs(self) -> int:
        return self.reports + self.duplicates + self.unreadable

    def story(self) -> str:
        """A report that was not there before."""
        self.reports += 1
        dead, place = self.rng.randint(3, 90), self.rng.choice(PLACES)
        said = f"A fire in {place} killed {dead} people, police said on Friday. Officials named nobody, and roads were closed."
        return f"{said} It was number {self.reports} of {self.seed}."

    def path(self, ending: str) -> Path:
        """Of a file that is not there yet, in one of some folders."""
        self.files += 1
        place = self.folder / self.rng.choice((".", "a", "a/b", "ünïcode", "with space", "%2e\n"))
        place.mkdir(parents=True, exist_ok=True)
        return place / f"{self.files:04}{ending}"

    def write(self, ending: str, body: str | bytes) -> None:
        self.path(ending).write_bytes(body.encode() if isinstance(body, str) else body)

    def many(self, least: int = 1, most: int = 5) -> range:
        return range(self.rng.randint(least, most))


def mixed(folder: Path, seed: int, sorts: Sequence[Callable[[Mix], None]] = (), count: int = 0) -> Mix:
    """One of each sort in any order, and then `count` more of any. There is a report in it at least."""
    rng = random.Random(seed)
    mix = Mix(folder, rng, seed)
    folder.mkdir()
    _text(mix)
    chosen = list(sorts or SORTS)
    rng.shuffle(chosen)
    for write in (*chosen, *rng.choices(chosen, k=count)):
        write(mix)
    return mix


def page(text: str) -> bytes:
    return f"<!doctype html><title>Fire</title><p>{text}</p>".encode()


def line(text: str) -> str:
    return json.dumps({"title": "Fire", "text": text, "published": "2022-01-07"})


def _text(mix: Mix) -> None:
    mix.texts.append(mix.story())
    mix.write(".txt", mix.texts[-1])


def _text_again(mix: Mix) -> None:
    mix.duplicates += 1
    mix.write(".txt", mix.rng.choice(mix.texts))


def _page(mix: Mix) -> None:
    mix.write(mix.rng.choice((".html", ".htm", ".HTML")), page(mix.story()))


def _array(mix: Mix) -> None:
    found: list[object] = [json.loads(line(mix.story())) for _ in mix.many()]
    found += [{"title": "nothing"} for _ in mix.many(0, 3)]
    mix.unreadable += sum("text" not in str(one) for one in found)
    mix.write(".json", json.dumps(found))


def _lines(mix: Mix) -> None:
    good = [line(mix.story()) for _ in mix.many()]
    again = [good[0] for _ in mix.many(0, 2)]
    bad = [mix.rng.choice(("{bad", '{"title": "no text"}', '{"text": 7}', "[", '"')) for _ in mix.many(0, 3)]
    mix.duplicates += len(again)
    mix.unreadable += len(bad)
    found = [*good, *again, *bad, "", "  "]
    mix.rng.shuffle(found)
    mix.write(mix.rng.choice((".jsonl", ".ndjson")), "\n".join(found))


def _mailbox(mix: Mix) -> None:
    begins = "From press@agency.example Fri Jan  7 12:00:00 2022\n"
    head = "Subject: Fire\nFrom: press@agency.example\nDate: Fri, 7 Jan 2022 12:00:00 +0000\n\n"
    messages = [head + mix.story() + "\n\n" for _ in mix.many()]
    empty = ["\n" for _ in mix.many(0, 2)]
    mix.unreadable += len(empty)
    found = [*messages, *empty]
    mix.rng.shuffle(found)
    mix.write(".mbox", "".join(begins + one for one in found))


def records(mix: Mix) -> list[bytes]:
    """Of an archive: pages, some of them twice, some empty, and what holds no document."""
    name = f"http://news.example/{mix.files}-{mix.rng.randrange(10**9)}"
    pages = [page(mix.story()) for _ in mix.many()]
    found = [making.response(one, f"{name}/{number}") for number, one in enumerate(pages)]
    again = [found[0] for _ in mix.many(0, 2)]
    mix.duplicates += len(again)
    empty = [making.response(b"  ", f"{name}/empty{number}") for number in mix.many(0, 2)]
    mix.unreadable += len(empty)
    none = [making.request(f"{name}/{number}") for number in mix.many()]
    none += [making.response(b"body {}", f"{name}/{number}.css", "text/css") for number in mix.many(0, 2)]
    none += [making.record("response", making.answer(b"gone", status=404), f"{name}/gone{number}") for number in mix.many(0, 2)]
    mix.records += len(none)
    found += [*again, *empty, *none]
    mix.rng.shuffle(found)
    return found


def _warc(mix: Mix) -> None:
    mix.write(".warc", b"".join(records(mix)))


def _packed_warc(mix: Mix) -> None:
    mix.write(".warc.gz", making.zipped(records(mix)))


def _cut_warc(mix: Mix) -> None:
    """What is left of the last record is one that cannot be read."""
    last = making.response(page("x" * 900), f"http://news.example/cut{mix.rng.randrange(10**9)}")
    mix.unreadable += 1
    mix.write(".warc", b"".join([*records(mix), last[:-400]]))


def _wacz(mix: Mix) -> None:
    held = {"archive/a.warc.gz": making.zipped(records(mix)), "archive/b.warc": b"".join(records(mix))}
    mix.write(".wacz", package(held))


def _feed(mix: Mix) -> None:
    """Nobody answers at what it names; one is named twice under two names of one page."""
    name = f"{NOBODY}/{mix.rng.randrange(10**9)}"
    links = [f"{name}/{number}" for number in mix.many()]
    again = [f"{links[0]}?utm_source=x{number}" for number in mix.many(0, 2)]
    mix.unreadable += len(links)
    mix.again += len(again)
    items = "".join(f"<item><title>Fire</title><link>{one}</link></item>" for one in (*links, *again))
    mix.write(".xml.html", f'<?xml version="1.0"?><rss version="2.0"><channel><title>W</title>{items}</channel></rss>')


def _sitemap(mix: Mix) -> None:
    links = [f"{NOBODY}/{mix.rng.randrange(10**9)}/{number}" for number in mix.many()]
    mix.unreadable += len(links)
    told = "".join(f"<url><loc>{one}</loc></url>" for one in links)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    mix.write(".html", f'<?xml version="1.0"?><urlset xmlns="{space}">{told}</urlset>')


BROKEN: dict[str, bytes] = {
    ".txt": b" \n",
    ".html": b"\x89PNG\r\n\x1a\n\0\0",
    ".json": b"[" * 100_000,
    ".pdf": b"%PDF-1.4\nnothing",
    ".eml": b"",
    ".warc": b"what is this\n",
    ".warc.gz": b"\x1f\x8b\x08\0\0\0\0\0",
    ".wacz": b"PK\x03\x04 and no end",
    ".mbox": b"Subject: a\n\nOne.\n",
}


def _broken(mix: Mix) -> None:
    ending = mix.rng.choice(list(BROKEN))
    mix.unreadable += 1
    mix.write(ending, BROKEN[ending])


def _nothing_there(mix: Mix) -> None:
    mix.unreadable += 1
    mix.path(".txt").symlink_to("/there/is/nothing")


def _pipe(mix: Mix) -> None:
    mix.unreadable += 1
    os.mkfifo(mix.path(".txt"))


def _no_report(mix: Mix) -> None:
    mix.passed += 1
    mix.write(mix.rng.choice((".docx", ".png", "", ".x\x1b[31m", ".sqlite")), b"PK")


def _link(mix: Mix) -> None:
    mix.passed += 1
    mix.path("").symlink_to(mix.folder)


def _told_beside(mix: Mix) -> None:
    mix.passed += 1
    path = mix.path(".html")
    path.write_bytes(page("This is read from the other."))
    path.with_name(path.name + ".json").write_text(line(mix.story()))


SORTS = (
    *(_text, _text_again, _page, _array, _lines, _mailbox, _warc, _packed_warc, _cut_warc, _wacz, _feed, _sitemap),
    *(_broken, _nothing_there, _pipe, _no_report, _link, _told_beside),
)
HANDED = (_text, _text_again, _page, _array, _lines, _mailbox, _warc, _packed_warc, _cut_warc, _wacz, _broken)
"""Sorts that a browser can hand over, and that name nothing on the web."""
