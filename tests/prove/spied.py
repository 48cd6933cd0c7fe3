"""What the package makes of `re`, seen: each pattern, the line that made it, how it is used and on how long a text.

`spy()` before the package is imported; then everything is in `SITES`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "sayso"
USES = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split", "scanner")
AT_ONCE = USES[:-1]
"""Functions of `re` that take a pattern and a text."""


@dataclass(slots=True)
class Site:
    """A line of the package that makes patterns: each that it made, with its flags, how it was used, on how long a text."""

    file: str
    line: int
    patterns: set[tuple[str | bytes, int]] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)
    longest: int = 0


SITES: dict[tuple[str, int], Site] = {}


class Spied:
    """A compiled pattern that remembers what it was asked."""

    def __init__(self, made: re.Pattern[Any], site: Site) -> None:
        self._made, self._site = made, site

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._made, name)
        return _asked(found, name, self._site, 1 if name in ("sub", "subn") else 0) if name in USES else found

    def __hash__(self) -> int:
        return hash(self._made)


def _asked(by: Callable[..., Any], name: str, site: Site, text: int) -> Callable[..., Any]:
    def ask(*given: Any, **named: Any) -> Any:
        whole = given[text] if len(given) > text else named["string"]
        begin, end = (
            (*given[1:3], *(0, len(whole))[len(given[1:3]) :]) if name not in ("sub", "subn", "split") else (0, len(whole))
        )
        site.uses.add(name)
        site.longest = max(site.longest, min(end, len(whole)) - begin)
        return by(*given, **named)

    return ask


def spy() -> None:
    """From now on, whatever the package makes of patterns is seen. Before it is imported."""
    compiled = re.compile

    def compile_(pattern: Any, flags: Any = 0) -> Any:
        site = _site()
        if site is None or isinstance(pattern, re.Pattern | Spied):
            return compiled(pattern, flags)
        made = compiled(pattern, flags)
        site.patterns.add((made.pattern, made.flags))
        return Spied(made, site)

    re.compile = compile_
    for name in AT_ONCE:
        setattr(re, name, _spied_at_once(getattr(re, name), name, compiled))


def _spied_at_once(by: Callable[..., Any], name: str, compiled: Callable[..., re.Pattern[Any]]) -> Callable[..., Any]:
    def ask(pattern: Any, *given: Any, **named: Any) -> Any:
        site = _site()
        if site is None:
            return by(pattern, *given, **named)
        made = compiled(pattern, named.get("flags", 0))
        site.patterns.add((made.pattern, made.flags))
        site.uses.add(name)
        site.longest = max(site.longest, len(given[1 if name in ("sub", "subn") else 0]))
        return by(pattern, *given, **named)

    return ask


def _site() -> Site | None:
    """Of the line of the package that called; None where somebody else did."""
    frame = sys._getframe(2)
    path = Path(frame.f_code.co_filename)
    if PACKAGE not in path.parents:
        return None
    key = (str(path.relative_to(PACKAGE)), frame.f_lineno)
    return SITES.setdefault(key, Site(*key))
