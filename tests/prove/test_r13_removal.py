"""R13: what was redacted is in no file of the ledger, however written; the chain verifies, the rest is unharmed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from sayso.collect.schedule.records import Article, Item, Kind, Polled
from sayso.collect.schedule.state import State
from sayso.commands import keeping
from sayso.commands.alert_outbox import outbox_path
from sayso.commands.session import session
from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from tests.commands.test_alerting import Desk, never
from tests.conftest import Sayso
from tests.ledger import independent_verifier
from tests.prove.proof import Proof
from tests.prove.removal.searching import Search, files
from tests.prove.removal.told import Told, added, ids, reports
from tests.prove.tamper import ledgers

MANY, EVERY, KILLS = 500, 5, 40
"""Reports, of which every fifth is redacted; redactions that are killed."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_WAIT_SECONDS", "0.2")


def redacted(ledger: Path, id: str) -> str | None:
    """As `sayso redact` does it. The code of the error that it ended with."""
    try:
        keeping.redact(session(ledger), id, "a family asked")
    except SaysoError as error:
        return error.code.code
    return None


def every_word(some: Sequence[Told]) -> list[str]:
    return [w for one in some for w in one.words.values()]


def is_whole(ledger: Path, head: str) -> None:
    with ledgers.opened(ledger) as store:
        assert ledgers.found(store, head) == []
    assert independent_verifier.faults(ledger, head) == set()


def head_of(ledger: Path) -> str:
    with Reader.open(ledger) as reader:
        return reader.head().hash


def said_of(ledger: Path, names: Sequence[str]) -> dict[str, list[str]]:
    with Reader.open(ledger) as reader:
        known = ids(reader)
        return {name: sorted(repr(one.claim) for one in reader.claims(Filters(report=known[name]))) for name in names}


def test_many_reports_one_after_another(tmp_path: Path, proof: Proof) -> None:
    ledger, some = tmp_path / "l" / "many.ledger", reports(proof.count(MANY), "many")
    ledger.parent.mkdir()
    added(ledger, tmp_path / "in", some)
    gone, left = some[::EVERY], [one for number, one in enumerate(some) if number % EVERY]
    search = Search(every_word(gone))
    before, head, kept = search.in_files(files(ledger.parent)), head_of(ledger), said_of(ledger, [t.name for t in left])
    assert set().union(*before.values()) == set(search.words), "the search must find every word before they go"
    with Reader.open(ledger) as reader:
        known = ids(reader)
    for one in gone:
        assert redacted(ledger, known[one.name]) is None
    assert search.in_files(files(ledger.parent)) == {}
    is_whole(ledger, head)
    assert said_of(ledger, [t.name for t in left]) == kept
    assert Search(every_word(left)).in_files(files(ledger.parent)), "and of the others they are there"
    proof.account("reports to be redacted", inputs=len(some), reports=len(some))
    proof.saw(
        f"{len(gone)} of {len(some)} reports redacted, {len(search.words)} words in 8 places of each: 0 in any file, in any "
        f"encoding, compressed or in pieces of 7 letters; chain whole, claims of the other {len(left)} the same"
    )


def test_everything_beside_the_ledger(tmp_path: Path, sayso: Sayso, proof: Proof) -> None:
    """Alerts that were sent, the feed, what the watch knows, a verdict's reason, a second version, and an export to compare."""
    desk = Desk(tmp_path, sayso)
    desk.add("Five people were killed in Almaty, the Interior Ministry said on Thursday.", "2022-01-06")
    assert sayso("situation", "new", "unrest", "--place", "Almaty").status == 0
    rule, [one, verdict] = desk.rule("atom:alerts.xml", "stdout"), reports(2, "beside")
    desk.check(rule, never)
    written = one.written(41) | {
        "text": one.written(41)["text"].replace("Omarov of the Interior", f"the {one.words['person']}")
    }
    for version in ("", " Later more."):
        desk.add(written["text"] + version, "2022-01-07", title=written["title"], publisher=written["publisher"], url=one.url)
    assert desk.check(rule).found
    _watched(tmp_path / "test.ledger.watch", one.url)
    [claim] = [line for line in _claims(sayso) if "43" in str(line["figure"])][:1]
    reason = f"{verdict.words['title']} told me"
    assert sayso("review", claim["claim"], "refute", "--why", reason, "--reviewer", "Ann").status == 0
    for path in tmp_path.glob("*.json"):
        path.unlink()
    search = Search([*(one.words[part] for part in one.words if part not in ("file",)), verdict.words["title"]])
    before = search.in_files(files(tmp_path))
    assert {Path(name).name for name in before} >= {"test.ledger", "test.ledger.alerts", "test.ledger.watch", "alerts.xml"}
    assert set().union(*before.values()) == set(search.words)
    _redact_all(sayso, tmp_path / "test.ledger", one)
    assert search.in_files(files(tmp_path)) == {}
    assert sayso("verify", "--evidence").status == 0
    figures = sayso("figures", "--kind", "killed", "--format", "jsonl").out
    assert '"low": 5' in figures and "43" not in figures
    proof.saw(f"alerts, their feed, the watch's state, a verdict's reason, evidence: 0 of {len(search.words)} words left")


def _claims(sayso: Sayso) -> list[dict[str, object]]:
    import json

    return [json.loads(line) for line in sayso("claims", "--kind", "killed", "--format", "jsonl").out.splitlines()]


def _watched(path: Path, url: str) -> None:
    with State(path) as state:
        state.begin([], 0.0)
        state.listed(Polled(Kind.FEED, "https://news.invalid/feed", 1.0), [Item(url, url, "2022-01-07")], 1.0)
        state.put(Article(url, url, 2.0))


def _redact_all(sayso: Sayso, ledger: Path, one: Told) -> None:
    with Reader.open(ledger) as reader:
        found = [report.id for report in reader.reports() if one.words["title"] in (report.title or "")]
        with reader.store.reading() as connection:
            verdicts = list(connection.exec_driver_sql("SELECT id FROM verdicts").scalars())
    assert len(found) == 2 and len(verdicts) == 1
    for id in (*found, *verdicts):
        assert sayso("redact", id, "--why", "a family asked").status == 0


def test_while_somebody_reads(tmp_path: Path, proof: Proof) -> None:
    ledger, some = tmp_path / "l" / "read.ledger", reports(6, "readers")
    ledger.parent.mkdir()
    added(ledger, tmp_path / "in", some)
    search, head = Search(every_word(some[:3])), head_of(ledger)
    with Reader.open(ledger) as quiet, Reader.open(ledger) as busy:
        known = ids(quiet)
        with busy.store.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM entries").scalar()
            assert [redacted(ledger, known[one.name]) for one in some[:3]] == ["E021"] * 3
            assert not any(listed.report.name == some[0].name for listed in quiet.claims())
        busy.store.close()
        assert [redacted(ledger, known[one.name]) for one in some[:3]] == ["E029"] * 3
    assert search.in_files(files(ledger.parent)) == {}
    is_whole(ledger, head)
    proof.saw("3 redactions while somebody read: told with E021, finished when said again, 0 words left")


def test_killed_in_between(tmp_path: Path, proof: Proof) -> None:
    """SIGKILL at moments over the whole length of a redaction; said again, it is whole."""
    (tmp_path / "l").mkdir()
    whole, some = tmp_path / "l" / "whole.ledger", reports(12, "killed")
    added(whole, tmp_path / "in", some)
    with Reader.open(whole) as reader:
        id, head = ids(reader)[some[5].name], reader.head().hash
    length, search = _length(whole, tmp_path / "timed", id), Search(every_word(some[5:6]))
    killed, erased = 0, 0
    for seed in range(proof.count(KILLS)):
        copy = _copied(whole, tmp_path / f"k{seed}")
        moment = random.Random(f"kill {seed}").uniform(0, 1.2 * length)
        killed += _killed(copy, id, moment)
        with Reader.open(copy) as reader:
            erased += reader.entry(id).body is None
        code = redacted(copy, id)
        assert code in (None, "E029"), f"seed {seed}, {moment:.4f} s: {code}"
        assert search.in_files(files(copy.parent)) == {}, f"seed {seed}, {moment:.4f} s"
        is_whole(copy, head)
        shutil.rmtree(copy.parent)
    assert killed
    count = proof.count(KILLS)
    proof.saw(
        f"{count} redactions, {killed} of them killed on the way ({erased} with the entries erased): said again, 0 words left"
    )


def _copied(ledger: Path, to: Path) -> Path:
    shutil.copytree(ledger.parent, to)
    return to / ledger.name


def _length(ledger: Path, to: Path, id: str) -> float:
    copy, start = _copied(ledger, to), time.monotonic()
    assert redacted(copy, id) is None
    shutil.rmtree(to)
    return time.monotonic() - start


def _killed(ledger: Path, id: str, after: float) -> bool:
    """A process of its own that redacts; whether it was killed before its end."""
    child = os.fork()
    if not child:
        with suppress(BaseException):
            redacted(ledger, id)
        os._exit(0)
    end = time.monotonic() + after
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_the_outbox_is_not_made_where_there_was_none(tmp_path: Path) -> None:
    ledger, some = tmp_path / "plain.ledger", reports(1, "plain")
    added(ledger, tmp_path / "in", some)
    with Reader.open(ledger) as reader:
        [id] = ids(reader).values()
    assert redacted(ledger, id) is None
    assert not outbox_path(ledger).exists() and not ledger.with_name("plain.ledger.watch").exists()
