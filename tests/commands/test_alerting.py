"""Alerts from end to end: a ledger that grows, a real web hook on loopback, a feed, and every way to be stopped."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from rich.console import Console

from sayso.commands.alert_delivery import BACK_OFF, Handed
from sayso.commands.alert_outbox import Outbox, outbox_path
from sayso.commands.alert_rules import AlertRule, rules
from sayso.commands.alert_sending import Post
from sayso.commands.alerting import Sum, check
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.alert_lines import COLUMNS
from sayso.settings import Settings
from tests.commands.hook_server import Hook, NoError, Taken, hook, post
from tests.conftest import Sayso

SECRET = "made up for the test"
ROOT = Path(__file__).resolve().parents[2]
FIRST = "Five people were killed in Almaty, the Interior Ministry said on Thursday."
MORE = "Nine people were killed in Almaty, the Interior Ministry said on Friday."
HOSTILE = "<script>alert(1)</script> & ]]> \x1b]0;owned\x07 \u202e"


class Desk:
    """A ledger in a folder, a clock that is moved by hand, and what was printed."""

    def __init__(self, folder: Path, sayso: Sayso) -> None:
        self.folder, self.sayso = folder, sayso
        self.ledger = folder / "test.ledger"
        self.now = datetime(2022, 1, 10, 12, tzinfo=UTC)
        self.out, self.err = io.StringIO(), io.StringIO()
        self.number = 0

    def add(self, text: str, day: str, **more: str) -> None:
        self.number += 1
        report = {"id": f"r{self.number}", "title": "", "text": text, "published": day, "publisher": "Steppe Wire"} | more
        path = self.folder / f"{self.number}.json"
        path.write_text(json.dumps(report))
        assert self.sayso("add", path, "--reader", "rules").status == 0

    def rule(self, *to: str, **more: Any) -> tuple[AlertRule, ...]:
        table = {"name": "dead", "situation": "unrest", "kinds": ["killed"], "to": list(to or ["stdout"])}
        return rules({"alert": [table | {"secret_variable": "HOOK_SECRET"} | more]}, self.folder / "sayso.toml")

    def check(
        self, to: tuple[AlertRule, ...], by: Post = post, terminal: bool = False, stopped: Callable[[], bool] = lambda: False
    ) -> Sum:
        out = Console(file=self.out, force_terminal=terminal, width=100)
        session = Session(Settings(), self.ledger, lambda: self.now, io.BytesIO(), out, Console(file=self.err))
        return check(session, to, by, {"HOOK_SECRET": SECRET}.get, stopped=stopped)

    def printed(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.getvalue().splitlines()]


@pytest.fixture
def desk(tmp_path: Path, sayso: Sayso) -> Desk:
    made = Desk(tmp_path, sayso)
    made.add(FIRST, "2022-01-06")
    assert sayso("situation", "new", "unrest", "--place", "Almaty").status == 0
    return made


@pytest.fixture
def server() -> Iterator[Hook]:
    with hook() as made:
        yield made


def told(desk: Desk, to: tuple[AlertRule, ...]) -> None:
    """The baseline, and then a change."""
    desk.check(to, never)
    desk.add(MORE, "2022-01-07", url="https://steppewire.invalid/nine", title="What we know")


def never(url: str, body: bytes, headers: Mapping[str, str]) -> Taken:
    raise AssertionError(f"nothing is to be sent to {url}")


def test_the_first_time_the_present_is_the_baseline(desk: Desk) -> None:
    assert desk.check(desk.rule(), never) == Sum(baselines=1)
    assert "it is new, so what changes from now on is told" in desk.err.getvalue()
    assert desk.check(desk.rule(), never) == Sum()


def test_a_changed_number_is_told_once(desk: Desk) -> None:
    told(desk, desk.rule())
    assert desk.check(desk.rule()).found == 1
    [line] = desk.printed()
    assert line["news"] == ["was 5, is 9"] and line["figure"] == "killed, Almaty"
    assert (line["before"]["best"], line["after"]["best"]) == (5, 9)
    assert [(one["teller"], one["carriers"]) for one in line["told"]] == [("the Interior Ministry", ["Steppe Wire"])]
    [proof] = line["evidence"]
    assert (proof["sentence"], proof["title"], proof["url"]) == (MORE, "What we know", "https://steppewire.invalid/nine")
    assert proof["published"] == "2022-01-07" and proof["recorded"] and line["head"]["seq"] > line["since"]["seq"]
    desk.check(desk.rule())
    assert len(desk.printed()) == 1


def test_the_same_change_found_again_is_not_told_again(desk: Desk) -> None:
    told(desk, desk.rule())
    with Outbox.open(outbox_path(desk.ledger)) as outbox:
        since, held = outbox.compared("dead"), outbox.held("dead")
        desk.check(desk.rule())
        assert since
        outbox.keep("dead", since, held, (), {}, "")  # as if it had been stopped before it kept how far it was
    assert desk.check(desk.rule()).found == 0
    assert len(desk.printed()) == 1


def test_a_state_that_comes_again_is_told_again(desk: Desk) -> None:
    """9, a correction to 5, and 9 again and again: the id hangs on the state, and the third of them was once told never."""
    told(desk, desk.rule())
    desk.check(desk.rule())
    fewer = "The Interior Ministry said on {} that only five people were killed in Almaty, correcting its number of nine."
    more = "Nine people were killed in Almaty, the Interior Ministry said on {}."
    for day, said in ((8, fewer.format("Saturday")), (9, more.format("Sunday")), (10, fewer.format("Monday"))):
        desk.add(said, f"2022-01-{day:02}")
        desk.check(desk.rule())
    lines = desk.printed()
    assert [one["news"][0] for one in lines] == ["was 5, is 9", "was 9, is 5", "was 5, is 9", "was 9, is 5"]
    assert len({one["id"] for one in lines}) == len(lines)


def test_an_end_that_somebody_gives_is_a_change_by_as_much_as_it_lies_from_the_number(desk: Desk) -> None:
    """ "24" after "at least 24" was told as a change of 24 people."""
    desk.add("At least 24 people were killed in Almaty, the Interior Ministry said on Friday.", "2022-01-07")
    five, any_change = desk.rule(threshold=5), desk.rule(name="any")
    desk.check(five + any_change)
    desk.add("24 people were killed in Almaty, the Interior Ministry said on Saturday.", "2022-01-08")
    desk.check(five + any_change)
    assert [(one["rule"], one["news"]) for one in desk.printed()] == [("any", ["was at least 24, is 24"])]


def test_another_ledger_is_a_new_baseline(desk: Desk) -> None:
    desk.check(desk.rule())
    with Outbox.open(outbox_path(desk.ledger)) as outbox:
        head = outbox.compared("dead")
        assert head
        outbox.keep("dead", type(head)(head.seq, "f" * 64, head.recorded_at), {}, (), {}, "")
    assert desk.check(desk.rule()).baselines == 1
    assert "not the one that it compared before" in desk.err.getvalue()


def test_a_web_hook_gets_it_signed(desk: Desk, server: Hook) -> None:
    to = desk.rule(server.url)
    told(desk, to)
    assert desk.check(to).handed.taken == 1
    [(headers, body)] = server.got
    at, signed = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", headers["sayso-signature"]).groups()  # type: ignore[union-attr]
    assert int(at) == desk.now.timestamp()
    assert hmac.compare_digest(signed, hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest())
    line = json.loads(body)
    assert headers["idempotency-key"] == line["id"] and headers["content-type"] == "application/json"
    desk.check(to)
    assert len(server.got) == 1


@pytest.mark.parametrize("first", [500, 503, 429, 404, 302, 0])
def test_what_was_not_taken_is_sent_again_under_the_same_key(desk: Desk, server: Hook, first: int) -> None:
    to = desk.rule(server.url)
    told(desk, to)
    server.answers = [first, 200]
    assert desk.check(to).waiting == 1
    desk.now += timedelta(seconds=BACK_OFF[0] - 1)
    desk.check(to)
    assert len(server.got) == 1
    desk.now += timedelta(seconds=1)
    assert desk.check(to).waiting == 0
    assert len({headers["idempotency-key"] for headers, _ in server.got}) == 1 and len(server.got) == 2
    desk.now += timedelta(days=9)
    desk.check(to)
    assert len(server.got) == 2


def test_who_is_gone_is_not_asked_again(desk: Desk, server: Hook) -> None:
    to = desk.rule(server.url)
    told(desk, to)
    server.answers = [410]
    assert desk.check(to).handed.given_up == 1
    desk.now += timedelta(days=9)
    desk.check(to)
    assert len(server.got) == 1 and "E094 http://127.0.0.1" in desk.err.getvalue()


def test_a_target_that_is_down_is_asked_once_a_run(desk: Desk, server: Hook) -> None:
    to = desk.rule(server.url)
    told(desk, to)
    server.answers = [500]
    desk.check(to)
    desk.add("Twelve people were killed in Almaty, the Interior Ministry said on Saturday.", "2022-01-08")
    desk.now += timedelta(hours=1)
    assert desk.check(to).waiting == 2
    assert len(server.got) == 2


def test_who_asks_for_time_gets_it(desk: Desk) -> None:
    to = desk.rule("https://example.invalid/hook")
    told(desk, to)
    asked: list[str] = []

    def busy(url: str, body: bytes, headers: Mapping[str, str]) -> Taken:
        asked.append(url)
        raise NoError(url, 429, retry_after=7200.0)

    desk.check(to, busy)
    desk.now += timedelta(seconds=7199)
    desk.check(to, busy)
    assert len(asked) == 1
    desk.now += timedelta(seconds=1)
    desk.check(to, busy)
    assert len(asked) == 2


def test_it_is_given_up_after_some_days_and_said(desk: Desk) -> None:
    to = desk.rule("https://example.invalid/hook")
    told(desk, to)
    asked: list[str] = []

    def down(url: str, body: bytes, headers: Mapping[str, str]) -> Taken:
        asked.append(url)
        raise NoError(url, None)

    start = desk.now
    while desk.check(to, down).waiting:
        desk.now += timedelta(hours=1)
    assert len(asked) == len(BACK_OFF) + 1
    assert timedelta(days=3) < desk.now - start < timedelta(days=6)
    assert "is given up after 11 tries" in desk.err.getvalue()


def test_one_target_that_is_down_holds_up_no_other(desk: Desk, server: Hook) -> None:
    to = desk.rule("http://127.0.0.1:9/down", server.url, "stdout")
    told(desk, to)

    def half(url: str, body: bytes, headers: Mapping[str, str]) -> Taken:
        if url.endswith("/down"):
            raise NoError(url, None)
        return post(url, body, headers)

    total = desk.check(to, half)
    assert (total.handed.taken, total.waiting) == (2, 1) and len(server.got) == 1 and len(desk.printed()) == 1


def test_a_target_that_no_rule_names_any_more_gets_nothing(desk: Desk) -> None:
    to = desk.rule("https://example.invalid/hook")
    told(desk, to)

    def down(url: str, body: bytes, headers: Mapping[str, str]) -> Taken:
        raise NoError(url, None)

    desk.check(to, down)
    desk.now += timedelta(days=1)
    assert desk.check(desk.rule("stdout"), never).waiting == 1


KILLED = """
import io, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from rich.console import Console
from sayso.commands.alert_rules import rules
from sayso.commands.alerting import check
from sayso.commands.session import Session
from sayso.settings import Settings
from tests.commands.hook_server import post
ledger, url, when = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
def killed(*sent):
    if when == "after":
        post(*sent)
    os.kill(os.getpid(), signal.SIGKILL)
table = {"name": "dead", "situation": "unrest", "kinds": ["killed"], "to": [url], "secret_variable": "HOOK_SECRET"}
now = datetime(2022, 1, 10, 12, tzinfo=UTC)
session = Session(Settings(), ledger, lambda: now, io.BytesIO(), Console(), Console(stderr=True))
check(session, rules({"alert": [table]}, Path("sayso.toml")), killed, lambda name: "made up for the test")
"""


@pytest.mark.parametrize(("when", "received"), [("before", 1), ("after", 2)])
def test_killed_between_writing_down_and_sending(desk: Desk, server: Hook, when: str, received: int) -> None:
    """What was sent without the answer being kept is sent again, under the key by which the receiver knows it."""
    to = desk.rule(server.url)
    told(desk, to)
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(desk.ledger), server.url, when],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL
    assert desk.check(to).waiting == 0
    assert len(server.got) == received and len({headers["idempotency-key"] for headers, _ in server.got}) == 1


def test_two_at_once_do_not_send_twice(desk: Desk, server: Hook) -> None:
    to = desk.rule(server.url)
    told(desk, to)
    with Outbox.open(outbox_path(desk.ledger)) as other, other.alone() as mine:
        assert mine and desk.check(to, never) == Sum()
    assert desk.check(to).handed.taken == 1


def test_the_feed_is_read_by_a_reader_of_feeds(desk: Desk) -> None:
    to = desk.rule("atom:alerts.xml")
    desk.check(to)
    desk.add(MORE, "2022-01-07", url="https://steppewire.invalid/nine", title=HOSTILE, publisher=f"Wire {HOSTILE}")
    desk.add("Twelve people were killed in Almaty, the Interior Ministry said.", "2022-01-08", url="javascript:alert(1)")
    desk.check(to)
    found = feedparser.parse((desk.folder / "alerts.xml").read_bytes())
    assert not found.bozo and found.version == "atom10"
    [entry] = found.entries
    assert re.fullmatch("urn:sha256:[0-9a-f]{64}", entry.id)
    assert entry.title.startswith("dead: killed, Almaty: was 5, is 12")
    assert all(link.href.startswith("https://") for link in entry.get("links", []))
    assert not list(desk.folder.glob(".alerts*"))


def test_hostile_words_stay_words(desk: Desk) -> None:
    to = desk.rule("stdout", "atom:alerts.xml")
    desk.check(to)
    desk.add(MORE, "2022-01-07", title=HOSTILE, publisher=f"Wire {HOSTILE}")
    desk.check(to, terminal=True)
    printed = desk.out.getvalue()
    assert printed.count("\n") == 1 and "\x1b" not in printed and "\x07" not in printed and "\u202e" not in printed
    written = (desk.folder / "alerts.xml").read_text()
    assert "<script" not in written and "&lt;script&gt;" in written and "\x1b" not in written


def test_a_feed_that_cannot_be_written_waits(desk: Desk) -> None:
    to = desk.rule("atom:nowhere/alerts.xml")
    told(desk, to)
    assert desk.check(to).waiting == 1
    (desk.folder / "nowhere").mkdir()
    desk.now += timedelta(minutes=2)
    assert desk.check(to).waiting == 0


def test_a_private_teller_is_not_named(desk: Desk) -> None:
    told(desk, desk.rule())
    desk.add("Doctor Ana Diaz said that 20 people were killed in Almaty on Saturday.", "2022-01-08")
    desk.check(desk.rule())
    for line in desk.printed():
        without_sentences = json.dumps(line | {"evidence": []})
        assert "Diaz" not in without_sentences
    assert any("doctor" in one["teller"].lower() for line in desk.printed() for one in line["told"])


def test_what_is_redacted_goes_from_the_outbox_and_the_feed(desk: Desk) -> None:
    to = desk.rule("atom:alerts.xml")
    told(desk, to)
    desk.check(to)
    assert "Nine" in (desk.folder / "alerts.xml").read_text()
    with Outbox.open(outbox_path(desk.ledger)) as outbox:
        [kept] = outbox.deliveries()
    assert desk.sayso("redact", kept.line["evidence"][0]["report"], "--why", "a court").status == 0
    assert "Nine" not in (desk.folder / "alerts.xml").read_text()
    assert b"Nine people" not in outbox_path(desk.ledger).read_bytes()


def test_what_the_number_before_rested_on_can_be_redacted_too(desk: Desk) -> None:
    """It is no evidence of the new number, but the reason for the old one names who told it."""
    to = desk.rule()
    [first] = json.loads(desk.sayso("received", "--format", "json").out)
    told(desk, to)
    desk.check(to)
    [line] = desk.printed()
    assert "Interior Ministry 5" in line["before"]["why"]
    assert desk.sayso("redact", first["id"], "--why", "a court").status == 0
    desk.check(to)
    assert b"Interior Ministry 5" not in outbox_path(desk.ledger).read_bytes()


def test_a_feed_that_could_not_be_renewed_is_told_and_renewed_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a process that is killed between the outbox and the feed."""
    to = desk.rule("atom:alerts.xml")
    told(desk, to)
    desk.check(to)
    with Outbox.open(outbox_path(desk.ledger)) as outbox:
        [kept] = outbox.deliveries()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("sayso.commands.alert_feed.write", full)
        assert desk.sayso("redact", kept.line["evidence"][0]["report"], "--why", "a court").status == 0
        desk.check(to)
    assert "Nine" in (desk.folder / "alerts.xml").read_text()
    assert "E094" in desk.err.getvalue() and "what was redacted still stands in it" in desk.err.getvalue()
    desk.check(to)
    assert "Nine" not in (desk.folder / "alerts.xml").read_text()


def test_a_signal_ends_handing_over_after_the_alert_at_hand(desk: Desk, server: Hook) -> None:
    """A slow target with a thousand alerts would else keep the watch from ending for hours."""
    to, ended = desk.rule(server.url), []
    desk.check(to)
    desk.add(MORE, "2022-01-07")
    desk.add("Two people were killed in Shymkent, the Interior Ministry said on Friday.", "2022-01-07")
    assert desk.sayso("situation", "new", "all").status == 0

    def slow(url: str, body: bytes, headers: Mapping[str, str]) -> Any:
        ended.append(url)
        return post(url, body, headers)

    both = desk.rule(server.url, situation="all")
    done = desk.check(both, slow, stopped=lambda: bool(ended))
    assert (done.found, done.handed.taken, done.waiting) == (2, 1, 1)
    assert desk.check(both).handed.taken == 1


def test_a_file_that_is_no_feed_is_not_written_over(desk: Desk) -> None:
    """`to = ["atom:sayso.toml"]` is a slip of the hand, and so is the path of the ledger."""
    to = desk.rule(f"atom:{desk.ledger.name}")
    told(desk, to)
    before = desk.ledger.read_bytes()
    assert desk.check(to).handed.failed == 1
    assert desk.ledger.read_bytes() == before and not list(desk.folder.glob(".*.new"))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"situation": "nowhere"}, "situation: no situation called “nowhere”"),
        ({"to": ["https://example.invalid/"], "secret_variable": "NOT_SET"}, "the environment has no NOT_SET"),
    ],
)
def test_a_rule_that_cannot_work_is_said_before_anything_is_done(desk: Desk, more: dict[str, Any], told: str) -> None:
    with pytest.raises(SaysoError) as error:
        desk.check(desk.rule(**more), never)
    assert error.value.code.code == "E092" and told in error.value.line


def test_an_outbox_that_is_none_is_said_so(desk: Desk) -> None:
    outbox_path(desk.ledger).write_bytes(b"no database at all" * 100)
    with pytest.raises(SaysoError, match="E093"):
        desk.check(desk.rule())


def test_an_output_that_is_closed_is_not_the_outboxs_fault(desk: Desk) -> None:
    """And the alert waits for the next run."""
    told(desk, desk.rule())
    kept, desk.out = desk.out, io.StringIO()
    desk.out.close()
    with pytest.raises(ValueError, match="closed file"):
        desk.check(desk.rule())
    desk.out = kept
    assert desk.check(desk.rule()) == Sum(handed=Handed(taken=1)) and len(desk.printed()) == 1


def test_the_list_tells_what_was_found_and_what_waits(desk: Desk, sayso: Sayso) -> None:
    assert "no alerts" in sayso("alerts").err
    to = desk.rule("https://example.invalid/hook")
    told(desk, to)
    desk.check(to, lambda *sent: _raise(NoError(sent[0], 500)))
    [line] = [json.loads(text) for text in sayso("alerts").out.splitlines()]
    assert set(line) == set(COLUMNS) and line["news"] == ["was 5, is 9"] and line["told_by"] == ["the Interior Ministry"]
    assert line["waits"] == [
        "https://example.invalid/hook waiting until 2022-01-10T12:01, 1 try: https://example.invalid/hook: it answered 500"
    ]
    for format in ("table", "csv", "json", "md"):
        ran = sayso("alerts", "--format", format)
        assert ran.status == 0 and "was 5, is 9" in " ".join(ran.out.split())


def _raise(error: Exception) -> Taken:
    raise error


def test_the_command_checks(desk: Desk, sayso: Sayso) -> None:
    config = desk.folder / "sayso.toml"
    config.write_text('[[alert]]\nname = "dead"\nsituation = "unrest"\n')
    assert "0 alerts found" in sayso("alerts", "--check", "--config", config).err
    desk.add(MORE, "2022-01-07")
    ran = sayso("alerts", "--check", "--config", config)
    assert json.loads(ran.out)["news"] == ["was 5, is 9"] and "1 alert found; 1 handed over, 0 waiting" in ran.err
    config.write_text("")
    assert "E092" in sayso("alerts", "--check", "--config", config).err


def fields(value: Any, of: str = "") -> Iterator[str]:
    for name, part in value.items() if isinstance(value, dict) else ():
        yield f"{of}{name}"
        yield from fields(part[0] if isinstance(part, list) and part else part, f"{of}{name}.")


def test_every_field_is_documented(desk: Desk) -> None:
    told(desk, desk.rule())
    desk.check(desk.rule())
    written = re.findall(r"^\| `([a-z_.]+)` \|", (ROOT / "docs" / "alerts.md").read_text(encoding="utf8"), re.MULTILINE)
    assert set(written) >= set(fields(desk.printed()[0]))


def test_the_example_in_the_docs_verifies(desk: Desk, server: Hook) -> None:
    to = desk.rule(server.url)
    told(desk, to)
    desk.check(to)
    [(headers, body)] = server.got
    page = (ROOT / "docs" / "alerts.md").read_text(encoding="utf8")
    [code] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Callable[..., bool]] = {}
    exec(code, names)
    at = desk.now.timestamp()
    assert names["is_ours"](headers["sayso-signature"], body, SECRET, at)
    assert not names["is_ours"](headers["sayso-signature"], body + b" ", SECRET, at)
    assert not names["is_ours"](headers["sayso-signature"], body, "another", at)
    assert not names["is_ours"](headers["sayso-signature"], body, SECRET, at + 600)


def test_the_real_way_out_is_guarded(desk: Desk, server: Hook, sayso: Sayso, monkeypatch: pytest.MonkeyPatch) -> None:
    """A web hook on this machine is refused, and waits; once its host is allowed by name, it gets the alert."""
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    config = desk.folder / "sayso.toml"
    rule = f'name = "dead"\nsituation = "unrest"\nto = ["{server.url}"]\nsecret_variable = "HOOK_SECRET"\n'
    config.write_text(f"[[alert]]\n{rule}")
    sayso("alerts", "--check", "--config", config)
    desk.add(MORE, "2022-01-07")
    assert "1 waiting" in sayso("alerts", "--check", "--config", config).err
    assert server.got == [] and "E070" not in sayso("alerts").out
    monkeypatch.setenv("SAYSO_ALLOW_HOSTS", "127.0.0.1")
    with Outbox.open(outbox_path(desk.ledger)) as outbox:
        [one] = outbox.deliveries()
        outbox.settle(one, "waiting", one.detail, "2022")
    assert "1 handed over, 0 waiting" in sayso("alerts", "--check", "--config", config).err
    assert len(server.got) == 1


def test_the_file_of_the_watch_is_that_of_the_alerts(sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.toml").write_text("[[alert]]\nname = 7\n", encoding="utf8")
    monkeypatch.setenv("SAYSO_CONFIG", str(tmp_path / "own.toml"))
    refused = sayso("alerts", "--check")
    assert refused.status == 2 and refused.err.startswith(f"E092 {tmp_path / 'own.toml'}: ")


def test_what_belongs_to_a_ledger_is_named_after_it(tmp_path: Path) -> None:
    assert outbox_path(tmp_path / "sayso.ledger") == tmp_path / "sayso.ledger.alerts"
