"""Logging in and out, as a browser does, and as whoever wants in without a name."""

from __future__ import annotations

import html
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import anyio
import pytest

from sayso import limits
from sayso.commands.people import user_rows
from sayso.commands.people.attempts import PAIR
from sayso.commands.people.passwords import Cost, Passwords
from sayso.commands.people.record import Hand, lines
from sayso.commands.people.roles import Role
from sayso.errors import SaysoError
from tests.serve.shared.people import PASSWORD, Server, log_in, shared

EVIL = "https://evil.example"
CROSS = (
    {"Origin": EVIL, "Sec-Fetch-Site": "cross-site"},
    {"Origin": EVIL, "Sec-Fetch-Site": None},
    {"Origin": "null", "Sec-Fetch-Site": None},
    {"Origin": None, "Sec-Fetch-Site": "cross-site"},
    {"Origin": None, "Sec-Fetch-Site": "same-site"},
    {"Origin": None, "Sec-Fetch-Site": None, "Referer": f"{EVIL}/form"},
    {"Origin": "http://127.0.0.1.evil.example", "Sec-Fetch-Site": None},
)
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "javascript:alert(1)",
    "{{7777*3}}{%print(7777*3)%}",
    "</title></textarea></select><svg onload=alert(1)>",
    "=1+1 ../../etc",
)
RAN = ("<script>alert", "<img src=x", "<svg onload", 'href="javascript:', "23331")


@pytest.fixture
def ann(server: Server) -> Server:
    server.add("Ann", Role.ADMINISTRATOR)
    return server


def told(server: Server) -> list[tuple[str, str | None]]:
    return [(one.what, one.user) for one in lines(server.users)]


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(ann: Server) -> None:
    """And what was typed as a name, which may be a password, is written down nowhere but in the form that it came from."""
    answers = [log_in(ann.browser(), name, "not the right one") for name in ("Ann", "Bob")]
    first, second = (answer.text.replace(name, "…") for answer, name in zip(answers, ("Ann", "Bob"), strict=True))
    assert first == second and [answer.status_code for answer in answers] == [401, 401]
    assert "not the right one" not in first and "set-cookie" not in answers[0].headers
    assert told(ann)[:2] == [("log-in failed", None), ("log-in failed", "Ann")]
    assert b"Bob" not in ann.users.path.read_bytes()


def test_guessing_waits_and_the_wait_is_told_and_ends(ann: Server) -> None:
    browser = ann.browser()
    for _ in range(PAIR.free):
        assert log_in(browser, "Ann", "guess").status_code == 401
    refused = log_in(browser, "Ann")
    assert refused.status_code == 429 and refused.headers["retry-after"] == "1" and "E170" in refused.text
    assert [what for what, _ in told(ann)].count("log-in failed") == PAIR.free, "what is not looked at is no failure"
    ann.clock.later += timedelta(seconds=2)
    assert log_in(browser, "Ann").status_code == 303
    assert log_in(browser, "Ann").status_code == 303


def test_waits_outlive_the_server(ann: Server, tmp_path: Path) -> None:
    for _ in range(PAIR.free):
        log_in(ann.browser(), "Ann", "guess")
    with ExitStack() as open_:
        again = shared(tmp_path / "two.ledger", open_)
        assert log_in(again.browser(), "Ann").status_code == 429


@pytest.mark.parametrize("sent", CROSS, ids=range(len(CROSS)))
def test_no_other_site_logs_anybody_in_or_out(ann: Server, sent: dict[str, str | None]) -> None:
    browser = ann.as_("Ann")
    before = told(ann)
    for name in ("origin", "sec-fetch-site"):
        browser.headers.pop(name, None)
    headers = {name: value for name, value in sent.items() if value is not None}
    for path, form in (("/login", {"name": "Ann", "password": PASSWORD}), ("/logout", {})):
        answer = browser.post(path, data=form, headers=headers)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers, path
    assert told(ann) == before


def test_logging_in_again_ends_the_session_that_there_was(ann: Server) -> None:
    """A session that somebody planted, or left open, does not live on under the new one."""
    browser = ann.as_("Ann")
    old = browser.cookies[ann.door.cookie]
    assert log_in(browser, "Ann").status_code == 303
    assert browser.cookies[ann.door.cookie] != old
    other = ann.browser()
    other.cookies.set(ann.door.cookie, old)
    assert other.get("/").headers["location"] == "/login"


@pytest.mark.parametrize(
    ("next", "leads"),
    [
        ("/origins?kind=killed", "/origins?kind=killed"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/logout", "/"),
        ("", "/"),
        ("/x" * 3000, "/x" * 3000),
    ],
)
def test_after_the_log_in_one_stays_here(ann: Server, next: str, leads: str) -> None:
    assert log_in(ann.browser(), "Ann", next=next).headers["location"] == leads


def test_an_older_hash_becomes_a_new_one_and_nobody_is_logged_out(ann: Server) -> None:
    old = Passwords(Cost(time=2, memory=16, parallelism=1)).hashed(PASSWORD)
    user_rows.change_password(ann.users, "Ann", old, Hand(ann.clock()))
    first = ann.as_("Ann")
    kept = user_rows.find(ann.users, "Ann")
    assert kept is not None and kept.password != old and not ann.passwords.is_old(kept.password)
    assert log_in(ann.browser(), "Ann", "another one").status_code == 401
    ann.as_("Ann")
    assert first.get("/account").status_code == 200
    assert told(ann).count(("password changed", "Ann")) == 1


def test_a_flood_of_others_is_no_failure_of_who_is_sent_away(ann: Server) -> None:
    full = limits.LOG_INS_AT_ONCE + limits.LOG_INS_WAITING
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ann.door, "_hashing", full)
        for _ in range(PAIR.free + 1):
            answer = log_in(ann.browser(), "Ann")
            assert answer.status_code == 429 and answer.headers["retry-after"] == "5"
    assert log_in(ann.browser(), "Ann").status_code == 303


@pytest.mark.parametrize("does", ["change", "remove", "another"])
def test_a_password_that_is_changed_while_it_is_looked_at_lets_nobody_in(ann: Server, does: str) -> None:
    """Whoever has the old one is out, also who was just being let in: by log-in, and by giving another password."""
    ann.add("Bob")
    session = ann.as_("Bob")
    holds, kept = ann.door._passwords.holds, ann.passwords.hashed("another one for Bob")

    def meanwhile(password: str, of: str | None) -> bool:
        right, hand = holds(password, of), Hand(ann.clock())
        if does == "change":
            user_rows.change_password(ann.users, "Bob", kept, hand)
        else:
            user_rows.remove(ann.users, "Bob", hand)
        if does == "another":
            ann.add("Bob")
        return right

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ann.door._passwords, "holds", meanwhile)
        if does == "change":
            form = {"old": PASSWORD, "new": "a third one for Bob", "again": "a third one for Bob"}
            answer = session.post("/account/password", data=form)
            found = user_rows.find(ann.users, "Bob")
            assert answer.status_code == 403 and found is not None and found.password == kept
            user_rows.change_password(ann.users, "Bob", ann.passwords.hashed(PASSWORD), Hand(ann.clock()))
        answer = log_in(ann.browser(), "Bob")
    assert answer.status_code == 401 and "set-cookie" not in answer.headers, answer.text


def test_few_are_hashed_at_once_and_who_comes_when_many_wait_is_sent_away(ann: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hash takes memory and processor time: a flood of log-ins takes no more than two of them at a time."""
    go, at_once, most = threading.Event(), [0], [0]

    def slow(password: str, kept: str | None) -> bool:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        assert go.wait(30)
        at_once[0] -= 1
        return False

    monkeypatch.setattr(ann.door, "_passwords", SimpleNamespace(holds=slow))
    allowed = limits.LOG_INS_AT_ONCE + limits.LOG_INS_WAITING
    codes: list[str] = []

    async def one(number: int) -> None:
        try:
            await ann.door.check(f"guess {number}", "x", Hand(ann.clock(), address=f"198.51.100.{number}"))
        except SaysoError as error:
            codes.append(error.code.code)
        if len(codes) == 7:  # who is sent away is told at once, while the others still wait
            assert set(codes) == {"E170"}
            go.set()

    async def all_of_them() -> None:
        async with anyio.create_task_group() as group:
            for number in range(allowed + 7):
                group.start_soon(one, number)

    anyio.run(all_of_them)
    assert (codes.count("E170"), codes.count("E169"), most[0]) == (7, allowed, limits.LOG_INS_AT_ONCE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_name_in_every_page(ann: Server, name: str) -> None:
    """As a user's, and as what was typed into the form by who is none."""
    ann.add(name, Role.ADMINISTRATOR)
    theirs = ann.as_(name)
    for path in ("/", "/account", "/users", "/users/log", "/review/log"):
        shown = theirs.get(path).text
        assert html.escape(name, quote=False) in shown.replace("&#34;", '"').replace("&#39;", "'"), path
        assert not any(tag in shown for tag in RAN), path
    failed = log_in(ann.browser(), name + "?", "wrong").text
    assert not any(tag in failed for tag in RAN)


@pytest.fixture
def secure(two_ledger: Path, tmp_path: Path) -> Iterator[Server]:
    with ExitStack() as open_:
        made = shared(Path(shutil.copy(two_ledger, tmp_path / "secure.ledger")), open_, secure=True)
        made.base = "https://127.0.0.1"
        made.add("Ann")
        yield made


def test_over_tls_every_cookie_is_sent_over_tls_alone(secure: Server) -> None:
    """When one looked, too: who listens to a page that is asked for without TLS would learn it."""
    browser = secure.as_("Ann")
    given = browser.get("/").headers.get_list("set-cookie")
    assert given and all("secure" in one.lower() for one in given), given


def test_who_shares_a_browser_does_not_share_when_they_looked(ann: Server) -> None:
    """What is new since one looked was told by the look of whoever had the browser before."""
    ann.add("Ben")
    browser = ann.as_("Ann")
    browser.get("/")
    first = set(browser.cookies)
    log_in(browser, "Ben")
    browser.get("/")
    assert len(set(browser.cookies) - first) == 1
