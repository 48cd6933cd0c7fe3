"""`sayso watch`: until a signal ends it. Wherever it is stopped, the next start goes on."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sayso.collect.schedule.alone import alone
from sayso.collect.schedule.state import State
from sayso.commands.alert_rules import AlertRule, rules
from sayso.commands.alert_sending import Post, Secrets
from sayso.commands.alerting import check
from sayso.commands.outside import Outside, adding_to
from sayso.commands.readers import after_each_round, reading_by
from sayso.commands.session import Session
from sayso.commands.stamping import stamp_head
from sayso.commands.watch_file import watch_file
from sayso.commands.watch_loop import Watch
from sayso.commands.watch_web import Reached
from sayso.errors import SaysoError
from sayso.ledger.address import Place, beside


@dataclass(slots=True)
class Ending:
    """Set by a signal, looked at by everybody."""

    asked: bool = False

    def __call__(self) -> bool:
        return self.asked


def watch(session: Session, config: Path | None, once: bool, name: str | None, secrets: Secrets) -> None:
    """Poll until SIGTERM or SIGINT; with `once`, until nothing is due. Alerts by its [[alert]] tables, as `alerting.check`.

    SaysoError E088 (the file), E089 (another watch runs), E090 (its state), E092 (an alert); else as `add`.
    """
    path = config or session.settings.config
    said = watch_file(path)
    alert_rules = rules({"alert": said.alerts}, path)
    with (
        _ending() as ending,
        reading_by(session, name) as read_it,
        watched(session.ledger) as state,
        Outside(session) as outside,
        adding_to(session) as (ledger, evidence),
    ):
        alerting = Alerting(session, alert_rules, outside.post, secrets, ending)
        alerting()  # so that the first round's changes have something to be compared with

        tell_cost = after_each_round(session, read_it)

        def after_round() -> None:
            tell_cost()
            try:
                alerting()
            except SaysoError as error:  # a situation was renamed, a disk is full: collecting goes on
                session.blame(error.line)
            stamp_head(session, outside.post)

        reach = Reached(outside.web, outside.contained.call)
        Watch(session, said, ledger, read_it, state, reach, ending, outside.contained, evidence.keep, after_round).run(once)


@contextmanager
def watched(ledger: Place) -> Iterator[State]:
    """The state beside `ledger`, for one process alone. SaysoError E089, E090."""
    with alone(beside(ledger, ".watch-lock"), ledger), State(beside(ledger, ".watch")) as state:
        yield state


@dataclass(frozen=True, slots=True)
class Alerting:
    """After each round: what changed in the figures, to whom it may concern. A word where something was found or waits."""

    session: Session
    rules: Sequence[AlertRule]
    post: Post
    secrets: Secrets
    stopped: Callable[[], bool]

    def __call__(self) -> None:
        if self.rules:
            done = check(self.session, self.rules, self.post, self.secrets, stopped=self.stopped)
            if done.found or done.waiting or done.handed.taken or done.handed.given_up:
                self.session.blame(done.words)


@contextmanager
def _ending() -> Iterator[Ending]:
    """The first SIGTERM or SIGINT asks for the end, the second Ctrl-C takes it."""
    ending = Ending()

    def ask(number: int, frame: object) -> None:
        if ending.asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        ending.asked = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
