"""R14: eight people review the same claims at once, while reports are added, and some of all those processes are killed."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sayso.ledger import schema
from sayso.ledger.address import Place, beside
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.reconcile.judgement import last_words
from tests.conftest import given
from tests.prove.killed.accounts import account
from tests.prove.killed.killing import UNREAD, Killing
from tests.prove.killed.made_reports import PUBLISHED, Part, part
from tests.prove.killed.standing import Watched
from tests.prove.killed.warmed import Warmed, kill, warmed
from tests.prove.killed.worker import Worker, stop
from tests.prove.proof import Proof
from tests.serve.conftest import client_of
from tests.serve.reading import page, words

SEED = 14
PEOPLE = ("Ann", "Bob", "Cleo", "Dan", "Eva", "Finn", "Gul", "Hal")
EACH, CLAIMS, KILLS = 200, 100, 80
BEFORE, MEANWHILE = 3, 200
"""Parts of reports that are there first, and reports that come meanwhile."""
WORDS = ("confirm", "refute", "unverifiable")
ADDER_EVERY = 5
"""One kill in so many is of the process that adds."""
PACE = 0.3
"""Seconds between two kills, at most."""
LOOKED_AT = 5
"""Claims of which it is looked at how they are shown."""


@pytest.fixture
def at_hand(tmp_path: Path) -> Iterator[Warmed]:
    with warmed(tmp_path / "warm") as made:
        yield made


def test_eight_at_once(at_hand: Warmed, where: Place, store: str, tmp_path: Path, proof: Proof) -> None:
    run = Killing(at_hand, tmp_path, Watched(where, tmp_path / beside(where, ".evidence").name), given(where))
    before = [Part(part(tmp_path / "in", number)) for number in range(BEFORE)]
    run.whole(*before)
    claims, each = claims_of(where, proof.count(CLAIMS)), proof.count(EACH)
    people = [Worker(name, reviews(number, claims, each)) for number, name in enumerate(PEOPLE)]
    parts = [Part(part(tmp_path / "in", BEFORE + number)) for number in range(-(-proof.count(MEANWHILE) // before[0].reports))]
    adder = Worker("adding", [("add", str(one.path), "--published", PUBLISHED) for one in parts], fine=UNREAD)
    kills = all_at_once(run, people, adder, proof.count(KILLS))
    kept(run, people, each)
    shown(run, claims[:: max(1, len(claims) // LOOKED_AT)][:LOOKED_AT], tmp_path)
    account(proof, "reports added while people review", where, [*before, *parts])
    proof.saw(
        f"{store}: {len(people)} processes × {each} verdicts on {len(claims)} claims, {len(parts) * parts[0].reports} reports "
        f"added meanwhile, {kills} processes killed: 0 lost, 0 twice, 0 forks; all {len(people)} opinions kept and shown"
    )


def claims_of(place: Place, count: int) -> list[str]:
    with Reader.open(place) as reader:
        return sorted(listed.claim.id for listed in reader.claims())[:count]


def reviews(number: int, claims: list[str], each: int) -> list[tuple[str, ...]]:
    """On every claim in turn; on the second round everybody changes their mind. No two neighbours say the same."""
    name, made = PEOPLE[number], list[tuple[str, ...]]()
    for n in range(each):
        word = WORDS[(number + n // len(claims)) % len(WORDS)]
        made.append(("review", claims[n % len(claims)], word, "--why", f"{name} saw it, {n}", "--reviewer", name))
    return made


def all_at_once(run: Killing, people: list[Worker], adder: Worker, kills: int) -> int:
    """Starts all, kills one after the other at any moment and starts it again, and waits for them. How many it killed."""
    rng, killed = random.Random(SEED), 0
    workers = [*people, adder]
    for one in workers:
        one.start(run)
    for number in range(kills):
        at_work = [one for one in people if one.commands]
        chosen = adder if number % ADDER_EVERY == 0 and adder.commands else rng.choice(at_work or [adder])
        if not chosen.commands:
            break
        time.sleep(rng.uniform(0, PACE))
        kill(chosen.pid, signal.SIGKILL)
        status = run.warmed.ended(chosen.pid)
        chosen.stopped(run, status)
        killed += status == -signal.SIGKILL
        if chosen.commands:
            chosen.start(run)
    stop(run, workers)
    assert not any(one.commands for one in workers), SEED
    assert killed > kills // 2, f"{killed} of {kills} kills came before all was over"
    return killed


def kept(run: Killing, people: list[Worker], each: int) -> None:
    """Every verdict that was acknowledged is there once, and nothing besides. In the chain each entry has one successor."""
    with Reader.open(run.watched.place) as reader:
        said = Counter(
            (one.verdict.reviewer, one.verdict.subject, str(one.verdict.verdict), one.verdict.reason)
            for one in reader.opinions()
        )
        wanted = Counter((c[6], c[1], c[2], c[4]) for one in people for c in one.acknowledged)
        assert said == wanted and said.total() == len(people) * each, (SEED, wanted - said, said - wanted)
        assert verify(reader.store, deep=True) == []
        with reader.store.reading() as connection:
            prev, seq = schema.entries.c.prev, schema.entries.c.seq
            forks = select(prev).group_by(prev).having(func.count() > 1)
            assert connection.execute(forks).scalars().all() == [], "two entries follow the same one"
            count, last = connection.execute(select(func.count(), func.max(seq)).select_from(schema.entries)).one()
            assert count == last


def shown(run: Killing, claims: list[str], folder: Path) -> None:
    """`sayso show`, `sayso review` and the page tell what each person says by now."""
    with Reader.open(run.watched.place) as reader:
        told = {claim: last_words(reader.verdicts(claim)) for claim in claims}
    for claim, opinions in told.items():
        assert {one.reviewer for one in opinions} == set(PEOPLE) and len({one.verdict for one in opinions}) > 1
        on_terminal = said(run, folder, "show", claim)
        beside_mine = said(run, folder, "review", claim, "confirm", "--why", "I asked", "--reviewer", "Zoe")
        for one in opinions:
            for text in (on_terminal, beside_mine):
                assert f"{one.reviewer} says {one.verdict}: {one.reason}" in text, (claim, text)
    with ExitStack() as open_:
        client = open_.enter_context(client_of(run.watched.place, open_))
        for claim, opinions in told.items():
            text = words(page(client, f"/review?subject={claim}"))
            for one in opinions:
                assert one.reviewer in text and one.reason in text, (claim, one, text)


def said(run: Killing, folder: Path, *typed: str) -> str:
    told = folder / "said"
    told.unlink(missing_ok=True)
    status = run.warmed.ended(run.warmed.start(replace(run.command(typed), told=str(told))))
    assert status == 0, told.read_text()
    return " ".join(told.read_text().split())
