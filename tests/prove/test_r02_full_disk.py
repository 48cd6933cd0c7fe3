"""R2: real small file systems, full and read-only: the command, and the pages of a server that goes on."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.browser.server import Server, serving
from tests.browser.server import sayso as command
from tests.prove.damage import acknowledged, documents, entries, is_coded, whole
from tests.prove.forked import Forked, forked
from tests.prove.proof import Proof
from tests.prove.small_disk import WIDE, Disk, small_disk

SIZES = 40
LEAST, STEP = 60, 44
"""Kilobytes of the smallest of these disks, and how much more each next one has."""
OWN = {"Sec-Fetch-Site": "same-origin"}
PAGES = ("/", "/stories", "/review", "/review/log", "/situations", "/origins", "/search?q=Almaty", "/add", "/situation-report")
VIEWS = (*PAGES, "/api/v1/reports", "/api/v1/claims", "/api/v1/figures", "/export/acled")


@pytest.fixture(scope="module")
def sayso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forked]:
    with forked(tmp_path_factory.mktemp("forked")) as found:
        yield found


def test_adding_until_it_is_full(proof: Proof, sayso: Forked, tmp_path: Path) -> None:
    inputs = documents(tmp_path / "in", 30)
    undisturbed = sayso("add", inputs, ledger=tmp_path / "whole.ledger")
    expected = entries(tmp_path / "whole.ledger")
    ends: Counter[str] = Counter()
    sizes = [LEAST + STEP * number * SIZES // proof.count(SIZES) for number in range(proof.count(SIZES))]
    with small_disk(tmp_path / "disk", WIDE) as disk:
        for size in sizes:
            disk.clear()
            disk.resize(f"{size}k")
            ledger = disk.folder / "x.ledger"
            ended = sayso("add", inputs, ledger=ledger)
            told = acknowledged(ended)
            assert ended.status == 1 and (is_coded(ended) or (told and entries(ledger) == expected)), (size, ended)
            ends[ended.last[:4] if is_coded(ended) else "enough"] += 1
            if told:
                assert Counter(kind for kind, _ in entries(ledger))["report"] >= told["reports"], (size, ended)
                read = sayso("claims", ledger=ledger)
                assert (read.status, bool(read.out)) == (0, told["reports"] > 0), (size, read)
            disk.resize(WIDE)
            assert entries(ledger) <= expected and whole(sayso, ledger) is None, (size, ended)
            again = sayso("add", inputs, ledger=ledger)
            assert again.status == undisturbed.status and entries(ledger) == expected, (size, again)
    proof.saw(
        f"adding to {len(sizes)} disks of {sizes[0]} kB to {sizes[-1]} kB ("
        + ", ".join(f"{'large enough' if end == 'enough' else end} {count} times" for end, count in ends.most_common())
        + "): 0 acknowledged lost, 0 damaged; read while full; with more space the same command added the rest"
    )
    assert ends["E022"] and not ends["E099"], ends


def test_a_disk_that_may_only_be_read(proof: Proof, sayso: Forked, tmp_path: Path) -> None:
    inputs, more = documents(tmp_path / "in", 8), documents(tmp_path / "more", 12)
    with small_disk(tmp_path / "disk", WIDE) as disk:
        ledger = disk.folder / "x.ledger"
        assert acknowledged(sayso("add", inputs, ledger=ledger))
        sayso("situation", "new", "unrest", "--kind", "killed", ledger=ledger)
        reading = [(name, sayso(*name, ledger=ledger)) for name in READ]
        before = {path.name: path.read_bytes() for path in disk.folder.iterdir() if path.is_file()}
        writing: tuple[tuple[object, ...], ...] = (
            ("add", more),
            ("situation", "new", "x", "--kind", "injured"),
            ("rebuild",),
            ("redact", "r", "--why", "x"),
        )
        disk.read_only(True)
        for said, was in reading:
            now = sayso(*said, ledger=ledger)
            assert (now.status, now.out) == (was.status, was.out), (said, now)
        for typed in writing:
            ended = sayso(*typed, ledger=ledger)
            assert ended.status in (1, 2) and is_coded(ended) and ended.last.startswith(("E025", "E027", "E028", "E085")), ended
        assert {path.name: path.read_bytes() for path in disk.folder.iterdir() if path.is_file()} == before
        disk.read_only(False)
        assert acknowledged(sayso("add", more, ledger=ledger)) and whole(sayso, ledger) is None
    proof.saw(f"a disk that may only be read: {len(READ)} commands say what they said before, those that write end with E025")


READ = (("claims",), ("figures",), ("stories",), ("received",), ("verify",), ("brief", "unrest"), ("situation", "list"))


@contextmanager
def served(ledger: Path, folder: Path) -> Iterator[tuple[Server, httpx.Client]]:
    """A server, and a client that speaks as its own page does. Each view was looked at once."""
    folder.mkdir()
    with (
        serving(command(ledger, "serve", "--port", "0"), ledger, folder) as server,
        httpx.Client(base_url=server.address, headers=OWN, timeout=60, follow_redirects=False) as client,
    ):
        _all_are_read(client)
        yield server, client


def _all_are_read(client: httpx.Client) -> None:
    assert {view: client.get(view).status_code for view in VIEWS} == dict.fromkeys(VIEWS, 200)


def writes(client: httpx.Client, claim: str) -> dict[str, httpx.Response]:
    """Each way to change something on the page."""
    verdict = {"subject": claim, "verdict": "confirm", "why": "seen", "reviewer": "me"}
    return {
        "a pasted text": client.post("/add", data={"text": "Police arrested 40 people in Aktau on Thursday."}),
        "a file": client.post("/add", files={"files": ("a.txt", b"Police arrested 41 people in Aktau on Thursday.")}),
        "a verdict": client.post("/review", data=verdict),
        "a situation": client.post("/situations", data={"name": "unrest", "kind": "killed"}),
    }


@pytest.fixture
def kept(sayso: Forked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Disk, Path, str]]:
    """A small disk with a ledger, and a claim of it."""
    monkeypatch.setenv("SAYSO_READER", "rules")
    with small_disk(tmp_path / "disk", "32m") as disk:
        ledger = disk.folder / "x.ledger"
        assert acknowledged(sayso("add", documents(tmp_path / "in", 8), ledger=ledger))
        yield disk, ledger, re.findall(r'"claim": "(\w+)"', sayso("claims", "--format", "jsonl", ledger=ledger).out)[0]


def test_pages_over_a_full_disk(proof: Proof, sayso: Forked, kept: tuple[Disk, Path, str], tmp_path: Path) -> None:
    disk, ledger, claim = kept
    with served(ledger, tmp_path / "server") as (server, client):
        disk.fill()
        refused = _all_refused(proof, client, claim, ledger)
        disk.empty()
        _all_done(client, claim, ledger)
        assert "Traceback" not in server.errors()
    assert whole(sayso, ledger) is None
    _told(proof, "full", refused, "once there was space the same server kept all")


def test_pages_over_a_disk_that_may_only_be_read(
    proof: Proof, sayso: Forked, kept: tuple[Disk, Path, str], tmp_path: Path
) -> None:
    disk, ledger, claim = kept
    disk.read_only(True)
    with served(ledger, tmp_path / "server") as (server, client):
        refused = _all_refused(proof, client, claim, ledger)
        assert "Traceback" not in server.errors()
    disk.read_only(False)
    with served(ledger, tmp_path / "again") as (_, client):
        _all_done(client, claim, ledger)
    assert whole(sayso, ledger) is None
    _told(proof, "read-only", refused, "once it could be written a server kept all")


def _all_refused(proof: Proof, client: httpx.Client, claim: str, ledger: Path) -> int:
    before, refused = ledger.read_bytes(), 0
    for _ in range(proof.count(20)):
        _all_are_read(client)
        for name, answer in writes(client, claim).items():
            refused += 1
            codes = re.findall(r"E\d{3}", answer.text)
            assert answer.status_code == 503 and codes and set(codes) <= {"E022", "E025", "E085"}, (name, answer, codes)
    assert ledger.read_bytes() == before
    return refused


def _all_done(client: httpx.Client, claim: str, ledger: Path) -> None:
    before = entries(ledger)
    done = writes(client, claim)
    assert {answer.status_code for answer in done.values()} == {303}, done
    for name in ("a pasted text", "a file"):
        _until_ended(client, done[name].headers["location"])
    kinds = Counter(kind for kind, _ in entries(ledger) - before)
    assert (kinds["report"], kinds["verdict"], kinds["setting"]) == (2, 1, 1), kinds


def _told(proof: Proof, how: str, refused: int, after: str) -> None:
    proof.saw(
        f"pages over a disk that is {how}: {len(VIEWS)} of {len(VIEWS)} views answer 200, {refused} of {refused} changes 503 "
        f"with a coded line; {after}"
    )


def _until_ended(client: httpx.Client, run: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if "Received 1: 1 report added" in " ".join(client.get(run).text.split()):
            return
        time.sleep(0.05)
    raise AssertionError(client.get(run).text)
