"""R18: the same of addresses, the watch, the page and the library."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sayso as library
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from tests.collect.net.serving import Server
from tests.commands.watched_site import RSS, rss
from tests.prove.accounts import kept, said
from tests.prove.forked import Forked, forked
from tests.prove.mixed_inputs import BROKEN, HANDED, mixed, page
from tests.prove.proof import Proof
from tests.serve.conftest import OWN, Serve, serve

__all__ = ["serve"]

SEED = 1850
PICTURE = b"\x89PNG\r\n\x1a\n\0\0"


@dataclass(slots=True)
class Site:
    """What stands at its addresses, good and bad, and how much of it there is. `polls`: lists that cannot be read."""

    server: Server
    rng: random.Random
    reports: int = 0
    unreadable: int = 0
    again: int = 0

    @property
    def inputs(self) -> int:
        return self.reports + self.unreadable + self.again

    def good(self, number: int) -> str:
        self.reports += 1
        told = f"A fire in Almaty killed {number + 2} people, police said on Friday. Officials named nobody. It was {number}."
        self.server.page(f"/{number}", page(told))
        return self.server.url(f"/{number}")

    def bad(self, number: int) -> str:
        """Of one of many sorts."""
        self.unreadable += 1
        target = f"/bad{number}"
        (
            lambda: None,  # 404
            lambda: self.server.page(target, PICTURE),
            lambda: self.server.page(target, b""),
            lambda: self.server.redirect(target, "http://169.254.169.254/latest/meta-data"),
            lambda: self.server.redirect(target, target),
            lambda: self.server.sends(target, b"nonsense\r\n\r\n"),
            lambda: self.server.page(target, rss([self.server.url("/never")]), {"Content-Type": RSS}),
        )[self.rng.randrange(7)]()
        return self.server.url(target)

    def links(self, most: int) -> list[str]:
        found = [
            self.good(number) if self.rng.random() < 0.6 else self.bad(number) for number in range(self.rng.randint(3, most))
        ]
        found += [self.good(1000)]
        again = [f"{self.rng.choice(found)}?utm_source=x" for _ in range(self.rng.randint(0, 4))]
        self.again += len(set(again))
        return [*found, *sorted(set(again))]


@pytest.fixture(scope="module")
def sayso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forked]:
    with forked(tmp_path_factory.mktemp("forked")) as found:
        yield found


def environment(server: Server) -> dict[str, str]:
    return {"COLUMNS": "9999", "SAYSO_ALLOW_HOSTS": server.site, "SAYSO_DELAY_SECONDS": "0", "SAYSO_TIMEOUT_SECONDS": "5"}


def test_addresses(proof: Proof, sayso: Forked, tmp_path: Path) -> None:
    """A feed and what it names, each once; then all of it once more."""
    inputs = runs = 0
    for number in range(proof.count(20)):
        with Server() as server:
            site = Site(server, random.Random(SEED + number))
            server.page("/feed", rss(site.links(12)), {"Content-Type": RSS})
            ledger = tmp_path / f"{number}.ledger"
            for what in ("a feed", "the same feed again"):
                ended = sayso("add", server.url("/feed"), ledger=ledger, environment=environment(server))
                found = said(ended.err)
                assert found is not None and "Traceback" not in ended.err and "E099" not in ended.err, (site.rng, ended)
                proof.account(f"{what}, seed {SEED + number}", inputs=site.inputs, **found.parts)
                assert (found.unreadable, found.named_again) == (site.unreadable, site.again), (SEED + number, ended)
                assert kept(ledger)[0] == site.reports, (SEED + number, ended)
                inputs, runs = inputs + site.inputs, runs + 1
    proof.saw(f"{runs} runs over feeds of pages whole, broken, gone, refused and named twice: all {inputs:,} accounted for")


def test_watch(proof: Proof, sayso: Forked, tmp_path: Path) -> None:
    """What it gives up is told with its last failure; what it will ask for again is counted in its line."""
    inputs = runs = 0
    for number in range(proof.count(10)):
        with Server() as server:
            site = Site(server, random.Random(SEED + 100 + number))
            server.page("/feed", rss(site.links(10)), {"Content-Type": RSS})
            (tmp_path / f"{number}.toml").write_text(f'[[feed]]\nurl = "{server.url("/feed")}"\n')
            typed = ("watch", "--once", "--config", tmp_path / f"{number}.toml")
            ended = sayso(*typed, ledger=tmp_path / f"{number}.ledger", environment=environment(server))
            found = said(ended.err)
            assert found is not None and "Traceback" not in ended.err and "E099" not in ended.err, (SEED + number, ended)
            waiting = _waiting(ended.err)
            assert found.reports == kept(tmp_path / f"{number}.ledger")[0] == site.reports, (site, ended)
            proof.account(
                f"a watch, seed {SEED + 100 + number}",
                inputs=site.reports + site.unreadable,
                reports=found.reports,
                duplicates=found.duplicates,
                unreadable=found.unreadable + waiting,
            )
            inputs, runs = inputs + site.reports + site.unreadable, runs + 1
    proof.saw(f"{runs} rounds of a watch over such feeds: all {inputs:,} articles read, told or counted as to be asked again")


def _waiting(err: str) -> int:
    """Articles that could not be had and that it asks for again."""
    return sum(map(int, re.findall(r"; articles: (?:.*?, )?(\d+) failed", err)))


def test_page(proof: Proof, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is handed over with the form of the page: files of every sort; the run's own account."""
    from sayso.commands.session import session
    from tests.serve.test_add import ended

    monkeypatch.setenv("SAYSO_READER", "rules")
    inputs = runs = 0
    for number in range(proof.count(20)):
        mix = mixed(tmp_path / f"in{number}", SEED + 200 + number, HANDED, count=number % 10)
        ledger = tmp_path / f"{number}.ledger"
        Ledger.open(ledger, session(ledger).clock, create=True).close()
        client = serve(ledger)
        files = [("files", (one.name, one.read_bytes())) for one in sorted(mix.folder.rglob("*")) if one.is_file()]
        for what in ("files handed to the page", "the same handed over again"):
            answer = client.post("/add", data={}, files=files, headers=OWN, follow_redirects=False)
            assert answer.status_code == 303, (mix.seed, answer.text)
            shown = ended(client, answer.headers["location"])
            told = "".join(shown.xpath("string(//*[contains(@class,'sum')])").split())
            proof.account(f"{what}, seed {mix.seed}", inputs=mix.inputs, **_of_page(told))
            inputs, runs = inputs + mix.inputs, runs + 1
        reports, _, unreadable = kept(ledger)
        assert (reports, unreadable) == (mix.reports, mix.unreadable), mix.seed
    proof.saw(f"{runs} runs of the page's form over files of {len(HANDED)} sorts: all {inputs:,} inputs accounted for")


def _of_page(told: str) -> dict[str, int]:
    """Of "Received3:1reportadded,1alreadyhere,1couldnotberead;…"."""
    words = {"reports": r"reports?added", "duplicates": r"\w*here\w*|\w*already\w*", "unreadable": r"couldnotberead"}
    plain = told.replace(",", " ,").partition(";")[0]
    plain = re.sub(r"(\d) ,(\d{3})(?!\d)", r"\1\2", plain)
    plain = plain.replace(":", " ")
    found = {name: sum(map(int, re.findall(rf"(?<!\w)(\d+)(?:{word})(?!\w)", plain))) for name, word in words.items()}
    received = re.match(r"Received([\d]+)", plain)
    assert received and int(received[1]) == sum(found.values()), (told, found)
    return found


def test_library(proof: Proof) -> None:
    """A text is read, or an error says why it is not."""
    rng = random.Random(SEED)
    texts = proof.count(300)
    read = unreadable = 0
    for number in range(texts):
        body = rng.choice(
            (f"A fire killed {number + 2} people in Almaty, police said.", *(_text(one) for one in BROKEN.values()))
        )
        try:
            found = library.read(body, reader="rules")
        except SaysoError as error:
            assert error.code.code == "E125", (number, body[:100], error)
            unreadable += 1
        else:
            assert len(found.reports) >= 1, (number, body[:100])
            read += 1
    proof.account("sayso.read of the Python library", inputs=texts, reports=read, unreadable=unreadable)
    proof.saw(f"{texts} texts read by the Python library: {read} gave their reports, {unreadable} an error that says why")


def _text(body: bytes) -> str:
    return body.decode("utf8", "replace")
