"""Handing over what waits in the outbox: target by target, each alert until it is taken, or given up after some days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby, takewhile
from operator import attrgetter
from pathlib import Path

from sayso.commands import alert_feed
from sayso.commands.alert_outbox import DONE, GIVEN_UP, WAITING, Delivery, Outbox
from sayso.commands.alert_rules import ATOM, STDOUT
from sayso.commands.alert_sending import Outcome, Post, Secrets, by_webhook, to_stdout
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.canonical import moment

MINUTE = 60.0
BACK_OFF = tuple(m * MINUTE for m in (1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440))
"""Seconds before the second try, the third, …: eleven tries within four days, a long weekend."""
MOST_AFTER = 1440 * MINUTE
"""A target that wants to be left alone for longer (`Retry-After`) is asked after this all the same."""


@dataclass(slots=True)
class Handed:
    """What became of the tries of one run."""

    taken: int = 0
    failed: int = 0
    given_up: int = 0
    down: set[str] = field(default_factory=set)
    """Targets that are left alone for the rest of the run."""


def deliver(
    session: Session,
    outbox: Outbox,
    targets: Set[str],
    post: Post,
    secrets: Secrets,
    sent: Handed,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Try all that is due for `targets`, those that a rule names now, until `stopped`. One that is down is not tried again in
    this run, and holds up no other. `sent` counts."""
    wanted = (one for one in outbox.due(moment(session.clock())) if one.target in targets - sent.down)
    due = sorted(wanted, key=attrgetter("target"))  # sorted() keeps the order of each target's
    for target, waiting in groupby(due, key=attrgetter("target")):
        if target.startswith(ATOM):
            _to_feed(session, outbox, target, list(waiting), sent)
        else:
            _one_by_one(session, outbox, takewhile(lambda _: not stopped(), waiting), post, secrets, sent)


def renew_feeds(session: Session, outbox: Outbox) -> None:
    """Write every feed anew, from which something must go; one that cannot be written is told, and tried again next time."""
    for target in outbox.stale():
        is_there = target.startswith(ATOM) and Path(target.removeprefix(ATOM)).exists()
        outcome = _write(session, outbox, target) if is_there else Outcome()
        if outcome.detail is None:
            outbox.renewed(target)
        else:
            told = f"what was redacted still stands in it ({outcome.detail})"
            session.blame(SaysoError("E094", target=target, detail=told).line)


def _to_feed(session: Session, outbox: Outbox, target: str, waiting: Sequence[Delivery], sent: Handed) -> None:
    """All at once: a feed is written whole."""
    outcome = _write(session, outbox, target)
    for one in waiting:
        _settle(session, outbox, one, outcome, sent)


def _write(session: Session, outbox: Outbox, target: str) -> Outcome:
    path = Path(target.removeprefix(ATOM))
    try:
        alert_feed.write(path, outbox.newest(target, alert_feed.MOST), moment(session.clock()))
    except OSError as error:
        return Outcome(error.strerror or str(error))
    return Outcome()


def _one_by_one(
    session: Session, outbox: Outbox, waiting: Iterable[Delivery], post: Post, secrets: Secrets, sent: Handed
) -> None:
    for one in waiting:
        outcome = _sent(session, one, post, secrets)
        _settle(session, outbox, one, outcome, sent)
        if not outcome.others:
            sent.down.add(one.target)
            return


def _sent(session: Session, one: Delivery, post: Post, secrets: Secrets) -> Outcome:
    if one.target == STDOUT:
        return to_stdout(session, one.line)
    secret = secrets(one.secret_variable or "")
    if not secret:
        return Outcome(f"the environment has no {one.secret_variable}, whose value signs", others=False)
    return by_webhook(post, one, secret, session.clock())


def _settle(session: Session, outbox: Outbox, one: Delivery, outcome: Outcome, sent: Handed) -> None:
    now = session.clock()
    if outcome.detail is None:
        outbox.settle(one, DONE, None, moment(now))
        sent.taken += 1
        return
    if outcome.again and one.tries < len(BACK_OFF):
        wait = max(BACK_OFF[one.tries], min(outcome.after, MOST_AFTER))
        outbox.settle(one, WAITING, outcome.detail, moment(now + timedelta(seconds=wait)))
        sent.failed += 1
        return
    outbox.settle(one, GIVEN_UP, outcome.detail, moment(now))
    sent.given_up += 1
    told = f"alert {one.alert[:9]} is given up after {one.tries + 1} tries ({outcome.detail})"
    session.blame(SaysoError("E094", target=one.target, detail=told).line)
