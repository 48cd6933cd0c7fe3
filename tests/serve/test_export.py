"""Exports of the page: a menu on each view, for what the view shows, with the bytes of the command; sent as they are made."""

from __future__ import annotations

import csv
import io
import threading
from pathlib import Path
from typing import BinaryIO

import pytest
from lxml import html
from starlette.testclient import TestClient

from sayso.commands import exporting
from sayso.commands.asking import Asked
from sayso.commands.session import session
from sayso.errors import SaysoError
from sayso.export.formats.registry import FORMATS
from sayso.serve.streamed import AHEAD, PIECE, GoneError, streamed

FIGURE, REPORT = "sb6252c1429c56b33", "2022-01-15-steppe-wire-225-bodies"


def menu(client: TestClient, address: str) -> dict[str, str]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    links = html.fromstring(answer.text).xpath("//*[@id='export']//a")
    return {link.xpath("string(strong)"): link.get("href") for link in links}


def rows(client: TestClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@pytest.mark.parametrize("format", FORMATS)
def test_the_bytes_of_the_command(demo_client: TestClient, demo_ledger: Path, tmp_path: Path, format: str) -> None:
    asked = Asked(place="KZ", as_of="2022-01-10")
    exporting.export(session(str(demo_ledger)), asked, exporting.Wanted(format, str(tmp_path / "out"), None, names=False))
    answer = demo_client.get(f"/export/{format}?place=KZ&as_of=2022-01-10")
    assert answer.content == (tmp_path / "out").read_bytes()
    suffix = FORMATS[format].suffix
    assert answer.headers["content-disposition"] == f'attachment; filename="sayso-{format}-2022-01-10{suffix}"'
    assert answer.headers["content-type"] == FORMATS[format].media


@pytest.mark.parametrize(
    "address",
    ["/", "/?kind=killed&as_of=2022-01-08", "/origins", "/search?text=Almaty", "/stories", "/reports", "/figure/" + FIGURE],
)
def test_every_view_offers_every_format(demo_client: TestClient, address: str) -> None:
    offered = menu(demo_client, address)
    assert list(offered) == list(FORMATS)
    assert demo_client.get(offered["hxl"]).status_code == 200


def test_exactly_what_a_view_shows(demo_client: TestClient) -> None:
    """Filters and moment of the situation; of a figure its claims, of a report its own, of a search what has the words."""
    shown = rows(demo_client, menu(demo_client, "/?kind=killed&as_of=2022-01-08")["claims"])
    assert shown and {row["kind"] for row in shown} == {"killed"} and max(row["published"] for row in shown) < "2022-01-09"
    figure = rows(demo_client, menu(demo_client, f"/figure/{FIGURE}?as_of=2022-01-15")["claims"])
    assert {row["figure_id"] for row in figure} == {FIGURE} and "225" in {row["figure_low"] for row in figure}
    report = rows(demo_client, menu(demo_client, f"/report/{REPORT}")["claims"])
    assert {row["report"] for row in report} == {REPORT}
    found = rows(demo_client, menu(demo_client, "/search?text=Turgumbayev")["claims"])
    assert found and all("Turgumbayev" in row["evidence"] + row["title"] for row in found)
    origin = rows(demo_client, menu(demo_client, "/origins?origin=KZ%2Fhealth-ministry")["claims"])
    assert origin and len(origin) < len(rows(demo_client, menu(demo_client, "/")["claims"]))


def test_a_view_that_shows_nothing_of_the_ledger_has_no_menu(demo_client: TestClient) -> None:
    assert menu(demo_client, "/add") == {}


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/export/xls", 404, "E120"),
        ("/export/claims?only=nothing", 404, "E027"),
        ("/export/claims?as_of=soon", 400, "E011"),
        ("/export/claims?only=" + "x" * 400, 400, "does not fit"),
    ],
    ids=["format", "id", "day", "too long"],
)
def test_what_is_wrong_is_told_on_a_page(demo_client: TestClient, address: str, status: int, code: str) -> None:
    answer = demo_client.get(address)
    assert answer.status_code == status and code in answer.text and "text/html" in answer.headers["content-type"]


def test_too_much_at_once_is_refused_and_what_streams_is_not(demo_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of events of a million claims would take the memory of the page that others look at."""
    monkeypatch.setattr("sayso.serve.routes.export.EXPORT_CLAIMS_OF_PAGE", 100)
    answer = demo_client.get("/export/acled")
    assert answer.status_code == 400 and "E122" in answer.text and "sayso export acled" in answer.text
    assert demo_client.get("/export/claims").status_code == 200
    assert demo_client.get(f"/export/acled?only={FIGURE}").status_code == 200
    assert [name for name, one in FORMATS.items() if one.streams] == ["claims", "parquet"]


def test_the_writer_waits_for_who_takes_it() -> None:
    """It is never more than a few pieces ahead."""
    written = 0

    def write(into: BinaryIO) -> None:
        nonlocal written
        for _ in range(100):
            written += into.write(b"x" * PIECE)

    pieces = streamed(write)
    next(pieces)
    assert written <= (AHEAD + 4) * PIECE
    assert sum(len(piece) for piece in pieces) == 99 * PIECE


def test_who_goes_away_ends_the_writer() -> None:
    ended = threading.Event()

    def write(into: BinaryIO) -> None:
        try:
            while True:
                into.write(b"x" * PIECE)
        except GoneError:
            ended.set()
            raise

    pieces = streamed(write)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert ended.wait(10)


def test_what_goes_wrong_first_is_raised_at_once_and_later_where_it_is() -> None:
    def at_once(into: BinaryIO) -> None:
        raise SaysoError("E017", name="x", known="y")

    with pytest.raises(SaysoError, match="E017"):
        streamed(at_once)

    def later(into: BinaryIO) -> None:
        into.write(b"x" * 3 * PIECE)
        raise SaysoError("E017", name="x", known="y")

    pieces = streamed(later)
    with pytest.raises(SaysoError, match="E017"):
        b"".join(pieces)
