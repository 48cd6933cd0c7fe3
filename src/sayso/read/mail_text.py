"""The words of a mail that are news: without what it quotes of an earlier mail, signature, and who got a forwarded one."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIGNATURE = re.compile(r"-- ?")
"""The line above a signature (RFC 3676)."""
QUOTED = re.compile(r"\s{0,3}>+ ?")
WROTE = re.compile(r"(?:On|Am|Le|El|Il|В) .{5,200}(?:wrote|schrieb.{0,80}|a écrit ?|escribió|ha scritto|пишет)\s?:")
FORWARDED = re.compile(r"[-_ >]{2,40}\s?(?:Forwarded message|Original Message|Begin forwarded message)\b.{0,40}", re.IGNORECASE)
HEADER = re.compile(
    r"\*?(?:From|Sent|Date|To|Cc|Bcc|Reply-To|Subject|Importance|Attachments)\*?:\*?(?:\s.{0,2000})?", re.IGNORECASE
)
MOST_HEADERS = 12
"""Lines of the header of a forwarded mail."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The news, and how many lines were left out as quoted, as a signature, or as the header of a forwarded mail."""

    text: str
    left_out: int


def news(text: str, flowed: bool = False) -> Kept:
    """`flowed`: a line that ends with a space goes on in the next (RFC 3676). A mail that is all quoted is read as it was."""
    lines = text.replace("\r\n", "\n").split("\n")
    own = _unsigned(lines)
    kept = _without_headers(_unquoted(own))
    if not any(map(str.isalpha, "".join(kept))):
        kept = _without_headers([QUOTED.sub("", line, count=1) for line in own])
    return Kept("\n".join(_joined(kept) if flowed else kept).strip("\n"), len(lines) - len(kept))


def _unsigned(lines: list[str]) -> list[str]:
    words = False
    for place, line in enumerate(lines):
        if words and SIGNATURE.fullmatch(line):
            return lines[:place]
        words = words or any(map(str.isalpha, line))
    return lines


def _unquoted(lines: list[str]) -> list[str]:
    """Without quoted lines, and without the line above them that says whose they are."""
    kept: list[str] = []
    for line in lines:
        if not QUOTED.match(line):
            kept.append(line)
            continue
        while kept and not kept[-1].strip():
            kept.pop()
        if kept and WROTE.fullmatch(kept[-1].strip()[:300]):
            kept.pop()
        kept.append("")
    return kept


def _without_headers(lines: list[str]) -> list[str]:
    kept: list[str] = []
    left = 0
    for line in lines:
        if FORWARDED.fullmatch(line.strip()[:100]):
            left = MOST_HEADERS
        elif left and (HEADER.fullmatch(line.strip()[:2_000]) or not line.strip()):
            left -= 1
        else:
            left = 0
            kept.append(line)
    return kept


def _joined(lines: list[str]) -> list[str]:
    joined: list[str] = []
    goes_on = False
    for line in lines:
        unstuffed = line.removeprefix(" ")
        if goes_on and unstuffed:
            joined[-1] += unstuffed
        else:
            joined.append(unstuffed)
        goes_on = unstuffed.endswith(" ")
    return joined
