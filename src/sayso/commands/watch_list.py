"""`sayso watch --list`: what is polled, when it last answered or failed and why, and when it is asked next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import RenderableType

from sayso.collect.schedule.records import Polled, Watched
from sayso.collect.schedule.state import State
from sayso.commands.printing import chosen
from sayso.commands.printing_views import print_view
from sayso.commands.session import Session
from sayso.commands.watch_file import watch_file
from sayso.printable import clean
from sayso.show.listing import listing

COLUMNS = ("kind", "address", "last_success", "last_failure", "reason", "failures", "next")

Line = dict[str, object]


def list_all(session: Session, config: Path | None, format: str | None) -> None:
    """SaysoError E088 where the file is wrong, E090 where the state is."""
    format = chosen(session, format)
    said = watch_file(config or session.settings.config)
    known = _known(session.beside(".watch"))
    lines = [_line(one, known.get((one.kind, one.address))) for one in said.watched]
    print_view(session, format, COLUMNS, lines, lambda: _table(lines))


def _known(path: Path) -> dict[tuple[str, str], Polled]:
    """Nothing is made where nothing was ever watched."""
    if not path.exists():
        return {}
    with State(path) as state:
        return {(one.kind, one.address): one for one in state.polled()}


def _line(watched: Watched, found: Polled | None) -> Line:
    """What was never polled has no moments."""
    line: Line = {"kind": watched.kind.value, "address": watched.address}
    if found is None:
        return line | dict.fromkeys(COLUMNS[2:]) | {"failures": 0}
    moments = {"last_success": found.success, "last_failure": found.failure, "next": found.due}
    told = {name: _iso(moment) for name, moment in moments.items()}
    return line | {"reason": found.reason, "failures": found.failures} | told


def _iso(moment: float | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _table(lines: Sequence[Line]) -> RenderableType:
    """Times to the minute, in UTC; why the last poll failed stands below, as long as it lasts."""
    columns = [("kind", 3), ("address", 12), ("last success", 5), ("last failure", 5), ("next", 5)]
    wide = {"kind": 7, "last success": 16, "last failure": 16, "next": 16}
    return listing(columns, ((_cells(line), [clean(str(line["reason"]))] if line["reason"] else []) for line in lines), wide)


def _cells(line: Line) -> Sequence[str]:
    """What was never polled is due at once."""
    success, failure, due = (str(line[name] or "")[:16].replace("T", " ") for name in ("last_success", "last_failure", "next"))
    return str(line["kind"]), clean(str(line["address"])), success or "never", failure, due or "at once"
