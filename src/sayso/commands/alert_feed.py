"""Alerts as an Atom feed (RFC 4287): written whole, and put in place at once, so that no reader ever sees half of it."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sayso.export.alert_lines import in_one_line
from sayso.printable import clean

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100
"""Entries of the feed, the newest."""
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""
LINKED = re.compile(r"https?://[!-~]{1,2000}", re.ASCII)
"""Addresses that are put into links; anything else ("javascript:") stays text."""
HEAD = 200
"""Bytes in which a feed of ours has said that it is one."""
Line = Mapping[str, Any]


def write(path: Path, lines: Sequence[Line], now: str) -> None:
    """`lines` the newest first; `now` is the feed's date where there are none. OSError where it cannot be written, or something
    else stands there."""
    if not _is_free(path):
        raise OSError(errno.EEXIST, "another file stands there, and it is no Atom feed")
    made = ElementTree.tostring(feed(str(path), lines[:MOST], now), encoding="utf-8", xml_declaration=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def _is_free(path: Path) -> bool:
    """Is there no file, an empty one, or a feed?"""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        return True
    return not head.strip() or f'<feed xmlns="{ATOM}"'.encode() in head


def feed(name: str, lines: Sequence[Line], now: str) -> ElementTree.Element:
    root = ElementTree.Element("feed", xmlns=ATOM)
    _text(root, "id", f"urn:sha256:{hashlib.sha256(f'sayso alerts {name}'.encode('utf8', 'surrogatepass')).hexdigest()}")
    _text(root, "title", "Sayso: changed figures")
    _text(root, "updated", max((line["at"] for line in lines), default=now))
    _text(ElementTree.SubElement(root, "author"), "name", "Sayso")
    for line in lines:
        _entry(root, line)
    return root


def _entry(root: ElementTree.Element, line: Line) -> None:
    entry = ElementTree.SubElement(root, "entry")
    _text(entry, "id", f"urn:sha256:{line['id']}")
    _text(entry, "title", in_one_line(line))
    _text(entry, "updated", line["at"])
    ElementTree.SubElement(entry, "category", term=str(line["kind"]))
    for url in dict.fromkeys(one["url"] for one in line["evidence"]):
        if url and LINKED.fullmatch(url):
            ElementTree.SubElement(entry, "link", rel="related", href=url)
    _text(entry, "content", "\n".join(_content(line)))


def _content(line: Line) -> list[str]:
    """Plain text: what is escaped is shown as it stands, and nothing in it is markup."""
    before, after = line["before"], line["after"]
    said = [
        f"{line['figure']}, in {line['situation']}",
        *line["news"],
        f"before: {before['number']}, {before['standing']}" if before else "before: nothing",
        f"now: {after['number']}, {after['standing']}",
        *(f"told by {one['teller']}: {one['number']}; in {', '.join(one['carriers'])}" for one in line["told"]),
    ]
    said += [_proof(one) for one in line["evidence"]]
    return [*said, f"ledger {line['head']['hash']}", *([f"Reports {line['note']}"] if line["note"] else [])]


def _proof(one: Line) -> str:
    return f"“{one['sentence']}” {one['outlet']}, {one['published'] or 'no date'}, {one['claim']}"


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = NOT_XML.sub("\ufffd", clean(text))
