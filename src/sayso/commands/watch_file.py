"""`sayso.toml`: what `sayso watch` polls, and how often. docs/watch.md lists every key, and a test holds it to this file."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from sayso.collect.schedule.records import Kind, Watched
from sayso.errors import SaysoError
from sayso.printable import printable

Table = Mapping[str, object]

UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
PERIOD = re.compile(r"([1-9][0-9]{0,5})([smhd])")
SHORTEST, LONGEST = 60.0, 30 * 86400.0
"""Seconds: more often than once a minute is impolite; of what lies over a month apart there is nothing to watch."""
MOST_REFETCHES = 10
WATCH_KEYS = ("every", "refetch")
LIST_KEYS = ("url", "every")
TABLES = ("watch", *Kind, "alert")
EVERY = "15m"
REFETCH = ("1h", "6h", "24h")


@dataclass(frozen=True, slots=True)
class WatchFile:
    """`refetch`: seconds after its first fetch at which an article is fetched again. `alerts`: the [[alert]] tables, unread."""

    watched: tuple[Watched, ...]
    refetch: tuple[float, ...]
    alerts: tuple[Table, ...] = ()


def watch_file(path: Path) -> WatchFile:
    """What the file says. SaysoError E088 where it is not there, or something in it is wrong."""
    try:
        return _checked(tomllib.loads(path.read_bytes().decode("utf8")))
    except UnicodeDecodeError:
        detail = "not UTF-8"
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is one; a number of 5,000 digits and deep lists give others
        detail = str(error)
    except OSError as error:
        detail = error.strerror or "it cannot be read"
    except _WrongError as error:
        detail = str(error)
    raise SaysoError("E088", path=printable(str(path)), detail=printable(detail))


class _WrongError(Exception):
    """What is wrong, and where."""


def _checked(said: Table) -> WatchFile:
    _only(said, TABLES, "the file")
    watch = said.get("watch", {})
    if not isinstance(watch, dict):
        raise _WrongError("“watch” is written [watch]")
    _only(watch, WATCH_KEYS, "[watch]")
    every = _period(watch.get("every", EVERY), "[watch] every")
    watched = tuple(one for kind in Kind for one in _watched(kind, said, every))
    if not watched:
        raise _WrongError("nothing to watch: it has no [[feed]], [[sitemap]] or [[page]]")
    _once(watched)
    return WatchFile(watched, _refetch(watch.get("refetch", list(REFETCH))), tuple(_tables(said, "alert")))


def _watched(kind: Kind, said: Table, every: float) -> list[Watched]:
    return [_line(kind, table, f"[[{kind}]] {number}", every) for number, table in enumerate(_tables(said, kind), 1)]


def _line(kind: Kind, table: Table, where: str, every: float) -> Watched:
    _only(table, LIST_KEYS, where)
    url = table.get("url")
    if not isinstance(url, str) or not _on_the_web(url):
        raise _WrongError(f"{where}: url must be an address that begins with http:// or https://, without a password")
    return Watched(kind, url, _period(table["every"], f"{where}: every") if "every" in table else every)


def _tables(said: Table, name: str) -> list[Table]:
    tables = said.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _WrongError(f"“{name}” is written [[{name}]]")
    return tables


def _only(table: Table, keys: Sequence[str], where: str) -> None:
    for key in table:
        if key not in keys:
            raise _WrongError(f"{where}: no key called “{key}”; it takes {', '.join(keys)}")


def _refetch(value: object) -> tuple[float, ...]:
    where = "[watch] refetch"
    if not isinstance(value, list) or len(value) > MOST_REFETCHES:
        raise _WrongError(f'{where} must be a list of {MOST_REFETCHES} periods at most, like ["1h", "6h", "24h"]')
    periods = tuple(_period(one, where) for one in value)
    if any(later <= earlier for earlier, later in pairwise(periods)):
        raise _WrongError(f"{where}: each period must be longer than the one before")
    return periods


def _period(value: object, where: str) -> float:
    """Seconds of "15m"."""
    matched = PERIOD.fullmatch(value) if isinstance(value, str) else None
    seconds = int(matched[1]) * UNITS[matched[2]] if matched else 0.0
    if not SHORTEST <= seconds <= LONGEST:
        raise _WrongError(f'{where} must be a period from "1m" to "30d", like "90s", "15m", "6h" or "2d"')
    return seconds


def _on_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and url.isprintable()
            and " " not in url
        )
    except ValueError:
        return False


def _once(watched: Sequence[Watched]) -> None:
    for address, times in Counter(one.address for one in watched).items():
        if times > 1:
            raise _WrongError(f"{address} stands there {times} times")
