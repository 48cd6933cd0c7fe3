"""Has the outlet reserved its rights to text and data mining (Article 4(3) of EU Directive 2019/790)?

By the TDM Reservation Protocol: W3C Community Group, final report of 10 May 2024, https://www.w3.org/2022/tdmrep/.

It can be said in a file of the host, in a header, in the page; what is closer to the page counts. What is broken says nothing.
"""

from __future__ import annotations

import json
import re

PATH = "/.well-known/tdmrep.json"
MAX_BYTES = 500 * 1024
NAME = "tdm-reservation"
SAID = {"1": True, "0": False}
HEAD_BYTES = 262_144
"""Bytes of a page in which its own word is looked for: it stands in the head."""
META = re.compile(rb"<meta\s[^>]{0,500}>", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"""\b(name|content)\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{1,40})""", re.IGNORECASE)
MOST_RULES = 10_000


def by_header(value: str | None) -> bool | None:
    return SAID.get((value or "").strip())


def by_page(body: bytes) -> bool | None:
    """The `meta` element of an HTML page. NULs are passed over, so that UTF-16 is read too."""
    for meta in META.findall(body[:HEAD_BYTES].replace(b"\0", b"")):
        told = {name.lower(): value.lower() for name, value in ATTRIBUTE.findall(meta)}
        if told.get(b"name") == NAME.encode():
            return SAID.get(told.get(b"content", b"").decode("ascii", "replace"))
    return None


class Reserved:
    """The rules of a host's file: paths with `*` and `$` as in robots.txt; of those that fit, the longest counts."""

    def __init__(self, body: bytes = b"") -> None:
        self._rules = sorted(_rules(body), key=lambda rule: len(rule[0]), reverse=True)

    def of(self, target: str) -> bool | None:
        """`target`: path and query. None where no rule speaks of it."""
        return next((reserved for pattern, reserved in self._rules if _fits(pattern, target)), None)


def _rules(body: bytes) -> list[tuple[str, bool]]:
    try:
        listed = json.loads(body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(listed, list):
        return []
    found = [rule for rule in listed[:MOST_RULES] if isinstance(rule, dict) and isinstance(rule.get("location"), str)]
    said = [(rule["location"], SAID.get(str(rule.get(NAME)))) for rule in found]
    return [(pattern, reserved) for pattern, reserved in said if reserved is not None]


def _fits(pattern: str, target: str) -> bool:
    """Without a regular expression, which a pattern of many stars would make slow."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest):
        if anchored and number == len(rest) - 1:
            return len(target) - len(part) >= at and target.endswith(part)
        found = target.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not anchored or at == len(target)
