"""`sayso alerts`: what changed in the figures that rules watch, found once, written down, and then handed over.

ledger at two moments → `reconcile/alerts` → outbox (`alert_outbox.py`) → targets (`alert_delivery.py`). Whatever stops it, the
next run goes on: what was found is in the outbox together with how far it was compared, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from sayso.commands.alert_delivery import Handed, deliver, renew_feeds
from sayso.commands.alert_outbox import Outbox, outbox_path
from sayso.commands.alert_rules import AlertRule, is_address
from sayso.commands.alert_sending import Post, Secrets
from sayso.commands.keeping import catch_up
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.alert_lines import alert_line
from sayso.ledger import schema
from sayso.ledger.append import Head
from sayso.ledger.canonical import moment
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.query import Reader
from sayso.reconcile.alerts import Alert, Found, alerts
from sayso.reconcile.looks.differing import differing
from sayso.reconcile.looks.knowing import Remembered
from sayso.reconcile.situations import situation
from sayso.vocabulary import EntryKind

MOST_CLAIMS = 1_000_000
"""Claims of stories that are remembered between the two looks."""
CHANGING = (EntryKind.REPORT, EntryKind.READING, EntryKind.VERDICT, EntryKind.REDACTION)
"""Entries that can change a figure."""


@dataclass(slots=True)
class Sum:
    """Of one check. `baselines`: rules that compared for the first time, and so have nothing to compare with."""

    found: int = 0
    baselines: int = 0
    waiting: int = 0
    handed: Handed = field(default_factory=Handed)

    @property
    def words(self) -> str:
        told = (
            f"{self.found} alert{'' if self.found == 1 else 's'} found; {self.handed.taken} handed over, {self.waiting} waiting"
        )
        return f"{told}, {self.handed.given_up} given up" if self.handed.given_up else told


def check(
    session: Session,
    rules: Sequence[AlertRule],
    post: Post,
    secrets: Secrets,
    remembered: Remembered | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Sum:
    """Compare the ledger as it is with where each rule compared last, and hand over all that waits.

    `post` as `Web.post`; `secrets` gives the value of a variable of the environment. `remembered`: the same ledger, looked at
    before by a process that goes on. Once `stopped`, what is not yet handed over waits for the next run. SaysoError E092 for a
    rule that cannot work (no such situation, no secret), before anything is done; E093 for the outbox, E020 … E026 for the
    ledger.
    """
    _with_secrets(rules, secrets)
    with (
        Reader.open(session.ledger, session.settings.wait_seconds) as reader,
        Outbox.open(outbox_path(session.ledger)) as outbox,
        outbox.alone() as mine,
    ):
        if not mine:
            session.tell("another process is at the alerts of this ledger: it hands over what there is")
            return Sum()
        views = [(rule, _filters(reader, rule)) for rule in rules]
        forget(session, reader, outbox)
        at = Check(session, reader, outbox, remembered or Remembered(reader, MOST_CLAIMS), stopped)
        return _checked(at, views, post, secrets)


@dataclass(frozen=True, slots=True)
class Check:
    """What comparing needs."""

    session: Session
    reader: Reader
    outbox: Outbox
    remembered: Remembered
    stopped: Callable[[], bool]


def _checked(at: Check, views: Sequence[tuple[AlertRule, Filters]], post: Post, secrets: Secrets) -> Sum:
    """What waits from before is handed over first, so that nothing that stops comparing holds it up."""
    total, targets = Sum(), {target for rule, _ in views for target in rule.to}
    deliver(at.session, at.outbox, targets, post, secrets, total.handed, at.stopped)
    for rule, filters in views:
        since = _since(at, rule)
        if since is None:
            total.baselines += 1
        else:
            total.found += _compare(at, rule, filters, since)
    deliver(at.session, at.outbox, targets, post, secrets, total.handed, at.stopped)
    total.waiting = at.outbox.waiting()
    return total


def _with_secrets(rules: Sequence[AlertRule], secrets: Secrets) -> None:
    for one in rules:
        if any(map(is_address, one.to)) and not secrets(one.secret_variable or ""):
            told = f"[[alert]] “{one.rule.name}”, secret_variable: the environment has no {one.secret_variable}"
            raise SaysoError("E092", path=one.path, detail=told)


def _filters(reader: Reader, one: AlertRule) -> Filters:
    """What the rule's situation shows now; the same for both moments, so that changing it alerts nobody."""
    try:
        return situation(reader, one.rule.situation).filters(EVERYTHING)
    except SaysoError as error:
        if error.code.code != "E042":
            raise
        told = f"[[alert]] “{one.rule.name}”, situation: {error.what}"
        raise SaysoError("E092", path=one.path, detail=told) from error


def forget(session: Session, reader: Reader, outbox: Outbox) -> None:
    """What was redacted in the ledger goes from the outbox and from the feeds."""
    with reader.store.reading() as source:
        gone = list(source.execute(select(schema.redactions.c.subject)).scalars())
    outbox.forget(gone)
    renew_feeds(session, outbox)


def _since(at: Check, one: AlertRule) -> Head | None:
    """Where the rule compared last; None where it never did, or did in another ledger: then the present is the baseline."""
    since = at.outbox.compared(one.rule.name)
    if since is not None and since.seq in (0, at.reader.seq_of(since.hash)):
        return since
    why = "it is new" if since is None else "the ledger is not the one that it compared before"
    head = at.reader.head()
    at.outbox.keep(one.rule.name, head, {}, (), {}, moment(at.session.clock()))
    at.session.tell(f"alert “{one.rule.name}”: {why}, so what changes from now on is told")
    return None


def _compare(at: Check, one: AlertRule, filters: Filters, since: Head) -> int:
    """How many alerts are new."""
    head, now = at.reader.head(), moment(at.session.clock())
    held = at.outbox.held(one.rule.name)
    if not _changing(at.reader, since):
        at.outbox.keep(one.rule.name, head, held, (), {}, now)
        return 0
    found = _found(at, one, filters, since)
    if found is None:
        at.session.tell(f"alert “{one.rule.name}”: the views are behind the entries, so it compares next time")
        return 0
    head, told = found
    lines = (alert_line(alert, now, _recorded(at.reader, alert)) for alert in told.alerts)
    to = dict.fromkeys(one.to, one.secret_variable)
    rests = {alert.id: alert.rests for alert in told.alerts}
    return at.outbox.keep(one.rule.name, head, told.held, lines, to, now, rests)


def _found(at: Check, one: AlertRule, filters: Filters, since: Head) -> tuple[Head, Found] | None:
    if at.remembered.now().state is None:
        catch_up(at.session)
    after, before = at.remembered.plan(filters), at.remembered.plan(filters, since.seq)
    if after is None or before is None:
        return None
    head = after.state.head
    return head, alerts(*differing(before, after), one.rule, since, head, at.outbox.held(one.rule.name))


def _changing(reader: Reader, since: Head) -> bool:
    """Has anything come since then that can change a figure?"""
    entries = schema.entries.c
    wanted = select(entries.seq).where(entries.seq > since.seq, entries.kind.in_([str(kind) for kind in CHANGING])).limit(1)
    with reader.store.reading() as source:
        return source.execute(wanted).first() is not None


def _recorded(reader: Reader, alert: Alert) -> dict[str, str]:
    return {one.claim.id: reader.claim(one.claim.id).recorded_at for one in alert.evidence}
