"""`sayso alerts`: what was alerted and what waits; with --check what changed since is found and handed over first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from sayso.commands.alert_outbox import DONE, Delivery, Outbox, outbox_path
from sayso.commands.alert_rules import load
from sayso.commands.alert_sending import Secrets
from sayso.commands.alerting import check, forget
from sayso.commands.knowing import reader
from sayso.commands.known_views import nothing
from sayso.commands.outside import Outside
from sayso.commands.printing import chosen
from sayso.commands.printing_views import print_view
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.alert_lines import COLUMNS
from sayso.export.records import Record
from sayso.show.listing import listing

MINUTES = 16
"""Characters of a moment without its seconds."""


def check_now(session: Session, config: Path | None, secrets: Secrets) -> None:
    """Compare, hand over, and say what came of it. SaysoError E092 where the file has no rules; else as `check`."""
    path = config or session.settings.config
    rules = load(path)
    if not rules:
        raise SaysoError("E092", path=path, detail="it has no table [[alert]]")
    with Outside(session) as outside:
        session.blame(check(session, rules, outside.post, secrets).words)


def list_all(session: Session, format: str | None) -> None:
    """Every alert, the newest first, with what still waits and why."""
    format = chosen(session, format)
    path = outbox_path(session.ledger)
    found: list[Delivery] = []
    if path.exists():
        with reader(session) as ledger, Outbox.open(path) as outbox:
            forget(session, ledger, outbox)
            found = outbox.deliveries()
    lines = list(_lines(found))
    if nothing(session, format, COLUMNS, lines, "alerts"):
        return
    noted = any(one.line["note"] for one in found)
    print_view(session, format, COLUMNS, lines, lambda: _table(lines), noted)


def _lines(found: Iterable[Delivery]) -> Iterator[Record]:
    by_alert: dict[str, list[Delivery]] = defaultdict(list)
    for one in found:
        by_alert[one.alert].append(one)
    for of in reversed(by_alert.values()):
        yield _line(of[0].line) | {"waits": [_waits(one) for one in of if one.state != DONE]}


def _line(line: dict[str, Any]) -> dict[str, Any]:
    before, after = line["before"], line["after"]
    return {name: line[name] for name in COLUMNS if name in line} | {
        "before": before["number"] if before else None,
        "after": after["number"],
        "told_by": [one["teller"] for one in line["told"]],
    }


def _waits(one: Delivery) -> str:
    """ "https://example.invalid/hook waiting until 2022-01-07T10:05, 2 tries: it answered 500"."""
    until = f" until {one.due[:MINUTES]}" if one.state != "given up" and one.tries else ""
    tries = f", {one.tries} {'try' if one.tries == 1 else 'tries'}: {one.detail}" if one.tries else ""
    return f"{one.target} {one.state}{until}{tries}"


def _table(lines: list[Record]) -> RenderableType:
    rows = [
        (
            (one["at"][:MINUTES], one["rule"], one["figure"], f"{'; '.join(one['news'])} ({', '.join(one['told_by'])})"),
            one["waits"],
        )
        for one in lines
    ]
    return listing([("found", 4), ("rule", 4), ("figure", 5), ("what changed", 10)], rows)
