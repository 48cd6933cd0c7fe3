"""One of each sort of input, whole and damaged, under a name each."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

from tests.bulk.making import line, page, story
from tests.collect.archives import making
from tests.collect.archives.test_wacz import package


def _one_bit_off(archive: bytes) -> bytes:
    """A WACZ of it with one bit changed near its end: what stands before is whole."""
    name = "archive/a.warc.gz" if archive.startswith(b"\x1f") else "archive/a.warc"
    made = bytearray(package({name: archive}))
    made[made.index(archive) + len(archive) - 20] ^= 1
    return bytes(made)


def _records(count: int = 7) -> list[bytes]:
    found = [making.record("warcinfo", b"software: none", uri="")]
    for n in range(1, count + 1):
        uri = f"http://news.example/{n}"
        found += [making.request(uri), making.response(page(n), uri)]
    found.append(making.response(b"body {}", "http://news.example/style.css", "text/css"))
    found.append(making.response(page(3), "http://news.example/3"))  # the same bytes from the same address
    found.append(making.response(page(3), "http://news.example/copy"))
    found.append(making.response(b"  ", "http://news.example/empty"))
    return found


def _damaged() -> bytes:
    """A member broken in its middle, one with a wrong digest, and an end that is cut."""
    members = [gzip.compress(one, mtime=0) for one in _records()]
    broken = bytearray(members[4])
    broken[len(broken) // 2] ^= 0xFF
    wrong = gzip.compress(
        making.record("response", making.answer(page(9)), "http://news.example/9", digest="sha1").replace(b"sha1:", b"sha1:A")
    )
    return b"".join([*members[:4], bytes(broken), *members[5:8], wrong, *members[8:], members[2][:-20]])


def _cut() -> bytes:
    return b"".join(_records())[:-40]


def _lines() -> str:
    known = line(4, id="four")
    return "\n".join([line(1), "", line(2, id="two"), "{bad", line(1), known, known, '{"title": "no text"}', line(5)]) + "\n"


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "a.txt").write_text(story(1), encoding="utf8")
    (path / "b.html").write_bytes(page(2))
    (path / "c.json").write_text(
        json.dumps([json.loads(line(3)), json.loads(line(4, id="x")), {"title": "nothing"}]), encoding="utf8"
    )
    (path / "d.jsonl").write_text(_lines(), encoding="utf8")
    (path / "empty.txt").write_bytes(b" ")
    (path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (path / "z.warc.gz").write_bytes(making.zipped(_records(2)))
    (path / "z.docx").write_bytes(b"PK")


def _written(body: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(body)


INPUTS: dict[str, Callable[[Path], object]] = {
    "ends-with-a-request.warc": _written(b"".join([*_records(2)[:5], making.request("http://news.example/9")])),
    "whole.warc": _written(b"".join(_records())),
    "whole.warc.gz": _written(making.zipped(_records())),
    "one-member.warc.gz": _written(gzip.compress(b"".join(_records()), mtime=0)),
    "damaged.warc.gz": _written(_damaged()),
    "cut.warc": _written(_cut()),
    "no.warc": _written(b"what is this\n"),
    "empty.warc": _written(b""),
    "whole.wacz": lambda path: path.write_bytes(
        package({"archive/a.warc.gz": making.zipped(_records(3)), "archive/b.warc": b"".join(_records(2))})
    ),
    "damaged.wacz": lambda path: path.write_bytes(_one_bit_off(making.zipped(_records(3)))),
    "damaged-plain.wacz": lambda path: path.write_bytes(_one_bit_off(b"".join(_records(3)))),
    "lines.jsonl": _written(_lines().encode()),
    "alone.jsonl": _written(line(1).encode()),
    "bad-alone.jsonl": _written(b"{bad\n"),
    "marked.jsonl": _written(b"\xef\xbb\xbf" + _lines().encode()),
    "wide.jsonl": _written(_lines().encode("utf-16")),
    "empty.jsonl": _written(b"\n"),
    "binary.jsonl": _written(b"\x00\x01\x02"),
    "folder": _folder,
}
"""Each writes it under a path."""
