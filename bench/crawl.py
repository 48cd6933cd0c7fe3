"""What a crawl brought: small pages, made of the demo reports, and the archive that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bench.texts import page, texts

SHORTEST, LONGEST = 2_500, 9_500
"""Characters of the texts; the page around one has 600 bytes."""


def page_bodies(pages: int, characters: int | None = None) -> Iterator[bytes]:
    """So many pages, each of another length than the one before, or all of so many characters."""
    return map(page, texts(pages, _characters if characters is None else lambda _: characters))


def write(path: Path, pages: int, characters: int | None = None) -> None:
    """A crawl's archive of so many pages, each with its request."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
        for number, body in enumerate(page_bodies(pages, characters)):
            host, target = f"news{number % 100}.example", f"/2022/{number}"
            told = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
            answer = StatusAndHeaders("200 OK", told, protocol="HTTP/1.1")
            asked = StatusAndHeaders(f"GET {target} HTTP/1.1", [("Host", host)], is_http_request=True)
            for kind, head, block in (("response", answer, body), ("request", asked, b"")):
                about = {"http_headers": head, "warc_headers_dict": {"WARC-Date": "2022-01-09T12:00:00Z"}}
                writer.write_record(writer.create_warc_record(f"https://{host}{target}", kind, BytesIO(block), **about))


def _characters(number: int) -> int:
    return SHORTEST + number * 37 % (LONGEST - SHORTEST)
